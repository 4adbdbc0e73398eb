import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  inputOf,
  isPrivileged,
  judgedScopes
} from "./chunk-G2IDX3QK.js";
import {
  withParents
} from "./chunk-YAPMBHVC.js";
import {
  effectiveDuration
} from "./chunk-RXOSDFZW.js";
import {
  inputKinds
} from "./chunk-HIF3QCF2.js";

// ../../work/wt/exports/dist/src/audit/gate/state.js
import { hash } from "node:crypto";

// ../../work/wt/exports/dist/src/audit/gate/glob.js
var standsAt = (text, part, at) => {
  if (!part.includes("?"))
    return text.startsWith(part, at);
  if (at + part.length > text.length)
    return false;
  for (let index = 0; index < part.length; index += 1) {
    const [wanted, there] = [part[index], text[at + index]];
    if (wanted === "?" ? there === "*" : wanted !== there)
      return false;
  }
  return true;
};
var find = (text, part, from) => {
  if (!part.includes("?"))
    return text.indexOf(part, from);
  for (let at = from; at + part.length <= text.length; at += 1)
    if (standsAt(text, part, at))
      return at;
  return -1;
};
var contains = (outer, inner) => {
  if (outer === inner || outer === "*")
    return true;
  const [first = "", ...rest] = outer.split("*");
  const last = rest.pop();
  if (last === void 0)
    return outer.length === inner.length && standsAt(inner, outer, 0);
  const end = inner.length - last.length;
  if (end < first.length || !standsAt(inner, first, 0) || !standsAt(inner, last, end))
    return false;
  let at = first.length;
  for (const part of rest) {
    const next = find(inner, part, at);
    if (next < 0 || next + part.length > end)
      return false;
    at = next + part.length;
  }
  return true;
};
var wildcard = /[*?]/;
var fixedStart = (pattern) => /^[^*?]*/.exec(pattern)[0];
var fixedEnd = (pattern) => /[^*?]*$/.exec(pattern)[0];
var mayMeet = (a, b) => {
  if (!wildcard.test(a))
    return contains(b, a);
  if (!wildcard.test(b))
    return contains(a, b);
  const [startA, startB, endA, endB] = [fixedStart(a), fixedStart(b), fixedEnd(a), fixedEnd(b)];
  return (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA));
};

// ../../work/wt/exports/dist/src/audit/gate/conditions.js
var operators = {
  stringequals: { relation: "within", of: "text" },
  stringequalsignorecase: { relation: "within", of: "text in any case", ignoresCase: true },
  stringlike: { relation: "within", of: "text", pattern: true },
  arnequals: { relation: "within", of: "arn", pattern: true },
  arnlike: { relation: "within", of: "arn", pattern: true },
  binaryequals: { relation: "within", of: "binary" },
  numericequals: { relation: "within", of: "number" },
  dateequals: { relation: "within", of: "date" },
  bool: { relation: "within", of: "bool", ignoresCase: true },
  null: { relation: "within", of: "null", ignoresCase: true },
  stringnotequals: { relation: "without", of: "not text" },
  stringnotequalsignorecase: { relation: "without", of: "not text in any case", ignoresCase: true },
  stringnotlike: { relation: "without", of: "not text", pattern: true },
  arnnotequals: { relation: "without", of: "not arn", pattern: true },
  arnnotlike: { relation: "without", of: "not arn", pattern: true },
  numericnotequals: { relation: "without", of: "not number" },
  datenotequals: { relation: "without", of: "not date" },
  numericlessthan: { relation: "upper", of: "number below" },
  numericlessthanequals: { relation: "upper", of: "number up to" },
  datelessthan: { relation: "upper", of: "date before" },
  datelessthanequals: { relation: "upper", of: "date until" },
  numericgreaterthan: { relation: "lower", of: "number above" },
  numericgreaterthanequals: { relation: "lower", of: "number from" },
  dategreaterthan: { relation: "lower", of: "date after" },
  dategreaterthanequals: { relation: "lower", of: "date from" },
  ipaddress: { relation: "network", of: "network" },
  notipaddress: { relation: "not-network", of: "not network" }
};
var read = (written) => {
  const lower = written.toLowerCase();
  const colon = lower.indexOf(":");
  const rest = lower.slice(colon + 1);
  const ifExists = rest.endsWith("ifexists");
  return {
    quantifier: lower.slice(0, Math.max(colon, 0)),
    name: ifExists ? rest.slice(0, -"ifexists".length) : rest,
    ifExists
  };
};
var quantity = (text, isDate) => {
  if (/^-?\d+(\.\d+)?$/.test(text))
    return isDate ? Number(text) * 1e3 : Number(text);
  return isDate ? Date.parse(text) : Number.NaN;
};
var ipv4 = (text) => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (parts === null)
    return void 0;
  const [a, b, c, d, bits = 32] = parts.slice(1).map((part) => part === void 0 ? void 0 : Number(part));
  if ([a, b, c, d].some((byte) => byte > 255) || bits > 32)
    return void 0;
  return [((a * 256 + b) * 256 + c) * 256 + d, bits];
};
var holdsNetwork = (outer, inner) => {
  if (outer === inner || outer.endsWith("/0") && outer.includes(":") === inner.includes(":"))
    return true;
  const [wide, narrow] = [ipv4(outer), ipv4(inner)];
  if (wide === void 0 || narrow === void 0 || narrow[1] < wide[1])
    return false;
  const size = 2 ** (32 - wide[1]);
  return Math.floor(wide[0] / size) === Math.floor(narrow[0] / size);
};
var everyIn = (inner, outer, holds) => inner.every((value) => outer.some((other) => holds(other, value)));
var asksAsMuch = (narrow, wide) => {
  if (narrow.key.toLowerCase() !== wide.key.toLowerCase())
    return false;
  const [a, b] = [read(narrow.operator), read(wide.operator)];
  if (a.quantifier !== b.quantifier || a.ifExists && !b.ifExists)
    return false;
  const [mine, theirs] = [operators[a.name], operators[b.name]];
  if (mine === void 0 || theirs === void 0) {
    return a.name === b.name && [...narrow.values].sort().join("\0") === [...wide.values].sort().join("\0");
  }
  if (mine.of !== theirs.of || narrow.values.length === 0)
    return false;
  const fold = (text) => mine.ignoresCase === true ? text.toLowerCase() : text;
  const holdsText = (outer, inner) => (wider, narrower) => {
    if (outer.pattern === true)
      return contains(fold(wider), fold(narrower));
    return fold(wider) === fold(narrower) && !(inner.pattern === true && /[*?]/.test(narrower));
  };
  const bound = ({ values }, pick) => pick(...values.map((value) => quantity(value, mine.of.startsWith("date"))));
  const compare = {
    within: () => everyIn(narrow.values, wide.values, holdsText(theirs, mine)),
    without: () => everyIn(wide.values, narrow.values, holdsText(mine, theirs)),
    upper: () => bound(narrow, Math.max) <= bound(wide, Math.max),
    lower: () => bound(narrow, Math.min) >= bound(wide, Math.min),
    network: () => everyIn(narrow.values, wide.values, holdsNetwork),
    "not-network": () => everyIn(wide.values, narrow.values, holdsNetwork)
  };
  return compare[mine.relation]();
};
var limits = (condition, now) => condition.class !== "always" && !(condition.class === "not-yet-valid" && condition.until !== void 0 && Date.parse(condition.until) <= now);
var dropped = (narrow, wide, now) => wide.filter((condition) => limits(condition, now) && !narrow.some((other) => asksAsMuch(other, condition)));
var isDead = (conditions) => conditions.some(({ class: kind }) => kind === "never" || kind === "expired");
var endOf = (conditions) => conditions.flatMap(({ class: kind, until }) => kind === "time-bound" && until !== void 0 ? [until] : []).sort()[0];
var mostAlternatives = 64;
var alternatives = (conditions) => {
  const choices = conditions.map((condition) => {
    const { quantifier, name } = read(condition.operator);
    const relation = operators[name]?.relation;
    const isChoice = quantifier !== "forallvalues" && (relation === "within" || relation === "network");
    return isChoice && condition.values.length > 1 ? condition.values.map((value) => ({ ...condition, values: [value] })) : [condition];
  });
  if (choices.reduce((product, { length }) => product * length, 1) > mostAlternatives)
    return [conditions];
  return choices.reduce((sets, choice) => sets.flatMap((set) => choice.map((condition) => [...set, condition])), [[]]);
};

// ../../work/wt/exports/dist/src/audit/gate/lines.js
var durationOf = (line, { now, longestGrantDays }) => isDead(line.conditions) ? "ended" : effectiveDuration(line, now, longestGrantDays);
var isLasting = (duration) => duration === "permanent" || duration === "unknown";
var conditionKey = ({ operator, key, values }) => JSON.stringify([operator.toLowerCase(), key.toLowerCase(), [...values].sort()]);
var lineKey = (line) => JSON.stringify([
  line.scope,
  line.service,
  [...line.privileges].sort(),
  [...line.resources].sort(),
  [...line.exceptResources].sort(),
  line.duration,
  line.until ?? "",
  line.conditions.map(conditionKey).sort()
]);
var allAspects = { time: true, conditions: true, resources: true, scope: true };
var strength = {
  permanent: 3,
  unknown: 2,
  "time-bound": 1,
  activated: 1,
  eligible: 0
};
var lastsAsLong = (older, line) => {
  if (older.duration === "eligible" && line.duration === "activated")
    return true;
  if (strength[older.duration] < strength[line.duration])
    return false;
  if (older.until === void 0)
    return older.duration !== "time-bound" && older.duration !== "activated" || line.until === void 0 && line.duration === older.duration;
  if (line.duration === "eligible" && older.duration !== "eligible")
    return false;
  return line.until !== void 0 && Date.parse(line.until) <= Date.parse(older.until);
};
var leaves = (older, line, resource) => older.exceptResources.every((excluded) => !mayMeet(excluded, resource) || line.exceptResources.some((own) => contains(own, excluded)));
var holdsResource = (older, line, resource) => older.resources.some((pattern) => contains(pattern, resource)) && leaves(older, line, resource);
var known = /* @__PURE__ */ new WeakMap();
var privilegesOf = (line) => {
  let found = known.get(line);
  if (found === void 0) {
    found = {
      exact: new Set(line.privileges),
      patterns: line.privileges.filter((privilege) => privilege.includes("*"))
    };
    known.set(line, found);
  }
  return found;
};
var holdsPrivilege = (older, privilege) => {
  const { exact, patterns } = privilegesOf(older);
  return exact.has(privilege) || patterns.some((pattern) => contains(pattern, privilege));
};
var candidates = (line, older, aspects, now) => older.filter((other) => (!aspects.scope || other.scope === line.scope) && (other.service === line.service || other.service === "*") && (!aspects.time || lastsAsLong(other, line)) && (!aspects.conditions || dropped(line.conditions, other.conditions, now).length === 0));
var uncovered = (line, privilege, among, aspects) => {
  const holders = among.filter((other) => holdsPrivilege(other, privilege));
  if (holders.length === 0)
    return line.resources;
  if (!aspects.resources)
    return [];
  return line.resources.filter((resource) => !holders.some((other) => holdsResource(other, line, resource)));
};

// ../../work/wt/exports/dist/src/audit/gate/state.js
var day = 864e5;
var byText = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var sortedBy = (items, keyOf) => items.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => byText(a.key, b.key)).filter(({ key }, index, all) => index === 0 || all[index - 1].key !== key).map(({ item }) => item);
var stateLines = (entitlements) => sortedBy(entitlements.map(({ sources: _, ...line }) => line), lineKey);
var stateTrust = ({ mechanism, party, principal, external, scope, conditions }) => ({
  mechanism,
  party,
  principal,
  external,
  ...scope === void 0 ? {} : { scope },
  conditions: sortedBy(conditions, ({ operator, key, values }) => JSON.stringify([key, operator, values]))
});
var isCompared = ({ status, lifetime, binding }) => (status === "active" || status === "unknown") && lifetime !== "short-lived" && lifetime !== "platform-managed" && binding !== "attested";
var stateCredential = ({ id, kind, lifetime, createdAt, expiresAt }) => ({
  id,
  kind,
  lifetime,
  ...expiresAt === void 0 ? {} : { expiresAt },
  ...expiresAt === void 0 || createdAt === void 0 ? {} : { days: Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / day) }
});
var stateReach = (reach, index, { scopes }) => {
  const { score, admin, adminIf } = reach.radius(index);
  return {
    blastRadius: score,
    admin: admin.map((scope) => scopes[scope].id).sort(byText),
    adminIf: adminIf.map(({ scope }) => scopes[scope].id).sort(byText)
  };
};
var isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);
var natureOf = ({ nature }) => nature.is === "unknown" ? {} : { nature: nature.is };
var readIn = (estate, needs) => {
  const parentsOf = withParents(estate.scopes);
  const byScope = Map.groupBy(estate.coverage, ({ scope }) => scope);
  const inputs = {};
  const complete = [];
  const gaps = [];
  const judged = new Set(judgedScopes(estate));
  for (const scope of /* @__PURE__ */ new Set([...estate.scopes.map(({ id }) => id), ...judged])) {
    const entries = ["*", ...parentsOf(scope)].flatMap((id) => byScope.get(id) ?? []);
    const known2 = new Map(inputKinds.map((kind) => [kind, inputOf(kind, entries)]));
    inputs[scope] = inputKinds.filter((kind) => known2.get(kind).status === "assessed").toSorted(byText);
    if (!judged.has(scope))
      continue;
    const missing = needs.flatMap((kind) => {
      const { status, reason } = known2.get(kind);
      return status === "assessed" ? [] : [reason];
    });
    if (missing.length === 0)
      complete.push(scope);
    else
      gaps.push(`${scope}: ${missing.join(" | ")}`);
  }
  return { complete: complete.sort(byText), gaps: gaps.sort(byText), inputs };
};
var stateOf = (result, lasting = result.reach) => {
  const { estate, reach, settings, standings } = result;
  const { entitlements } = estate;
  const read2 = readIn(estate, settings.gate.needs);
  const identities = estate.identities.map((identity, index) => {
    const full = stateReach(reach, index, estate);
    const rest = stateReach(lasting, index, estate);
    return {
      id: identity.id,
      provider: identity.provider,
      kind: identity.kind,
      scope: identity.scope,
      name: identity.name,
      ...natureOf(identity),
      ...identity.providerOwned ? { providerOwned: true } : {},
      standing: standings[index],
      privileged: isPrivileged(reach.radius(index), settings),
      entitlements: stateLines(entitlements?.(index) ?? []),
      trusts: sortedBy(identity.trusts.map(stateTrust), (trust) => JSON.stringify(trust)),
      credentials: sortedBy(identity.credentials.filter(isCompared).map(stateCredential), (credential) => JSON.stringify(credential)),
      ...full,
      ...isSame(full, rest) ? {} : { lasting: rest }
    };
  });
  return {
    collectedAt: estate.collectedAt,
    identities: identities.sort((a, b) => byText(a.id, b.id)),
    // A sum of many parts: its last digits are the order of the adding.
    totalValue: Math.round(reach.totalValue * 1e6) / 1e6,
    ...entitlements === void 0 ? { ...read2, complete: [], gaps: ["what identities may do is not known line by line", ...read2.gaps] } : read2
  };
};
var shapeOf = (settings) => {
  const { environments, weights, thresholds, trustedScopes, humanNames, machineNames, gate } = settings;
  const parts = [
    environments,
    weights,
    thresholds.longestGrantDays,
    thresholds.privilegedBlastRadius,
    trustedScopes,
    humanNames,
    machineNames,
    gate.level
  ];
  return hash("sha256", stable(parts), "hex").slice(0, 32);
};
var stable = (value) => {
  if (Array.isArray(value))
    return `[${value.map(stable).join(",")}]`;
  if (typeof value !== "object" || value === null)
    return JSON.stringify(value) ?? "null";
  return `{${Object.entries(value).sort(([a], [b]) => byText(a, b)).map(([key, member]) => `${JSON.stringify(key)}:${stable(member)}`).join(",")}}`;
};

export {
  contains,
  dropped,
  isDead,
  endOf,
  alternatives,
  durationOf,
  isLasting,
  lineKey,
  allAspects,
  candidates,
  uncovered,
  byText,
  stateOf,
  shapeOf
};
