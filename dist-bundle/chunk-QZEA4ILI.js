import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  isChanged,
  isComputed
} from "./chunk-MACMJQYR.js";
import {
  levelRank
} from "./chunk-QBHZ65C6.js";

// ../../work/wt/exports/dist/src/plan/text.js
var absent = { is: "absent" };
var known = (text) => ({ is: "known", text });
var whyComputed = (written) => written.length === 0 ? "it is known only after the change is applied" : `it is known only after the change is applied (from ${[...written].sort((a, b) => b.length - a.length)[0]})`;
var textOf = (value, attributeOf) => {
  if (typeof value === "string")
    return value === "" ? absent : known(value);
  if (typeof value === "number" || typeof value === "boolean")
    return known(String(value));
  if (!isComputed(value))
    return absent;
  const [origin, ...more] = value.from;
  const text = origin === void 0 || more.length > 0 || !value.whole ? void 0 : attributeOf(origin);
  return text === void 0 ? { is: "computed", why: whyComputed(value.written) } : known(text);
};
var textsOf = (value, attributeOf) => {
  if (Array.isArray(value))
    return value.map((item) => textOf(item, attributeOf)).filter(({ is }) => is !== "absent");
  if (!isComputed(value))
    return [];
  if (!value.whole || value.from.length === 0)
    return [{ is: "computed", why: whyComputed(value.written) }];
  return value.from.map((origin) => {
    const text = attributeOf(origin);
    return text === void 0 ? { is: "computed", why: whyComputed(value.written) } : known(text);
  });
};
var blocksOf = (value) => Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null && !isComputed(item)) : [];

// ../../work/wt/exports/dist/src/plan/identity-reader.js
var none = { facts: [] };
var given = (text, what, read) => {
  if (text.is === "known")
    return read(text.text);
  const why = text.is === "computed" ? text.why : "it is not set";
  return { facts: [], unknown: [{ what, why, privileged: true }] };
};
var joined = (parts) => ({
  facts: parts.flatMap(({ facts }) => facts),
  unknown: parts.flatMap(({ unknown = [] }) => unknown)
});
var standIn = (address) => `{${address}}`;
var line = (parts) => ({
  privileges: [],
  resources: ["*"],
  exceptResources: [],
  duration: "permanent",
  conditions: [],
  ...parts
});
var byText = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var distinct = (items) => {
  const found = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...found].sort(([a], [b]) => byText(a, b)).map(([, item]) => item);
};
var standingOf = (lines, credentials) => {
  if (lines.length === 0)
    return "none";
  if (lines.some(({ duration }) => duration === "permanent"))
    return credentials.length > 0 ? "standing" : "short-lived credential on a standing grant";
  return lines.every(({ duration }) => duration === "eligible") ? "eligible" : "time-bound";
};
var identitiesOf = (provider, facts) => [...Map.groupBy(facts, ({ who }) => who.id)].map(([id, same]) => {
  const entitlements = distinct(same.flatMap(({ line: one }) => one ?? []));
  const credentials = distinct(same.flatMap(({ credential }) => credential ?? []));
  const { kind, scope, name, nature } = (same.find(({ who }) => who.nature !== void 0) ?? same[0]).who;
  return {
    id,
    provider,
    kind,
    scope,
    name,
    ...nature === void 0 ? {} : { nature },
    standing: standingOf(entitlements, credentials),
    privileged: entitlements.some(({ level }) => levelRank[level] >= levelRank.control),
    entitlements,
    trusts: distinct(same.flatMap(({ trust }) => trust ?? [])),
    credentials,
    blastRadius: 0,
    admin: [],
    adminIf: [],
    reachKnown: false,
    seenInPart: true
  };
}).sort((a, b) => byText(a.id, b.id));
var aboutOf = ({ line: grant, trust, credential }) => [
  ...grant === void 0 ? [] : ["grant"],
  ...trust === void 0 ? [] : ["trust"],
  ...credential === void 0 ? [] : ["credential"]
];
var identityReader = (options) => {
  const { provider, terraformProviders, types, otherType, prepare = (plan) => plan } = options;
  const typeOf = (type) => Object.hasOwn(types, type) ? types[type] : otherType?.(type);
  const viewOf = (plan, side) => {
    const attributeOf = (origin) => {
      const { resource, attribute } = origin;
      const value = resource[side]?.[attribute];
      if (typeof value === "string" && value !== "")
        return value;
      return options.attributeOf?.(origin, view) ?? (resource.mode === "managed" ? standIn(resource.address) : void 0);
    };
    const view = {
      side,
      plan,
      valuesOf: (resource) => resource[side],
      text: (value) => textOf(value, attributeOf),
      texts: (value) => textsOf(value, attributeOf)
    };
    return view;
  };
  const readSide = (plan, resources, side) => {
    const view = viewOf(plan, side);
    const other = side === "before" ? "after" : "before";
    const byResource = /* @__PURE__ */ new Map();
    for (const resource of resources) {
      const type = typeOf(resource.type);
      const values = resource[side];
      const reading = values === void 0 ? type.absent?.(resource, resource[other], view) : type.read(resource, values, view);
      if (reading !== void 0)
        byResource.set(resource, reading);
    }
    const facts = [...byResource.values()].flatMap((reading) => reading.facts);
    return { byResource, side: { records: [], identities: identitiesOf(provider, facts) } };
  };
  const read = (given2) => {
    const plan = prepare(given2);
    const resources = plan.resources.filter((resource) => resource.mode === "managed" && terraformProviders.includes(resource.provider) && typeOf(resource.type) !== void 0 && (resource.before ?? resource.after) !== void 0);
    const before = readSide(plan, resources, "before");
    const after = readSide(plan, resources, "after");
    const changed = resources.filter(isChanged);
    const changedBy = /* @__PURE__ */ new Map();
    for (const resource of changed) {
      const facts = [before, after].flatMap(({ byResource }) => byResource.get(resource)?.facts ?? []);
      for (const [id, same] of Map.groupBy(facts, ({ who }) => who.id)) {
        const entry = { resource, about: [...new Set(same.flatMap(aboutOf))] };
        changedBy.set(id, [...changedBy.get(id) ?? [], entry]);
      }
    }
    const renamed = /* @__PURE__ */ new Map();
    for (const resource of resources) {
      const { identity } = typeOf(resource.type);
      if (identity === void 0 || resource.before === void 0 || resource.after === void 0)
        continue;
      const old = identity(resource, resource.before, viewOf(plan, "before"));
      const now = identity(resource, resource.after, viewOf(plan, "after"));
      if (old !== void 0 && now !== void 0 && old.id !== now.id)
        renamed.set(now.id, old.id);
    }
    const made = new Set(resources.flatMap((resource) => resource.before === void 0 ? typeOf(resource.type).identity?.(resource, resource.after, viewOf(plan, "after"))?.id ?? [] : []));
    const known2 = new Set(before.side.identities.map(({ id }) => id));
    const elsewhere = after.side.identities.filter(({ id }) => !known2.has(id) && !made.has(id) && !renamed.has(id)).map((identity) => ({
      ...identity,
      standing: "none",
      privileged: false,
      entitlements: [],
      trusts: [],
      credentials: []
    }));
    const indeterminate = changed.flatMap((resource) => (after.byResource.get(resource)?.unknown ?? []).map(({ who, what, why, privileged }) => ({
      identity: who?.id ?? resource.address,
      what,
      why,
      privileged,
      location: resource.location
    })));
    return {
      before: { ...before.side, identities: [...before.side.identities, ...elsewhere] },
      after: after.side,
      renamed,
      indeterminate,
      changedBy
    };
  };
  return {
    provider,
    types: Object.fromEntries(Object.entries(types).map(([type, { gives }]) => [type, gives])),
    read
  };
};

export {
  whyComputed,
  textOf,
  textsOf,
  blocksOf,
  none,
  given,
  joined,
  standIn,
  line,
  identityReader
};
