import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/pipeline/who-can.js
var inputs = /* @__PURE__ */ new Set([
  "inventory",
  "grants",
  "guardrails",
  "organization",
  "trusts",
  "workloads"
]);
var whoCan = ({ estate, reach }, question) => {
  const answer = estate.whoCan?.(question);
  if (answer === void 0)
    return void 0;
  const having = (verdict) => answer.identities.filter((each) => each.verdict === verdict).map(({ identity }) => identity);
  const surely = reach.pathsToAny({ identities: having("allowed"), scopes: answer.scopes });
  const perhaps = reach.pathsToAny({ identities: having("conditional"), scopes: [] });
  const becoming = /* @__PURE__ */ new Map();
  for (const { identity, verdict } of answer.identities) {
    if (verdict === "allowed" || verdict === "conditional")
      continue;
    const sure = surely(identity);
    const path = sure.length > 0 ? sure : perhaps(identity);
    if (path.length > 0)
      becoming.set(identity, path);
  }
  const gaps = estate.coverage.filter(({ status, gives }) => status !== "complete" && gives.some((kind) => inputs.has(kind)));
  return { question, answer, becoming, gaps };
};
export {
  whoCan
};
