/**
 * GitHub's rate limits, in the order that it documents: `retry-after`; then, with nothing left, the time of reset; else a
 * minute, and twice as long each time after. While one request has to wait, all of its kind wait: whoever goes on asking may be banned.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects when the collection is interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What is left of one of GitHub's budgets: `core`, `graphql`… */
export interface Budget {
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601, UTC. */
  readonly resetAt: string;
}

export interface LimitOptions {
  readonly clock: Clock;
  /** Least time between the starts of two requests, in milliseconds: GitHub allows 900 points a minute. */
  readonly spacing: number;
  /** Told before a wait: until when (ISO 8601, UTC), and why. */
  readonly onWait?: ((until: string, why: string) => void) | undefined;
}

export interface Limits {
  /** Resolves when a request of the resource may be sent. */
  readonly turn: (resource: string) => Promise<void>;
  /** Looks at an answer. `true`: it was refused for a limit, and is worth another attempt after `turn`. */
  readonly note: (resource: string, answer: LimitedAnswer) => boolean;
  readonly budgets: () => readonly Budget[];
}

export interface LimitedAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** The body, where the status is 403 or 429 or the body names a GraphQL error; else empty. */
  readonly text: string;
}

const minute = 60_000;
/** Longest wait of the exponential kind. */
const longestBackoff = 16 * minute;
/** `retry-after` and reset are whole seconds: one more, so that a clock a little fast is no trouble. */
const margin = 1000;

const wholeNumber = (value: string | null): number | undefined =>
  value !== null && /^\d{1,12}$/.test(value) ? Number(value) : undefined;

const secondary = /secondary rate limit|abuse detection/i;
const primary = /rate limit exceeded/i;
const graphqlLimited = /"type"\s*:\s*"RATE_LIMITED"/;

/** Whether an answer is a refusal for a limit: a 403 is more often one for a missing permission. */
export const isLimited = ({ status, header, text }: LimitedAnswer): boolean => {
  if (status === 429) return true;
  if (status === 200) return graphqlLimited.test(text);
  return (
    status === 403 &&
    (header('retry-after') !== null ||
      header('x-ratelimit-remaining') === '0' ||
      secondary.test(text) ||
      primary.test(text))
  );
};

export const createLimits = ({ clock, spacing, onWait }: LimitOptions): Limits => {
  const budgets = new Map<string, Budget>();
  /** Resource, or `*` for all, to the time before which nothing is sent. */
  const pausedUntil = new Map<string, number>();
  let backoffs = 0;
  let nextStart = 0;
  /** `told`: so that a hundred waiting requests say it once. */
  let told = 0;

  const pause = (resource: string, until: number): void => {
    pausedUntil.set(resource, Math.max(pausedUntil.get(resource) ?? 0, until));
  };

  const remember = (resource: string, answer: LimitedAnswer): void => {
    const limit = wholeNumber(answer.header('x-ratelimit-limit'));
    const remaining = wholeNumber(answer.header('x-ratelimit-remaining'));
    const reset = wholeNumber(answer.header('x-ratelimit-reset'));
    if (limit === undefined || remaining === undefined || reset === undefined) return;
    const resetAt = new Date(reset * 1000).toISOString();
    const known = budgets.get(resource);
    // Answers overtake each other: of one period the lowest counts.
    if (known?.resetAt === resetAt && known.remaining < remaining) return;
    budgets.set(resource, { resource, limit, remaining, resetAt });
    // Asking with nothing left is refused for certain.
    if (remaining === 0) pause(resource, reset * 1000 + margin);
  };

  return {
    turn: async (resource) => {
      for (;;) {
        const until = Math.max(pausedUntil.get(resource) ?? 0, pausedUntil.get('*') ?? 0, nextStart);
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
    note: (resource, answer) => {
      remember(resource, answer);
      if (!isLimited(answer)) {
        if (answer.status < 400) backoffs = 0;
        return false;
      }
      const after = wholeNumber(answer.header('retry-after'));
      const reset = wholeNumber(answer.header('x-ratelimit-reset'));
      if (after !== undefined) {
        pause('*', clock.now() + after * 1000 + margin);
      } else if (answer.header('x-ratelimit-remaining') === '0' && reset !== undefined) {
        pause(resource, reset * 1000 + margin);
      } else {
        pause('*', clock.now() + Math.min(minute * 2 ** backoffs, longestBackoff));
        backoffs += 1;
      }
      return true;
    },
    budgets: () => [...budgets.values()].sort((a, b) => (a.resource < b.resource ? -1 : 1)),
  };
};
