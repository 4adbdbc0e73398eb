import type { Identity } from '../../src/model/identity.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import type { Trust } from '../../src/model/trust.ts';
import { daysSince } from './wording.ts';

/** The root user, and groups whose members nobody read: those are people more often than not. */
const others: ReadonlySet<string> = new Set(['root', 'group']);

/**
 * Whether rules about non-human identities look at it. Left out: people; what the provider holds for itself, because its
 * owner can change nothing about it; an account's root user, who has a rule of his own; and groups. `unknown` stays in.
 */
export const isNonHuman = (identity: Identity): boolean =>
  !identity.providerOwned && identity.nature.is !== 'human' && !others.has(identity.kind);

/** Whether an owner could be named, and would be seen: nobody owns what a provider lets stand for everybody. */
export const canBeOwned = (identity: Identity): boolean =>
  isNonHuman(identity) && identity.kind !== 'everyone' && identity.ownerUnseen !== true;

/** Whether a trust can still be used: not when a condition can never hold, or has ended. */
export const isInForce = (trust: Trust): boolean =>
  !trust.conditions.some((condition) => condition.class === 'never' || condition.class === 'expired');

/** Whether somebody can act as the identity by it who is not its holder: to start it is not to act as it. */
export const isWayIn = (trust: Trust): boolean =>
  isInForce(trust) && trust.mechanism !== 'hold' && trust.mechanism !== 'start';

/** For how long an identity has been idle. */
export interface Idle {
  readonly never: boolean;
  /** `never`: days in which a use would have been seen; else days since the last use. */
  readonly days: number;
}

/**
 * Idle for longer than the thresholds allow, by what could be observed. Undefined: in use, too young, not known, or not
 * observed for long enough to say so.
 */
export const idleFor = (identity: Identity, { now, settings }: RuleContext): Idle | undefined => {
  const { lastUsedAt, observedSince, createdAt } = identity;
  if (lastUsedAt === undefined) return undefined;
  const observed = observedSince === undefined ? undefined : daysSince(observedSince, now);
  if (lastUsedAt === 'never') {
    if (observed === undefined || createdAt === undefined) return undefined;
    const days = Math.min(observed, daysSince(createdAt, now));
    return days > settings.thresholds.neverUsedIdentityDays ? { never: true, days } : undefined;
  }
  const threshold = settings.thresholds.unusedIdentityDays;
  const days = daysSince(lastUsedAt, now);
  if (observed !== undefined && observed < threshold) return undefined;
  return days >= threshold ? { never: false, days } : undefined;
};
