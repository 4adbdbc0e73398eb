import { describe, expect, test } from 'vitest';
import {
  kindOfScope,
  managementGroupOf,
  managementGroupScope,
  normalScope,
  resourceGroupOf,
  scopeTree,
  subscriptionOf,
  subscriptionScope,
  typeOfResource,
} from '../../../../connectors/azure/rbac/scope.ts';

const group = '/providers/microsoft.management/managementgroups/shops';
const site = '/subscriptions/s/resourcegroups/g/providers/microsoft.web/sites/shop';

test.each([
  ['/Subscriptions/S/', '/subscriptions/s'],
  ['subscriptions//S', '/subscriptions/s'],
  ['/', '/'],
  ['', '/'],
  ['/providers/Microsoft.Subscription/subscriptions/S/resourceGroups/G', '/subscriptions/s/resourcegroups/g'],
  ['/providers/Microsoft.Subscription/policies/P', '/providers/microsoft.subscription/policies/p'],
  ['/providers/Microsoft.Other/subscriptions/S', '/providers/microsoft.other/subscriptions/s'],
  ['/other/Microsoft.Subscription/subscriptions/S', '/other/microsoft.subscription/subscriptions/s'],
])('%s is written %s', (written, scope) => {
  expect(normalScope(written)).toBe(scope);
});

test('scopes by their names', () => {
  expect([managementGroupScope('Shops'), subscriptionScope('S')]).toEqual([group, '/subscriptions/s']);
});

test.each([
  ['/', 'root', undefined, undefined, undefined, undefined],
  [group, 'management-group', undefined, undefined, 'shops', undefined],
  [`${group}/x`, 'resource', undefined, undefined, undefined, undefined],
  [`/x${group}`, 'resource', undefined, undefined, undefined, undefined],
  ['/subscriptions/s', 'subscription', 's', undefined, undefined, undefined],
  ['/subscriptions/s/x', 'resource', 's', undefined, undefined, undefined],
  ['/x/subscriptions/s', 'resource', undefined, undefined, undefined, undefined],
  [
    '/subscriptions/s/resourcegroups/g',
    'resource-group',
    's',
    '/subscriptions/s/resourcegroups/g',
    undefined,
    undefined,
  ],
  [`/x/subscriptions/s/resourcegroups/g`, 'resource', undefined, undefined, undefined, undefined],
  [site, 'resource', 's', '/subscriptions/s/resourcegroups/g', undefined, 'microsoft.web/sites'],
  [
    `${site}/slots/b`,
    'resource',
    's',
    '/subscriptions/s/resourcegroups/g',
    undefined,
    'microsoft.web/sites/slots',
  ],
  [
    `${site}/providers/microsoft.insights/settings/x`,
    ...['resource', 's', '/subscriptions/s/resourcegroups/g', undefined, 'microsoft.insights/settings'],
  ],
  ['/subscriptions/s/providers/microsoft.web/sites', ...['resource', 's', undefined, undefined, undefined]],
  [
    '/subscriptions/s/providers/microsoft.web/sites/a',
    'resource',
    's',
    undefined,
    undefined,
    'microsoft.web/sites',
  ],
  [
    '/x/subscriptions/s/providers/microsoft.web/sites/a',
    'resource',
    undefined,
    undefined,
    undefined,
    undefined,
  ],
])('%s is a %s', (scope, kind, subscription, resourceGroup, managementGroup, type) => {
  expect([
    kindOfScope(scope),
    subscriptionOf(scope),
    resourceGroupOf(scope),
    managementGroupOf(scope),
    typeOfResource(scope),
  ]).toEqual([kind, subscription, resourceGroup, managementGroup, type]);
});

describe('what lies above', () => {
  const parents = new Map([
    ['/subscriptions/s', group],
    [group, managementGroupScope('all')],
    [managementGroupScope('a'), managementGroupScope('b')],
    [managementGroupScope('b'), managementGroupScope('a')],
  ]);
  const inherited = new Map([['/subscriptions/t', [group, managementGroupScope('all')]]]);
  const { chain, covers } = scopeTree(parents, inherited);
  const above = [group, managementGroupScope('all'), '/'];
  const inGroup = ['/subscriptions/s/resourcegroups/g', '/subscriptions/s', ...above];
  test.each<[string, readonly string[]]>([
    ['/', ['/']],
    [managementGroupScope('all'), [managementGroupScope('all'), '/']],
    ['/subscriptions/s', ['/subscriptions/s', ...above]],
    ['/subscriptions/s/resourcegroups/g', inGroup],
    [site, [site, ...inGroup]],
    [`${site}/slots/b`, [`${site}/slots/b`, site, ...inGroup]],
    [
      `${site}/providers/microsoft.insights/settings/x`,
      [`${site}/providers/microsoft.insights/settings/x`, site, ...inGroup],
    ],
    ['/subscriptions/s/x', ['/subscriptions/s/x', '/subscriptions/s', ...above]],
    ['/subscriptions/t', ['/subscriptions/t', ...above]],
    ['/subscriptions/u', ['/subscriptions/u', '/']],
    ['/providers/microsoft.web/sites/a', ['/providers/microsoft.web/sites/a', '/']],
    ['/nothing', ['/nothing', '/']],
    [managementGroupScope('a'), [managementGroupScope('a'), managementGroupScope('b'), '/']],
  ])('of %s', (place, scopes) => {
    expect(chain(place)).toEqual(scopes);
    expect(scopes.every((scope) => covers(scope, place))).toBe(true);
    expect(chain(place)).toBe(chain(place));
  });
  test('nothing holds beside or above where it is assigned', () => {
    expect(
      [
        [site, inGroup[0]!],
        ['/subscriptions/s/resourcegroups/g', '/subscriptions/s/resourcegroups/g2'],
        ['/subscriptions/s', '/subscriptions/t'],
        [managementGroupScope('all'), '/subscriptions/u'],
        [group, '/'],
      ].map(([scope, place]) => covers(scope!, place!)),
    ).toEqual([false, false, false, false, false]);
  });
  test('without a tree paths alone say', () => {
    expect(scopeTree(new Map()).chain(site)).toEqual([site, inGroup[0], '/subscriptions/s', '/']);
    // What lies in it by its path, though nobody listed it.
    expect(scopeTree(new Map()).covers('/subscriptions/s/x', '/subscriptions/s/x/y/z')).toBe(true);
  });
});
