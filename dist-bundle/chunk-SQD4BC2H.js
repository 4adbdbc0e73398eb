import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  inputKinds
} from "./chunk-HIF3QCF2.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";
import {
  severities
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/src/model/settings.js
var days = external_exports.number().int().min(1).max(36500);
var environmentName = external_exports.enum(["production", "staging", "development", "test", "sandbox", "shared"]);
var pattern = external_exports.string().min(1).max(256);
var words = external_exports.array(external_exports.string());
var weight = external_exports.number().positive();
var settingsSchema = external_exports.strictObject({
  version: external_exports.literal(1).default(1).describe("Version of this file format."),
  thresholds: external_exports.strictObject({
    unusedIdentityDays: days.default(90).describe("An identity not used for this long is unused."),
    neverUsedIdentityDays: days.default(30).describe("An identity never used is reported when it is older than this."),
    unusedCredentialDays: days.default(45).describe("A credential not used for this long is unused."),
    secretAgeDays: days.default(90).describe("A long-lived secret older than this is due for replacement."),
    longestGrantDays: days.default(30).describe("An expiry further away than this counts as permanent."),
    longestSessionSeconds: external_exports.number().int().min(900).max(43200).default(3600).describe("A session longer than this is too long for a privileged identity."),
    privilegedBlastRadius: external_exports.number().min(0).max(100).default(20).describe("Share of the estate (0 to 100) from which an identity counts as privileged."),
    workloadsPerIdentity: external_exports.number().int().min(2).default(2).describe("Workloads on one identity from which it counts as shared.")
  }).prefault({}).describe("When something is old, unused, long or strong enough to be reported."),
  environments: external_exports.strictObject({
    scopes: external_exports.record(external_exports.string(), environmentName).default({}).describe("Scope id to environment. Wins over everything else."),
    tagKeys: external_exports.array(external_exports.string()).default(["environment", "env", "stage"]).describe("Tag keys whose value names the environment."),
    words: external_exports.strictObject({
      production: words.default(["production", "prod", "prd", "live"]),
      staging: words.default(["staging", "stage", "stg", "preprod", "uat"]),
      development: words.default(["development", "develop", "dev"]),
      test: words.default(["test", "testing", "qa"]),
      sandbox: words.default(["sandbox", "sbx", "playground"]),
      shared: words.default(["shared", "common"])
    }).prefault({}).describe("Words in a scope's, tag's or identity's name, whole between separators.")
  }).prefault({}).describe("How the environment of a scope or an identity is told. What is not told stays unknown."),
  weights: external_exports.strictObject({
    scopes: external_exports.record(external_exports.string(), weight).default({}).describe("Scope id to weight, for crown jewels. Wins over `environment`."),
    environment: external_exports.strictObject({
      production: weight.default(4),
      staging: weight.default(2),
      shared: weight.default(3),
      development: weight.default(1),
      test: weight.default(1),
      sandbox: weight.default(0.5),
      unknown: weight.default(2)
    }).prefault({}).describe("Weight of a scope by its environment."),
    sensitivity: external_exports.strictObject({
      identity: weight.default(16),
      secrets: weight.default(24),
      data: weight.default(4),
      compute: weight.default(3),
      rest: weight.default(0.1)
    }).prefault({}).describe("Weight of a service by what it holds.")
  }).prefault({}).describe("What the cells of the blast radius are worth."),
  exceptions: external_exports.strictObject({
    longestDays: external_exports.strictObject({
      critical: days.default(14),
      high: days.default(30),
      medium: days.default(90),
      low: days.default(180),
      info: days.default(180)
    }).prefault({}).describe("Longest life of an exception, from `created` to `expires`, by the worst it covers."),
    expiresSoonDays: days.default(14).describe("An exception that ends within this is a warning.")
  }).prefault({}).describe("What `nhi-audit.exceptions.yaml` may accept, and for how long."),
  ownerTagKeys: external_exports.array(external_exports.string()).default(["owner", "team", "contact", "managed-by-team", "owner-email"]).describe("Tag keys whose value names the owner of an identity."),
  breakGlass: external_exports.strictObject({
    tagKeys: external_exports.array(external_exports.string()).default(["break-glass", "breakglass"]).describe("Tag keys that mark an identity as kept for emergencies."),
    names: external_exports.array(pattern).default(["*break-glass*", "*breakglass*", "*emergency*"]).describe("Name patterns of identities kept for emergencies.")
  }).prefault({}).describe("Identities whose purpose is rare use. They are listed, but not reported as unused."),
  trustedScopes: external_exports.array(external_exports.string()).default([]).describe("Scope ids outside the estate that belong to it all the same (an account that was not scanned)."),
  humanNames: external_exports.array(pattern).default([]).describe("Name patterns of identities that people use."),
  machineNames: external_exports.array(pattern).default([]).describe("Name patterns of identities that machines use."),
  gate: external_exports.strictObject({
    level: external_exports.enum(["view", "read", "write", "control"]).default("read").describe("Weakest level whose permanent grant fails the gate. Weaker ones are listed and pass."),
    blastRadiusGrowth: external_exports.number().min(0).max(100).default(5).describe("Points (0 to 100) by which a blast radius may grow although no change of that identity fails."),
    humans: external_exports.boolean().default(false).describe("Whether what people gain fails the gate as well. It is always listed; their access keys always count."),
    onIndeterminate: external_exports.enum(["fail", "warn", "pass"]).default("fail").describe("What follows when nobody can tell: `fail` where it may give privileges, `warn` or `pass` never."),
    needs: external_exports.array(external_exports.enum(inputKinds)).min(1).default(["inventory", "grants", "trusts", "credentials"]).describe("What must have been read in full in a scope before the gate judges it."),
    editedBaseline: external_exports.enum(["error", "warn"]).default("error").describe("A baseline that was changed by hand: `error` ends with exit code 3, `warn` says so.")
  }).prefault({}).describe("What fails `nhi-audit gate`."),
  rules: external_exports.record(external_exports.string(), external_exports.strictObject({
    enabled: external_exports.boolean().default(true),
    severity: external_exports.enum(severities).optional()
  })).default({}).describe("Rule id to `enabled: false` or another `severity`. `nhi-audit rules` lists the ids.")
}).describe("nhi-audit.yaml");
var defaultSettings = settingsSchema.parse({});

export {
  settingsSchema,
  defaultSettings
};
