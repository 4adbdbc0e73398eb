const violationName = 'ReadOnlyViolation';

/**
 * The contract of every provider's guard. All that a collection sends passes it, repeated attempts, redirects and
 * pages included. It knows a request as one row of the provider's table of calls, counts it by the row's id, and throws
 * a violation for all else before anything is sent. A violation is a fault of ours: it is never written down as the
 * provider's answer, it ends the scan.
 */
export const readOnlyViolation = (what: string): Error =>
  Object.assign(new Error(`read-only guard: ${what}; nothing was sent`), { name: violationName });

export const isViolation = ({ name }: Error): boolean => name === violationName;
