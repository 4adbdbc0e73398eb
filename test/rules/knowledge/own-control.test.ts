import { expect, test } from 'vitest';
import { ownControl } from '../../../rules/knowledge/own-control.ts';
import type { RuleContext } from '../../../src/model/rule.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { type EdgeReason, membershipTechnique, type Technique } from '../../../src/model/takeover.ts';
import { sketchEstate } from '../../support/estate.ts';
import { fullAccess } from '../../support/parts.ts';
import { daysAgo } from '../../support/rule-cases.ts';

const technique = (id: string, mechanism: Technique['mechanism']): Technique => ({
  ...fullAccess,
  id,
  mechanism,
});
const [full, membership, assume] = [
  fullAccess,
  technique(membershipTechnique, 'hold'),
  technique('assume', 'assume'),
];

/** Nodes by name: two identities, two groups, two scopes. */
const nodes = ['a', 'b', 'holders', 'targets', '1', '2'];
type Edge = readonly [from: string, to: string, technique: Technique, reason?: Partial<EdgeReason>];
const controlOf = (edges: readonly Edge[], of = 'a'): readonly string[] => {
  const sketched = sketchEstate({
    scopes: [{ id: '1' }, { id: '2' }],
    identities: [{ id: 'a' }, { id: 'b' }],
  });
  const techniques = [full, membership, assume];
  const estate = {
    ...sketched,
    takeover: {
      groups: [
        { kind: 'holders', label: 'h' },
        { kind: 'targets', label: 't' },
      ] as const,
      from: Uint32Array.from(edges, ([from]) => nodes.indexOf(from)),
      to: Uint32Array.from(edges, ([, to]) => nodes.indexOf(to)),
      technique: Uint16Array.from(edges, ([, , by]) => techniques.indexOf(by)),
      reason: Uint32Array.from(edges, (_, index) => index),
      techniques,
      reasons: edges.map(([, , , reason]) => ({ allowedBy: [], assumes: [], ...reason })),
    },
  };
  const context = {
    estate,
    settings: defaultSettings,
    now: Date.parse(estate.collectedAt),
    index: nodes.indexOf(of),
  } as unknown as RuleContext;
  return ownControl(context).map(
    ({ scope, permanent, assumes }) =>
      `${estate.scopes[scope]!.id} ${permanent ? 'permanent' : 'until'}${assumes.map((text) => ` if ${text}`).join('')}`,
  );
};

const until = (days: number) => ({ until: daysAgo(-days) });
test.each<[string, readonly Edge[], readonly string[]]>([
  ['its own edge', [['a', '1', full]], ['1 permanent']],
  ['that of another', [['b', '1', full]], []],
  ['a step to somebody', [['a', 'b', full]], []],
  ['a scope by another mechanism', [['a', '1', assume]], []],
  [
    'by the group it is in',
    [
      ['a', 'holders', membership],
      ['holders', '2', full],
    ],
    ['2 permanent'],
  ],
  [
    'by a group that it has to get into',
    [
      ['a', 'holders', assume],
      ['holders', '2', full],
    ],
    [],
  ],
  [
    'a group that controls nothing',
    [
      ['a', 'holders', membership],
      ['holders', 'b', full],
    ],
    [],
  ],
  [
    'by the last group',
    [
      ['a', 'targets', membership],
      ['targets', '2', full],
    ],
    ['2 permanent'],
  ],
  [
    'membership of what is no group',
    [
      ['a', 'b', membership],
      ['b', '1', full],
    ],
    [],
  ],
  [
    'both ways at once, each scope once',
    [
      ['a', '1', full],
      ['a', 'holders', membership],
      ['holders', '1', full],
      ['holders', '2', full],
    ],
    ['1 permanent', '2 permanent'],
  ],
  ['with an end', [['a', '1', full, until(30)]], ['1 until']],
  ['with an end too far away', [['a', '1', full, until(9000)]], ['1 permanent']],
  ['with an end that has passed', [['a', '1', full, until(-1)]], []],
  ['under an assumption', [['a', '1', full, { assumes: ['x'] }]], ['1 permanent if x']],
  [
    'of two the proven one',
    [
      ['a', '1', full, { assumes: ['x'] }],
      ['a', '1', full, until(30)],
    ],
    ['1 until'],
  ],
  [
    'of two the proven one, in whatever order',
    [
      ['a', '1', full, until(30)],
      ['a', '1', full, { assumes: ['x'] }],
    ],
    ['1 until'],
  ],
  [
    'of two the permanent one',
    [
      ['a', '1', full, until(30)],
      ['a', '1', full],
    ],
    ['1 permanent'],
  ],
  [
    'of equals the first',
    [
      ['a', '1', full, { assumes: ['x'] }],
      ['a', '1', full, { assumes: ['y'] }],
    ],
    ['1 permanent if x'],
  ],
  [
    'proven first, then permanent, then in order',
    [
      ['a', '1', full, { assumes: ['x'] }],
      ['a', '2', full, until(30)],
    ],
    ['2 until', '1 permanent if x'],
  ],
  [
    'permanent before what ends',
    [
      ['a', '1', full, until(30)],
      ['a', '2', full],
    ],
    ['2 permanent', '1 until'],
  ],
  [
    'equals in order',
    [
      ['a', '2', full],
      ['a', '1', full],
    ],
    ['1 permanent', '2 permanent'],
  ],
])('%s', (_, edges, expected) => {
  expect(controlOf(edges)).toEqual(expected);
});
