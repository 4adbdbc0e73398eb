import { sortedAssessments } from '../src/audit/order.ts';
import { rank } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import type { Confidence, Finding, Severity } from '../src/model/finding.ts';
import type { Identity } from '../src/model/identity.ts';
import { loosenedSeverity } from '../src/model/in-force.ts';
import { levelName } from '../src/model/level.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Assessment, Rule } from '../src/model/rule.ts';
import type { Scope } from '../src/model/scope.ts';
import { exceptionsById } from './completeness.ts';
import { orderedControls } from './controls.ts';
import { isNewFinding } from './finding-history.ts';
import { fileSentences, filterWords, inForceSentences, loosenedTitle, loosenedWords } from './in-force.ts';
import { bounded, jsonText } from './inert-text.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';
import { conditionText, evidenceText, grantParts, stepText } from './wording.ts';

/**
 * Events of the Open Cybersecurity Schema Framework, one a line: IAM Analysis Finding (2008) for each finding,
 * Compliance Finding (2003) for each rule in each scope. 1.6.0 is the first release that has both.
 * https://schema.ocsf.io/1.6.0/classes/iam_analysis_finding, https://schema.ocsf.io/1.6.0/classes/compliance_finding
 */
const version = '1.6.0';

// What is not known is `undefined` below, and so in no event: JSON has no such member.

const longest = {
  lines: 100,
  text: 4_000,
  grants: 20,
  privileges: 200,
  conditions: 20,
  evidence: 50,
  identities: 100,
} as const;

/** For people: bounded, and nothing unseen. */
const said = (text: string): string => bounded(text, longest.text);
/** The same with its lines: commands and policies. */
const saidLines = (text: string): string =>
  text.slice(0, longest.text).split('\n', longest.lines).map(said).join('\n');
/** For machines: as it is, so that it can be searched for elsewhere; half characters are in no encoding. */
const exact = (text: string): string => text.toWellFormed();

const severityIds: Readonly<Record<Severity, number>> = { info: 1, low: 2, medium: 3, high: 4, critical: 5 };
const severityNames: Readonly<Record<Severity, string>> = {
  info: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};
const confidenceIds: Readonly<Record<Confidence, number>> = { low: 1, medium: 2, high: 3 };
const confidenceNames: Readonly<Record<Confidence, string>> = { low: 'Low', medium: 'Medium', high: 'High' };

/** Milliseconds since 1970; nothing where it is not known. */
const timeOf = (text: string | undefined): number | undefined => {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
};

const eventClasses = {
  iam: { class_uid: 2008, class_name: 'IAM Analysis Finding' },
  compliance: { class_uid: 2003, class_name: 'Compliance Finding' },
} as const;

const activities = {
  create: { activity_id: 1, activity_name: 'Create' },
  update: { activity_id: 2, activity_name: 'Update' },
} as const;

/** `Create`, or `Update` where a history has the finding from a scan before; without one each report creates it anew, and `finding_info.uid` joins them. */
const event = (
  result: AuditResult,
  kind: keyof typeof eventClasses,
  severity: Severity,
  eventCode: string,
  scope: Scope | undefined,
  scopeId: string,
  isUpdate = false,
) => {
  const { class_uid, class_name } = eventClasses[kind];
  const activity = activities[isUpdate ? 'update' : 'create'];
  return {
    ...activity,
    category_uid: 2,
    category_name: 'Findings',
    class_uid,
    class_name,
    type_uid: class_uid * 100 + activity.activity_id,
    type_name: `${class_name}: ${activity.activity_name}`,
    time: timeOf(result.estate.collectedAt) ?? 0,
    severity_id: severityIds[severity],
    severity: severityNames[severity],
    metadata: {
      version,
      profiles: ['cloud'],
      event_code: exact(eventCode),
      ...(result.inForce === undefined
        ? {}
        : { labels: [filterWords(result) ?? [], ...fileSentences(result.inForce)].flat().map(said) }),
      product: { name: result.tool.name, vendor_name: result.tool.name, version: result.tool.version },
    },
    cloud: {
      provider: scope === undefined ? 'unknown' : (result.providers[scope.provider] ?? scope.provider),
      account: { uid: exact(scopeId), name: said(scope?.name ?? scopeId) },
    },
  };
};

const userTypes = {
  machine: { type_id: 4, type: 'Service' },
  human: { type_id: 1, type: 'User' },
  unknown: { type_id: 0, type: 'Unknown' },
} as const;

const userOf = (id: string, identity: Identity | undefined) => ({
  uid: exact(id),
  ...(identity === undefined
    ? {}
    : { name: said(identity.name), ...userTypes[identity.nature.is], uid_alt: exact(identity.kind) }),
});

const scopeResource = (scope: Scope | undefined, id: string) => ({
  uid: exact(id),
  name: said(scope?.name ?? id),
  type: scope?.kind === undefined ? undefined : said(scope.kind),
  role_id: 3,
  role: 'Affected',
});

/** What the findings of one report share. */
interface Lookup {
  readonly result: AuditResult;
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly identities: ReadonlyMap<string, number>;
  readonly rules: ReadonlyMap<string, Rule>;
  /** Scope id to the number of services in it. */
  readonly servicesIn: ReadonlyMap<string, number>;
  readonly exceptions: ReturnType<typeof exceptionsById>;
}

const permissionsOf = ({ result, servicesIn }: Lookup, identity: Identity) =>
  identity.grants
    .toSorted(
      (a, b) =>
        byText(a.scope, b.scope) ||
        byText(a.name, b.name) ||
        byText(a.source.id, b.source.id) ||
        byText(a.source.pointer ?? '', b.source.pointer ?? ''),
    )
    .slice(0, longest.grants)
    .map((grant) => {
      const { name, source, duration, until, providerManaged, conditions } = grant;
      const services = servicesIn.get(grant.scope) ?? Number.POSITIVE_INFINITY;
      return {
        policy: {
          name: said(name),
          uid: exact(source.id),
          type: providerManaged ? 'provider-managed' : 'own',
          is_applied: true,
          desc: said(until === undefined ? duration : `${duration} until ${until}`),
        },
        granted_privileges: grantParts(result.estate, grant, services)
          .flatMap(({ level, full, services: names }) =>
            names.map((service) => exact(`${service}:${full ? '*' : levelName(level)}`)),
          )
          .slice(0, longest.privileges)
          .sort(byText),
        condition_keys: conditions.slice(0, longest.conditions).map((condition) => ({
          name: said(condition.key) || '-',
          value: said(conditionText(condition)),
        })),
      };
    });

const activityOf = (identity: Identity) => ({
  first_seen_time: timeOf(identity.createdAt),
  last_seen_time: timeOf(identity.lastUsedAt),
  programmatic_credentials: identity.credentials
    .toSorted((a, b) => byText(a.kind, b.kind) || byText(a.id, b.id))
    .map(({ id, kind, lastUsedAt }) => ({
      uid: exact(id),
      type: said(kind),
      last_used_time: timeOf(lastUsedAt),
    })),
});

const statusOf = (
  finding: Finding,
  exceptions: ReturnType<typeof exceptionsById>,
): { readonly status_id: number; readonly status: string; readonly status_detail?: string } => {
  if (finding.status === 'open') return { status_id: 1, status: 'New' };
  const id = finding.exception ?? 'unknown';
  if (finding.status === 'expired-exception') {
    return { status_id: 1, status: 'New', status_detail: said(`Its exception ${id} is no longer in force`) };
  }
  const exception = exceptions.get(id)?.exception;
  return {
    status_id: 3,
    status: 'Suppressed',
    status_detail: said(
      exception === undefined
        ? `Accepted by the exception ${id}`
        : `Accepted by the exception ${id} until ${exception.expires}, approved by ${exception.approver}: ${exception.reason}`,
    ),
  };
};

const analyticOf = (id: string, rule: Rule | undefined) => ({
  uid: exact(id),
  name: said(rule?.title ?? id),
  type_id: 1,
  type: 'Rule',
});

const iamFinding = (finding: Finding, lookup: Lookup): object => {
  const { result, scopes, identities, rules, exceptions } = lookup;
  const scope = scopes.get(finding.scope);
  const index = identities.get(finding.identity);
  const identity = index === undefined ? undefined : result.estate.identities[index];
  const rule = rules.get(finding.rule);
  const history = result.history?.findings.get(finding.fingerprint);
  const isKnown = history !== undefined && !isNewFinding(history, result.estate.collectedAt);
  return {
    ...event(result, 'iam', finding.severity, finding.rule, scope, finding.scope, isKnown),
    message: said(finding.title),
    ...statusOf(finding, exceptions),
    confidence_id: confidenceIds[finding.confidence],
    confidence: confidenceNames[finding.confidence],
    finding_info: {
      uid: finding.fingerprint,
      title: said(finding.title),
      desc: said(rule?.title ?? finding.title),
      types: [...finding.facets],
      analytic: analyticOf(finding.rule, rule),
      created_time: timeOf(history?.firstSeen ?? result.estate.collectedAt),
      ...(history === undefined
        ? {}
        : {
            first_seen_time: timeOf(history.firstSeen),
            last_seen_time: timeOf(result.estate.collectedAt),
          }),
    },
    user: userOf(finding.identity, identity),
    resources: [scopeResource(scope, finding.scope)],
    permission_analysis_results: identity === undefined ? [] : permissionsOf(lookup, identity),
    ...(identity === undefined ? {} : { identity_activity_metrics: activityOf(identity) }),
    remediation: { desc: saidLines(finding.fix), references: rule?.sources ?? [] },
    unmapped: {
      blast_radius: finding.blastRadius,
      evidence_hash: finding.evidenceHash,
      standing: index === undefined ? undefined : result.standings[index],
      environment: identity?.environment,
      owner: identity?.owner === undefined ? undefined : said(identity.owner),
      owasp: finding.owasp,
      controls: orderedControls(finding.controls).each.map(said),
      evidence: finding.evidence.slice(0, longest.evidence).map((each) => said(evidenceText(each))),
      path: finding.path.slice(0, longest.evidence).map((step) => said(stepText(step))),
      exception: finding.exception === undefined ? undefined : said(finding.exception),
      ...(history === undefined
        ? {}
        : {
            state: history.state,
            open_since: history.openSince,
            age_days: history.age,
            due: history.due,
            overdue: history.overdue,
          }),
    },
  };
};

/** The verdict on one rule in one scope. It is about the rule, not about the controls that it is evidence for. */
const verdictOf = (
  { status, reason }: Assessment,
  findings: readonly Finding[],
): { readonly id: number; readonly name: string; readonly detail: string } => {
  const open = findings.filter((finding) => finding.status !== 'accepted').length;
  const partly = status === 'assessed' ? '' : `; ${status}: ${reason}`;
  if (open > 0) return { id: 3, name: 'Fail', detail: `${open} open findings${partly}` };
  if (status !== 'assessed') return { id: 0, name: 'Unknown', detail: `${status}: ${reason}` };
  if (findings.length > 0) {
    return { id: 2, name: 'Warning', detail: `${findings.length} findings, all accepted by exceptions` };
  }
  return { id: 1, name: 'Pass', detail: 'no finding' };
};

const severest = (findings: readonly Finding[]): Severity =>
  findings.reduce<Severity>(
    (worst, { severity }) => (severityIds[severity] > severityIds[worst] ? severity : worst),
    'info',
  );

const complianceFinding = (assessment: Assessment, findings: readonly Finding[], lookup: Lookup): object => {
  const { result, scopes, identities, rules } = lookup;
  const rule = rules.get(assessment.rule);
  const scope = scopes.get(assessment.scope);
  const verdict = verdictOf(assessment, findings);
  const controls = rule?.controls ?? {};
  const severity = severest(findings.filter(({ status }) => status !== 'accepted'));
  const involved = [...new Set(findings.map(({ identity }) => identity))];
  return {
    ...event(result, 'compliance', severity, assessment.rule, scope, assessment.scope),
    message: said(`${rule?.title ?? assessment.rule}: ${verdict.detail}`),
    status_id: 1,
    status: 'New',
    finding_info: {
      uid: exact(`${assessment.rule} ${assessment.scope}`),
      title: said(rule?.title ?? assessment.rule),
      analytic: analyticOf(assessment.rule, rule),
    },
    compliance: {
      control: exact(assessment.rule),
      desc: 'The rule supports evidence for the requirements named; it does not show that they are met.',
      standards: Object.keys(controls).sort(byText),
      requirements: orderedControls(controls).each,
      status_id: verdict.id,
      status: verdict.name,
      status_detail: said(verdict.detail),
      checks: [
        {
          uid: exact(assessment.rule),
          name: said(rule?.title ?? assessment.rule),
          status_id: verdict.id,
          status: verdict.name,
        },
      ],
    },
    resources: [
      scopeResource(scope, assessment.scope),
      ...involved.slice(0, longest.identities).map((id) => {
        const index = identities.get(id);
        const identity = index === undefined ? undefined : result.estate.identities[index];
        return {
          uid: exact(id),
          name: said(identity?.name ?? id),
          type: identity === undefined ? undefined : said(identity.kind),
          role_id: 3,
          role: 'Affected',
        };
      }),
    ],
    remediation: {
      desc: saidLines(rule?.remedy ?? rule?.title ?? assessment.rule),
      references: rule?.sources ?? [],
    },
    unmapped: {
      assessment: assessment.status,
      open: findings.filter(({ status }) => status !== 'accepted').length,
      accepted: findings.filter(({ status }) => status === 'accepted').length,
      identities: involved.length,
    },
  };
};

/** What the configuration changes, once: a check of its own, which fails where nobody named the file. */
const configurationEvents = (result: AuditResult): readonly object[] => {
  const { inForce } = result;
  if (inForce === undefined || inForce.deviations.length === 0) return [];
  const open = inForce.loosenedUnasked === 'open';
  const status = open ? { id: 3, name: 'Fail' } : { id: 1, name: 'Pass' };
  const detail = loosenedWords(result) ?? `${inForce.deviations.length} settings are not the default`;
  const control = 'configuration';
  const checks = [{ uid: control, name: said(loosenedTitle), status_id: status.id, status: status.name }];
  return [
    {
      ...event(result, 'compliance', open ? loosenedSeverity : 'info', control, undefined, '*'),
      message: said(detail),
      status_id: 1,
      status: 'New',
      finding_info: { uid: control, title: said(loosenedTitle) },
      compliance: {
        control,
        standards: [],
        requirements: [],
        status_id: status.id,
        status: status.name,
        status_detail: said(detail),
        checks,
      },
      unmapped: { in_force: inForceSentences(result).slice(0, longest.lines).map(said) },
    },
  ];
};

function* events(result: AuditResult): Generator<string> {
  const lookup: Lookup = {
    result,
    scopes: new Map(result.estate.scopes.map((scope) => [scope.id, scope])),
    identities: new Map(result.estate.identities.map(({ id }, index) => [id, index])),
    servicesIn: new Map(result.estate.scopes.map(({ id, services }) => [id, services.length])),
    rules: new Map(result.rules.map((rule) => [rule.id, rule])),
    exceptions: exceptionsById(result),
  };
  for (const each of configurationEvents(result)) yield `${jsonText(each)}\n`;
  const findings = rank(result).findings;
  for (const finding of findings) yield `${jsonText(iamFinding(finding, lookup))}\n`;
  const key = (rule: string, scope: string): string => JSON.stringify([rule, scope]);
  const found = Map.groupBy(findings, ({ rule, scope }) => key(rule, scope));
  for (const assessment of sortedAssessments(result.assessments)) {
    const here = found.get(key(assessment.rule, assessment.scope)) ?? [];
    yield `${jsonText(complianceFinding(assessment, here, lookup))}\n`;
  }
}

/** For SIEMs and security lakes: OCSF 1.6.0, one event a line. */
export const ocsfFormat: ReportFormat = {
  id: 'ocsf',
  title: 'OCSF 1.6.0 events, for a SIEM',
  files: (result) => [{ name: 'ocsf.ndjson', text: inPieces(() => events(result)) }],
};
