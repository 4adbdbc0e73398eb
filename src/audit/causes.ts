import type { Cause, Caused, CauseGroup } from '../model/cause.ts';
import { digestOf } from './fingerprint.ts';

/** What stands for a cause: equal texts are one change. */
const textOf = ({ cause, fingerprint }: Caused): string =>
  cause === undefined || cause.kind === 'own'
    ? JSON.stringify(['own', fingerprint])
    : JSON.stringify([cause.kind, ...cause.key]);

/**
 * Things by the one change that ends them: findings of an audit, changes that a gate refuses. Every item is in one group;
 * what has no cause is a group of its own. Groups stand in the order of their first members, members in the order given.
 * Time grows with the items.
 */
export const groupByCause = <Item extends Caused>(items: readonly Item[]): readonly CauseGroup<Item>[] =>
  [...Map.groupBy(items, textOf)].map(([text, members]) => ({
    id: digestOf(['group', text]),
    cause: sharedCause(members),
    members,
  }));

const sharedCause = (members: readonly Caused[]): Cause | undefined => {
  const cause = members[0]?.cause;
  return cause?.kind === 'own' ? undefined : cause;
};
