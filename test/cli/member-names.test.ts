import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownMember } from '../../src/model/own-member.ts';
import { cloudSeeds } from '../fuzz/seeds-cloud.ts';
import { cli, temporaryFolder } from '../support/cli.ts';
import { planText } from '../support/plan.ts';

/**
 * Names from outside that are members of all objects, in every place of every reader that takes a name: each is read as what it
 * is, an unknown name.
 */
const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

const folder = temporaryFolder();
const write = (name: string, text: string): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  return name;
};

/** JSON in which `NAME`, as key and as value, is the name: an object literal would lose `__proto__`. */
const named = (value: unknown, name: string): string => JSON.stringify(value).replaceAll('NAME', name);

const statement = {
  Sid: 'NAME',
  Effect: 'Allow',
  Action: ['NAME:NAME', 'NAME', 's3:NAME', 'iam:*'],
  Resource: ['arn:aws:NAME:NAME:111122223333:NAME/NAME', 'NAME', '*'],
  Condition: {
    NAME: { NAME: 'NAME' },
    StringEquals: { NAME: 'NAME', 'aws:PrincipalTag/NAME': 'NAME' },
    'ForAllValues:NAME': { a: 'b' },
  },
  NAME: 'NAME',
};
const document = { Version: 'NAME', Statement: [statement, { NAME: 1 }], NAME: 1 };
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { NAME: 'NAME', Service: 'NAME', AWS: 'NAME', Federated: 'NAME' },
      Action: 'sts:AssumeRole',
      Condition: { StringLike: { 'NAME:sub': 'NAME' } },
    },
  ],
};
const tags = [{ Key: 'NAME', Value: 'NAME' }];
const inline = [{ PolicyName: 'NAME', PolicyDocument: document }];
const account = {
  UserDetailList: [
    {
      UserName: 'NAME',
      Arn: 'arn:aws:iam::111122223333:user/NAME',
      Path: '/',
      UserPolicyList: inline,
      GroupList: ['NAME'],
      AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/NAME', PolicyName: 'NAME' }],
      Tags: tags,
      NAME: 1,
    },
  ],
  GroupDetailList: [
    {
      GroupName: 'NAME',
      Arn: 'arn:aws:iam::111122223333:group/NAME',
      Path: '/',
      GroupPolicyList: inline,
      AttachedManagedPolicies: [],
    },
  ],
  RoleDetailList: [
    {
      RoleName: 'NAME',
      Arn: 'arn:aws:iam::111122223333:role/NAME',
      Path: '/',
      AssumeRolePolicyDocument: trust,
      RolePolicyList: inline,
      AttachedManagedPolicies: [],
      Tags: tags,
    },
  ],
  Policies: [],
};
const configItems = {
  configurationItems: ['NAME', 'AWS::S3::Bucket', 'AWS::Lambda::Function'].map((resourceType) => ({
    configurationItemStatus: 'NAME',
    awsAccountId: '111122223333',
    awsRegion: 'NAME',
    resourceType,
    resourceId: 'NAME',
    ARN: 'arn:aws:NAME:NAME:111122223333:NAME',
    configuration: { NAME: 'NAME', role: 'arn:aws:iam::111122223333:role/NAME' },
    supplementaryConfiguration: {
      BucketPolicy: {
        policyText: JSON.stringify({ Statement: [{ ...statement, Principal: { AWS: 'NAME' } }] }),
      },
      NAME: 1,
    },
  })),
};
const template = {
  Transform: 'NAME',
  Globals: { NAME: { NAME: 1 } },
  Parameters: { NAME: { Type: 'NAME' } },
  Mappings: { NAME: { NAME: { NAME: 'NAME' } } },
  Conditions: { NAME: { NAME: ['NAME'] } },
  Resources: {
    NAME: { Type: 'NAME', Properties: { NAME: { 'Fn::NAME': 'NAME' } } },
    Role: {
      Type: 'AWS::IAM::Role',
      Condition: 'NAME',
      Properties: {
        RoleName: { 'Fn::GetAtt': ['NAME', 'NAME'] },
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: { Ref: 'NAME' }, PolicyDocument: document }],
      },
    },
    Function: {
      Type: 'AWS::Serverless::Function',
      Properties: { Events: { NAME: { Type: 'NAME' } }, Policies: [{ NAME: { NAME: 'NAME' } }] },
    },
    Stack: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: 'NAME', Parameters: { NAME: 'NAME' } },
    },
    Other: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Value: { 'Fn::Sub': ['${NAME} ${NAME.NAME} ${Stack.Outputs.NAME}', { NAME: 'NAME' }] } },
    },
    Map: {
      Type: 'AWS::IAM::User',
      Properties: { UserName: { 'Fn::FindInMap': ['NAME', 'NAME', 'toString'] } },
    },
  },
  Outputs: { NAME: { Value: { Ref: 'NAME' } } },
};
const planned = planText(
  [
    { address: 'NAME.NAME', after: { NAME: 'NAME', name: 'NAME' } },
    {
      address: 'aws_iam_role.NAME',
      after: { name: 'NAME', assume_role_policy: JSON.stringify(trust) },
      after_unknown: { NAME: true, arn: true },
    },
    {
      address: 'azurerm_role_assignment.NAME',
      after: { role_definition_name: 'NAME', principal_type: 'NAME', principal_id: 'NAME', scope: 'NAME' },
    },
    {
      address: 'azuread_directory_role_assignment.NAME',
      after: { role_id: 'NAME', principal_object_id: 'NAME' },
    },
    { address: 'google_project_iam_member.NAME', after: { role: 'NAME', member: 'NAME', project: 'NAME' } },
    {
      address: 'github_repository_collaborator.NAME',
      after: { repository: 'NAME', username: 'NAME', permission: 'NAME' },
    },
    {
      address: 'github_team_repository.NAME',
      after: { repository: 'NAME', team_id: 'NAME', permission: 'NAME' },
    },
  ].map((change) => ({ before: null, ...change })) as never,
);
const workflow = {
  on: { NAME: { NAME: 1 } },
  permissions: { NAME: 'NAME', contents: 'NAME' },
  env: { NAME: '${{ secrets.NAME }}' },
  jobs: {
    NAME: {
      'runs-on': '${{ matrix.NAME }}',
      permissions: { NAME: 'NAME' },
      strategy: { matrix: { NAME: ['NAME'], include: [{ NAME: 'NAME' }] } },
      environment: 'NAME',
      steps: [
        { uses: 'NAME', with: { NAME: 'NAME' } },
        { run: '${{ NAME }} ${{ secrets["NAME"] }}', env: { NAME: 'NAME' } },
      ],
    },
    call: { uses: 'NAME', with: { NAME: 'NAME' }, secrets: { NAME: 'NAME' } },
  },
};
const exceptions = {
  version: 1,
  exceptions: [{ id: 'NAME', NAME: 'NAME', covers: { rule: 'NAME', identity: 'NAME' }, owner: 'NAME' }],
};
const settings = {
  version: 1,
  NAME: 1,
  rules: { NAME: { enabled: false } },
  environments: { scopes: { NAME: 'NAME' } },
};
const snapshot = (name: string): string =>
  [
    {
      record: 'header',
      schema: 'nhi-audit/snapshot/v2',
      tool: { name: 'nhi-audit', version: '0.1.0' },
      collectedAt: '2026-06-01T12:00:00.000Z',
    },
    { record: 'NAME', scope: 'NAME', id: 'NAME', data: { NAME: 1 } },
  ]
    .map((line) => named(line, name))
    .join('\n');

/** Outputs of the tools of Azure and Google Cloud: each text that is no kind or type is the name, and a member is called so. */
const renamed = (text: string, name: string): string => {
  const change = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => change(each, key));
    if (typeof value === 'object' && value !== null)
      return {
        ...Object.fromEntries(Object.entries(value).map(([own, each]) => [own, change(each, own)])),
        NAME: 'NAME',
      };
    return typeof value === 'string' && !/^(?:kind|type|asset_?type|.*time)$/i.test(key) ? 'NAME' : value;
  };
  return text
    .split('\n')
    .map((line) => named(change(JSON.parse(line), ''), name))
    .join('\n');
};
const readers: readonly [
  reader: string,
  args: (name: string) => readonly string[],
  codes: readonly number[],
][] = [
  ['an account', (name) => ['scan', write('account.json', named(account, name))], [0]],
  [
    'resources of AWS Config',
    (name) => [
      'scan',
      write('own.json', named(account, name)),
      write('config.json', named(configItems, name)),
    ],
    [0],
  ],
  ['a template', (name) => ['gate', '--template', write('template.json', named(template, name))], [0, 1]],
  ['a plan', (name) => ['gate', '--plan', write('plan.json', planned.replaceAll('NAME', name))], [0, 1]],
  [
    'workflows of a checkout',
    (name) => ['scan', write('checkout/.github/workflows/a.yml', named(workflow, name)) && 'checkout'],
    [0],
  ],
  [
    'configuration',
    (name) => ['scan', '--demo', '--config', write('settings.yaml', named(settings, name))],
    [2],
  ],
  [
    'exceptions',
    (name) => ['scan', '--demo', '--exceptions', write('exceptions.yaml', named(exceptions, name))],
    [0],
  ],
  ['a snapshot', (name) => ['scan', write('snapshot.ndjson', snapshot(name))], [2]],
  ['a rule to explain', (name) => ['rules', name], [2]],
  ['a provider', (name) => ['permissions', name], [2]],
  ['an action', (name) => ['who-can', `${name}:${name}`, '--on', name, '--demo'], [0, 2]],
];

const cloudReaders = (
  [
    ['azure-cli', cloudSeeds.azureCli],
    ['azurehound', cloudSeeds.azureHound],
    ['gcloud', cloudSeeds.gcloud],
    ['assets', cloudSeeds.gcpAssets],
  ] as const
).map(([tool, texts]): (typeof readers)[number] => [
  `what ${tool} writes`,
  (name) => [
    'scan',
    // Policies tell of what they are by the name of their file.
    ...texts.map((text, place) => write(`projects_${tool}-${place}.json`, renamed(text, name))),
  ],
  // What is of no form that the tool writes is refused with its place.
  [0, 2],
]);

describe.each(names)('%s', (name) => {
  test.each([...readers, ...cloudReaders])('in %s', async (_, args, codes) => {
    const { code, stderr } = await cli(args(name), { cwd: folder });
    expect(stderr).not.toContain('unexpected error');
    expect(codes).toContain(code);
  });

  test('is no row of any table', () => {
    expect(ownMember({ a: 1 }, name)).toBeUndefined();
  });
});

test('a table keeps a row of such a name that is its own', () => {
  expect(ownMember({ constructor: 1 }, 'constructor')).toBe(1);
});
