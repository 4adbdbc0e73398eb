import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  frameworks,
  owaspNhi2025
} from "./chunk-HBRKE4NX.js";
import {
  owaspRisks
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/rules/knowledge/controls.js
var mapped = frameworks.filter((framework) => framework !== owaspNhi2025);
var isForAll = ({ scope }) => scope.providers === void 0 && scope.agents !== true;
var risks = Object.keys(owaspRisks);
var controlsOfRisk = (chosen, risk) => Object.fromEntries(chosen.flatMap(({ name, byRisk }) => byRisk[risk] === void 0 ? [] : [[name, byRisk[risk]]]));
var controlsByRisk = Object.fromEntries(risks.map((risk) => [risk, controlsOfRisk(mapped.filter(isForAll), risk)]));
var byRuleOf = (same) => {
  const merged = {};
  for (const { name, byRule = {} } of same) {
    for (const [rule, ids] of Object.entries(byRule)) {
      merged[rule] ??= {};
      merged[rule][name] = ids;
    }
  }
  return merged;
};
var furtherControls = [
  ...Map.groupBy(mapped.filter((framework) => !isForAll(framework)), ({ scope }) => scope)
].map(([scope, same]) => ({
  title: scope.title,
  appliesTo: ({ provider, agent }) => (scope.providers === void 0 || scope.providers.includes(provider)) && (scope.agents !== true || agent),
  byRisk: Object.fromEntries(risks.map((risk) => [risk, controlsOfRisk(same, risk)])),
  byRule: byRuleOf(same)
}));
var controlsOf = (ofRisks) => {
  const merged = {};
  for (const risk of ofRisks) {
    for (const [framework, ids] of Object.entries(controlsByRisk[risk])) {
      merged[framework] = [.../* @__PURE__ */ new Set([...merged[framework] ?? [], ...ids])].sort();
    }
  }
  return merged;
};

// ../../work/wt/exports/dist/rules/invalid-exception.js
var invalidException = {
  id: "invalid-exception",
  title: "An exception for it has no effect",
  owasp: ["NHI1:2025"],
  facets: ["ownership"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI1:2025"]),
  needs: ["inventory"],
  why: `Somebody believes that a risk is accepted, and it is not: the entry in \`nhi-audit.exceptions.yaml\` has no owner, no
end, an approver who is the owner, or lasts longer than is allowed. What it was to cover stays open.`,
  limits: `- It is not found at the identity but by the judge of the exceptions, which knows the identity that an entry means to
  cover. An entry that covers nobody known stands among the exceptions of each report, and counts for \`--fail-on\` all the same.
- An exception that has ended is no error: what it covered is open again, with the status \`expired-exception\`.
- This finding cannot be accepted by an exception.`,
  remedy: `Correct the entry, or remove it:

\`\`\`sh
nhi-audit exceptions check
\`\`\``,
  sources: [
    "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
    "https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/"
  ],
  // Nothing about an identity alone tells: `src/audit/invalid-exceptions.ts` makes its findings from the judged exceptions.
  check: () => []
};

export {
  furtherControls,
  controlsOf,
  invalidException
};
