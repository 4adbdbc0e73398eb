import type { Estate } from '../../model/estate.ts';
import type { Grant } from '../../model/grant.ts';
import type { Identity } from '../../model/identity.ts';
import type { Proposal } from '../../model/reduce.ts';
import type { Settings } from '../../model/settings.ts';
import { isoTime } from '../../model/time.ts';

const day = 86_400_000;

type Ending = Extract<Proposal, { readonly kind: 'make-eligible' | 'make-time-bound' }>;

/** A machine that did nothing for so long works by tasks, and not all the time: somebody can give it what it needs for the next. */
export const idleDays = 7;

/** Of a machine in use, or of one of which nobody knows, an end would only break what runs. */
const isIdle = ({ lastUsedAt, nature }: Identity, now: number): boolean =>
  nature.is !== 'human' &&
  lastUsedAt !== undefined &&
  lastUsedAt !== 'never' &&
  Date.parse(lastUsedAt) <= now - idleDays * day;

/**
 * Ends for what stands. A person activates what is eligible; a machine that works by tasks asks for it, or is given it for the task,
 * as far as its provider can.
 * @param grants in force
 */
export const endsOf = (
  identity: Identity,
  grants: readonly Grant[],
  { collectedAt }: Pick<Estate, 'collectedAt'>,
  { thresholds }: Settings,
): readonly Ending[] => {
  const permanent = grants.filter(({ duration }) => duration === 'permanent');
  const now = Date.parse(collectedAt);
  const idle = isIdle(identity, now);
  const until = isoTime(now + Math.min(idleDays, thresholds.longestGrantDays) * day);
  if (permanent.length === 0 || (identity.nature.is !== 'human' && !idle)) return [];
  return [
    ...permanent.map((grant): Ending => ({ kind: 'make-eligible', identity, grant })),
    ...(idle && until !== undefined
      ? [
          ...permanent.map((grant): Ending => ({ kind: 'make-time-bound', identity, grant, until })),
          { kind: 'make-time-bound', identity, until } as const,
        ]
      : []),
  ];
};
