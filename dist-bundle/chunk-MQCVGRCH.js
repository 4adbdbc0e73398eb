import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/src/audit/exceptions.js
var dayLength = 864e5;
var dayOf = (time) => Math.floor(Date.parse(time) / dayLength);
var dateOf = (day) => new Date(day * dayLength).toISOString().slice(0, 10);
var days = (count) => count === 1 ? "1 day" : `${count} days`;
var fits = (pattern, text) => {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0)
    return pattern === text;
  const last = rest.pop();
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const next = text.indexOf(part, at);
    if (next < 0 || next + part.length > end)
      return false;
    at = next + part.length;
  }
  return true;
};
var indexed = (found) => ({
  byFingerprint: Map.groupBy(found, ({ fingerprint }) => fingerprint),
  byRule: new Map([...Map.groupBy(found, ({ rule }) => rule)].map(([rule, same]) => [
    rule,
    Map.groupBy(same, ({ identity }) => identity)
  ]))
});
var coveredBy = (cover, { byFingerprint, byRule }) => {
  if (cover === void 0)
    return [];
  if ("fingerprint" in cover)
    return byFingerprint.get(cover.fingerprint) ?? [];
  const identities = byRule.get(cover.rule);
  if (identities === void 0)
    return [];
  if (!cover.identity.includes("*"))
    return identities.get(cover.identity) ?? [];
  return [...identities].flatMap(([id, same]) => fits(cover.identity, id) ? same : []);
};
var worstOf = (covered) => covered.reduce((worst, { severity }) => worst === void 0 || severityRank(severity) > severityRank(worst) ? severity : worst, void 0);
var isBareWildcard = (cover, identities) => {
  if ("fingerprint" in cover || !cover.identity.includes("*"))
    return false;
  if (/^\*+$/.test(cover.identity))
    return true;
  return [...Map.groupBy(identities, ({ provider }) => provider).values()].some((same) => same.length > 1 && same.every(({ id }) => fits(cover.identity, id)));
};
var faultsOf = (exception, covered, { identities, settings, collectedAt }) => {
  const today = dayOf(collectedAt);
  const created = dayOf(exception.created);
  const worst = worstOf(covered);
  const { longestDays } = settings.exceptions;
  const longest = worst === void 0 ? Math.max(...Object.values(longestDays)) : longestDays[worst];
  const life = dayOf(exception.expires) - created;
  const faults = [];
  if (created > today) {
    faults.push(`created ${exception.created} lies after the facts, which are of ${dateOf(today)}`);
  }
  if (exception.lastReviewed !== void 0 && dayOf(exception.lastReviewed) > today) {
    faults.push(`lastReviewed ${exception.lastReviewed} lies after the facts, which are of ${dateOf(today)}`);
  }
  if (life > longest) {
    const what = worst === void 0 ? "any exception" : `an exception of something ${worst}`;
    faults.push(`it lasts ${days(life)}, and ${what} may last ${days(longest)}`);
  }
  if (worst === "critical" && isBareWildcard(exception.covers, identities)) {
    faults.push("identity is a bare wildcard and covers something critical: name whom it is about");
  }
  return faults;
};
var isReplaceable = ({ status, lifetime }) => (status === "active" || status === "unknown") && (lifetime === "static" || lifetime === "expiring" || lifetime === "unknown");
var overdueCredentials = (every, covered, credentialsOf, today) => [...new Set(covered.map(({ identity }) => identity))].flatMap((identity) => (credentialsOf.get(identity) ?? []).filter(isReplaceable).flatMap(({ kind, id, createdAt }) => {
  const name = `${kind}${id === kind ? "" : ` ${id}`} of ${identity}`;
  if (createdAt === void 0) {
    return [
      `the age of ${name} is not known: nobody can tell that it was replaced within ${days(every)}`
    ];
  }
  const age = today - dayOf(createdAt);
  return age > every ? [`${name} is ${days(age)} old and was to be replaced every ${days(every)}`] : [];
}));
var mostNamed = 3;
var statusOf = (exception, covered, credentialsOf, { settings, collectedAt, looksFor }) => {
  const today = dayOf(collectedAt);
  const end = dayOf(exception.expires);
  if (today > end) {
    return { status: "expired", problems: [`it ended on ${exception.expires}, ${days(today - end)} ago`] };
  }
  if (exception.reviewEveryDays !== void 0) {
    const due = dayOf(exception.lastReviewed ?? exception.created) + exception.reviewEveryDays;
    if (today > due) {
      return {
        status: "review-overdue",
        problems: [`its review was due on ${dateOf(due)}, ${days(today - due)} ago`]
      };
    }
  }
  if (exception.rotateEveryDays !== void 0) {
    const overdue = overdueCredentials(exception.rotateEveryDays, covered, credentialsOf, today);
    if (overdue.length > 0) {
      const more = overdue.length > mostNamed ? [`and ${overdue.length - mostNamed} more credentials`] : [];
      return { status: "rotation-overdue", problems: [...overdue.slice(0, mostNamed), ...more] };
    }
  }
  const soon = end - today <= settings.exceptions.expiresSoonDays;
  const warnings = soon ? [`it ends on ${exception.expires}, in ${days(end - today)}`] : [];
  const { covers } = exception;
  const kind = "rule" in covers && covers.rule.startsWith("gate:") ? "gate" : "rules";
  if (covered.length === 0 && looksFor.includes(kind)) {
    return { status: "unmatched", problems: ["nothing that was found is covered by it", ...warnings] };
  }
  return { status: soon ? "expires-soon" : "valid", problems: warnings };
};
var judgeEntries = (input) => {
  const found = indexed(input.found);
  const credentialsOf = new Map(input.identities.map(({ id, credentials }) => [id, credentials]));
  return input.entries.map(({ id, covers, exception, problems, location }) => {
    const inScope = (item) => exception?.scopes?.includes(item.scope) ?? true;
    const things = coveredBy(covers, found).filter(inScope);
    const covered = [...new Set(things.map(({ fingerprint }) => fingerprint))].sort();
    if (exception === void 0)
      return { id, status: "invalid", problems, covered, location };
    const faults = faultsOf(exception, things, input);
    const judged = faults.length > 0 ? { status: "invalid", problems: faults } : statusOf(exception, things, credentialsOf, input);
    return { id, ...judged, exception, covered, location };
  });
};
var inForce = /* @__PURE__ */ new Set(["valid", "expires-soon", "unmatched"]);
var ended = /* @__PURE__ */ new Set([
  "expired",
  "review-overdue",
  "rotation-overdue"
]);
var isInForce = ({ status }) => inForce.has(status);
var hasEnded = ({ status }) => ended.has(status);
var open = { status: "open" };
var acceptances = (judged) => {
  const known = /* @__PURE__ */ new Map();
  const note = (exceptions, status) => {
    for (const { id, covered } of exceptions) {
      for (const fingerprint of covered) {
        if (!known.has(fingerprint))
          known.set(fingerprint, { status, exception: id });
      }
    }
  };
  note(judged.filter(isInForce), "accepted");
  note(judged.filter(hasEnded), "expired-exception");
  return (fingerprint) => known.get(fingerprint) ?? open;
};
var applyExceptions = (findings, judged) => {
  const acceptanceOf = acceptances(judged);
  return findings.map((finding) => ({ ...finding, ...acceptanceOf(finding.fingerprint) }));
};

export {
  judgeEntries,
  isInForce,
  hasEnded,
  acceptances,
  applyExceptions
};
