import type { PolicyDocument } from '../policy/document.ts';
import type { Limit } from '../policy/evaluate.ts';
import type { KnownOrganization } from '../policy/request-context.ts';
import type { Inventory } from './inventory.ts';

/** What the organisation limits, by account. */
export interface Guardrails {
  /** The organisation and its accounts, where they were collected. */
  readonly organization: KnownOrganization | undefined;
  /** Limits on what principals of an account may do: one for each level from the root to the account. */
  readonly service: (account: string) => readonly Limit[];
  /** Limits on what may be done to resources of an account. */
  readonly resource: (account: string) => readonly Limit[];
}

/** Ids from the account up to the root, or undefined when the path is not known whole. */
const pathToRoot = (account: string, inventory: Inventory): readonly string[] | undefined => {
  const path = [account];
  let parent = inventory.accountRecords.get(account)?.ParentId;
  while (parent !== undefined && path.length < 12) {
    path.push(parent);
    if (parent.startsWith('r-')) return path;
    parent = inventory.units.get(parent)?.ParentId;
  }
  return undefined;
};

/**
 * Service and resource control policies. At every level one attached policy must allow; the management account and
 * service-linked roles are exempt from service control policies.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const guardrailsOf = (inventory: Inventory): Guardrails => {
  const { organization } = inventory;
  const policies = inventory.organizationPolicies.map((policy) => ({
    ...policy,
    document: inventory.store.documents[inventory.store.intern(policy.Content)]!,
  }));
  const limitsOf = (account: string, type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'): Limit[] => {
    if (account === organization?.MasterAccountId) return [];
    const enabled =
      organization?.Roots === undefined ||
      organization.Roots.some((root) => root.EnabledPolicyTypes.includes(type));
    const ofType = policies.filter((policy) => policy.Type === type);
    if (!enabled || ofType.length === 0) return [];
    const path = pathToRoot(account, inventory) ?? [account];
    return [...path].reverse().flatMap((level): Limit[] => {
      const documents: PolicyDocument[] = ofType
        .filter((policy) => policy.Targets.includes(level))
        .map((policy) => policy.document);
      // Every level has a policy in AWS; none here means that the level was not read.
      if (documents.length === 0) return [];
      return [
        {
          kind: type === 'SERVICE_CONTROL_POLICY' ? 'service-control-policy' : 'resource-control-policy',
          name: level,
          documents,
        },
      ];
    });
  };
  const remember = (type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY') => {
    const known = new Map<string, readonly Limit[]>();
    return (account: string): readonly Limit[] => {
      let limits = known.get(account);
      if (limits === undefined) {
        limits = limitsOf(account, type);
        known.set(account, limits);
      }
      return limits;
    };
  };
  return {
    organization:
      organization === undefined
        ? undefined
        : {
            id: organization.Id,
            // A list of accounts always has the management account in it.
            complete: inventory.accountRecords.has(organization.MasterAccountId ?? ''),
            pathOf: (account) => {
              const path = pathToRoot(account, inventory);
              return path && `${organization.Id}/${path.slice(1).reverse().join('/')}/`;
            },
            accounts: new Set([
              ...[...inventory.accountRecords.values()]
                .filter(
                  (record) =>
                    record.OrganizationId === undefined || record.OrganizationId === organization.Id,
                )
                .map((record) => record.Id),
              ...(organization.MasterAccountId === undefined ? [] : [organization.MasterAccountId]),
            ]),
          },
    service: remember('SERVICE_CONTROL_POLICY'),
    resource: remember('RESOURCE_CONTROL_POLICY'),
  };
};
