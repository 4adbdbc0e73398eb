import { describe, expect, test } from 'vitest';
import { scopesOf } from '../../../../connectors/azure/identities/scopes.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  arranged,
  assignment,
  groupPath,
  otherTenant,
  record,
  resource,
  role,
  servicePrincipal,
  subscription,
  subscriptionPath,
  subscriptionRecord,
  tenant,
} from '../support.ts';

describe('scopes', () => {
  const other = '5aaaaaaa-0000-4000-8000-000000000002';
  const management = (name: string, part: object = {}) =>
    record('azure.management-group', name, {
      name,
      displayName: name.toUpperCase(),
      tenantId: tenant,
      parent: null,
      ...part,
    } as never);
  const at = (name: string): string => `/providers/microsoft.management/managementgroups/${name}`;
  const scopesIn = (...records: readonly SnapshotRecord[]) => {
    const { inventory, principals, paths } = arranged(...records);
    return scopesOf(inventory, principals.all.values(), paths, defaultSettings);
  };
  const told = (...records: readonly SnapshotRecord[]): readonly string[] =>
    scopesIn(...records).numbered.list.map(({ id, kind, name, parent, environment, provider }) =>
      [
        id.replace(at(''), '~'),
        kind,
        name,
        `in ${parent?.replace(at(''), '~') ?? 'none'}`,
        environment,
        provider,
      ].join(', '),
    );
  const home = `${tenant}, tenant, Contoso, in none, unknown, azure`;
  const root = `~${tenant}, management-group, Tenant root group, in ${tenant}, unknown, azure`;
  const sub = (parent: string, name = 'Production', environment = 'production'): string =>
    `${subscription}, subscription, ${name}, in ${parent}, ${environment}, azure`;
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['a tenant alone', [], [home]],
    ['a subscription in it', [subscriptionRecord()], [home, sub(tenant)]],
    [
      'a subscription that only a path names',
      [assignment('x', role.reader)],
      [home, `${subscription}, subscription, ${subscription}, in ${tenant}, unknown, azure`],
    ],
    [
      'a tag before the name',
      [subscriptionRecord({ tags: { environment: 'test' } })],
      [home, sub(tenant, 'Production', 'test')],
    ],
    [
      'what is assigned at the root',
      [subscriptionRecord(), assignment('x', role.reader, '/')],
      [root, home, sub(`~${tenant}`)],
    ],
    [
      'what is assigned at the root group',
      [subscriptionRecord(), assignment('x', role.reader, at(tenant))],
      [root, home, sub(`~${tenant}`)],
    ],
    [
      'what is assigned at another group',
      [assignment('x', role.reader, at('prod'))],
      [root, `~prod, management-group, prod, in ~${tenant}, production, azure`, home],
    ],
    [
      'a group with its name',
      [management('prod'), assignment('x', role.reader, at('prod'))],
      [root, `~prod, management-group, PROD, in ~${tenant}, production, azure`, home],
    ],
    [
      'groups in groups',
      [management('a', { parent: 'B' }), management('b')],
      [
        root,
        `~a, management-group, A, in ~b, unknown, azure`,
        `~b, management-group, B, in ~${tenant}, unknown, azure`,
        home,
      ],
    ],
    [
      'the root group as it is called',
      [management(tenant, { displayName: 'Root' })],
      [`~${tenant}, management-group, Root, in ${tenant}, unknown, azure`, home],
    ],
    [
      'a group without a name',
      [management('a', { displayName: null })],
      [root, `~a, management-group, a, in ~${tenant}, unknown, azure`, home],
    ],
    [
      'a subscription in a group',
      [management('a'), subscriptionRecord({ managementGroup: 'A' })],
      [root, `~a, management-group, A, in ~${tenant}, unknown, azure`, home, sub('~a')],
    ],
    [
      'in one that nobody listed',
      [subscriptionRecord({ managementGroup: 'A' })],
      [root, `~a, management-group, A, in ~${tenant}, unknown, azure`, home, sub('~a')],
    ],
    ['in the root group', [subscriptionRecord({ managementGroup: tenant })], [root, home, sub(`~${tenant}`)]],
    [
      'below groups that its own list shows',
      [
        management('a'),
        management('b'),
        subscriptionRecord({ inherits: ['b', 'a', tenant, 'gone'] }),
        assignment('x', role.reader),
      ],
      [
        root,
        `~a, management-group, A, in ~${tenant}, unknown, azure`,
        `~b, management-group, B, in ~${tenant}, unknown, azure`,
        home,
        sub('~b', subscription, 'unknown'),
      ],
    ],
    [
      'whose application lives elsewhere',
      [servicePrincipal('p', { appOwnerOrganizationId: otherTenant })],
      [home, `${otherTenant}, external-tenant, ${otherTenant}, in ${tenant}, unknown, azure`],
    ],
    [
      'a subscription of another tenant',
      [subscriptionRecord({ tenantId: otherTenant })],
      [home, `${otherTenant}, tenant, ${otherTenant}, in none, unknown, azure`, sub(otherTenant)],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(...records)).toEqual(expected);
  });
  test('where a path lies, what is below it, and what share it is', () => {
    const paths = ['a', 'b', 'c'].map((name) =>
      assignment(`x${name}`, role.reader, `${subscriptionPath}/resourceGroups/${name}`),
    );
    const things = ['1', '2', '3', '4', '5'].map((name) =>
      resource('Microsoft.Web/sites', name, [], { identity: null }),
    );
    const scopes = scopesIn(
      management('a'),
      subscriptionRecord({ managementGroup: 'a' }),
      subscriptionRecord({ id: other, displayName: 'x', inherits: ['a', 'b'] }),
      subscriptionRecord({ id: '5aaaaaaa-0000-4000-8000-000000000003', tenantId: otherTenant }),
      ...paths,
      ...things,
      resource('Microsoft.Web/sites', 'lone', [], {
        id: `/subscriptions/${other}/resourceGroups/z/providers/Microsoft.Web/sites/lone`,
        identity: null,
      }),
    );
    expect(
      ['/', at('a'), at('gone'), `${subscriptionPath}/x`, '/providers/microsoft.billing/x'].map((path) =>
        scopes.idOf(path, tenant),
      ),
    ).toEqual([at(tenant), at('a'), tenant, subscription, tenant]);
    expect(
      ['/', at('a'), at('gone'), groupPath].map((path) => scopes.subscriptionsBelow(path, tenant)),
    ).toEqual([[subscription, other], [subscription, other], [], [subscription]]);
    expect(scopes.subscriptionsBelow('/', tenant)).toBe(scopes.subscriptionsBelow('/', tenant));
    expect(scopes.subscriptionsBelow('/', otherTenant)).toEqual(['5aaaaaaa-0000-4000-8000-000000000003']);
    const lone = `/subscriptions/${other}/resourcegroups/z`;
    const share = (path: string): string => scopes.shareOf(path).toFixed(3);
    expect(
      [
        '/',
        subscriptionPath,
        `${subscriptionPath}/resourcegroups/a`,
        `${groupPath.toLowerCase()}/providers/microsoft.web/sites/1`,
        lone,
        `${lone}/providers/microsoft.web/sites/lone`,
        '/subscriptions/gone/resourcegroups/x',
        '/subscriptions/gone/resourcegroups/x/y/z',
      ].map(share),
    ).toEqual(['1.000', '1.000', '0.250', '0.200', '0.500', '0.250', '0.500', '0.250']);
    expect([...scopes.alsoAbove]).toEqual([[other, [at('a')]]]);
  });
});
