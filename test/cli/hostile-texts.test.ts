import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

/** Texts that are made to stop an audit: each of them once took minutes or gigabytes, or ended with an unexpected error. */
const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  return name;
};

const arn = (kind: string, name: string): string => `arn:aws:iam::111122223333:${kind}/${name}`;

const account = (...statements: readonly object[]): string =>
  JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: [
      {
        RoleName: 'r',
        Arn: arn('role', 'r'),
        Path: '/',
        CreateDate: '2025-01-01T00:00:00Z',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
        RolePolicyList: [
          { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
        ],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
  });

const scan = async (name: string, text: string) => {
  const { code, stdout, stderr } = await cli(['scan', file(name, text), '--format', 'json'], { cwd: folder });
  expect(stderr).not.toContain('unexpected error');
  const { coverage, identities } = JSON.parse(stdout);
  const partial = coverage.filter(({ status }: { status: string }) => status !== 'complete');
  return { code, identities, told: JSON.stringify(partial) };
};

describe('policies', () => {
  test.each([
    [
      'a pattern with thousands of stars',
      { Effect: 'Allow', Action: '*', Resource: `arn:aws:lambda:*:*:*${'*a'.repeat(20_000)}` },
      /policy p of .*role\/r: statement 0 has 1 pattern too complex to judge/,
    ],
    [
      'the same in a condition',
      {
        Effect: 'Allow',
        Action: 'iam:*',
        Resource: '*',
        Condition: { StringLike: { 'aws:RequestTag/a': ['*a'.repeat(20_000), 'b'] } },
      },
      /aws:RequestTag\/a of statement 0 has 1 pattern too complex to judge/,
    ],
    [
      'an operator by the name of a member of all objects',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { constructor: { 'aws:username': 'a' } } },
      /statement 0 has the unknown condition operator constructor/,
    ],
  ])('%s is told with its place', async (name, statement, says) => {
    const { code, identities, told } = await scan(`${name}.json`, account(statement));
    expect({ code, identities: identities.length }).toEqual({ code: 0, identities: 1 });
    expect(told).toMatch(says);
  });

  test('what is too complex in an allow may be allowed, and in a deny is not relied on', async () => {
    const wide = { Effect: 'Allow', Action: '*', Resource: '*' };
    const complex = `arn:aws:iam::*${'*a'.repeat(300)}`;
    const plain = await scan('plain.json', account(wide));
    const denied = await scan(
      'denied.json',
      account(wide, { Effect: 'Deny', Action: 'iam:*', Resource: complex }),
    );
    expect(denied.identities[0].blastRadius.score).toBe(plain.identities[0].blastRadius.score);
  });

  test('thousands of values of one condition, and hundreds of statements that allow and deny in turn', async () => {
    const values = Array.from({ length: 2000 }, (_, index) => `*a${index}*b*`);
    const one = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringLike: { 'aws:RequestTag/x': values } },
    };
    expect((await scan('values.json', account(one))).code).toBe(0);
    const turns = Array.from({ length: 300 }, (_, index) => ({
      Effect: index % 2 === 0 ? 'Allow' : 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringLike: { [`aws:PrincipalTag/t${index}`]: 'a*' } },
    }));
    expect((await scan('turns.json', account(...turns))).code).toBe(0);
  });
});

const gate = (name: string, text: string) => cli(['gate', '--template', file(name, text)], { cwd: folder });

describe('templates', () => {
  const role = (name: unknown): object => ({
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: name, AssumeRolePolicyDocument: { Statement: [] } },
  });
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `R${index}`,
      role(index === 0 ? 'xxxxxxxxxx' : { 'Fn::Sub': `\${R${index - 1}}\${R${index - 1}}` }),
    ]),
  );
  const openDoubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `P${index}`,
      {
        Type: 'AWS::SSM::Parameter',
        Properties: {
          Value:
            index === 0
              ? { 'Fn::ImportValue': 'a' }
              : { 'Fn::Sub': `\${P${index - 1}.Value}-\${P${index - 1}.Value}` },
        },
      },
    ]),
  );
  const chain = ['b', 'c', 'd', 'e'].map(
    (name, index) => `${name}: &${name} [${`*${'abcd'[index]},`.repeat(99)}]`,
  );

  test.each([
    [
      'names that double',
      JSON.stringify({ Resources: doubling }),
      /too complex to judge.*\n.*where: .*, line 1 \(R\d+\)/,
    ],
    [
      'aliases of aliases',
      `a: &a [x]\n${chain.join('\n')}\nResources: {}\n`,
      /too complex to judge.*\n.*where: .*, line \d/,
    ],
    [
      'an alias of nothing',
      'Resources: { A: *b }',
      /the alias refers to an anchor that is not defined before it.*\n.*where: .*, line 1/,
    ],
    ['brackets without end', `Resources: ${'['.repeat(50_000)}`, /no YAML.*\n.*where: /],
  ])('%s: the gate ends with file and place', async (name, text, says) => {
    const { code, stderr } = await gate(`${name}.yaml`, text);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
  });

  test.each([
    ['values that nobody knows, doubled', { Resources: openDoubling }],
    [
      'a text of what is opened and never closed',
      { Resources: { R: role({ 'Fn::Sub': '${'.repeat(100_000) }) } },
    ],
    [
      'names of members of all objects',
      {
        Parameters: { constructor: { Type: 'String' } },
        Conditions: { toString: { 'Fn::Equals': [{ Ref: 'valueOf' }, 'a'] } },
        Resources: {
          constructor: {
            Type: 'constructor',
            Properties: { __proto__: null, toString: { 'Fn::constructor': 1 } },
          },
          R: { ...role({ 'Fn::GetAtt': ['constructor', 'toString'] }), Condition: 'hasOwnProperty' },
        },
        Outputs: { valueOf: { Value: { Ref: 'constructor' } } },
      },
    ],
  ])('%s: judged', async (name, template) => {
    const { code, stderr } = await gate(`${name}.json`, JSON.stringify(template));
    expect(stderr).not.toContain('unexpected error');
    expect([0, 1, 2]).toContain(code);
  });
});

test('a workflow of expressions that are never closed is read in one pass', async () => {
  const step = '${{ secrets.A '.repeat(60_000);
  file(
    'checkout/.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${JSON.stringify(step)}\n`,
  );
  const { code, stderr } = await cli(['scan', 'checkout'], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('unexpected error') });
});

describe('configuration and exceptions', () => {
  test.each([
    ['an alias of nothing', 'rules: *x\n', /not defined before it.*\n.*where: .*:1/],
    [
      'aliases of aliases',
      `a: &a [x]\n${['b', 'c', 'd'].map((name, index) => `${name}: &${name} [${`*${'abc'[index]},`.repeat(99)}]`).join('\n')}\n`,
      /aliases expand to too much/,
    ],
    ['a key twice', 'version: 1\nversion: 1\n', /must be unique.*\n.*where: .*:2/],
    [
      'a rule by the name of a member of all objects',
      'rules:\n  constructor:\n    enabled: false\n',
      /no such rule/,
    ],
  ])('%s', async (name, text, says) => {
    const { code, stderr } = await cli(['scan', '--demo', '--config', file(`${name}.yaml`, text)], {
      cwd: folder,
    });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
  });

  test('ten thousand exceptions of one id name a few lines each', async () => {
    const text = `exceptions:\n${'  - id: a\n'.repeat(10_000)}`;
    const { code, stdout, stderr } = await cli(
      ['scan', '--demo', '--format', 'json', '--exceptions', file('same.yaml', text)],
      { cwd: folder },
    );
    expect(stderr).not.toContain('unexpected error');
    expect(code).toBe(0);
    expect(stdout.length).toBeLessThan(100_000_000);
  });
});

const report = (lastUsed: string): string =>
  `user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated
<root_account>,arn:aws:iam::111122223333:root,2020-10-13T21:09:15+00:00,not_supported,${lastUsed},not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
`;
const planOf = (timestamp: string): string =>
  JSON.stringify({ format_version: '1.2', timestamp, planned_values: {}, resource_changes: [] });

describe('a broken source', () => {
  const broken = file('broken.csv', report('2025-06-25T0x'));
  const sound = file('sound.json', account({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }));
  const where = /not a date\n.*where: broken\.csv, line 2/;

  test('alone it ends with file and place', async () => {
    const { code, stderr } = await cli(['scan', broken], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(where) });
  });

  test('a plan without a valid time', async () => {
    const { code, stderr } = await cli(['gate', '--plan', file('plan.json', planOf('x'))], { cwd: folder });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/no valid timestamp\n.*plan\.json, timestamp/),
    });
  });

  test('two of them end like one', async () => {
    const { code, stderr } = await cli(['scan', broken, broken], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(where) });
  });

  test('beside one that can be read it is a gap: the report is made', async () => {
    const { code, stdout } = await cli(['scan', sound, broken, '--format', 'json'], { cwd: folder });
    expect(code).toBe(0);
    const { coverage, identities } = JSON.parse(stdout);
    expect(identities).toHaveLength(1);
    expect(coverage).toContainEqual(
      expect.objectContaining({ source: 'broken.csv', detail: expect.stringContaining('line 2') }),
    );
  });

  test.each([
    ['--fail-on', ['scan', sound, broken, '--fail-on', 'critical']],
    ['a baseline', ['baseline', 'write', '--out', 'new-baseline.json', sound, broken]],
    ['the gate', ['gate', '--demo', broken]],
  ])('and %s gives no verdict', async (_, args) => {
    expect((await cli(args, { cwd: folder })).code).toBe(3);
  });

  test('a file that is not there is a mistake of the command line', async () => {
    expect((await cli(['scan', sound, 'nowhere.json'], { cwd: folder })).code).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('loop', join(folder, 'loop'));
  mkdirSync(join(folder, 'folder.yaml'));
  file('beside.json', account({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }));

  test.each(
    ['pipe', '/dev/zero', 'loop'].flatMap((path) => [
      ['scan', path],
      ['scan', '--demo', '--config', path],
      ['scan', '--demo', '--exceptions', path],
      ['gate', '--plan', path],
      ['gate', '--template', path],
      ['gate', '--demo', '--baseline', path],
      ['baseline', 'check', path],
    ]),
  )('%s %s %s is refused before it is read', async (...args) => {
    const { code, stderr } = await cli(args, { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/no.* regular file|circles/) });
  });

  test.each(['pipe', 'loop'])('%s beside a file is a gap', async (path) => {
    const { code, stdout } = await cli(['scan', 'beside.json', path, '--format', 'json'], { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).coverage).toContainEqual(
      expect.objectContaining({ source: path, status: 'denied' }),
    );
  });

  test('a folder in the place of the configuration', async () => {
    const { code, stderr } = await cli(['scan', '--demo', '--config', 'folder.yaml'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('this is a folder') });
  });
});

test('the policy of a resource of an account that was not read: a scope of which nothing else is known', async () => {
  file('own.json', account({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }));
  const policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::shared/*',
      },
    ],
  });
  const item = {
    configurationItemStatus: 'ResourceDiscovered',
    configurationItemCaptureTime: '2026-01-02T00:00:00Z',
    awsAccountId: '444455556666',
    resourceType: 'AWS::S3::Bucket',
    resourceId: 'shared',
    ARN: 'arn:aws:s3:::shared',
    configuration: {},
    supplementaryConfiguration: { BucketPolicy: { policyText } },
  };
  file('config.json', JSON.stringify({ configurationItems: [item] }));
  const { code, stdout } = await cli(['scan', 'own.json', 'config.json', '--format', 'json'], {
    cwd: folder,
  });
  expect(code).toBe(0);
  expect(stdout).toContain('444455556666');
});
