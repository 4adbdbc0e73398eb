import { assessmentsByScope } from '../model/assessment.ts';
import type { FindingState } from '../model/history.ts';
import { append } from '../model/many.ts';
import type { Scope } from '../model/scope.ts';
import {
  couldSee,
  daysBetween,
  type FindingSubject,
  type Life,
  notSeen,
  type ScanView,
  type Sighting,
  seen,
} from './life.ts';

/** Lives of findings from what scans said: one after the other in the order of their times, whoever added them when. */

/** A scan as far as states rest on it. */
export interface ReplayedScan {
  readonly scan: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Id. */
  readonly series: string;
  /** By number of the finding. */
  readonly sightings: ReadonlyMap<number, Sighting>;
  readonly view: ScanView;
}

export interface Transition {
  readonly finding: number;
  readonly scan: number;
  readonly state: FindingState;
  /** Whole days since it was open then. */
  readonly age: number;
}

export interface Figure {
  readonly scan: number;
  readonly state: FindingState;
  readonly severity: string;
  readonly findings: number;
  /** Days, summed up. */
  readonly age: number;
}

/** What a finding is about, by number. */
export type SubjectOf = (finding: number) => FindingSubject;

/** What one scan changes. `lives` are those that it makes other than they were, by number of the finding. */
export const step = (
  lives: ReadonlyMap<number, Life>,
  scan: ReplayedScan,
  subjectOf: SubjectOf,
): { readonly lives: ReadonlyMap<number, Life>; readonly transitions: readonly Transition[] } => {
  const changed = new Map<number, Life>();
  const transitions: Transition[] = [];
  const put = (finding: number, before: Life | undefined, after: Life): void => {
    if (after === before) return;
    changed.set(finding, after);
    if (after.state !== before?.state)
      transitions.push({
        finding,
        scan: scan.scan,
        state: after.state,
        age: daysBetween(after.openSince, scan.at),
      });
  };
  for (const [finding, sighting] of scan.sightings) {
    const before = lives.get(finding);
    put(finding, before, seen(before, sighting, scan));
  }
  for (const [finding, life] of lives) {
    if (life.state === 'fixed' || scan.sightings.has(finding)) continue;
    const could = couldSee(subjectOf(finding), life, scan.view);
    if (could !== undefined) put(finding, life, notSeen(life, could, scan));
  }
  return { lives: changed, transitions };
};

/** What is known of all findings after a scan, by state and severity. */
export const figuresOf = (lives: Iterable<Life>, scan: number, at: string): readonly Figure[] => {
  const sums = new Map<string, Figure>();
  for (const { state, severity, openSince } of lives) {
    const key = `${state} ${severity}`;
    const sum = sums.get(key) ?? { scan, state, severity, findings: 0, age: 0 };
    sums.set(key, { ...sum, findings: sum.findings + 1, age: sum.age + daysBetween(openSince, at) });
  }
  return [...sums.values()];
};

export interface Replayed {
  readonly lives: ReadonlyMap<number, Life>;
  readonly transitions: readonly Transition[];
  readonly figures: readonly Figure[];
}

/** All scans, in the order of their times. @param begun what was known before the first of them */
export const replay = (
  scans: Iterable<ReplayedScan>,
  subjectOf: SubjectOf,
  begun: ReadonlyMap<number, Life> = new Map(),
): Replayed => {
  const lives = new Map(begun);
  const transitions: Transition[] = [];
  const figures: Figure[] = [];
  for (const scan of scans) {
    const stepped = step(lives, scan, subjectOf);
    for (const [finding, life] of stepped.lives) lives.set(finding, life);
    append(transitions, stepped.transitions);
    append(figures, figuresOf(lives.values(), scan.scan, scan.at));
  }
  return { lives, transitions, figures };
};

/** What a scan looked at, by its scopes and by what it said of its rules. @param unjudged rules that could not be judged, by identity */
export const viewOf = (
  series: string,
  scopes: readonly Pick<Scope, 'id' | 'parent'>[],
  judgements: readonly { readonly rule: string; readonly scope: string; readonly status: string }[],
  unjudged: ReadonlyMap<string, readonly string[]>,
): ScanView => {
  const ids = new Set(scopes.map(({ id }) => id));
  const find = assessmentsByScope(judgements, scopes);
  return {
    series,
    hasScope: (scope) => ids.has(scope),
    judged: (rule, scope) => find(rule, scope)?.status,
    isUnknown: (rule, identity) => unjudged.get(identity)?.includes(rule) === true,
  };
};
