import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inputKinds } from '../../src/model/coverage.ts';
import { ownMember } from '../../src/model/own-member.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { snapshotText } from '../../src/snapshot/write.ts';
import { faultOf } from '../fuzz/outcome.ts';
import { cloudSeeds } from '../fuzz/seeds-cloud.ts';
import { targets } from '../fuzz/targets.ts';
import { cliInProcess as cli, temporaryFolder } from '../support/cli.ts';
import { givenLawRuns } from '../support/law-runs.ts';
import { planText } from '../support/plan.ts';
import { recordsWith } from '../support/planted-estate.ts';
import { keysIn, valuesIn } from '../support/texts-of.ts';

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
const heldSettings = {
  version: 1,
  environments: { scopes: { NAME: 'production' }, tagKeys: ['NAME'], words: { test: ['NAME'] } },
  weights: { scopes: { NAME: 3 } },
  ownerTagKeys: ['NAME'],
  owners: [{ pattern: 'NAME', owner: 'NAME' }],
  breakGlass: { tagKeys: ['NAME'], names: ['NAME'] },
  trustedScopes: ['NAME'],
  humanNames: ['NAME'],
  machineNames: ['NAME'],
};
const heldExceptions = {
  version: 1,
  exceptions: [
    {
      id: 'a',
      covers: { identity: 'NAME', rule: 'no-owner' },
      reason: 'NAME',
      owner: 'NAME',
      approver: 'other',
      created: '2026-05-01',
      expires: '2026-06-30',
      scopes: ['NAME'],
      compensatingControls: ['NAME'],
    },
  ],
};

const at = '2026-06-01T12:00:00.000Z';
/** A record of each kind, in which each text, each identifier and each name of a member is the name. */
const recordsCalled = (name: string): readonly SnapshotRecord[] =>
  JSON.parse(JSON.stringify(recordsWith('NAME')).replaceAll('"x"', '"NAME"').replaceAll('NAME', name));
/** Sealed. */
const snapshot = (name: string): string => {
  const coverage = [
    {
      connector: 'aws',
      scope: name,
      source: name,
      status: 'partial' as const,
      detail: name,
      gives: inputKinds,
    },
  ];
  const header = { tool: { name, version: name }, collectedAt: at };
  return [...snapshotText(header, { records: recordsCalled(name), coverage }, at)].join('');
};

const snapshotFile = (name: string): string =>
  existsSync(join(folder, `${name}.ndjson`)) ? `${name}.ndjson` : write(`${name}.ndjson`, snapshot(name));
/** A history into which it was scanned. */
const historyOf = (name: string): readonly string[] => ['--history', `${name}.db`];

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
type Reader = readonly [reader: string, args: (name: string) => readonly string[], codes: readonly number[]];
const readers: readonly Reader[] = [
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
    'a configuration that holds',
    (name) => [
      'scan',
      snapshotFile(name),
      '--config',
      write('held.yaml', named(heldSettings, name)),
      '--exceptions',
      write('held-exceptions.yaml', named(heldExceptions, name)),
    ],
    [0],
  ],
  [
    'exceptions',
    (name) => ['scan', '--demo', '--exceptions', write('exceptions.yaml', named(exceptions, name))],
    [0],
  ],
  // Times and choices of the schemas are none of these names.
  ['a snapshot', (name) => ['scan', snapshotFile(name)], [0]],
  ['a snapshot that is added to a history', (name) => ['scan', snapshotFile(name), ...historyOf(name)], [0]],
  ['a scan of a history', (name) => ['history', 'show', name, ...historyOf(name)], [2]],
  ['scans of a history', (name) => ['history', 'diff', name, name, ...historyOf(name)], [2]],
  ['what a history holds', (name) => ['history', 'show', ...historyOf(name)], [0]],
  ['a finding of a history', (name) => ['history', 'finding', name, ...historyOf(name)], [2]],
  ['an identity of a history', (name) => ['history', 'identity', name, ...historyOf(name)], [0, 2]],
  ['what a history tells', (name) => ['trend', '--history', `${name}.db`, '--format', 'json'], [0]],
  ['a plan against standing privilege', (name) => ['reduce', snapshotFile(name), '--most', '1'], [0]],
  ['a baseline of it', (name) => ['baseline', 'write', snapshotFile(name), '--out', `${name}.json`], [0, 3]],
  [
    'what is compared with itself',
    (name) => ['gate', snapshotFile(name), '--against', snapshotFile(name)],
    [0, 3],
  ],
  ['an identity to explain', (name) => ['explain', name, snapshotFile(name)], [0, 2]],
  ['one that is to go', (name) => ['what-if', '--without', name, snapshotFile(name)], [0, 2]],
  [
    'a grant that is to go',
    (name) => ['what-if', '--without', `${name}@${name}`, snapshotFile(name)],
    [0, 2],
  ],
  ['evidence of a finding', (name) => ['evidence', 'show', name, snapshotFile(name)], [2]],
  ...(['--rule', '--scope', '--provider', '--nature', '--severity'] as const).map(
    (flag): Reader => [
      `a filter by ${flag.slice(2)}`,
      (name) => ['scan', snapshotFile(name), flag, name],
      flag === '--scope' ? [0, 2] : [2],
    ],
  ),
  ['a format', (name) => ['scan', snapshotFile(name), '--format', name], [2]],
  ['formats of a folder', (name) => ['scan', snapshotFile(name), '--out', 'o', '--out-formats', name], [2]],
  ['a policy of the gate', (name) => ['gate', snapshotFile(name), '--policy', name], [2]],
  ['a command', (name) => [name], [2]],
  ['a flag', (name) => ['scan', `--${name}`], [2]],
  ['a rule to explain', (name) => ['rules', name], [2]],
  ['a provider', (name) => ['permissions', name], [2]],
  ['an action', (name) => ['who-can', `${name}:${name}`, '--on', name, '--demo'], [0, 2]],
];

const cloudReaders = (
  [
    ['azure-cli', cloudSeeds.azureCli],
    ['azurehound', cloudSeeds.azureHound],
    ['azure-graph', cloudSeeds.azureRows],
    ['gcloud', cloudSeeds.gcloud],
    ['assets', cloudSeeds.gcpAssets],
  ] as const
).map(
  ([tool, texts]): Reader => [
    `what ${tool} writes`,
    (name) => [
      'scan',
      // Policies tell of what they are by the name of their file.
      ...texts.map((text, place) => write(`projects_${tool}-${place}.json`, renamed(text, name))),
    ],
    // What is of no form that the tool writes is refused with its place.
    [0, 2],
  ],
);

/** A part of the places, others for each name; where many cases are asked for, each place of a parser with one of them. */
const [parserEvery, wholeEvery] = givenLawRuns === undefined ? [40, 400] : [5, 60];

describe.each(names)('%s', (name) => {
  const offset = names.indexOf(name) * 7;

  const all = [...readers, ...cloudReaders];
  // By default each with one of the names; those of a history with the same one.
  const own = all.filter(
    ([reader], place) =>
      givenLawRuns !== undefined ||
      (/history/.test(reader) ? 0 : place) % names.length === names.indexOf(name),
  );
  test.each(own)('in %s', async (_, args, codes) => {
    const { code, stdout, stderr } = await cli(args(name), { cwd: folder });
    expect(stderr).not.toContain('unexpected error');
    expect(stdout + stderr).not.toMatch(/\[native code\]|\[object Object\]/);
    expect(codes).toContain(code);
  });

  // Of each input that the fuzzer begins with: logs, lists, reports, configuration, owners of code… Each kind of file is there.
  test.each(targets.map((target) => [target.id, target] as const))(
    'in %s',
    async (_, { kind, seeds, run }) => {
      const every = kind === 'whole' ? wholeEvery : parserEvery;
      let tried = offset;
      for (const seed of seeds)
        for (const { start, end } of [...valuesIn(seed), ...keysIn(seed)]) {
          tried += 1;
          if (tried % every === 0)
            expect(
              await faultOf({ run }, `${seed.slice(0, start)}${name}${seed.slice(end)}`),
            ).toBeUndefined();
        }
    },
  );

  test('in records of every kind, and in all that follows from them', async () => {
    const facts = await gather([{ collectedAt: at, entries: () => recordsCalled(name) }]);
    const { estate, findings } = audit(facts, defaultSettings);
    const functions: string[] = [];
    const seen = new Set<unknown>();
    const look = (value: unknown, path: string): void => {
      if (typeof value === 'function') functions.push(path);
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      seen.add(value);
      for (const [member, inner] of Object.entries(value)) look(inner, `${path}.${member}`);
    };
    for (const identity of estate.identities) look(identity, identity.kind);
    look(findings, 'findings');
    expect(estate.identities.length).toBeGreaterThan(10);
    expect(functions).toEqual([]);
  });

  test('is no row of any table', () => {
    expect(ownMember({ a: 1 }, name)).toBeUndefined();
  });
});

test('a table keeps a row of such a name that is its own', () => {
  expect(ownMember({ constructor: 1 }, 'constructor')).toBe(1);
});
