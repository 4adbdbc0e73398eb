import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * Writes an `aws iam get-account-authorization-details` file of a given size, as large accounts are: most roles belong
 * to a function or service with an inline policy of its own that differs only in names, many share managed policies,
 * a few are powerful. The same size always gives the same bytes.
 */
const account = '123456789012';

/** Numbers that look random and are the same in every run (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const services = [
  's3',
  'dynamodb',
  'sqs',
  'sns',
  'logs',
  'kms',
  'secretsmanager',
  'ssm',
  'kinesis',
  'ec2',
  'ecr',
  'xray',
];
const verbs = ['Get*', 'List*', 'Describe*', 'Put*', 'Delete*', 'Create*'];
const compute = ['lambda', 'ecs-tasks', 'ec2', 'glue', 'states', 'codebuild'];

const policyArn = (index: number): string => `arn:aws:iam::${account}:policy/shared/team-policy-${index}`;

const managedPolicy = (index: number, random: () => number): object => {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
  const statements = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const service = pick(services);
    return {
      Effect: 'Allow',
      Action: [`${service}:${pick(verbs)}`, `${service}:${pick(verbs)}`],
      Resource: random() < 0.5 ? '*' : `arn:aws:${service}:*:${account}:team-${index}-*`,
    };
  });
  return {
    PolicyName: `team-policy-${index}`,
    PolicyId: `ANPA${String(index).padStart(16, '0')}`,
    Arn: policyArn(index),
    Path: '/shared/',
    DefaultVersionId: 'v1',
    AttachmentCount: 10,
    IsAttachable: true,
    CreateDate: '2024-02-01T00:00:00+00:00',
    UpdateDate: '2024-02-01T00:00:00+00:00',
    PolicyVersionList: [
      {
        Document: { Version: '2012-10-17', Statement: statements },
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: '2024-02-01T00:00:00+00:00',
      },
    ],
  };
};

const administrator = {
  PolicyName: 'AdministratorAccess',
  PolicyId: 'ANPAIWMBCKSKIEE64ZLYK',
  Arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  Path: '/',
  DefaultVersionId: 'v1',
  PolicyVersionList: [
    {
      Document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      VersionId: 'v1',
      IsDefaultVersion: true,
    },
  ],
};

/** Statements that some principals have besides: escalation paths of different kinds. */
const powers: readonly object[] = [
  {
    Effect: 'Allow',
    Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
    Resource: '*',
  },
  { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
  { Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: `arn:aws:iam::${account}:user/*` },
  { Effect: 'Allow', Action: ['ssm:SendCommand', 'ec2:*'], Resource: '*' },
];

const logsPolicy = (name: string, extra: object | undefined): object => ({
  PolicyName: 'own',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`arn:aws:logs:eu-west-1:${account}:log-group:/app/${name}:*`],
      },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${name}-data/*` },
      ...(extra === undefined ? [] : [extra]),
    ],
  },
});

const attached = (arn: string): object => ({
  PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
  PolicyArn: arn,
});

const role = (index: number, random: () => number, policies: number): object => {
  const name = `svc-${index}-${Math.floor(random() * 1e6).toString(36)}`;
  const kind = random();
  const trust =
    kind < 0.75
      ? { Service: `${compute[Math.floor(random() * compute.length)]!}.amazonaws.com` }
      : { AWS: kind < 0.9 ? `arn:aws:iam::${account}:root` : 'arn:aws:iam::210987654321:root' };
  const power = random();
  const extra = power < 0.02 ? powers[Math.floor(random() * powers.length)] : undefined;
  const shared = Array.from({ length: Math.floor(random() * 3) }, () =>
    policyArn(Math.floor(random() * policies)),
  );
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${String(index).padStart(17, '0')}`,
    Arn: `arn:aws:iam::${account}:role/${name}`,
    CreateDate: '2025-03-01T08:00:00+00:00',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: trust, Action: 'sts:AssumeRole' }],
    },
    InstanceProfileList: [],
    RolePolicyList: [logsPolicy(name, extra)],
    AttachedManagedPolicies: [...shared, ...(power > 0.999 ? [administrator.Arn] : [])].map(attached),
    Tags: [
      { Key: 'team', Value: `team-${Math.floor(random() * 60)}` },
      { Key: 'service', Value: name },
    ],
    RoleLastUsed: random() < 0.7 ? { LastUsedDate: '2026-08-20T08:00:00+00:00', Region: 'eu-west-1' } : {},
  };
};

const user = (index: number, random: () => number, policies: number): object => {
  const name = `user-${index}`;
  return {
    Path: '/',
    UserName: name,
    UserId: `AIDA${String(index).padStart(17, '0')}`,
    Arn: `arn:aws:iam::${account}:user/${name}`,
    CreateDate: '2024-03-01T08:00:00+00:00',
    GroupList: [`group-${Math.floor(random() * 20)}`],
    AttachedManagedPolicies: random() < 0.3 ? [attached(policyArn(Math.floor(random() * policies)))] : [],
    Tags: [],
  };
};

const group = (index: number, policies: number): object => ({
  Path: '/',
  GroupName: `group-${index}`,
  GroupId: `AGPA${String(index).padStart(17, '0')}`,
  Arn: `arn:aws:iam::${account}:group/group-${index}`,
  CreateDate: '2024-01-01T08:00:00+00:00',
  GroupPolicyList: [],
  AttachedManagedPolicies: [attached(policyArn(index % policies))],
});

/** @returns bytes written */
export const writeEstate = (path: string, principals: number): number => {
  const random = randomFrom(principals);
  const file = openSync(path, 'w');
  const users = Math.floor(principals * 0.1);
  const policies = Math.min(400, 20 + Math.floor(principals / 50));
  let bytes = 0;
  let buffer = '';
  const write = (text: string): void => {
    buffer += text;
    if (buffer.length < 1 << 22) return;
    bytes += writeSync(file, buffer);
    buffer = '';
  };
  const list = (name: string, count: number, make: (index: number) => object, last = false): void => {
    write(`    "${name}": [\n`);
    for (let index = 0; index < count; index += 1) {
      write(`${JSON.stringify(make(index), null, 4)}${index === count - 1 ? '' : ','}\n`);
    }
    write(`    ]${last ? '' : ','}\n`);
  };
  write('{\n');
  list('UserDetailList', users, (index) => user(index, random, policies));
  list('GroupDetailList', 20, (index) => group(index, policies));
  list('RoleDetailList', principals - users, (index) => role(index, random, policies));
  list(
    'Policies',
    policies + 1,
    (index) => (index === policies ? administrator : managedPolicy(index, random)),
    true,
  );
  write('}\n');
  bytes += writeSync(file, buffer);
  closeSync(file);
  return bytes;
};
