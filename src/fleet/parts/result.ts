import { jsonText } from '../../../reports/inert-text.ts';
import {
  assessmentRecord,
  chokePointRecord,
  coverageRecord,
  findingRecord,
  identityRecord,
  scopeRecord,
} from '../../../reports/json.ts';
import { listedChokePoints } from '../../audit/choke-points.ts';
import { orderKeys } from '../../audit/identity-order.ts';
import { coverageRank, sortedAssessments, sortedCoverage } from '../../audit/order.ts';
import { rank } from '../../audit/ranking.ts';
import { byText } from '../../model/by-text.ts';
import { severityRank } from '../../model/finding.ts';
import type { AuditResult } from '../../model/report.ts';
import { writeLines } from './lines.ts';

/**
 * What a part adds to the report document, in the order in which the document has it, so that parts are joined line by line: a
 * line is the list that it belongs to, its key, something more, and the record as it stands in the document, with tabs
 * between them. JSON has no tabs outside of texts, and escapes them there.
 */
export const partLists = [
  'coverage',
  'assessments',
  'scopes',
  'identities',
  'findings',
  'chokePoints',
] as const;

export type PartList = (typeof partLists)[number];

/** What records are sorted by: numbers from low to high, texts by their code units. Of two of which one goes on, the shorter is first. */
export type Key = readonly (number | string)[];

export const compareKeys = (a: Key, b: Key): number => {
  for (let n = 0; n < a.length && n < b.length; n++) {
    const [one, other] = [a[n]!, b[n]!];
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    return byText(String(one), String(other));
  }
  return a.length - b.length;
};

/** What stands in front: what the document says of all parts is worked out before it is written. */
export interface PartHead {
  readonly report: string;
  readonly identities: number;
}

const line = (list: PartList, key: Key, more: unknown, record: object | null): string =>
  `${list}\t${JSON.stringify(key)}\t${JSON.stringify(more)}\t${record === null ? 'null' : jsonText(record)}\n`;

function* lines(result: AuditResult, report: string): Generator<string> {
  const { estate, reach, settings, exposure } = result;
  const head: PartHead = { report, identities: estate.identities.length };
  yield `${JSON.stringify(head)}\n`;
  for (const each of sortedCoverage(result.coverage)) {
    const { status, connector, scope, source, detail } = each;
    yield line('coverage', [coverageRank(status), connector, scope, source, detail], 0, coverageRecord(each));
  }
  for (const each of sortedAssessments(result.assessments))
    yield line('assessments', [each.rule, each.scope], 0, assessmentRecord(each));
  for (const each of estate.scopes.toSorted((a, b) => byText(a.id, b.id)))
    yield line('scopes', [each.id], 0, scopeRecord(each));

  const ranking = rank(result);
  const order = orderKeys(estate, reach, settings, exposure);
  const keyOf = (index: number): Key => [
    ...order.map(({ value }) => -value(index)),
    estate.identities[index]!.id,
  ];
  for (const ranked of ranking.identities())
    yield line('identities', keyOf(ranked.index), ranked.findings.length > 0, identityRecord(result, ranked));

  const wanted = new Set(result.findings.flatMap(({ identity, about = [] }) => [identity, ...about]));
  const places = new Map(
    [...ranking.identities()].flatMap(({ identity: { id }, index, rank: place }) =>
      wanted.has(id) ? [[id, { index, place }] as const] : [],
    ),
  );
  for (const finding of ranking.findings) {
    const { identity, about = [], severity, fingerprint, cause } = finding;
    const first = [identity, ...about]
      .flatMap((id) => places.get(id) ?? [])
      .reduce<{ readonly index: number; readonly place: number } | undefined>(
        (before, next) => (before === undefined || next.place < before.place ? next : before),
        undefined,
      );
    const key: Key = [
      ...(first === undefined ? [1] : [0, ...keyOf(first.index)]),
      -severityRank(severity),
      Number(finding.about !== undefined),
      fingerprint,
    ];
    yield line(
      'findings',
      key,
      cause ?? null,
      findingRecord(finding, ranking.groupOf.get(fingerprint), undefined),
    );
  }
  for (const candidate of reach.chokeCandidates?.(listedChokePoints) ?? []) {
    const { identities, identitiesProven, first, to, point } = candidate;
    yield line(
      'chokePoints',
      [-identities, -identitiesProven, first, to],
      point ?? null,
      point === undefined ? null : chokePointRecord(point),
    );
  }
}

/** Writes what a part adds, for `joinedReport`. @param report which one it is */
export const writePart = (result: AuditResult, report: string, path: string): void =>
  writeLines(path, () => lines(result, report));
