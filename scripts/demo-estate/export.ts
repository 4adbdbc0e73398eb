import { createHash } from 'node:crypto';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import type { Statement } from './policy.ts';
import type { Account, DaysAgo, Group, Policy, Role, ServiceKey, User } from './sketch.ts';

/**
 * From the story's words to the shapes that the AWS CLI prints. Everything that the story leaves open (hours, ids)
 * follows from a hash of the name, so that the same story always gives the same bytes.
 */
const day = 86_400_000;

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Looks like AWS's unique ids, ends like the ones in AWS's documentation so that no secret scanner takes it for real. */
const uniqueId = (prefix: string, name: string): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `${prefix}${[...hash(name).subarray(0, 10)].map((byte) => letters[byte % 32]).join('')}EXAMPLE`;
};

export interface Clock {
  /** As AWS CLI 2 prints times. `about` moves the time of day, backwards by up to five hours. */
  readonly at: (days: DaysAgo, about: string) => string;
  /** When an identity was made: earlier on the day than all that it has. */
  readonly made: (days: DaysAgo, about: string) => string;
  readonly after: (days: number) => string;
}

const fiveHours = 18_000;
const secondsOf = (about: string): number => hash(about).readUInt16BE(0) % fiveHours;

export const clock = (collectedAt: string): Clock => {
  const now = Date.parse(collectedAt);
  const print = (time: number) => `${new Date(time).toISOString().slice(0, 19)}+00:00`;
  return {
    at: (days, about) => print(now - days * day - secondsOf(about) * 1000),
    made: (days, about) => print(now - days * day - (fiveHours + secondsOf(about)) * 1000),
    after: (days) => print(now + days * day),
  };
};

const document = (statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });

const inlineList = (inline: Readonly<Record<string, readonly Statement[]>> = {}) =>
  Object.entries(inline).map(([PolicyName, statements]) => ({
    PolicyName,
    PolicyDocument: document(statements),
  }));

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const policyArn = (account: Account, name: string): string => {
  if (account.policies.some((policy) => policy.name === name))
    return `arn:aws:iam::${account.id}:policy/${name}`;
  const managed = awsManagedPolicies[name];
  if (managed === undefined) throw new Error(`demo estate: no policy is called ${name}`);
  return `arn:aws:iam::aws:policy${managed.path}${name}`;
};

const attachedList = (account: Account, names: readonly string[] = []) =>
  names.map((name) => ({ PolicyName: name, PolicyArn: policyArn(account, name) }));

const boundaryOf = (account: Account, name: string | undefined) =>
  name === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: policyArn(account, name),
        },
      };

const ownTags = (account: Account, sketch: User | Role) =>
  tagList({
    ...(sketch.team === undefined ? {} : { team: sketch.team, environment: account.environment }),
    ...sketch.tags,
  });

export const userArn = (account: Account, user: User) =>
  `arn:aws:iam::${account.id}:user${user.path ?? '/'}${user.name}`;
export const roleArn = (account: Account, role: Role) =>
  `arn:aws:iam::${account.id}:role${role.path ?? '/'}${role.name}`;

const userDetail = (account: Account, { made }: Clock, user: User) => ({
  Path: user.path ?? '/',
  UserName: user.name,
  UserId: uniqueId('AIDA', account.id + user.name),
  Arn: userArn(account, user),
  CreateDate: made(user.created, user.name),
  ...(user.inline === undefined ? {} : { UserPolicyList: inlineList(user.inline) }),
  GroupList: user.groups ?? [],
  AttachedManagedPolicies: attachedList(account, user.managed),
  ...boundaryOf(account, user.boundary),
  Tags: ownTags(account, user),
});

const groupDetail = (account: Account, { made }: Clock, group: Group) => ({
  Path: '/',
  GroupName: group.name,
  GroupId: uniqueId('AGPA', account.id + group.name),
  Arn: `arn:aws:iam::${account.id}:group/${group.name}`,
  CreateDate: made(group.created, group.name),
  GroupPolicyList: inlineList(group.inline),
  AttachedManagedPolicies: attachedList(account, group.managed),
});

const trustsEc2 = (role: Role) =>
  role.trust.some(({ Principal }) => Principal !== '*' && Principal.Service === 'ec2.amazonaws.com');

const instanceProfileArn = (account: Account, role: Role) =>
  `arn:aws:iam::${account.id}:instance-profile/${role.name}`;

const roleHead = (account: Account, { made }: Clock, role: Role) => ({
  Path: role.path ?? '/',
  RoleName: role.name,
  RoleId: uniqueId('AROA', account.id + role.name),
  Arn: roleArn(account, role),
  CreateDate: made(role.created, role.name),
  AssumeRolePolicyDocument: document(role.trust),
});

const roleDetail = (account: Account, time: Clock, role: Role) => ({
  ...roleHead(account, time, role),
  InstanceProfileList: trustsEc2(role)
    ? [
        {
          Path: '/',
          InstanceProfileName: role.name,
          InstanceProfileId: uniqueId('AIPA', account.id + role.name),
          Arn: instanceProfileArn(account, role),
          CreateDate: time.made(role.created, role.name),
          Roles: [roleHead(account, time, role)],
        },
      ]
    : [],
  RolePolicyList: inlineList(role.inline),
  AttachedManagedPolicies: attachedList(account, role.managed),
  ...boundaryOf(account, role.boundary),
  Tags: ownTags(account, role),
  RoleLastUsed:
    role.used === 'never'
      ? {}
      : { LastUsedDate: time.at(role.used, `${role.name} used`), Region: account.region },
});

const principalsOf = (account: Account) => [...account.users, ...account.roles];

const usesOf = (account: Account, name: string) =>
  [...principalsOf(account), ...account.groups].filter(({ managed }) => managed?.includes(name)).length;

const boundariesOf = (account: Account, name: string) =>
  principalsOf(account).filter(({ boundary }) => boundary === name).length;

const policyDetail = (account: Account, { at }: Clock, policy: Policy) => {
  const versions = [...(policy.earlier ?? []), policy.statements];
  const path = awsManagedPolicies[policy.name]?.path ?? '/';
  return {
    PolicyName: policy.name,
    PolicyId: uniqueId('ANPA', policy.name),
    Arn: policyArn(account, policy.name),
    Path: path,
    DefaultVersionId: `v${versions.length}`,
    AttachmentCount: usesOf(account, policy.name),
    PermissionsBoundaryUsageCount: boundariesOf(account, policy.name),
    IsAttachable: path !== '/aws-service-role/',
    CreateDate: at(policy.created, policy.name),
    UpdateDate: at(policy.created / versions.length, policy.name),
    PolicyVersionList: versions
      .map((statements, index) => ({
        Document: document(statements),
        VersionId: `v${index + 1}`,
        IsDefaultVersion: index === versions.length - 1,
        CreateDate: at(policy.created / (index + 1), policy.name),
      }))
      .reverse(),
  };
};

/** AWS prints those of its own policies that are attached, and all of the account's. */
const policiesOf = (account: Account): readonly Policy[] => [
  ...account.policies,
  ...Object.entries(awsManagedPolicies)
    .filter(([name]) => usesOf(account, name) > 0)
    .map(([name, { statements }]) => ({ name, statements, created: 3000 })),
];

/** `aws iam get-account-authorization-details` */
export const authorizationDetails = (account: Account, time: Clock) => ({
  UserDetailList: account.users.map((user) => userDetail(account, time, user)),
  GroupDetailList: account.groups.map((group) => groupDetail(account, time, group)),
  RoleDetailList: account.roles.map((role) => roleDetail(account, time, role)),
  Policies: policiesOf(account).map((policy) => policyDetail(account, time, policy)),
});

const reportColumns = [
  ...['user', 'arn', 'user_creation_time'],
  ...[
    'password_enabled',
    'password_last_used',
    'password_last_changed',
    'password_next_rotation',
    'mfa_active',
  ],
  ...[1, 2].flatMap((n) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (field) => `access_key_${n}_${field}`,
    ),
  ),
  ...[1, 2].flatMap((n) => [`cert_${n}_active`, `cert_${n}_last_rotated`]),
];

const reportRow = (account: Account, { at, made }: Clock, user: User, root: boolean): readonly string[] => {
  const { password, keys = [] } = user;
  const key = (index: number) => {
    const found = keys[index];
    if (found === undefined) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
    const used =
      found.used === 'never'
        ? ['N/A', 'N/A', 'N/A']
        : [at(found.used, `${user.name} key ${index}`), account.region, found.service ?? 's3'];
    return [String(found.status !== 'inactive'), at(found.created, `${user.name} key ${index}`), ...used];
  };
  const console =
    password === undefined
      ? ['false', 'N/A', 'N/A', 'N/A', 'false']
      : [
          root ? 'not_supported' : 'true',
          password.used === 'never' ? 'no_information' : at(password.used, `${user.name} console`),
          root ? 'not_supported' : at(password.changed, `${user.name} password`),
          root ? 'not_supported' : 'N/A',
          String(password.mfa),
        ];
  const arn = root ? `arn:aws:iam::${account.id}:root` : userArn(account, user);
  return [
    ...[user.name, arn, made(user.created, user.name)],
    ...console,
    ...key(0),
    ...key(1),
    ...['false', 'N/A', 'false', 'N/A'],
  ];
};

/** `aws iam get-credential-report`, its `Content` decoded. */
export const credentialReport = (account: Account, time: Clock): string => {
  const root: User = {
    name: '<root_account>',
    created: account.created,
    password: account.root.password,
    keys: account.root.key === undefined ? [] : [account.root.key],
  };
  const rows = [
    reportRow(account, time, root, true),
    ...account.users.map((user) => reportRow(account, time, user, false)),
  ];
  return [reportColumns, ...rows].map((row) => `${row.join(',')}\n`).join('');
};

/** `aws iam list-service-specific-credentials --all-users` */
export const serviceSpecificCredentials = (account: Account, { at, after }: Clock) => {
  const credential = (user: User, key: ServiceKey) => ({
    UserName: user.name,
    Status: 'Active',
    ...(key.service === 'bedrock.amazonaws.com'
      ? { ServiceCredentialAlias: `${user.name}-at-${account.id}` }
      : { ServiceUserName: `${user.name}-at-${account.id}` }),
    CreateDate: at(key.created, `${user.name} ${key.service}`),
    ...(key.expiresIn === undefined ? {} : { ExpirationDate: after(key.expiresIn) }),
    ServiceSpecificCredentialId: uniqueId('ACCA', `${account.id}${user.name}${key.service}`),
    ServiceName: key.service,
  });
  return {
    ServiceSpecificCredentials: account.users.flatMap((user) =>
      (user.serviceKeys ?? []).map((key) => credential(user, key)),
    ),
    IsTruncated: false,
  };
};

/** `aws sts get-caller-identity`, as the role that the scan runs as. */
export const callerIdentity = (account: Account) => ({
  UserId: `${uniqueId('AROA', account.id + account.scanner)}:nhi-audit`,
  Account: account.id,
  Arn: `arn:aws:sts::${account.id}:assumed-role/${account.scanner}/nhi-audit`,
});

/** `aws organizations list-accounts`; the organisation was made in the first account, as small companies do. */
export const organizationAccounts = (
  organization: string,
  accounts: readonly Account[],
  { made }: Clock,
) => ({
  Accounts: accounts.map((account) => ({
    Id: account.id,
    Arn: `arn:aws:organizations::${accounts[0]!.id}:account/${organization}/${account.id}`,
    Email: `aws-${account.environment}@example.com`,
    Name: account.name,
    Status: 'ACTIVE',
    JoinedMethod: account === accounts[0] ? 'INVITED' : 'CREATED',
    JoinedTimestamp: made(account.created, account.name),
  })),
});
