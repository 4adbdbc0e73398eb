import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import { isGuest, type Principal } from '../identities/principals.ts';
import { ownedBy } from './trust.ts';

/** Machines with privileges whose owners have all left, and those that guests own. */
export const unfitOwners = ({
  inventory,
  principals,
}: Arranged): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const byObject = Map.groupBy(inventory.of('azure.ownership'), ({ data }) => data.object);
  return ({ id, name, application, home, source }, { nature, grants }) => {
    const holds = grants.some(({ rights, duration }) => rights.length > 0 && duration !== 'eligible');
    if (nature.is === 'human' || home === 'microsoft' || !holds) return [];
    const owned = [id, application?.data.id].flatMap((object) =>
      object === undefined ? [] : (byObject.get(object) ?? []),
    );
    const owners = owned.map((fact) => ({ fact, owner: principals.all.get(fact.data.owner) }));
    const isGone = (owner: Principal | undefined): boolean => owner?.kind === 'user' && !owner.enabled;
    const takeAway = (all: typeof owners): string =>
      all
        .map(({ fact }) =>
          fill({
            template: ownedBy[fact.data.objectType],
            values: { object: fact.data.object, owner: fact.data.owner },
          }),
        )
        .join('\n');
    const left: readonly Exposure[] =
      owners.length > 0 && owners.every(({ owner }) => isGone(owner))
        ? [
            {
              kind: 'unfit-owner',
              key: 'left',
              says: `Everybody who owns ${name} has left`,
              evidence: [
                { ...source, says: `is owned by ${owners.map(({ owner }) => owner!.name).join(', ')} alone` },
                ...owners.map(({ owner }) => ({ ...owner!.source, says: 'accountEnabled is false' })),
              ],
              fix: `Name an owner who works here, and take the others away.\n${takeAway(owners)}`,
            },
          ]
        : [];
    const guests = owners.filter(
      ({ owner }) => owner?.user !== undefined && owner.enabled && isGuest(owner.user.data),
    );
    return [
      ...left,
      ...[...Map.groupBy(guests, ({ owner }) => owner!.id).values()].map((same): Exposure => {
        const [{ owner }] = same as [(typeof same)[number]];
        return {
          kind: 'unfit-owner',
          key: `guest ${owner!.id}`,
          says: `${owner!.name}, a guest, owns ${name}`,
          evidence: [
            ...same.map(({ fact }) => ({ ...sourceOf(fact), says: 'is an owner, who may add credentials' })),
            { ...owner!.source, says: 'is a guest' },
          ],
          fix: `Let somebody of this tenant look after it, and take the ownership of the guest away.\n${takeAway(same)}`,
        };
      }),
    ];
  };
};
