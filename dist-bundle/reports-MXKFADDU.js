import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  assessmentsByScope,
  csvFormat
} from "./chunk-36EGZZ5I.js";
import {
  membershipTechnique
} from "./chunk-ICMVDIAD.js";
import {
  sarifFormat
} from "./chunk-CQOTEVQ4.js";
import "./chunk-UZDK7FCV.js";
import {
  junitFormat
} from "./chunk-ALMSMDFM.js";
import "./chunk-HET5SDBU.js";
import {
  ocsfFormat
} from "./chunk-JJ6FZ6QR.js";
import {
  oscalFormat
} from "./chunk-T7I3AAML.js";
import {
  conditionText,
  daysBetween,
  factText,
  grantParts,
  scopeOfStep
} from "./chunk-NQGKDCVF.js";
import {
  exceptionRecord,
  findingRecord,
  identityRecord,
  jsonFormat,
  stepRecord
} from "./chunk-6A4ECRVZ.js";
import {
  markdownFormat
} from "./chunk-7QE7EEL2.js";
import "./chunk-UTJKSAML.js";
import "./chunk-YHFNMCJ2.js";
import {
  coverageGaps
} from "./chunk-SA5AJUBU.js";
import {
  columns,
  counted,
  exceptionStyle,
  grouped,
  hanging,
  layoutWidth,
  left,
  painter,
  percent,
  severityStyle,
  shorten,
  terminalFormat
} from "./chunk-UF4OYWKY.js";
import {
  byText,
  inPieces,
  rank,
  sortedAssessments,
  sortedCoverage
} from "./chunk-J4YA6DRJ.js";
import {
  levelName,
  levelRank
} from "./chunk-QBHZ65C6.js";
import "./chunk-YAPMBHVC.js";
import {
  effectiveDuration
} from "./chunk-RXOSDFZW.js";
import {
  jsonText,
  visible
} from "./chunk-FGEKAZCG.js";
import {
  severityRank
} from "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/reports/exception-list.js
var gap = "  ";
var idWidth = 32;
var statusWidth = 16;
var longestWord = 400;
var coverText = (cover) => "fingerprint" in cover ? `finding ${cover.fingerprint}` : `${cover.rule} at ${cover.identity}`;
function* lines(exceptions, options) {
  const width = layoutWidth(options.width);
  const paint = painter(options.colour);
  const idColumn = Math.min(idWidth, Math.max(2, ...exceptions.map(({ id }) => columns(shorten(id, idWidth)))));
  yield paint("dim", `${left("id", idColumn)}${gap}${left("status", statusWidth)}${gap}until`);
  for (const { id, status, problems, exception, location } of exceptions) {
    const style = exceptionStyle.get(status);
    const shown = left(status, statusWidth);
    yield `${left(id, idColumn)}${gap}${style === void 0 ? shown : paint(style, shown)}${gap}${exception?.expires ?? "-"}`;
    if (exception !== void 0) {
      yield* hanging("    covers   ", coverText(exception.covers), width, longestWord);
      yield* hanging("    owner    ", `${exception.owner}; approved by ${exception.approver}`, width, longestWord);
    }
    yield* hanging("    written  ", `${location.file}:${location.line}`, width, longestWord);
    for (const problem of problems)
      yield* hanging("    note     ", problem, width, longestWord);
  }
}
var exceptionList = (exceptions, options) => inPieces(function* () {
  for (const line of lines(exceptions, options))
    yield `${line.trimEnd()}
`;
});

// ../../work/wt/exports/dist/reports/entitlement-lines.js
var listedLines = 15;
var listedValues = 5;
var longestWord2 = 400;
var sensitivities = ["identity", "secrets", "data", "compute", "rest"];
var byImportance = (estate, lines2) => {
  const weight = new Map(estate.services.map(({ name, sensitivity }) => [name, sensitivities.indexOf(sensitivity)]));
  const weightOf = (service) => service === "*" ? -1 : weight.get(service) ?? Infinity;
  return lines2.toSorted((a, b) => levelRank[b.level] - levelRank[a.level] || Number(weightOf(a.service) > weightOf(b.service)) - Number(weightOf(a.service) < weightOf(b.service)) || byText(a.service, b.service) || b.privileges.length - a.privileges.length);
};
var few = (values) => values.length <= listedValues ? values.join(", ") : `${values.slice(0, listedValues).join(", ")} and ${grouped(values.length - listedValues)} more`;
var heldText = ({ duration, until }) => until === void 0 ? duration : `${duration} until ${until.slice(0, 10)}`;
var serviceText = (service) => service === "*" ? "every service" : service;
var privilegeText = ({ service, privileges }) => {
  const whole = privileges.length === 1 && (privileges[0] === "*" || privileges[0] === `${service}:*`);
  return whole ? "every action" : few(privileges);
};
function* entitlementLines(estate, lines2, width) {
  if (lines2.length === 0)
    yield "  Nothing that the facts show.";
  for (const line of byImportance(estate, lines2).slice(0, listedLines)) {
    const { level, service, resources, exceptResources, conditions } = line;
    const lead = `  ${level.padEnd(9)}`;
    const inner = (text) => hanging(`${" ".repeat(13)}`, text, width, longestWord2);
    const what = `${serviceText(service)}, ${heldText(line)}: ${privilegeText(line)}`;
    yield* hanging(lead, what, width, longestWord2);
    const except = exceptResources.length === 0 ? "" : `, except ${few(exceptResources)}`;
    yield* inner(`on ${few(resources)}${except}`);
    for (const condition of conditions)
      yield* inner(`if ${conditionText(condition)}`);
  }
  const more = lines2.length - listedLines;
  if (more > 0)
    yield `  and ${grouped(more)} more (--format json)`;
}

// ../../work/wt/exports/dist/reports/one-step.js
var oneStepFrom = (estate, index) => {
  const { groups, from, to, technique, reason, techniques, reasons } = estate.takeover;
  const firstGroup = estate.identities.length;
  const firstScope = firstGroup + groups.length;
  const kindOf = (node) => node >= firstGroup && node < firstScope ? groups[node - firstGroup].kind : void 0;
  const steps = /* @__PURE__ */ new Map();
  const seen = /* @__PURE__ */ new Set();
  const take = ({ node, edge }) => {
    if (edge === void 0 || node === index)
      return;
    const target = node < firstGroup ? estate.identities[node].id : `scope:${estate.scopes[node - firstScope].id}`;
    const step = {
      to: target,
      by: techniques[technique[edge]].does,
      assumes: reasons[reason[edge]].assumes
    };
    const key = `${technique[edge]} ${node}`;
    const known = steps.get(key);
    if (known === void 0 || step.assumes.length < known.assumes.length)
      steps.set(key, step);
  };
  let open = [{ node: index, edge: void 0 }];
  while (open.length > 0) {
    const origins = Map.groupBy(open, ({ node }) => node);
    open = [];
    for (let edge = 0; edge < from.length; edge++) {
      for (const origin of origins.get(from[edge]) ?? []) {
        const node = to[edge];
        const isMembership = techniques[technique[edge]].id === membershipTechnique;
        const reached = { node, edge: isMembership ? origin.edge : origin.edge ?? edge };
        if (kindOf(node) === void 0)
          take(reached);
        else if (!seen.has(`${node} ${reached.edge}`)) {
          seen.add(`${node} ${reached.edge}`);
          open.push(reached);
        }
      }
    }
  }
  return [...steps.values()].sort((a, b) => a.assumes.length - b.assumes.length || byText(a.to, b.to) || byText(a.by, b.by));
};

// ../../work/wt/exports/dist/reports/explain.js
var longestWord3 = 400;
var listedMembers = 20;
var listedTargets = 10;
var label = 14;
var named = (name, id) => name === "" || name === id ? id : `${name} (${id})`;
var field = (page, name, text) => hanging(`  ${name.padEnd(label)}`, text, page.width, longestWord3);
var item = (page, text, indent = 2) => hanging(`${" ".repeat(indent)}- `, text, page.width, longestWord3);
var heading = (page, text) => ["", page.paint("bold", visible(text))];
var shortList = (values) => values.length <= listedMembers ? values.join(", ") : `${values.slice(0, listedMembers).join(", ")} and ${grouped(values.length - listedMembers)} more`;
var when = (page, time) => {
  if (time === void 0)
    return "not known";
  const days = daysBetween(time, page.result.estate.collectedAt);
  if (days === void 0)
    return time;
  const day = time.slice(0, 10);
  return days < 0 ? `${day} (in ${counted(-days, "day")})` : `${day} (${counted(days, "day")} ago)`;
};
var flags = [
  { is: (identity) => identity.providerOwned, says: "made and held by the provider for itself" },
  { is: (identity) => identity.breakGlass, says: "kept for emergencies" },
  { is: (identity) => identity.scanner, says: "this scan ran as it" },
  { is: (identity) => identity.agent, says: "an AI agent's identity" },
  { is: (identity) => identity.bounded, says: "limited by a permissions boundary or the like" }
];
function* whoLines(page) {
  const { identity, ranked, paint, width } = page;
  yield paint("bold", shorten(identity.name === "" ? identity.id : identity.name, width));
  yield* field(page, "id", identity.id);
  yield* field(page, "kind", `${identity.provider} ${identity.kind}`);
  yield* field(page, "nature", `${identity.nature.is}: ${identity.nature.reason}`);
  yield* field(page, "scope", page.scopeNamed(identity.scope));
  yield* field(page, "environment", identity.environment);
  yield* field(page, "owner", identity.owner ?? "not known");
  yield* field(page, "created", when(page, identity.createdAt));
  yield* field(page, "last used", when(page, identity.lastUsedAt));
  if (identity.observedSince !== void 0) {
    yield* field(page, "observed", `since ${when(page, identity.observedSince)}`);
  }
  if (identity.workloads !== void 0) {
    const known = identity.workloads.map(({ kind, name, id }) => `${kind} ${named(name, id)}`).toSorted(byText);
    yield* field(page, "runs", shortList(known) || "no workload");
  }
  for (const { is, says } of flags)
    if (is(identity))
      yield* field(page, "note", says);
  yield* field(page, "written in", factText(identity.source));
  yield* field(page, "rank", `${grouped(ranked.rank)} of ${counted(page.result.estate.identities.length, "identity", "identities")} by blast radius`);
}
var durationOf = (page, grant) => effectiveDuration(grant, page.now, page.result.settings.thresholds.longestGrantDays);
var tally = (values) => [...Map.groupBy(values, (value) => value)].sort(([a], [b]) => byText(a, b)).map(([value, same]) => `${value} ${grouped(same.length)}`).join(", ");
function* standingLines(page) {
  const { identity, ranked } = page;
  const usable = identity.credentials.filter(({ status }) => status === "active" || status === "unknown");
  const giving = identity.grants.filter(({ privileges }) => privileges.length > 0);
  yield* heading(page, `Standing: ${ranked.standing}`);
  yield* field(page, "credentials", tally(usable.map(({ lifetime }) => lifetime)) || "none in use");
  yield* field(page, "grants", tally(giving.map((grant) => durationOf(page, grant))) || "none in force");
}
function* credentialLines(page) {
  const credentials = page.identity.credentials.toSorted((a, b) => byText(a.kind, b.kind) || byText(a.id, b.id));
  yield* heading(page, `Credentials (${grouped(credentials.length)})`);
  if (credentials.length === 0)
    yield "  None known.";
  for (const credential of credentials) {
    const { kind, id, status, lifetime, binding, service, createdAt, expiresAt, lastUsedAt, maxSeconds } = credential;
    const facts = [
      `${status}, ${lifetime}, ${binding}`,
      ...service === void 0 ? [] : [`opens only ${service}`],
      ...maxSeconds === void 0 ? [] : [`one issue lives ${grouped(maxSeconds)} s at most`],
      ...lifetime === "short-lived" ? [] : [`created ${when(page, createdAt)}`],
      ...expiresAt === void 0 ? [] : [`expires ${when(page, expiresAt)}`],
      `last used ${when(page, lastUsedAt)}`
    ];
    yield* item(page, `${kind}${id === kind ? "" : ` ${id}`}: ${facts.join("; ")}`);
  }
}
var durationText = (page, grant) => {
  const effective = durationOf(page, grant);
  const end = grant.until === void 0 ? "" : ` until ${when(page, grant.until)}`;
  return `${grant.duration}${end}${effective === grant.duration ? "" : `, by policy ${effective}`}`;
};
var breadthText = (breadth) => breadth === 1 ? "all resources" : `${Number((100 * breadth).toPrecision(2))}% of the resources`;
function* grantLines(page) {
  const { identity, result } = page;
  const servicesIn = new Map(result.estate.scopes.map(({ id, services }) => [id, services.length]));
  const grants = identity.grants.toSorted((a, b) => byText(a.scope, b.scope) || byText(a.name, b.name) || byText(factText(a.source), factText(b.source)));
  yield* heading(page, `Grants (${grouped(grants.length)})`);
  if (grants.length === 0)
    yield "  None.";
  for (const grant of grants) {
    yield* item(page, `${grant.name} on ${page.scopeNamed(grant.scope)}: ${grant.via}, ${durationText(page, grant)} [${factText(grant.source)}]`);
    const parts = grantParts(result.estate, grant, servicesIn.get(grant.scope) ?? 0);
    if (parts.length === 0)
      yield "      nothing: denies or a boundary take all of it";
    for (const { level, breadth, full, services } of parts) {
      const what = services[0] === "*" ? "every service" : shortList(services);
      const actions = full ? ", every action" : "";
      yield* hanging(`      ${levelName(level).padEnd(9)}`, `${what} (${breadthText(breadth)}${actions})`, page.width);
    }
    for (const condition of grant.conditions) {
      yield* hanging("      if       ", conditionText(condition), page.width, longestWord3);
    }
  }
}
function* mayLines(page) {
  const { estate } = page.result;
  const lines2 = estate.entitlements?.(page.ranked.index);
  if (lines2 === void 0)
    return;
  yield* heading(page, `What it may do, after denies and limits (${grouped(lines2.length)})`);
  yield* entitlementLines(estate, lines2, page.width);
}
var partyText = {
  identity: "identity",
  scope: "everybody in the scope",
  federated: "federated by",
  service: "service",
  everyone: "everyone",
  deleted: "deleted identity"
};
var externalText = {
  yes: ", outside the estate",
  no: "",
  unknown: ", may lie outside the estate"
};
var trustText = ({ mechanism, party, principal, external, conditions }) => {
  const only = conditions.length === 0 ? "no condition" : `if ${conditions.map(conditionText).join(" and ")}`;
  const who = principal.startsWith("whoever ") ? principal : `${partyText[party]} ${principal}`;
  return `${mechanism}: ${who}${externalText[external]}; ${only}`;
};
function* becomeLines(page) {
  const { identity, ranked, result } = page;
  yield* heading(page, "Who can become it");
  const { trusts } = identity;
  const holders = result.reach.takenOverBy(ranked.index);
  if (trusts.length === 0 && holders.length === 0)
    yield "  Nobody that the facts show, beyond whoever holds its credentials.";
  for (const trust of trusts.toSorted((a, b) => byText(trustText(a), trustText(b)))) {
    yield* item(page, `${trustText(trust)} [${factText(trust.source)}]`);
  }
  if (holders.length === 0)
    return;
  yield* hanging("  ", `Taken over in one step, proven or not, by ${counted(holders.length, "identity", "identities")}:`, page.width);
  for (const index of holders.slice(0, listedMembers)) {
    const { id } = result.estate.identities[index];
    yield* item(page, page.nameOf(id), 4);
  }
  if (holders.length > listedMembers)
    yield `    and ${grouped(holders.length - listedMembers)} more`;
}
function* evidenceLines(page, evidence, indent) {
  for (const fact of evidence) {
    yield* hanging(`${indent}evidence: `, `${fact.says} [${factText(fact)}]`, page.width, longestWord3);
  }
}
var endName = (page, end) => {
  const scope = scopeOfStep(end);
  return scope === void 0 ? page.nameOf(end) : `full control of ${page.scopeNamed(scope)}`;
};
function* pathLines(page, path, indent) {
  for (const [index, { from, to, by, technique, evidence, assumes }] of path.entries()) {
    const lead = `${indent}${index + 1}. `;
    yield* hanging(lead, `${endName(page, from)} can ${by} (${technique}) -> ${endName(page, to)}`, page.width, longestWord3);
    const inner = " ".repeat(lead.length);
    yield* evidenceLines(page, evidence, inner);
    for (const assumption of assumes)
      yield* hanging(`${inner}assumes:  `, assumption, page.width, longestWord3);
  }
}
function* stepLines(page) {
  const targets = [...Map.groupBy(oneStepFrom(page.result.estate, page.ranked.index), ({ to }) => to)].sort(([a], [b]) => Number(scopeOfStep(b) !== void 0) - Number(scopeOfStep(a) !== void 0));
  if (targets.length === 0)
    return;
  yield* heading(page, `What it can take over in one step (${grouped(targets.length)})`);
  for (const [to, [first, ...others]] of targets.slice(0, listedTargets)) {
    const { by, assumes } = first;
    const condition = assumes.length === 0 ? "" : `, if ${assumes.join(" and ")}`;
    const more = others.length === 0 ? "" : `; ${counted(others.length, "other way")}`;
    yield* item(page, `${endName(page, to)}: can ${by}${condition}${more}`);
  }
  if (targets.length > listedTargets)
    yield `    and ${grouped(targets.length - listedTargets)} more`;
}
function* reachLines(page) {
  const { ranked, result } = page;
  const { radius, index } = ranked;
  const { scopes } = result.estate;
  yield* heading(page, `Blast radius: ${percent(radius.score)}% of the estate falls if it leaks`);
  yield* field(page, "admin of", radius.admin.map((scope) => page.scopeNamed(scopes[scope].id)).join(", ") || "no scope");
  for (const { scope, assumes } of radius.adminIf) {
    yield* field(page, "admin if", `${page.scopeNamed(scopes[scope].id)}, if ${assumes.join(" and ")}`);
  }
  const more = radius.identitiesIf - radius.identities;
  yield* field(page, "can become", `${counted(radius.identities, "other identity", "other identities")}${more > 0 ? `, ${grouped(more)} more if assumptions hold` : ""}`);
  yield* field(page, "providers", radius.providers.join(", ") || "none");
  yield* field(page, "hops", `${grouped(radius.hops)} to the worst of it`);
  const worst = result.reach.path(index);
  yield* heading(page, "The shortest path to the worst of it");
  if (worst.length === 0)
    yield "  No step: all of it by its own grants.";
  yield* pathLines(page, worst, "  ");
  const shown = scopeOfStep(worst.at(-1)?.to ?? "");
  const others = [...radius.admin, ...radius.adminIf.map(({ scope }) => scope)].filter((scope) => scopes[scope].id !== shown).map((scope) => ({ id: scopes[scope].id, path: result.reach.pathToControl(index, scope) })).filter(({ path }) => path.length > 0);
  for (const { id, path } of others.slice(0, listedMembers)) {
    yield* heading(page, `The shortest path to full control of ${shorten(page.scopeNamed(id), longestWord3)}`);
    yield* pathLines(page, path, "  ");
  }
  if (others.length > listedMembers) {
    yield "";
    yield `${counted(others.length - listedMembers, "more scope")} with a path to full control.`;
  }
}
var mostSevereFirst = (a, b) => severityRank(b.severity) - severityRank(a.severity) || byText(a.fingerprint, b.fingerprint);
function* acceptanceLines(page, { exception: id }) {
  if (id === void 0)
    return;
  const judged = page.result.exceptions?.find((each) => each.id === id);
  const { exception } = judged ?? {};
  if (judged === void 0 || exception === void 0)
    return;
  const { file, line } = judged.location;
  yield* hanging("    exception: ", `${id}, ${judged.status}, until ${exception.expires}; owner ${exception.owner}, approved by ${exception.approver} [${file}:${line}]`, page.width, longestWord3);
  yield* hanging("      reason: ", exception.reason, page.width, longestWord3);
  for (const control of exception.compensatingControls) {
    yield* hanging("      meanwhile: ", control, page.width, longestWord3);
  }
  for (const problem of judged.problems)
    yield* hanging("      note: ", problem, page.width, longestWord3);
}
function* findingLines(page) {
  const { ranked, paint, width } = page;
  yield* heading(page, `Findings (${grouped(ranked.findings.length)})`);
  if (ranked.findings.length === 0)
    yield "  None.";
  for (const finding of ranked.findings.toSorted(mostSevereFirst)) {
    const { severity } = finding;
    const [first, ...further] = hanging(`  ${severity}: `, finding.title, width, longestWord3);
    yield `  ${paint(severityStyle[severity], severity)}${(first ?? "").slice(2 + severity.length)}`;
    yield* further;
    yield* hanging("    ", `${finding.rule}, ${finding.status}, confidence ${finding.confidence}, fingerprint ${finding.fingerprint}`, width).map((line) => paint("dim", line));
    yield* acceptanceLines(page, finding);
    yield* evidenceLines(page, finding.evidence, "    ");
    const [sentence, ...rest] = finding.fix.split("\n");
    yield* hanging("    fix: ", sentence, width, longestWord3);
    for (const line of rest)
      yield `      ${visible(line)}`;
  }
}
function* unjudgedLines(page) {
  const { assessments, estate } = page.result;
  const assessmentOf = assessmentsByScope(assessments, estate.scopes);
  const rules = new Set(assessments.map(({ rule }) => rule));
  const unjudged = sortedAssessments([...rules].flatMap((rule) => assessmentOf(rule, page.identity.scope) ?? [])).filter(({ status }) => status !== "assessed");
  if (unjudged.length === 0)
    return;
  yield* heading(page, `Not judged, or not fully, in ${shorten(page.scopeNamed(page.identity.scope), 60)}`);
  for (const { rule, status, reason } of unjudged)
    yield* item(page, `${rule}: ${status}, ${reason}`);
}
var sections = [
  whoLines,
  standingLines,
  credentialLines,
  grantLines,
  mayLines,
  becomeLines,
  stepLines,
  reachLines,
  findingLines,
  unjudgedLines
];
function* explanation(result, index, options) {
  const { estate } = result;
  const ranked = rank(result).at(index);
  const names = new Map(estate.identities.map(({ id, name }) => [id, name]));
  const scopeNames = new Map(estate.scopes.map(({ id, name }) => [id, name]));
  const page = {
    result,
    ranked,
    identity: ranked.identity,
    width: layoutWidth(options.width),
    paint: painter(options.colour),
    now: Date.parse(estate.collectedAt),
    nameOf: (id) => named(names.get(id) ?? "", id),
    scopeNamed: (id) => named(scopeNames.get(id) ?? "", id)
  };
  for (const section of sections)
    for (const line of section(page))
      yield `${line.trimEnd()}
`;
}
var explain = (result, index, options) => inPieces(() => explanation(result, index, options));

// ../../work/wt/exports/dist/reports/explain-json.js
var schema = "nhi-audit/explain/v1";
var placeRecord = ({ record, id, pointer }) => ({ record, id, pointer: pointer ?? null });
var entitlementRecord = (line) => ({
  scope: line.scope,
  service: line.service,
  level: line.level,
  privileges: line.privileges,
  resources: line.resources,
  exceptResources: line.exceptResources,
  duration: line.duration,
  until: line.until ?? null,
  conditions: line.conditions.map((condition) => ({ ...condition, until: condition.until ?? null })),
  sources: line.sources.map(placeRecord)
});
var trustRecord = ({ mechanism, party, principal, external, scope, conditions, source }) => ({
  mechanism,
  party,
  principal,
  external,
  scope: scope ?? null,
  conditions: conditions.map((condition) => ({ ...condition, until: condition.until ?? null })),
  source: placeRecord(source)
});
function* pieces(result, index) {
  const { estate, reach, tool } = result;
  const ranked = rank(result).at(index);
  const lines2 = estate.entitlements?.(index);
  const fields = [
    ["schema", schema],
    ["tool", tool],
    ["collectedAt", estate.collectedAt],
    ["identity", { ...identityRecord(result, ranked), rank: ranked.rank }],
    ["trusts", ranked.identity.trusts.map(trustRecord)],
    ["takenOverBy", reach.takenOverBy(index).map((origin) => estate.identities[origin].id)],
    ["takesOver", oneStepFrom(estate, index)],
    ["path", reach.path(index).map(stepRecord)],
    ["findings", ranked.findings.map(findingRecord)]
  ];
  yield "{\n";
  for (const [name, value] of fields)
    yield `  ${jsonText(name)}: ${jsonText(value)},
`;
  if (lines2 === void 0)
    yield '  "entitlements": null\n';
  else {
    yield '  "entitlements": [';
    for (const [at, line] of byImportance(estate, lines2).entries()) {
      yield `${at === 0 ? "" : ","}
    ${jsonText(entitlementRecord(line))}`;
    }
    yield "\n  ]\n";
  }
  yield "}\n";
}
var explainJson = (result, index) => inPieces(() => pieces(result, index));

// ../../work/wt/exports/dist/reports/who-can-json.js
var schema2 = "nhi-audit/who-can/v1";
var conditionRecord = ({ class: kind, operator, key, values, until }) => ({
  class: kind,
  operator,
  key,
  values,
  until: until ?? null
});
var statementRecord = ({ policy, via, statement, id, source }) => ({
  policy,
  via,
  statement,
  statementId: id ?? null,
  source: { record: source.record, id: source.id, pointer: source.pointer ?? null }
});
var wayRecord = (way) => ({
  verdict: way.verdict,
  privileges: way.privileges,
  resources: way.resources,
  exceptResources: way.exceptResources,
  duration: way.duration,
  until: way.until ?? null,
  conditions: way.conditions.map(conditionRecord),
  request: way.request.map(conditionRecord),
  assumes: way.assumes,
  allowedBy: way.allowedBy.map(statementRecord)
});
var stoppedBy = ({ answer, becoming }) => [
  ...Map.groupBy(answer.identities.flatMap(({ identity, stoppedBy: obstacle }) => obstacle === void 0 || becoming.has(identity) ? [] : [obstacle]), ({ kind, name }) => JSON.stringify([kind, name])).values()
].map((same) => ({ ...same[0], count: same.length })).sort((a, b) => b.count - a.count || byText(a.kind, b.kind) || byText(a.name, b.name));
var isListed = (report, { identity, verdict }) => verdict !== "denied" || report.becoming.has(identity);
function* pieces2(result, report, withDenied) {
  const { question, answer, becoming, gaps } = report;
  const { estate, tool } = result;
  const field2 = (name, value) => `  ${jsonText(name)}: ${jsonText(value)}`;
  const identityRecord2 = ({ identity, verdict, ways, stoppedBy: obstacle, unread }) => {
    const { id, kind, name, scope, providerOwned } = estate.identities[identity];
    return {
      id,
      kind,
      name,
      scope,
      providerOwned,
      verdict,
      ways: ways.map(wayRecord),
      path: becoming.get(identity)?.map(stepRecord) ?? null,
      stoppedBy: obstacle ?? null,
      unread: unread ?? []
    };
  };
  yield "{\n";
  yield `${field2("schema", schema2)},
${field2("tool", tool)},
${field2("collectedAt", estate.collectedAt)},
`;
  yield `${field2("privilege", question.privilege)},
${field2("resource", question.resource ?? null)},
`;
  yield `${field2("privileges", answer.privileges)},
`;
  yield '  "identities": [';
  const listed = answer.identities.filter((each) => withDenied || isListed(report, each));
  for (const [index, each] of listed.entries()) {
    yield `${index === 0 ? "" : ","}
    ${jsonText(identityRecord2(each))}`;
  }
  yield "\n  ],\n";
  yield `${field2("control", answer.scopes.map((scope) => estate.scopes[scope].id))},
`;
  yield `${field2("denied", stoppedBy(report))},
`;
  yield `${field2("notes", answer.notes)},
`;
  yield `${field2("coverage", sortedCoverage(gaps).map(({ connector, scope, source, status, detail }) => ({
    connector,
    scope,
    source,
    status,
    detail
  })))}
}
`;
}
var whoCanJson = (result, report, withDenied) => inPieces(() => pieces2(result, report, withDenied));

// ../../work/wt/exports/dist/reports/who-can.js
var defaultTop = 20;
var listedWays = 3;
var listedValues2 = 4;
var longestWord4 = 400;
var shortList2 = (values, most = listedValues2) => values.length <= most ? values.join(", ") : `${values.slice(0, most).join(", ")} and ${grouped(values.length - most)} more`;
var statementText = ({ policy, statement, id, via }) => {
  const place = `${policy}, ${id === void 0 ? `statement ${statement + 1}` : `statement ${id}`}`;
  return via.startsWith("group ") ? `${place} (${via})` : place;
};
var bySource = (way) => way.allowedBy.length === 0 ? "the trust policy alone" : shortList2(way.allowedBy.map(statementText), 2);
var termText = (condition) => conditionText(condition).replace(/^other: /, "");
var durationText2 = ({ duration, until }) => until === void 0 ? duration : `until ${until.slice(0, 10)}`;
var scopeWidth = 14;
var durationWidth = 16;
var row = (page, identity, scope, duration) => {
  const free = page.width - 2 - scopeWidth - durationWidth - 2 * 2;
  return `  ${left(identity, free)}  ${left(scope, scopeWidth)}  ${left(duration, durationWidth)}`;
};
function* termLines(page, way) {
  const line = (lead, text) => hanging(`      ${lead.padEnd(8)}`, text, page.width, longestWord4);
  yield* line("by", bySource(way));
  if (page.manyPrivileges)
    yield* line("may", shortList2(way.privileges));
  if (page.manyResources) {
    const except = way.exceptResources.length === 0 ? "" : ` except ${shortList2(way.exceptResources)}`;
    yield* line("on", `${shortList2(way.resources)}${except}`);
  }
  for (const condition of way.conditions)
    yield* line("if", termText(condition));
  for (const assumption of way.assumes)
    yield* line("if", assumption);
  for (const condition of way.request)
    yield* line("asking", termText(condition));
}
function* identityLines(page, { identity, ways }) {
  const { kind, name, id, scope, providerOwned } = page.result.estate.identities[identity];
  const own = providerOwned ? " (held by the provider)" : "";
  const [first, ...others] = ways;
  yield row(page, `${kind} ${name === "" ? id : name}${own}`, scope, durationText2(first));
  yield* termLines(page, first);
  for (const way of others.slice(0, listedWays - 1)) {
    yield row(page, "  or", "", durationText2(way));
    yield* termLines(page, way);
  }
  const more = others.length - (listedWays - 1);
  if (more > 0)
    yield `    and ${counted(more, "other way")} (--format json has them)`;
}
function* list(page, items, lines2) {
  for (const each of items.slice(0, page.top))
    yield* lines2(each);
  const more = items.length - page.top;
  if (more > 0)
    yield `  and ${grouped(more)} more (--top, --format json)`;
}
var title = (page, text) => ["", page.paint("bold", text)];
function* allowedLines(page, verdict) {
  const having = page.report.answer.identities.filter((each) => each.verdict === verdict);
  const what = verdict === "allowed" ? "May" : "May, if what the snapshot does not show is so";
  yield* title(page, `${what} (${grouped(having.length)})`);
  if (having.length === 0) {
    yield "  Nobody.";
    return;
  }
  yield page.paint("dim", row(page, "identity", "scope", "for how long").trimEnd());
  yield* list(page, having, (each) => identityLines(page, each));
}
var named2 = (page, id) => {
  const scope = scopeOfStep(id);
  if (scope !== void 0) {
    const found = page.result.estate.scopes.find((each) => each.id === scope);
    const name = found === void 0 || found.name === scope ? scope : `${found.name} (${scope})`;
    return `full control of ${name}`;
  }
  const identity = page.result.estate.identities.find((each) => each.id === id);
  return identity === void 0 || identity.name === "" ? id : `${identity.kind} ${identity.name}`;
};
var stepText = (page, { to, by, assumes }) => `${by}${assumes.length === 0 ? "" : ` (if ${assumes.join(" and ")})`} -> ${named2(page, to)}`;
function* becomingLines(page) {
  const { becoming } = page.report;
  const { identities } = page.result.estate;
  const origins = [...becoming].sort(([a, one], [b, other]) => one.length - other.length || a - b);
  yield* title(page, `Can become one that may (${grouped(origins.length)})`);
  if (origins.length === 0)
    yield "  Nobody.";
  yield* list(page, origins, ([index, path]) => {
    const { kind, name, id, scope } = identities[index];
    const who = `${kind} ${name === "" ? id : name} in ${scope}: `;
    return hanging("  - ", `${who}${path.map((step) => stepText(page, step)).join("; ")}`, page.width, longestWord4);
  });
}
var obstacleTexts = {
  "no-allow": "no policy allows it",
  deny: "denied by",
  "permissions-boundary": "stopped by the permissions boundary",
  "service-control-policy": "stopped by a service control policy at",
  "resource-control-policy": "stopped by a resource control policy at",
  "session-policy": "stopped by the session policy",
  "trust-policy": "not let in by the trust policy of",
  "other-account": "the resource is in another account, which cannot share it:"
};
var obstacleText = ({ kind, name }) => `${obstacleTexts[kind]} ${name}`.trimEnd();
function* deniedLines(page, withDenied) {
  const { report, result } = page;
  const counts = stoppedBy(report);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  yield* title(page, `May not (${grouped(total)})`);
  if (total === 0)
    yield "  Nobody.";
  if (!withDenied) {
    yield* list(page, counts, (each) => hanging(`  ${grouped(each.count).padStart(6)}  `, obstacleText(each), page.width, longestWord4));
    return;
  }
  for (const each of report.answer.identities) {
    if (isListed(report, each) || each.stoppedBy === void 0)
      continue;
    const { kind, name, id, scope } = result.estate.identities[each.identity];
    const who = `${kind} ${name === "" ? id : name} in ${scope}`;
    yield* hanging("  - ", `${who}: ${obstacleText(each.stoppedBy)}`, page.width, longestWord4);
  }
}
function* unknownLines(page) {
  const unread = page.report.answer.identities.filter(({ verdict }) => verdict === "unknown");
  if (unread.length === 0)
    return;
  yield* title(page, `Cannot be told: a policy is not in the snapshot (${grouped(unread.length)})`);
  yield* list(page, unread, ({ identity, unread: policies }) => {
    const { kind, name, scope } = page.result.estate.identities[identity];
    return hanging("  - ", `${kind} ${name} in ${scope}: ${shortList2(policies ?? [])}`, page.width, longestWord4);
  });
}
function* noteLines(page) {
  const { report, result } = page;
  const gaps = coverageGaps({ ...result, coverage: report.gaps });
  const notes = [...report.answer.notes, ...gaps];
  if (notes.length === 0)
    return;
  yield "";
  for (const note of notes)
    yield* hanging("note: ", note, page.width, longestWord4);
}
function* pageLines(page, { denied }) {
  const { report, result, paint, width } = page;
  const { question, answer } = report;
  const where = question.resource === void 0 ? "any resource" : question.resource;
  const [heading2 = "", ...rest] = hanging("", `Who can ${question.privilege} on ${where}`, width, longestWord4);
  yield paint("bold", heading2);
  yield* rest;
  if (page.manyPrivileges) {
    yield* hanging("", `${grouped(answer.privileges.length)} privileges match: ${shortList2(answer.privileges)}.`, width);
  }
  const count = counted(answer.identities.length, "identity", "identities");
  yield `${count}, as of ${result.estate.collectedAt}.`;
  yield* allowedLines(page, "allowed");
  yield* allowedLines(page, "conditional");
  yield* becomingLines(page);
  yield* unknownLines(page);
  yield* deniedLines(page, denied);
  yield* noteLines(page);
}
var whoCanText = (result, report, options) => {
  const { question, answer } = report;
  const page = {
    result,
    report,
    width: layoutWidth(options.width),
    paint: painter(options.colour),
    top: options.top ?? defaultTop,
    manyPrivileges: answer.privileges.length > 1,
    manyResources: question.resource === void 0 || answer.identities.some(({ ways }) => ways.some(({ resources }) => resources.some((resource) => resource !== question.resource)))
  };
  return inPieces(function* () {
    for (const line of pageLines(page, options))
      yield `${line.trimEnd()}
`;
  });
};

// ../../work/wt/exports/dist/reports/index.js
var reportFormats = [
  terminalFormat,
  jsonFormat,
  csvFormat,
  markdownFormat,
  sarifFormat,
  junitFormat,
  ocsfFormat,
  oscalFormat
];
export {
  exceptionList,
  exceptionRecord,
  explain,
  explainJson,
  reportFormats,
  whoCanJson,
  whoCanText
};
