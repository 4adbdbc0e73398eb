import { describe, expect, test } from 'vitest';
import { arrange } from '../../../../connectors/gcp/identities/arrange.ts';
import { groupsOf } from '../../../../connectors/gcp/identities/groups.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  collectedAt,
  emailOf,
  estateOf,
  inventoryOf,
  organization,
  policy,
  project,
  record,
  tree,
} from '../support.ts';

const arranged = (...records: readonly SnapshotRecord[]) =>
  arrange(inventoryOf([...tree, ...records]), collectedAt);

const place = `projects/${project}`;

describe('groups', () => {
  const belongs = (group: string, who: string) =>
    record('gcp.membership', `${group} ${who}`, { group, member: who });
  const groups = groupsOf(
    inventoryOf([
      belongs('B@example.com', 'A@example.com'),
      belongs('c@example.com', 'b@example.com'),
      belongs('b@example.com', 'c@example.com'),
      belongs('b@example.com', emailOf('bot')),
      record('gcp.group', 'whole', { email: 'Whole@example.com', whole: true } as never),
      record('gcp.group', 'part', { email: 'part@example.com' } as never),
    ]),
  );
  test.each([
    ['a@example.com', ['b@example.com', 'c@example.com', 'example.com']],
    ['b@example.com', ['b@example.com', 'c@example.com', 'example.com']],
    [emailOf('bot'), ['b@example.com', 'c@example.com']],
    ['x@other.example', ['other.example']],
    ['principal://x/a@b', []],
    ['a:b@example.com', []],
    ['nobody', []],
  ])('of %s', (who, expected) => {
    expect(groups.of(who)).toEqual(expected);
    expect(groups.of(who)).toBe(groups.of(who));
  });
  test('whose members were read', () => {
    expect(
      ['b@example.com', 'c@example.com', 'whole@example.com', 'part@example.com', 'a@example.com'].map(
        groups.isRead,
      ),
    ).toEqual([true, true, true, false, false]);
  });
  test('through which somebody holds what, and what the deleted hold no more', () => {
    const { heldBy } = arranged(
      belongs('ops@example.com', 'ana@example.com'),
      policy(place, {
        role: 'roles/viewer',
        members: [
          'user:ana@example.com',
          'group:ops@example.com',
          'deleted:user:bo@example.com?uid=1',
          'domain:example.com',
        ],
      }),
    );
    expect(
      heldBy('ana@example.com').map(({ binding, group }) => `${binding.written} ${group ?? 'itself'}`),
    ).toEqual([
      'user:ana@example.com itself',
      'domain:example.com example.com',
      'group:ops@example.com ops@example.com',
    ]);
    expect(heldBy('deleted:user:bo@example.com?uid=1')).toEqual([]);
    expect(heldBy('nobody@example.com').map(({ group }) => group)).toEqual(['example.com']);
    expect(heldBy('nobody@example.org')).toEqual([]);
  });
});

test('a group in a group that nobody read stands for whoever is in it, and is said', () => {
  const records = [
    policy(place, { role: 'roles/owner', members: ['group:ops@example.com'] }),
    record('gcp.membership', 'm', { group: 'ops@example.com', member: 'Inner@example.com', type: 'GROUP' }),
  ];
  const { identities, coverage } = estateOf(records);
  expect(identities.map(({ id, kind, grants }) => [id, kind, grants.map(({ name }) => name)])).toEqual([
    ['inner@example.com', 'group', ['roles/owner']],
  ]);
  expect(coverage.find(({ source }) => source === 'members of groups')?.detail).toContain(
    'group inner@example.com',
  );
  const read = record('gcp.group', 'g', { email: 'inner@example.com', whole: true });
  expect(estateOf([...records, read]).identities).toEqual([]);
});

/** Google advises to give administrators their roles by a group: a finding, and no alarm. */
test('a group that nobody read has a role on the organisation', () => {
  const exposuresOf = (on: string, role: string) =>
    estateOf([policy(on, { role, members: ['group:ops@example.com'] })])
      .identities.find(({ id }) => id === 'ops@example.com')!
      .exposures?.map(({ kind, atMost }) => [kind, atMost]) ?? [];
  expect([
    exposuresOf(organization, 'roles/owner'),
    exposuresOf(organization, 'roles/browser'),
    exposuresOf(place, 'roles/owner'),
  ]).toEqual([[['grant-at-root', 'medium']], [], [['catch-all-role', 'medium']]]);
});
