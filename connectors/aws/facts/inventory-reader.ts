import { byText } from '../../../src/model/by-text.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { createUsageFold } from '../../../src/usage/fold.ts';
import type { UseData, WindowData } from '../../../src/usage/record.ts';
import { usageTable } from '../../../src/usage/table.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { createPolicyStore, type PolicyStore } from '../policy/store.ts';
import { arnParts } from './arn.ts';
import { attachedPolicies } from './attached-policies.ts';
import type { Inventory, ManagedPolicy, Principal, RecordKinds } from './inventory.ts';
import { problemsOf } from './inventory-problems.ts';
import { meaningOf } from './managed-policies.ts';
import { readRole, readUser, type UnresolvedPrincipal, withoutRecord } from './principals.ts';
import type { AwsGroup, AwsPolicy, AwsRole, AwsUser } from './records.ts';
import { arrangeAccess, type ResourceRecords } from './resource-access.ts';
import { isOfAccount, isOfOtherAccount, isReadableSecret, isRotatable, mayBeOpen } from './settings.ts';
import { arrangeWorkloads } from './workloads.ts';

type Data<Kind extends keyof RecordKinds> = RecordKinds[Kind];

const push = <Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

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

export const createInventoryReader = (): InventoryReader => {
  const store = createPolicyStore();
  const users: UnresolvedPrincipal[] = [];
  const roles: UnresolvedPrincipal[] = [];
  const managed: { data: AwsPolicy; scope: string }[] = [];
  const groups = new Map<string, AwsGroup>();
  const policies = new Map<string, ManagedPolicy>();
  const accountData = new Map<string, Data<'account'>[]>();
  const summaries = new Map<string, Data<'summary'>>();
  const reportRows = new Map<string, Data<'reportRow'>>();
  const accessKeys = new Map<string, Data<'accessKey'>[]>();
  const serviceCredentials = new Map<string, Data<'serviceCredential'>[]>();
  const sshKeys = new Map<string, Data<'sshKey'>[]>();
  const certificates = new Map<string, Data<'certificate'>[]>();
  const oidcProviders = new Map<string, Data<'oidcProvider'>>();
  const samlProviders = new Map<string, Data<'samlProvider'>>();
  const delegations: { scope: string; data: Data<'delegation'> }[] = [];
  const units = new Map<string, Data<'unit'>>();
  const organizationPolicies: Data<'organizationPolicy'>[] = [];
  const delegatedServices = new Map<string, readonly string[]>();
  const lastAccessed = new Map<string, Data<'lastAccessed'>>();
  const workloads: { scope: string; data: Data<'workload'> }[] = [];
  const secrets = new Map<string, { scope: string; data: Data<'secret'> }>();
  const parameters = new Map<string, { scope: string; data: Data<'parameter'> }>();
  const access = {
    policies: [] as { scope: string; data: Data<'resourcePolicy'> }[],
    acls: [] as { scope: string; data: Data<'bucketAcl'> }[],
    grants: [] as { scope: string; data: Data<'keyGrant'> }[],
    blocks: new Map<string, Data<'publicAccessBlock'>>(),
  };
  const callers = new Set<string>();
  const usage = createUsageFold();
  const accounts = new Set<string>();
  const organizationData = new Map<string, Data<'organization'>[]>();

  const managedPolicy = (policy: AwsPolicy, scope: string): ManagedPolicy => {
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
  const policyPointers = new Map<string, string>();

  // The schemas of `records.ts` were applied where the records came in.
  const readers: Readonly<Record<string, (data: never, scope: string) => void>> = {
    'aws.user': (data: AwsUser) => users.push(readUser(store, data)),
    'aws.role': (data: AwsRole) => roles.push(readRole(store, data)),
    'aws.group': (data: AwsGroup) => groups.set(data.Arn, data),
    'aws.policy': (data: AwsPolicy, scope) => {
      managed.push({ data, scope });
      const index = (data.PolicyVersionList ?? []).findIndex(
        (version) => version.IsDefaultVersion === true || version.VersionId === data.DefaultVersionId,
      );
      policyPointers.set(data.Arn, `/PolicyVersionList/${index}/Document`);
    },
    'aws.account': (data: Data<'account'>) => push(accountData, data.Id, data),
    'aws.account-summary': (data: Data<'summary'>, scope) => summaries.set(scope, data),
    'aws.credential-report-row': (data: Data<'reportRow'>) => reportRows.set(data.arn, data),
    'aws.access-key': (data: Data<'accessKey'>, scope) => push(accessKeys, `${scope}/${data.UserName}`, data),
    'aws.service-specific-credential': (data: Data<'serviceCredential'>, scope) =>
      push(serviceCredentials, `${scope}/${data.UserName}`, data),
    'aws.ssh-public-key': (data: Data<'sshKey'>, scope) => push(sshKeys, `${scope}/${data.UserName}`, data),
    'aws.signing-certificate': (data: Data<'certificate'>, scope) =>
      push(certificates, `${scope}/${data.UserName}`, data),
    'aws.oidc-provider': (data: Data<'oidcProvider'>) => oidcProviders.set(data.Arn, data),
    'aws.saml-provider': (data: Data<'samlProvider'>) => samlProviders.set(data.Arn, data),
    'aws.delegation-request': (data: Data<'delegation'>, scope) => delegations.push({ scope, data }),
    'aws.organization': (data: Data<'organization'>) => push(organizationData, data.Id, data),
    'aws.organizational-unit': (data: Data<'unit'>) => units.set(data.Id, data),
    'aws.organization-policy': (data: Data<'organizationPolicy'>) => organizationPolicies.push(data),
    'aws.delegated-administrator': ({ Id, Services }: Data<'delegated'>) =>
      delegatedServices.set(Id, Services),
    'aws.service-last-accessed': (data: Data<'lastAccessed'>) => lastAccessed.set(data.Arn, data),
    'aws.workload': (data: Data<'workload'>, scope) => workloads.push({ scope, data }),
    'aws.secret': (data: Data<'secret'>, scope) => secrets.set(data.ARN, { scope, data }),
    'aws.parameter': (data: Data<'parameter'>, scope) =>
      parameters.set(`${scope} ${data.ARN ?? data.Name}`, { scope, data }),
    'aws.resource-policy': (data: Data<'resourcePolicy'>, scope) => access.policies.push({ scope, data }),
    'aws.bucket-acl': (data: Data<'bucketAcl'>, scope) => access.acls.push({ scope, data }),
    'aws.key-grant': (data: Data<'keyGrant'>, scope) => access.grants.push({ scope, data }),
    'aws.public-access-block': (data: Data<'publicAccessBlock'>) => access.blocks.set(data.Id, data),
    'aws.use': (data: UseData, scope) => usage.addUse(scope, data),
    'aws.use-window': (data: WindowData, scope) => usage.addWindow(scope, data),
    'aws.caller': (data: { Arn: string }) => callers.add(data.Arn),
  };
  const add = ({ record, scope, data }: SnapshotRecord): void => readers[record]?.(data as never, scope);

  const finish = (): Inventory => {
    // In order of ARN, so that numbers of documents do not depend on the order of the input.
    for (const { data, scope } of managed.sort((a, b) => byText(a.data.Arn, b.data.Arn))) {
      policies.set(data.Arn, managedPolicy(data, scope));
    }
    users.sort((a, b) => byText(a.principal.arn, b.principal.arn));
    roles.sort((a, b) => byText(a.principal.arn, b.principal.arn));

    const attached = attachedPolicies({ store, policies, pointers: policyPointers, groups });
    const bind = (unresolved: UnresolvedPrincipal, record: string, listName: string): void => {
      const { principal } = unresolved;
      const { arn, boundaryArn } = principal;
      accounts.add(principal.account);
      if (boundaryArn !== undefined)
        principal.boundary = attached.one(boundaryArn, 'boundary', () => ({ record, id: arn }))?.document;
      const own = attached.of({
        holder: arn,
        record,
        listName,
        attached: unresolved.attached,
        inline: unresolved.inline,
      });
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

    const principals: Principal[] = [];
    for (const user of users) {
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
    for (const role of roles) {
      bind(role, 'aws.role', 'RolePolicyList');
      if (role.trust !== undefined) {
        role.principal.trust = store.indexOf(role.trust);
        const start = startOf(role.principal.trust);
        if (start.tags) role.principal.takesTags = true;
        if (start.byServices) role.principal.startedByServices = true;
      }
      principals.push(role.principal);
    }
    const profiles = roles.filter(({ instanceProfiles }) => instanceProfiles.length > 0);
    // From here on the principals are all that is left of them.
    users.length = 0;
    roles.length = 0;
    const read = new Set(principals.map(({ arn }) => arn));
    const reportedAccounts = new Set<string>();
    for (const arn of reportRows.keys()) {
      const { partition, account, resource } = arnParts(arn);
      accounts.add(account);
      reportedAccounts.add(account);
      if (resource === 'root')
        principals.push(
          rootPrincipal(arn, partition, account, store, { record: 'aws.credential-report-row', id: arn }),
        );
      else if (resource.startsWith('user/') && !read.has(arn))
        principals.push(reportedUser(arn, reportRows.get(arn)!));
    }
    for (const account of summaries.keys()) {
      const partition = principals.find((principal) => principal.account === account)?.partition ?? 'aws';
      const arn = `arn:${partition}:iam::${account}:root`;
      accounts.add(account);
      const source = { record: 'aws.account-summary', id: account };
      if (!reportRows.has(arn)) principals.push(rootPrincipal(arn, partition, account, store, source));
    }
    // What is wrong in an account and with no identity of it stands with its root user, whom every account has.
    const rooted = new Set(principals.flatMap(({ kind, account }) => (kind === 'root' ? [account] : [])));
    const known = new Set(principals.flatMap(({ arn, instanceProfiles = [] }) => [arn, ...instanceProfiles]));
    for (const { account, partition, source } of accountExposures({
      workloads,
      secrets,
      parameters,
      access,
      own: accounts,
      isKnown: (arn) => known.has(arn),
    })) {
      if (rooted.has(account)) continue;
      rooted.add(account);
      accounts.add(account);
      principals.push(
        rootPrincipal(`arn:${partition}:iam::${account}:root`, partition, account, store, source),
      );
    }
    principals.sort((a, b) => byText(a.arn, b.arn));

    const arranged = {
      principals,
      accounts: [...accounts].sort(),
      organizationPolicies,
      secrets: byPlace(secrets),
      parameters: byPlace(parameters),
      ...arrangeAccess(access, store),
    };
    return {
      ...arranged,
      store,
      groups,
      policies,
      accountRecords: merged(accountData, ({ OrganizationId }) => OrganizationId !== undefined),
      summaries,
      reportRows,
      reportedAccounts,
      accessKeys,
      serviceCredentials,
      sshKeys,
      certificates,
      oidcProviders,
      samlProviders,
      delegations,
      organizations: merged(organizationData, ({ Roots }) => Roots !== undefined),
      units,
      delegatedServices,
      lastAccessed,
      workloads: arrangeWorkloads(
        workloads,
        profiles.map(({ principal, instanceProfiles }) => ({ arn: principal.arn, instanceProfiles })),
      ),
      callers,
      usage: usageTable('aws', usage),
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

type Placed<Kind extends 'secret' | 'parameter'> = ReadonlyMap<string, { scope: string; data: Data<Kind> }>;

const byPlace = <Item>(items: ReadonlyMap<string, Item>): readonly Item[] =>
  [...items].sort(([a], [b]) => byText(a, b)).map(([, item]) => item);

/** Accounts with something to say of no identity in particular, and a record that is about it. */
const accountExposures = ({
  workloads,
  secrets,
  parameters,
  access,
  own,
  isKnown,
}: {
  readonly workloads: readonly { scope: string; data: Data<'workload'> }[];
  readonly secrets: Placed<'secret'>;
  readonly parameters: Placed<'parameter'>;
  /** Accounts whose identities were read. */
  readonly own: ReadonlySet<string>;
  readonly access: ResourceRecords;
  /** Of the ARN of a role or an instance profile: whether the role was read. */
  readonly isKnown: (arn: string) => boolean;
}): readonly { account: string; partition: string; source: FactRef }[] => {
  const found = [
    ...workloads
      .filter(({ data }) => isOfAccount(data, isKnown))
      .map(({ scope, data }) => ({ scope, arn: data.Arn, record: 'aws.workload', id: data.Arn })),
    ...byPlace(secrets)
      .filter(({ data }) => isRotatable(data))
      .map(({ scope, data }) => ({ scope, arn: data.ARN, record: 'aws.secret', id: data.ARN })),
    ...byPlace(parameters)
      .filter(({ data }) => isReadableSecret(data))
      .map(({ scope, data }) => ({ scope, arn: data.ARN ?? '', record: 'aws.parameter', id: data.Name })),
    ...access.policies
      .filter(({ scope, data }) => mayBeOpen(new Set([...own, scope]), data))
      .map(({ scope, data }) => ({ scope, arn: data.Arn, record: 'aws.resource-policy', id: data.Arn })),
    ...access.acls
      .filter(({ data }) => data.PublicGrants.length > 0)
      .map(({ scope, data }) => ({ scope, arn: data.Arn, record: 'aws.bucket-acl', id: data.Arn })),
    ...access.grants
      .filter(({ scope, data }) => isOfOtherAccount(new Set([...own, scope]), data))
      .map(({ scope, data }) => ({ scope, arn: data.KeyArn, record: 'aws.key-grant', id: data.GrantId })),
  ];
  return found
    .sort((a, b) => byText(a.id, b.id))
    .map(({ scope, arn, record, id }) => ({
      account: scope,
      partition: arnParts(arn === '' ? 'arn:aws:::' : arn).partition,
      source: { record, id },
    }));
};

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

/** The root user may do everything in its account, whatever IAM policies say; only SCPs bind it. */
const rootPrincipal = (
  arn: string,
  partition: string,
  account: string,
  store: PolicyStore,
  source: FactRef,
): Principal => ({
  ...withoutRecord,
  kind: 'root',
  arn,
  partition,
  account,
  name: 'root',
  uniqueId: account,
  policies: [
    {
      document: store.intern(meaningOf(`arn:${partition}:iam::aws:policy/AdministratorAccess`)),
      name: 'root user',
      via: 'root user',
      elsewhere: true,
      source,
    },
  ],
});

/** A user of whom the credential report tells and nothing else: it is there all the same, with its credentials. */
const reportedUser = (arn: string, row: Data<'reportRow'>): Principal => {
  const { partition, account, resource } = arnParts(arn);
  const path = resource.slice('user'.length, resource.lastIndexOf('/') + 1);
  return {
    ...withoutRecord,
    kind: 'user',
    arn,
    partition,
    account,
    name: resource.slice(resource.lastIndexOf('/') + 1),
    path,
    policies: [],
    unread: true,
    createdAt: /^\d{4}-/.test(row.user_creation_time)
      ? new Date(row.user_creation_time).toISOString()
      : undefined,
  };
};
