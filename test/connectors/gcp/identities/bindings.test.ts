import { describe, expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/gcp/facts/inventory.ts';
import type { GcpRecordInput } from '../../../../connectors/gcp/facts/records.ts';
import { arrange } from '../../../../connectors/gcp/identities/arrange.ts';
import type { Binding } from '../../../../connectors/gcp/identities/bindings.ts';
import { groupsOf } from '../../../../connectors/gcp/identities/groups.ts';
import { placesOf } from '../../../../connectors/gcp/identities/places.ts';
import { runsOf } from '../../../../connectors/gcp/identities/runs.ts';
import { usesOf } from '../../../../connectors/gcp/identities/use.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { undefinedIn } from '../../../support/holdings.ts';
import {
  account,
  accountPlace,
  collectedAt,
  emailOf,
  estateOf,
  folder,
  identityAt,
  member,
  organization,
  policy,
  project,
  record,
  tree,
} from '../support.ts';

const inventoryOf = (records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of records) reader.add(each);
  return reader.finish();
};
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
  });
});

describe('where things lie', () => {
  const number = '300';
  const places = (...records: readonly SnapshotRecord[]) => placesOf(inventoryOf(records));
  const compute = (of: string): string => `serviceAccount:${of}-compute@developer.gserviceaccount.com`;
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['by the project', [record('gcp.project', 'p', { projectId: 'web', projectNumber: number })], 'web'],
    [
      'by what lies above its policy',
      [
        record('gcp.iam-policy', 'p', {
          resource: '//cloudresourcemanager.googleapis.com/projects/web',
          ancestors: [`projects/${number}`],
          bindings: [],
        }),
      ],
      'web',
    ],
    [
      'not by what lies above a folder',
      [
        record('gcp.iam-policy', 'p', {
          resource: '//cloudresourcemanager.googleapis.com/folders/web',
          ancestors: [`projects/${number}`],
          bindings: [],
        }),
      ],
      number,
    ],
    [
      'by the default account',
      [
        record('gcp.service-account', 'a', {
          email: `${number}-compute@developer.gserviceaccount.com`,
          uniqueId: '1',
          projectId: 'web',
        }),
      ],
      'web',
    ],
    [
      'not by a number for a number',
      [
        record('gcp.service-account', 'a', {
          email: `${number}-compute@developer.gserviceaccount.com`,
          uniqueId: '1',
          projectId: '400',
        }),
      ],
      number,
    ],
    [
      'by two of its accounts in its policy',
      [
        policy('projects/web', {
          role: 'roles/editor',
          members: [compute(number), `serviceAccount:${number}@cloudbuild.gserviceaccount.com`],
        }),
      ],
      'web',
    ],
    [
      'not by two of them',
      [policy('projects/web', { role: 'roles/editor', members: [compute(number), compute('301')] })],
      number,
    ],
    [
      'not where it has another number',
      [
        record('gcp.project', 'p', { projectId: 'web', projectNumber: '400' }),
        policy('projects/web', { role: 'roles/editor', members: [compute(number)] }),
      ],
      number,
    ],
    [
      'by the one that is of nobody yet',
      [
        record('gcp.project', 'p', { projectId: 'other', projectNumber: '301' }),
        policy('//cloudresourcemanager.googleapis.com/projects/web', {
          role: 'roles/editor',
          members: [
            compute(number),
            compute('301'),
            `serviceAccount:${number}@cloudservices.gserviceaccount.com`,
          ],
        }),
      ],
      'web',
    ],
    [
      'not by a policy of something else',
      [policy('projects/web/topics/x', { role: 'roles/editor', members: [compute(number)] })],
      number,
    ],
    [
      'not by an account of people',
      [
        policy('projects/web', {
          role: 'roles/editor',
          members: [`serviceAccount:x${number}-compute@developer.gserviceaccount.com`],
        }),
      ],
      number,
    ],
  ])('the number of a project: %s', (_, records, id) => {
    const { naming } = places(...records);
    expect([naming.projectId(number), naming.homeOf(number)]).toEqual([id, id]);
  });
  test.each([
    compute(number),
    `serviceAccount:${number}@cloudservices.gserviceaccount.com`,
    `serviceAccount:${number}@cloudbuild.gserviceaccount.com`,
    `serviceAccount:service-${number}@gcp-sa-pubsub.iam.gserviceaccount.com`,
  ])('%s alone in a policy may be let in from elsewhere: its project is supposed', (who) => {
    const { naming, supposedProject } = places(
      policy('projects/web', { role: 'roles/editor', members: [who, 'user:a@example.com', who] }),
    );
    expect([naming.projectId(number), naming.homeOf(number), supposedProject(number)]).toEqual([
      number,
      'web',
      'web',
    ]);
  });

  const all = places(
    ...tree,
    account('bot', project, { uniqueId: '117' }),
    account('elsewhere', 'far', { projectId: undefined }),
    record('gcp.iam-policy', 'bucket', {
      resource: '//storage.googleapis.com/logs',
      ancestors: ['projects/200', organization],
      bindings: [],
    }),
    record('gcp.iam-policy', 'topic', {
      resource: '//pubsub.googleapis.com/projects/100/topics/x',
      bindings: [],
    }),
    record('gcp.iam-policy', 'deep', {
      resource: 'folders/20',
      ancestors: ['folders/20', 'folders/10'],
      bindings: [],
    }),
    record('gcp.tag-value', 't1', { name: 'tagValues/1', namespacedName: '1/env/prod' } as never),
    record('gcp.tag-value', 't2', { name: 'tagValues/2', namespacedName: '100/env/prod' } as never),
    record('gcp.tag-value', 't3', { name: 'tagValues/3', namespacedName: 'shop-test/env/prod' } as never),
    record('gcp.tag-value', 't4', { name: 'tagValues/4', namespacedName: '9/env/prod' } as never),
    record('gcp.resource', 'vm', {
      name: '//compute.googleapis.com/projects/100/zones/z/instances/vm',
      assetType: 'compute.googleapis.com/Instance',
      code: ['//storage.googleapis.com/code', '//pubsub.googleapis.com/projects/200/topics/y'],
    } as never),
    record('gcp.resource', 'job', {
      name: '//x.googleapis.com/jobs/1',
      assetType: 'x',
      project: 'projects/200',
    } as never),
  );
  const above = `${folder} ${organization}`;
  test.each([
    [`projects/${project}`, `projects/${project} ${above}`],
    [accountPlace('bot'), `${accountPlace('bot')} projects/${project} ${above}`],
    ['storage.googleapis.com/logs', `storage.googleapis.com/logs projects/shop-test ${organization}`],
    [
      'pubsub.googleapis.com/projects/shop-prod/topics/x',
      `pubsub.googleapis.com/projects/shop-prod/topics/x projects/shop-prod ${above}`,
    ],
    ['folders/20', `folders/20 ${above}`],
    [
      'cloudresourcemanager.googleapis.com/tagValues/1',
      `cloudresourcemanager.googleapis.com/tagValues/1 ${organization}`,
    ],
    [
      'cloudresourcemanager.googleapis.com/tagValues/2',
      `cloudresourcemanager.googleapis.com/tagValues/2 projects/shop-prod ${above}`,
    ],
    [
      'cloudresourcemanager.googleapis.com/tagValues/3',
      `cloudresourcemanager.googleapis.com/tagValues/3 projects/shop-test ${organization}`,
    ],
    ['cloudresourcemanager.googleapis.com/tagValues/4', 'cloudresourcemanager.googleapis.com/tagValues/4'],
    ['storage.googleapis.com/code', `storage.googleapis.com/code projects/shop-prod ${above}`],
    [
      'pubsub.googleapis.com/projects/shop-test/topics/y',
      `pubsub.googleapis.com/projects/shop-test/topics/y projects/shop-test ${organization}`,
    ],
    ['x.googleapis.com/jobs/1', `x.googleapis.com/jobs/1 projects/shop-test ${organization}`],
    ['nowhere', 'nowhere'],
  ])('%s', (name, chain) => {
    expect(all.chainOf(name).join(' ')).toBe(chain);
  });
  test('nodes, what lies below them, and which projects are the estate’s own', () => {
    const nodes = [
      'folders/10',
      'folders/20',
      organization,
      'projects/far',
      'projects/shop-prod',
      'projects/shop-test',
    ];
    expect(all.nodes).toEqual(nodes);
    expect([organization, folder, 'projects/far', 'nowhere'].map(all.nodesBelow)).toEqual([
      nodes,
      ['folders/10', 'folders/20', 'projects/shop-prod'],
      ['projects/far'],
      [],
    ]);
    expect([project, 'far', '100', 'nowhere'].map(all.isOwnProject)).toEqual([true, true, false, false]);
    expect([all.naming.emailOf('117'), all.naming.emailOf('X@y')]).toEqual([emailOf('bot'), 'x@y']);
    expect(all.accountOf(emailOf('bot'))).toBe(accountPlace('bot'));
  });
  test('what only a policy, an account or a resource names is there as well, and what has no place has none', () => {
    const { nodes, chainOf } = places(
      record('gcp.folder', 'lone', { name: 'folders/5' }),
      policy('//pubsub.googleapis.com/projects/named/topics/x'),
      account('bot', 'of-account', { projectId: undefined }),
      record('gcp.service-account', 'x', { email: 'x@odd.example', uniqueId: '1' }),
      record('gcp.resource', 'r', {
        name: '//x.googleapis.com/jobs/1',
        assetType: 'x',
        code: ['//storage.googleapis.com/code'],
      } as never),
      record('gcp.resource', 's', { name: '//x.googleapis.com/projects/of-resource/jobs/1', assetType: 'x' }),
    );
    expect(nodes).toEqual(['folders/5', 'projects/named', 'projects/of-account', 'projects/of-resource']);
    expect(['x.googleapis.com/jobs/1', 'storage.googleapis.com/code'].map(chainOf)).toEqual([
      ['x.googleapis.com/jobs/1'],
      ['storage.googleapis.com/code'],
    ]);
  });
  test('folders in a circle end', () => {
    const circle = places(
      record('gcp.folder', 'a', { name: 'folders/1', parent: 'folders/2' }),
      record('gcp.folder', 'b', { name: 'folders/2', parent: 'folders/1' }),
    );
    expect(circle.chainOf('folders/1')).toEqual(['folders/1', 'folders/2']);
  });
});

describe('agents, by the last time that they showed anything', () => {
  const summary = (id: string, workloadId: string | undefined, lastAccessTime: string | undefined) =>
    record('gcp.access-summary', id, { name: id, workloadId, lastAccessTime } as never);
  const inventory = inventoryOf([
    summary('1', 'a', '2026-01-01T00:00:00Z'),
    summary('2', 'a', '2026-03-01T00:00:00Z'),
    summary('3', 'a', '2026-02-01T00:00:00Z'),
    summary('4', undefined, '2026-02-01T00:00:00Z'),
    summary('5', 'b', undefined),
  ]);
  const { ofAgent } = usesOf(inventory, placesOf(inventory));
  test('the last of several', () => {
    expect([ofAgent('a'), ofAgent('b')]).toEqual([{ lastUsedAt: '2026-03-01T00:00:00.000Z' }, undefined]);
  });
});

describe('what nothing says of a place', () => {
  const number = '300';
  const compute = `serviceAccount:${number}-compute@developer.gserviceaccount.com`;
  const supposing = placesOf(
    inventoryOf([
      record('gcp.organization', organization, { name: organization }),
      policy('projects/web', { role: 'roles/editor', members: [compute] }),
      record('gcp.folder', folder, { name: folder, parent: organization }),
    ]),
  );
  const account = `projects/web/serviceAccounts/${number}-compute@developer.gserviceaccount.com`;
  const lies = `projects/web lies below ${organization}`;
  const is = `the project of number ${number} is web`;
  test.each<[readonly string[], string, readonly string[]]>([
    [[account, 'projects/web', organization], organization, [is, lies]],
    [[account, 'projects/web', organization], 'projects/web', [is]],
    [[account, 'projects/web', organization], account, []],
    [[account, 'projects/web', organization], 'projects/other', []],
    [['projects/web', organization], organization, [lies]],
    [[folder, organization], organization, []],
    [[account.replace(`${number}-`, '400-'), 'projects/web'], 'projects/web', []],
    [[account.replace(`${number}-compute`, `x${number}`), 'projects/web'], 'projects/web', []],
    [[`x/${account}`, 'projects/web'], 'projects/web', []],
    [
      ['projects/web/serviceAccounts/service-300@gcp-sa-x.iam.gserviceaccount.com', 'projects/web'],
      'projects/web',
      [is],
    ],
  ])('from %j to %s', (chain, place, expected) => {
    expect(supposing.supposed(chain, place)).toEqual(expected);
  });
  test('with a single organisation all is below it, with two nothing', () => {
    const two = placesOf(
      inventoryOf([
        record('gcp.organization', 'a', { name: 'organizations/1' }),
        policy('organizations/2'),
        policy('projects/web'),
      ]),
    );
    expect([supposing.chainOf('projects/web'), two.chainOf('projects/web'), two.nodes]).toEqual([
      ['projects/web', organization],
      ['projects/web'],
      ['organizations/1', 'organizations/2', 'projects/web'],
    ]);
  });
  const project = (projectId: string, projectNumber?: string) =>
    record('gcp.project', projectId, {
      projectId,
      ...(projectNumber === undefined ? {} : { projectNumber }),
    });
  test.each<[string, readonly SnapshotRecord[], string | undefined]>([
    ['the only one whose number nobody knows', [project('a', '1'), project('b')], 'b'],
    ['one of two', [project('a'), project('b')], undefined],
    ['none', [project('a', '1')], undefined],
    ['known', [project('a', number), project('b')], undefined],
    ['called so itself', [policy(`projects/${number}`), project('b')], undefined],
    [
      'by its accounts, whoever else there is',
      [policy('projects/web', { role: 'roles/editor', members: [compute] }), project('b'), project('c')],
      'web',
    ],
  ])('whose number it may be: %s', (_, records, expected) => {
    expect(placesOf(inventoryOf(records)).supposedProject(number)).toBe(expected);
  });
});

describe('what runs in a project, as far as somebody listed it', () => {
  const named = (resource: string, assetType?: string): SnapshotRecord =>
    record('gcp.iam-policy', resource, {
      resource,
      ...(assetType === undefined ? {} : { assetType }),
    } as never);
  const [run, vm] = ['run.googleapis.com/Service', 'compute.googleapis.com/Instance'];
  const records = [
    ...tree,
    record('gcp.resource', 'a', { name: '//run.googleapis.com/projects/100/services/a', assetType: run }),
    named('//run.googleapis.com/projects/100/services/a', run),
    named('//run.googleapis.com/projects/shop-prod/services/b', run),
    named('//run.googleapis.com/projects/200/services/c', run),
    named('//run.googleapis.com/projects/200/services/untyped'),
  ];
  const told = (source: string, part: object = {}) =>
    ({ connector: 'gcp', scope: 'x', source, status: 'complete', gives: ['workloads'], ...part }) as never;
  const runs = (...coverage: readonly never[]) => {
    const inventory = inventoryOf(records);
    return runsOf(inventory, placesOf(inventory), coverage);
  };
  test('those that are listed, and those that a policy names', () => {
    const { ofType } = runs();
    expect([
      ofType('shop-prod', run),
      ofType('projects/shop-prod', run),
      ofType('projects/shop-test', run),
      ofType('projects/shop-prod', vm),
    ]).toEqual([
      [],
      [
        'run.googleapis.com/projects/shop-prod/services/a',
        'run.googleapis.com/projects/shop-prod/services/b',
      ],
      ['run.googleapis.com/projects/shop-test/services/c'],
      [],
    ]);
  });
  test.each<[string, readonly never[], readonly boolean[]]>([
    ['by one of them', [], [true, false, false]],
    ['by a list of all assets', [told('assets: resources')], [true, true, true]],
    ['by the call for all assets', [told('cloudasset.assets.list RESOURCE')], [true, true, true]],
    ['not by one that was cut', [told('assets: resources', { status: 'partial' })], [true, false, false]],
    [
      'not by one that the place has not',
      [told('assets: resources', { status: 'unsupported' })],
      [true, false, false],
    ],
    ['not by another list of assets', [told('assets: resources of one')], [true, false, false]],
    ['by a list of its kind', [told('run.services.list')], [true, true, false]],
    [
      'by a list of its kind that the place has not',
      [told('run.services.list', { status: 'unsupported' })],
      [true, true, false],
    ],
    ['not by a list that was cut', [told('run.services.list', { status: 'partial' })], [true, false, false]],
    ['not by a list of something else', [told('runs.services.list')], [true, false, false]],
    ['not by what tells of others', [told('run.services.list', { gives: ['grants'] })], [true, false, false]],
    ['not by another provider', [told('run.services.list', { connector: 'aws' })], [true, false, false]],
  ])('listed %s', (_, coverage, expected) => {
    const { isListed } = runs(...coverage);
    expect([
      isListed('projects/shop-prod', run),
      isListed('projects/shop-test', run),
      isListed('projects/shop-prod', vm),
    ]).toEqual(expected);
  });
  test('where what only a policy names is, unless a list would tell', () => {
    const [listed, lone, untyped] = [
      'shop-prod/services/a',
      'shop-test/services/c',
      'shop-test/services/untyped',
    ].map((name) => `run.googleapis.com/projects/${name}`) as [string, string, string];
    const of = (...coverage: readonly never[]): readonly (string | undefined)[] =>
      [listed, lone, untyped].map(runs(...coverage).unlistedHome);
    expect([of(), of(told('run.services.list'))]).toEqual([
      [undefined, 'projects/shop-test', undefined],
      [undefined, undefined, undefined],
    ]);
  });
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
