import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  conditionText,
  evidenceText,
  grantParts,
  stepText
} from "./chunk-NQGKDCVF.js";
import {
  exceptionsById
} from "./chunk-SA5AJUBU.js";
import {
  byText,
  inPieces,
  inReportOrder,
  sortedAssessments
} from "./chunk-J4YA6DRJ.js";
import {
  levelName
} from "./chunk-QBHZ65C6.js";
import {
  bounded,
  jsonText
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/reports/ocsf.js
var version = "1.6.0";
var longest = {
  lines: 100,
  text: 4e3,
  grants: 20,
  privileges: 200,
  conditions: 20,
  evidence: 50,
  identities: 100
};
var said = (text) => bounded(text, longest.text);
var saidLines = (text) => text.slice(0, longest.text).split("\n", longest.lines).map(said).join("\n");
var exact = (text) => text.toWellFormed();
var severityIds = { info: 1, low: 2, medium: 3, high: 4, critical: 5 };
var severityNames = {
  info: "Informational",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical"
};
var confidenceIds = { low: 1, medium: 2, high: 3 };
var confidenceNames = { low: "Low", medium: "Medium", high: "High" };
var providers = {
  aws: "AWS",
  azure: "Azure",
  gcp: "GCP",
  github: "GitHub"
};
var timeOf = (text) => {
  const time = text === void 0 ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? void 0 : time;
};
var known = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
var eventClasses = {
  iam: { class_uid: 2008, class_name: "IAM Analysis Finding" },
  compliance: { class_uid: 2003, class_name: "Compliance Finding" }
};
var event = (result, kind, severity, eventCode, scope, scopeId) => {
  const { class_uid, class_name } = eventClasses[kind];
  return {
    activity_id: 1,
    activity_name: "Create",
    category_uid: 2,
    category_name: "Findings",
    class_uid,
    class_name,
    type_uid: class_uid * 100 + 1,
    type_name: `${class_name}: Create`,
    time: timeOf(result.estate.collectedAt) ?? 0,
    severity_id: severityIds[severity],
    severity: severityNames[severity],
    metadata: {
      version,
      profiles: ["cloud"],
      event_code: exact(eventCode),
      product: { name: result.tool.name, vendor_name: result.tool.name, version: result.tool.version }
    },
    cloud: {
      provider: scope === void 0 ? "unknown" : providers[scope.provider],
      account: { uid: exact(scopeId), name: said(scope?.name ?? scopeId) }
    }
  };
};
var userTypes = {
  machine: { type_id: 4, type: "Service" },
  human: { type_id: 1, type: "User" },
  unknown: { type_id: 0, type: "Unknown" }
};
var userOf = (id, identity) => ({
  uid: exact(id),
  ...identity === void 0 ? {} : { name: said(identity.name), ...userTypes[identity.nature.is], uid_alt: exact(identity.kind) }
});
var scopeResource = (scope, id) => known({
  uid: exact(id),
  name: said(scope?.name ?? id),
  type: scope?.kind === void 0 ? void 0 : said(scope.kind),
  role_id: 3,
  role: "Affected"
});
var permissionsOf = ({ result, servicesIn }, identity) => identity.grants.toSorted((a, b) => byText(a.scope, b.scope) || byText(a.name, b.name) || byText(a.source.id, b.source.id) || byText(a.source.pointer ?? "", b.source.pointer ?? "")).slice(0, longest.grants).map((grant) => {
  const { name, source, duration, until, providerManaged, conditions } = grant;
  const services = servicesIn.get(grant.scope) ?? Number.POSITIVE_INFINITY;
  return {
    policy: {
      name: said(name),
      uid: exact(source.id),
      type: providerManaged ? "provider-managed" : "own",
      is_applied: true,
      desc: said(until === void 0 ? duration : `${duration} until ${until}`)
    },
    granted_privileges: grantParts(result.estate, grant, services).flatMap(({ level, full, services: names }) => names.map((service) => exact(`${service}:${full ? "*" : levelName(level)}`))).slice(0, longest.privileges).sort(byText),
    condition_keys: conditions.slice(0, longest.conditions).map((condition) => ({
      name: said(condition.key) || "-",
      value: said(conditionText(condition))
    }))
  };
});
var activityOf = (identity) => known({
  first_seen_time: timeOf(identity.createdAt),
  last_seen_time: timeOf(identity.lastUsedAt),
  programmatic_credentials: identity.credentials.toSorted((a, b) => byText(a.kind, b.kind) || byText(a.id, b.id)).map(({ id, kind, lastUsedAt }) => known({ uid: exact(id), type: said(kind), last_used_time: timeOf(lastUsedAt) }))
});
var statusOf = (finding, exceptions) => {
  if (finding.status === "open")
    return { status_id: 1, status: "New" };
  const id = finding.exception ?? "unknown";
  if (finding.status === "expired-exception") {
    return { status_id: 1, status: "New", status_detail: said(`Its exception ${id} is no longer in force`) };
  }
  const exception = exceptions.get(id)?.exception;
  return {
    status_id: 3,
    status: "Suppressed",
    status_detail: said(exception === void 0 ? `Accepted by the exception ${id}` : `Accepted by the exception ${id} until ${exception.expires}, approved by ${exception.approver}: ${exception.reason}`)
  };
};
var controlList = (controls) => Object.entries(controls).sort(([a], [b]) => byText(a, b)).flatMap(([framework, ids]) => ids.map((id) => `${framework}: ${id}`));
var analyticOf = (id, rule) => ({
  uid: exact(id),
  name: said(rule?.title ?? id),
  type_id: 1,
  type: "Rule"
});
var iamFinding = (finding, lookup) => {
  const { result, scopes, identities, rules, exceptions } = lookup;
  const scope = scopes.get(finding.scope);
  const index = identities.get(finding.identity);
  const identity = index === void 0 ? void 0 : result.estate.identities[index];
  const rule = rules.get(finding.rule);
  return {
    ...event(result, "iam", finding.severity, finding.rule, scope, finding.scope),
    message: said(finding.title),
    ...statusOf(finding, exceptions),
    confidence_id: confidenceIds[finding.confidence],
    confidence: confidenceNames[finding.confidence],
    finding_info: known({
      uid: finding.fingerprint,
      title: said(finding.title),
      desc: said(rule?.title ?? finding.title),
      types: [...finding.facets],
      analytic: analyticOf(finding.rule, rule),
      created_time: timeOf(result.estate.collectedAt)
    }),
    user: userOf(finding.identity, identity),
    resources: [scopeResource(scope, finding.scope)],
    permission_analysis_results: identity === void 0 ? [] : permissionsOf(lookup, identity),
    ...identity === void 0 ? {} : { identity_activity_metrics: activityOf(identity) },
    remediation: { desc: saidLines(finding.fix), references: rule?.sources ?? [] },
    unmapped: known({
      blast_radius: finding.blastRadius,
      evidence_hash: finding.evidenceHash,
      standing: index === void 0 ? void 0 : result.standings[index],
      environment: identity?.environment,
      owner: identity?.owner === void 0 ? void 0 : said(identity.owner),
      owasp: finding.owasp,
      controls: controlList(finding.controls).map(said),
      evidence: finding.evidence.slice(0, longest.evidence).map((each) => said(evidenceText(each))),
      path: finding.path.slice(0, longest.evidence).map((step) => said(stepText(step))),
      exception: finding.exception === void 0 ? void 0 : said(finding.exception)
    })
  };
};
var verdictOf = ({ status, reason }, findings) => {
  const open = findings.filter((finding) => finding.status !== "accepted").length;
  const partly = status === "assessed" ? "" : `; ${status}: ${reason}`;
  if (open > 0)
    return { id: 3, name: "Fail", detail: `${open} open findings${partly}` };
  if (status !== "assessed")
    return { id: 0, name: "Unknown", detail: `${status}: ${reason}` };
  if (findings.length > 0) {
    return { id: 2, name: "Warning", detail: `${findings.length} findings, all accepted by exceptions` };
  }
  return { id: 1, name: "Pass", detail: "no finding" };
};
var severest = (findings) => findings.reduce((worst, { severity }) => severityIds[severity] > severityIds[worst] ? severity : worst, "info");
var complianceFinding = (assessment, findings, lookup) => {
  const { result, scopes, identities, rules } = lookup;
  const rule = rules.get(assessment.rule);
  const scope = scopes.get(assessment.scope);
  const verdict = verdictOf(assessment, findings);
  const controls = rule?.controls ?? {};
  const severity = severest(findings.filter(({ status }) => status !== "accepted"));
  const involved = [...new Set(findings.map(({ identity }) => identity))];
  return {
    ...event(result, "compliance", severity, assessment.rule, scope, assessment.scope),
    message: said(`${rule?.title ?? assessment.rule}: ${verdict.detail}`),
    status_id: 1,
    status: "New",
    finding_info: {
      uid: exact(`${assessment.rule} ${assessment.scope}`),
      title: said(rule?.title ?? assessment.rule),
      analytic: analyticOf(assessment.rule, rule)
    },
    compliance: {
      control: exact(assessment.rule),
      desc: "The rule supports evidence for the requirements named; it does not show that they are met.",
      standards: Object.keys(controls).sort(byText),
      requirements: controlList(controls),
      status_id: verdict.id,
      status: verdict.name,
      status_detail: said(verdict.detail),
      checks: [
        {
          uid: exact(assessment.rule),
          name: said(rule?.title ?? assessment.rule),
          status_id: verdict.id,
          status: verdict.name
        }
      ]
    },
    resources: [
      scopeResource(scope, assessment.scope),
      ...involved.slice(0, longest.identities).map((id) => {
        const index = identities.get(id);
        const identity = index === void 0 ? void 0 : result.estate.identities[index];
        return known({
          uid: exact(id),
          name: said(identity?.name ?? id),
          type: identity === void 0 ? void 0 : said(identity.kind),
          role_id: 3,
          role: "Affected"
        });
      })
    ],
    remediation: {
      desc: saidLines(rule?.remedy ?? rule?.title ?? assessment.rule),
      references: rule?.sources ?? []
    },
    unmapped: {
      assessment: assessment.status,
      open: findings.filter(({ status }) => status !== "accepted").length,
      accepted: findings.filter(({ status }) => status === "accepted").length,
      identities: involved.length
    }
  };
};
function* events(result) {
  const lookup = {
    result,
    scopes: new Map(result.estate.scopes.map((scope) => [scope.id, scope])),
    identities: new Map(result.estate.identities.map(({ id }, index) => [id, index])),
    servicesIn: new Map(result.estate.scopes.map(({ id, services }) => [id, services.length])),
    rules: new Map(result.rules.map((rule) => [rule.id, rule])),
    exceptions: exceptionsById(result)
  };
  const findings = inReportOrder(result.findings);
  for (const finding of findings)
    yield `${jsonText(iamFinding(finding, lookup))}
`;
  const key = (rule, scope) => JSON.stringify([rule, scope]);
  const found = Map.groupBy(findings, ({ rule, scope }) => key(rule, scope));
  for (const assessment of sortedAssessments(result.assessments)) {
    const here = found.get(key(assessment.rule, assessment.scope)) ?? [];
    yield `${jsonText(complianceFinding(assessment, here, lookup))}
`;
  }
}
var ocsfFormat = {
  id: "ocsf",
  title: "OCSF 1.6.0 events, for a SIEM",
  files: (result) => [{ name: "ocsf.ndjson", text: inPieces(() => events(result)) }]
};

export {
  ocsfFormat
};
