import { describe, expect, test } from 'vitest';
import type { GcpRecordInput } from '../../../../connectors/gcp/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  emailOf,
  estateOf,
  identityAt,
  member,
  organization,
  policy,
  project,
  record,
} from '../support.ts';

let ids = 0;
type Insight = Partial<GcpRecordInput<'gcp.insight'>>;
const insight = (part: Insight = {}): SnapshotRecord => {
  ids += 1;
  return record('gcp.insight', `i${ids}`, {
    name: `i${ids}`,
    member: member('bot'),
    role: 'roles/editor',
    state: 'ACTIVE',
    lastRefreshTime: '2026-08-01T00:00:00.000Z',
    ...part,
  });
};
const holds = (...roles: readonly string[]): SnapshotRecord =>
  policy(`projects/${project}`, ...roles.map((role) => ({ role, members: [member('bot')] })));
const mayAskFor = (role: string): SnapshotRecord =>
  record('gcp.entitlement', 'e', {
    name: `${organization}/locations/global/entitlements/e`,
    eligibleUsers: [{ principals: [member('bot')] }],
    privilegedAccess: { gcpIamAccess: { roleBindings: [{ role }] } },
  });
const usedBy = (...records: readonly SnapshotRecord[]): readonly unknown[] => {
  const estate = estateOf([account('bot'), ...records]);
  const { serviceLastUsed, actionsLastUsed } = estate.identities[identityAt(estate, emailOf('bot'))]!;
  return [serviceLastUsed, actionsLastUsed];
};

const [older, newer] = ['2026-08-01T00:00:00.000Z', '2026-08-20T00:00:00.000Z'];
const unknown = [undefined, undefined];
const nothing = [{}, {}];
const publishes = [{ pubsub: older }, { 'pubsub.topics.publish': older }];
const used: Insight = { exercisedPermissions: ['pubsub.topics.publish'] };

describe('what was used, by insights into each role', () => {
  test.each<[says: string, records: readonly SnapshotRecord[], expected: readonly unknown[]]>([
    ['no insights', [holds('roles/editor')], unknown],
    ['nothing used', [holds('roles/editor'), insight()], nothing],
    ['used', [holds('roles/editor'), insight(used)], publishes],
    [
      'likely to be used',
      [holds('roles/editor'), insight({ inferredPermissions: ['pubsub.topics.publish'] })],
      publishes,
    ],
    ['in another case', [holds('roles/editor'), insight({ ...used, member: member('BOT') })], publishes],
    ['of another', [holds('roles/editor'), insight({ ...used, member: member('cat') })], unknown],
    ['of nobody', [holds('roles/editor'), insight({ ...used, member: undefined })], unknown],
    ['into no role', [holds('roles/editor'), insight({ ...used, role: undefined })], unknown],
    ['into another role', [holds('roles/editor'), insight({ ...used, role: 'roles/viewer' })], unknown],
    ['of no time', [holds('roles/editor'), insight({ ...used, lastRefreshTime: undefined })], unknown],
    ['put aside', [holds('roles/editor'), insight({ ...used, state: 'DISMISSED' })], unknown],
    ['of no state', [holds('roles/editor'), insight({ ...used, state: undefined })], publishes],
    ['of who holds nothing', [insight(used)], unknown],
    ['of two roles, into one', [holds('roles/editor', 'roles/run.admin'), insight(used)], unknown],
    [
      'of two roles, into both',
      [
        holds('roles/editor', 'roles/run.admin'),
        insight({ ...used, lastRefreshTime: newer }),
        insight({
          role: 'roles/run.admin',
          exercisedPermissions: ['run.jobs.run', 'pubsub.topics.publish'],
          inferredPermissions: ['run.jobs.get', 'notebooksx.a.b'],
        }),
      ],
      [
        { other: older, pubsub: newer, run: older },
        {
          'notebooksx.a.b': older,
          'pubsub.topics.publish': newer,
          'run.jobs.get': older,
          'run.jobs.run': older,
        },
      ],
    ],
    [
      'of two roles, the later one last',
      [
        holds('roles/editor', 'roles/run.admin'),
        insight(used),
        insight({ ...used, role: 'roles/run.admin', lastRefreshTime: newer }),
      ],
      [{ pubsub: newer }, { 'pubsub.topics.publish': newer }],
    ],
    [
      'twice into one role: all of it, as of the later',
      [
        holds('roles/editor'),
        insight({ ...used, lastRefreshTime: newer }),
        insight({ exercisedPermissions: ['run.jobs.run'], inferredPermissions: ['run.jobs.get'] }),
      ],
      [
        { pubsub: newer, run: newer },
        { 'pubsub.topics.publish': newer, 'run.jobs.get': newer, 'run.jobs.run': newer },
      ],
    ],
    [
      'twice into one role, the later one last',
      [holds('roles/editor'), insight(used), insight({ lastRefreshTime: newer })],
      [{ pubsub: newer }, { 'pubsub.topics.publish': newer }],
    ],
    [
      'what may be asked for needs no insight',
      [holds('roles/editor'), mayAskFor('roles/owner'), insight(used)],
      publishes,
    ],
    ['nothing but what may be asked for', [mayAskFor('roles/editor'), insight(used)], unknown],
  ])('%s', (_, records, expected) => {
    expect(usedBy(...records)).toEqual(expected);
  });
});
