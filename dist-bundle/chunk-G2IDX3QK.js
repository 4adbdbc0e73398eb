import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  withParents
} from "./chunk-YAPMBHVC.js";
import {
  standingOf
} from "./chunk-RXOSDFZW.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/src/audit/assessments.js
var rank = { assessed: 0, partial: 1, "not-assessed": 2 };
var covered = { status: "assessed", reason: "" };
var mostReasons = 3;
var inputOf = (kind, entries) => {
  const giving = entries.filter(({ gives }) => gives.includes(kind));
  if (giving.some(({ status }) => status === "complete"))
    return covered;
  if (giving.length === 0)
    return { status: "not-assessed", reason: `${kind}: nothing that gives it was read` };
  const partial = giving.filter(({ status }) => status === "partial");
  const told = partial.length > 0 ? partial : giving;
  const reasons = [
    ...new Set(told.map(({ source, status, detail }) => `${source} ${status}: ${detail}`))
  ].sort();
  const more = reasons.length > mostReasons ? ` (and ${reasons.length - mostReasons} more)` : "";
  return {
    status: partial.length > 0 ? "partial" : "not-assessed",
    reason: `${kind}: ${reasons.slice(0, mostReasons).join("; ")}${more}`
  };
};
var judgedScopes = (estate) => {
  const holders = new Set(estate.scopes.map(({ parent }) => parent));
  const judged = new Set(estate.scopes.map(({ id }) => id).filter((id) => !holders.has(id)));
  for (const { scope } of estate.identities)
    judged.add(scope);
  for (const { scope, gives } of estate.coverage) {
    if (scope !== "*" && gives.includes("inventory"))
      judged.add(scope);
  }
  return [...judged].sort();
};
var assess = (estate, rules, found) => {
  const parentsOf = withParents(estate.scopes);
  const byScope = Map.groupBy(estate.coverage, ({ scope }) => scope);
  const providers = new Map(estate.scopes.map(({ id, provider }) => [id, provider]));
  const judged = new Set(judgedScopes(estate));
  const answers = /* @__PURE__ */ new Map();
  for (const scope of judged) {
    const entries = ["*", ...parentsOf(scope)].flatMap((id) => byScope.get(id) ?? []);
    const inputs = /* @__PURE__ */ new Map();
    const input = (kind) => {
      const known = inputs.get(kind) ?? inputOf(kind, entries);
      inputs.set(kind, known);
      return known;
    };
    const provider = providers.get(scope);
    const ofScope = /* @__PURE__ */ new Map();
    answers.set(scope, ofScope);
    for (const rule of rules) {
      if (provider !== void 0 && rule.about?.includes(provider) === false)
        continue;
      const missing = rule.needs.map(input).filter(({ status: status2 }) => status2 !== "assessed");
      const worst = missing.reduce((status2, next) => rank[next.status] > rank[status2] ? next.status : status2, "assessed");
      const status = worst === "not-assessed" && found.get(scope)?.has(rule.id) ? "partial" : worst;
      const reason = missing.map((each) => each.reason).join(" | ");
      ofScope.set(rule.id, { rule: rule.id, scope, status, reason });
    }
  }
  const parents = new Map(estate.scopes.map(({ id, parent }) => [id, parent]));
  const isInherited = ({ rule, scope, status, reason }) => {
    const chain = [...parentsOf(scope)];
    if (parents.get(chain.at(-1)) !== void 0)
      return false;
    const above = chain.slice(1).find((id) => judged.has(id));
    const same = above === void 0 ? void 0 : answers.get(above)?.get(rule);
    return same?.status === status && same.reason === reason && found.get(scope)?.has(rule) !== true;
  };
  const assessments = [...answers.values()].flatMap((ofScope) => [...ofScope.values()].filter((assessment) => !isInherited(assessment)));
  return assessments.sort((a, b) => compare(a.rule, b.rule) || compare(a.scope, b.scope));
};
var compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;

// ../../work/wt/exports/dist/src/audit/fingerprint.js
import { hash } from "node:crypto";
var digits = 32;
var digest = (parts) => hash("sha256", JSON.stringify(parts), "hex").slice(0, digits);
var fingerprintOf = (rule, { provider, id, scope }, key) => digest(key === void 0 ? [rule, provider, id, scope] : [rule, provider, id, scope, key]);
var evidenceHashOf = (evidence) => digest(evidence.map(({ record, id, pointer, says }) => JSON.stringify([record, id, pointer ?? null, says])).sort());

// ../../work/wt/exports/dist/src/audit/run-rules.js
var activeRules = (rules, { rules: configured }) => {
  const ids = new Set(rules.map(({ id }) => id));
  for (const id of Object.keys(configured)) {
    if (ids.has(id))
      continue;
    throw new InputError(`there is no rule "${id.slice(0, 80)}"`, `rules.${id.slice(0, 80)} in the configuration`, `use one of: ${[...ids].sort().join(", ")}`);
  }
  return rules.flatMap((rule) => {
    const setting = configured[rule.id];
    return setting?.enabled === false ? [] : [{ rule, severity: setting?.severity }];
  });
};
var isPrivileged = (radius, settings) => radius.admin.length > 0 || radius.adminIf.length > 0 || radius.score >= settings.thresholds.privilegedBlastRadius;
var union = (a, b) => {
  const merged = { ...a };
  for (const [framework, ids] of Object.entries(b)) {
    merged[framework] = [.../* @__PURE__ */ new Set([...merged[framework] ?? [], ...ids])].sort();
  }
  return merged;
};
var controlsOf = (further) => {
  const known = /* @__PURE__ */ new Map();
  return (rule, identity) => {
    const applying = further.filter(({ appliesTo }) => appliesTo(identity));
    const key = JSON.stringify([rule.id, applying.map((set) => further.indexOf(set))]);
    let controls = known.get(key);
    if (controls === void 0) {
      const added = applying.flatMap(({ byRisk, byRule }) => [
        ...rule.owasp.map((risk) => byRisk[risk] ?? {}),
        byRule?.[rule.id] ?? {}
      ]);
      controls = added.reduce(union, rule.controls);
      known.set(key, controls);
    }
    return controls;
  };
};
var findingOf = (rule, identity, hit, about) => ({
  fingerprint: fingerprintOf(rule.id, identity, hit.key),
  evidenceHash: evidenceHashOf(hit.evidence),
  rule: rule.id,
  title: hit.title ?? rule.title,
  owasp: rule.owasp,
  facets: rule.facets,
  severity: about.severity ?? hit.severity ?? rule.severity,
  confidence: hit.confidence ?? rule.confidence,
  identity: identity.id,
  scope: identity.scope,
  blastRadius: about.blastRadius,
  evidence: hit.evidence,
  path: hit.path ?? [],
  fix: hit.fix,
  controls: about.controls,
  status: "open"
});
var confidences = ["low", "medium", "high"];
var mergeHits = (rule, hits) => {
  if (hits.length < 2)
    return hits;
  const rank2 = (hit) => severityRank(hit.severity ?? rule.severity) * 10 + confidences.indexOf(hit.confidence ?? rule.confidence);
  return [...Map.groupBy(hits, ({ key }) => key).values()].map((same) => {
    if (same.length === 1)
      return same[0];
    const worst = same.reduce((most, next) => rank2(next) > rank2(most) ? next : most);
    const evidence = new Map(same.flatMap((hit) => hit.evidence).map((item) => [JSON.stringify(item), item]));
    return { ...worst, evidence: [...evidence.values()] };
  });
};
var compareFindings = (a, b) => b.blastRadius - a.blastRadius || severityRank(b.severity) - severityRank(a.severity) || (a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0);
var sortFindings = (findings) => {
  const keys = findings.map((finding) => ({
    finding,
    radius: finding.blastRadius,
    severity: severityRank(finding.severity),
    // 48 bits, which a number holds: they decide nearly always.
    start: Number.parseInt(finding.fingerprint.slice(0, 12), 16)
  }));
  keys.sort((a, b) => b.radius - a.radius || b.severity - a.severity || a.start - b.start || compareFindings(a.finding, b.finding));
  return keys.map(({ finding }) => finding);
};
var runRules = (input) => {
  const { estate, reach, settings } = input;
  const active = activeRules(input.rules, settings);
  const now = Date.parse(estate.collectedAt);
  const scopes = new Map(estate.scopes.map((scope) => [scope.id, scope]));
  const identities = new Map(estate.identities.map((identity) => [identity.id, identity]));
  const scopeById = (id) => scopes.get(id);
  const identityById = (id) => identities.get(id);
  const controls = controlsOf(input.furtherControls ?? []);
  const standings = estate.identities.map(({ grants, credentials }) => standingOf(grants, credentials, now, settings.thresholds.longestGrantDays));
  const findings = [];
  const found = /* @__PURE__ */ new Map();
  for (const [index, identity] of estate.identities.entries()) {
    const radius = reach.radius(index);
    const context = {
      estate,
      reach,
      settings,
      now,
      index,
      radius,
      standing: standings[index],
      privileged: isPrivileged(radius, settings),
      scopeById,
      identityById
    };
    for (const { rule, severity } of active) {
      const hits = rule.check(identity, context);
      if (hits.length === 0)
        continue;
      const here = found.get(identity.scope);
      if (here === void 0)
        found.set(identity.scope, /* @__PURE__ */ new Set([rule.id]));
      else
        here.add(rule.id);
      for (const hit of mergeHits(rule, hits)) {
        findings.push(findingOf(rule, identity, hit, {
          severity,
          blastRadius: radius.score,
          controls: controls(rule, identity)
        }));
      }
    }
  }
  return {
    findings: sortFindings(findings),
    assessments: assess(estate, active.map(({ rule }) => rule), found),
    standings
  };
};

export {
  inputOf,
  judgedScopes,
  isPrivileged,
  findingOf,
  compareFindings,
  runRules
};
