import { chokePoints } from '../src/audit/choke-points.ts';
import type { FindingGroup } from '../src/audit/groups.ts';
import { isUnusedIdentity } from '../src/audit/identity-order.ts';
import { sortedAssessments, sortedCoverage } from '../src/audit/order.ts';
import type { RankedIdentity } from '../src/audit/ranking.ts';
import { rank } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import type { Credential } from '../src/model/credential.ts';
import type { Evidence } from '../src/model/evidence.ts';
import type { JudgedException } from '../src/model/exception.ts';
import type { Finding, PathStep } from '../src/model/finding.ts';
import type { FindingHistory } from '../src/model/history.ts';
import type { ChokePoint } from '../src/model/reach.ts';
import type { AuditResult } from '../src/model/report.ts';
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

const chokePointRecord = ({ step, origins, identities, identitiesProven }: ChokePoint) => ({
  ...stepRecord(step),
  origins,
  identities,
  identitiesProven,
});

const groupRecord = ({ id, title, cause, rules, identities, open, worst, members }: FindingGroup) => ({
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
function* list<T>(name: string, items: Iterable<T>, record: (item: T) => object): Generator<string> {
  yield `  ${jsonText(name)}: [`;
  let before = '\n    ';
  for (const item of items) {
    yield before + jsonText(record(item));
    before = ',\n    ';
  }
  yield before === '\n    ' ? ']' : '\n  ]';
}

function* document(result: AuditResult): Generator<string> {
  const { tool, estate } = result;
  const ranking = rank(result);
  yield `{\n  "schema": ${jsonText(schema)},\n`;
  yield `  "tool": ${jsonText({ name: tool.name, version: tool.version })},\n`;
  yield `  "collectedAt": ${jsonText(estate.collectedAt)},\n`;
  yield `  "clock": ${jsonText(clockRecord(estate.clock))},\n`;
  yield `  "paths": ${jsonText(givesAllPaths(result) ? 'all' : 'with-findings')},\n`;
  yield `  "inForce": ${jsonText(inForceRecord(result))},\n`;
  yield `  "filters": ${jsonText(result.filter?.flags ?? [])},\n`;
  yield* list(
    'coverage',
    sortedCoverage(result.coverage),
    ({ connector, scope, source, status, detail, gives }) => ({
      connector,
      scope,
      source,
      status,
      detail,
      gives: [...gives].sort(byText),
    }),
  );
  yield ',\n';
  yield* list('assessments', sortedAssessments(result.assessments), ({ rule, scope, status, reason }) => ({
    rule,
    scope,
    status,
    reason,
  }));
  yield ',\n';
  yield* list(
    'scopes',
    estate.scopes.toSorted((a, b) => byText(a.id, b.id)),
    ({ id, provider, kind, name, parent, environment }) => ({
      id,
      provider,
      kind,
      name,
      parent: parent ?? null,
      environment,
    }),
  );
  yield ',\n';
  yield* list('identities', ranking.identities(), (ranked) => identityRecord(result, ranked));
  yield ',\n';
  yield* list('findings', ranking.findings, (finding) =>
    findingRecord(
      finding,
      ranking.groupOf.get(finding.fingerprint),
      result.history?.findings.get(finding.fingerprint),
    ),
  );
  yield ',\n';
  yield* list('groups', ranking.groups, groupRecord);
  yield ',\n';
  yield* list('chokePoints', chokePoints(result), chokePointRecord);
  yield ',\n';
  yield* list('exceptions', result.exceptions ?? [], exceptionRecord);
  yield '\n}\n';
}

/** The report document, `nhi-audit/report/v1`: the contract for scripts. One record a line. */
export const jsonFormat: ReportFormat = {
  id: 'json',
  title: 'the report document, for scripts',
  files: (result) => [{ name: 'report.json', text: inPieces(() => document(result)) }],
};
