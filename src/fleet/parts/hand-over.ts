import type { Coverage } from '../../model/coverage.ts';
import type { Entitlement } from '../../model/entitlement.ts';
import type { Estate } from '../../model/estate.ts';
import type { Finding } from '../../model/finding.ts';
import type { PrivilegeProfile } from '../../model/grant.ts';
import type { Identity } from '../../model/identity.ts';
import type { AuditResult } from '../../model/report.ts';
import type { Assessment } from '../../model/rule.ts';
import type { Scope, Service } from '../../model/scope.ts';
import type { EdgeReason, TakeoverGroup, Technique } from '../../model/takeover.ts';
import { linesOf, writeLines } from './lines.ts';

/** A judged part, as another process goes on from it: all that a report of any kind is made of. */
export interface HandedOver {
  readonly estate: Estate;
  readonly findings: readonly Finding[];
  readonly assessments: readonly Assessment[];
  readonly coverage: readonly Coverage[];
}

/** What a line holds, by the word that it begins with. */
interface Lines {
  readonly scope: Scope;
  readonly service: Service;
  readonly identity: Identity;
  readonly profile: PrivilegeProfile;
  readonly group: TakeoverGroup;
  readonly technique: Technique;
  readonly reason: EdgeReason;
  /** So many edges, column by column. */
  readonly edges: readonly [
    from: readonly number[],
    to: readonly number[],
    technique: readonly number[],
    reason: readonly number[],
  ];
  /** A document: positions of its statements, and what they say. */
  readonly document: readonly (readonly [at: number, says: number])[];
  readonly entitlements: readonly Entitlement[];
  readonly finding: Finding;
  readonly assessment: Assessment;
  readonly coverage: Coverage;
  readonly head: {
    readonly report: string;
    readonly documents: number;
    readonly estate: Pick<Estate, 'collectedAt' | 'clock'>;
  };
}

const edgesOfLine = 4096;

const line = <Kind extends keyof Lines>(kind: Kind, value: Lines[Kind]): string =>
  `${kind}\t${JSON.stringify(value)}\n`;

function* edgeLines({ from, to, technique, reason }: Estate['takeover']): Generator<string> {
  for (let start = 0; start < from.length; start += edgesOfLine) {
    const some = (column: Uint16Array | Uint32Array): readonly number[] => [
      ...column.subarray(start, start + edgesOfLine),
    ];
    yield line('edges', [some(from), some(to), some(technique), some(reason)]);
  }
}

function* documentLines({ documents, takeover: { statementsOf } }: Estate): Generator<string> {
  if (statementsOf === undefined) return;
  const known = new Map<string, number>();
  for (let document = 0; document < documents; document += 1)
    yield line(
      'document',
      statementsOf(document).map(({ at, says }) => {
        const place = known.get(says) ?? known.size;
        known.set(says, place);
        return [at, place] as const;
      }),
    );
}

function* lines({ estate, findings, assessments, coverage }: AuditResult, report: string): Generator<string> {
  const { collectedAt, clock, documents, takeover } = estate;
  yield line('head', {
    report,
    documents,
    estate: { collectedAt, ...(clock === undefined ? {} : { clock }) },
  });
  for (const each of estate.scopes) yield line('scope', each);
  for (const each of estate.services) yield line('service', each);
  for (const each of estate.identities) yield line('identity', each);
  for (const each of estate.profiles) yield line('profile', each);
  for (const each of takeover.groups) yield line('group', each);
  for (const each of takeover.techniques) yield line('technique', each);
  for (const each of takeover.reasons) yield line('reason', each);
  yield* edgeLines(takeover);
  yield* documentLines(estate);
  if (estate.entitlements !== undefined)
    for (const index of estate.identities.keys()) yield line('entitlements', estate.entitlements(index));
  for (const each of findings) yield line('finding', each);
  for (const each of assessments) yield line('assessment', each);
  for (const each of coverage) yield line('coverage', each);
}

/** Writes all that is known of a judged part. @param report which one it is */
export const writeHandOver = (result: AuditResult, report: string, path: string): void =>
  writeLines(path, () => lines(result, report));

/** Where statements of other documents say the same as one. */
const sameStatements =
  (documents: readonly Lines['document'][]): Estate['takeover']['sameStatement'] =>
  ({ document, statement }, other) => {
    const says = documents[document]?.find(([at]) => at === statement)?.[1];
    return says === undefined ? undefined : documents[other]?.find((candidate) => candidate[1] === says)?.[0];
  };

/** Reads what {@link writeHandOver} wrote. Entitlements are kept as text until somebody asks for them. */
export const readHandOver = (path: string): HandedOver => {
  const found: { [Kind in keyof Lines]: Lines[Kind][] } = {
    scope: [],
    service: [],
    identity: [],
    profile: [],
    group: [],
    technique: [],
    reason: [],
    edges: [],
    document: [],
    entitlements: [],
    finding: [],
    assessment: [],
    coverage: [],
    head: [],
  };
  const entitlements: string[] = [];
  for (const text of linesOf(path)) {
    const tab = text.indexOf('\t');
    const kind = text.slice(0, tab);
    if (!Object.hasOwn(found, kind)) throw new Error('a part of a report is not as it was written');
    if (kind === 'entitlements') entitlements.push(text.slice(tab + 1));
    else (found[kind as keyof Lines] as unknown[]).push(JSON.parse(text.slice(tab + 1)));
  }
  const [head] = found.head;
  if (head === undefined) throw new Error('a part of a report has no head');
  const column = (which: 0 | 1 | 2 | 3): readonly number[] => found.edges.flatMap((each) => each[which]);
  const estate: Estate = {
    ...head.estate,
    scopes: found.scope,
    services: found.service,
    identities: found.identity,
    profiles: found.profile,
    documents: head.documents,
    takeover: {
      groups: found.group,
      techniques: found.technique,
      reasons: found.reason,
      from: Uint32Array.from(column(0)),
      to: Uint32Array.from(column(1)),
      technique: Uint16Array.from(column(2)),
      reason: Uint32Array.from(column(3)),
      ...(found.document.length === 0 ? {} : { sameStatement: sameStatements(found.document) }),
    },
    ...(entitlements.length === 0
      ? {}
      : { entitlements: (index) => JSON.parse(entitlements[index]!) as readonly Entitlement[] }),
    coverage: found.coverage,
  };
  return { estate, findings: found.finding, assessments: found.assessment, coverage: found.coverage };
};
