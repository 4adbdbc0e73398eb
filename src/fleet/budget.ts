import { setTimeout as wait } from 'node:timers/promises';
import type { FleetDatabase } from './database.ts';
import { schema } from './tables.ts';

/** Calls a minute that all workers share. */
export interface SharedBudget {
  /** Resolves when one call may be made. */
  readonly turn: () => Promise<void>;
  /** The provider refused for its limit: nobody asks for so many seconds. */
  readonly throttled: (seconds: number) => void;
}

export interface BudgetOptions {
  readonly name: string;
  readonly perMinute: number;
  readonly signal: AbortSignal;
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/**
 * A line of moments in the database, each for one call. A worker takes a second's worth at once and spreads its calls over
 * it, so that ten workers ask no faster than one may, and the database is asked once a second. What a worker took and
 * never used is lost, no more.
 */
export const sharedBudget = ({ rows }: FleetDatabase, options: BudgetOptions): SharedBudget => {
  const { name, perMinute, signal, now = Date.now } = options;
  const sleep = options.sleep ?? ((milliseconds) => wait(milliseconds, undefined, { signal }));
  const step = 60_000 / perMinute;
  const atOnce = Math.max(1, Math.floor(perMinute / 60));
  let left = 0;
  let next = 0;
  let line: Promise<void> = Promise.resolve();
  const take = async (): Promise<void> => {
    const span = atOnce * step;
    const [row] = await rows<{ readonly wait: string }>(
      `INSERT INTO ${schema}.budget AS known (name, next_at) VALUES ($1, clock_timestamp() + $2 * interval '1 ms')
       ON CONFLICT (name) DO UPDATE SET next_at = greatest(known.next_at, clock_timestamp()) + $2 * interval '1 ms'
       RETURNING extract(epoch FROM (next_at - clock_timestamp())) * 1000 - $2 AS wait`,
      [name, span],
    );
    left = atOnce;
    next = now() + Math.max(0, Number(row?.wait ?? 0));
  };
  const oneTurn = async (): Promise<void> => {
    signal.throwIfAborted();
    // Moments that passed while nobody asked are not kept: they would all be used at once.
    if (left === 0 || now() - next > 1000) await take();
    left -= 1;
    const due = next;
    next += step;
    const milliseconds = due - now();
    if (milliseconds > 0) await sleep(milliseconds);
  };
  return {
    turn: () => {
      const turn = line.then(oneTurn);
      line = turn.catch(() => undefined);
      return turn;
    },
    throttled: (seconds) => {
      left = 0;
      line = line
        .then(() =>
          rows(
            `INSERT INTO ${schema}.budget AS known (name, next_at) VALUES ($1, clock_timestamp() + $2 * interval '1 s')
             ON CONFLICT (name) DO UPDATE SET next_at = greatest(known.next_at, EXCLUDED.next_at)`,
            [name, seconds],
          ),
        )
        .then(
          () => {
            left = 0;
          },
          () => undefined,
        );
    },
  };
};
