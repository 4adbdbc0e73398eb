import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import {
  application,
  assignment,
  directoryAssignment,
  directoryRole,
  estateOf,
  graphPermission,
  group,
  groupPath,
  identityAt,
  idOf,
  managedIdentity,
  member,
  owner,
  record,
  resource,
  role,
  subscriptionPath,
  user,
} from '../support.ts';

/** Laws of reach over drawn tenants. */
const people = ['ana', 'ben', 'app', 'bot', 'mi'];
const base: readonly SnapshotRecord[] = [
  user('ana'),
  user('ben'),
  ...application('app'),
  ...application('bot'),
  ...managedIdentity('mi'),
  group('team'),
  resource('Microsoft.Compute/virtualMachines', 'web', ['mi']),
];
const holder = fc.constantFrom(...people, 'team');
const fact: fc.Arbitrary<SnapshotRecord> = fc.oneof(
  fc
    .tuple(
      holder,
      fc.constantFrom(
        role.owner,
        role.contributor,
        role.reader,
        role.vmContributor,
        role.identityOperator,
        role.rbacAdministrator,
      ),
      fc.constantFrom(subscriptionPath, groupPath),
    )
    .map(([who, what, where]) => assignment(who, what, where)),
  fc.constantFrom(...people).map((who) => member('team', who)),
  fc
    .tuple(fc.constantFrom('app', 'bot'), fc.constantFrom('ana', 'ben'))
    .map(([of, who]) => owner('application', of, who)),
  fc
    .tuple(
      fc.constantFrom('ana', 'ben', 'team'),
      fc.constantFrom(
        directoryRole.applicationAdministrator,
        directoryRole.groupsAdministrator,
        directoryRole.helpdeskAdministrator,
        directoryRole.globalReader,
      ),
    )
    .map(([who, what]) => directoryAssignment(who, what)),
  fc
    .tuple(
      fc.constantFrom('app', 'bot', 'mi'),
      fc.constantFrom('1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9', '62a82d76-70ea-41e2-9197-370581804d09'),
    )
    .map(([who, what]) => graphPermission(who, what)),
);
const tenants = fc.array(fact, { maxLength: 7 });

const scores = (records: readonly SnapshotRecord[]): ReadonlyMap<string, readonly number[]> => {
  const estate = estateOf([...base, ...records]);
  const reach = reachOf(estate, defaultSettings);
  return new Map(
    people.map((who) => {
      const { score, identities, admin } = reach.radius(identityAt(estate, idOf(who)));
      return [who, [score, identities, admin.length]];
    }),
  );
};
const isNoMore = (
  less: ReadonlyMap<string, readonly number[]>,
  more: ReadonlyMap<string, readonly number[]>,
): void => {
  for (const who of people)
    for (const [place, value] of less.get(who)!.entries())
      expect(value, who).toBeLessThanOrEqual(more.get(who)![place]! + 1e-9);
};

/**
 * Whoever has a role of the directory, by a group as well, is safe from those who reset passwords of others only:
 * https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords
 */
const protects = ({ record: kind, id }: SnapshotRecord): boolean =>
  kind === 'azure.directory-role-assignment' ||
  id === member('team', 'ana').id ||
  id === member('team', 'ben').id;

test('a fact more that protects nobody never takes reach away', () => {
  const unprotecting = fact.filter((each) => !protects(each));
  fc.assert(
    fc.property(tenants, unprotecting, (records, further) => {
      const known = records.filter(({ record: kind, id }) => kind !== further.record || id !== further.id);
      isNoMore(scores(known), scores([...known, further]));
    }),
    { numRuns: lawRuns(30, 600) },
  );
});

test('a deny more never adds reach', () => {
  const deny = fc
    .tuple(
      fc.constantFrom(subscriptionPath, groupPath),
      fc.constantFrom('*', '*/write', 'Microsoft.Compute/*', 'Microsoft.Authorization/*'),
      fc.constantFrom('00000000-0000-0000-0000-000000000000', ...[...people, 'team'].map(idOf)),
    )
    .map(([scope, action, who]) =>
      record('azure.deny-assignment', `${scope} ${action} ${who}`, {
        id: 'd',
        scope,
        permissions: [{ actions: [action] }],
        principals: [{ id: who }],
      }),
    );
  fc.assert(
    fc.property(tenants, deny, (records, further) => {
      isNoMore(scores([...records, further]), scores(records));
    }),
    { numRuns: lawRuns(30, 600) },
  );
});

test('a lock, a restriction and a rule of membership never add reach', () => {
  const limits = fc.constantFrom(
    application('app', { servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true } }),
    [group('team', { isAssignableToRole: true })],
    [group('team', { onPremisesSyncEnabled: true })],
    [group('team', { groupTypes: ['DynamicMembership'] })],
  );
  fc.assert(
    fc.property(tenants, limits, (records, limited) => {
      isNoMore(scores([...records, ...limited]), scores(records));
    }),
    { numRuns: lawRuns(30, 600) },
  );
});

test('the order of facts never matters, and facts that are told twice count once', () => {
  const orders = fc.tuple(
    tenants,
    fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 40, maxLength: 40 }),
  );
  fc.assert(
    fc.property(orders, ([records, keys]) => {
      const all = [...base, ...records];
      const turned = all
        .map((each, at) => [keys[at % keys.length]!, each] as const)
        .sort(([a], [b]) => a - b)
        .map(([, each]) => each);
      const seen = (given: readonly SnapshotRecord[]): string => {
        const estate = estateOf(given);
        const reach = reachOf(estate, defaultSettings);
        return JSON.stringify(
          estate.identities.map(({ source, ...identity }, index) => [
            { ...identity, source },
            reach.radius(index).score,
            estate.entitlements?.(index),
          ]),
        );
      };
      expect(seen(turned)).toBe(seen(all));
      expect(seen([...all, ...all])).toBe(seen(all));
    }),
    { numRuns: lawRuns(20, 300) },
  );
});

test('what is asked of somebody and what somebody has agree', () => {
  const write = 'Microsoft.Authorization/roleAssignments/write';
  fc.assert(
    fc.property(tenants, (records) => {
      const estate = estateOf([...base, ...records]);
      const { identities } = estate.whoCan!({ privilege: write, resource: subscriptionPath });
      for (const who of people) {
        const at = identityAt(estate, idOf(who));
        const holds = (estate.entitlements?.(at) ?? []).some(
          ({ service, privileges, resources, level }) =>
            service === 'Microsoft.Authorization' &&
            level === 'control' &&
            resources.includes(subscriptionPath) &&
            privileges.some((each) => /^microsoft\.authorization\/(?:\*|roleassignments\/write)$/.test(each)),
        );
        expect(identities.find(({ identity }) => identity === at)!.verdict === 'allowed', who).toBe(holds);
      }
    }),
    { numRuns: lawRuns(30, 600) },
  );
});

test('a group between never gives more than it holds', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(role.owner, role.contributor, role.reader, role.vmContributor),
      fc.constantFrom(subscriptionPath, groupPath),
      (what, where) => {
        const direct = scores([assignment('bot', what, where)]).get('bot')!;
        const through = scores([assignment('team', what, where), member('team', 'bot')]).get('bot')!;
        expect(through).toEqual(direct);
      },
    ),
    { numRuns: 8 },
  );
});
