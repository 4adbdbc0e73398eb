import { describe, expect, test } from 'vitest';
import { gcpChanges } from '../../../connectors/gcp/changes/index.ts';
import { interpretGcp } from '../../../connectors/gcp/interpret.ts';
import { overlayOf } from '../../../src/audit/reduce/overlay.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { ChangeWorld, Proposal } from '../../../src/model/reduce.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { gather } from '../../../src/pipeline/facts.ts';
import { snapshotSource } from '../../../src/pipeline/file-source.ts';
import { whatIf } from '../../../src/pipeline/what-if.ts';
import {
  account,
  accountPlace,
  collectedAt,
  emailOf,
  estateOf,
  member,
  policy,
  project,
  record,
  tree,
} from './support.ts';

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

/** All that `narrow-to-used` does: facts after it, commands there and back. */
const narrowed = (records: readonly SnapshotRecord[], used?: readonly string[]) => {
  const all = [...tree, ...records];
  const before = estateOf(records).identities.find(({ id }) => id === emailOf('bot'))!;
  const told = used ?? Object.keys(before.actionsLastUsed ?? {});
  const edits = gcpChanges.edits({ kind: 'narrow-to-used', identity: before, used: told }, worldOf(all));
  if (edits === undefined) return undefined;
  const base = overlayOf(all);
  const after = base.with(edits);
  const touched = [...new Map(edits.map((edit) => [`${edit.record} ${edit.id}`, edit])).values()];
  const lines = (from: typeof base, to: typeof base): readonly string[] => {
    const made = touched.map(({ record: kind, id }) =>
      gcpChanges.written(from.of(kind, id), to.of(kind, id)),
    );
    return [...made.flatMap(({ first }) => first), ...made.flatMap(({ commands }) => commands)];
  };
  const again = interpretGcp(after.records(), {
    collectedAt,
    coverage: [],
    settings: defaultSettings,
  }).identities.find(({ id }) => id === emailOf('bot'))!;
  return {
    there: lines(base, after),
    back: lines(after, base),
    grants: again.grants.map(({ name }) => [
      name,
      (after.of('gcp.role', name)?.data as { readonly includedPermissions?: readonly string[] } | undefined)
        ?.includedPermissions ?? [],
    ]),
  };
};

describe('what was used takes the place of what it has', () => {
  const held = policy(`projects/${project}`, {
    role: 'roles/editor',
    members: [member('bot'), 'user:ann@example.com'],
  });
  const own = `projects/${project}/roles/nhiAuditUsed_bot_shop_prod`;
  const flags = (role: string): string => `--member ${member('bot')} --role ${role} --condition None`;
  test('by a role of those permissions', () => {
    expect(
      narrowed([bot, held], ['storage.buckets.create', 'pubsub.topics.publish', 'no.such.thing']),
    ).toEqual({
      there: [
        `gcloud iam roles create nhiAuditUsed_bot_shop_prod --project ${project} --title 'used by ${emailOf('bot')}' --stage GA --permissions pubsub.topics.publish,storage.buckets.create`,
        `gcloud projects add-iam-policy-binding ${project} ${flags(own)}`,
        `gcloud projects remove-iam-policy-binding ${project} ${flags('roles/editor')}`,
      ],
      back: [
        `gcloud iam roles delete nhiAuditUsed_bot_shop_prod --project ${project}`,
        `gcloud projects add-iam-policy-binding ${project} ${flags('roles/editor')}`,
        `gcloud projects remove-iam-policy-binding ${project} ${flags(own)}`,
      ],
      grants: [[own, ['pubsub.topics.publish', 'storage.buckets.create']]],
    });
  });
  test('by all that it has of a service of which no permission is told', () => {
    const { grants } = narrowed([bot, held], ['pubsub:*', 'storage:*', 'storage.buckets.create'])!;
    expect(grants).toHaveLength(1);
    const [, permissions] = grants[0] as [string, readonly string[]];
    expect(permissions).toContain('pubsub.topics.delete');
    expect(permissions.filter((each) => each.startsWith('storage.'))).toEqual(['storage.buckets.create']);
  });
  test('by nothing where it used nothing', () => {
    expect(narrowed([bot, held], [])).toMatchObject({
      there: [`gcloud projects remove-iam-policy-binding ${project} ${flags('roles/editor')}`],
      grants: [],
    });
  });
  test('by what Google would give instead, and what it saw', () => {
    const proposal = record('gcp.recommendation', 'r', {
      name: 'r',
      state: 'ACTIVE',
      resource: `//cloudresourcemanager.googleapis.com/projects/${project}`,
      member: member('bot'),
      removedRoles: ['roles/editor'],
      addedRoles: ['roles/pubsub.publisher'],
    });
    const insight = record('gcp.insight', 'i', {
      name: 'i',
      member: member('bot'),
      role: 'roles/editor',
      state: 'ACTIVE',
      lastRefreshTime: '2026-08-30T00:00:00Z',
      exercisedPermissions: ['pubsub.topics.publish'],
    });
    expect(narrowed([bot, held, proposal, insight])).toMatchObject({
      there: [
        `gcloud projects add-iam-policy-binding ${project} ${flags('roles/pubsub.publisher')}`,
        `gcloud projects remove-iam-policy-binding ${project} ${flags('roles/editor')}`,
      ],
      grants: [['roles/pubsub.publisher', []]],
    });
    // What Google proposed and somebody put aside is none.
    const aside = record('gcp.recommendation', 'r', {
      ...(proposal.data as object),
      name: 'r',
      state: 'DISMISSED',
    } as never);
    expect(narrowed([bot, held, aside, insight])!.grants).toEqual([[own, ['pubsub.topics.publish']]]);
  });
  test('under the same condition', () => {
    const made = narrowed(
      [bot, policy(`projects/${project}`, { role: 'roles/editor', members: [member('bot')], condition })],
      ['run.services.create'],
    )!;
    expect(made.there[1]).toContain(`--condition 'expression=${condition},title=a condition'`);
  });
  test('at the organisation by a role of the organisation', () => {
    const above = policy('organizations/1', { role: 'roles/editor', members: [member('bot')] });
    expect(narrowed([bot, above], ['run.services.create'])!.there[0]).toMatch(
      /^gcloud iam roles create nhiAuditUsed_bot_shop_prod --organization 1 /,
    );
  });
  test('not where it has something by a group, or by a role that nobody read', () => {
    expect(narrowed(inGroup, ['run.services.create'])).toBeUndefined();
    const closed = policy(`projects/${project}`, {
      role: 'organizations/1/roles/x',
      members: [member('bot')],
    });
    expect(narrowed([bot, closed], ['run.services.create'])).toBeUndefined();
  });
  test('a role of which no insight tells leaves open what was used', () => {
    const two = policy(
      `projects/${project}`,
      { role: 'roles/editor', members: [member('bot')] },
      { role: 'roles/run.admin', members: [member('bot')] },
    );
    const insight = record('gcp.insight', 'i', {
      name: 'i',
      member: member('bot'),
      role: 'roles/editor',
      lastRefreshTime: '2026-08-30T00:00:00Z',
      exercisedPermissions: [],
    });
    const usedBy = (records: readonly SnapshotRecord[]) =>
      estateOf(records).identities.find(({ id }) => id === emailOf('bot'))!.serviceLastUsed;
    expect(usedBy([bot, two, insight])).toBeUndefined();
    expect(usedBy([bot, held, insight])).toEqual({});
  });
});

test('what if the owner of the sample organisation were none', async () => {
  const facts = await gather([snapshotSource('connectors/gcp/demo/nordlicht-organization.ndjson')]);
  const owner = 'routing-terraform@nordlicht-routing.iam.gserviceaccount.com';
  const result = await whatIf(facts, defaultSettings, { without: [`roles/owner@${owner}`] });
  expect([result.before.controlling, result.after.controlling]).toEqual([2, 0]);
});
