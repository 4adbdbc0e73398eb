import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  byText,
  lineKey
} from "./chunk-CC5JRD2N.js";

// ../../work/wt/exports/dist/src/audit/gate/renames.js
import { hash } from "node:crypto";
var renamedText = (renamed) => (text) => renamed.get(text) ?? text;
var inOldNames = (identity, renamed) => {
  if (renamed.size === 0)
    return identity;
  const name = renamedText(renamed);
  return {
    ...identity,
    entitlements: identity.entitlements.map((line) => ({
      ...line,
      resources: line.resources.map(name).sort(byText),
      exceptResources: line.exceptResources.map(name).sort(byText)
    })),
    trusts: identity.trusts.map((trust) => ({ ...trust, principal: name(trust.principal) }))
  };
};
var self = "<self>";
var digestOf = (identity) => {
  const { entitlements, trusts } = inOldNames(identity, /* @__PURE__ */ new Map([[identity.id, self]]));
  const parts = [
    entitlements.map(lineKey).sort(byText),
    trusts.map(({ mechanism, party, principal, conditions }) => JSON.stringify([
      mechanism,
      party,
      principal,
      conditions.map(({ operator, key, values }) => [operator, key, values])
    ])).sort(byText)
  ];
  return hash("sha256", JSON.stringify(parts), "hex");
};
var groupKey = (identity) => JSON.stringify([identity.scope, identity.provider, identity.kind, digestOf(identity)]);
var byReach = (a, b) => b.blastRadius - a.blastRadius || byText(a.id, b.id);
var pairs = (gone, come) => {
  const [before, after] = [Map.groupBy(gone, groupKey), Map.groupBy(come, groupKey)];
  const found = /* @__PURE__ */ new Map();
  for (const [key, identities] of after) {
    const candidates = before.get(key) ?? [];
    if (candidates.length !== identities.length)
      continue;
    const olds = candidates.toSorted(byReach);
    for (const [index, identity] of identities.toSorted(byReach).entries()) {
      found.set(identity.id, olds[index].id);
    }
  }
  return found;
};
var renamesOf = (before, after, known) => {
  const ids = new Set(before.identities.map(({ id }) => id));
  const now = new Set(after.identities.map(({ id }) => id));
  const renamed = new Map([...known].filter(([id, old]) => now.has(id) && ids.has(old) && id !== old));
  for (; ; ) {
    const taken = new Set(renamed.values());
    const gone = before.identities.filter(({ id }) => !now.has(id) && !taken.has(id));
    const come = after.identities.filter(({ id }) => !ids.has(id) && !renamed.has(id)).map((identity) => inOldNames(identity, renamed));
    const found = pairs(gone, come);
    if (found.size === 0)
      return renamed;
    for (const [id, old] of found)
      renamed.set(id, old);
  }
};
var pairingOf = (before, after, known) => {
  const renamed = renamesOf(before, after, known);
  const older = new Map(before.identities.map((identity) => [identity.id, identity]));
  const found = after.identities.map((identity) => {
    const old = older.get(renamed.get(identity.id) ?? identity.id);
    return { before: old, after: inOldNames(identity, renamed) };
  });
  const standing = new Set(found.map((pair) => pair.before?.id));
  return { pairs: found, gone: before.identities.filter(({ id }) => !standing.has(id)) };
};

export {
  pairingOf
};
