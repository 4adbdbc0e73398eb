import type { FactRef } from '../../src/model/evidence.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { arnParts } from './arn.ts';
import {
  arnsOf,
  type HeldPrincipal,
  holdRole,
  holdUser,
  type InlinePolicy,
  noTags,
  readInline,
} from './held-principal.ts';
import { meaningOf } from './managed-policies.ts';
import { createPolicyStore, type PolicyDocument, type PolicyStore } from './policy/document.ts';
import { permissionsOf } from './policy/resource-policy.ts';
import type { AwsGroup, AwsPolicy, AwsRecordData, AwsRole, AwsUser } from './records.ts';
import { arrangeWorkloads, type ScopedWorkload } from './workloads.ts';

/** A policy text that applies to a principal, and where it is attached. */
export interface AppliedPolicy {
  readonly document: number;
  readonly name: string;
  /** Absent for inline policies. */
  readonly arn?: string;
  /** Of the document itself: its statements stand below. */
  readonly source: FactRef;
  /** The text is not in the snapshot, but known: `source` is the attachment. */
  readonly elsewhere?: true;
  /** One object for all who have the policy in this way. */
  readonly shared?: true;
  /** `attached`, `inline`, `group <name>`. */
  readonly via: string;
}

/** Values by key in lower case. */
export type Tags = Pick<ReadonlyMap<string, string>, 'get'>;

/** A user or role with everything that decides what it may do. */
export interface Principal {
  readonly kind: 'user' | 'role' | 'root';
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  readonly name: string;
  readonly path: string;
  /** `AIDA…` or `AROA…`. */
  readonly uniqueId: string | undefined;
  readonly tags: Tags;
  readonly policies: readonly AppliedPolicy[];
  /** ARNs of attached policies whose text is not in the snapshot. */
  readonly missing: readonly string[];
  readonly boundaryArn: string | undefined;
  /** Document of the boundary; `undefined` with a `boundaryArn`: not in the snapshot. */
  readonly boundary: number | undefined;
  readonly groups: readonly string[];
  /** Document of the trust policy; roles only. */
  readonly trust: number | undefined;
  readonly inInstanceProfile: boolean;
  /** ARNs of its instance profiles; absent: it is in none. */
  readonly instanceProfiles?: readonly string[];
  /** Whoever assumes it may give the session tags: the trust policy allows `sts:TagSession`. */
  readonly takesTags?: true;
  /** Its trust policy lets services and providers of tokens in and nobody else: its sessions begin without MFA. */
  readonly startedByServices?: true;
  /** Made by AWS for its own use (`/aws-service-role/`): nobody in the account can change or assume it. */
  readonly serviceLinked: boolean;
  /** Made by IAM Identity Center (`/aws-reserved/`): can be assumed by its people, but not changed through IAM. */
  readonly reserved: boolean;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
  /** Of a role: ISO 8601, or `never`. Absent: not known. */
  readonly lastUsed: string | undefined;
  /** Of a role, where it is told. */
  readonly maxSessionSeconds: number | undefined;
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly account: string;
  readonly document: number | undefined;
  /** Documents of the versions that are not the default. */
  readonly olderVersions: readonly number[];
  readonly versions: number;
}

/** The policy of a function, key, bucket or the like. */
export interface ResourcePolicy {
  readonly arn: string;
  /** Account of the resource. */
  readonly account: string;
  readonly document: number;
  /** By position of the statement: the same permission as an identity's policy would give it, on this resource only. */
  readonly permissions: ReadonlyMap<number, number>;
}

type Data<Kind extends keyof RecordKinds> = RecordKinds[Kind];
interface RecordKinds {
  account: AwsRecordData<'aws.account'>;
  summary: AwsRecordData<'aws.account-summary'>;
  accessKey: AwsRecordData<'aws.access-key'>;
  reportRow: AwsRecordData<'aws.credential-report-row'>;
  delegation: AwsRecordData<'aws.delegation-request'>;
  oidcProvider: AwsRecordData<'aws.oidc-provider'>;
  samlProvider: AwsRecordData<'aws.saml-provider'>;
  organization: AwsRecordData<'aws.organization'>;
  unit: AwsRecordData<'aws.organizational-unit'>;
  organizationPolicy: AwsRecordData<'aws.organization-policy'>;
  lastAccessed: AwsRecordData<'aws.service-last-accessed'>;
  serviceCredential: AwsRecordData<'aws.service-specific-credential'>;
  certificate: AwsRecordData<'aws.signing-certificate'>;
  sshKey: AwsRecordData<'aws.ssh-public-key'>;
  workload: AwsRecordData<'aws.workload'>;
  resourcePolicy: AwsRecordData<'aws.resource-policy'>;
}

/** Everything an AWS snapshot holds, arranged for interpretation. Keys of user credentials: the user's ARN. */
export interface Inventory {
  readonly store: PolicyStore;
  /** Users, roles and roots, sorted by ARN. */
  readonly principals: readonly Principal[];
  readonly groups: ReadonlyMap<string, AwsGroup>;
  readonly policies: ReadonlyMap<string, ManagedPolicy>;
  /** Ids of all accounts that identities were read from, sorted. */
  readonly accounts: readonly string[];
  readonly accountRecords: ReadonlyMap<string, Data<'account'>>;
  readonly summaries: ReadonlyMap<string, Data<'summary'>>;
  readonly reportRows: ReadonlyMap<string, Data<'reportRow'>>;
  readonly reportedAccounts: ReadonlySet<string>;
  readonly accessKeys: ReadonlyMap<string, readonly Data<'accessKey'>[]>;
  readonly serviceCredentials: ReadonlyMap<string, readonly Data<'serviceCredential'>[]>;
  readonly sshKeys: ReadonlyMap<string, readonly Data<'sshKey'>[]>;
  readonly certificates: ReadonlyMap<string, readonly Data<'certificate'>[]>;
  readonly oidcProviders: ReadonlyMap<string, Data<'oidcProvider'>>;
  readonly samlProviders: ReadonlyMap<string, Data<'samlProvider'>>;
  readonly delegations: readonly { readonly scope: string; readonly data: Data<'delegation'> }[];
  readonly organization: Data<'organization'> | undefined;
  readonly units: ReadonlyMap<string, Data<'unit'>>;
  readonly organizationPolicies: readonly Data<'organizationPolicy'>[];
  readonly lastAccessed: ReadonlyMap<string, Data<'lastAccessed'>>;
  /** Sorted by ARN; instance profiles resolved to their role. */
  readonly workloads: readonly ScopedWorkload[];
  /** Policies of resources other than roles, sorted by the resource's ARN. */
  readonly resourcePolicies: readonly ResourcePolicy[];
  readonly callers: ReadonlySet<string>;
  /** Documents that could not be read whole: where, and what is wrong. */
  readonly problems: readonly { readonly account: string; readonly text: string }[];
}

export { arnParts } from './arn.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

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
  const users: HeldPrincipal[] = [];
  const roles: HeldPrincipal[] = [];
  const managed: { data: AwsPolicy; scope: string }[] = [];
  const groups = new Map<string, AwsGroup>();
  const policies = new Map<string, ManagedPolicy>();
  const accountRecords = new Map<string, Data<'account'>>();
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
  const lastAccessed = new Map<string, Data<'lastAccessed'>>();
  const workloads: { scope: string; data: Data<'workload'> }[] = [];
  const resourcePolicyData: { scope: string; data: Data<'resourcePolicy'> }[] = [];
  const callers = new Set<string>();
  const accounts = new Set<string>();
  let organization: Data<'organization'> | undefined;

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
    'aws.user': (data: AwsUser) => users.push(holdUser(store, data)),
    'aws.role': (data: AwsRole) => roles.push(holdRole(store, data)),
    'aws.group': (data: AwsGroup) => groups.set(data.Arn, data),
    'aws.policy': (data: AwsPolicy, scope) => {
      managed.push({ data, scope });
      const index = (data.PolicyVersionList ?? []).findIndex(
        (version) => version.IsDefaultVersion === true || version.VersionId === data.DefaultVersionId,
      );
      policyPointers.set(data.Arn, `/PolicyVersionList/${index}/Document`);
    },
    'aws.account': (data: Data<'account'>) => accountRecords.set(data.Id, data),
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
    'aws.organization': (data: Data<'organization'>) => {
      organization = data;
    },
    'aws.organizational-unit': (data: Data<'unit'>) => units.set(data.Id, data),
    'aws.organization-policy': (data: Data<'organizationPolicy'>) => organizationPolicies.push(data),
    'aws.service-last-accessed': (data: Data<'lastAccessed'>) => lastAccessed.set(data.Arn, data),
    'aws.workload': (data: Data<'workload'>, scope) => workloads.push({ scope, data }),
    'aws.resource-policy': (data: Data<'resourcePolicy'>, scope) => resourcePolicyData.push({ scope, data }),
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

    const missingPolicies = new Set<string>();
    // Those who have the same policy in the same way share the object.
    const shared = new Map<string, AppliedPolicy>();
    const attachedPolicy = (
      arn: string,
      via: string,
      attachment: () => FactRef,
    ): AppliedPolicy | undefined => {
      const key = `${via} ${arn}`;
      const before = shared.get(key);
      if (before !== undefined) return before;
      const name = arn.slice(arn.lastIndexOf('/') + 1);
      const document = policies.get(arn)?.document;
      if (document !== undefined) {
        const pointer = policyPointers.get(arn)!;
        const source = { record: 'aws.policy', id: arn, pointer };
        const applied: AppliedPolicy = { document, name, arn, via, source, shared: true };
        shared.set(key, applied);
        return applied;
      }
      const known = meaningOf(arn);
      if (known === undefined) {
        missingPolicies.add(arn);
        return undefined;
      }
      return { document: store.intern(known), name, arn, via, source: attachment(), elsewhere: true };
    };

    const policiesOf = (
      holder: string,
      record: string,
      listName: string,
      attached: readonly string[],
      inline: readonly InlinePolicy[],
      group: string | undefined,
    ): { readonly policies: readonly AppliedPolicy[]; readonly missing: readonly string[] } => {
      let missing: string[] | undefined;
      const given = attached.map((arn, index): AppliedPolicy | undefined => {
        const policy = attachedPolicy(arn, group ?? 'attached', () => ({
          record,
          id: holder,
          pointer: `/AttachedManagedPolicies/${index}`,
        }));
        if (policy === undefined) missing = [...(missing ?? []), arn];
        return policy;
      });
      const own = inline.map(({ name, document }, index): AppliedPolicy => {
        const policy = {
          document: store.indexOf(document),
          name,
          via: group ?? 'inline',
          source: { record, id: holder, pointer: pointerOf(listName, index) },
        };
        return group === undefined ? policy : { ...policy, shared: true };
      });
      const known = missing === undefined ? given : given.filter((policy) => policy !== undefined);
      // Joined, not pushed one by one: a list that grows keeps room for more than most principals have.
      return { policies: (known as readonly AppliedPolicy[]).concat(own), missing: missing ?? none };
    };

    const policiesOfGroup = (group: AwsGroup) =>
      policiesOf(
        group.Arn,
        'aws.group',
        'GroupPolicyList',
        arnsOf(group.AttachedManagedPolicies),
        readInline(store, group.GroupPolicyList),
        `group ${group.GroupName}`,
      );
    const byGroup = new Map<string, ReturnType<typeof policiesOfGroup>>();
    const inheritedFrom = (arn: string): ReturnType<typeof policiesOfGroup> => {
      let found = byGroup.get(arn);
      if (found === undefined) {
        found = policiesOfGroup(groups.get(arn)!);
        byGroup.set(arn, found);
      }
      return found;
    };

    const bind = ({ principal, attached, inline }: HeldPrincipal, record: string, listName: string): void => {
      const { arn, boundaryArn } = principal;
      accounts.add(principal.account);
      if (boundaryArn !== undefined)
        principal.boundary = attachedPolicy(boundaryArn, 'boundary', () => ({ record, id: arn }))?.document;
      const own = policiesOf(arn, record, listName, attached, inline, undefined);
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
      const groupArns = user.groupNames.flatMap((name) => groupArn(groups, principal.account, name) ?? []);
      if (groupArns.length > 0) {
        const inherited = groupArns.map(inheritedFrom);
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
    const reportedAccounts = new Set<string>();
    for (const arn of reportRows.keys()) {
      const { partition, account, resource } = arnParts(arn);
      accounts.add(account);
      reportedAccounts.add(account);
      if (resource === 'root')
        principals.push(
          rootPrincipal(arn, partition, account, store, { record: 'aws.credential-report-row', id: arn }),
        );
    }
    for (const account of summaries.keys()) {
      const partition = principals.find((principal) => principal.account === account)?.partition ?? 'aws';
      const arn = `arn:${partition}:iam::${account}:root`;
      accounts.add(account);
      const source = { record: 'aws.account-summary', id: account };
      if (!reportRows.has(arn)) principals.push(rootPrincipal(arn, partition, account, store, source));
    }
    principals.sort((a, b) => byText(a.arn, b.arn));

    return {
      store,
      principals,
      groups,
      policies,
      accounts: [...accounts].sort(),
      accountRecords,
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
      organization,
      units,
      organizationPolicies,
      lastAccessed,
      workloads: arrangeWorkloads(
        workloads,
        profiles.map(({ principal, instanceProfiles }) => ({ arn: principal.arn, instanceProfiles })),
      ),
      resourcePolicies: [...new Map(resourcePolicyData.map((item) => [item.data.Arn, item])).values()]
        .sort((a, b) => byText(a.data.Arn, b.data.Arn))
        .map(({ scope, data }) => ({
          arn: data.Arn,
          account: scope,
          document: store.intern(data.PolicyDocument),
          permissions: new Map(
            permissionsOf(data.Arn, data.PolicyDocument).map(([index, policy]) => [
              index,
              store.intern(policy),
            ]),
          ),
        })),
      callers,
      problems: problemsOf(principals, missingPolicies, store),
    };
  };
  return { add, finish };
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

const none: readonly never[] = [];

const pointers = new Map<string, string>();

/** `/RolePolicyList/0/PolicyDocument`: few, and one for each inline policy, so they are shared. */
const pointerOf = (listName: string, index: number): string => {
  const key = `${listName}/${index}`;
  let pointer = pointers.get(key);
  if (pointer === undefined) {
    pointer = `/${key}/PolicyDocument`;
    pointers.set(key, pointer);
  }
  return pointer;
};

const groupNames = new WeakMap<ReadonlyMap<string, AwsGroup>, Map<string, string>>();
const groupArn = (
  groups: ReadonlyMap<string, AwsGroup>,
  account: string,
  name: string,
): string | undefined => {
  let names = groupNames.get(groups);
  if (names === undefined) {
    names = new Map(
      [...groups.values()].map((group) => [`${arnParts(group.Arn).account}/${group.GroupName}`, group.Arn]),
    );
    groupNames.set(groups, names);
  }
  return names.get(`${account}/${name}`);
};

/** The root user may do everything in its account, whatever IAM policies say; only SCPs bind it. */
const rootPrincipal = (
  arn: string,
  partition: string,
  account: string,
  store: PolicyStore,
  source: FactRef,
): Principal => ({
  kind: 'root',
  arn,
  partition,
  account,
  name: 'root',
  path: '/',
  uniqueId: account,
  tags: noTags,
  policies: [
    {
      document: store.intern(meaningOf(`arn:${partition}:iam::aws:policy/AdministratorAccess`)),
      name: 'root user',
      via: 'root user',
      elsewhere: true,
      source,
    },
  ],
  missing: [],
  boundaryArn: undefined,
  boundary: undefined,
  groups: [],
  trust: undefined,
  inInstanceProfile: false,
  serviceLinked: false,
  reserved: false,
  createdAt: undefined,
  lastUsed: undefined,
  maxSessionSeconds: undefined,
});

const problemsOf = (
  principals: readonly Principal[],
  missing: ReadonlySet<string>,
  store: PolicyStore,
): { account: string; text: string }[] => {
  const problems: { account: string; text: string }[] = [];
  const missingByAccount = new Map<string, Set<string>>();
  for (const { account, missing: arns, boundaryArn, boundary, policies, trust, arn } of principals) {
    for (const policy of arns) addTo(missingByAccount, account, policy);
    if (boundaryArn !== undefined && boundary === undefined) addTo(missingByAccount, account, boundaryArn);
    for (const { document, name } of policies) {
      for (const problem of store.documents[document]!.problems) {
        problems.push({ account, text: `policy ${name} of ${arn}: ${problem}` });
      }
    }
    if (trust !== undefined) {
      for (const problem of store.documents[trust]!.problems) {
        problems.push({ account, text: `trust policy of ${arn}: ${problem}` });
      }
    }
  }
  for (const [account, arns] of missingByAccount) {
    const list = [...arns].sort();
    problems.push({
      account,
      text: `${list.length} attached ${list.length === 1 ? 'policy is' : 'policies are'} not in the snapshot, so what they allow is not known: ${list.slice(0, 5).join(', ')}${list.length > 5 ? ', …' : ''}`,
    });
  }
  return missing.size === 0 && problems.length === 0 ? [] : problems;
};

const addTo = (map: Map<string, Set<string>>, key: string, value: string): void => {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
};
