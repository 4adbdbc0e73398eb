import { expect, test } from 'vitest';
import { canEnd, endedBinding } from '../../../connectors/gcp/changes/time-bound.ts';
import { endsOf } from '../../../src/audit/reduce/time-bound.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { Facts } from '../../../src/pipeline/facts.ts';
import { interpretationsOf } from '../../../src/pipeline/interpretations.ts';
import { reduce } from '../../../src/pipeline/reduce.ts';
import {
  account,
  accountPlace,
  collectedAt,
  emailOf,
  member,
  policy,
  project,
  record,
  tree,
} from '../../connectors/gcp/support.ts';
import { administrator, arn, now, role, trustingService } from '../../support/aws-sketch.ts';

const factsOf = async (
  provider: 'aws' | 'azure' | 'gcp',
  at: string,
  records: readonly SnapshotRecord[],
): Promise<Facts> => ({
  collectedAt: at,
  coverage: [],
  records,
  interpretations: await interpretationsOf([provider]),
});

const firstStep = async (facts: Facts) => {
  const plan = await reduce(facts, defaultSettings, { most: 1 });
  return plan.steps[0];
};

const withLastUse = (fact: SnapshotRecord, time: string): SnapshotRecord => ({
  ...fact,
  data: { ...(fact.data as object), RoleLastUsed: { LastUsedDate: time } },
});
const boss = role('boss', trustingService('lambda.amazonaws.com'), { attached: [administrator] });

test('all that a role of AWS has expires where it works by tasks, whoever maintains the policy', async () => {
  const step = await firstStep(await factsOf('aws', now, [withLastUse(boss, '2026-05-20T00:00:00.000Z')]));
  expect(step).toMatchObject({
    verified: true,
    after: { standing: 0, controlling: 0, sum: 0 },
    changes: [
      {
        kind: 'make-time-bound',
        identity: arn.role('boss'),
        says: 'Give all of role boss an end: it is given again for the next task. END_TIME is that end, in UTC: seven days from now, for instance.',
        undo: ['aws iam delete-role-policy --role-name boss --policy-name nhi-audit-end'],
      },
    ],
  });
  expect(step!.changes[0]!.commands).toEqual([
    `aws iam put-role-policy --role-name boss --policy-name nhi-audit-end --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"END_TIME"}}}]}'`,
  ]);
});

test.each([
  ['was used the day before', withLastUse(boss, '2026-05-31T00:00:00.000Z')],
  ['nobody knows to be used', boss],
])('what a machine has that %s gets no end', async (_, fact) => {
  const step = await firstStep(await factsOf('aws', now, [fact]));
  expect(step!.changes[0]!.kind).toBe('withdraw-grant');
});

test('what is no end of a grant keeps its dates', async () => {
  const dated = role('boss', trustingService('lambda.amazonaws.com'), { attached: [administrator] });
  const facts = await factsOf('aws', now, [withLastUse(dated, '2026-05-31T00:00:00.000Z')]);
  expect(JSON.stringify(await firstStep(facts))).not.toContain('END_TIME');
});

const day = 86_400_000;
const at = (ms: number) => new Date(Date.parse(now) + ms).toISOString();

test.each<[says: string, part: object, told: readonly string[], longest?: number]>([
  ['a person', { nature: { is: 'human' } }, ['make-eligible a']],
  [
    'a person who did nothing for long',
    { nature: { is: 'human' }, lastUsedAt: at(-90 * day) },
    ['make-eligible a'],
  ],
  ['a machine of which nobody knows', {}, []],
  ['a machine that was never used', { lastUsedAt: 'never' }, []],
  ['a machine in use', { lastUsedAt: at(-7 * day + 1) }, []],
  [
    'a machine on the border',
    { lastUsedAt: at(-7 * day) },
    ['make-eligible a', `make-time-bound a ${at(7 * day)}`, `make-time-bound all ${at(7 * day)}`],
  ],
  [
    'one of whom grants last three days',
    { lastUsedAt: at(-8 * day), nature: { is: 'unknown' } },
    ['make-eligible a', `make-time-bound a ${at(3 * day)}`, `make-time-bound all ${at(3 * day)}`],
    3,
  ],
  [
    'one whose grants all end',
    { lastUsedAt: at(-8 * day), grants: [{ name: 'b', duration: 'time-bound' }] },
    [],
  ],
])('which ends what %s holds can get', (_, part, told, longestGrantDays = 30) => {
  const identity = {
    nature: { is: 'machine' },
    grants: [
      { name: 'a', duration: 'permanent' },
      { name: 'b', duration: 'eligible' },
    ],
    ...part,
  } as unknown as Identity;
  const settings = { ...defaultSettings, thresholds: { ...defaultSettings.thresholds, longestGrantDays } };
  const ends = endsOf(identity, identity.grants, { collectedAt: now }, settings);
  expect(
    ends.map((end) =>
      [end.kind, end.grant?.name ?? 'all', ...(end.kind === 'make-time-bound' ? [end.until] : [])].join(' '),
    ),
  ).toEqual(told);
});

const tenant = '7d0c0b51-6d0e-4b0e-9a53-1f2e3d4c5b6a';
const machine = '20000000-0000-4000-8000-000000000012';
const place = '/subscriptions/9e2f1a00-1111-4c11-8a11-000000000001';
const roleOf = (id: string) => `${place}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
const assignment = `${place}/providers/Microsoft.Authorization/roleAssignments/30000000-0000-4000-8000-000000000001`;
const azure = (kind: string, id: string, data: object): SnapshotRecord => ({
  record: kind,
  scope: tenant,
  id,
  data: { id, ...data },
});
const tenantFacts = (lastSignIn: string) => [
  azure('azure.tenant', tenant, { displayName: 'nordlicht' }),
  azure('azure.subscription', '9e2f1a00-1111-4c11-8a11-000000000001', {
    displayName: 'prod',
    tenantId: tenant,
  }),
  azure('azure.service-principal', machine, {
    displayName: 'month-end',
    accountEnabled: true,
    appId: '20000000-0000-4000-8000-000000000013',
    servicePrincipalType: 'ManagedIdentity',
  }),
  azure('azure.sign-in', 'app', {
    appId: '20000000-0000-4000-8000-000000000013',
    lastSignInActivity: { lastSignInDateTime: lastSignIn },
  }),
  azure('azure.role-assignment', assignment, {
    scope: place,
    roleDefinitionId: roleOf('8e3af657-a8ff-443c-a75c-2fe8c4bcb635'),
    principalId: machine,
    principalType: 'ServicePrincipal',
  }),
];

test('an assignment of a machine of Azure gets an end, and no eligibility', async () => {
  const facts = await factsOf('azure', now, tenantFacts('2026-05-20T00:00:00.000Z'));
  const step = await firstStep(facts);
  expect(step).toMatchObject({
    after: { standing: 0, controlling: 0 },
    changes: [{ kind: 'make-time-bound', identity: machine }],
  });
  const { commands, undo } = step!.changes[0]!;
  expect(commands).toHaveLength(1);
  expect(commands[0]).toContain('roleAssignmentScheduleRequests/30000000-0000-4000-8000-000000000001');
  expect(commands[0]).toContain('"expiration":{"type":"AfterDateTime","endDateTime":"END_TIME"}');
  expect(undo).toEqual([expect.stringContaining('"expiration":{"type":"NoExpiration"}')]);
});

const idle = (name: string, time: string) => [
  ...tree,
  account('bot'),
  record('gcp.activity', 'account bot', {
    activityType: 'serviceAccountLastAuthentication',
    fullResourceName: `//iam.googleapis.com/${accountPlace('bot')}`,
    lastAuthenticatedTime: time,
    observationStart: '2026-01-01T00:00:00.000Z',
  }),
  policy(`projects/${project}`, { role: name, members: [member('bot'), 'user:ann@example.com'] }),
];
const longAgo = '2026-08-01T00:00:00.000Z';

test('an account of Google Cloud that works by tasks asks for what it needs', async () => {
  const step = await firstStep(await factsOf('gcp', collectedAt, idle('roles/iam.securityAdmin', longAgo)));
  expect(step).toMatchObject({
    verified: true,
    after: { standing: 0, controlling: 0 },
    changes: [{ kind: 'make-eligible', identity: emailOf('bot') }],
  });
  const { commands, undo } = step!.changes[0]!;
  expect(commands[0]).toMatch(
    /^gcloud pam entitlements create nhi-audit-bot-iam-securityadmin --location global --project shop-prod --entitlement-file \/dev\/stdin <<< '\{"eligibleUsers":\[\{"principals":\["serviceAccount:bot@/,
  );
  expect(commands[1]).toContain('gcloud projects remove-iam-policy-binding shop-prod');
  expect(undo[0]).toContain('gcloud projects add-iam-policy-binding shop-prod');
  expect(undo[1]).toBe(
    'gcloud pam entitlements delete nhi-audit-bot-iam-securityadmin --location global --project shop-prod',
  );
});

test('what is to be kept where it was used gets no end and waits for no request', async () => {
  const estates = [
    await factsOf('gcp', collectedAt, idle('roles/iam.securityAdmin', longAgo)),
    await factsOf('aws', now, [withLastUse(boss, '2026-05-20T00:00:00.000Z')]),
  ];
  for (const facts of estates) {
    const plan = await reduce(facts, defaultSettings, { most: 3, keepUsedWithinDays: 90 });
    expect(plan.steps).toEqual([]);
    expect(plan.leftOut.map(({ says }) => says).join()).toMatch(/^(?:Make|Give) /);
  }
});

test.each([
  ['its role is a basic one', idle('roles/owner', longAgo)],
  ['it was used the day before', idle('roles/iam.securityAdmin', '2026-08-31T00:00:00.000Z')],
])('it does not where %s', async (_, records) => {
  const step = await firstStep(await factsOf('gcp', collectedAt, records));
  expect(step!.changes.map(({ kind }) => kind)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^make-/)]),
  );
});

test('a role on a secret, for which nobody can ask, ends with its binding, which keeps its condition', () => {
  const secret = `//secretmanager.googleapis.com/projects/${project}/secrets/db`;
  const binding = {
    role: 'roles/secretmanager.admin',
    members: [member('bot'), member('ci')],
    condition: { title: 't', expression: 'resource.name != "x"' },
  };
  const held = { id: secret, resource: secret, binding, member: member('bot') };
  const until = '2026-09-08T00:00:00.000Z';
  const before = { resource: secret, bindings: [binding] };
  expect(endedBinding(held, until)[0]!.change(before)).toEqual({
    resource: secret,
    bindings: [
      { ...binding, members: [member('ci')] },
      {
        role: binding.role,
        members: [member('bot')],
        condition: {
          title: 'until the end of the task',
          expression: `(resource.name != "x") && request.time < timestamp("${until}")`,
        },
      },
    ],
  });
  expect(canEnd(held)).toBe(true);
  expect(
    canEnd({ ...held, resource: `//run.googleapis.com/projects/${project}/locations/l/services/s` }),
  ).toBe(false);
  expect(canEnd({ ...held, member: 'allUsers' })).toBe(false);
  expect(canEnd({ ...held, binding: { ...binding, role: 'roles/editor' } })).toBe(false);
});
