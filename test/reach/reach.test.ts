import { describe, expect, test } from 'vitest';
import type { Estate } from '../../src/model/estate.ts';
import type { PathStep } from '../../src/model/finding.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import type { EdgeReason, Technique } from '../../src/model/takeover.ts';
import { membershipTechnique } from '../../src/model/takeover.ts';
import { reachOf } from '../../src/reach/index.ts';
import { type EstateSketch, sketchEstate } from '../support/estate.ts';

const account = 'scope:111111111111';
const technique = (id: string, does: string): Technique => ({
  id,
  mechanism: 'write-permission',
  does,
  source: 'https://example.test',
});
const fullAccess = technique('full-access', 'do everything in the account');
const putPolicy = technique('put-policy', 'attach any policy to itself');
const membership = technique(membershipTechnique, 'belong to the group');

const look = (sketch: EstateSketch) => {
  const estate = sketchEstate(sketch);
  const reach = reachOf(estate, defaultSettings);
  const index = (id: string): number => {
    const found = estate.identities.findIndex((identity) => identity.id === id);
    if (found < 0) throw new Error(`no identity ${id}`);
    return found;
  };
  return {
    estate,
    reach,
    radius: (id: string) => reach.radius(index(id)),
    path: (id: string) => reach.path(index(id)),
    takenOverBy: (id: string) => reach.takenOverBy(index(id)).map((origin) => estate.identities[origin]!.id),
  };
};

describe('paths to any of several ends', () => {
  test.each([
    ['the nearest end counts', 'a', ['c', 'd'], [], ['b', 'c']],
    ['one end alone', 'a', ['d'], [], ['b', 'c', 'd']],
    ['who is an end has no way to go', 'd', ['c', 'd'], [], []],
    ['who reaches none has none', 'alone', ['c', 'd'], [], []],
    ['control of a scope is an end', 'a', [], [0], ['b', 'c', account]],
    ['without ends there are no ways', 'a', [], [], []],
    ['a proven way comes before a shorter assumed one', 'e', ['c'], [], ['b', 'c']],
  ] as const)('%s', (_, from, identities, scopes, expected) => {
    const { reach, estate } = look({
      identities: ['a', 'b', 'c', 'd', 'e', 'alone'].map((id) => ({ id })),
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'd' },
        { from: 'c', to: account },
        { from: 'e', to: 'b' },
        { from: 'e', to: 'c', reason: { assumes: ['a function runs'] } },
      ],
    });
    const index = (id: string): number => estate.identities.findIndex((identity) => identity.id === id);
    const pathOf = reach.pathsToAny({ identities: identities.map(index), scopes });
    expect(pathOf(index(from)).map(({ to }) => to)).toEqual(expected);
  });
});

const short = (path: readonly PathStep[]): string[] =>
  path.map(({ from, to, by }) => `${from} → ${to}: ${by}`);

describe('score', () => {
  // Services of the sketch: iam 16, secretsmanager 24, s3 4, lambda 3, sns 0.1: 47.1 in all, in one account.
  test.each([
    ['nothing is 0', [], 0],
    ['all of the secrets, to read: 24 × 0.4 of 47.1', [{ service: 1, level: 2, breadth: 1 }], 20.38],
    ['one bucket in ten, to write: 4 × 0.7 × 0.1 of 47.1', [{ service: 2, level: 3, breadth: 0.1 }], 0.59],
    ['to see the identities: 16 × 0.1 of 47.1', [{ service: 0, level: 1, breadth: 1 }], 3.4],
    [
      'the strongest of two privileges in one cell, not their sum',
      [
        { service: 2, level: 2, breadth: 1 },
        { service: 2, level: 3, breadth: 0.5 },
      ],
      3.4,
    ],
    ['control of one service is that service, not the account', [{ service: 3, level: 4, breadth: 1 }], 6.37],
    ['a privilege outside of the cells of the scope adds nothing', [{ service: 9, level: 4, breadth: 1 }], 0],
  ] as const)('%s', (_, cells, score) => {
    const { radius } = look({
      identities: [{ id: 'a', cells: cells.map((cell) => ({ scope: 0, ...cell })) }],
    });
    expect(radius('a').score).toBe(score);
  });

  test('follows assumed steps too, while identities and admin count proven ones', () => {
    const { radius } = look({
      identities: [{ id: 'a' }, { id: 'b', cells: [{ scope: 0, service: 1, level: 4, breadth: 1 }] }],
      edges: [{ from: 'a', to: 'b', reason: { assumes: ['a function runs as b'] } }],
    });
    expect(radius('a')).toMatchObject({ score: 50.96, identities: 0, identitiesIf: 1, hops: 1, admin: [] });
  });

  test('an environment and a configured weight make a scope count for more', () => {
    const estate = sketchEstate({
      scopes: [
        { id: '1', environment: 'production' },
        { id: '2', environment: 'development' },
        { id: '3', environment: 'unknown' },
      ],
      identities: ['1', '2', '3'].map((scope) => ({ id: `admin-${scope}`, scope })),
      edges: ['1', '2', '3'].map((scope) => ({ from: `admin-${scope}`, to: `scope:${scope}` })),
    });
    const scores = (weights: object) => {
      const reach = reachOf(estate, settingsSchema.parse({ weights }));
      return [0, 1, 2].map((index) => reach.radius(index).score);
    };
    expect(scores({})).toEqual([57.14, 14.29, 28.57]);
    expect(scores({ scopes: { 2: 44 } })).toEqual([8, 88, 4]);
  });

  test('an estate without scopes has nothing to lose', () => {
    const estate = { ...sketchEstate({ identities: [{ id: 'a' }] }), scopes: [] };
    const reach = reachOf(estate, defaultSettings);
    expect(reach.totalValue).toBe(0);
    expect(reach.radius(0).score).toBe(0);
  });
});

describe('control', () => {
  test('of a scope makes every identity in it fall, save what the provider owns', () => {
    const { radius, takenOverBy } = look({
      scopes: [{ id: '111111111111' }, { id: '222222222222' }],
      identities: [
        { id: 'admin' },
        { id: 'plain' },
        { id: 'service-linked', providerOwned: true },
        { id: 'elsewhere', scope: '222222222222' },
      ],
      edges: [{ from: 'admin', to: account, technique: fullAccess }],
    });
    expect(radius('admin')).toMatchObject({ score: 50, admin: [0], adminIf: [], identities: 1, hops: 1 });
    expect(radius('plain')).toMatchObject({ score: 0, admin: [], identities: 0, hops: 0 });
    expect(takenOverBy('plain')).toEqual([]);
  });

  test('of a parent scope is not control of what lies below it', () => {
    const { radius } = look({
      scopes: [{ id: 'o-1' }, { id: '222222222222', parent: 'o-1' }],
      identities: [{ id: 'admin', scope: 'o-1' }],
      edges: [{ from: 'admin', to: 'scope:o-1' }],
    });
    // Scopes are sorted by id: 222222222222, o-1.
    expect(radius('admin').admin).toEqual([1]);
  });

  test('says what it rests on, along the way with the fewest assumptions', () => {
    const { radius, path } = look({
      identities: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      edges: [
        { from: 'a', to: account, reason: { assumes: ['x', 'y'] } },
        { from: 'a', to: 'b', reason: { assumes: ['a function runs as b'] } },
        { from: 'b', to: account, reason: { assumes: ['b has MFA'] } },
        { from: 'c', to: 'a' },
      ],
    });
    expect(radius('a').adminIf).toEqual([{ scope: 0, assumes: ['x', 'y'] }]);
    expect(radius('b').adminIf).toEqual([{ scope: 0, assumes: ['b has MFA'] }]);
    expect(radius('c').adminIf).toEqual([{ scope: 0, assumes: ['x', 'y'] }]);
    expect(path('c').map(({ to }) => to)).toEqual(['a', account]);
  });

  test('a longer proven way comes before a shorter assumed one', () => {
    const { radius, path } = look({
      identities: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      edges: [
        { from: 'a', to: account, reason: { assumes: ['a function runs'] } },
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: account, technique: putPolicy },
      ],
    });
    expect(radius('a')).toMatchObject({ admin: [0], adminIf: [], hops: 3, identities: 2 });
    expect(short(path('a'))).toEqual([
      'a → b: assume the role',
      'b → c: assume the role',
      `c → ${account}: attach any policy to itself`,
    ]);
  });

  test('a step that had ended when the snapshot was taken leads nowhere; one that ends later does', () => {
    const edges = [
      { from: 'past', to: account, reason: { until: '2025-12-31T23:59:59Z' } },
      { from: 'later', to: account, reason: { until: '2026-01-02T00:00:00Z' } },
    ];
    const { radius } = look({ identities: [{ id: 'past' }, { id: 'later' }], edges });
    expect(radius('past').admin).toEqual([]);
    expect(radius('later').admin).toEqual([0]);
  });

  test('crosses providers, and names them', () => {
    const { radius, path } = look({
      scopes: [{ id: '111111111111' }, { id: 'octo-org', provider: 'github' }],
      identities: [{ id: 'aws-role' }, { id: 'workflow', provider: 'github', scope: 'octo-org' }],
      edges: [
        { from: 'workflow', to: 'aws-role' },
        { from: 'aws-role', to: account },
      ],
    });
    expect(radius('workflow')).toMatchObject({ providers: ['aws', 'github'], admin: [0], hops: 2 });
    expect(radius('aws-role').providers).toEqual(['aws']);
    expect(path('workflow')).toHaveLength(2);
  });
});

describe('path', () => {
  const reason = (more: Partial<EdgeReason>): EdgeReason => ({ allowedBy: [], assumes: [], ...more });
  /** holder → holders' group → targets' group → target, as the connectors give it. */
  const grouped = (statements: 'list' | 'single' | 'elsewhere', document = 7): Estate => {
    const estate = sketchEstate({
      identities: [
        {
          id: 'holder',
          attachments: [
            {
              document: 7,
              name: 'deploy',
              statements,
              source: { record: 'aws.policy', id: 'arn:deploy', pointer: '/Document' },
            },
          ],
        },
        {
          id: 'target',
          cells: [{ scope: 0, service: 1, level: 4, breadth: 1 }],
          trusts: [
            {
              mechanism: 'assume',
              party: 'scope',
              principal: 'arn:aws:iam::111111111111:root',
              external: 'no',
              conditions: [],
              source: { record: 'aws.role', id: 'target', pointer: '/AssumeRolePolicyDocument/Statement/0' },
            },
          ],
        },
      ],
    });
    return {
      ...estate,
      takeover: {
        groups: [
          { kind: 'holders', label: 'holders of deploy' },
          { kind: 'targets', label: 'roles that deploy may assume' },
        ],
        from: Uint32Array.of(0, 2, 3),
        to: Uint32Array.of(2, 3, 1),
        technique: Uint16Array.of(0, 1, 0),
        reason: Uint32Array.of(0, 1, 2),
        techniques: [membership, technique('assume-role', 'assume the role')],
        reasons: [
          reason({}),
          reason({ allowedBy: [{ document, statement: 3 }], through: 'arn:function', assumes: ['it runs'] }),
          reason({ trustedBy: [0] }),
        ],
      },
    };
  };

  test('shows groups as one step between identities, with the evidence of all its edges', () => {
    const reach = reachOf(grouped('list'), defaultSettings);
    expect(reach.path(0)).toEqual([
      {
        from: 'holder',
        to: 'target',
        by: 'assume the role through arn:function',
        technique: 'assume-role',
        assumes: ['it runs'],
        evidence: [
          {
            record: 'aws.policy',
            id: 'arn:deploy',
            pointer: '/Document/Statement/3',
            says: 'policy deploy allows this step',
          },
          {
            record: 'aws.role',
            id: 'target',
            pointer: '/AssumeRolePolicyDocument/Statement/0',
            says: 'the trust policy of target lets arn:aws:iam::111111111111:root do this',
          },
        ],
      },
    ]);
    expect(reach.radius(0).hops).toBe(1);
    expect(reach.takenOverBy(1)).toEqual([0]);
  });

  test.each([
    ['a statement that stands alone', 'single', '/Document/Statement'],
    ['a text outside of the snapshot', 'elsewhere', '/Document'],
  ] as const)('points at %s', (_, statements, pointer) => {
    const [step] = reachOf(grouped(statements), defaultSettings).path(0);
    expect(step!.evidence[0]!.pointer).toBe(pointer);
  });

  test('a step stands without the evidence of a policy that is not attached', () => {
    const [step] = reachOf(grouped('list', 8), defaultSettings).path(0);
    expect(step).toMatchObject({ from: 'holder', to: 'target', by: 'assume the role through arn:function' });
    expect(step!.evidence.map(({ record }) => record)).toEqual(['aws.role']);
  });

  test('through control of a scope points at the identity that lives there', () => {
    const { reach, estate } = look({
      scopes: [{ id: '111111111111' }, { id: '222222222222' }],
      identities: [{ id: 'admin' }, { id: 'bridge' }],
      edges: [
        { from: 'admin', to: account },
        { from: 'bridge', to: 'scope:222222222222' },
      ],
    });
    const path = reach.pathToControl(0, 1);
    expect(path.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      `admin → ${account}`,
      `${account} → bridge`,
      'bridge → scope:222222222222',
    ]);
    expect(path[1]).toMatchObject({ technique: 'control', evidence: [{ ...estate.identities[1]!.source }] });
  });

  test('leads to where the harm is, not just to the first identity on the way', () => {
    const { path } = look({
      identities: [
        { id: 'a' },
        { id: 'b' },
        { id: 'c', cells: [{ scope: 0, service: 0, level: 3, breadth: 1 }] },
      ],
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
      ],
    });
    expect(path('a').map(({ to }) => to)).toEqual(['b', 'c']);
    expect(path('c')).toEqual([]);
  });

  test('in a ring, every identity has another one to lead to', () => {
    const { path } = look({
      identities: [{ id: 'a', cells: [{ scope: 0, service: 0, level: 3, breadth: 1 }] }, { id: 'b' }],
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    });
    expect(path('a').map(({ to }) => to)).toEqual(['b']);
    expect(path('b').map(({ to }) => to)).toEqual(['a']);
  });
});

test('equal results share one object', () => {
  const { radius } = look({
    identities: ['a', 'b', 'c', 'd'].map((id) => ({ id })),
    edges: ['a', 'b', 'c'].map((from) => ({ from, to: account, reason: { assumes: ['it runs'] } })),
  });
  expect(radius('a')).toBe(radius('b'));
  expect(radius('a')).toBe(radius('c'));
  expect(radius('a')).not.toBe(radius('d'));
});

test('an edge to a node that does not exist is refused by number', () => {
  const estate = sketchEstate({ identities: [{ id: 'a' }], edges: [{ from: 'a', to: account }] });
  const takeover = { ...estate.takeover, to: Uint32Array.of(9) };
  expect(() => reachOf({ ...estate, takeover }, defaultSettings)).toThrow(
    'takeover edge 0 joins node 0 to 9; there are 2 nodes',
  );
});
