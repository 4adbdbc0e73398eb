import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  exceptionTable,
  listed,
  summaryBytes
} from "./chunk-UTJKSAML.js";
import {
  code,
  prose,
  table,
  withinBytes
} from "./chunk-YHFNMCJ2.js";
import {
  coverageGaps,
  hasVerdict,
  isComplete,
  unjudgedRules
} from "./chunk-SA5AJUBU.js";
import {
  percent
} from "./chunk-UF4OYWKY.js";
import {
  byText,
  inReportOrder,
  isOpen,
  rank
} from "./chunk-J4YA6DRJ.js";
import {
  severities,
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/reports/markdown.js
var longest = { identities: 10, rules: 10, gaps: 20, exceptions: 20 };
var mostSevereFirst = severities.toReversed();
var verdict = (result, ranking) => {
  if (!hasVerdict(result))
    return "**No verdict: nothing could be read from any source.**";
  const open = ranking.findings.filter(isOpen).length;
  const whole = isComplete(result) ? "Everything that was asked for was read." : "**Not everything could be seen**: what is missing is listed below.";
  return `**${open === 0 ? "No open finding" : `${open} open findings`}** at ${result.estate.identities.length} identities. ${whole}`;
};
var counts = (result, { findings: findings2 }) => {
  const count = (severity, wanted) => String(findings2.filter((finding) => finding.severity === severity && wanted(finding.status)).length);
  const rows = mostSevereFirst.map((severity) => [
    severity,
    count(severity, (status) => status !== "accepted"),
    count(severity, (status) => status === "expired-exception"),
    count(severity, (status) => status === "accepted")
  ]);
  const standing = result.standings.filter((each) => each === "standing" || each === "short-lived credential on a standing grant").length;
  return `${table(["Severity", "Open", "of them with an ended exception", "Accepted"], rows)}

${standing} of ${result.estate.identities.length} identities hold privileges without an end.
`;
};
var identityName = ({ identity }) => identity.name || identity.id;
function* identities(result, ranking, top) {
  const scopeNames = new Map(result.estate.scopes.map(({ id, name }) => [id, name || id]));
  const rows = [];
  for (const ranked of ranking.identities()) {
    if (rows.length === top)
      break;
    if (ranked.radius.score === 0 && ranked.worst === void 0)
      continue;
    const { identity, radius, standing, worst } = ranked;
    rows.push([
      String(ranked.rank),
      `${percent(radius.score)}%`,
      code(identityName(ranked), 120),
      prose(identity.kind, 60),
      code(scopeNames.get(identity.scope) ?? identity.scope, 60),
      prose(standing),
      worst === void 0 ? "-" : `${worst.severity}: ${code(worst.rule, 80)}`
    ]);
  }
  yield "\n## By blast radius: the share of the estate that falls\n\n";
  if (rows.length === 0) {
    yield "None reaches anything, and none has an open finding.\n";
    return;
  }
  yield `${table(["#", "Blast radius", "Identity", "Kind", "Scope", "Standing", "Worst finding"], rows)}
`;
  const rest = result.estate.identities.length - rows.length;
  if (rest > 0)
    yield `
${rest} more in the other reports.
`;
}
function* findings(result, ranking) {
  const groups = [...Map.groupBy(ranking.findings.filter(isOpen), ({ rule }) => rule).values()].map((same) => inReportOrder(same).toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))).sort(([a], [b]) => severityRank(b.severity) - severityRank(a.severity) || b.blastRadius - a.blastRadius || byText(a.rule, b.rule));
  if (groups.length === 0)
    return;
  const names = new Map(result.estate.identities.map(({ id, name }) => [id, name || id]));
  yield "\n## What to end first\n\n";
  for (const same of groups.slice(0, longest.rules)) {
    const worst = same[0];
    const [change = ""] = worst.fix.split("\n", 1);
    yield `- **${worst.severity}** ${code(names.get(worst.identity) ?? worst.identity, 120)} (${percent(worst.blastRadius)}%): ${prose(worst.title)}
  - Fix: ${prose(change)}
  - Rule ${code(worst.rule, 80)}, ${same.length} open
`;
  }
  const rest = groups.length - longest.rules;
  if (rest > 0)
    yield `
${rest} more rules with open findings in the other reports.
`;
}
function* summary(result, options) {
  const ranking = rank(result);
  yield `# ${prose(result.tool.name)}: non-human identities

`;
  yield `${verdict(result, ranking)} Facts of ${code(result.estate.collectedAt, 40)}.

`;
  yield counts(result, ranking);
  yield* identities(result, ranking, options.top ?? longest.identities);
  yield* findings(result, ranking);
  yield* listed("What could not be read", coverageGaps(result), longest.gaps);
  yield* listed("What could not be judged", unjudgedRules(result), longest.gaps);
  yield* exceptionTable(result.exceptions, longest.exceptions);
}
var markdownFormat = {
  id: "markdown",
  title: "a summary in Markdown, for CI jobs",
  files: (result, options) => [
    { name: "summary.md", text: [withinBytes(summary(result, options), summaryBytes)] }
  ]
};

export {
  markdownFormat
};
