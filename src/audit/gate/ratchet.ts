import { byText } from '../../model/by-text.ts';
import type { GateResult, GateState, StateHolder, StateIdentity, StateReach } from '../../model/gate.ts';
import { pairingOf, type Renames } from './renames.ts';

const round = (score: number): number => Math.round(score * 100) / 100;

/** A share of an estate as a share of another. */
const scaled = (reach: StateReach, ratio: number): StateReach => ({
  blastRadius: round(Math.min(100, reach.blastRadius * ratio)),
  admin: reach.admin,
  adminIf: reach.adminIf,
});

const inLater = (identity: StateIdentity, ratio: number): StateIdentity =>
  ratio === 1
    ? identity
    : {
        ...identity,
        ...scaled(identity, ratio),
        ...(identity.lasting === undefined ? {} : { lasting: scaled(identity.lasting, ratio) }),
      };

/** The same of groups and policies; the first that a baseline gets are taken as they are. */
const heldNow = (
  before: GateState['holders'],
  after: readonly StateHolder[],
  grown: ReadonlySet<string>,
): readonly StateHolder[] => {
  if (before === undefined) return after;
  const older = new Map(before.map((holder) => [holder.id, holder]));
  return after.flatMap((holder) => (grown.has(holder.id) ? (older.get(holder.id) ?? []) : [holder]));
};

/**
 * The next baseline without anything that is more than the last: who shrank is taken as he is, who grew stays as he was, and
 * who is new stays out.
 */
export const ratcheted = (
  before: GateState,
  after: GateState,
  { changes }: Pick<GateResult, 'changes'>,
  renamed: Renames,
): GateState => {
  const grown = new Set(changes.map(({ who }) => who));
  const ratio =
    before.totalValue === undefined || after.totalValue === undefined || after.totalValue === 0
      ? 1
      : before.totalValue / after.totalValue;
  const now = new Map(after.identities.map((identity) => [identity.id, identity]));
  const identities = pairingOf(before, after, renamed).pairs.flatMap((pair): readonly StateIdentity[] => {
    if (!grown.has(pair.after.id)) return [now.get(pair.after.id)!];
    return pair.before === undefined ? [] : [inLater(pair.before, ratio)];
  });
  return {
    ...after,
    identities: identities.sort((a, b) => byText(a.id, b.id)),
    ...(after.holders === undefined ? {} : { holders: heldNow(before.holders, after.holders, grown) }),
  };
};
