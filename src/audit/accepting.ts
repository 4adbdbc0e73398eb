import type { FileInForce, InForce } from '../model/in-force.ts';

/** What exceptions accept in a run, and whether anybody asked for them. */
export interface Accepting {
  /** Findings, or changes of a gate. */
  readonly count: number;
  /** Whose entries they are. Empty: entries that came without a file. */
  readonly files: readonly FileInForce[];
  /**
   * Nobody named the list: it may have come with the pull request that is judged. With `CI=true` it counts as a finding of
   * severity high: `open`, or `allowed` by `--allow-loosened-config`.
   */
  readonly unasked: 'no' | 'open' | 'allowed';
}

/** A list that accepts nothing (all of it ended, invalid or about something else) loosens nothing. Pure. */
export const acceptingOf = (
  inForce: Pick<InForce, 'files'> | undefined,
  count: number,
  allowed: boolean = false,
): Accepting => {
  const files = inForce?.files.filter(({ role }) => role === 'exceptions') ?? [];
  const counts = count > 0 && files.some(({ foundBy }) => foundBy === 'working-directory');
  return { count, files, unasked: !counts ? 'no' : allowed ? 'allowed' : 'open' };
};
