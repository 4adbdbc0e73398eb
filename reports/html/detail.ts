import type { RankedIdentity } from '../../src/audit/ranking.ts';
import { byText } from '../../src/model/by-text.ts';
import type { Credential } from '../../src/model/credential.ts';
import { type Finding, type PathStep, scopeOfEnd, severityRank } from '../../src/model/finding.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import { levelName } from '../../src/model/level.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { effectiveDuration } from '../../src/model/standing.ts';
import { exceptionsById } from '../completeness.ts';
import { orderedControls } from '../controls.ts';
import {
  byImportance,
  few,
  heldText,
  listedLines,
  privilegeText,
  serviceText,
} from '../entitlement-lines.ts';
import { breadthText } from '../explain/access.ts';
import { flags } from '../explain/identity.ts';
import { partTitles, trustText } from '../explain/takeover.ts';
import { sinceText } from '../finding-history.ts';
import { counted, grouped } from '../layout.ts';
import { beginningOf, type OneStep, oneStepAway } from '../one-step.ts';
import { conditionText, daysBetween, evidenceText, factText, grantParts } from '../wording.ts';
import { heatOf } from './heat.ts';
import { findingsAbout } from './identities.ts';
import type { CredentialRow, Detail, FindingRow, GrantRow, StepRow } from './page-data.ts';

/** What is listed of one identity: whoever is wide has thousands of each. The JSON and CSV hold all. */
const most = { grants: 100, members: 20, steps: 25, paths: 20, services: 20 } as const;

const day = (time: string | undefined): string => (time === undefined ? '' : time.slice(0, 10));

/** `2025-01-02 (364 days ago)`: before collection. */
const when = (time: string | undefined, collectedAt: string): string => {
  if (time === undefined) return 'not known';
  const days = daysBetween(time, collectedAt);
  if (days === undefined) return time;
  return days < 0
    ? `${day(time)} (in ${counted(-days, 'day')})`
    : `${day(time)} (${counted(days, 'day')} ago)`;
};

export const stepRow = ({ from, to, by, technique, evidence, assumes }: PathStep): StepRow => ({
  from,
  to,
  by,
  technique,
  evidence: evidence.map(evidenceText),
  assumes,
});

const credentialRow = (credential: Credential, collectedAt: string): CredentialRow => {
  const { kind, id, status, lifetime, binding, service, createdAt, expiresAt, lastUsedAt, maxSeconds } =
    credential;
  return {
    kind,
    id: id === kind ? '' : id,
    status,
    lifetime,
    binding,
    note: [
      ...(service === undefined ? [] : [`opens only ${service}`]),
      ...(maxSeconds === undefined ? [] : [`one issue lives ${grouped(maxSeconds)} s at most`]),
    ].join('; '),
    created: day(createdAt),
    expires: day(expiresAt),
    used: when(lastUsedAt, collectedAt),
    age: lifetime === 'short-lived' ? null : (daysBetween(createdAt, collectedAt) ?? null),
  };
};

const durationText = (grant: Grant, { estate, settings }: AuditResult): string => {
  const now = Date.parse(estate.collectedAt);
  const effective = effectiveDuration(grant, now, settings.thresholds.longestGrantDays);
  const end = grant.until === undefined ? '' : ` until ${when(grant.until, estate.collectedAt)}`;
  return `${grant.duration}${end}${effective === grant.duration ? '' : `, by policy ${effective}`}`;
};

const listOf = (values: readonly string[]): string =>
  values.length <= most.services
    ? values.join(', ')
    : `${values.slice(0, most.services).join(', ')} and ${grouped(values.length - most.services)} more`;

const grantRow = (grant: Grant, result: AuditResult, servicesInScope: number): GrantRow => ({
  name: grant.name,
  scope: grant.scope,
  via: grant.via,
  duration: durationText(grant, result),
  source: factText(grant.source),
  gives: grantParts(result.estate, grant, servicesInScope).map(({ level, breadth, full, services }) => [
    levelName(level),
    `${services[0] === '*' ? 'every service' : listOf(services)} (${breadthText(breadth)}${full ? ', every action' : ''})`,
  ]),
  conditions: grant.conditions.map(conditionText),
});

const factsOf = (identity: Identity, collectedAt: string): Detail['facts'] => [
  ['Id', identity.id],
  ['Nature', `${identity.nature.is}: ${identity.nature.reason}`],
  ['Created', when(identity.createdAt, collectedAt)],
  ['Last used', when(identity.lastUsedAt, collectedAt)],
  ...(identity.observedSince === undefined
    ? []
    : [['Observed', `since ${when(identity.observedSince, collectedAt)}`] as const]),
  ...(identity.workloads === undefined
    ? []
    : [
        [
          'Runs',
          listOf(identity.workloads.map(({ kind, name, id }) => `${kind} ${name || id}`).toSorted(byText)) ||
            'no workload',
        ] as const,
      ]),
  ['Written in', factText(identity.source)],
];

/** What the details of many identities share. */
export interface DetailContext {
  readonly result: AuditResult;
  readonly findingRow: (finding: Finding) => FindingRow;
  readonly servicesIn: ReadonlyMap<string, number>;
  readonly aboutOf: (id: string) => readonly Finding[];
  readonly targets: Map<string, readonly Target[]>;
}

export const detailContext = (result: AuditResult): DetailContext => {
  const { estate } = result;
  const exceptions = exceptionsById(result);
  const about = findingsAbout(result);
  return {
    result,
    servicesIn: new Map(estate.scopes.map(({ id, services }) => [id, services.length])),
    aboutOf: (id) => about.get(id) ?? [],
    targets: new Map(),
    findingRow: (finding) => {
      const judged = finding.exception === undefined ? undefined : exceptions.get(finding.exception);
      const { exception } = judged ?? {};
      return {
        rule: finding.rule,
        title: finding.title,
        severity: finding.severity,
        status: finding.status,
        confidence: finding.confidence,
        fingerprint: finding.fingerprint,
        evidence: finding.evidence.map(evidenceText),
        fix: finding.fix.split('\n'),
        exception:
          judged === undefined || exception === undefined
            ? []
            : [
                `${judged.id}, ${judged.status}, until ${exception.expires}; owner ${exception.owner}, approved by ${exception.approver} [${judged.location.file}:${judged.location.line}]`,
                `Reason: ${exception.reason}`,
                ...exception.compensatingControls.map((control) => `Meanwhile: ${control}`),
                ...judged.problems,
              ],
        since: sinceText(result.history?.findings.get(finding.fingerprint)),
        owasp: finding.owasp,
        controls: orderedControls(finding.controls).byFramework,
      };
    },
  };
};

const mostSevereFirst = (a: Finding, b: Finding): number =>
  severityRank(b.severity) - severityRank(a.severity) || byText(a.fingerprint, b.fingerprint);

const mayOf = ({ estate }: AuditResult, index: number): Pick<Detail, 'may' | 'moreMay'> => {
  const lines = estate.entitlements?.(index);
  if (lines === undefined) return { may: null, moreMay: 0 };
  return {
    may: byImportance(estate, lines)
      .slice(0, listedLines)
      .map((line) => [
        line.level,
        `${serviceText(line.service)}, ${heldText(line)}: ${privilegeText(line)}`,
        [
          `on ${few(line.resources)}${line.exceptResources.length === 0 ? '' : `, except ${few(line.exceptResources)}`}`,
          ...line.conditions.map((condition) => `if ${conditionText(condition)}`),
        ],
      ]),
    moreMay: Math.max(0, lines.length - listedLines),
  };
};

/** By whom or what it can take over in one step: scopes first. */
type Target = readonly [to: string, steps: readonly OneStep[]];

/** Lists that are kept for those who begin alike: in the order of the page they follow each other. */
const listsKept = 16;

const targetsFor = ({ targets, result: { estate } }: DetailContext, index: number): readonly Target[] => {
  const key = beginningOf(estate, index);
  let found = targets.get(key);
  if (found === undefined) {
    found = [...Map.groupBy(oneStepAway(estate, index), ({ to }) => to)].sort(
      ([a], [b]) => Number(scopeOfEnd(b) !== undefined) - Number(scopeOfEnd(a) !== undefined),
    );
    if (targets.size >= listsKept) targets.delete(targets.keys().next().value!);
    targets.set(key, found);
  }
  return found;
};

const stepsOf = (
  context: DetailContext,
  { identity, index }: RankedIdentity,
): Pick<Detail, 'steps' | 'moreSteps'> => {
  const targets = targetsFor(context, index);
  const others = targets.some(([to]) => to === identity.id) ? targets.length - 1 : targets.length;
  const listed = targets.slice(0, most.steps + 1).filter(([to]) => to !== identity.id);
  const steps = listed.slice(0, most.steps).map(([to, [first, ...more]]) => ({
    to,
    by: first!.by,
    assumes: first!.assumes,
    more: more.length,
  }));
  return { steps, moreSteps: others - steps.length };
};

const pathsOf = (
  { estate, reach }: AuditResult,
  { index, radius }: RankedIdentity,
): Pick<Detail, 'paths' | 'morePaths'> => {
  const worst = reach.path(index);
  const shown = scopeOfEnd(worst.at(-1)?.to ?? '');
  const others = [...radius.admin, ...radius.adminIf.map(({ scope }) => scope)].filter(
    (scope) => estate.scopes[scope]!.id !== shown,
  );
  const further = others
    .slice(0, most.paths)
    .map((scope) => reach.pathToControl(index, scope))
    .filter((path) => path.length > 0);
  return {
    paths: [worst, ...further].filter((path) => path.length > 0).map((path) => path.map(stepRow)),
    morePaths: Math.max(0, others.length - most.paths),
  };
};

/** All that is known about one identity. */
export const detailOf = (context: DetailContext, ranked: RankedIdentity): Detail => {
  const { result } = context;
  const { estate, reach } = result;
  const { identity, index, radius } = ranked;
  const { collectedAt } = estate;
  const grants = identity.grants.toSorted(
    (a, b) =>
      byText(a.scope, b.scope) || byText(a.name, b.name) || byText(factText(a.source), factText(b.source)),
  );
  const holders = reach.takenOverBy(index);
  const scopeId = (scope: number): string => estate.scopes[scope]!.id;
  return {
    facts: factsOf(identity, collectedAt),
    notes: flags.filter(({ is }) => is(identity)).map(({ says }) => says),
    credentials: identity.credentials
      .toSorted((a, b) => byText(a.kind, b.kind) || byText(a.id, b.id))
      .map((credential) => credentialRow(credential, collectedAt)),
    grants: grants
      .slice(0, most.grants)
      .map((grant) => grantRow(grant, result, context.servicesIn.get(grant.scope) ?? 0)),
    moreGrants: Math.max(0, grants.length - most.grants),
    heat: heatOf(result, identity),
    ...mayOf(result, index),
    trusts: identity.trusts
      .map((trust) => `${trustText(trust)} [${factText(trust.source)}]`)
      .toSorted(byText),
    takenOverBy: holders.slice(0, most.members).map((origin) => estate.identities[origin]!.id),
    moreTakenOverBy: Math.max(0, holders.length - most.members),
    ...stepsOf(context, ranked),
    admin: radius.admin.map(scopeId),
    adminIf: radius.adminIf.map(({ scope, assumes }) => `${scopeId(scope)}, if ${assumes.join(' and ')}`),
    ...pathsOf(result, ranked),
    exposure: ranked.exposure().parts.map(({ part, points, most: limit, known, unknown }) => ({
      part: partTitles[part],
      points,
      most: limit,
      known,
      unknown,
    })),
    findings: ranked.findings.toSorted(mostSevereFirst).map(context.findingRow),
    scopeFindings: context
      .aboutOf(identity.id)
      .map(
        ({ severity, title, rule, fingerprint }) =>
          `${severity}: ${title} (${rule}, fingerprint ${fingerprint})`,
      ),
  };
};
