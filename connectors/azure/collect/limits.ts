import { type Budget, createPacing, type PacingOptions } from '../../../src/collection/pacing.ts';

/** Each is limited by itself. */
export type Limited = 'Azure Resource Manager' | 'Azure Resource Graph' | 'Microsoft Graph';

export interface LimitedAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
}

/**
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 * https://learn.microsoft.com/graph/throttling
 */
export interface Limits {
  /** Resolves when a request may be sent. */
  readonly turn: (limited: Limited) => Promise<void>;
  /** Looks at an answer. `true`: refused for a limit, and worth another attempt after `turn`. */
  readonly note: (limited: Limited, answer: LimitedAnswer) => boolean;
  readonly budgets: () => readonly Budget[];
}

/** Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export const retryAfter = (value: string | undefined, now: number): number | undefined => {
  if (value === undefined) return;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  // `Date.parse` takes nearly anything for a year.
  const at = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};

/** `00:00:05` of Resource Graph. */
const clockTime = (value: string | undefined): number | undefined => {
  const [, hours, minutes, seconds] = /^(\d{2}):(\d{2}):(\d{2})/.exec(value ?? '') ?? [];
  return hours === undefined
    ? undefined
    : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
};

/** What is asked to wait longer than this is waited for this long, and asked again. */
const longest = 15 * 60_000;

export const createLimits = (options: PacingOptions): Limits => {
  const { turn, pause, backOff, answered, remember, budgets } = createPacing(options);
  const { now } = options.clock;
  return {
    turn,
    budgets,
    note: (limited, { status, header }) => {
      const left = header('x-ms-user-quota-remaining');
      const resets = clockTime(header('x-ms-user-quota-resets-after'));
      if (left !== undefined && /^\d{1,6}$/.test(left) && resets !== undefined) {
        const resetAt = new Date(now() + resets).toISOString();
        remember({ resource: limited, limit: 0, remaining: Number(left), resetAt });
        // Asking with nothing left is refused for certain.
        if (left === '0') pause(limited, now() + Math.min(resets, longest));
      }
      const after = retryAfter(header('retry-after'), now());
      if (status === 429 || (status === 503 && after !== undefined)) {
        if (after === undefined) backOff();
        else pause(limited, now() + Math.min(after, longest));
        return true;
      }
      if (status < 400) answered();
      return false;
    },
  };
};
