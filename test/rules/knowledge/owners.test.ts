import { describe, expect, test } from 'vitest';
import { scopesWithoutOwners } from '../../../rules/knowledge/owners.ts';
import { noOwner } from '../../../rules/no-owner.ts';
import { settingsSchema } from '../../../src/model/settings-schema.ts';
import { type EstateSketch, sketchEstate } from '../../support/estate.ts';
import { remedies } from '../../support/providers.ts';
import { sketchResult } from '../../support/result.ts';

const human = { nature: { is: 'human', reason: 'x' } } as const;
const scopes = [
  { id: 'o-1' },
  { id: 'unit', parent: 'o-1' },
  { id: '111111111111', parent: 'unit', name: 'shop' },
  { id: '222222222222', parent: 'unit', name: '' },
];
const at = (scope: string, id: string, part: object = {}) => ({ id, scope, ...part });
const found = (sketch: EstateSketch): readonly string[] => {
  const estate = sketchEstate(sketch);
  const { list, of } = scopesWithoutOwners(estate);
  for (const [index] of estate.identities.entries())
    expect(of(index)).toBe(list.find(({ identities }) => identities.includes(index)));
  return list.map(
    ({ scope, identities }) =>
      `${estate.scopes[scope]!.id}: ${identities.map((index) => estate.identities[index]!.id).join(' ')}`,
  );
};

describe('scopes in which nobody names an owner', () => {
  test.each<[string, EstateSketch, readonly string[]]>([
    ['one identity says nothing of a habit', { scopes, identities: [at('111111111111', 'a')] }, []],
    ['two do', { scopes, identities: [at('111111111111', 'a'), at('111111111111', 'b')] }, ['o-1: a b']],
    [
      'of scopes within each other the widest',
      { scopes, identities: [at('111111111111', 'a'), at('222222222222', 'b'), at('o-1', 'c')] },
      ['o-1: a b c'],
    ],
    [
      'an owner anywhere below speaks for all that holds it, and for nobody beside it',
      {
        scopes,
        identities: [
          ...[at('111111111111', 'a', { owner: 'team' }), at('111111111111', 'b')],
          ...[at('222222222222', 'c'), at('222222222222', 'd')],
        ],
      },
      ['222222222222: c d'],
    ],
    [
      'people, roots and what the provider holds do not count',
      {
        scopes,
        identities: [
          at('111111111111', 'a'),
          at('111111111111', 'p', human),
          at('111111111111', 'r', { kind: 'root' }),
          at('111111111111', 's', { providerOwned: true }),
        ],
      },
      [],
    ],
    [
      'nor do their owners',
      {
        scopes,
        identities: [
          at('111111111111', 'a'),
          at('111111111111', 'b'),
          at('111111111111', 'p', { ...human, owner: 'me' }),
        ],
      },
      ['o-1: a b'],
    ],
    ['a scope that nobody knows has none', { scopes, identities: [at('x', 'a'), at('x', 'b')] }, []],
    [
      'scopes in their order',
      {
        scopes: [{ id: '1' }, { id: '2' }],
        identities: [at('2', 'a'), at('2', 'b'), at('1', 'c'), at('1', 'd')],
      },
      ['1: c d', '2: a b'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(found(sketch)).toEqual(expected);
  });
});

const told = (
  identities: EstateSketch['identities'],
  scores: Readonly<Record<string, number>>,
  given = {},
) => {
  const { estate, reach } = sketchResult({
    scopes,
    identities: identities!,
    reach: Object.fromEntries(Object.entries(scores).map(([id, score]) => [id, { score }])),
  });
  return noOwner.checkScopes!({
    estate,
    reach,
    settings: settingsSchema.parse(given),
    now: Date.parse(estate.collectedAt),
    remedies: remedies(estate),
    isPrivileged: (index) => reach.radius(index).score > 50,
  });
};

describe('the finding of a scope', () => {
  const two = [at('111111111111', 'a'), at('111111111111', 'b'), at('222222222222', 'o', { owner: 'x' })];

  test('says who and how many, and what to do', () => {
    expect(told(two, { a: 10, b: 20 })).toEqual([
      {
        scope: 0,
        about: ['a', 'b'],
        blastRadius: 20,
        title: 'No identity of shop names an owner: 2 identities, 0 privileged',
        severity: 'low',
        evidence: ['a', 'b'].map((id) => ({
          record: 'aws.role',
          id,
          says: expect.stringMatching(/^no owner; looked for owner, /),
        })),
        cause: { kind: 'owner', key: ['aws', '111111111111'], label: 'owners of shop' },
        fix: [
          'Agree on one tag that names the owner (owner) and set it where identities are made, the privileged ones first; or name owners by pattern in nhi-audit.yaml (owners).',
          'owners:',
          '  - { pattern: "NAME-*", owner: OWNER }',
          '# fill in OWNER: the team or person who answers for it',
        ].join('\n'),
      },
    ]);
  });

  test('is graver with one that is privileged', () => {
    expect(told(two, { a: 60 })).toMatchObject([
      {
        severity: 'medium',
        blastRadius: 60,
        title: 'No identity of shop names an owner: 2 identities, 1 privileged',
      },
    ]);
  });

  test('goes by the id of a scope without a name', () => {
    const unnamed = [
      at('222222222222', 'a'),
      at('222222222222', 'b'),
      at('111111111111', 'o', { owner: 'x' }),
    ];
    expect(told(unnamed, {})).toMatchObject([
      {
        title: 'No identity of 222222222222 names an owner: 2 identities, 0 privileged',
        cause: { label: 'owners of 222222222222' },
      },
    ]);
  });

  test('shows twenty of them, and tells what was looked for', () => {
    const many = Array.from({ length: 25 }, (_, n) => at('111111111111', `i${String(n).padStart(2, '0')}`));
    const [one] = told(many, {}, { ownerTagKeys: ['team', 'chef'] });
    expect(one!.about).toHaveLength(25);
    expect(one!.evidence.map(({ id }) => id)).toEqual(many.slice(0, 20).map(({ id }) => id));
    expect(one!.evidence[0]!.says).toBe('no owner; looked for team and chef');
    expect(one!.fix).toContain('names the owner (team)');
    const [none] = told(many, {}, { ownerTagKeys: [] });
    expect([none!.evidence[0]!.says, none!.fix.includes('(owner)')]).toEqual([
      'no owner; looked for none',
      true,
    ]);
  });
});
