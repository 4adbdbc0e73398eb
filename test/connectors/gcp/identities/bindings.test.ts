import { describe, expect, test } from 'vitest';
import type { GcpRecordInput } from '../../../../connectors/gcp/facts/records.ts';
import { arrange } from '../../../../connectors/gcp/identities/arrange.ts';
import type { Binding } from '../../../../connectors/gcp/identities/bindings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { undefinedIn } from '../../../support/holdings.ts';
import {
  account,
  collectedAt,
  emailOf,
  estateOf,
  folder,
  identityAt,
  inventoryOf,
  member,
  organization,
  policy,
  project,
  record,
  tree,
} from '../support.ts';

const arranged = (...records: readonly SnapshotRecord[]) =>
  arrange(inventoryOf([...tree, ...records]), collectedAt);

const said = ({ written, role, place, condition, term, askedUntil, source }: Binding): string =>
  [
    `${written} ${role.name} on ${place}`,
    term.until === undefined ? term.duration : `${term.duration} until ${term.until}`,
    ...(condition === undefined ? [] : [`if ${condition.text}`]),
    ...(askedUntil === undefined ? [] : [`asked until ${askedUntil}`]),
    `by ${source.record} ${source.id}${source.pointer ?? ''}`,
  ].join(', ');
const bound = (...records: readonly SnapshotRecord[]): readonly string[] => {
  const { bindings } = arranged(...records);
  expect(undefinedIn(bindings)).toEqual([]);
  return bindings.map(said);
};

const place = `projects/${project}`;
const grant = (part: Partial<GcpRecordInput<'gcp.grant'>> = {}) =>
  record('gcp.grant', 'g', {
    name: `${place}/locations/global/entitlements/e/grants/g`,
    state: 'ACTIVE',
    requester: 'Ana@example.com',
    accessGrantTime: '2026-08-31T23:00:00Z',
    requestedDuration: '7200s',
    resource: `//cloudresourcemanager.googleapis.com/projects/100`,
    roleBindings: [{ role: 'roles/editor' }],
    ...part,
  });
const entitlement = (part: Partial<GcpRecordInput<'gcp.entitlement'>> = {}) =>
  record('gcp.entitlement', 'e', {
    name: `${place}/locations/global/entitlements/e`,
    eligibleUsers: [{ principals: ['user:ana@example.com', 'group:ops@example.com'] }],
    maxRequestDuration: '3600s',
    privilegedAccess: { gcpIamAccess: { roleBindings: [{ role: 'roles/owner' }] } },
    ...part,
  });
const byPam = { role: 'roles/editor', members: ['user:ANA@example.com'], title: 'Created by: PAM' };
const later = 'request.time < timestamp("2026-09-01T05:00:00Z")';
const held = (who: string, until: string, more = ''): string =>
  `${who} roles/editor on ${place}, activated until ${until}${more}, by gcp.grant g`;
const ana = 'user:Ana@example.com';

describe('what somebody asked for and has', () => {
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['until it ends', [grant()], [held(ana, '2026-09-01T01:00:00.000Z')]],
    [
      'until it is taken away',
      [grant({ accessRemoveTime: '2026-09-01T00:30:00Z' })],
      [held(ana, '2026-09-01T00:30:00.000Z')],
    ],
    [
      'for a day, where nothing says how long',
      [grant({ requestedDuration: undefined })],
      [held(ana, '2026-09-01T23:00:00.000Z')],
    ],
    [
      'from now on, where nothing says since when',
      [grant({ accessGrantTime: undefined })],
      [held(ana, '2026-09-01T02:00:00.000Z')],
    ],
    ['no more', [grant({ requestedDuration: '3600s' })], []],
    ['not yet', [grant({ state: 'APPROVAL_AWAITED' })], []],
    ['nobody knows who', [grant({ requester: undefined })], []],
    ['nobody knows where', [grant({ resource: undefined })], []],
    ['nothing', [grant({ roleBindings: undefined })], []],
    [
      'as an account',
      [grant({ requester: emailOf('bot') })],
      [held(member('bot'), '2026-09-01T01:00:00.000Z')],
    ],
    [
      'as it is written',
      [grant({ requester: 'principal://x' })],
      [held('principal://x', '2026-09-01T01:00:00.000Z')],
    ],
    [
      'within a condition',
      [grant({ roleBindings: [{ role: 'roles/editor', conditionExpression: ' resource.name == "x" ' }] })],
      [held(ana, '2026-09-01T01:00:00.000Z', ', if resource.name == "x"')],
    ],
    [
      'within one that only the clock decides',
      [grant({ roleBindings: [{ role: 'roles/editor', conditionExpression: later }] })],
      [held(ana, '2026-09-01T01:00:00.000Z')],
    ],
    [
      'within one that lets nothing',
      [grant({ roleBindings: [{ role: 'roles/editor', conditionExpression: 'false' }] })],
      [],
    ],
    [
      'as the policy shows it already',
      [grant(), policy(place, { ...byPam, condition: later })],
      [
        `user:ANA@example.com roles/editor on ${place}, activated until 2026-09-01T05:00:00.000Z, by gcp.iam-policy ${place}/bindings/0`,
      ],
    ],
    [
      'beside what the policy shows of another kind',
      [grant(), policy(place, { ...byPam, title: 'until five, created by: PAM', condition: later })],
      [
        `user:ANA@example.com roles/editor on ${place}, time-bound until 2026-09-01T05:00:00.000Z, by gcp.iam-policy ${place}/bindings/0`,
        held(ana, '2026-09-01T01:00:00.000Z'),
      ],
    ],
  ])('%s', (_, records, expected) => {
    expect(bound(...records)).toEqual(expected);
  });
});

describe('what somebody may ask for', () => {
  const may = (who: string, on = place, until = '2026-09-01T01:00:00.000Z', more = ''): string =>
    `${who} roles/owner on ${on}, eligible${more}, asked until ${until}, by gcp.entitlement e`;
  const [one, group] = ['user:ana@example.com', 'group:ops@example.com'];
  test.each<[string, Partial<GcpRecordInput<'gcp.entitlement'>>, readonly string[]]>([
    ['where it is kept', {}, [may(one), may(group)]],
    [
      'in an organisation',
      { name: `${organization}/locations/eu/entitlements/e` },
      [may(one, organization), may(group, organization)],
    ],
    [
      'where it says',
      {
        privilegedAccess: {
          gcpIamAccess: {
            resource: `//cloudresourcemanager.googleapis.com/${folder}`,
            roleBindings: [{ role: 'roles/owner' }],
          },
        },
      },
      [may(one, folder), may(group, folder)],
    ],
    [
      'for a day, where nothing says how long',
      { maxRequestDuration: undefined },
      [may(one, place, '2026-09-02T00:00:00.000Z'), may(group, place, '2026-09-02T00:00:00.000Z')],
    ],
    [
      'within a condition',
      {
        privilegedAccess: {
          gcpIamAccess: { roleBindings: [{ role: 'roles/owner', conditionExpression: 'false' }] },
        },
      },
      [may(one, place, undefined, ', if false'), may(group, place, undefined, ', if false')],
    ],
    [
      'within none',
      {
        privilegedAccess: {
          gcpIamAccess: { roleBindings: [{ role: 'roles/owner', conditionExpression: '' }] },
        },
      },
      [may(one), may(group)],
    ],
    ['nobody', { eligibleUsers: undefined }, []],
    ['nobody that is named', { eligibleUsers: [{ principals: undefined }] }, []],
    ['nothing', { privilegedAccess: undefined }, []],
  ])('%s', (_, part, expected) => {
    expect(bound(entitlement(part))).toEqual(expected);
  });
});

describe('members that stand for whoever has a basic role', () => {
  const bucket = (who: string, condition?: string) =>
    record('gcp.iam-policy', 'bucket', {
      resource: '//storage.googleapis.com/logs',
      bindings: [
        {
          role: 'roles/storage.admin',
          members: [who],
          ...(condition === undefined ? {} : { condition: { expression: condition } }),
        },
      ],
    });
  const onBucket = (...records: readonly SnapshotRecord[]): readonly string[] =>
    bound(...records)
      .filter((each) => each.includes('storage.googleapis.com/logs'))
      .map((each) => each.replace(', by gcp.iam-policy bucket/bindings/0', ''));
  const as = (who: string, term = 'permanent'): string =>
    `${who} roles/storage.admin on storage.googleapis.com/logs, ${term}`;
  const editor = (part: object = {}) =>
    policy(place, { role: 'roles/editor', members: [member('bot')], ...part });
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['who has it', [editor(), bucket(`projectEditor:${project}`)], [as(member('bot'))]],
    [
      'who has it, by the number of the project',
      [editor(), bucket('projectEditor:100')],
      [as(member('bot'))],
    ],
    [
      'not who has another',
      [editor(), bucket(`projectViewer:${project}`), bucket(`projectOwner:${project}`)],
      [],
    ],
    ['not who has it elsewhere', [editor(), bucket('projectEditor:shop-test')], []],
    [
      'for as long as the role',
      [editor({ condition: later }), bucket(`projectEditor:${project}`)],
      [as(member('bot'), 'time-bound until 2026-09-01T05:00:00.000Z')],
    ],
    [
      'within the condition of the role',
      [editor({ condition: 'resource.name == "x"' }), bucket(`projectEditor:${project}`)],
      [as(member('bot'), 'permanent, if resource.name == "x"')],
    ],
    [
      'within its own condition first',
      [
        editor({ condition: 'resource.name == "x"' }),
        bucket(`projectEditor:${project}`, 'resource.name == "y"'),
      ],
      [as(member('bot'), 'permanent, if resource.name == "y"')],
    ],
    ['nobody who could only ask for it', [entitlement(), bucket(`projectOwner:${project}`)], []],
    [
      'nobody who stands for others',
      [editor({ members: [`projectOwner:${project}`] }), bucket(`projectEditor:${project}`)],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(onBucket(...records)).toEqual(expected);
  });
  test('a role whose name only begins like a basic one is none', () => {
    const browser = policy(place, { role: 'roles/viewer.x', members: [member('bot')] });
    expect(onBucket(browser, bucket(`projectViewer:${project}`))).toEqual([]);
  });
});

test('policies: what holds, with the clock and without, and what is over', () => {
  expect(
    bound(
      policy(
        place,
        { role: 'roles/viewer', members: ['user:a@example.com', 'user:b@example.com'] },
        { role: 'roles/viewer', members: ['user:c@example.com'], condition: '  ' },
        {
          role: 'roles/viewer',
          members: ['user:d@example.com'],
          condition: 'request.time < timestamp("2026-08-01T00:00:00Z")',
        },
        {
          role: 'roles/viewer',
          members: ['user:e@example.com'],
          condition: ` ${later} `,
          title: 'created BY pam',
        },
        {
          role: 'roles/viewer',
          members: ['user:f@example.com'],
          condition: `${later} && resource.name == "x"`,
        },
      ),
    ),
  ).toEqual([
    `user:a@example.com roles/viewer on ${place}, permanent, by gcp.iam-policy ${place}/bindings/0`,
    `user:b@example.com roles/viewer on ${place}, permanent, by gcp.iam-policy ${place}/bindings/0`,
    `user:c@example.com roles/viewer on ${place}, permanent, by gcp.iam-policy ${place}/bindings/1`,
    `user:e@example.com roles/viewer on ${place}, activated until 2026-09-01T05:00:00.000Z, by gcp.iam-policy ${place}/bindings/3`,
    `user:f@example.com roles/viewer on ${place}, time-bound until 2026-09-01T05:00:00.000Z, if ${later} && resource.name == "x", by gcp.iam-policy ${place}/bindings/4`,
  ]);
});

test('policies without bindings, and bindings without members, give nothing', () => {
  expect(
    bound(
      record('gcp.iam-policy', 'a', { resource: place } as never),
      record('gcp.iam-policy', 'b', {
        resource: 'projects/shop-test',
        bindings: [{ role: 'roles/viewer' }],
      } as never),
    ),
  ).toEqual([]);
});

test('what is held where nobody can tell, or in a project of others, is no grant here', () => {
  const estate = estateOf([
    account('bot'),
    policy('//x.googleapis.com/things/1', { role: 'roles/viewer', members: [member('bot')] }),
    policy(place, { role: 'roles/viewer', members: [member('bot')] }),
  ]);
  expect(estate.identities[identityAt(estate, emailOf('bot'))]!.grants.map(({ scope }) => scope)).toEqual([
    project,
  ]);
});
