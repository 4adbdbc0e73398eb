import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  byText
} from "./chunk-J4YA6DRJ.js";

// ../../work/wt/exports/dist/reports/wording.js
var scopePrefix = "scope:";
var scopeOfStep = (end) => end.startsWith(scopePrefix) ? end.slice(scopePrefix.length) : void 0;
var factText = ({ record, id, pointer }) => pointer === void 0 ? `${record} ${id}` : `${record} ${id} ${pointer}`;
var evidenceText = (evidence) => `${evidence.says} [${factText(evidence)}]`;
var conditionText = ({ class: kind, operator, key, values }) => `${kind}: ${operator} ${key} ${values.join(", ")}`.trimEnd();
var stepText = ({ from, to, by, assumes }) => `${from} -> ${to}: ${by}${assumes.length === 0 ? "" : ` (if ${assumes.join(" and ")})`}`;
var partKey = ({ level, breadth, full }) => `${level} ${breadth} ${full}`;
var grantParts = (estate, grant, servicesInScope) => {
  const { privileges } = grant;
  if (privileges.length === 0)
    return [];
  const everything = servicesInScope > 0 && privileges.length >= servicesInScope && privileges.every(({ full, breadth }) => full && breadth === 1);
  if (everything) {
    const level = Math.max(...privileges.map((privilege) => privilege.level));
    return [{ level, breadth: 1, full: true, services: ["*"], count: privileges.length }];
  }
  return [...Map.groupBy(privileges, partKey).values()].map((same) => {
    const { level, breadth, full } = same[0];
    const services = same.map(({ service }) => estate.services[service].name).sort(byText);
    return { level, breadth, full, services, count: services.length };
  }).sort((a, b) => b.level - a.level || b.breadth - a.breadth || Number(b.full) - Number(a.full));
};
var day = 864e5;
var daysBetween = (from, to) => {
  if (from === void 0)
    return void 0;
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / day);
  return Number.isNaN(days) ? void 0 : days;
};

export {
  scopeOfStep,
  factText,
  evidenceText,
  conditionText,
  stepText,
  grantParts,
  daysBetween
};
