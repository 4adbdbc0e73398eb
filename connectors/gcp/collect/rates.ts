import type { Clock } from '../../../src/collection/pacing.ts';
import type { Bucket } from './calls.ts';

/** When requests may be sent: so many a minute of each bucket, and none while Google says to wait. */
export interface Rates {
  /** Resolves when a request of the bucket may be sent. */
  readonly turn: (bucket: Bucket) => Promise<void>;
  /** Refused for a limit, for so many milliseconds. */
  readonly pause: (bucket: Bucket, milliseconds: number) => void;
}

export interface RatesOptions {
  readonly clock: Clock;
  /** Requests a minute. */
  readonly perMinute: Readonly<Record<Bucket, number>>;
  /** Told before a wait of more than a second: until when (ISO 8601, UTC), and for which bucket. */
  readonly onWait?: ((until: string, bucket: Bucket) => void) | undefined;
}

const minute = 60_000;
const worthTelling = 1000;

export const createRates = ({ clock, perMinute, onWait }: RatesOptions): Rates => {
  /** Starts within the last minute, the oldest first. */
  const starts = new Map<Bucket, number[]>();
  const pausedUntil = new Map<Bucket, number>();
  const told = new Map<Bucket, number>();
  const freeAt = (bucket: Bucket): number => {
    const own = starts.get(bucket) ?? [];
    const now = clock.now();
    while (own.length > 0 && own[0]! <= now - minute) own.shift();
    starts.set(bucket, own);
    const full = own.length < perMinute[bucket] ? 0 : own[0]! + minute;
    return Math.max(full, pausedUntil.get(bucket) ?? 0);
  };
  return {
    turn: async (bucket) => {
      for (;;) {
        const until = freeAt(bucket);
        const wait = until - clock.now();
        if (wait <= 0) break;
        if (wait > worthTelling && until > (told.get(bucket) ?? 0)) {
          told.set(bucket, until);
          onWait?.(new Date(until).toISOString(), bucket);
        }
        await clock.sleep(wait);
      }
      starts.get(bucket)!.push(clock.now());
    },
    pause: (bucket, milliseconds) => {
      pausedUntil.set(bucket, Math.max(pausedUntil.get(bucket) ?? 0, clock.now() + milliseconds));
    },
  };
};
