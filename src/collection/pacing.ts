/**
 * When requests may be sent to a provider that limits them. While one has to wait, all of its kind wait: whoever goes on
 * asking may be banned. A provider's own file reads its answers and says here what they mean.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects when the collection is interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What is left of one of the provider's budgets: `core`, `graphql`… */
export interface Budget {
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601, UTC. */
  readonly resetAt: string;
}

export interface PacingOptions {
  readonly clock: Clock;
  /** Least time between the starts of two requests, in milliseconds. */
  readonly spacing: number;
  /** Told before a wait: until when (ISO 8601, UTC), and why. */
  readonly onWait?: ((until: string, why: string) => void) | undefined;
}

export interface Pacing {
  /** Resolves when a request of the resource may be sent. */
  readonly turn: (resource: string) => Promise<void>;
  /** Nothing of the resource is sent before: milliseconds since 1970. */
  readonly pause: (resource: string, until: number) => void;
  /** Refused without a time: nothing is sent for a minute, and twice as long each time after. */
  readonly backOff: () => void;
  /** An answer came that was not refused. */
  readonly answered: () => void;
  readonly remember: (budget: Budget) => void;
  readonly budgets: () => readonly Budget[];
}

/** Stands for every resource. */
export const everyResource = '*';

const minute = 60_000;
const longestBackoff = 16 * minute;

export const createPacing = ({ clock, spacing, onWait }: PacingOptions): Pacing => {
  const budgets = new Map<string, Budget>();
  /** Resource to the time before which nothing is sent. */
  const pausedUntil = new Map<string, number>();
  let backoffs = 0;
  let nextStart = 0;
  /** So that a hundred waiting requests say it once. */
  let told = 0;
  const pause = (resource: string, until: number): void => {
    pausedUntil.set(resource, Math.max(pausedUntil.get(resource) ?? 0, until));
  };
  return {
    turn: async (resource) => {
      for (;;) {
        const until = Math.max(
          pausedUntil.get(resource) ?? 0,
          pausedUntil.get(everyResource) ?? 0,
          nextStart,
        );
        const wait = until - clock.now();
        if (wait <= 0) break;
        if (wait > spacing && until > told) {
          told = until;
          onWait?.(new Date(until).toISOString(), 'rate limit');
        }
        await clock.sleep(wait);
      }
      nextStart = clock.now() + spacing;
    },
    pause,
    backOff: () => {
      pause(everyResource, clock.now() + Math.min(minute * 2 ** backoffs, longestBackoff));
      backoffs += 1;
    },
    answered: () => {
      backoffs = 0;
    },
    remember: (budget) => {
      const known = budgets.get(budget.resource);
      // Answers overtake each other: of one period the lowest counts.
      if (known?.resetAt === budget.resetAt && known.remaining < budget.remaining) return;
      budgets.set(budget.resource, budget);
    },
    budgets: () => [...budgets.values()].sort((a, b) => (a.resource < b.resource ? -1 : 1)),
  };
};
