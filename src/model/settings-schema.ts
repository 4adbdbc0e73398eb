import { z } from 'zod';
import { inputKinds } from './coverage.ts';
import { defaults } from './default-settings.ts';
import { severities } from './finding.ts';
import { gatePolicies } from './gate-policy.ts';

const days = z.number().int().min(1).max(36500);
const environmentName = z.enum(['production', 'staging', 'development', 'test', 'sandbox', 'shared']);
const pattern = z.string().min(1).max(256);
const words = z.array(z.string());
const weight = z.number().positive();

/**
 * `nhi-audit.yaml`. Every key is optional; the defaults and the words that explain a key stand here and nowhere else:
 * `nhi-audit config init` prints both. Name patterns are case-insensitive and know `*` (any run of characters) and
 * `?` (one character).
 */
export const settingsSchema = z
  .strictObject({
    version: z.literal(1).default(defaults.version).describe('Version of this file format.'),
    thresholds: z
      .strictObject({
        unusedIdentityDays: days
          .default(defaults.thresholds.unusedIdentityDays)
          .describe('An identity not used for this long is unused.'),
        neverUsedIdentityDays: days
          .default(defaults.thresholds.neverUsedIdentityDays)
          .describe('An identity never used is reported when it is older than this.'),
        unusedCredentialDays: days
          .default(defaults.thresholds.unusedCredentialDays)
          .describe('A credential not used for this long is unused.'),
        secretAgeDays: days
          .default(defaults.thresholds.secretAgeDays)
          .describe('A long-lived secret older than this is due for replacement.'),
        longestGrantDays: days
          .default(defaults.thresholds.longestGrantDays)
          .describe('An expiry further away than this counts as permanent.'),
        longestSessionSeconds: z
          .number()
          .int()
          .min(900)
          .max(43200)
          .default(defaults.thresholds.longestSessionSeconds)
          .describe('A session longer than this is too long for a privileged identity.'),
        privilegedBlastRadius: z
          .number()
          .min(0)
          .max(100)
          .default(defaults.thresholds.privilegedBlastRadius)
          .describe('Share of the estate (0 to 100) from which an identity counts as privileged.'),
        workloadsPerIdentity: z
          .number()
          .int()
          .min(2)
          .default(defaults.thresholds.workloadsPerIdentity)
          .describe('Workloads on one identity from which it counts as shared.'),
      })
      .prefault({})
      .describe('When something is old, unused, long or strong enough to be reported.'),
    environments: z
      .strictObject({
        scopes: z
          .record(z.string(), environmentName)
          .default(defaults.environments.scopes)
          .describe('Scope id to environment. Wins over everything else.'),
        tagKeys: z
          .array(z.string())
          .default(defaults.environments.tagKeys)
          .describe('Tag keys whose value names the environment.'),
        words: z
          .strictObject({
            production: words.default(defaults.environments.words.production),
            staging: words.default(defaults.environments.words.staging),
            development: words.default(defaults.environments.words.development),
            test: words.default(defaults.environments.words.test),
            sandbox: words.default(defaults.environments.words.sandbox),
            shared: words.default(defaults.environments.words.shared),
          })
          .prefault({})
          .describe("Words in a scope's, tag's or identity's name, whole between separators."),
      })
      .prefault({})
      .describe('How the environment of a scope or an identity is told. Anything not matched stays unknown.'),
    weights: z
      .strictObject({
        scopes: z
          .record(z.string(), weight)
          .default(defaults.weights.scopes)
          .describe('Scope id to weight, for crown jewels. Wins over `environment`.'),
        environment: z
          .strictObject({
            production: weight.default(defaults.weights.environment.production),
            staging: weight.default(defaults.weights.environment.staging),
            shared: weight.default(defaults.weights.environment.shared),
            development: weight.default(defaults.weights.environment.development),
            test: weight.default(defaults.weights.environment.test),
            sandbox: weight.default(defaults.weights.environment.sandbox),
            unknown: weight.default(defaults.weights.environment.unknown),
          })
          .prefault({})
          .describe('Weight of a scope by its environment.'),
        sensitivity: z
          .strictObject({
            identity: weight.default(defaults.weights.sensitivity.identity),
            secrets: weight.default(defaults.weights.sensitivity.secrets),
            data: weight.default(defaults.weights.sensitivity.data),
            compute: weight.default(defaults.weights.sensitivity.compute),
            rest: weight.default(defaults.weights.sensitivity.rest),
          })
          .prefault({})
          .describe('Weight of a service by what it holds.'),
      })
      .prefault({})
      .describe('What the cells of the blast radius are worth.'),
    exceptions: z
      .strictObject({
        longestDays: z
          .strictObject({
            critical: days.default(defaults.exceptions.longestDays.critical),
            high: days.default(defaults.exceptions.longestDays.high),
            medium: days.default(defaults.exceptions.longestDays.medium),
            low: days.default(defaults.exceptions.longestDays.low),
            info: days.default(defaults.exceptions.longestDays.info),
          })
          .prefault({})
          .describe('Longest life of an exception, from `created` to `expires`, by the worst it covers.'),
        expiresSoonDays: days
          .default(defaults.exceptions.expiresSoonDays)
          .describe('An exception that ends within this is a warning.'),
      })
      .prefault({})
      .describe('What `nhi-audit.exceptions.yaml` may accept, and for how long.'),
    deadlines: z
      .strictObject({
        critical: days.optional().describe('Of critical findings.'),
        high: days.optional().describe('Of high findings.'),
        medium: days.optional().describe('Of medium findings.'),
        low: days.optional().describe('Of low findings.'),
        info: days.optional().describe('Of findings that inform.'),
      })
      .default(defaults.deadlines)
      .describe(
        'Days until a finding is to be fixed, by severity, counted with --history; `overdue` behind that.',
      ),
    ownerTagKeys: z
      .array(z.string())
      .default(defaults.ownerTagKeys)
      .describe('Tag keys whose value names the owner of an identity, or of all that lives in an account.'),
    owners: z
      .array(z.strictObject({ pattern, owner: z.string().min(1).max(256) }))
      .default(defaults.owners)
      .describe(
        'Owners by name pattern of an identity or scope (name or id); the first that fits wins over tags.',
      ),
    breakGlass: z
      .strictObject({
        tagKeys: z
          .array(z.string())
          .default(defaults.breakGlass.tagKeys)
          .describe('Tag keys that mark an identity as kept for emergencies.'),
        names: z
          .array(pattern)
          .default(defaults.breakGlass.names)
          .describe('Name patterns of identities kept for emergencies.'),
      })
      .prefault({})
      .describe('Identities whose purpose is rare use. They are listed, but not reported as unused.'),
    trustedScopes: z
      .array(z.string())
      .default(defaults.trustedScopes)
      .describe(
        'Scope ids outside the estate that belong to it all the same (an account that was not scanned).',
      ),
    humanNames: z
      .array(pattern)
      .default(defaults.humanNames)
      .describe('Name patterns of identities that people use.'),
    machineNames: z
      .array(pattern)
      .default(defaults.machineNames)
      .describe('Name patterns of identities that machines use.'),
    gate: z
      .strictObject({
        policy: z
          .enum(gatePolicies)
          .default(defaults.gate.policy)
          .describe(
            'How much a change must weigh to fail: `standard`, `strict` (whatever lasts) or `control` (control of something).',
          ),
        level: z
          .enum(['view', 'read', 'write', 'control'])
          .default(defaults.gate.level)
          .describe('Weakest level whose permanent grant fails the gate. Weaker ones are listed and pass.'),
        blastRadiusGrowth: z
          .number()
          .min(0)
          .max(100)
          .default(defaults.gate.blastRadiusGrowth)
          .describe(
            'Points (0 to 100) by which a blast radius may grow although no change of that identity fails.',
          ),
        humans: z
          .boolean()
          .default(defaults.gate.humans)
          .describe(
            'Whether what people gain fails the gate as well. It is always listed; their access keys always count.',
          ),
        onIndeterminate: z
          .enum(['fail', 'warn', 'pass'])
          .default(defaults.gate.onIndeterminate)
          .describe(
            'What follows when nobody can tell: `fail` where it may give privileges, `warn` or `pass` never.',
          ),
        needs: z
          .array(z.enum(inputKinds))
          .min(1)
          .default(defaults.gate.needs)
          .describe('What must have been read in full in a scope before the gate judges it.'),
        editedBaseline: z
          .enum(['error', 'warn'])
          .default(defaults.gate.editedBaseline)
          .describe('A baseline that was changed by hand: `error` ends with exit code 3, `warn` says so.'),
        ignoreUnread: z
          .array(z.string().min(1))
          .default(defaults.gate.ignoreUnread)
          .describe(
            'Resource types that are not evaluated and are left out of the verdict: `kubernetes_role_binding`. The report counts them.',
          ),
      })
      .prefault({})
      .describe('What fails `nhi-audit gate`.'),
    rules: z
      .record(
        z.string(),
        z.strictObject({
          enabled: z.boolean().default(true),
          severity: z.enum(severities).optional(),
        }),
      )
      .default(defaults.rules)
      .describe('Rule id to `enabled: false` or another `severity`. `nhi-audit rules` lists the ids.'),
  })
  .describe('nhi-audit.yaml');

export type Settings = z.output<typeof settingsSchema>;
