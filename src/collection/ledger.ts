import type { CoverageStatus } from '../model/coverage.ts';
import type { Failure } from './failure.ts';

/**
 * How far each call came in one scope. A call is made for thousands of things there: coverage has one line for it, with
 * the reasons and how often each.
 */
export interface Ledger {
  readonly answered: (call: string, entries: number) => void;
  /** An entry did not have the shape of the API and was left out. */
  readonly malformed: (call: string) => void;
  /** @param where the thing that was asked about; empty: the scope itself */
  readonly failed: (call: string, failure: Failure, where: string) => void;
  /** Why it was not made at all, or not everywhere. */
  readonly skipped: (call: string, why: string) => void;
  /** Something that the reader should know, although the call answered. `partial`: data are missing. */
  readonly remark: (call: string, remark: string, partial: boolean) => void;
  /** Never answered, and known to be refused everywhere: it would be refused again for each of thousands. */
  readonly hopeless: (call: string) => boolean;
  /** Why nothing more is asked at all: the credential was refused a few times in a row. */
  readonly ended: () => Failure | undefined;
  readonly entries: (call: string) => number;
  readonly outcome: (call: string) => CallOutcome | undefined;
}

export interface CallOutcome {
  readonly status: CoverageStatus;
  readonly detail: string;
}

interface Tally {
  answered: number;
  entries: number;
  malformed: number;
  failed: number;
  /** Reason to the places where it was given. */
  readonly failures: Map<string, { readonly failure: Failure; readonly where: string[]; count: number }>;
  readonly skipped: Set<string>;
  readonly remarks: Map<string, boolean>;
}

const refusalsUntilStop = 3;
const mostNamed = 3;
const mostReasons = 3;

const named = (where: readonly string[], count: number): string => {
  const names = [...where].sort().slice(0, mostNamed);
  if (names.length === 0) return '';
  const more = count - names.length;
  return ` (${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
};

const isHopeless = ({ answered, failures }: Tally): boolean =>
  answered === 0 &&
  [...failures.values()].reduce((sum, { failure, count }) => sum + (failure.everywhere ? count : 0), 0) >=
    refusalsUntilStop;

const outcomeOf = (tally: Tally, api: string): CallOutcome => {
  const { answered, failed, malformed, failures, skipped, remarks } = tally;
  const reasons = [...failures.values()].sort((a, b) => b.count - a.count);
  const told = reasons
    .slice(0, mostReasons)
    .map(({ failure, where, count }) => `${failure.reason}${named(where, count)}`);
  if (reasons.length > mostReasons) told.push(`and ${reasons.length - mostReasons} more reasons`);
  const notes = [...skipped, ...remarks.keys()].sort();
  if (isHopeless(tally))
    notes.push('the credential lacks the permission everywhere, so the rest was not asked for');
  if (malformed > 0) {
    notes.push(
      `${malformed} ${malformed === 1 ? 'entry' : 'entries'} did not have the shape of the ${api} API and were left out`,
    );
  }
  if (failed > 0 && answered === 0) {
    const statuses = new Set(reasons.map(({ failure }) => failure.status));
    const [only] = statuses;
    return {
      status: statuses.size === 1 && only !== undefined ? only : 'partial',
      detail: [...told, ...notes].join('; '),
    };
  }
  if (failed > 0) {
    const share = `${answered} of ${answered + failed} answered`;
    return { status: 'partial', detail: [share, ...told, ...notes].join('; ') };
  }
  if (answered === 0 && skipped.size > 0) return { status: 'skipped', detail: notes.join('; ') };
  const missing = malformed > 0 || skipped.size > 0 || [...remarks.values()].includes(true);
  return { status: missing ? 'partial' : 'complete', detail: notes.join('; ') };
};

/** @param api whose API it is: `GitHub` */
export const createLedger = (api: string): Ledger => {
  const tallies = new Map<string, Tally>();
  let refused = 0;
  let end: Failure | undefined;
  const tallyOf = (call: string): Tally => {
    const known = tallies.get(call);
    if (known !== undefined) return known;
    const fresh: Tally = {
      answered: 0,
      entries: 0,
      malformed: 0,
      failed: 0,
      failures: new Map(),
      skipped: new Set(),
      remarks: new Map(),
    };
    tallies.set(call, fresh);
    return fresh;
  };
  return {
    answered: (call, entries) => {
      refused = 0;
      const tally = tallyOf(call);
      tally.answered += 1;
      tally.entries += entries;
    },
    malformed: (call) => {
      tallyOf(call).malformed += 1;
    },
    failed: (call, failure, where) => {
      const tally = tallyOf(call);
      tally.failed += 1;
      if (failure.ends === true) {
        refused += 1;
        if (refused >= refusalsUntilStop) end = failure;
      }
      const key = `${failure.status} ${failure.reason}`;
      const same = tally.failures.get(key) ?? { failure, where: [], count: 0 };
      same.count += 1;
      // A few names will do; thousands would only fill memory.
      if (where !== '' && same.where.length < 100) same.where.push(where);
      tally.failures.set(key, same);
    },
    skipped: (call, why) => {
      tallyOf(call).skipped.add(why);
    },
    remark: (call, remark, partial) => {
      const { remarks } = tallyOf(call);
      remarks.set(remark, partial || remarks.get(remark) === true);
    },
    hopeless: (call) => {
      const tally = tallies.get(call);
      return tally !== undefined && isHopeless(tally);
    },
    ended: () => end,
    entries: (call) => tallies.get(call)?.entries ?? 0,
    outcome: (call) => {
      const tally = tallies.get(call);
      return tally === undefined ? undefined : outcomeOf(tally, api);
    },
  };
};
