import { type RankedIdentity, rank } from '../../src/audit/ranking.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { coverageGaps, hasVerdict, isComplete } from '../completeness.ts';
import { inForceSentences } from '../in-force.ts';
import { shellWord } from '../inert-text.ts';
import type { TextOptions } from '../report-format.ts';
import { pageChanges } from './changes.ts';
import { detailContext, detailOf } from './detail.ts';
import { identityColumns } from './identities.ts';
import { chokeRows, coverageRows, exceptionRow, groupRow, ruleRows } from './lists.ts';
import type { Detail, GraphData, PageData, StartView } from './page-data.ts';
import { pagePlan } from './plan.ts';
import { scopeGraphs } from './scope-graphs.ts';
import { scopesOf } from './scopes.ts';
import { totalsOf } from './totals.ts';
import { pageTrend } from './trend.ts';

/** What one file holds at most: 100,000 identities stay below 25 MB. The rest lies in the CSV, and the page says so. */
export const limits = {
  identities: 100_000,
  groups: 2_000,
  /** Identities with details, and characters of these. */
  details: 1_000,
  detailCharacters: 16_000_000,
} as const;

/** Identities whose details are unpacked together. */
export const detailsPerBlock = 25;

/** The parts of the page; each is made when it is asked for. */
export interface PageBlocks {
  readonly main: (firstWithoutDetails: number) => PageData;
  readonly graph: () => GraphData;
  /** One for each identity, in report order. */
  readonly details: () => Iterable<Detail>;
}

const ownFlag = /^--[a-z]+(?:-[a-z]+)*$/;

const againOf = ({ sourceArguments = [] }: TextOptions): string =>
  // Our own flags need no quotes; a file whose name begins like one does.
  sourceArguments.map((word) => (ownFlag.test(word) ? word : (shellWord(word) ?? 'FILE'))).join(' ');

function* first<T>(items: Iterable<T>, most: number): Generator<T> {
  if (most === 0) return;
  let count = 0;
  for (const item of items) {
    yield item;
    if (++count === most) return;
  }
}

/** A result as the page has it. */
export const pageBlocks = (result: AuditResult, options: TextOptions, start: StartView): PageBlocks => {
  const ranking = rank(result);
  const { estate, tool } = result;
  const shown = (): Iterable<RankedIdentity> => ranking.identities();
  return {
    main: (firstWithout) => {
      const rows = [...first(shown(), limits.identities)];
      const { columns, found } = identityColumns(result, rows);
      const totals = totalsOf(result, ranking, shown());
      return {
        tool: { name: tool.name, version: tool.version },
        collectedAt: estate.collectedAt,
        clock: estate.clock?.says ?? '',
        providers: result.providers,
        inForce: inForceSentences(result),
        verdict: { read: hasVerdict(result), complete: isComplete(result) },
        left: {
          identities: totals.identities - rows.length,
          firstWithout,
          groups: Math.max(0, ranking.groups.length - limits.groups),
        },
        detailsPerBlock,
        ...scopesOf(result),
        found,
        rules: ruleRows(result, ranking),
        identities: columns,
        totals,
        groups: ranking.groups.slice(0, limits.groups).map(groupRow),
        coverage: coverageRows(result),
        gaps: coverageGaps(result),
        exceptions: result.exceptions?.map(exceptionRow) ?? null,
        chokePoints: chokeRows(result),
        changes: pageChanges(result),
        plan: pagePlan(result),
        trend: pageTrend(result),
        start,
        again: againOf(options),
      };
    },
    graph: () => scopeGraphs(result),
    *details() {
      const context = detailContext(result);
      for (const ranked of first(shown(), limits.details)) yield detailOf(context, ranked);
    },
  };
};
