import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { baselineText, readBaseline } from '../../src/cli/gate/baseline-file.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

/** Groups and policies of a baseline: privileges that nobody can use yet are told of what is compared with it. */

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const run = (...args: readonly string[]) => cli(args, { cwd: folder });

const account = '111122223333';
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const little = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};

const group = (name: string, document: object) => ({
  Path: '/',
  GroupName: name,
  GroupId: `AGPA${name}`,
  Arn: `arn:aws:iam::${account}:group/${name}`,
  GroupPolicyList: [{ PolicyName: 'p', PolicyDocument: document }],
  AttachedManagedPolicies: [],
});
const policy = (name: string, document: object) => ({
  PolicyName: name,
  PolicyId: `ANPA${name}`,
  Arn: `arn:aws:iam::${account}:policy/${name}`,
  Path: '/',
  DefaultVersionId: 'v1',
  AttachmentCount: 0,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document }],
});
const user = (name: string, groups: readonly string[]) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${name}`,
  Arn: `arn:aws:iam::${account}:user/${name}`,
  CreateDate: '2026-01-01T00:00:00Z',
  GroupList: groups,
  AttachedManagedPolicies: [],
  UserPolicyList: [{ PolicyName: 'p', PolicyDocument: little }],
  Tags: [],
});

const write = (
  name: string,
  groups: readonly object[],
  policies: readonly object[] = [],
  memberships: readonly string[] = [],
): void =>
  writeFileSync(
    at(name),
    JSON.stringify({
      UserDetailList: [user('ana', memberships)],
      GroupDetailList: groups,
      RoleDetailList: [],
      Policies: policies,
    }),
  );

const gate = (name: string, baseline = 'all.json') =>
  run('gate', name, '--collected-at', '2026-06-02T00:00:00Z', '--config', 'own.yaml', '--baseline', baseline);
const baseline = (name: string, out: string) =>
  run(
    'baseline',
    'write',
    name,
    '--collected-at',
    '2026-06-01T00:00:00Z',
    '--config',
    'own.yaml',
    '--out',
    out,
  );

beforeAll(async () => {
  writeFileSync(at('own.yaml'), 'version: 1\ngate:\n  needs: [inventory, grants, trusts]\n');
  write('start.json', [group('ops', everything)], [policy('spare', little)], ['ops']);
  write('left.json', [group('ops', everything)], [policy('spare', little)]);
  write(
    'new.json',
    [group('ops', everything), group('fresh', everything)],
    [policy('spare', little)],
    ['ops'],
  );
  write('wider.json', [group('ops', everything)], [policy('spare', everything)], ['ops']);
  write(
    'harmless.json',
    [group('ops', everything), group('fresh', little)],
    [policy('spare', little)],
    ['ops'],
  );
  const written = await baseline('start.json', 'all.json');
  expect([written.code, written.stderr]).toEqual([0, expect.stringContaining('written to all.json')]);
});

describe('against a baseline', () => {
  test.each([
    ['the same passes', 'start.json', 0, /PASS/],
    ['a group whose last member left gives what it gave', 'left.json', 0, /PASS/],
    ['a new group of administrators without members fails', 'new.json', 1, /group fresh gives/],
    [
      'a policy that is attached to nothing and may now do everything fails',
      'wider.json',
      1,
      /policy spare gives/,
    ],
    ['a new group that may do little passes', 'harmless.json', 0, /PASS/],
  ])('%s', async (_, file, code, says) => {
    const result = await gate(file);
    expect([result.code, result.stdout.replaceAll(/\s+/g, ' ')]).toEqual([code, expect.stringMatching(says)]);
  });

  test('one that an earlier version wrote tells nothing of them, and an update takes them in', async () => {
    const read = readBaseline(readFileSync(at('all.json'), 'utf8'), settings());
    if (!read.ok) throw new Error(read.says);
    const { holders, ...older } = read.state;
    expect(holders?.map(({ id }) => id)).toEqual([
      `arn:aws:iam::${account}:group/ops`,
      `arn:aws:iam::${account}:policy/spare`,
    ]);
    writeFileSync(at('older.json'), baselineText(older, settings(), { name: 'nhi-audit', version: '0' }));
    expect((await run('baseline', 'check', 'older.json', '--config', 'own.yaml')).code).toBe(0);
    expect((await gate('new.json', 'older.json')).code).toBe(0);
    const updated = await run(
      'baseline',
      'update',
      'start.json',
      '--baseline',
      'older.json',
      '--collected-at',
      '2026-06-01T00:00:00Z',
      '--config',
      'own.yaml',
    );
    expect(updated.code).toBe(0);
    expect((await gate('new.json', 'older.json')).code).toBe(1);
  });

  test('an update keeps a group that grew as it was, and leaves a new one out', async () => {
    await baseline('start.json', 'ratchet.json');
    for (const file of ['wider.json', 'new.json']) {
      const args = [
        '--baseline',
        'ratchet.json',
        '--collected-at',
        '2026-06-01T00:00:00Z',
        '--config',
        'own.yaml',
      ];
      expect((await run('baseline', 'update', file, ...args)).code).toBe(1);
      expect((await gate(file, 'ratchet.json')).code).toBe(1);
    }
    expect((await gate('start.json', 'ratchet.json')).code).toBe(0);
  });

  test('a group that was put in by hand shows', async () => {
    const text = readFileSync(at('all.json'), 'utf8');
    const line = text
      .split('\n')
      .find((each) => each.includes(':group/ops') && each.includes('"kind":"group"'))!;
    writeFileSync(
      at('edited.json'),
      text.replace(line, `${line.replaceAll('ops', 'fresh').replace(/,?$/, ',')}\n${line}`),
    );
    expect((await run('baseline', 'check', 'edited.json', '--config', 'own.yaml')).code).toBe(3);
  });
});

const settings = (): Settings => ({
  ...defaultSettings,
  gate: { ...defaultSettings.gate, needs: ['inventory', 'grants', 'trusts'] },
});
