import type { Exposure } from '../../../src/model/exposure.ts';
import { levelRank } from '../../../src/model/level.ts';
import { type Fact, sourceOf } from '../facts/inventory.ts';
import { levelOf } from '../iam/levels.ts';
import type { Arranged } from '../identities/arrange.ts';
import { memberOf } from '../identities/members.ts';
import type { Principal } from '../identities/principals.ts';

/**
 * What somebody activates without anybody else: nobody has to approve, or those who do are those who ask.
 * https://cloud.google.com/iam/docs/pam-create-entitlements
 */
export const unapprovedActivation = (arranged: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const { inventory, heldBy, groups } = arranged;
  const entitlements = new Map(inventory.of('gcp.entitlement').map((fact) => [fact.id, fact]));
  const selfApproved = Map.groupBy(
    inventory.of('gcp.grant').filter(({ data }) => {
      const asked = data.requester?.replace(/^\w+:/, '').toLowerCase();
      return (data.approvedBy ?? []).some((each) => each.replace(/^\w+:/, '').toLowerCase() === asked);
    }),
    ({ data }) =>
      `${data.requester?.replace(/^\w+:/, '').toLowerCase()} ${data.name.replace(/\/grants\/[^/]+$/, '')}`,
  );
  return ({ id, name }) => {
    const own = new Set([id, ...groups.of(id)]);
    const asked = new Map<
      string,
      { readonly fact: Fact<'gcp.entitlement'>; readonly roles: Set<string>; strong: boolean }
    >();
    for (const { binding } of heldBy(id)) {
      const fact = binding.term.duration === 'eligible' ? entitlements.get(binding.source.id) : undefined;
      if (fact === undefined) continue;
      const before = asked.get(fact.id) ?? { fact, roles: new Set<string>(), strong: false };
      before.roles.add(binding.role.name);
      before.strong ||= binding.role.permissions().some((each) => levelOf(each) >= levelRank.control);
      asked.set(fact.id, before);
    }
    return [...asked.values()].flatMap(({ fact, roles, strong }): readonly Exposure[] => {
      const { approval, approvers } = fact.data;
      const [self] = selfApproved.get(`${id} ${fact.id}`) ?? [];
      const isOne = (approvers ?? []).some((each) => {
        const member = memberOf(each);
        return 'id' in member && own.has(member.id);
      });
      const weak =
        approval !== true
          ? 'nobody has to approve it'
          : self !== undefined
            ? 'it approved what it asked for itself'
            : isOne
              ? 'it is one of those who approve it'
              : undefined;
      if (weak === undefined) return [];
      const label = fact.data.name.slice(fact.data.name.lastIndexOf('/') + 1);
      return [
        {
          kind: 'activation-without-approval',
          key: fact.id,
          says: `${name} may ask for ${[...roles].sort().slice(0, 3).join(', ')} by ${label}, and ${weak}`,
          severity: strong ? 'medium' : 'low',
          ...(approval === true && self === undefined ? { confidence: 'medium' as const } : {}),
          evidence: [
            { ...sourceOf(fact), says: approval === true ? 'says who approves' : 'asks for no approval' },
            ...(self === undefined ? [] : [{ ...sourceOf(self), says: 'was approved by who asked for it' }]),
          ],
          fix: 'Let somebody approve the entitlement who may not ask for it.\ngcloud pam entitlements update ENTITLEMENT --location global --project PROJECT --entitlement-file entitlement.yaml',
        },
      ];
    });
  };
};
