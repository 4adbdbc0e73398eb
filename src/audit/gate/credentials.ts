import type { StateCredential, StateIdentity } from '../../model/gate.ts';
import type { Draft } from './draft.ts';
import type { Clock } from './lines.ts';
import { dayOf, short } from './wording.ts';

const day = 86_400_000;

/** Further away than the policy: as good as none. Without an end it is not known. */
const isLong = ({ lifetime, expiresAt }: StateCredential, { now, longestGrantDays }: Clock): boolean =>
  lifetime !== 'expiring' ||
  expiresAt === undefined ||
  !(Date.parse(expiresAt) - now <= longestGrantDays * day);

const weight = { static: 2, unknown: 1, expiring: 0, 'short-lived': 0, 'platform-managed': 0 } as const;

/** A day more or less is the hour at which it was made. */
const slack = 1;

/** Whether a new credential is no more than the one that went: the same kind, and no longer life. */
const replaces = (credential: StateCredential, gone: StateCredential, clock: Clock): boolean => {
  if (gone.kind !== credential.kind || weight[gone.lifetime] < weight[credential.lifetime]) return false;
  if (credential.lifetime !== 'expiring' || gone.lifetime !== 'expiring') return true;
  return (
    !isLong(credential, clock) ||
    (credential.days !== undefined && gone.days !== undefined && credential.days <= gone.days + slack)
  );
};

const lifeText = ({ lifetime, expiresAt }: StateCredential): string =>
  lifetime === 'static'
    ? 'without expiry'
    : lifetime === 'expiring'
      ? `that expires on ${dayOf(expiresAt)}`
      : 'of unknown lifetime';

/**
 * New credentials, those that replace one of the same kind left out, and those that now live longer.
 * @param before absent: the identity is new
 */
export const credentialDrafts = (
  before: StateIdentity | undefined,
  after: StateIdentity,
  clock: Clock,
): readonly Draft[] => {
  const older = new Map((before?.credentials ?? []).map((credential) => [credential.id, credential]));
  const ids = new Set(after.credentials.map(({ id }) => id));
  const gone = [...older.values()].filter(({ id }) => !ids.has(id));
  const base = {
    about: 'credential' as const,
    who: after.id,
    scope: after.scope,
    where: `${after.scope}: credentials of ${short(after.id)}`,
  };
  return after.credentials.flatMap((credential): readonly Draft[] => {
    const { id, kind, lifetime, expiresAt } = credential;
    const long = isLong(credential, clock);
    const was = older.get(id);
    if (was === undefined) {
      const replaced = gone.findIndex((other) => replaces(credential, other, clock));
      if (replaced >= 0) {
        gone.splice(replaced, 1);
        return [];
      }
      return [
        {
          ...base,
          class: long ? 'credential-added' : 'time-bound-grant',
          weight: 'credential',
          key: [JSON.stringify([kind, id, lifetime])],
          what: `It has a new credential ${lifeText(credential)}: ${kind} ${short(id)}.`,
          of: kind,
        },
      ];
    }
    const later =
      lifetime === 'expiring' &&
      was.lifetime === 'expiring' &&
      !(Date.parse(expiresAt ?? '') <= Date.parse(was.expiresAt ?? ''));
    if (weight[lifetime] <= weight[was.lifetime] && !(later && expiresAt !== was.expiresAt)) return [];
    return [
      {
        ...base,
        class: long ? 'permanence-worsened' : 'time-bound-grant',
        weight: 'permanence',
        key: [JSON.stringify([kind, id, lifetime, expiresAt ?? ''])],
        what: `Its ${kind} ${short(id)} was ${lifeText(was)} and is now ${lifeText(credential)}.`,
        of: kind,
      },
    ];
  });
};

/** Credentials that went and were not replaced. */
export const lostCredentials = (before: StateIdentity, after: StateIdentity): number =>
  Math.max(
    0,
    before.credentials.filter(({ id }) => !after.credentials.some((other) => other.id === id)).length -
      after.credentials.filter(({ id }) => !before.credentials.some((other) => other.id === id)).length,
  );
