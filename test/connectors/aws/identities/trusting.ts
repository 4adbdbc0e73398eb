import type { Inventory, Principal } from '../../../../connectors/aws/facts/inventory.ts';
import { createTrustReader, type RoleTrust } from '../../../../connectors/aws/identities/trust.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import { account, arn, now, type Statement } from '../../../support/aws-sketch.ts';

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export const own = arn.role('deploy');
/** What the trust policy of a role says. */
export const trustsOf = (trust: unknown, organization: object | undefined = {}): readonly RoleTrust[] => {
  const store = createPolicyStore();
  const organizations = new Map(organization === undefined ? [] : [['o-example', organization]]);
  const inventory = { store, organizations } as unknown as Inventory;
  const role = { trust: store.intern(trust), arn: own } as unknown as Principal;
  return createTrustReader(inventory, new Set([account]), Date.parse(now))(role);
};
export const lets = (principal: unknown, conditions?: Conditions, action = 'sts:AssumeRole'): Statement => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  ...(conditions === undefined ? {} : { Condition: conditions }),
});
export const denies = (
  principal: unknown,
  conditions?: Conditions,
  action = 'sts:AssumeRole',
): Statement => ({
  ...lets(principal, conditions, action),
  Effect: 'Deny',
});
