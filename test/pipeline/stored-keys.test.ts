import { describe, expect, test } from 'vitest';
import type { StoredKey } from '../../src/model/federation.ts';
import { keysInSeveralPlaces, storedKeyEdges } from '../../src/pipeline/stored-keys.ts';
import { sketchEstate } from '../support/estate.ts';

const user = (name: string, createdAt: string) => ({
  id: `arn:aws:iam::111111111111:user/${name}`,
  name,
  credentials: [
    {
      id: 'AKIAEXAMPLE',
      kind: 'access-key',
      lifetime: 'static',
      binding: 'shared-secret',
      status: 'active',
      createdAt,
    } as const,
  ],
});
const stored = (part: Partial<StoredKey>): StoredKey => ({
  node: 7,
  label: 'secret AWS_SECRET_ACCESS_KEY of acme/web',
  provider: 'aws',
  hints: [],
  names: [],
  ...part,
});
const users = [user('ci-deploy', '2026-01-01T00:00:00Z'), user('backup', '2025-01-01T00:00:00Z')];

const found = (part: Partial<StoredKey>) => {
  const { identities } = sketchEstate({ identities: users });
  return storedKeyEdges({ identities, storedKeys: [stored(part)] }).map(({ from, to, reason }) => [
    from,
    identities[to]!.name,
    reason.assumes,
  ]);
};

describe('whose a stored key plausibly is', () => {
  const holds = 'secret AWS_SECRET_ACCESS_KEY of acme/web holds a key of';
  test.each<[string, Partial<StoredKey>, unknown[]]>([
    ['its name', { hints: ['deploy'] }, [[7, 'ci-deploy', [`${holds} ci-deploy (its name has deploy)`]]]],
    [
      'the day on which it was set',
      { setAt: '2025-01-02T00:00:00Z' },
      [[7, 'backup', [`${holds} backup (its key was made just before the secret was set)`]]],
    ],
    [
      'its name, where reading it rests on something as well',
      { hints: ['deploy'], assumes: ['Dependabot starts it'] },
      [[7, 'ci-deploy', ['Dependabot starts it', `${holds} ci-deploy (its name has deploy)`]]],
    ],
    ['nothing', { hints: ['web'], setAt: '2024-01-01T00:00:00Z' }, []],
    ['another cloud', { hints: ['deploy'], provider: 'gcp' }, []],
  ])('by %s', (_, part, expected) => {
    expect(found(part)).toEqual(expected);
  });
});

describe('one key for several users', () => {
  const inPlaces = (...keys: readonly Partial<StoredKey>[]): readonly string[] => {
    const { identities } = sketchEstate({ identities: users });
    return [...keysInSeveralPlaces({ identities, storedKeys: keys.map(stored) }).values()]
      .flat()
      .map(({ says }) => says);
  };
  const deploy = { hints: ['deploy'] };

  test.each<readonly [string, readonly Partial<StoredKey>[], readonly string[]]>([
    [
      'two repositories',
      [
        { ...deploy, usedBy: 'acme/web' },
        { ...deploy, usedBy: 'acme/api' },
      ],
      ['A key of ci-deploy is plausibly used from 2 places: acme/api, acme/web'],
    ],
    [
      'two secrets of one repository, which are one key',
      [
        { ...deploy, usedBy: 'acme/web' },
        { ...deploy, usedBy: 'acme/web', label: 'secret AWS_ACCESS_KEY_ID of acme/web' },
      ],
      [],
    ],
    [
      'keys of two identities',
      [
        { ...deploy, usedBy: 'acme/web' },
        { hints: ['backup'], usedBy: 'acme/api' },
      ],
      [],
    ],
    [
      'a key that could be of either',
      [
        { hints: ['deploy', 'backup'], usedBy: 'acme/web' },
        { hints: ['deploy', 'backup'], usedBy: 'acme/api' },
      ],
      [],
    ],
    ['nobody knows who uses them', [deploy, deploy], []],
  ])('%s', (_, keys, says) => {
    expect(inPlaces(...keys)).toEqual(says);
  });
});
