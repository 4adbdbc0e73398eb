import { workloadSources } from '../../connectors/aws/facts/workloads.ts';
import { interpretAws } from '../../connectors/aws/interpret.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Estate } from '../../src/model/estate.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { reachOf } from '../../src/reach/index.ts';

/** Small AWS accounts for tests, in the provider's own words. */
export const account = '111122223333';
export const other = '444455556666';
export const now = '2026-06-01T12:00:00.000Z';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export const document = (...statements: readonly Statement[]) => ({
  Version: '2012-10-17',
  Statement: statements,
});

const statement = (
  effect: Statement['Effect'],
  actions: string | readonly string[],
  resources: string | readonly string[] = '*',
  condition?: Conditions,
): Statement => ({
  Effect: effect,
  Action: actions,
  Resource: resources,
  ...(condition === undefined ? {} : { Condition: condition }),
});

export const allow = (
  actions: string | readonly string[],
  resources?: string | readonly string[],
  condition?: Conditions,
): Statement => statement('Allow', actions, resources, condition);

export const deny = (
  actions: string | readonly string[],
  resources?: string | readonly string[],
  condition?: Conditions,
): Statement => statement('Deny', actions, resources, condition);

/** A trust policy for one `Principal` element. */
export const trusting = (principal: unknown, condition?: Conditions) =>
  document({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition === undefined ? {} : { Condition: condition }),
  });

export const trustingService = (service: string) => trusting({ Service: service });

export const arn = {
  user: (name: string, of = account) => `arn:aws:iam::${of}:user/${name}`,
  role: (name: string, of = account) => `arn:aws:iam::${of}:role/${name}`,
  group: (name: string, of = account) => `arn:aws:iam::${of}:group/${name}`,
  policy: (name: string, of = account) => `arn:aws:iam::${of}:policy/${name}`,
  root: (of = account) => `arn:aws:iam::${of}:root`,
};

/** A policy variable, as policies write it. */
export const variable = (key: string): string => `$\{${key}}`;

export const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';

interface Permissions {
  readonly account?: string;
  /** Path of its name; `/` where it has none. */
  readonly path?: string;
  /** Statements of one inline policy each. */
  readonly inline?: readonly (readonly Statement[])[];
  /** A document as it is, in whatever form. */
  readonly raw?: unknown;
  readonly attached?: readonly string[];
  readonly boundary?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const shared = (permissions: Permissions, listName: string) => ({
  [listName]: [
    ...(permissions.inline ?? []).map((statements, index) => ({
      PolicyName: `inline-${index}`,
      PolicyDocument: document(...statements),
    })),
    ...(permissions.raw === undefined ? [] : [{ PolicyName: 'raw', PolicyDocument: permissions.raw }]),
  ],
  AttachedManagedPolicies: (permissions.attached ?? []).map((PolicyArn) => ({ PolicyArn })),
  ...(permissions.boundary === undefined
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryArn: permissions.boundary } }),
  Tags: Object.entries(permissions.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
});

const record = (kind: string, scope: string, id: string, data: object): SnapshotRecord => ({
  record: kind,
  scope,
  id,
  data,
});

export const user = (
  name: string,
  permissions: Permissions & { readonly groups?: readonly string[] } = {},
): SnapshotRecord => {
  const scope = permissions.account ?? account;
  const Arn = arn.user(name, scope);
  return record('aws.user', scope, Arn, {
    Path: '/',
    UserName: name,
    UserId: `AIDA${name.toUpperCase()}`,
    Arn,
    GroupList: permissions.groups ?? [],
    ...shared(permissions, 'UserPolicyList'),
  });
};

export const group = (name: string, permissions: Permissions = {}): SnapshotRecord => {
  const scope = permissions.account ?? account;
  const { Tags: _, ...lists } = shared(permissions, 'GroupPolicyList');
  return record('aws.group', scope, arn.group(name, scope), {
    Path: '/',
    GroupName: name,
    Arn: arn.group(name, scope),
    ...lists,
  });
};

export const role = (
  name: string,
  trust: unknown,
  permissions: Permissions & { readonly inInstanceProfile?: boolean } = {},
): SnapshotRecord => {
  const scope = permissions.account ?? account;
  const path = permissions.path ?? '/';
  const Arn = `arn:aws:iam::${scope}:role${path}${name}`;
  const profile = `arn:aws:iam::${scope}:instance-profile/${name}`;
  return record('aws.role', scope, Arn, {
    Path: path,
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn,
    AssumeRolePolicyDocument: trust,
    InstanceProfileList:
      permissions.inInstanceProfile === true ? [{ InstanceProfileName: name, Arn: profile }] : [],
    ...shared(permissions, 'RolePolicyList'),
  });
};

/** A customer managed policy; the last version is the default one. */
export const policy = (name: string, ...versions: readonly unknown[]): SnapshotRecord =>
  record('aws.policy', account, arn.policy(name), {
    PolicyName: name,
    Arn: arn.policy(name),
    DefaultVersionId: `v${versions.length}`,
    PolicyVersionList: versions.map((Document, index) => ({
      Document,
      VersionId: `v${index + 1}`,
      IsDefaultVersion: index === versions.length - 1,
    })),
  });

export const workload = (type: string, Arn: string, roleName: string, more: object = {}): SnapshotRecord =>
  record('aws.workload', account, Arn, { Arn, ResourceType: type, RoleArns: [arn.role(roleName)], ...more });

/** The policy of a resource of the first account. */
export const resourcePolicy = (Arn: string, ...statements: readonly Statement[]): SnapshotRecord =>
  record('aws.resource-policy', account, Arn, { Arn, PolicyDocument: document(...statements) });

/** A row of the credential report. */
export const reportRow = (
  name: string,
  facts: { readonly keys?: 0 | 1 | 2; readonly password?: boolean; readonly mfa?: boolean },
): SnapshotRecord => {
  const { keys = 0, password = false, mfa = false } = facts;
  const date = '2025-01-01T00:00:00+00:00';
  return record('aws.credential-report-row', account, arn.user(name), {
    user: name,
    arn: arn.user(name),
    user_creation_time: date,
    password_enabled: String(password),
    password_last_used: password ? 'no_information' : 'N/A',
    mfa_active: String(mfa),
    access_key_1_active: String(keys > 0),
    access_key_1_last_rotated: keys > 0 ? date : 'N/A',
    access_key_1_last_used_date: 'N/A',
    access_key_2_active: String(keys > 1),
    access_key_2_last_rotated: keys > 1 ? date : 'N/A',
    access_key_2_last_used_date: 'N/A',
    cert_1_active: 'false',
    cert_1_last_rotated: 'N/A',
    cert_2_active: 'false',
    cert_2_last_rotated: 'N/A',
  });
};

/** An organisation of the accounts, all below its root, with service control policies on the root. */
export const organization = (
  members: readonly string[],
  options: {
    readonly management?: string;
    readonly scps?: readonly unknown[];
    readonly rcps?: readonly unknown[];
  },
): SnapshotRecord[] => {
  const policies = (type: string, contents: readonly unknown[] | undefined) =>
    (contents ?? []).map((Content, index) =>
      record('aws.organization-policy', members[0]!, `p-${type}-${index}`, {
        Id: `p-${type}-${index}`,
        Type: type,
        Content,
        Targets: ['r-root'],
      }),
    );
  return [
    record('aws.organization', members[0]!, 'o-example', {
      Id: 'o-example',
      MasterAccountId: options.management ?? '999999999999',
      Roots: [{ Id: 'r-root', EnabledPolicyTypes: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] }],
    }),
    ...members.map((Id) =>
      record('aws.account', Id, Id, { Id, ParentId: 'r-root', OrganizationId: 'o-example' }),
    ),
    ...policies('SERVICE_CONTROL_POLICY', options.scps),
    ...policies('RESOURCE_CONTROL_POLICY', options.rcps),
  ];
};

/** A sketch that shows a workload shows all of its type. */
const workloadCoverage = (records: readonly SnapshotRecord[]): readonly Coverage[] =>
  records.flatMap(({ record, scope, data }) => {
    const type = record === 'aws.workload' ? (data as { ResourceType: string }).ResourceType : '';
    const source = workloadSources[type];
    return source === undefined
      ? []
      : [{ connector: 'aws', scope, source, status: 'complete', detail: '', gives: ['workloads'] }];
  });

export const estateOf = (records: readonly SnapshotRecord[]): Estate =>
  interpretAws(records, {
    collectedAt: now,
    coverage: workloadCoverage(records),
    settings: defaultSettings,
  });

/** What an identity controls: `admin` proven, `adminIf` with what it rests on. */
export const controlOf = (
  records: readonly SnapshotRecord[],
  identity: string,
): {
  readonly admin: readonly string[];
  readonly adminIf: readonly { readonly scope: string; readonly assumes: readonly string[] }[];
  readonly path: readonly { readonly technique: string; readonly until?: string }[];
} => {
  const estate = estateOf(records);
  const index = estate.identities.findIndex(({ id }) => id === identity);
  if (index < 0) throw new Error(`no identity ${identity}`);
  const reach = reachOf(estate, defaultSettings);
  const { admin, adminIf } = reach.radius(index);
  return {
    admin: admin.map((scope) => estate.scopes[scope]!.id),
    adminIf: adminIf.map(({ scope, assumes }) => ({ scope: estate.scopes[scope]!.id, assumes })),
    path: reach.path(index).map(({ technique }) => ({ technique })),
  };
};

/** `admin`, `adminIf` or `none` for the first account. */
export const verdictOf = (
  records: readonly SnapshotRecord[],
  identity: string,
  scope = account,
): 'admin' | 'adminIf' | 'none' => {
  const { admin, adminIf } = controlOf(records, identity);
  if (admin.includes(scope)) return 'admin';
  return adminIf.some((item) => item.scope === scope) ? 'adminIf' : 'none';
};
