import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  shapeOf
} from "./chunk-CC5JRD2N.js";
import {
  levels
} from "./chunk-QBHZ65C6.js";
import {
  standings
} from "./chunk-RXOSDFZW.js";
import {
  jsonText
} from "./chunk-FGEKAZCG.js";
import {
  inputKinds
} from "./chunk-HIF3QCF2.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";

// ../../work/wt/exports/dist/src/cli/gate/baseline-file.js
import { createHash } from "node:crypto";
var baselineFileName = "nhi-audit.baseline.json";
var baselineSchema = "nhi-audit/baseline/v1";
var text = external_exports.string();
var texts = external_exports.array(text);
var time = external_exports.iso.datetime();
var score = external_exports.number().min(0).max(100);
var condition = external_exports.strictObject({
  class: external_exports.enum([
    "time-bound",
    "not-yet-valid",
    "expired",
    "mfa",
    "source-network",
    "organization",
    "external-id",
    "federated-subject",
    "federated-audience",
    "tag",
    "source-resource",
    "called-via-service",
    "never",
    "always",
    "other"
  ]),
  operator: text,
  key: text,
  values: texts,
  until: text.optional()
});
var reach = external_exports.strictObject({ blastRadius: score, admin: texts, adminIf: texts });
var identity = external_exports.strictObject({
  id: text,
  provider: external_exports.enum(["aws", "azure", "gcp", "github"]),
  kind: text,
  scope: text,
  name: text,
  nature: external_exports.enum(["machine", "human", "unknown"]).optional(),
  providerOwned: external_exports.boolean().optional(),
  standing: external_exports.enum(standings),
  privileged: external_exports.boolean(),
  entitlements: text.optional(),
  ...reach.shape,
  lasting: reach.optional()
});
var line = external_exports.strictObject({
  set: text,
  scope: text,
  service: text,
  level: external_exports.enum(levels),
  privileges: texts,
  resources: texts,
  exceptResources: texts.default([]),
  duration: external_exports.enum(["permanent", "time-bound", "eligible", "activated", "unknown"]),
  until: text.optional(),
  conditions: external_exports.array(condition).default([])
});
var trust = external_exports.strictObject({
  identity: text,
  mechanism: external_exports.enum([
    "hold",
    "start",
    "assume",
    "federate",
    "impersonate",
    "write-credential",
    "write-permission",
    "write-trust",
    "write-code",
    "pass-to-service",
    "control"
  ]),
  party: external_exports.enum(["identity", "scope", "federated", "service", "everyone", "deleted"]),
  principal: text,
  external: external_exports.enum(["yes", "no", "unknown"]),
  scope: text.optional(),
  conditions: external_exports.array(condition).default([])
});
var credential = external_exports.strictObject({
  identity: text,
  id: text,
  kind: text,
  lifetime: external_exports.enum(["static", "expiring", "short-lived", "platform-managed", "unknown"]),
  expiresAt: text.optional(),
  days: external_exports.number().int().optional()
});
var baselineFile = external_exports.strictObject({
  schema: external_exports.literal(baselineSchema),
  header: external_exports.strictObject({
    tool: text,
    collectedAt: time,
    settings: text,
    totalValue: external_exports.number().nonnegative().optional()
  }),
  integrity: text,
  scopes: external_exports.array(external_exports.strictObject({ id: text, judged: external_exports.boolean(), read: external_exports.array(external_exports.enum(inputKinds)) })),
  entitlements: external_exports.array(line),
  identities: external_exports.array(identity),
  trusts: external_exports.array(trust),
  credentials: external_exports.array(credential)
});
var lists = ["scopes", "identities", "entitlements", "trusts", "credentials"];
var byText = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var lean = (record) => Object.fromEntries(Object.entries(record).filter(([key, value]) => value !== void 0 && !(["conditions", "exceptResources"].includes(key) && Array.isArray(value) && value.length === 0)));
var reachOf = ({ blastRadius, admin, adminIf }) => ({
  blastRadius,
  admin,
  adminIf
});
var conditionsOf = (conditions) => conditions.map(({ class: kind, operator, key, values, until }) => lean({ class: kind, operator, key, values, until }));
var setText = (lines) => lines.map((entry) => jsonText(lean({
  scope: entry.scope,
  service: entry.service,
  level: entry.level,
  privileges: entry.privileges,
  resources: entry.resources,
  exceptResources: entry.exceptResources,
  duration: entry.duration,
  until: entry.until,
  conditions: conditionsOf(entry.conditions)
})));
var linesOf = (state) => {
  const sets = /* @__PURE__ */ new Map();
  const setOf = (lines) => {
    if (lines.length === 0)
      return void 0;
    const written2 = setText(lines);
    const name = createHash("sha256").update(written2.join("\n")).digest("hex").slice(0, 16);
    sets.set(name, written2);
    return name;
  };
  const judged = new Set(state.complete);
  const scopes = Object.entries(state.inputs ?? Object.fromEntries(state.complete.map((id) => [id, []])));
  const identities = state.identities.map((each) => jsonText(lean({
    id: each.id,
    provider: each.provider,
    kind: each.kind,
    scope: each.scope,
    name: each.name,
    nature: each.nature,
    providerOwned: each.providerOwned,
    standing: each.standing,
    privileged: each.privileged,
    entitlements: setOf(each.entitlements),
    ...reachOf(each),
    lasting: each.lasting === void 0 ? void 0 : reachOf(each.lasting)
  })));
  return {
    scopes: scopes.sort(([a], [b]) => byText(a, b)).map(([id, read]) => jsonText({ id, judged: judged.has(id), read: [...read].sort(byText) })),
    identities,
    entitlements: [...sets].sort(([a], [b]) => byText(a, b)).flatMap(([set, written2]) => written2.map((entry) => `{"set":"${set}",${entry.slice(1)}`)),
    trusts: state.identities.flatMap(({ id, trusts }) => trusts.map(({ mechanism, party, principal, external, scope, conditions }) => jsonText(lean({
      identity: id,
      mechanism,
      party,
      principal,
      external,
      scope,
      conditions: conditionsOf(conditions)
    })))),
    credentials: state.identities.flatMap(({ id: owner, credentials }) => credentials.map(({ id, kind, lifetime, expiresAt, days }) => jsonText(lean({ identity: owner, id, kind, lifetime, expiresAt, days }))))
  };
};
var digestOf = (header, parts) => {
  const digest = createHash("sha256").update(header);
  for (const name of lists) {
    digest.update(`
${name}`);
    for (const entry of parts[name])
      digest.update(`
${entry}`);
  }
  return `sha256:${digest.digest("hex")}`;
};
var headerText = ({ tool, collectedAt, settings, totalValue }) => jsonText(lean({ tool, collectedAt, settings, totalValue }));
var written = (header, state) => {
  const parts = linesOf(state);
  const head = headerText(header);
  const listText = (name) => {
    const entries = parts[name];
    return `  "${name}": [${entries.map((entry) => `
    ${entry}`).join(",")}${entries.length === 0 ? "" : "\n  "}]`;
  };
  return `{
  "schema": "${baselineSchema}",
  "header": ${head},
  "integrity": "${digestOf(head, parts)}",
${lists.map(listText).join(",\n")}
}
`;
};
var baselineText = (state, settings, tool) => written({
  tool: `${tool.name} ${tool.version}`,
  collectedAt: state.collectedAt,
  settings: shapeOf(settings),
  totalValue: state.totalValue
}, state);
var again = "Write it again with `nhi-audit baseline write` from a complete scan, and have it reviewed.";
var stateOfFile = (file, settings) => {
  const sets = Map.groupBy(file.entitlements, ({ set }) => set);
  const trusts = Map.groupBy(file.trusts, (entry) => entry.identity);
  const credentials = Map.groupBy(file.credentials, (entry) => entry.identity);
  const { needs } = settings.gate;
  const judged = file.scopes.filter((scope) => scope.judged);
  const missing = (read) => needs.filter((kind) => !read.includes(kind));
  const identities = file.identities.map(({ entitlements, lasting, ...each }) => ({
    ...each,
    ...lasting === void 0 ? {} : { lasting },
    entitlements: (entitlements === void 0 ? [] : sets.get(entitlements) ?? []).map(({ set: _, ...entry }) => entry),
    trusts: (trusts.get(each.id) ?? []).map(({ identity: _, ...entry }) => entry),
    credentials: (credentials.get(each.id) ?? []).map(({ identity: _, ...entry }) => entry)
  }));
  return {
    collectedAt: file.header.collectedAt,
    identities: identities.sort((a, b) => byText(a.id, b.id)),
    complete: judged.filter(({ read }) => missing(read).length === 0).map(({ id }) => id).sort(byText),
    gaps: judged.flatMap(({ id, read }) => missing(read).length === 0 ? [] : [`${id}: ${missing(read).join(", ")} not read in full`]).sort(byText),
    inputs: Object.fromEntries(file.scopes.map(({ id, read }) => [id, read])),
    ...file.header.totalValue === void 0 ? {} : { totalValue: file.header.totalValue }
  };
};
var lineIndex = (content) => {
  let found;
  const index = () => {
    const lines = /* @__PURE__ */ new Map();
    for (const [number, entry] of content.split("\n").entries()) {
      if (!entry.startsWith('    {"id":'))
        continue;
      try {
        const { id, provider } = JSON.parse(entry.replace(/,$/, ""));
        if (id !== void 0 && provider !== void 0)
          lines.set(id, number + 1);
      } catch (error) {
        if (!(error instanceof SyntaxError))
          throw error;
      }
    }
    return lines;
  };
  const headerLine = 3;
  return (identity2) => {
    found ??= index();
    return found.get(identity2) ?? headerLine;
  };
};
var readBaseline = (content, settings) => {
  let data;
  try {
    data = JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError))
      throw error;
    return { ok: false, says: "the baseline is not valid JSON", remedy: again };
  }
  const schema = typeof data === "object" && data !== null ? data.schema : void 0;
  if (schema !== baselineSchema) {
    const what = typeof schema === "string" ? `is of the format ${schema.slice(0, 60)}` : "is no baseline";
    return {
      ok: false,
      says: `the file ${what}, and ${baselineSchema} is known here`,
      remedy: `Name a file that \`nhi-audit baseline write\` made, or update nhi-audit.`
    };
  }
  const parsed = baselineFile.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.slice(0, 4).map(String).join(".").slice(0, 120);
    return { ok: false, says: `the baseline is damaged at ${where}: ${issue?.message}`, remedy: again };
  }
  const file = parsed.data;
  const state = stateOfFile(file, settings);
  if (state.complete.length === 0 && state.gaps.length === 0) {
    return { ok: false, says: "the baseline holds no scope that was read", remedy: again };
  }
  return {
    ok: true,
    state,
    tool: file.header.tool,
    sameSettings: file.header.settings === shapeOf(settings),
    edited: digestOf(headerText(file.header), linesOf(state)) !== file.integrity || hasStrays(file),
    lineOf: lineIndex(content)
  };
};
var hasStrays = ({ identities, entitlements, trusts, credentials }) => {
  const ids = new Set(identities.map(({ id }) => id));
  const sets = new Set(identities.flatMap((each) => each.entitlements ?? []));
  return ids.size !== identities.length || entitlements.some(({ set }) => !sets.has(set)) || [...trusts, ...credentials].some((entry) => !ids.has(entry.identity));
};

export {
  baselineFileName,
  baselineSchema,
  baselineText,
  readBaseline
};
