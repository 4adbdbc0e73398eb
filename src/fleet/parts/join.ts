import { jsonText } from '../../../reports/inert-text.ts';
import { groupRecord, type ReportHead, type ReportLists, reportDocument } from '../../../reports/json.ts';
import { identitiesWithAllPaths } from '../../../reports/listed-path.ts';
import { listedChokePoints } from '../../audit/choke-points.ts';
import { type GroupedFinding, groupsOf } from '../../audit/groups.ts';
import type { Cause } from '../../model/cause.ts';
import { type Coverage, type CoverageStatus, noIdentityFound } from '../../model/coverage.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { ChokePoint } from '../../model/reach.ts';
import type { Rule } from '../../model/rule.ts';
import { chokePointsAmong } from '../../reach/choke-points.ts';
import { linesOf } from './lines.ts';
import { compareKeys, type Key, type PartHead, type PartList, partLists } from './result.ts';

interface Line {
  readonly list: PartList;
  readonly key: Key;
  /** JSON. */
  readonly more: string;
  readonly record: string;
}

const parsed = (text: string): Line => {
  const [list = '', key = '', more = '', record = ''] = text.split('\t');
  if (!partLists.includes(list as PartList)) throw new Error('a part of a report is not as it was written');
  return { list: list as PartList, key: JSON.parse(key) as Key, more, record };
};

/** A part, read from its beginning to its end, once. */
interface PartReader {
  readonly head: PartHead;
  /** The next line, where it is of that list. */
  readonly peek: (list: PartList) => Line | undefined;
  readonly next: () => void;
}

const partReader = (path: string): PartReader => {
  const lines = linesOf(path);
  const first = lines.next();
  if (first.done === true) throw new Error(`${path} is empty`);
  let line: Line | undefined;
  const next = (): void => {
    const { value, done } = lines.next();
    line = done === true ? undefined : parsed(value);
  };
  next();
  return {
    head: JSON.parse(first.value) as PartHead,
    peek: (list) => (line?.list === list ? line : undefined),
    next,
  };
};

/** Lines of one list, of all parts, in order. Where keys are equal the first part is first. */
function* mergedLines(readers: readonly PartReader[], list: PartList): Generator<Line> {
  // The smallest on top: https://en.wikipedia.org/wiki/Binary_heap
  const heap: { readonly line: Line; readonly part: number }[] = [];
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [heap[a]!, heap[b]!];
    const order = compareKeys(one.line.key, other.line.key);
    return order < 0 || (order === 0 && one.part < other.part);
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const [left, right] = [at * 2 + 1, at * 2 + 2];
      let least = at;
      if (left < heap.length && isBefore(left, least)) least = left;
      if (right < heap.length && isBefore(right, least)) least = right;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  for (const [part, { peek }] of readers.entries()) {
    const line = peek(list);
    if (line === undefined) continue;
    heap.push({ line, part });
    for (let at = heap.length - 1; at > 0 && isBefore(at, (at - 1) >> 1); at = (at - 1) >> 1)
      swap(at, (at - 1) >> 1);
  }
  while (heap.length > 0) {
    const { line, part } = heap[0]!;
    yield line;
    readers[part]!.next();
    const following = readers[part]!.peek(list);
    if (following !== undefined) heap[0] = { line: following, part };
    else {
      const last = heap.pop()!;
      if (heap.length > 0) heap[0] = last;
    }
    sink();
  }
}

/** What is known of a joined report when all of it was read. */
export interface Joined {
  readonly identities: number;
  readonly coverage: Readonly<Record<CoverageStatus, number>>;
  /** Of all that is open. */
  readonly open: ReadonlyMap<Severity, number>;
  /** Ids of scopes in which nobody was found. */
  readonly empty: readonly string[];
}

const groupedOf = ({ more, record }: Line): GroupedFinding => {
  const { fingerprint, rule, title, severity, identity, about, status, blastRadius } = JSON.parse(
    record,
  ) as Finding;
  const cause = (JSON.parse(more) as Cause | null) ?? undefined;
  return {
    fingerprint,
    rule,
    title,
    severity,
    identity,
    status,
    blastRadius,
    ...(about === undefined || about.length === 0 ? {} : { about }),
    ...(cause === undefined ? {} : { cause }),
  };
};

/** An identity of an estate so large that only those with findings are given their path. */
const withoutPath = (record: string): string => {
  const identity = JSON.parse(record) as { readonly blastRadius: object };
  return jsonText({ ...identity, blastRadius: { ...identity.blastRadius, path: [] } });
};

/**
 * The report document of all parts, as one process would write it. Of all findings a few texts are kept, for their groups; of
 * everything else one line of each part.
 * @param paths what {@link writePart} wrote
 * @returns the document, which can be read once, and what is known when it was read
 */
export const joinedReport = (
  paths: readonly string[],
  head: Omit<ReportHead, 'allPaths' | 'filters'>,
  rules: readonly Rule[],
): { readonly document: Iterable<string>; readonly read: () => Joined } => {
  const readers = paths.map(partReader);
  const identities = readers.reduce((sum, part) => sum + part.head.identities, 0);
  const allPaths = identities <= identitiesWithAllPaths;
  const coverage: Record<string, number> = {};
  const open = new Map<Severity, number>();
  const empty: string[] = [];
  const findings: GroupedFinding[] = [];

  const records = (list: PartList, note: (line: Line) => void = () => undefined) =>
    function* (): Generator<string> {
      for (const each of mergedLines(readers, list)) {
        note(each);
        yield each.record;
      }
    };
  const lists: ReportLists = {
    coverage: records('coverage', ({ record }) => {
      const { status, source, scope } = JSON.parse(record) as Pick<Coverage, 'status' | 'source' | 'scope'>;
      if (source === noIdentityFound) empty.push(scope);
      coverage[status] = (coverage[status] ?? 0) + 1;
    }),
    assessments: records('assessments'),
    scopes: records('scopes'),
    *identities() {
      for (const { more, record } of mergedLines(readers, 'identities')) {
        yield allPaths || more === 'true' ? record : withoutPath(record);
      }
    },
    findings: records('findings', (each) => {
      const finding = groupedOf(each);
      findings.push(finding);
      if (finding.status !== 'accepted') open.set(finding.severity, (open.get(finding.severity) ?? 0) + 1);
    }),
    *groups() {
      for (const group of groupsOf(findings, rules)) yield jsonText(groupRecord(group));
    },
    *chokePoints() {
      const candidates: { readonly point: ChokePoint | undefined; readonly record: string }[] = [];
      for (const { more, record } of mergedLines(readers, 'chokePoints'))
        candidates.push({ point: (JSON.parse(more) as ChokePoint | null) ?? undefined, record });
      const points = chokePointsAmong(candidates, listedChokePoints);
      for (const { point, record } of candidates)
        if (point !== undefined && points.includes(point)) yield record;
    },
    exceptions: () => [],
  };
  return {
    document: reportDocument({ ...head, allPaths, filters: [] }, lists),
    read: () => ({ identities, coverage: coverage as Joined['coverage'], open, empty }),
  };
};
