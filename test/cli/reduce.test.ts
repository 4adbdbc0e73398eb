import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { PageData } from '../../reports/html/page-data.ts';
import schema from '../../src/model/plan.schema.json' with { type: 'json' };
import { pageBlocksIn } from '../reports/readers.ts';
import { account, administrator, allow, deny, document, trustingService } from '../support/aws-sketch.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const lambda = trustingService('lambda.amazonaws.com');

/** One administrator, one that hides in a hostile name, and a group that also denies. */
const details = {
  UserDetailList: [
    {
      UserName: 'ada',
      Arn: `arn:aws:iam::${account}:user/ada`,
      Path: '/',
      UserId: 'AIDA1',
      GroupList: ['held'],
      UserPolicyList: [{ PolicyName: 'own', PolicyDocument: document(allow(['iam:*', 'sqs:*'])) }],
      AttachedManagedPolicies: [],
    },
  ],
  GroupDetailList: [
    {
      GroupName: 'held',
      Arn: `arn:aws:iam::${account}:group/held`,
      Path: '/',
      GroupId: 'AGPA1',
      GroupPolicyList: [
        { PolicyName: 'hold', PolicyDocument: document(allow('sqs:SendMessage'), deny('iam:*')) },
      ],
      AttachedManagedPolicies: [],
    },
  ],
  RoleDetailList: ['boss', "x'; touch owned; '"].map((RoleName, index) => ({
    RoleName,
    Arn: `arn:aws:iam::${account}:role/${RoleName}`,
    Path: '/',
    RoleId: `AROA${index}`,
    AssumeRolePolicyDocument: lambda,
    RolePolicyList: [],
    AttachedManagedPolicies: [{ PolicyArn: administrator, PolicyName: 'AdministratorAccess' }],
    InstanceProfileList: [],
  })),
  Policies: [],
};
const file = join(folder, 'account.json');
writeFileSync(file, JSON.stringify(details));

const validate = new Ajv2020({ strict: false }).compile(schema);

test('the plan as JSON is what the published schema says', async () => {
  const { code, stdout } = await cli([
    'reduce',
    file,
    '--format',
    'json',
    '--goal',
    'no-full-control',
    '--no-config',
  ]);
  expect(code).toBe(0);
  const plan: unknown = JSON.parse(stdout);
  expect(validate(plan), JSON.stringify(validate.errors)).toBe(true);
  expect(plan).toMatchObject({
    goal: { noFullControl: true, changes: 2, why: null },
    steps: [{ changes: [{ kind: 'withdraw-grant' }] }, { verified: true, after: { controlling: 0 } }],
  });
  expect(validate({ ...(plan as object), more: 1 })).toBe(false);
});

test('the folder holds the plan, a sheet for each owner, and patches with their inverse; a second run replaces them', async () => {
  const [out, patches] = [join(folder, 'plan'), join(folder, 'patches')];
  const args = ['reduce', file, '--most', '2', '--out', out, '--write-patches', patches, '--no-config'];
  for (let run = 0; run < 2; run++) expect((await cli(args)).code).toBe(0);
  expect(readdirSync(out).sort()).toEqual([
    expect.stringMatching(/^owner-nobody-in-particular-[0-9a-f]{8}\.md$/),
    'plan.csv',
    'plan.html',
    'plan.json',
    'plan.md',
  ]);
  expect(readdirSync(patches).sort()).toEqual([
    '01-withdraw-grant-apply.sh',
    '01-withdraw-grant-undo.sh',
    '02-withdraw-grant-apply.sh',
    '02-withdraw-grant-undo.sh',
    'plan.json',
  ]);
  const scripts = ['01', '02']
    .map((n) => readFileSync(join(patches, `${n}-withdraw-grant-apply.sh`), 'utf8'))
    .join('');
  expect(scripts).toContain(`'x'\\''; touch owned; '\\'''`);
  expect(readFileSync(join(patches, '01-withdraw-grant-undo.sh'), 'utf8')).toContain('attach-role-policy');
  expect(readFileSync(join(out, 'plan.csv'), 'utf8').split('\r\n')[0]).toContain('"risk"');
});

test('a page of the estate with its plan: from reduce, which it opens with, and from a scan that is asked for it', async () => {
  const pageOf = async (...args: readonly string[]) => {
    const { code, stdout } = await cli([...args, file, '--no-config', '--format', 'html'], { cwd: folder });
    expect(code).toBe(0);
    return pageBlocksIn(stdout).get('main') as PageData;
  };
  const [reduced, scanned] = [await pageOf('reduce'), await pageOf('scan', '--with-plan')];
  expect([reduced.start, scanned.start]).toEqual(['plan', 'overview']);
  expect(reduced.plan!.steps.length).toBeGreaterThan(0);
  expect({ ...scanned, start: 'plan' }).toEqual(reduced);
  expect((await pageOf('scan')).plan).toBeNull();
  const { stdout } = await cli(['reduce', file, '--no-config', '--format', 'json'], { cwd: folder });
  const plan = JSON.parse(stdout) as { curve: readonly object[] };
  expect([reduced.plan!.start, ...reduced.plan!.steps.map(({ after }) => after)]).toEqual(plan.curve);
});

test('a folder of somebody else is not written to', async () => {
  const foreign = join(folder, 'foreign');
  mkdirSync(foreign);
  writeFileSync(join(foreign, 'thesis.txt'), 'mine');
  const { code } = await cli(['reduce', file, '--write-patches', foreign, '--no-config']);
  expect(code).toBe(2);
  expect(readdirSync(foreign)).toEqual(['thesis.txt']);
});

test.each([
  [['--goal', '101%'], '5%'],
  [['--keep-used-within', 'soon'], '90d'],
])('%j is refused with what is meant', async (flags, meant) => {
  const { code, stderr } = await cli(['reduce', file, ...flags]);
  expect(code).toBe(2);
  expect(stderr).toContain(meant);
});

test('what-if tells what falls without a grant, and what the gate says of a group that is left', async () => {
  const without = await cli(['what-if', file, '--without', 'AdministratorAccess@boss', '--no-config']);
  expect(without.code).toBe(0);
  expect(without.stdout).toContain('Withdraw AdministratorAccess from role boss.');
  expect(without.stdout).toContain('role/boss: 100 → 0');
  expect(without.stdout).toContain('nhi-audit gate: PASS');
  const left = await cli(['what-if', file, '--without', 'hold@ada', '--format', 'json', '--no-config']);
  expect(JSON.parse(left.stdout)).toMatchObject({ gate: { verdict: 'fail' } });
});

test('what-if with a file takes its facts in the place of those of the same id', async () => {
  const after = join(folder, 'after.json');
  const [boss] = details.RoleDetailList;
  const RoleDetailList = [{ ...boss!, AttachedManagedPolicies: [] }];
  writeFileSync(
    after,
    JSON.stringify({ ...details, UserDetailList: [], GroupDetailList: [], RoleDetailList }),
  );
  const { code, stdout } = await cli(['what-if', file, '--with', after, '--format', 'json', '--no-config']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ lowers: 1, lowered: [{ before: 100, after: 0 }] });
});

test('what-if says what it does not know', async () => {
  const { code, stderr } = await cli(['what-if', file, '--without', 'constructor', '--no-config']);
  expect(code).toBe(2);
  expect(stderr).toContain('GRANT@IDENTITY');
  expect((await cli(['what-if', file])).code).toBe(2);
});
