import { byText } from '../../../src/model/by-text.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { usageTable } from '../../../src/usage/table.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { createPolicyStore, type PolicyStore } from '../policy/store.ts';
import { arnParts } from './arn.ts';
import { attachedPolicies } from './attached-policies.ts';
import type { Inventory, ManagedPolicy, Principal } from './inventory.ts';
import { problemsOf } from './inventory-problems.ts';
import { byPlace, createKeptRecords, type KeptRecords } from './kept-records.ts';
import type { UnresolvedPrincipal } from './principals.ts';
import { principalsWithoutRecord } from './principals-without-record.ts';
import type { AwsPolicy } from './records.ts';
import { arrangeAccess } from './resource-access.ts';
import { arrangeWorkloads } from './workloads.ts';

/** Takes records one by one, in any order, and keeps of each no more than interpretation needs. */
export interface InventoryReader {
  readonly add: (record: SnapshotRecord) => void;
  readonly finish: () => Inventory;
}

export const readInventory = (records: Iterable<SnapshotRecord>): Inventory => {
  const reader = createInventoryReader();
  for (const record of records) reader.add(record);
  return reader.finish();
};

const managedPolicy = (store: PolicyStore, policy: AwsPolicy, scope: string): ManagedPolicy => {
  const versions = policy.PolicyVersionList ?? [];
  const isDefault = (version: (typeof versions)[number]): boolean =>
    version.IsDefaultVersion === true || version.VersionId === policy.DefaultVersionId;
  const current = versions.find(isDefault);
  return {
    arn: policy.Arn,
    account: arnParts(policy.Arn).account === 'aws' ? 'aws' : scope,
    document: current?.Document === undefined ? undefined : store.intern(current.Document),
    olderVersions: versions.flatMap((version) =>
      isDefault(version) || version.Document === undefined ? [] : [store.intern(version.Document)],
    ),
    versions: versions.length,
  };
};

/** In order of ARN, so that numbers of documents do not depend on the order of the input. */
const managedPolicies = (store: PolicyStore, { managed }: KeptRecords): ReadonlyMap<string, ManagedPolicy> =>
  new Map(
    managed
      .sort((a, b) => byText(a.data.Arn, b.data.Arn))
      .map(({ data, scope }) => [data.Arn, managedPolicy(store, data, scope)]),
  );

/** Users and roles with the policies that they have: own, attached, through groups, as a boundary, as trust. */
const resolvePrincipals = (
  { users, roles, policyPointers: pointers, groups }: KeptRecords,
  store: PolicyStore,
  policies: ReadonlyMap<string, ManagedPolicy>,
): readonly Principal[] => {
  const attached = attachedPolicies({ store, policies, pointers, groups });
  const bind = (unresolved: UnresolvedPrincipal, record: string, listName: string): void => {
    const { principal, inline } = unresolved;
    const { arn, boundaryArn } = principal;
    if (boundaryArn !== undefined)
      principal.boundary = attached.one(boundaryArn, 'boundary', () => ({ record, id: arn }))?.document;
    const own = attached.of({ holder: arn, record, listName, attached: unresolved.attached, inline });
    principal.policies = own.policies;
    principal.missing = own.missing;
  };
  const sessions = new Map<number, SessionStart>();
  const startOf = (trust: number): SessionStart => {
    let start = sessions.get(trust);
    if (start === undefined) {
      start = sessionStart(store.documents[trust]!);
      sessions.set(trust, start);
    }
    return start;
  };
  const byArn = (a: UnresolvedPrincipal, b: UnresolvedPrincipal): number =>
    byText(a.principal.arn, b.principal.arn);

  const principals: Principal[] = [];
  for (const user of users.sort(byArn)) {
    const { principal } = user;
    bind(user, 'aws.user', 'UserPolicyList');
    const groupArns = user.groupNames.flatMap((name) => attached.groupArn(principal.account, name) ?? []);
    if (groupArns.length > 0) {
      const inherited = groupArns.map(attached.throughGroup);
      principal.groups = groupArns;
      principal.policies = [...principal.policies, ...inherited.flatMap((from) => from.policies)];
      principal.missing = [...principal.missing, ...inherited.flatMap((from) => from.missing)];
    }
    principals.push(principal);
  }
  for (const role of roles.sort(byArn)) {
    bind(role, 'aws.role', 'RolePolicyList');
    if (role.trust !== undefined) {
      role.principal.trust = store.indexOf(role.trust);
      const start = startOf(role.principal.trust);
      if (start.tags) role.principal.takesTags = true;
      if (start.byServices) role.principal.startedByServices = true;
    }
    principals.push(role.principal);
  }
  return principals;
};

export const createInventoryReader = (): InventoryReader => {
  const store = createPolicyStore();
  const { kept, add } = createKeptRecords(store);

  const finish = (): Inventory => {
    const policies = managedPolicies(store, kept);
    const recorded = resolvePrincipals(kept, store, policies);
    const profiles = kept.roles.flatMap(({ principal: { arn }, instanceProfiles }) =>
      instanceProfiles.length > 0 ? [{ arn, instanceProfiles }] : [],
    );
    // From here on the principals are all that is left of them.
    kept.users.length = 0;
    kept.roles.length = 0;
    const accounts = new Set(recorded.map(({ account }) => account));
    const principals = [...recorded, ...principalsWithoutRecord(kept, store, recorded, accounts)];
    principals.sort((a, b) => byText(a.arn, b.arn));
    const arranged = {
      principals,
      accounts: [...accounts].sort(),
      organizationPolicies: kept.organizationPolicies,
      secrets: byPlace(kept.secrets),
      parameters: byPlace(kept.parameters),
      ...arrangeAccess(kept.access, store),
    };
    return {
      ...arranged,
      store,
      groups: kept.groups,
      policies,
      accountRecords: merged(kept.accountData, ({ OrganizationId }) => OrganizationId !== undefined),
      summaries: kept.summaries,
      reportRows: kept.reportRows,
      reportedAccounts: new Set([...kept.reportRows.keys()].map((arn) => arnParts(arn).account)),
      accessKeys: kept.accessKeys,
      serviceCredentials: kept.serviceCredentials,
      sshKeys: kept.sshKeys,
      certificates: kept.certificates,
      oidcProviders: kept.oidcProviders,
      samlProviders: kept.samlProviders,
      delegations: kept.delegations,
      organizations: merged(kept.organizationData, ({ Roots }) => Roots !== undefined),
      units: kept.units,
      delegatedServices: kept.delegatedServices,
      lastAccessed: kept.lastAccessed,
      workloads: arrangeWorkloads(kept.workloads, profiles),
      callers: kept.callers,
      usage: usageTable('aws', kept.usage),
      problems: problemsOf(arranged, store),
    };
  };
  return { add, finish };
};

/**
 * What several say of one thing, as one: a member account knows itself, and its organisation knows its name and its place. What
 * who knows best tells counts; what that leaves out, the others tell.
 */
const merged = <Item extends object>(
  told: ReadonlyMap<string, readonly Item[]>,
  knowsBest: (item: Item) => boolean,
): ReadonlyMap<string, Item> =>
  new Map(
    [...told].map(([id, items]) => {
      if (items.length === 1) return [id, items[0]!];
      const inOrder = items
        .map((item) => ({ item, best: Number(knowsBest(item)), text: JSON.stringify(item) }))
        .sort((a, b) => a.best - b.best || byText(a.text, b.text));
      const known = inOrder.flatMap(({ item }) =>
        Object.entries(item).filter(([, value]) => value !== undefined),
      );
      return [id, Object.fromEntries(known) as Item];
    }),
  );

interface SessionStart {
  readonly tags: boolean;
  readonly byServices: boolean;
}

/** What a trust policy says of how sessions of its role begin. */
const sessionStart = ({ statements }: PolicyDocument): SessionStart => {
  const allows = statements.filter(({ allow }) => allow);
  return {
    tags: allows.some(({ actions }) => actions.includes('sts:tagsession')),
    byServices:
      allows.length > 0 &&
      allows.every(
        ({ principals }) =>
          principals !== undefined &&
          !principals.not &&
          !principals.everyone &&
          principals.aws.length === 0 &&
          !principals.federated.some((provider) => provider.includes(':saml-provider/')),
      ),
  };
};
