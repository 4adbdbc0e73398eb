import { expect, test } from 'vitest';
import { levelName } from '../../../../src/model/level.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  estateOf,
  group,
  groupPath,
  identityAt,
  idOf,
  member,
  resource,
  servicePrincipal,
  subscription,
} from '../support.ts';

const path = `${groupPath}/providers/Microsoft.KeyVault/vaults/v`;
const vault = (policies: readonly object[], part: object = { roleBased: false }): SnapshotRecord =>
  resource('Microsoft.KeyVault/vaults', 'v', [], {
    identity: null,
    settings: { ...part, accessPolicies: policies },
  } as never);
const mine = (part: object): object => ({ objectId: idOf('bot'), ...part });

/** Each grant in one line, then what may be done. */
const told = (...records: readonly SnapshotRecord[]): readonly string[] => {
  const estate = estateOf([servicePrincipal('bot'), ...records]);
  const index = identityAt(estate, idOf('bot'));
  const grants = estate.identities[index]!.grants.map(
    ({ name, via, duration, scope, source, privileges }) => {
      expect([scope, source.id, source.pointer]).toEqual([
        subscription,
        path.toLowerCase(),
        '/settings/accessPolicies',
      ]);
      return [
        `${name} (${via}), ${duration}`,
        ...privileges.map(
          ({ service, level, full }) =>
            `${estate.services[service]!.name} ${levelName(level)}${full ? ' in full' : ''}`,
        ),
      ].join('; ');
    },
  );
  return [...grants, ...estate.entitlements!(index).flatMap(({ privileges }) => privileges)];
};
const held = (level: string, by = 'access policy'): string =>
  `access policy (${by}), permanent; Microsoft.KeyVault ${level}`;

test.each<[says: string, policies: readonly object[], part: object | undefined, expected: readonly string[]]>(
  [
    ['nothing', [mine({})], undefined, []],
    ['nothing of anything', [mine({ secrets: [], keys: null })], undefined, []],
    ['names', [mine({ secrets: ['List'] })], undefined, [held('view'), 'vault secrets list']],
    [
      'values',
      [mine({ secrets: ['list', 'Get'] })],
      undefined,
      [held('read'), 'vault secrets get', 'vault secrets list'],
    ],
    [
      'how keys are rotated, who issues certificates',
      [mine({ keys: ['GetRotationPolicy'], certificates: ['ListIssuers', 'GetIssuers'] })],
      undefined,
      [
        held('view'),
        'vault certificates getissuers',
        'vault certificates listissuers',
        'vault keys getrotationpolicy',
      ],
    ],
    ['everything', [mine({ storage: ['all'] })], undefined, [held('write'), 'vault storage all']],
    [
      'setting beside reading',
      [mine({ secrets: ['get', 'set'] })],
      undefined,
      [held('write'), 'vault secrets get', 'vault secrets set'],
    ],
    [
      'forgetting',
      [mine({ certificates: ['purge'] })],
      undefined,
      [held('write'), 'vault certificates purge'],
    ],
    [
      'by two policies',
      [mine({ secrets: ['get'] }), mine({ keys: ['sign'] })],
      undefined,
      [held('read'), held('write'), 'vault secrets get', 'vault keys sign'],
    ],
    ['of another', [{ objectId: idOf('cat'), secrets: ['get'] }], undefined, []],
    ['left behind where roles decide', [mine({ secrets: ['get'] })], { roleBased: true }, []],
    [
      'where nobody knows what decides',
      [mine({ secrets: ['get'] })],
      {},
      [held('read'), 'vault secrets get'],
    ],
  ],
)('what an access policy of a vault gives: %s', (_, policies, part, expected) => {
  expect(told(vault(policies, part))).toEqual(expected);
});

test('by a group', () => {
  expect(
    told(group('team'), member('team', 'bot'), vault([{ objectId: idOf('team'), secrets: ['get'] }])),
  ).toEqual([held('read', 'group team'), 'vault secrets get']);
});
