import { byText } from '../../../src/model/by-text.ts';
import { addTo } from '../../../src/model/many.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { createUsageFold } from '../../../src/usage/fold.ts';
import type { UseData, WindowData } from '../../../src/usage/record.ts';
import type { PolicyStore } from '../policy/store.ts';
import type { RecordKinds } from './inventory.ts';
import { readRole, readUser, type UnresolvedPrincipal } from './principals.ts';
import type { AwsGroup, AwsPolicy, AwsRole, AwsUser } from './records.ts';
import type { Scoped } from './resource-access.ts';

export type Data<Kind extends keyof RecordKinds> = RecordKinds[Kind];

/** What is kept of the records of one estate, each kind by what it is looked up by. */
export type KeptRecords = ReturnType<typeof emptyTables>;

const emptyTables = () => ({
  users: [] as UnresolvedPrincipal[],
  roles: [] as UnresolvedPrincipal[],
  managed: [] as Scoped<AwsPolicy>[],
  groups: new Map<string, AwsGroup>(),
  accountData: new Map<string, Data<'account'>[]>(),
  summaries: new Map<string, Data<'summary'>>(),
  reportRows: new Map<string, Data<'reportRow'>>(),
  accessKeys: new Map<string, Data<'accessKey'>[]>(),
  serviceCredentials: new Map<string, Data<'serviceCredential'>[]>(),
  sshKeys: new Map<string, Data<'sshKey'>[]>(),
  certificates: new Map<string, Data<'certificate'>[]>(),
  oidcProviders: new Map<string, Data<'oidcProvider'>>(),
  samlProviders: new Map<string, Data<'samlProvider'>>(),
  delegations: [] as Scoped<Data<'delegation'>>[],
  units: new Map<string, Data<'unit'>>(),
  organizationPolicies: [] as Data<'organizationPolicy'>[],
  delegatedServices: new Map<string, readonly string[]>(),
  lastAccessed: new Map<string, Data<'lastAccessed'>>(),
  workloads: [] as Scoped<Data<'workload'>>[],
  secrets: new Map<string, Scoped<Data<'secret'>>>(),
  parameters: new Map<string, Scoped<Data<'parameter'>>>(),
  access: {
    policies: [] as Scoped<Data<'resourcePolicy'>>[],
    acls: [] as Scoped<Data<'bucketAcl'>>[],
    grants: [] as Scoped<Data<'keyGrant'>>[],
    blocks: new Map<string, Data<'publicAccessBlock'>>(),
  },
  callers: new Set<string>(),
  usage: createUsageFold(),
  organizationData: new Map<string, Data<'organization'>[]>(),
  /** By ARN of a policy: where in its record the text in force stands. */
  policyPointers: new Map<string, string>(),
});

type Readers = Readonly<Record<string, (data: never, scope: string) => void>>;

// The schemas of `records.ts` were applied where the records came in.
const readersOf = (kept: KeptRecords, store: PolicyStore): Readers => ({
  'aws.user': (data: AwsUser) => kept.users.push(readUser(store, data)),
  'aws.role': (data: AwsRole) => kept.roles.push(readRole(store, data)),
  'aws.group': (data: AwsGroup) => kept.groups.set(data.Arn, data),
  'aws.policy': (data: AwsPolicy, scope) => {
    kept.managed.push({ data, scope });
    const index = (data.PolicyVersionList ?? []).findIndex(
      (version) => version.IsDefaultVersion === true || version.VersionId === data.DefaultVersionId,
    );
    kept.policyPointers.set(data.Arn, `/PolicyVersionList/${index}/Document`);
  },
  'aws.account': (data: Data<'account'>) => addTo(kept.accountData, data.Id, data),
  'aws.account-summary': (data: Data<'summary'>, scope) => kept.summaries.set(scope, data),
  'aws.credential-report-row': (data: Data<'reportRow'>) => kept.reportRows.set(data.arn, data),
  'aws.access-key': (data: Data<'accessKey'>, scope) =>
    addTo(kept.accessKeys, `${scope}/${data.UserName}`, data),
  'aws.service-specific-credential': (data: Data<'serviceCredential'>, scope) =>
    addTo(kept.serviceCredentials, `${scope}/${data.UserName}`, data),
  'aws.ssh-public-key': (data: Data<'sshKey'>, scope) =>
    addTo(kept.sshKeys, `${scope}/${data.UserName}`, data),
  'aws.signing-certificate': (data: Data<'certificate'>, scope) =>
    addTo(kept.certificates, `${scope}/${data.UserName}`, data),
  'aws.oidc-provider': (data: Data<'oidcProvider'>) => kept.oidcProviders.set(data.Arn, data),
  'aws.saml-provider': (data: Data<'samlProvider'>) => kept.samlProviders.set(data.Arn, data),
  'aws.delegation-request': (data: Data<'delegation'>, scope) => kept.delegations.push({ scope, data }),
  'aws.organization': (data: Data<'organization'>) => addTo(kept.organizationData, data.Id, data),
  'aws.organizational-unit': (data: Data<'unit'>) => kept.units.set(data.Id, data),
  'aws.organization-policy': (data: Data<'organizationPolicy'>) => kept.organizationPolicies.push(data),
  'aws.delegated-administrator': ({ Id, Services }: Data<'delegated'>) =>
    kept.delegatedServices.set(Id, Services),
  'aws.service-last-accessed': (data: Data<'lastAccessed'>) => kept.lastAccessed.set(data.Arn, data),
  'aws.workload': (data: Data<'workload'>, scope) => kept.workloads.push({ scope, data }),
  'aws.secret': (data: Data<'secret'>, scope) => kept.secrets.set(data.ARN, { scope, data }),
  'aws.parameter': (data: Data<'parameter'>, scope) =>
    kept.parameters.set(`${scope} ${data.ARN ?? data.Name}`, { scope, data }),
  'aws.resource-policy': (data: Data<'resourcePolicy'>, scope) => kept.access.policies.push({ scope, data }),
  'aws.bucket-acl': (data: Data<'bucketAcl'>, scope) => kept.access.acls.push({ scope, data }),
  'aws.key-grant': (data: Data<'keyGrant'>, scope) => kept.access.grants.push({ scope, data }),
  'aws.public-access-block': (data: Data<'publicAccessBlock'>) => kept.access.blocks.set(data.Id, data),
  'aws.use': (data: UseData, scope) => kept.usage.addUse(scope, data),
  'aws.use-window': (data: WindowData, scope) => kept.usage.addWindow(scope, data),
  'aws.caller': (data: { Arn: string }) => kept.callers.add(data.Arn),
});

/** Takes records in any order; the texts of policies go to the store, and of the rest only what is needed is kept. */
export const createKeptRecords = (store: PolicyStore) => {
  const kept = emptyTables();
  const readers = readersOf(kept, store);
  return {
    kept,
    add: ({ record, scope, data }: SnapshotRecord): void => readers[record]?.(data as never, scope),
  };
};

/** In the order of what they are kept by, not of the input. */
export const byPlace = <Item>(items: ReadonlyMap<string, Item>): readonly Item[] =>
  [...items].sort(([a], [b]) => byText(a, b)).map(([, item]) => item);
