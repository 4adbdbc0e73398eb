import { expect, test } from 'vitest';
import type { DraftGrant } from '../../src/identities/draft.ts';
import { entitlementsOf } from '../../src/identities/entitlements.ts';

const grant = (scope: string, more: Partial<DraftGrant>): DraftGrant => ({
  scope,
  name: 'role',
  via: 'assignment',
  duration: 'permanent',
  rights: [],
  source: { record: 'r', id: scope },
  ...more,
});

test('one line for each right, in the words of the provider, sorted', () => {
  const grants = [
    grant('b', { rights: [{ service: 'vaults', level: 3 }] }),
    grant('a', {
      duration: 'time-bound',
      until: '2026-05-01T00:00:00.000Z',
      rights: [
        { service: 'vaults', level: 2 },
        { service: 'sites', level: 4 },
      ],
      conditions: [{ class: 'other', operator: 'If', key: 'approved', values: [] }],
    }),
  ];
  const wordsOf = ({ service }: { service: string }, { scope }: DraftGrant) => ({
    privileges: [`${service}/*`],
    resources: [`/${scope}`],
  });
  const limited = {
    exceptResources: [],
    duration: 'time-bound',
    until: '2026-05-01T00:00:00.000Z',
    conditions: [{ class: 'other', operator: 'If', key: 'approved', values: [] }],
    sources: [{ record: 'r', id: 'a' }],
  };
  expect(entitlementsOf({ grants }, wordsOf)).toEqual([
    {
      scope: 'a',
      service: 'sites',
      level: 'control',
      privileges: ['sites/*'],
      resources: ['/a'],
      ...limited,
    },
    { scope: 'a', service: 'vaults', level: 'read', privileges: ['vaults/*'], resources: ['/a'], ...limited },
    {
      scope: 'b',
      service: 'vaults',
      level: 'write',
      privileges: ['vaults/*'],
      resources: ['/b'],
      exceptResources: [],
      duration: 'permanent',
      conditions: [],
      sources: [{ record: 'r', id: 'b' }],
    },
  ]);
});
