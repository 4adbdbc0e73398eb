import { describe, expect, test } from 'vitest';
import { awsInterpretation } from '../../connectors/aws/index.ts';
import { overlayOf } from '../../src/audit/reduce/overlay.ts';
import { residualOf } from '../../src/audit/reduce/standing.ts';
import type { ReductionPlan } from '../../src/model/reduce.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { Facts } from '../../src/pipeline/facts.ts';
import { type ReduceOptions, reduce, simulatorOf } from '../../src/pipeline/reduce.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  group,
  now,
  policy,
  reportRow,
  role,
  trustingService,
  user,
} from '../support/aws-sketch.ts';

const factsOf = (records: readonly SnapshotRecord[]): Facts => ({
  collectedAt: now,
  records,
  coverage: [],
  interpretations: [awsInterpretation],
});

const planOf = (
  records: readonly SnapshotRecord[],
  options: Partial<ReduceOptions> = {},
): Promise<ReductionPlan> => reduce(factsOf(records), defaultSettings, { most: 5, ...options });

const changesOf = ({ steps }: ReductionPlan) => steps.flatMap(({ changes }) => changes);

const used = (name: string, services: Readonly<Record<string, string | undefined>>): SnapshotRecord => ({
  record: 'aws.service-last-accessed',
  scope: account,
  id: arn.role(name),
  data: {
    Arn: arn.role(name),
    ServicesLastAccessed: Object.entries(services).map(([ServiceNamespace, LastAuthenticated]) => ({
      ServiceNamespace,
      LastAuthenticated,
    })),
  },
});

const lambda = trustingService('lambda.amazonaws.com');
const reader = role('reader', lambda, { inline: [[allow('s3:GetObject', 'arn:aws:s3:::data/*')]] });

describe('changes that only help together', () => {
  const desk = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:saml-provider/okta` },
        Action: 'sts:AssumeRoleWithSAML',
      },
      { Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' },
    ],
  };
  const ways = (...roles: readonly string[]) => [
    ...roles.map((name) => role(name, desk, { attached: [administrator] })),
    ...['a', 'b', 'c', 'd', 'e'].map((name) =>
      user(name, {
        inline: [
          [
            allow(
              'sts:AssumeRole',
              roles.map((each) => arn.role(each)),
            ),
          ],
        ],
      }),
    ),
  ];

  test.each([[['one']], [['one', 'two']], [['one', 'two', 'three']]])(
    'parallel ways of five machines through roles that people have: %s',
    async (roles) => {
      const [step] = (await planOf(ways(...roles))).steps;
      expect(step!.changes.map(({ says }) => says).sort()).toEqual(
        roles.map((name) => `Withdraw AdministratorAccess from role ${name}.`).sort(),
      );
      expect(step!.after).toMatchObject({ changes: roles.length, controlling: 0 });
    },
  );
});

describe('what is proposed first', () => {
  test('the administrator goes before whoever only reads', async () => {
    const plan = await planOf([role('boss', lambda, { attached: [administrator] }), reader], { most: 1 });
    expect(changesOf(plan)).toMatchObject([
      {
        kind: 'withdraw-grant',
        identity: arn.role('boss'),
        commands: [expect.stringContaining('detach-role-policy')],
      },
    ]);
    expect(plan.start).toMatchObject({ share: 100, controlling: 1, standing: 2 });
    expect(plan.steps[0]!.after).toMatchObject({ changes: 1, controlling: 0, standing: 1 });
  });

  test('one step that two take goes before one that one takes', async () => {
    const plan = await planOf(
      [
        group('deployers', { inline: [[allow('iam:PutUserPolicy')]] }),
        user('ada', { groups: ['deployers'] }),
        user('bob', { groups: ['deployers'] }),
        user('eve', { inline: [[allow('iam:PutUserPolicy', arn.user('eve'))]] }),
      ],
      { most: 1 },
    );
    expect(changesOf(plan)).toMatchObject([{ kind: 'withdraw-from-group', holders: 2 }]);
    expect(plan.steps[0]).toMatchObject({ verified: true, lowers: 2, after: { controlling: 1 } });
  });

  test('two grants that give the same are taken away together', async () => {
    const plan = await planOf(
      [role('twice', lambda, { attached: [administrator], inline: [[allow('*')]] })],
      { goal: 'no-full-control' },
    );
    expect(plan.steps).toHaveLength(1);
    expect(plan.steps[0]!.changes.map(({ kind }) => kind)).toEqual(['withdraw-grant', 'withdraw-grant']);
    expect(plan.goal).toEqual({ of: 'no-full-control', changes: 2 });
  });

  test('a statement of a policy that many have goes for all of them', async () => {
    const plan = await planOf(
      [
        policy('team', document(allow('iam:PutRolePolicy'), allow('s3:GetObject', 'arn:aws:s3:::data/*'))),
        ...['a', 'b', 'c'].map((name) => role(name, lambda, { attached: [arn.policy('team')] })),
      ],
      { most: 1 },
    );
    const [change] = changesOf(plan);
    expect(change).toMatchObject({ commands: [expect.stringContaining('create-policy-version')] });
    expect(change!.undo).toEqual([
      `aws iam set-default-policy-version --policy-arn ${arn.policy('team')} --version-id v1`,
      `aws iam delete-policy-version --policy-arn ${arn.policy('team')} --version-id v2`,
    ]);
    expect(plan.steps[0]!.after.controlling).toBe(0);
  });

  test('an estate without standing privilege gets a plan of nothing', async () => {
    const plan = await planOf([role('idle', lambda), user('ada')]);
    expect(plan).toMatchObject({ steps: [], start: { share: 0, standing: 0, sum: 0 }, verified: 'each' });
  });

  test('nor is anything taken away of what is there and does not stand', async () => {
    const plan = await planOf([
      group('people', { inline: [[allow('iam:*')]] }),
      user('ada', { groups: ['people'], tags: { 'identity-type': 'human' } }),
      reportRow('ada', { password: true, mfa: true }),
    ]);
    // A change of the group was looked at, and ends nothing that counts.
    expect(plan.candidates).toBeGreaterThan(0);
    expect(plan).toMatchObject({ steps: [], start: { share: 0, standing: 0, sum: 0 } });
  });
});

describe('what is left out and told', () => {
  test('a group that also denies is kept: without it more would fall', async () => {
    const plan = await planOf([
      group('held', { inline: [[allow('sqs:SendMessage'), deny('iam:*')]] }),
      user('ada', { groups: ['held'], inline: [[allow(['iam:*', 'sqs:*'])]] }),
    ]);
    const raised = plan.leftOut.filter(({ why }) => why.startsWith('It would compromise more'));
    expect(raised.map(({ identity }) => identity)).toContain(arn.user('ada'));
    expect(changesOf(plan).filter(({ kind }) => kind === 'withdraw-from-group')).toEqual([]);
  });

  test('people count when they are asked for', async () => {
    const person = user('ada', { attached: [administrator], tags: { 'identity-type': 'human' } });
    const records = [person, reportRow('ada', { password: true, mfa: true })];
    expect((await planOf(records)).start.controlling).toBe(0);
    expect((await planOf(records, { people: true })).start.controlling).toBe(1);
  });

  test('a user whose keys are all switched off has nothing that stands', async () => {
    const plan = await planOf([user('old', { attached: [administrator] }), reportRow('old', { keys: 1 })], {
      most: 1,
    });
    expect(plan.start.controlling).toBe(1);
    expect(changesOf(plan)).toMatchObject([{ kind: 'end-credential', risk: { is: 'unused' } }]);
    expect(plan.steps[0]!.after.standing).toBe(0);
  });
});

describe('what may break', () => {
  const busy = [
    role('busy', lambda, { attached: [administrator] }),
    used('busy', { s3: '2026-05-30T00:00:00.000Z', iam: undefined }),
  ];

  test('what was used is told with its day', async () => {
    const [change] = changesOf(await planOf(busy, { most: 1 }));
    expect(change!.risk).toMatchObject({ is: 'used', says: 'Used by busy on 2026-05-30.' });
  });

  test('what was used is kept, and what was not goes', async () => {
    const plan = await planOf(busy, { keepUsedWithinDays: 90 });
    const [change] = changesOf(plan);
    expect(change).toMatchObject({ kind: 'narrow-to-used', identity: arn.role('busy') });
    expect(change!.commands).toEqual([
      `aws iam put-role-policy --role-name busy --policy-name nhi-audit-used --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"*"}]}'`,
      `aws iam detach-role-policy --role-name busy --policy-arn ${administrator}`,
    ]);
    expect(change!.undo[0]).toContain('attach-role-policy');
    expect(plan.steps[0]!.after.controlling).toBe(0);
  });

  test('where nobody knows what was used, nothing that may be is taken away', async () => {
    const plan = await planOf([role('dark', lambda, { attached: [administrator] })], {
      keepUsedWithinDays: 90,
    });
    expect(plan.steps).toEqual([]);
    expect(plan.leftOut).toMatchObject([
      { identity: arn.role('dark'), why: expect.stringContaining('kept') },
    ]);
  });

  test('no external id stands in a command or a document', async () => {
    const records = [
      role(
        'vendor',
        document({
          Effect: 'Allow',
          Principal: { AWS: [arn.root('999999999999'), arn.user('ada')] },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'only-between-us' } },
        }),
        { attached: [administrator] },
      ),
      user('ada', { inline: [[allow('sts:AssumeRole')]] }),
    ];
    expect(JSON.stringify(await planOf(records, { most: 9 }))).not.toContain('only-between-us');
  });
});

test('every change has commands and a way back', async () => {
  const records = [
    policy('team', document(allow('iam:PutRolePolicy'), allow('s3:GetObject'))),
    role('a', lambda, { attached: [arn.policy('team'), administrator], inline: [[allow('iam:*')]] }),
    reader,
  ];
  for (const { commands, undo } of changesOf(await planOf(records, { most: 8 }))) {
    expect(commands.length).toBeGreaterThan(0);
    expect(undo.length).toBeGreaterThan(0);
  }
});

test('a goal that is reached says after how many changes, and one that is not says why', async () => {
  const records = [role('boss', lambda, { attached: [administrator] }), reader];
  const near = await planOf(records, { goal: { share: 5 } });
  expect(near.goal).toEqual({ of: { share: 5 }, changes: 1 });
  const far = await planOf(records, { goal: { share: 0 }, most: 1 });
  expect(far.goal).toMatchObject({ of: { share: 0 }, why: expect.stringContaining('--most') });
});

test('where somebody controls whom no change is about, the plan ends with what came nearer, and names them', async () => {
  const root = {
    ...reportRow('root', { password: true }),
    id: `arn:aws:iam::${account}:root`,
    data: {
      ...(reportRow('root', { password: true }).data as object),
      user: '<root_account>',
      arn: `arn:aws:iam::${account}:root`,
    },
  };
  const readers = Array.from({ length: 12 }, (_, index) =>
    role(`reader-${index}`, lambda, { inline: [[allow('s3:GetObject', `arn:aws:s3:::data-${index}/*`)]] }),
  );
  const plan = await planOf([root, role('boss', lambda, { attached: [administrator] }), ...readers], {
    goal: 'no-full-control',
    people: true,
    most: 30,
  });
  expect(changesOf(plan).map(({ identity }) => identity)).toEqual([arn.role('boss')]);
  expect(plan.goal).toEqual({
    of: 'no-full-control',
    why: 'No change that is known here ends the full control of root.',
  });
});

test('the facts that were handed in are never changed', async () => {
  const records = [role('boss', lambda, { attached: [administrator] }), reader];
  const before = JSON.stringify(records);
  await planOf(records);
  expect(JSON.stringify(records)).toBe(before);
  const facts = factsOf(records);
  const simulation = simulatorOf(facts, defaultSettings, false)(overlayOf(records));
  expect(residualOf(simulation, 0).controlling).toBe(1);
});
