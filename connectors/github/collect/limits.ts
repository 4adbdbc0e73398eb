import {
  type Budget,
  createPacing,
  everyResource,
  type PacingOptions,
} from '../../../src/collection/pacing.ts';

/**
 * GitHub's rate limits, in the order that it documents: `retry-after`; then, with nothing left, the time of reset; else
 * ever longer waits.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
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

/** `retry-after` and reset are whole seconds: one more, so that a clock a little fast is no trouble. */
const margin = 1000;

/** A period of GitHub is an hour: what is asked to wait longer is waited for this long, and asked again. */
const longest = 61 * 60_000;

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

export const createLimits = (options: PacingOptions): Limits => {
  const { turn, pause: pauseUntil, backOff, answered, remember, budgets } = createPacing(options);
  const { now } = options.clock;
  const pause = (resource: string, until: number): void =>
    pauseUntil(resource, Math.min(until, now() + longest));

  const noteBudget = (resource: string, answer: LimitedAnswer): void => {
    const limit = wholeNumber(answer.header('x-ratelimit-limit'));
    const remaining = wholeNumber(answer.header('x-ratelimit-remaining'));
    const reset = wholeNumber(answer.header('x-ratelimit-reset'));
    if (limit === undefined || remaining === undefined || reset === undefined) return;
    remember({ resource, limit, remaining, resetAt: new Date(reset * 1000).toISOString() });
    // Asking with nothing left is refused for certain.
    if (remaining === 0) pause(resource, reset * 1000 + margin);
  };

  return {
    turn,
    note: (resource, answer) => {
      noteBudget(resource, answer);
      if (!isLimited(answer)) {
        if (answer.status < 400) answered();
        return false;
      }
      const after = wholeNumber(answer.header('retry-after'));
      const reset = wholeNumber(answer.header('x-ratelimit-reset'));
      if (after !== undefined) {
        pause(everyResource, now() + after * 1000 + margin);
      } else if (answer.header('x-ratelimit-remaining') === '0' && reset !== undefined) {
        pause(resource, reset * 1000 + margin);
      } else {
        backOff();
      }
      return true;
    },
    budgets,
  };
};
