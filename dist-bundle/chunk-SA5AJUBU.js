import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  sortedAssessments,
  sortedCoverage
} from "./chunk-J4YA6DRJ.js";

// ../../work/wt/exports/dist/reports/completeness.js
var inScopes = (scopes) => {
  if (scopes.length > 1)
    return `${scopes.length} scopes`;
  const [scope = "*"] = scopes;
  return scope === "*" ? "a scope that is not known" : scope;
};
var grouped = (items, key) => [
  ...Map.groupBy(items, (item) => JSON.stringify(key(item))).values()
];
var coverageGaps = (result) => grouped(sortedCoverage(result.coverage).filter(({ status }) => status !== "complete"), ({ connector, source, status, detail }) => [connector, source, status, detail]).map((same) => {
  const { connector, source, status, detail } = same[0];
  return `${connector} ${source} in ${inScopes(same.map(({ scope }) => scope))} was not read in full (${status}): ${detail}`;
});
var unjudgedRules = (result) => grouped(sortedAssessments(result.assessments).filter(({ status }) => status !== "assessed"), ({ rule, status, reason }) => [rule, status, reason]).map((same) => {
  const { rule, status, reason } = same[0];
  return `${rule} in ${inScopes(same.map(({ scope }) => scope))}: ${status}, ${reason}`;
});
var isComplete = ({ coverage, assessments }) => coverage.every(({ status }) => status === "complete") && assessments.every(({ status }) => status === "assessed");
var hasVerdict = ({ coverage, estate }) => estate.identities.length > 0 && coverage.some(({ status, gives }) => (status === "complete" || status === "partial") && gives.length > 0);
var exceptionsById = ({ exceptions }) => new Map((exceptions ?? []).map((judged) => [judged.id, judged]));

export {
  coverageGaps,
  unjudgedRules,
  isComplete,
  hasVerdict,
  exceptionsById
};
