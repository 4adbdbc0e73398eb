import { describe, expect, test } from 'vitest';
import type { Draft, DraftGrant, Right } from '../../src/identities/draft.ts';
import { distinctDrafts, numberDrafts } from '../../src/identities/number-drafts.ts';
import { numberScopes, numberServices } from '../../src/identities/numbers.ts';
import type { Scope } from '../../src/model/scope.ts';

const scope = (id: string, environment: Scope['environment'], parent?: string): Scope => ({
  id,
  provider: 'azure',
  kind: 'subscription',
  name: id,
  environment,
  services: [0, 1],
  ...(parent === undefined ? {} : { parent }),
});
const scopes = numberScopes([
  scope('sub-b', 'production', 'group'),
  scope('group', 'shared'),
  scope('sub-a', 'test', 'group'),
]);
const services = numberServices('azure', [
  { name: 'vaults', sensitivity: 'secrets' },
  { name: 'sites', sensitivity: 'compute' },
]);

const grant = (on: string, rights: readonly Right[]): DraftGrant => ({
  scope: on,
  name: 'role',
  via: 'assignment',
  duration: 'permanent',
  rights,
  source: { record: 'azure.role-assignment', id: on },
});
const draft = (id: string, grants: readonly DraftGrant[], more: Partial<Draft> = {}): Draft => ({
  id,
  kind: 'service-principal',
  nature: { is: 'machine', reason: 'an application' },
  name: id,
  scope: 'sub-a',
  credentials: [],
  grants,
  source: { record: 'azure.service-principal', id },
  ...more,
});
const number = (...drafts: readonly Draft[]) =>
  numberDrafts(drafts, {
    provider: 'azure',
    scopes,
    services,
    placesOf: ({ scope: on, rights }) => [{ scopes: on === 'group' ? ['sub-a', 'sub-b'] : [on], rights }],
  });
const readVaults: Right = { service: 'vaults', level: 2 };

describe('numbers', () => {
  test('scopes are sorted by id, services stay as they are given', () => {
    expect(scopes.list.map(({ id }) => id)).toEqual(['group', 'sub-a', 'sub-b']);
    expect(scopes.indexOf('sub-b')).toBe(2);
    expect(services.list).toEqual([
      { provider: 'azure', name: 'vaults', sensitivity: 'secrets' },
      { provider: 'azure', name: 'sites', sensitivity: 'compute' },
    ]);
    expect(services.indexOf('sites')).toBe(1);
    expect(scopes.places.get('sub-c')).toBeUndefined();
  });

  test('a name that is in no list is a mistake', () => {
    expect(() => services.indexOf('queues')).toThrow('nothing is called queues');
  });
});

test('each identity once, sorted, the later draft in place of the earlier one', () => {
  const drafts = [draft('b', []), draft('a', []), draft('b', [], { name: 'later' })];
  expect(distinctDrafts(drafts).map(({ id, name }) => `${id} ${name}`)).toEqual(['a a', 'b later']);
});

describe('an identity of a draft', () => {
  test('what is absent is as it is for most', () => {
    const [identity] = number(draft('one', [])).identities;
    expect(identity).toEqual({
      id: 'one',
      provider: 'azure',
      kind: 'service-principal',
      nature: { is: 'machine', reason: 'an application' },
      name: 'one',
      scope: 'sub-a',
      environment: 'test',
      credentials: [],
      grants: [],
      trusts: [],
      attachments: [],
      profile: 0,
      providerOwned: false,
      breakGlass: false,
      scanner: false,
      agent: false,
      bounded: false,
      source: { record: 'azure.service-principal', id: 'one' },
    });
  });

  const told: Partial<Draft> = {
    owner: 'team',
    environment: 'production',
    createdAt: '2026-01-01T00:00:00.000Z',
    lastUsedAt: 'never',
    observedSince: '2026-02-01T00:00:00.000Z',
    trusts: [
      {
        mechanism: 'hold',
        party: 'identity',
        principal: 'ana',
        external: 'no',
        conditions: [],
        source: { record: 'r', id: 'trust' },
      },
    ],
    workloads: [{ id: 'vm', kind: 'vm', name: 'vm', source: { record: 'r', id: 'vm' } }],
    attachments: [{ document: 3, source: { record: 'r', id: 'policy' }, statements: 'list', name: 'policy' }],
    providerOwned: true,
    breakGlass: true,
    scanner: true,
    agent: true,
    bounded: true,
    serviceLastUsed: { vaults: 'never' },
    exposures: [{ kind: 'open-host', key: 'k', says: 's', evidence: [], fix: 'f' }],
  };
  test.each(Object.entries(told))('%s is as it was told', (member, value) => {
    const [identity] = number(draft('one', [], { [member]: value })).identities;
    expect(identity).toHaveProperty(member, value);
  });

  test('what a connector knows beside it stays behind', () => {
    const own = { ...draft('one', []), holds: ['a repository'] };
    expect(number(own).identities[0]).not.toHaveProperty('holds');
  });

  test('natures of equal words are one object', () => {
    const { identities } = number(
      draft('one', []),
      draft('two', [], { nature: { is: 'machine', reason: 'an application' } }),
    );
    expect(identities[0]!.nature).toBe(identities[1]!.nature);
  });

  test('equal words that say something else of two identities stay apart', () => {
    const { identities } = number(
      draft('one', []),
      draft('two', [], { nature: { is: 'human', reason: 'an application' } }),
    );
    expect(identities.map(({ nature }) => nature.is)).toEqual(['machine', 'human']);
  });
});

describe('a grant of a draft', () => {
  const cases: readonly [name: string, rights: readonly Right[], privileges: readonly unknown[]][] = [
    ['names become numbers', [{ service: 'sites', level: 3 }], [[1, 3, 1, false]]],
    ['control of all resources is every action', [{ service: 'sites', level: 4 }], [[1, 4, 1, true]]],
    ['control of some is not', [{ service: 'sites', level: 4, breadth: 0.5 }], [[1, 4, 0.5, false]]],
    [
      'a connector can say that it is not every action',
      [{ service: 'sites', level: 4, full: false }],
      [[1, 4, 1, false]],
    ],
    [
      'sorted by service; the weaker of one service says nothing more',
      [{ service: 'sites', level: 2 }, readVaults, { service: 'sites', level: 3 }],
      [
        [0, 2, 1, false],
        [1, 3, 1, false],
      ],
    ],
    [
      'a weaker level of more resources is said beside the stronger one',
      [
        { service: 'sites', level: 2 },
        { service: 'sites', level: 3, breadth: 0.01 },
      ],
      [
        [1, 3, 0.01, false],
        [1, 2, 1, false],
      ],
    ],
    ['nothing is nothing', [{ service: 'sites', level: 0 }], []],
  ];
  test.each(cases)('%s', (_, rights, privileges) => {
    const [identity] = number(draft('one', [grant('sub-a', rights)])).identities;
    expect(
      identity!.grants[0]!.privileges.map(({ service, level, breadth, full }) => [
        service,
        level,
        breadth,
        full,
      ]),
    ).toEqual(privileges);
  });

  test('the rest is as it was given, and the provider does not maintain it', () => {
    const [identity] = number(draft('one', [{ ...grant('sub-a', []), until: '2026-05-01' }])).identities;
    expect(identity!.grants).toEqual([
      {
        scope: 'sub-a',
        name: 'role',
        via: 'assignment',
        duration: 'permanent',
        until: '2026-05-01',
        providerManaged: false,
        privileges: [],
        conditions: [],
        source: { record: 'azure.role-assignment', id: 'sub-a' },
      },
    ]);
  });
});

describe('profiles', () => {
  const profilesOf = (...grants: readonly (readonly DraftGrant[])[]) => {
    const { identities, profiles } = number(...grants.map((own, index) => draft(`id ${index}`, own)));
    return {
      numbers: identities.map(({ profile }) => profile),
      cells: profiles.map(({ cells }) =>
        cells.map((cell) => [cell.scope, cell.service, cell.level, cell.breadth]),
      ),
    };
  };

  test('a right holds in every place that the provider says', () => {
    expect(profilesOf([grant('group', [readVaults])]).cells).toEqual([
      [
        [1, 0, 2, 1],
        [2, 0, 2, 1],
      ],
    ]);
  });

  test('a place that is no scope of the estate is passed over', () => {
    expect(profilesOf([grant('elsewhere', [readVaults])]).cells).toEqual([[]]);
  });

  test('the strongest of all grants, by scope and service', () => {
    const { cells } = profilesOf([
      grant('sub-b', [readVaults]),
      grant('group', [
        { service: 'vaults', level: 3 },
        { service: 'sites', level: 1 },
      ]),
    ]);
    expect(cells).toEqual([
      [
        [1, 0, 3, 1],
        [1, 1, 1, 1],
        [2, 0, 3, 1],
        [2, 1, 1, 1],
      ],
    ]);
  });

  test('a weaker level of more resources has a cell beside the stronger one', () => {
    const { cells } = profilesOf([
      grant('sub-a', [{ service: 'vaults', level: 4, breadth: 0.25 }]),
      grant('sub-a', [readVaults, { service: 'vaults', level: 1, breadth: 0.5 }]),
    ]);
    expect(cells).toEqual([
      [
        [1, 0, 4, 0.25],
        [1, 0, 2, 1],
      ],
    ]);
  });

  test('who may do the same has the same, however it was given', () => {
    const { numbers, cells } = profilesOf(
      [grant('sub-a', [readVaults])],
      [],
      [grant('sub-a', [readVaults]), grant('sub-a', [{ service: 'vaults', level: 1 }])],
      [grant('sub-b', [readVaults])],
      [grant('sub-a', [readVaults])],
    );
    expect(numbers).toEqual([0, 1, 0, 2, 0]);
    expect(cells).toHaveLength(3);
  });
});
