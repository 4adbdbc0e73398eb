import type { TargetFacts } from '../../src/fleet/estate.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { Source } from '../../src/pipeline/facts.ts';

/** Numbers that look random and are the same for a seed. https://en.wikipedia.org/wiki/Linear_congruential_generator */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  for (let n = 0; n < 8; n++) next();
  return next;
};

type Random = () => number;

const pick = <Item>(random: Random, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)]!;

export interface DrawnOrganization {
  readonly id: string;
  /** The first manages it. */
  readonly accounts: readonly string[];
}

export interface Drawn {
  readonly organizations: readonly DrawnOrganization[];
  /** Trusts that go from one organisation (index) to another, which lets it in. */
  readonly trusts: readonly (readonly [from: number, to: number])[];
}

const statement = (Action: string | readonly string[], Resource: string | readonly string[] = '*') => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
export const lets = (Principal: unknown, Condition?: object) =>
  document({
    Effect: 'Allow',
    Principal,
    Action: 'sts:AssumeRole',
    ...(Condition === undefined ? {} : { Condition }),
  });

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

export const roleRecord = (
  account: string,
  name: string,
  trust: object,
  permissions: { readonly inline?: readonly object[]; readonly attached?: readonly string[] },
): SnapshotRecord => {
  const Arn = `arn:aws:iam::${account}:role/${name}`;
  return {
    record: 'aws.role',
    scope: account,
    id: Arn,
    data: {
      Path: '/',
      RoleName: name,
      RoleId: `AROA${account}${name.toUpperCase()}`,
      Arn,
      CreateDate: '2026-01-01T00:00:00.000Z',
      AssumeRolePolicyDocument: trust,
      InstanceProfileList: [],
      RolePolicyList: (permissions.inline ?? []).map((each, n) => ({
        PolicyName: `inline-${n}`,
        PolicyDocument: each,
      })),
      AttachedManagedPolicies: (permissions.attached ?? []).map((PolicyArn) => ({ PolicyArn })),
      Tags: [],
    },
  };
};

const resourceRecord = (
  account: string,
  Arn: string,
  ResourceType: string,
  Action: string,
  Principal: object,
  Condition?: object,
): SnapshotRecord => ({
  record: 'aws.resource-policy',
  scope: account,
  id: Arn,
  data: {
    Arn,
    ResourceType,
    PolicyDocument: document({
      Effect: 'Allow',
      Principal,
      Action,
      Resource: `${Arn}${ResourceType.includes('S3') ? '/*' : ''}`,
      ...(Condition === undefined ? {} : { Condition }),
    }),
  },
});

const userRecord = (account: string, name: string, inline: readonly object[]): SnapshotRecord => {
  const Arn = `arn:aws:iam::${account}:user/${name}`;
  return {
    record: 'aws.user',
    scope: account,
    id: Arn,
    data: {
      Path: '/',
      UserName: name,
      UserId: `AIDA${account}${name.toUpperCase()}`,
      Arn,
      CreateDate: '2025-01-01T00:00:00.000Z',
      GroupList: [],
      UserPolicyList: inline.map((each, n) => ({ PolicyName: `inline-${n}`, PolicyDocument: each })),
      AttachedManagedPolicies: [],
      Tags: [],
    },
  };
};

/** Ways of an identity: some lead to others of its account, some to control, most to nothing. */
const permissionsOf = (random: Random, account: string, others: readonly string[]) => {
  const way = random();
  if (way < 0.1) return { attached: [administrator] };
  if (way < 0.2) return { attached: [readOnly] };
  if (way < 0.3) return { inline: [document(statement('iam:AttachRolePolicy'))] };
  if (way < 0.4)
    return {
      inline: [document(statement(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']))],
    };
  if (way < 0.7)
    return {
      inline: [document(statement('sts:AssumeRole', `arn:aws:iam::${pick(random, others)}:role/role-*`))],
    };
  return {
    inline: [
      document(
        statement(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::app-${account}/*`),
        statement('dynamodb:GetItem', `arn:aws:dynamodb:eu-west-1:${account}:table/app`),
      ),
    ],
  };
};

const trustOf = (random: Random, account: string, organization: DrawnOrganization): object => {
  const way = random();
  if (way < 0.3) return lets({ Service: pick(random, ['lambda.amazonaws.com', 'ec2.amazonaws.com']) });
  if (way < 0.5) return lets({ AWS: `arn:aws:iam::${account}:root` });
  if (way < 0.7) return lets({ AWS: `arn:aws:iam::${pick(random, organization.accounts)}:root` });
  if (way < 0.8) return lets({ AWS: `arn:aws:iam::${account}:user/user-0` });
  if (way < 0.9) return lets({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': organization.id } });
  return lets({ AWS: 'arn:aws:iam::999999999999:root' });
};

const readOf = (scope: string, status: Coverage['status']): Coverage => ({
  connector: 'aws',
  scope,
  source: 'iam:GetAccountAuthorizationDetails',
  status,
  detail: status === 'complete' ? '' : 'AccessDenied: not allowed',
  gives: ['inventory', 'grants', 'trusts'],
});

/** What one account says, as a fleet collects it: its own facts, and of the account that manages them all those of the organisation. */
export const factsOfAccount = (
  drawn: Drawn,
  organization: number,
  account: number,
  identities: number,
  seed: number,
): readonly (SnapshotRecord | Coverage)[] => {
  const random = randomFrom(seed * 7919 + organization * 104_729 + account * 1299);
  const own = drawn.organizations[organization]!;
  const id = own.accounts[account]!;
  const comesFrom = drawn.trusts.flatMap(([from, to]) =>
    to === organization && account === 0 ? [from] : [],
  );
  const records: (SnapshotRecord | Coverage)[] = [
    { record: 'aws.account', scope: id, id, data: { Id: id, Alias: `alias-${id}` } },
  ];
  for (let n = 0; n < identities; n++) {
    const permissions = permissionsOf(random, id, own.accounts);
    records.push(
      n % 7 === 0
        ? userRecord(id, `user-${n}`, permissions.inline ?? [document(statement('sts:AssumeRole'))])
        : roleRecord(id, `role-${n}`, trustOf(random, id, own), permissions),
    );
  }
  const reads = { AWS: `arn:aws:iam::${pick(random, own.accounts)}:root` };
  const anyone = { AWS: '*' };
  records.push(
    resourceRecord(id, `arn:aws:s3:::app-${id}`, 'AWS::S3::Bucket', 's3:GetObject', reads),
    resourceRecord(id, `arn:aws:sqs:eu-west-1:${id}:jobs`, 'AWS::SQS::Queue', 'sqs:SendMessage', anyone, {
      StringEquals: { 'aws:SourceAccount': id },
    }),
  );
  for (const from of comesFrom) {
    const other = drawn.organizations[from]!.accounts[0]!;
    records.push(roleRecord(id, `from-${from}`, lets({ AWS: other }), { attached: [administrator] }));
  }
  // Whoever may come in has a permission to.
  for (const [from, to] of drawn.trusts)
    if (from === organization && account === 0)
      records.push(
        userRecord(id, `to-${to}`, [
          document(
            statement('sts:AssumeRole', `arn:aws:iam::${drawn.organizations[to]!.accounts[0]!}:role/*`),
          ),
        ]),
      );
  if (account === 0) {
    const root = `r-root${organization}`;
    records.push(
      {
        record: 'aws.organization',
        scope: own.id,
        id: own.id,
        data: {
          Id: own.id,
          MasterAccountId: id,
          Roots: [{ Id: root, EnabledPolicyTypes: ['SERVICE_CONTROL_POLICY'] }],
        },
      },
      ...own.accounts.map(
        (each, n): SnapshotRecord => ({
          record: 'aws.account',
          scope: own.id,
          id: each,
          data: {
            Id: each,
            Name: n % 3 === 0 ? `shop-production-${n}` : n % 3 === 1 ? `shop-dev-${n}` : `shop-${n}`,
            ParentId: root,
            OrganizationId: own.id,
          },
        }),
      ),
      {
        record: 'aws.organization-policy',
        scope: own.id,
        id: `p-${organization}`,
        data: {
          Id: `p-${organization}`,
          Type: 'SERVICE_CONTROL_POLICY',
          Content: document(
            statement('*'),
            random() < 0.5
              ? { Effect: 'Deny', Action: 'iam:AttachRolePolicy', Resource: '*' }
              : { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' },
          ),
          Targets: [root],
        },
      },
      { ...readOf(own.id, 'complete'), source: 'organizations:ListAccounts', gives: ['organization'] },
    );
  }
  records.push(readOf(id, random() < 0.9 ? 'complete' : 'partial'));
  return records;
};

/** Organisations of so many accounts each. */
export const drawOrganizations = (
  organizations: number,
  accounts: (organization: number) => number,
  trusts: Drawn['trusts'] = [],
): Drawn => ({
  organizations: Array.from({ length: organizations }, (_, organization) => ({
    id: `o-drawn${String(organization).padStart(5, '0')}`,
    accounts: Array.from({ length: accounts(organization) }, (_, account) =>
      String(100_000_000_000 + organization * 1_000_000 + account),
    ),
  })),
  trusts,
});

/** As the newest snapshots of a fleet. */
export const asTargets = (
  facts: ReadonlyMap<string, readonly (SnapshotRecord | Coverage)[]>,
  collectedAt: string,
  isOld: (id: string) => boolean = () => false,
): readonly TargetFacts[] =>
  [...facts].map(([id, entries]): TargetFacts => {
    const source: Source = { collectedAt, entries: () => entries };
    return {
      key: `production/${id}`,
      age: {
        connector: 'aws',
        scope: id,
        source: 'fleet: newest snapshot',
        status: isOld(id) ? 'partial' : 'complete',
        detail: `data as of ${collectedAt}, 0 h old`,
        gives: [],
      },
      isOld: isOld(id),
      newest: { object: '', collectedAt, source },
    };
  });
