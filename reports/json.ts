import { chokePoints } from '../src/audit/choke-points.ts';
import type { FindingGroup, GroupedFinding } from '../src/audit/groups.ts';
import { isUnusedIdentity } from '../src/audit/identity-order.ts';
import { sortedAssessments, sortedCoverage } from '../src/audit/order.ts';
import type { RankedIdentity } from '../src/audit/ranking.ts';
import { rank } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import type { Coverage } from '../src/model/coverage.ts';
import type { Credential } from '../src/model/credential.ts';
import type { Evidence } from '../src/model/evidence.ts';
import type { JudgedException } from '../src/model/exception.ts';
import type { Finding, PathStep } from '../src/model/finding.ts';
import type { FindingHistory } from '../src/model/history.ts';
import type { ChokePoint } from '../src/model/reach.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Assessment } from '../src/model/rule.ts';
import type { Scope } from '../src/model/scope.ts';
import { clockRecord } from './clock.ts';
import { orderedControls } from './controls.ts';
import { inForceRecord } from './in-force.ts';
import { jsonText } from './inert-text.ts';
import { givesAllPaths, listedPath } from './listed-path.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';

/** Schema: `src/model/report.schema.json`. What is not known is `null`; every key is always there. */
const schema = 'nhi-audit/report/v1';

const evidenceRecord = ({ record, id, pointer, says }: Evidence) => ({
  record,
  id,
  pointer: pointer ?? null,
  says,
});

export const stepRecord = ({ from, to, by, technique, evidence, assumes }: PathStep) => ({
  from,
  to,
  by,
  technique,
  evidence: evidence.map(evidenceRecord),
  assumes,
});

const credentialRecord = (credential: Credential) => ({
  id: credential.id,
  kind: credential.kind,
  lifetime: credential.lifetime,
  binding: credential.binding,
  service: credential.service ?? null,
  createdAt: credential.createdAt ?? null,
  expiresAt: credential.expiresAt ?? null,
  lastUsedAt: credential.lastUsedAt ?? null,
  status: credential.status,
});

export const identityRecord = (result: AuditResult, ranked: RankedIdentity) => {
  const { identity, radius } = ranked;
  const exposure = ranked.exposure();
  const scopeId = (index: number): string => result.estate.scopes[index]!.id;
  return {
    id: identity.id,
    provider: identity.provider,
    kind: identity.kind,
    nature: identity.nature.is,
    natureReason: identity.nature.reason,
    name: identity.name,
    scope: identity.scope,
    owner: identity.owner ?? null,
    environment: identity.environment,
    createdAt: identity.createdAt ?? null,
    lastUsedAt: identity.lastUsedAt ?? null,
    providerOwned: identity.providerOwned,
    breakGlass: identity.breakGlass,
    agent: identity.agent,
    standing: ranked.standing,
    credentials: identity.credentials
      .toSorted((a, b) => byText(a.kind, b.kind) || byText(a.id, b.id))
      .map(credentialRecord),
    exposure: exposure.score ?? null,
    exposureParts: exposure.parts,
    unused: isUnusedIdentity(identity, Date.parse(result.estate.collectedAt), result.settings) ?? null,
    becomableBy: result.reach.becomableBy(ranked.index),
    blastRadius: {
      score: radius.score,
      proven: radius.proven,
      admin: radius.admin.map(scopeId),
      adminIf: radius.adminIf.map(({ scope, assumes }) => ({ scope: scopeId(scope), assumes })),
      identities: radius.identities,
      identitiesIf: radius.identitiesIf,
      hops: radius.hops,
      providers: radius.providers,
      path: listedPath(result, ranked).map(stepRecord),
    },
  };
};

export const findingRecord = (
  finding: Finding,
  group: string | undefined,
  history: FindingHistory | undefined,
) => ({
  fingerprint: finding.fingerprint,
  evidenceHash: finding.evidenceHash,
  rule: finding.rule,
  title: finding.title,
  owasp: finding.owasp,
  facets: finding.facets,
  severity: finding.severity,
  confidence: finding.confidence,
  identity: finding.identity,
  about: finding.about ?? [],
  scope: finding.scope,
  blastRadius: finding.blastRadius,
  evidence: finding.evidence.map(evidenceRecord),
  path: finding.path.map(stepRecord),
  fix: finding.fix,
  controls: orderedControls(finding.controls).record,
  status: finding.status,
  exception: finding.exception ?? null,
  group: group ?? null,
  state: history?.state ?? null,
  firstSeen: history?.firstSeen ?? null,
  openSince: history?.openSince ?? null,
  age: history?.age ?? null,
  due: history?.due ?? null,
  overdue: history?.overdue ?? null,
});

export const chokePointRecord = ({ step, origins, identities, identitiesProven }: ChokePoint) => ({
  ...stepRecord(step),
  origins,
  identities,
  identitiesProven,
});

export const groupRecord = ({
  id,
  title,
  cause,
  rules,
  identities,
  open,
  worst,
  members,
}: FindingGroup<GroupedFinding>) => ({
  id,
  title,
  change: cause?.label ?? null,
  kind: cause?.kind ?? 'own',
  record: cause?.source?.record ?? null,
  recordId: cause?.source?.id ?? null,
  pointer: cause?.source?.pointer ?? null,
  severity: worst?.severity ?? null,
  // In report order the first has the largest.
  blastRadius: members[0]!.blastRadius,
  rules,
  identities,
  open: open.length,
  findings: members.map(({ fingerprint }) => fingerprint),
});

/** One judged exception, as `exceptions list --format json` prints it too. */
export const exceptionRecord = ({ id, status, problems, exception, covered, location }: JudgedException) => ({
  id,
  status,
  problems,
  covers:
    exception === undefined ? null : { fingerprint: null, identity: null, rule: null, ...exception.covers },
  reason: exception?.reason ?? null,
  owner: exception?.owner ?? null,
  approver: exception?.approver ?? null,
  created: exception?.created ?? null,
  expires: exception?.expires ?? null,
  reviewEveryDays: exception?.reviewEveryDays ?? null,
  lastReviewed: exception?.lastReviewed ?? null,
  compensatingControls: exception?.compensatingControls ?? [],
  scopes: exception?.scopes ?? null,
  rotateEveryDays: exception?.rotateEveryDays ?? null,
  ticket: exception?.ticket ?? null,
  covered,
  location,
});

/** `"name": [`, one record a line, `]`. */
function* list(name: string, records: Iterable<string>): Generator<string> {
  yield `  ${jsonText(name)}: [`;
  let before = '\n    ';
  for (const record of records) {
    yield before + record;
    before = ',\n    ';
  }
  yield before === '\n    ' ? ']' : '\n  ]';
}

function* texts<T>(items: Iterable<T>, record: (item: T) => object): Generator<string> {
  for (const item of items) yield jsonText(record(item));
}

/** What stands before the lists. */
export interface ReportHead
  extends Pick<AuditResult, 'tool' | 'settings' | 'inForce'>,
    Pick<AuditResult['estate'], 'collectedAt' | 'clock'> {
  /** All identities have their paths, or only those with findings. */
  readonly allPaths: boolean;
  readonly filters: readonly string[];
}

/** The lists, in their order; each is read when the one before it was: its records as text, in order. */
export const reportLists = [
  'coverage',
  'assessments',
  'scopes',
  'identities',
  'findings',
  'groups',
  'chokePoints',
  'exceptions',
] as const;

export type ReportLists = Readonly<Record<(typeof reportLists)[number], () => Iterable<string>>>;

/** The document in pieces. */
export function* reportDocument(head: ReportHead, lists: ReportLists): Generator<string> {
  const { tool, collectedAt, clock, allPaths, filters } = head;
  yield `{\n  "schema": ${jsonText(schema)},\n`;
  yield `  "tool": ${jsonText({ name: tool.name, version: tool.version })},\n`;
  yield `  "collectedAt": ${jsonText(collectedAt)},\n`;
  yield `  "clock": ${jsonText(clockRecord(clock))},\n`;
  yield `  "paths": ${jsonText(allPaths ? 'all' : 'with-findings')},\n`;
  yield `  "inForce": ${jsonText(inForceRecord(head))},\n`;
  yield `  "filters": ${jsonText(filters)}`;
  for (const name of reportLists) {
    yield ',\n';
    yield* list(name, lists[name]());
  }
  yield '\n}\n';
}

export const coverageRecord = ({ connector, scope, source, status, detail, gives }: Coverage) => ({
  connector,
  scope,
  source,
  status,
  detail,
  gives: [...gives].sort(byText),
});

export const assessmentRecord = ({ rule, scope, status, reason }: Assessment) => ({
  rule,
  scope,
  status,
  reason,
});

export const scopeRecord = ({ id, provider, kind, name, parent, environment }: Scope) => ({
  id,
  provider,
  kind,
  name,
  parent: parent ?? null,
  environment,
});

const document = (result: AuditResult): Iterable<string> => {
  const { tool, estate, settings, inForce } = result;
  const ranking = rank(result);
  return reportDocument(
    {
      tool,
      settings,
      ...(inForce === undefined ? {} : { inForce }),
      collectedAt: estate.collectedAt,
      ...(estate.clock === undefined ? {} : { clock: estate.clock }),
      allPaths: givesAllPaths(result),
      filters: result.filter?.flags ?? [],
    },
    {
      coverage: () => texts(sortedCoverage(result.coverage), coverageRecord),
      assessments: () => texts(sortedAssessments(result.assessments), assessmentRecord),
      scopes: () =>
        texts(
          estate.scopes.toSorted((a, b) => byText(a.id, b.id)),
          scopeRecord,
        ),
      identities: () => texts(ranking.identities(), (ranked) => identityRecord(result, ranked)),
      findings: () =>
        texts(ranking.findings, (finding) =>
          findingRecord(
            finding,
            ranking.groupOf.get(finding.fingerprint),
            result.history?.findings.get(finding.fingerprint),
          ),
        ),
      groups: () => texts(ranking.groups, groupRecord),
      chokePoints: () => texts(chokePoints(result), chokePointRecord),
      exceptions: () => texts(result.exceptions ?? [], exceptionRecord),
    },
  );
};

/** The report document, `nhi-audit/report/v1`: the contract for scripts. One record a line. */
export const jsonFormat: ReportFormat = {
  id: 'json',
  title: 'the report document, for scripts',
  files: (result) => [{ name: 'report.json', text: inPieces(() => document(result)) }],
};
