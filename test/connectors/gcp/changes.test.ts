import { expect, test } from 'vitest';
import { gcpChanges } from '../../../connectors/gcp/changes/index.ts';
import { overlayOf } from '../../../src/audit/reduce/overlay.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { ChangeWorld, Proposal } from '../../../src/model/reduce.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { gather } from '../../../src/pipeline/facts.ts';
import { snapshotSource } from '../../../src/pipeline/file-source.ts';
import { whatIf } from '../../../src/pipeline/what-if.ts';
import { account, accountPlace, emailOf, estateOf, member, policy, project, record } from './support.ts';

const worldOf = (records: readonly SnapshotRecord[]): ChangeWorld =>
  ({
    cut: () => undefined,
    dataOf: (kind: string, id: string) =>
      records.find((each) => each.record === kind && each.id === id)?.data,
    records: () => records,
  }) as unknown as ChangeWorld;

/** Commands there and back, and the estate after it. */
const carried = (records: readonly SnapshotRecord[], proposal: (bot: Identity) => Proposal) => {
  const estate = estateOf(records);
  const bot = estate.identities.find(({ id }) => id === emailOf('bot'))!;
  const edits = gcpChanges.edits(proposal(bot), worldOf(records));
  if (edits === undefined) return undefined;
  const base = overlayOf(records);
  const after = base.with(edits);
  const [{ record: kind, id }] = edits as [(typeof edits)[number]];
  const [was, is] = [base.of(kind, id), after.of(kind, id)];
  const again = estateOf([...after.records()]).identities.find((each) => each.id === emailOf('bot'));
  return {
    there: gcpChanges.written(was, is).commands,
    back: gcpChanges.written(is, was).commands,
    grants: again?.grants.map(({ name }) => name) ?? [],
    credentials: again?.credentials.map(({ id: key, status }) => `${key} ${status}`) ?? [],
    trusts: again?.trusts.length ?? 0,
  };
};

const bot = account('bot');
const others = { role: 'roles/viewer', members: ['user:ann@example.com', member('bot')] };
const condition = 'resource.name.startsWith("projects/x")';

test('a grant of one of several members goes, with its condition, and is given back', () => {
  const held = { role: 'roles/run.admin', members: ['user:ann@example.com', member('bot')], condition };
  const made = carried([bot, policy(`projects/${project}`, held, others)], (identity) => ({
    kind: 'withdraw-grant',
    identity,
    grant: identity.grants.find(({ name }) => name === 'roles/run.admin')!,
  }));
  const flags = `--member ${member('bot')} --role roles/run.admin --condition 'expression=${condition},title=a condition'`;
  expect(made).toMatchObject({
    there: [`gcloud projects remove-iam-policy-binding ${project} ${flags}`],
    back: [`gcloud projects add-iam-policy-binding ${project} ${flags}`],
    grants: ['roles/viewer'],
  });
});

test('a policy that the inventory names in full is changed by the same command', () => {
  const named = policy(`//cloudresourcemanager.googleapis.com/projects/${project}`, others);
  expect(
    carried([bot, named], (identity) => ({
      kind: 'withdraw-grant',
      identity,
      grant: identity.grants[0]!,
    })),
  ).toMatchObject({
    there: [
      `gcloud projects remove-iam-policy-binding ${project} --member ${member('bot')} --role roles/viewer --condition None`,
    ],
    grants: [],
  });
});

const inGroup = [
  bot,
  record('gcp.membership', 'm', { group: 'ops@example.com', member: emailOf('bot') }),
  policy(`projects/${project}`, { role: 'roles/owner', members: ['group:ops@example.com'] }),
];

test('what it has by a group: it leaves, or the group loses it', () => {
  const ask = (kind: 'withdraw-grant' | 'withdraw-from-group') => (identity: Identity) => ({
    kind,
    identity,
    grant: identity.grants[0]!,
  });
  expect(carried(inGroup, ask('withdraw-grant'))).toMatchObject({
    there: [
      `gcloud identity groups memberships delete --group-email ops@example.com --member-email ${emailOf('bot')}`,
    ],
    back: [
      `gcloud identity groups memberships add --group-email ops@example.com --member-email ${emailOf('bot')}`,
    ],
    grants: [],
  });
  expect(carried(inGroup, ask('withdraw-from-group'))).toMatchObject({
    there: [
      `gcloud projects remove-iam-policy-binding ${project} --member group:ops@example.com --role roles/owner --condition None`,
    ],
    grants: [],
  });
});

test('keys are switched off, and on again', () => {
  const key = record('gcp.service-account-key', 'abc', {
    name: `${accountPlace('bot')}/keys/abc`,
    keyType: 'USER_MANAGED',
  });
  const hmac = record('gcp.hmac-key', 'GOOG1', { accessId: 'GOOG1', serviceAccountEmail: emailOf('bot') });
  const end = (id: string) => (identity: Identity) => ({
    kind: 'end-credential' as const,
    identity,
    credential: identity.credentials.find((each) => each.id === id)!,
  });
  expect(carried([bot, key, hmac], end('abc'))).toMatchObject({
    there: [`gcloud iam service-accounts keys disable abc --iam-account ${emailOf('bot')}`],
    back: [`gcloud iam service-accounts keys enable abc --iam-account ${emailOf('bot')}`],
    credentials: ['GOOG1 active', 'abc inactive', 'access-token active'],
  });
  expect(carried([bot, key, hmac], end('GOOG1'))).toMatchObject({
    there: ['gcloud storage hmac update GOOG1 --deactivate'],
    back: ['gcloud storage hmac update GOOG1 --activate'],
    credentials: ['GOOG1 inactive', 'abc active', 'access-token active'],
  });
  expect(carried([bot, key], end('access-token'))).toBeUndefined();
});

test('an account is disabled and enabled', () => {
  expect(carried([bot], (identity) => ({ kind: 'end-identity', identity }))).toMatchObject({
    there: [`gcloud iam service-accounts disable ${emailOf('bot')}`],
    back: [`gcloud iam service-accounts enable ${emailOf('bot')}`],
    credentials: ['access-token inactive'],
  });
});

test('who may become it no longer may', () => {
  const trusting = policy(accountPlace('bot'), {
    role: 'roles/iam.serviceAccountTokenCreator',
    members: [member('ci')],
  });
  const made = carried([bot, trusting], (identity) => ({
    kind: 'narrow-trust',
    identity,
    trusts: identity.trusts,
    change: 'removed',
  }));
  expect(made).toMatchObject({ trusts: 0 });
  expect(made!.there[0]).toMatch(/^gcloud iam service-accounts remove-iam-policy-binding bot@/);
});

test('a policy of what no command is known for is shown as it was and is to be', () => {
  const name = `//run.googleapis.com/projects/${project}/locations/l/services/web`;
  const [was, is] = [
    policy(name, { role: 'roles/run.admin', members: [member('bot')] }),
    policy(name, { role: 'roles/run.admin', members: [] }),
  ];
  expect(gcpChanges.written(was, is)).toMatchObject({
    commands: [],
    documents: [{ of: `policy of ${name}` }],
  });
});

test('what if the owner of the sample organisation were none', async () => {
  const facts = await gather([snapshotSource('connectors/gcp/demo/nordlicht-organization.ndjson')]);
  const owner = 'routing-terraform@nordlicht-routing.iam.gserviceaccount.com';
  const result = await whatIf(facts, defaultSettings, { without: [`roles/owner@${owner}`] });
  expect([result.before.controlling, result.after.controlling]).toEqual([2, 0]);
});
