import { byText } from '../../../src/model/by-text.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Limit } from '../policy/evaluate.ts';
import type { KnownOrganization, KnownOrganizations } from '../policy/request-context.ts';
import type { Inventory } from './inventory.ts';

/** What the organisation limits, by account. */
export interface Guardrails {
  /** Organisations and their accounts, as far as they were collected. */
  readonly organizations: KnownOrganizations;
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

/** Whose an account is, where no list says it: where only one organisation is known, it is taken for a part of that. */
const knownOrganizations = (inventory: Inventory): KnownOrganizations => {
  const told = [...inventory.organizations.values()].sort((a, b) => byText(a.Id, b.Id));
  const records = [...inventory.accountRecords.values()];
  const all = told.map(({ Id, MasterAccountId }): KnownOrganization => {
    const listed = records.filter(
      ({ OrganizationId }) => OrganizationId === Id || (OrganizationId === undefined && told.length === 1),
    );
    return {
      id: Id,
      // A list of accounts always has the management account in it.
      complete: inventory.accountRecords.has(MasterAccountId ?? ''),
      accounts: new Set([
        ...listed.map((record) => record.Id),
        ...(MasterAccountId === undefined ? [] : [MasterAccountId]),
      ]),
    };
  });
  const listedIn = new Map(
    all.flatMap((organization) =>
      [...organization.accounts].map((account) => [account, organization] as const),
    ),
  );
  const of = (account: string): KnownOrganization | undefined =>
    listedIn.get(account) ?? (all.length === 1 ? all[0] : undefined);
  const managing = new Set(told.flatMap(({ MasterAccountId }) => MasterAccountId ?? []));
  return {
    all,
    of,
    listedIn: (account) => listedIn.get(account),
    isManagement: (account) => managing.has(account),
    pathOf: (account) => {
      const organization = of(account);
      const path = organization && pathToRoot(account, inventory);
      return path && `${organization.id}/${path.slice(1).reverse().join('/')}/`;
    },
  };
};

/**
 * Service and resource control policies. At every level one attached policy must allow; the management account and
 * service-linked roles are exempt from service control policies, the root user of a member account is not.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const guardrailsOf = (inventory: Inventory): Guardrails => {
  const organizations = knownOrganizations(inventory);
  const { isManagement } = organizations;
  const policies = inventory.organizationPolicies.map((policy) => ({
    ...policy,
    document: inventory.store.documents[inventory.store.intern(policy.Content)]!,
  }));
  const limitsOf = (account: string, type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'): Limit[] => {
    if (isManagement(account)) return [];
    const own = organizations.of(account);
    const roots = own === undefined ? undefined : inventory.organizations.get(own.id)?.Roots;
    const enabled = roots === undefined || roots.some((root) => root.EnabledPolicyTypes.includes(type));
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
    organizations,
    service: remember('SERVICE_CONTROL_POLICY'),
    resource: remember('RESOURCE_CONTROL_POLICY'),
  };
};
