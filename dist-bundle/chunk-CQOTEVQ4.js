import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  fingerprints,
  sarifDocument,
  sarifFlow,
  sarifLevel,
  sarifLimits,
  sarifLocation,
  sarifNotification,
  sarifRun,
  sarifText,
  securitySeverity
} from "./chunk-UZDK7FCV.js";
import {
  scopeOfStep,
  stepText
} from "./chunk-NQGKDCVF.js";
import {
  coverageGaps,
  exceptionsById,
  hasVerdict,
  isComplete,
  unjudgedRules
} from "./chunk-SA5AJUBU.js";
import {
  byText,
  inPieces,
  isOpen
} from "./chunk-J4YA6DRJ.js";
import {
  bounded,
  jsonText
} from "./chunk-FGEKAZCG.js";
import {
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/reports/sarif.js
var bySeverity = (a, b) => severityRank(b.severity) - severityRank(a.severity) || b.blastRadius - a.blastRadius || byText(a.fingerprint, b.fingerprint);
var worst = (a, b) => severityRank(b) > severityRank(a) ? b : a;
var helpOf = ({ why, remedy, limits, sources }) => [why, `## How to end it

${remedy}`, `## What it cannot know

${limits}`, sources.join("\n")].join("\n\n");
var shownRule = (id) => bounded(id, sarifLimits.detail);
var ruleOf = (id, rule, severity, example) => {
  const title = rule?.title ?? example.title;
  const help = rule === void 0 ? sarifText(title, 1e3) : helpOf(rule);
  const owasp = rule?.owasp ?? example.owasp;
  const facets = rule?.facets ?? example.facets;
  return {
    id,
    shortDescription: { text: sarifText(title, 1e3) },
    fullDescription: { text: sarifText(rule?.why.split("\n").join(" ") ?? title, 1e3) },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: {
      tags: ["security", "non-human-identity", ...facets, ...owasp].slice(0, sarifLimits.tagsPerRule),
      precision: rule?.confidence ?? example.confidence,
      "security-severity": securitySeverity(severity)
    }
  };
};
var placing = (result, options) => (identity, scope) => {
  const known = options.placeOf?.(identity);
  if (known !== void 0)
    return known;
  const [file] = options.sourceFiles ?? [];
  if (file !== void 0)
    return { file, line: 1 };
  const provider = result.estate.scopes.find(({ id }) => id === scope)?.provider ?? "unknown";
  return { file: `live/${provider}/${bounded(scope, 200).replaceAll("/", "_")}`, line: 1 };
};
var identityLocation = (id, scope, place, message) => sarifLocation(place, { name: id, fullyQualifiedName: `${scope}/${id}`, kind: "identity" }, message);
var stepLocation = ({ placeOf, scopeOf }) => (step) => {
  const scope = scopeOfStep(step.from) ?? scopeOf.get(step.from) ?? "";
  return identityLocation(step.from, scope, placeOf(step.from, scope), stepText(step));
};
var suppressionsOf = (finding, { exceptions }) => {
  if (isOpen(finding))
    return [];
  const exception = exceptions.get(finding.exception ?? "")?.exception;
  const id = finding.exception ?? "unknown";
  return [
    {
      kind: "external",
      status: "accepted",
      justification: sarifText(exception === void 0 ? `Accepted by the exception ${id}` : `Exception ${id}, until ${exception.expires}: ${exception.reason}`)
    }
  ];
};
var messageOf = (finding) => {
  const { title, identity, blastRadius, fix, status, exception } = finding;
  const ended = status === "expired-exception" ? ` Its exception ${exception ?? ""} is no longer in force.` : "";
  const [change = ""] = fix.split("\n", 1);
  return `${bounded(title, sarifLimits.detail)}. Identity: ${bounded(identity, sarifLimits.detail)}. ${blastRadius}% of the estate falls if it leaks.${ended} Fix: ${bounded(change, sarifLimits.detail)}`;
};
var resultOf = (finding, ruleIndex, withFlow, writer) => ({
  ruleId: shownRule(finding.rule),
  ruleIndex,
  level: sarifLevel(finding.severity),
  message: { text: sarifText(messageOf(finding), 3 * sarifLimits.detail + 300) },
  locations: [
    identityLocation(finding.identity, finding.scope, writer.placeOf(finding.identity, finding.scope))
  ],
  partialFingerprints: fingerprints(finding.fingerprint),
  rank: finding.blastRadius,
  suppressions: suppressionsOf(finding, writer),
  ...withFlow && finding.path.length > 0 ? { codeFlows: [sarifFlow(finding.path.slice(0, sarifLimits.stepsPerFlow).map(stepLocation(writer)))] } : {},
  properties: {
    severity: finding.severity,
    confidence: finding.confidence,
    status: finding.status,
    blastRadius: finding.blastRadius,
    evidenceHash: finding.evidenceHash,
    owasp: finding.owasp,
    controls: finding.controls,
    ...finding.exception === void 0 ? {} : { exception: bounded(finding.exception, 200) }
  }
});
var notificationsOf = (result) => [
  ...coverageGaps(result).map((text) => sarifNotification("warning", "coverage", text)),
  ...unjudgedRules(result).map((text) => sarifNotification("warning", "not-assessed", text)),
  ...(result.exceptions ?? []).flatMap(({ id, status, problems }) => status === "valid" ? [] : [sarifNotification("warning", "exception", `Exception ${id} is ${status}: ${problems.join("; ")}`)])
];
function* sarif(result, options) {
  const findings = result.findings.toSorted(bySeverity);
  const kept = findings.slice(0, sarifLimits.results);
  const known = new Map(result.rules.map((rule) => [shownRule(rule.id), rule]));
  const byRule = Map.groupBy(kept, ({ rule }) => shownRule(rule));
  const rules = [...byRule].sort(([a], [b]) => byText(a, b)).map(([id, same]) => {
    const rule = known.get(id);
    const start = result.settings.rules[id]?.severity ?? rule?.severity ?? "info";
    return ruleOf(id, rule, same.map(({ severity }) => severity).reduce(worst, start), same[0]);
  });
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const writer = {
    placeOf: placing(result, options),
    scopeOf: new Map(result.estate.identities.map(({ id, scope }) => [id, scope])),
    exceptions: exceptionsById(result)
  };
  let characters = 0;
  let withoutFlow = 0;
  const results = kept.map((finding) => {
    const withFlow = characters < sarifLimits.charactersWithFlows;
    if (!withFlow && finding.path.length > 0)
      withoutFlow++;
    const text = jsonText(resultOf(finding, indexOf.get(shownRule(finding.rule)), withFlow, writer));
    characters += text.length;
    return text;
  });
  const leftOut = [
    ...findings.length === kept.length ? [] : [
      `${findings.length - kept.length} of ${findings.length} findings are left out, the least severe ones: code scanning keeps ${sarifLimits.results}`
    ],
    ...withoutFlow === 0 ? [] : [`${withoutFlow} findings stand without their path: the file would grow too large`]
  ].map((text) => sarifNotification("warning", "left-out", text));
  const run = sarifRun({
    tool: result.tool,
    rules,
    category: "nhi-audit/scan",
    executionSuccessful: hasVerdict(result),
    // What is left out of the file comes first: of too many notifications the last are left out.
    notifications: [...leftOut, ...notificationsOf(result)],
    clock: result.estate.collectedAt,
    properties: {
      complete: isComplete(result),
      identities: result.estate.identities.length,
      findings: findings.length
    }
  });
  yield* sarifDocument(run, results);
}
var sarifFormat = {
  id: "sarif",
  title: "SARIF 2.1.0, for code scanning",
  files: (result, options) => [{ name: "report.sarif", text: inPieces(() => sarif(result, options)) }]
};

export {
  sarifFormat
};
