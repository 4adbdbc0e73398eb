import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  fingerprints,
  sarifDocument,
  sarifLevel,
  sarifLimits,
  sarifLocation,
  sarifNotification,
  sarifRun,
  sarifText,
  securitySeverity
} from "./chunk-UZDK7FCV.js";
import {
  junitDocument
} from "./chunk-HET5SDBU.js";
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
  exceptionsById
} from "./chunk-SA5AJUBU.js";
import {
  counted,
  hanging,
  layoutWidth,
  painter,
  severityStyle,
  shorten
} from "./chunk-UF4OYWKY.js";
import {
  inPieces
} from "./chunk-J4YA6DRJ.js";
import {
  changeClasses
} from "./chunk-VTBPK5YF.js";
import {
  bounded,
  jsonText
} from "./chunk-FGEKAZCG.js";
import {
  severityRank
} from "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/reports/gate/change-words.js
var changeWords = {
  "new-standing-grant": {
    title: "New standing grant",
    means: "A grant without an end, or with one beyond the policy, where the identity had none in that scope and service. Whoever gets hold of the identity has it from then on."
  },
  "permanence-worsened": {
    title: "Permanence worsened",
    means: "A grant that ended by itself, or had to be activated, now lasts, or ends later than the policy allows."
  },
  "privilege-widened": {
    title: "Privilege widened",
    means: "A standing grant allows more than before in a place where the identity already had privileges."
  },
  "scope-widened": {
    title: "Scope widened",
    means: "A standing grant holds in more places, or for more resources, than before."
  },
  "trust-widened": {
    title: "Trust widened",
    means: "More parties may become the identity than before, or under weaker conditions."
  },
  "credential-added": {
    title: "Credential added",
    means: "One more credential proves the identity: one more that can leak."
  },
  "blast-radius-grown": {
    title: "Blast radius grown",
    means: "More of the estate falls if the identity leaks, by a chain of steps, although no single grant, trust or credential looks bad."
  },
  "exception-expired": {
    title: "Exception expired",
    means: "What an exception accepted is open again: it has ended, or was not reviewed in time."
  },
  "time-bound-grant": {
    title: "Time-bound grant",
    means: "A grant that ends by itself within the policy. It is told and does not fail the gate."
  },
  indeterminate: {
    title: "Indeterminate",
    means: "Nobody can tell what the change gives: a value is computed, or something could not be read. What may give privileges is not let through unseen."
  }
};

// ../../work/wt/exports/dist/reports/gate/annotations.js
var most = 10;
var longest = 1e3;
var data = (text) => text.replaceAll("%", "%25");
var property = (text) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
var command = (name, properties, message) => {
  const list2 = Object.entries(properties).map(([key, value]) => `${key}=${property(bounded(value, longest))}`);
  const lines = message.map((line) => data(bounded(line, longest))).join("%0A");
  return `::${name} ${list2.join(",")}::${lines}
`;
};
var annotation = (change) => command(change.fails ? "error" : "warning", {
  title: changeWords[change.class].title,
  ...change.location === void 0 ? {} : { file: change.location.file, line: String(change.location.line) }
}, [
  `who: ${change.who}`,
  `what: ${change.what}`,
  `where: ${change.where}`,
  `since: ${change.since}`,
  `if it leaks: ${change.falls}`,
  `instead: ${change.instead}`
]);
var isShown = ({ fails, exception, class: kind }) => fails || exception === void 0 && kind === "indeterminate";
var exceptionTitles = {
  "expires-soon": "An exception ends soon",
  expired: "An exception has ended",
  "review-overdue": "The review of an exception is overdue",
  "rotation-overdue": "A credential under an exception is not replaced in time",
  invalid: "An exception without effect"
};
var exceptionWarnings = ({ exceptions, changes }) => {
  const told2 = new Set(changes.filter(isShown).map(({ location }) => `${location?.file}:${location?.line}`));
  return exceptions.flatMap(({ id, status, problems, location: { file, line } }) => {
    const title = exceptionTitles[status];
    return title === void 0 || told2.has(`${file}:${line}`) ? [] : [command("warning", { title, file, line: String(line) }, [`${id}: ${problems.join("; ")}`])];
  });
};
var annotations = (result) => {
  const shown = result.changes.filter(isShown);
  const left = shown.length - most;
  return [
    ...result.verdict === "not-evaluated" ? [command("error", { title: "The gate could not be evaluated" }, [result.reason])] : [],
    ...shown.slice(0, most).map(annotation),
    ...exceptionWarnings(result).slice(0, most),
    ...left > 0 ? [command("notice", { title: "nhi-audit" }, [`${left} more changes are in the job summary.`])] : []
  ];
};
var gateAnnotationsFormat = {
  id: "annotations",
  title: "annotations of GitHub Actions",
  files: (result) => [{ name: "gate-annotations.log", text: annotations(result) }]
};

// ../../work/wt/exports/dist/reports/gate/json.js
var schema = "nhi-audit/gate/v1";
var changeRecord = (change) => ({
  class: change.class,
  fingerprint: change.fingerprint,
  severity: change.severity,
  fails: change.fails,
  verdict: change.verdict,
  who: change.who,
  provider: change.provider ?? null,
  kind: change.kind ?? null,
  what: change.what,
  where: change.where,
  scope: change.scope,
  since: change.since,
  falls: change.falls,
  blastRadius: { before: change.blastRadius.before, after: change.blastRadius.after },
  instead: change.instead,
  location: change.location === void 0 ? null : {
    file: change.location.file,
    line: change.location.line,
    address: change.location.address ?? null
  },
  exception: change.exception ?? null
});
var exceptionOf = ({ id, status, problems, exception, location }) => ({
  id,
  status,
  problems,
  owner: exception?.owner ?? null,
  approver: exception?.approver ?? null,
  expires: exception?.expires ?? null,
  location: { file: location.file, line: location.line }
});
function* list(name, items, record) {
  yield `  ${jsonText(name)}: [`;
  for (const [index, item] of items.entries())
    yield `${index === 0 ? "" : ","}
    ${jsonText(record(item))}`;
  yield items.length === 0 ? "]" : "\n  ]";
}
function* document(result) {
  const { tool, mode, before, after, verdict, reason, narrowed } = result;
  yield `{
  "schema": ${jsonText(schema)},
`;
  yield `  "tool": ${jsonText({ name: tool.name, version: tool.version })},
`;
  for (const [name, value] of Object.entries({ mode, before, after, verdict, reason, narrowed })) {
    yield `  ${jsonText(name)}: ${jsonText(value)},
`;
  }
  yield* list("gaps", result.gaps, (gap) => gap);
  yield ",\n";
  yield* list("exceptions", result.exceptions, exceptionOf);
  yield ",\n";
  yield* list("changes", result.changes, changeRecord);
  yield "\n}\n";
}
var jsonGate = {
  id: "json",
  title: "the result of the gate, for scripts",
  files: (result) => [{ name: "gate.json", text: inPieces(() => document(result)) }]
};

// ../../work/wt/exports/dist/reports/gate/junit.js
var changeCase = (change) => {
  const { location } = change;
  const named = { name: `${change.who}: ${change.what}`, className: `gate.${change.class}` };
  if (!change.fails)
    return { ...named, outcome: { is: "skipped", message: change.verdict } };
  const place = location === void 0 ? "" : `, in ${location.file}:${location.line} ${location.address ?? ""}`;
  return {
    ...named,
    outcome: {
      is: "failure",
      type: change.severity,
      message: `${change.who}: ${change.what}`,
      lines: [
        `who: ${change.who}`,
        `what: ${change.what}`,
        `where: ${change.where}${place}`,
        `since: ${change.since}`,
        `if it leaks: ${change.falls}`,
        `instead: ${change.instead}`,
        `fingerprint: ${change.fingerprint}`
      ]
    }
  };
};
var verdictSuite = (result) => ({
  name: "verdict",
  cases: [
    {
      name: "the gate could be evaluated",
      className: "gate.verdict",
      ...result.verdict === "not-evaluated" ? { outcome: { is: "error", message: result.reason } } : {}
    },
    ...result.gaps.map((gap) => ({
      name: gap,
      className: "gate.verdict",
      outcome: { is: "skipped", message: `could not be compared: ${gap}` }
    }))
  ]
});
var classSuite = (result, kind) => {
  const cases = result.changes.filter((change) => change.class === kind).map(changeCase);
  const quiet = {
    name: "no such change",
    className: `gate.${kind}`,
    ...result.verdict === "not-evaluated" ? { outcome: { is: "skipped", message: result.reason } } : {}
  };
  return { name: changeWords[kind].title, cases: cases.length > 0 ? cases : [quiet] };
};
var gateJunitFormat = {
  id: "junit",
  title: "JUnit XML, for CI servers",
  files: (result) => [
    {
      name: "gate-junit.xml",
      text: inPieces(() => junitDocument(`${result.tool.name} gate`, void 0, [
        verdictSuite(result),
        ...changeClasses.map((kind) => classSuite(result, kind))
      ]))
    }
  ]
};

// ../../work/wt/exports/dist/reports/gate/markdown.js
var longest2 = { changes: 200, others: 50, gaps: 20, exceptions: 20 };
var verdicts = {
  pass: "Pass: no new permanent privilege",
  fail: "Fail: new permanent privilege",
  "not-evaluated": "No verdict"
};
var placed = ({ file, line, address }) => `${code(`${file}:${line}`, 200)}${address === void 0 ? "" : ` ${code(address, 200)}`}`;
var told = (change) => `
### ${changeWords[change.class].title}: ${code(change.who, 160)}

- **Who**: ${code(change.who)}${change.kind === void 0 ? "" : ` (${prose(change.kind, 60)})`}
- **What**: ${prose(change.what)} (${change.severity})
- **Where**: ${prose(change.where)}${change.location === void 0 ? "" : `, in ${placed(change.location)}`}
- **Since**: ${prose(change.since)}
- **If it leaks**: ${prose(change.falls)}
- **Instead**: ${prose(change.instead)}
- ${prose(change.verdict)} Fingerprint ${code(change.fingerprint, 64)}
`;
function* summary(result) {
  const failing = result.changes.filter(({ fails }) => fails);
  const others = result.changes.filter(({ fails }) => !fails);
  yield `# ${verdicts[result.verdict]}

`;
  yield `${prose(result.reason)}

`;
  yield `Compared: ${prose(result.before, 200)} with ${prose(result.after, 200)}. ${failing.length} failing, ${others.length} let through, ${result.narrowed} narrowed.
`;
  if (failing.length > 0)
    yield "\n## What fails\n";
  for (const change of failing.slice(0, longest2.changes))
    yield told(change);
  if (failing.length > longest2.changes) {
    yield `
${failing.length - longest2.changes} more in the other reports.
`;
  }
  if (others.length > 0) {
    yield "\n## What is let through\n\n";
    yield `${table(["Who", "What", "Why", "Exception"], others.slice(0, longest2.others).map(({ who, what, verdict, exception }) => [
      code(who, 160),
      prose(what, 300),
      prose(verdict, 300),
      exception === void 0 ? "-" : code(exception, 80)
    ]))}
`;
    if (others.length > longest2.others)
      yield `
${others.length - longest2.others} more in the other reports.
`;
  }
  yield* listed("What could not be compared", result.gaps, longest2.gaps);
  yield* exceptionTable(result.exceptions, longest2.exceptions);
}
var gateMarkdownFormat = {
  id: "markdown",
  title: "a summary in Markdown, for CI jobs",
  files: (result) => [{ name: "gate.md", text: [withinBytes(summary(result), summaryBytes)] }]
};

// ../../work/wt/exports/dist/reports/gate/sarif.js
var ruleId = (kind) => `gate/${kind}`;
var rulesOf = (changes) => changeClasses.map((kind) => {
  const { title, means } = changeWords[kind];
  const severity = changes.filter((change) => change.class === kind).reduce((worst, change) => severityRank(change.severity) > severityRank(worst) ? change.severity : worst, "info");
  return {
    id: ruleId(kind),
    shortDescription: { text: title },
    fullDescription: { text: means },
    help: { text: means, markdown: means },
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: {
      tags: ["security", "non-human-identity", "permanent-privilege"],
      precision: kind === "indeterminate" ? "low" : "high",
      "security-severity": securitySeverity(severity)
    }
  };
});
var placeOf = (change, options) => {
  if (change.location !== void 0)
    return change.location;
  const known = options.placeOf?.(change.who);
  if (known !== void 0)
    return known;
  const [file] = options.sourceFiles ?? [];
  if (file !== void 0)
    return { file, line: 1 };
  return {
    file: `live/${change.provider ?? "unknown"}/${bounded(change.scope, 200).replaceAll("/", "_")}`,
    line: 1
  };
};
var resultOf = (change, exceptions, options) => {
  const exception = exceptions.get(change.exception ?? "")?.exception;
  const part = (text) => bounded(text, sarifLimits.detail).replace(/\.+$/, "");
  const message = `${part(change.who)}: ${part(change.what)}. Where: ${part(change.where)}. Since: ${part(change.since)}. If it leaks: ${part(change.falls)}. Instead: ${part(change.instead)}. ${part(change.verdict)}.`;
  return {
    ruleId: ruleId(change.class),
    ruleIndex: changeClasses.indexOf(change.class),
    level: change.fails ? sarifLevel(change.severity) : "note",
    message: { text: sarifText(message, 8 * sarifLimits.detail) },
    locations: [
      sarifLocation(placeOf(change, options), {
        name: change.location?.address ?? change.who,
        fullyQualifiedName: `${change.scope}/${change.who}`,
        kind: change.location?.address === void 0 ? "identity" : "resource"
      })
    ],
    partialFingerprints: fingerprints(change.fingerprint),
    rank: Math.min(Math.max(change.blastRadius.after, 0), 100),
    suppressions: change.exception === void 0 || change.fails ? [] : [
      {
        kind: "external",
        status: "accepted",
        justification: sarifText(exception === void 0 ? `Accepted by the exception ${change.exception}` : `Exception ${change.exception}, until ${exception.expires}: ${exception.reason}`)
      }
    ],
    properties: {
      severity: change.severity,
      fails: change.fails,
      blastRadius: change.blastRadius,
      ...change.exception === void 0 ? {} : { exception: bounded(change.exception, 200) }
    }
  };
};
var exitCodes = { pass: 0, fail: 1, "not-evaluated": 3 };
function* sarif(result, options) {
  const kept = result.changes.slice(0, sarifLimits.results);
  const exceptions = exceptionsById(result);
  const notifications = [
    sarifNotification(result.verdict === "pass" ? "note" : "error", "verdict", `${result.verdict}: ${result.reason}`),
    ...kept.length === result.changes.length ? [] : [
      sarifNotification("warning", "left-out", `${result.changes.length - kept.length} of ${result.changes.length} changes are left out: code scanning keeps ${sarifLimits.results}`)
    ],
    ...result.gaps.map((text) => sarifNotification("warning", "gap", text)),
    ...result.exceptions.flatMap(({ id, status, problems }) => status === "valid" ? [] : [sarifNotification("warning", "exception", `Exception ${id} is ${status}: ${problems.join("; ")}`)])
  ];
  const run = sarifRun({
    tool: result.tool,
    rules: rulesOf(result.changes),
    category: `nhi-audit/gate/${result.mode}`,
    executionSuccessful: result.verdict !== "not-evaluated",
    exitCode: exitCodes[result.verdict],
    notifications,
    properties: {
      verdict: result.verdict,
      complete: result.verdict !== "not-evaluated" && result.gaps.length === 0,
      before: bounded(result.before, sarifLimits.detail),
      after: bounded(result.after, sarifLimits.detail),
      narrowed: result.narrowed
    }
  });
  yield* sarifDocument(run, kept.map((change) => jsonText(resultOf(change, exceptions, options))));
}
var gateSarifFormat = {
  id: "sarif",
  title: "SARIF 2.1.0, for code scanning",
  files: (result, options) => [{ name: "gate.sarif", text: inPieces(() => sarif(result, options)) }]
};

// ../../work/wt/exports/dist/reports/gate/terminal.js
var mostFailing = 100;
var mostListed = 20;
var longest3 = 600;
var verdicts2 = {
  pass: { style: "green", says: "PASS" },
  fail: { style: "red", says: "FAIL" },
  "not-evaluated": { style: "yellow", says: "NOT EVALUATED" }
};
function* headLines({ result, width, paint }) {
  const { tool, verdict, reason, before, after, narrowed } = result;
  const { style, says } = verdicts2[verdict];
  yield `${paint("bold", `${tool.name} gate:`)} ${paint(style, says)}`;
  yield* hanging("", reason, width);
  yield "";
  yield* hanging("  Before    ", before, width);
  yield* hanging("  After     ", after, width);
  if (narrowed > 0) {
    yield `  Narrowed  ${counted(narrowed, "grant, trust or credential is", "grants, trusts and credentials are")} less than before`;
  }
}
var parts = [
  { label: "Who", text: ({ who }) => who },
  { label: "What", text: ({ what }) => what },
  { label: "Where", text: ({ where }) => where },
  { label: "Since", text: ({ since }) => since },
  { label: "Falls", text: ({ falls }) => falls },
  { label: "Instead", text: ({ instead }) => instead },
  {
    label: "Written",
    text: ({ location }) => location === void 0 ? void 0 : `${location.file}, line ${location.line}${location.address === void 0 ? "" : ` (${location.address})`}`
  },
  { label: "Verdict", text: ({ verdict, fingerprint }) => `${verdict} [${fingerprint}]` }
];
var labelWidth = Math.max(...parts.map(({ label }) => label.length)) + 2;
function* changeLines(change, { width, paint }) {
  yield "";
  yield `  ${paint(severityStyle[change.severity], change.severity)} ${paint("bold", change.class)}`;
  for (const { label, text } of parts) {
    const said = text(change);
    if (said !== void 0)
      yield* hanging(`    ${label.padEnd(labelWidth)}`, shorten(said, longest3), width);
  }
}
function* failingLines(page) {
  const failing = page.result.changes.filter(({ fails }) => fails);
  if (failing.length === 0)
    return;
  yield "";
  yield page.paint("bold", `What fails: ${counted(failing.length, "change")}`);
  for (const change of failing.slice(0, mostFailing))
    yield* changeLines(change, page);
  if (failing.length > mostFailing) {
    yield `  ${counted(failing.length - mostFailing, "more change")} in gate.json`;
  }
}
function* passingLines({ result, width, paint }) {
  const passing = result.changes.filter(({ fails }) => !fails);
  if (passing.length === 0)
    return;
  yield "";
  yield paint("bold", `What passes and is listed: ${counted(passing.length, "change")}`);
  for (const { class: kind, who, what, verdict } of passing.slice(0, mostListed)) {
    yield* hanging("  - ", `${kind} ${shorten(who, 100)}: ${shorten(what, longest3)} ${shorten(verdict, longest3)}`, width);
  }
  if (passing.length > mostListed) {
    yield `  ${counted(passing.length - mostListed, "more change")} in gate.json`;
  }
}
function* restLines({ result, width, paint }) {
  const told2 = result.exceptions.filter(({ status }) => status !== "valid");
  if (told2.length > 0) {
    yield "";
    yield paint("bold", "Exceptions that do not simply hold");
    for (const { id, status, problems, location } of told2.slice(0, mostListed)) {
      const where = `${location.file}, line ${location.line}`;
      yield* hanging("  - ", `${id} is ${status} (${where}): ${shorten(problems.join("; "), longest3)}`, width);
    }
  }
  if (result.gaps.length > 0) {
    yield "";
    yield paint("bold", "What was not read in full");
    for (const gap of result.gaps.slice(0, mostListed))
      yield* hanging("  - ", shorten(gap, longest3), width);
    if (result.gaps.length > mostListed)
      yield `  ${result.gaps.length - mostListed} more in gate.json`;
  }
}
function* gateText(result, options) {
  const page = { result, width: layoutWidth(options.width), paint: painter(options.colour) };
  for (const section of [headLines, failingLines, passingLines, restLines]) {
    for (const line of section(page))
      yield `${line.trimEnd()}
`;
  }
}
var terminalGate = {
  id: "terminal",
  title: "the result of the gate, for people",
  files: (result, options) => [{ name: "gate.txt", text: inPieces(() => gateText(result, options)) }]
};

// ../../work/wt/exports/dist/reports/gate/index.js
var gateFormats = [
  terminalGate,
  jsonGate,
  gateMarkdownFormat,
  gateSarifFormat,
  gateJunitFormat,
  gateAnnotationsFormat
];
export {
  gateFormats
};
