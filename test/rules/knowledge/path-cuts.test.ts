import { expect, test } from 'vitest';
import { fixOfPath } from '../../../rules/knowledge/path-cuts.ts';
import type { PathCut, PathCuts, Way } from '../../../src/model/reach.ts';
import type { Cut } from '../../../src/model/remedy.ts';
import type { RuleContext } from '../../../src/model/rule.ts';
import { type EstateSketch, sketchEstate } from '../../support/estate.ts';
import { sketchStep } from '../../support/result.ts';

const way = (from: string, to: string): Way => ({
  from,
  to,
  by: `take ${to}`,
  techniques: ['t'],
  through: [],
  evidence: [],
});
const cut = (position: number, others: number, othersInUse: number, from = 'a'): PathCut => ({
  ...way(from, 'b'),
  position,
  others,
  othersInUse,
  alike: { others, othersInUse },
});
const cuts = (part: Partial<PathCuts>): PathCuts => ({ enough: [], steps: [], first: [], more: 0, ...part });

const place = { record: 'r', id: 'place', says: 'here' };
const made = (...says: readonly string[]): Cut => ({
  says,
  commands: ['do it'],
  places: [place],
  rows: [],
  made: [],
});
const path = [sketchStep({ from: 'a', to: 'b' }), sketchStep({ from: 'b', to: 'c' })];

/** @param knows to cut these ways, by their ends */
const fixOf = (
  given: Partial<PathCuts>,
  knows: (ways: readonly Way[]) => Cut | undefined,
  sketch: EstateSketch = {},
  steps = path,
) => {
  const estate = sketchEstate({ identities: [{ id: 'a' }, { id: 'b' }], ...sketch });
  const { text, origin, step } = fixOfPath(cuts(given), steps, {
    estate,
    index: 0,
    identityById: (id: string) => estate.identities.find((identity) => identity.id === id),
    remedies: { cut: knows } as unknown as RuleContext['remedies'],
  });
  return {
    text,
    origin: origin?.id,
    ...(step === undefined ? {} : { step: `${step.from}>${step.to} ${step.evidence.map(({ id }) => id)}` }),
  };
};

test.each([
  [0, 0, 'No other identity depends on it to get there.'],
  [1, 1, '1 other identity loses the way to control with it.'],
  [1, 0, '1 other identity, 0 of them in use, loses the way to control with it.'],
  [3, 3, '3 other identities lose the way to control with it.'],
  [3, 2, '3 other identities, 2 of them in use, lose the way to control with it.'],
])('one step is enough, and %i others, %i of them in use, depend on it', (others, inUse, whose) => {
  expect(fixOf({ enough: [cut(1, others, inUse, 'b')] }, () => made('Take it.', 'Away.'))).toEqual({
    text: `Cut step 2 of 2 (take b): without it this identity controls nothing any more. ${whose} Take it. Away.\ndo it`,
    origin: 'b',
    step: 'b>c place',
  });
});

test('of several that are enough the first that somebody knows how to cut', () => {
  const enough = [
    { ...cut(0, 0, 0), to: 'x' },
    { ...cut(1, 0, 0), to: 'y' },
    { ...cut(0, 0, 0), to: 'z' },
  ];
  const fix = fixOf({ enough }, ([only]) => (only!.to === 'x' ? undefined : made('So.')));
  expect(fix.text).toMatch(/^Cut step 2 of 2 /);
});

test('a step that is not in the path that is shown has none', () => {
  expect(fixOf({ enough: [cut(5, 0, 0)] }, () => made('So.'))).not.toHaveProperty('step');
});

const first = [way('a', 'b'), way('a', 'd')];
test.each([
  [
    'all of several',
    { first },
    'No single step is enough: 2 ways lead to control. Cut all of them where they begin. Go.\ndo it',
  ],
  [
    'the only one',
    { first: first.slice(0, 1) },
    'All ways to control begin with one step. Cut it. Go.\ndo it',
  ],
] as const)('no step is enough: %s', (_, given, text) => {
  expect(fixOf(given, (ways) => (ways.length === given.first.length ? made('Go.') : undefined))).toEqual({
    text,
    origin: 'a',
    step: 'a>b place',
  });
  expect(fixOf(given, () => made('Go.'), {}, [])).toEqual({ text, origin: 'a' });
});

test('where there are more first steps than are known, one step of the path is cut', () => {
  const steps = [way('b', 'c')];
  expect(fixOf({ first, more: 1, steps }, () => made('Go.'))).toEqual({
    text: 'Cut step 2 of 2 (take c). The identity has further ways to control, which this does not close: scan again afterwards to see them. Go.\ndo it',
    origin: 'b',
    step: 'b>c place',
  });
});

test('a step is cut where both of its ends are those of the way', () => {
  const steps = [way('a', 'c'), way('c', 'b'), way('b', 'c')];
  expect(fixOf({ steps }, (ways) => (ways.length === 1 ? made('Go.') : undefined)).text).toMatch(
    /^Cut step 2 of 2/,
  );
});

test('where nobody knows how, what to look for', () => {
  const evidence = [
    { record: 'r', id: 'policy', pointer: '/Statement/0', says: 'x' },
    { record: 'r', id: 'other', says: 'y' },
  ];
  const known = [
    { ...sketchStep({ from: 'a', to: 'b', technique: 'pass', by: 'pass it on', evidence }) },
    path[1]!,
  ];
  const techniques = [{ id: 'pass', mechanism: 'pass-to-service', does: 'x', source: 'x' }] as const;
  const edges = [{ from: 'a', to: 'b', technique: techniques[0] }];
  expect(fixOf({ steps: [way('a', 'b')] }, () => undefined, { edges }, known)).toEqual({
    text: [
      'Cut the path at its first step. Limit which identities may be passed, and to which service, to the one that is needed.',
      '# step: pass it on',
      '# allowed in: policy /Statement/0',
      '# allowed in: other',
      'nhi-audit explain a',
    ].join('\n'),
    origin: undefined,
  });
  expect(fixOf({}, () => undefined, {}, known).text).toMatch(
    /^Cut the path at its first step\. Take the permission for it away\.\n# step/,
  );
  expect(fixOf({}, () => undefined, {}, []).text).toBe(
    'Cut the path at its first step. Take the permission for it away.\nnhi-audit explain a',
  );
});
