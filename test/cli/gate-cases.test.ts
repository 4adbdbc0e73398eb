import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

/** Situations from the field, `test/fixtures/gate-cases`: what the gate says of each, by the command line. */
const cases = resolve('test/fixtures/gate-cases');

interface Told {
  readonly class: string;
  readonly who: string;
  readonly what: string;
  readonly fails: boolean;
}

const gate = async (folder: string, args: readonly string[]) => {
  const { code, stdout, stderr } = await cli(['gate', ...args, '--format', 'json'], {
    cwd: join(cases, folder),
  });
  const changes = code === 2 ? [] : (JSON.parse(stdout) as { readonly changes: readonly Told[] }).changes;
  return { code, stderr, changes };
};

const plan = ['--plan', 'plan.json'];
const template = ['--template', 'app.yaml'];
const workflows = ['--workflows', 'head', '--base-workflows', 'base'];

/** Class, the last part of who it is about, and a word of what; each of them fails. */
type Fault = readonly [kind: string, who: string, says: string];
const verdicts: readonly (readonly [folder: string, args: readonly string[], faults: readonly Fault[]])[] = [
  [
    'policy-document-count-foreach',
    plan,
    [
      ['new-standing-grant', 'role/worker-one', 'iam:*'],
      ['new-standing-grant', 'role/worker-one', 'sqs:*'],
      ['new-standing-grant', 'role/worker-two', 'sqs:*'],
    ],
  ],
  [
    'inline-managed-sensitive',
    plan,
    [
      ['new-standing-grant', 'role/sens', 'everything'],
      ['new-standing-grant', 'user/legacy-user', 'iam:*'],
      ['new-standing-grant', 'group/legacy-group', 'iam:*'],
      ['credential-added', 'user/legacy-user', 'password'],
      ['new-standing-grant', 'role/svc/batch-', 'control privileges'],
    ],
  ],
  [
    'membership-oidc',
    plan,
    [
      ['indeterminate', 'user/robot', 'the group Administrators'],
      ['credential-added', 'user/robot', 'access-key'],
      ['new-standing-grant', 'role/gh-deploy', 's3:*'],
      ['trust-widened', 'role/gh-deploy', 'repo:acme/*'],
    ],
  ],
  ['group-policy-outside', plan, [['new-standing-grant', 'group/developers', 'everything']]],
  [
    'group-membership-outside',
    plan,
    [
      ['indeterminate', 'user/robot', 'the group Administrators'],
      ['credential-added', 'user/robot', 'access-key'],
    ],
  ],
  ['deny-forgotten', plan, []],
  ['boundary-dropped', plan, [['indeterminate', 'role/app', 'permissions boundary edge']]],
  [
    'boundary-dropped',
    [...plan, '--snapshot', 'account.json'],
    [
      ['new-standing-grant', 'role/app', 'control privileges'],
      ['privilege-widened', 'role/app', 's3'],
    ],
  ],
  ['shared-policy-widened', plan, [['new-standing-grant', 'policy/shared', '7 others']]],
  [
    'key-of-existing-user',
    plan,
    [
      ['credential-added', 'user/existing-user', 'access-key'],
      ['credential-added', 'user/existing-user', 'service-specific-credential'],
    ],
  ],
  [
    'managedpolicy-roles-groups',
    template,
    [
      ['new-standing-grant', 'role/legacy-role', 'iam:*'],
      ['new-standing-grant', 'group/Ops', 'iam:*'],
      ['new-standing-grant', 'role/{X}', 's3:'],
      ['trust-widened', 'role/', 'may assume it'],
    ],
  ],
  [
    'membership-only',
    template,
    [
      ['indeterminate', 'user/bot', 'the group Administrators'],
      ['indeterminate', 'user/legacy-user', 'the group Administrators'],
      ['credential-added', 'user/bot', 'access-key'],
    ],
  ],
  ['reusable-child', workflows, [['new-standing-grant', 'parent.yml#go / c', 'contents: write']]],
  ['matrix-role-added', workflows, [['scope-widened', 'm.yml#deploy', 'aws (enter as)']]],
  ['reusable-local-input-role', workflows, [['scope-widened', 'p.yml#go / deploy', 'aws (enter as)']]],
];

describe('what fails, and nothing else', () => {
  test.each(verdicts)('%s %j', async (folder, args, faults) => {
    const { code, changes } = await gate(folder, args);
    expect(code).toBe(faults.length > 0 ? 1 : 0);
    const failing = changes.filter(({ fails }) => fails);
    const isOf =
      ({ class: kind, who, what }: Told) =>
      ([wanted, whose, says]: Fault): boolean =>
        kind === wanted && who.includes(whose) && what.includes(says);
    expect(faults.filter((fault) => !failing.some((told) => isOf(told)(fault)))).toEqual([]);
    expect(failing.filter((told) => !faults.some(isOf(told)))).toEqual([]);
  });
});

describe('files that are no plan, or one in another form', () => {
  test.each([
    ['wrapped', 'wrapped.json', 2, 'terraform_wrapper: false'],
    ['wrapped', 'stream.json', 2, 'terraform show -json'],
    ['wrapped', 'plan.bin', 2, 'binary form'],
    ['wrapped', 'state.json', 2, 'shows a state'],
    ['wrapped', 'two.json', 2, 'not JSON'],
    ['wrapped', 'utf16.json', 1, ''],
    ['wrapped', 'bom.json', 1, ''],
    ['utf16-export', 'account.json', 2, 'no plan of Terraform'],
  ])('%s/%s: %i', async (folder, file, code, says) => {
    const judged = await gate(folder, ['--plan', file]);
    expect(judged.code).toBe(code);
    expect(judged.stderr).toContain(says);
    expect(judged.changes.some(({ fails }) => fails)).toBe(code === 1);
  });

  test('an export in UTF-16 is read by a scan', async () => {
    const { code, stdout } = await cli(['scan', 'account.json'], { cwd: join(cases, 'utf16-export') });
    expect(code).toBe(0);
    expect(stdout).toContain('svc-admin');
  });
});

test('SARIF names files from the root of the repository, also out of a folder of it', async () => {
  const root = temporaryFolder();
  cpSync(join(cases, 'monorepo'), root, { recursive: true });
  for (const name of ['objects', 'refs']) mkdirSync(join(root, '.git', name), { recursive: true });
  writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  const { code, stdout } = await cli(['gate', '--plan', 'plan.json', '--format', 'sarif'], {
    cwd: join(root, 'infra'),
  });
  expect(code).toBe(1);
  const uris = [...stdout.matchAll(/"uri": ?"([^"]+)"/g)]
    .map(([, uri]) => uri)
    .filter((uri) => uri!.endsWith('plan.json') || uri!.endsWith('.tf'));
  expect(uris.length).toBeGreaterThan(0);
  expect(uris.filter((uri) => !uri!.startsWith('infra/'))).toEqual([]);
});

test('each folder has its verdict', () => {
  const told = new Set([...verdicts.map(([folder]) => folder), 'wrapped', 'utf16-export', 'monorepo']);
  const there = readdirSync(cases, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(there.map(({ name }) => name).sort()).toEqual([...told].sort());
});
