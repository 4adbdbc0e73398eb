/** Times are compared as texts, so that all have four digits for the year. */
const first = Date.parse('0000-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** ISO 8601, UTC; what lies beyond the years that it can write is the last or first of them. Undefined: it is no time. */
export const isoTime = (milliseconds: number): string | undefined =>
  Number.isNaN(milliseconds)
    ? undefined
    : new Date(Math.min(Math.max(milliseconds, first), last)).toISOString();
