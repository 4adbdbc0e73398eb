import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  applyExceptions,
  judgeEntries
} from "./chunk-MQCVGRCH.js";
import {
  compareFindings,
  findingOf
} from "./chunk-G2IDX3QK.js";

// ../../work/wt/exports/dist/src/audit/invalid-exceptions.js
var meantBy = ({ covers }, { covered }, findings, ids) => {
  if (covers !== void 0 && "identity" in covers && ids.has(covers.identity))
    return ids.get(covers.identity);
  const fingerprints = new Set(covered);
  const worst = fingerprints.size === 0 ? void 0 : findings.find(({ fingerprint }) => fingerprints.has(fingerprint));
  return worst === void 0 ? void 0 : ids.get(worst.identity);
};
var judgeExceptions = (input) => {
  const { entries, findings, estate, reach, settings, rule } = input;
  const exceptions = judgeEntries({
    entries,
    found: findings,
    identities: estate.identities,
    settings,
    collectedAt: estate.collectedAt,
    looksFor: ["rules"]
  });
  const configured = settings.rules[rule.id];
  const ids = new Map(estate.identities.map(({ id }, index) => [id, index]));
  const named = /* @__PURE__ */ new Map();
  const invalid = exceptions.flatMap((judged, position) => {
    if (judged.status !== "invalid" || configured?.enabled === false)
      return [];
    const index = meantBy(entries[position], judged, findings, ids);
    if (index === void 0)
      return [];
    const { file, line } = judged.location;
    const before = named.get(judged.id) ?? 0;
    named.set(judged.id, before + 1);
    const [problem = rule.title] = judged.problems;
    return [
      findingOf(rule, estate.identities[index], {
        key: before === 0 ? judged.id : `${judged.id} ${before + 1}`,
        title: `Exception ${judged.id} has no effect: ${problem}`,
        evidence: judged.problems.map((says) => ({
          record: "exception",
          id: judged.id,
          says: `${file}, line ${line}: ${says}`
        })),
        fix: `Correct or remove the exception ${judged.id} in ${file}, line ${line}: what it was to cover is open.`
      }, {
        severity: configured?.severity,
        blastRadius: reach.radius(index).score,
        controls: rule.controls
      })
    ];
  });
  return {
    findings: [...applyExceptions(findings, exceptions), ...invalid].sort(compareFindings),
    exceptions
  };
};
var invalidWithoutFinding = (exceptions, findings, ruleId, settings) => {
  if (settings.rules[ruleId]?.enabled === false)
    return [];
  const told = new Set(findings.filter(({ rule }) => rule === ruleId).flatMap(({ evidence }) => evidence.map(({ id }) => id)));
  return exceptions.filter(({ id, status }) => status === "invalid" && !told.has(id));
};

export {
  judgeExceptions,
  invalidWithoutFinding
};
