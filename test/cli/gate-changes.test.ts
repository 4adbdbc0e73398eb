import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { planText } from '../support/plan.ts';

const folder = temporaryFolder();
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const run = (...args: readonly string[]) => cli(['gate', ...args], { cwd: folder });

const template = (action: string): string =>
  JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ],
          },
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] },
            },
          ],
        },
      },
    },
  });
const checkout = (name: string, permissions: string): void => {
  mkdirSync(at(name, '.github/workflows'), { recursive: true });
  writeFileSync(
    at(name, '.github/workflows/ci.yml'),
    `on: push\npermissions: ${permissions}\njobs:\n  build:\n    runs-on: x\n    steps: [{ run: make }]\n`,
  );
};
const key = { repository: 'app', title: 'ci', key: 'ssh-ed25519 AAAA', read_only: false };

writeFileSync(at('base.json'), template('s3:GetObject'));
writeFileSync(at('head.json'), template('s3:*'));
writeFileSync(at('adds.json'), planText([{ address: 'github_repository_deploy_key.k', after: key }]));
writeFileSync(
  at('keeps.json'),
  planText([{ address: 'github_repository_deploy_key.k', before: key, after: key }]),
);
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
writeFileSync(
  at('nowhere.json'),
  planText([{ address: 'aws_iam_role.app', after: { name: 'app', path: '/', assume_role_policy: trust } }]),
);
const roles = (...accounts: readonly string[]): string =>
  JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: accounts.map((account) => ({
      RoleName: 'app',
      Arn: `arn:aws:iam::${account}:role/app`,
      Path: '/',
      AssumeRolePolicyDocument: trust,
      AttachedManagedPolicies: [],
      RolePolicyList: [],
    })),
  });
writeFileSync(at('one.json'), roles('111122223333'));
writeFileSync(at('other.json'), roles('444455556666'));
checkout('base', '{ contents: read }');
checkout('head', '{ contents: write }');
mkdirSync(at('empty'));
mkdirSync(at('linked', '.github/workflows'), { recursive: true });
symlinkSync(at('base.json'), at('linked', '.github/workflows/ci.yml'));

describe('a change on an estate of several accounts', () => {
  const estate = ['one.json', '--snapshot', 'other.json'];
  const template = ['--template', 'head.json', '--base-template', 'base.json'];

  test.each([
    ['a plan without an account', ['--plan', 'nowhere.json'], 3],
    ['with its account', ['--plan', 'nowhere.json', '--account', '444455556666'], 0],
    ['with the account of its configuration', ['--plan', 'nowhere.json', '--account', 'aws=444455556666'], 0],
    [
      'with an account that the estate does not hold',
      ['--plan', 'nowhere.json', '--account', '777788889999'],
      3,
    ],
    ['with something that is no account', ['--plan', 'nowhere.json', '--account', 'prod'], 2],
    ['a template without an account', template, 3],
    ['a template with its account', [...template, '--account', '111122223333'], 1],
  ])('%s', async (_, args, code) => {
    expect((await run(...args, ...estate)).code).toBe(code);
  });

  test('what to give is said, in the reports too', async () => {
    const { stdout, stderr } = await run('--plan', 'nowhere.json', '--format', 'json', ...estate);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'not-evaluated',
      reason:
        'Nothing tells in which account the change is made, and the estate that was given holds 2: 111122223333, 444455556666. Name it with --account ID.',
    });
    expect(stderr).toContain('--account ID');
  });

  test('the account stands in what is told', async () => {
    const { stdout } = await run(...template, '--account', '444455556666', '--format', 'json', ...estate);
    expect(stdout).toContain('arn:aws:iam::444455556666:role/');
  });

  test.each([
    [['--plan', 'adds.json', '--live-time', '3'], '--live-time'],
    [['--plan', 'adds.json', '--live-pages', '3'], '--live-pages'],
    [['--workflows', 'head', '--base-workflows', 'base', '--live-idle', '3'], '--live-idle'],
    [['one.json', '--against', 'one.json', '--ignore-unread', 'aws_instance'], '--ignore-unread'],
  ])('%j: a flag that would do nothing is refused', async (args, flag) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(`${flag} does nothing in this gate`);
  });

  test('--account does nothing where there is no plan', async () => {
    expect((await run('one.json', '--account', '111122223333')).code).toBe(2);
  });
});

describe('exit codes of a gate on a change', () => {
  test.each([
    ['a plan that adds', ['--plan', 'adds.json'], 1],
    ['a plan that keeps', ['--plan', 'keeps.json'], 0],
    ['a template that adds', ['--template', 'head.json', '--base-template', 'base.json'], 1],
    ['a template that takes away', ['--template', 'base.json', '--base-template', 'head.json'], 0],
    ['a template that is new', ['--template', 'base.json'], 1],
    ['workflows that add', ['--workflows', 'head', '--base-workflows', 'base'], 1],
    ['workflows that take away', ['--workflows', 'base', '--base-workflows', 'head'], 0],
    ['workflows that were not there', ['--workflows', 'head', '--base-workflows', 'empty'], 1],
    ['workflows that are no more', ['--workflows', 'empty', '--base-workflows', 'head'], 0],
    ['what is no plan', ['--plan', 'base.json'], 2],
    ['no such template', ['--template', 'nowhere.yaml'], 2],
    ['an older template alone', ['--base-template', 'base.json'], 2],
    ['one checkout alone', ['--workflows', 'head'], 2],
    ['no such checkout', ['--workflows', 'head', '--base-workflows', 'nowhere'], 2],
    ['no workflow in either checkout', ['--workflows', 'empty', '--base-workflows', 'empty'], 2],
    [
      'the folder of the workflows in the place of the checkout',
      ['--workflows', 'head/.github/workflows', '--base-workflows', 'base'],
      2,
    ],
    ['a workflow that is a link', ['--workflows', 'linked', '--base-workflows', 'base'], 2],
    ['files beside checkouts', ['--workflows', 'head', '--base-workflows', 'base', 'adds.json'], 2],
    ['a plan and a baseline', ['--plan', 'keeps.json', '--baseline', 'base.json'], 2],
    ['a plan and an earlier snapshot', ['--plan', 'keeps.json', '--against', 'base.json'], 2],
    ['a plan and a live account', ['--plan', 'keeps.json', '--aws'], 2],
    ['a plan and a renaming', ['--plan', 'keeps.json', '--renamed', 'a b'], 2],
    ['workflows and a snapshot', ['--workflows', 'head', '--base-workflows', 'base', '--snapshot', 'x'], 2],
    ['a live estate and a snapshot of it by flag', ['--demo', '--snapshot', 'x'], 2],
    ['two plans at once', ['--plan', 'adds.json', '--plan', 'keeps.json'], 2],
    ['two gates at once', ['--plan', 'adds.json', '--template', 'head.json'], 2],
  ] as const)('%s', async (_, args, code) => {
    const ran = await run(...args);
    expect(ran.code, ran.stderr + ran.stdout).toBe(code);
    if (code === 2) expect(ran.stderr).toMatch(/nhi-audit: .+\n[\s\S]*\S/);
  });

  test('an exception accepts a change of a plan', async () => {
    const { changes } = JSON.parse((await run('--plan', 'adds.json', '--format', 'json')).stdout) as {
      changes: { fingerprint: string }[];
    };
    writeFileSync(
      at('exceptions.yaml'),
      `version: 1\nexceptions:\n${changes
        .map(
          ({ fingerprint }, index) => `  - id: accepted-${index}
    covers: { fingerprint: ${fingerprint} }
    reason: a release of the old pipeline until it is gone
    owner: team-ci@example.com
    approver: security@example.com
    created: 2026-10-20
    expires: 2026-11-20
`,
        )
        .join('')}`,
    );
    const ran = await run('--plan', 'adds.json', '--exceptions', 'exceptions.yaml');
    expect(ran.code, ran.stdout).toBe(0);
    expect(ran.stdout).toContain('accepted-0');
  });

  test.each([
    ['--plan', ['--plan', 'adds.json'], 'adds.json'],
    ['--template', ['--template', 'head.json', '--base-template', 'base.json'], 'head.json'],
    ['--workflows', ['--workflows', 'head', '--base-workflows', 'base'], 'head/.github/workflows/ci.yml'],
  ] as const)('reports of %s stand at the file that makes the change', async (_, args, file) => {
    const out = `out-${args[0].slice(2)}`;
    expect((await run(...args, '--out', out)).code).toBe(1);
    const sarif = JSON.parse(readFileSync(at(out, 'gate.sarif'), 'utf8')) as {
      runs: {
        results: {
          locations: {
            physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
          }[];
        }[];
      }[];
    };
    const [result] = sarif.runs[0]!.results;
    expect(result!.locations[0]!.physicalLocation).toMatchObject({ artifactLocation: { uri: file } });
  });
});

describe('the sample estate', () => {
  test('stands in its baseline; one exception has ended', async () => {
    const ran = await run('--demo', '--format', 'json');
    expect(ran.code).toBe(1);
    expect(
      (JSON.parse(ran.stdout) as { changes: { class: string; fails: boolean }[] }).changes
        .filter(({ fails }) => fails)
        .map((change) => change.class),
    ).toEqual(['exception-expired']);
  });
});

describe('actions of the repository', () => {
  const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
  const write = (name: string, path: string, text: string): void => {
    mkdirSync(join(at(name, path), '..'), { recursive: true });
    writeFileSync(at(name, path), text);
  };
  const composite = (as: string): string =>
    `runs:\n  using: composite\n  steps:\n    - uses: aws-actions/configure-aws-credentials@v4\n      with: { role-to-assume: "${role(as)}" }\n`;
  const workflow =
    'on: push\npermissions: { id-token: write }\njobs:\n  a: { runs-on: x, steps: [{ uses: ./.github/actions/outer }] }\n';
  for (const [name, as] of [
    ['actions-base', 'dev'],
    ['actions-head', 'prod-admin'],
  ] as const) {
    write(name, '.github/workflows/ci.yml', workflow);
    write(
      name,
      '.github/actions/outer/action.yml',
      'runs:\n  using: composite\n  steps: [{ uses: ./.github/actions/inner }]\n',
    );
    write(name, '.github/actions/inner/action.yaml', composite(as));
  }
  write('actions-link', '.github/workflows/ci.yml', workflow);
  symlinkSync(at('actions-head/.github/actions'), at('actions-link/.github/actions'));

  test('one that uses another is read, and its role is compared', async () => {
    const { code, stdout } = await run('--workflows', 'actions-head', '--base-workflows', 'actions-base');
    expect(code).toBe(1);
    expect(stdout).toContain('prod-admin');
  });

  test('nothing behind a link is read', async () => {
    const { stdout } = await run('--workflows', 'actions-link', '--base-workflows', 'actions-base');
    expect(stdout).not.toContain('prod-admin');
  });
});
