import type { Credential } from './credential.ts';
import type { Grant } from './grant.ts';

/**
 * Credential lifetime × grant duration: a short-lived credential on a permanent grant is still standing privilege.
 * Where nobody read or can see what credentials there are, it is an unknown one. `none`: no grant in force. `unknown` never
 * passes as safe.
 */
export const standings = [
  'standing',
  'short-lived credential on a standing grant',
  'unknown credential on a standing grant',
  'time-bound',
  'eligible',
  'task-scoped',
  'none',
  'unknown',
] as const;
export type Standing = (typeof standings)[number];

/** Privileges without an end, whatever the credential is. */
export const standingsWithoutEnd = [
  'standing',
  'short-lived credential on a standing grant',
  'unknown credential on a standing grant',
] as const satisfies readonly Standing[];
const withoutEnd: ReadonlySet<string> = new Set(standingsWithoutEnd);
export const isWithoutEnd = (standing: string): boolean => withoutEnd.has(standing);

const day = 86_400_000;

/**
 * A grant's duration by policy: an end beyond `longestGrantDays` counts as permanent, a past one as `ended`.
 * @param now milliseconds since 1970
 */
export const effectiveDuration = (
  grant: Pick<Grant, 'duration' | 'until'>,
  now: number,
  longestGrantDays: number,
): Grant['duration'] | 'ended' => {
  if (grant.until === undefined) return grant.duration;
  const until = Date.parse(grant.until);
  if (Number.isNaN(until)) return 'unknown';
  if (until <= now) return 'ended';
  return until - now > longestGrantDays * day ? 'permanent' : grant.duration;
};

/** The verdict for one identity. Grants without privileges in force do not count, unless nobody knows what they give; nor do
 * inactive credentials.
 * @param unseen it may have credentials beside these */
export const standingOf = (
  grants: readonly Grant[],
  credentials: readonly Credential[],
  now: number,
  longestGrantDays: number,
  unseen = false,
): Standing => {
  const durations = new Set(
    grants
      .filter((grant) => grant.privileges.length > 0 || grant.duration === 'unknown')
      .map((grant) => effectiveDuration(grant, now, longestGrantDays)),
  );
  durations.delete('ended');
  if (durations.size === 0) return 'none';
  const usable = credentials.filter(
    (credential) => credential.status === 'active' || credential.status === 'unknown',
  );
  const lasting = usable.some(({ lifetime }) => lifetime === 'static' || lifetime === 'expiring');
  const unknownLifetime = usable.some(({ lifetime }) => lifetime === 'unknown');
  if (durations.has('permanent')) {
    if (lasting || unknownLifetime) return 'standing';
    return unseen ? 'unknown credential on a standing grant' : 'short-lived credential on a standing grant';
  }
  if (durations.has('unknown')) return 'unknown';
  if (durations.has('time-bound') || durations.has('activated')) {
    return lasting || unknownLifetime || unseen ? 'time-bound' : 'task-scoped';
  }
  return 'eligible';
};
