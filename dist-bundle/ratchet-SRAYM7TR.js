import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  pairingOf
} from "./chunk-2O352CDM.js";
import {
  byText
} from "./chunk-CC5JRD2N.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/audit/gate/ratchet.js
var round = (score) => Math.round(score * 100) / 100;
var scaled = (reach, ratio) => ({
  blastRadius: round(Math.min(100, reach.blastRadius * ratio)),
  admin: reach.admin,
  adminIf: reach.adminIf
});
var inLater = (identity, ratio) => ratio === 1 ? identity : {
  ...identity,
  ...scaled(identity, ratio),
  ...identity.lasting === void 0 ? {} : { lasting: scaled(identity.lasting, ratio) }
};
var ratcheted = (before, after, { changes }, renamed) => {
  const grown = new Set(changes.map(({ who }) => who));
  const ratio = before.totalValue === void 0 || after.totalValue === void 0 || after.totalValue === 0 ? 1 : before.totalValue / after.totalValue;
  const now = new Map(after.identities.map((identity) => [identity.id, identity]));
  const identities = pairingOf(before, after, renamed).pairs.flatMap((pair) => {
    if (!grown.has(pair.after.id))
      return [now.get(pair.after.id)];
    return pair.before === void 0 ? [] : [inLater(pair.before, ratio)];
  });
  return { ...after, identities: identities.sort((a, b) => byText(a.id, b.id)) };
};
export {
  ratcheted
};
