import type { FindingState } from '../model/history.ts';

/** What became of one finding until some scan: the state machine of a history, apart from where it is kept. */
export interface Life {
  readonly state: FindingState;
  readonly severity: string;
  /** Times of scans, ISO 8601, UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Since when it was there without having been fixed. */
  readonly openSince: string;
  /** Absent: it is not fixed. */
  readonly fixedAt?: string;
  /** Further scopes that its path crossed when it was last seen, by id. */
  readonly rests: readonly string[];
  /** Ids of the series that have seen it, sorted. */
  readonly series: readonly string[];
}

/** A scan that found it. */
export interface Sighting {
  readonly status: string;
  readonly severity: string;
  readonly rests: readonly string[];
}

/** When a scan was, and what it was of. */
export interface ScanTime {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly series: string;
}

const day = 86_400_000;

/** Whole days from one time to another, never negative. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / day));

/** What a finding that is there is called, by what it was called before. */
const seenAgain: Readonly<Record<FindingState, FindingState>> = {
  new: 'open',
  open: 'open',
  reopened: 'open',
  accepted: 'open',
  unseen: 'open',
  fixed: 'reopened',
};

/** A scan that found it. @param life absent: no scan did before */
export const seen = (life: Life | undefined, sighting: Sighting, { at, series }: ScanTime): Life => {
  const { status, severity, rests } = sighting;
  const plain = life === undefined ? 'new' : seenAgain[life.state];
  return {
    state: status === 'accepted' ? 'accepted' : plain,
    severity,
    firstSeen: life?.firstSeen ?? at,
    lastSeen: at,
    openSince: life === undefined || life.state === 'fixed' ? at : life.openSince,
    rests,
    series: life?.series.includes(series) ? life.series : [...(life?.series ?? []), series].sort(),
  };
};

/** A scan that did not find it: whether it could have. */
export const notSeen = (life: Life, could: 'absent' | 'unseen', { at }: ScanTime): Life => {
  // What is fixed stays so until it is found again.
  if (life.state === 'fixed') return life;
  if (could === 'absent') return { ...life, state: 'fixed', fixedAt: at };
  return life.state === 'unseen' ? life : { ...life, state: 'unseen' };
};

const full = 'assessed';

/** What a scan looked at. */
export interface ScanView {
  readonly series: string;
  readonly hasScope: (scope: string) => boolean;
  /** Whether a rule could be judged in a scope: `assessed`, or something less; undefined: it was not run there. */
  readonly judged: (rule: string, scope: string) => string | undefined;
  /** Whether what a rule must know of an identity was not known of it. */
  readonly isUnknown: (rule: string, identity: string) => boolean;
}

/** What a finding is about, by ids. */
export interface FindingSubject {
  readonly rule: string;
  readonly identity: string;
  readonly scope: string;
}

/**
 * Whether a scan that has not found a finding could have: its rule was judged in its scope and in all scopes that its path crossed.
 * A scope that is gone from what a series covers was not looked at: a permission that was lost looks the same as a scope that was
 * removed. Undefined: the scan was of something else, and says nothing.
 */
export const couldSee = (
  { rule, identity, scope }: FindingSubject,
  { rests, series }: Pick<Life, 'rests' | 'series'>,
  view: ScanView,
): 'absent' | 'unseen' | undefined => {
  // Where a scan tried to look, and nothing was there for it to see, what it is of is another series: the scope is not in it.
  if (!view.hasScope(scope))
    return series.includes(view.series) || view.judged(rule, scope) !== undefined ? 'unseen' : undefined;
  // A rule that is about one provider is not run in the scopes of another that a path crosses.
  const crossed = rests.every((each) => view.hasScope(each) && (view.judged(rule, each) ?? full) === full);
  const looked = view.judged(rule, scope) === full && !view.isUnknown(rule, identity);
  return looked && crossed ? 'absent' : 'unseen';
};
