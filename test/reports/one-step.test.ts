import { describe, expect, test } from 'vitest';
import { oneStepFrom } from '../../reports/one-step.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { EdgeReason, TakeoverGroup, Technique } from '../../src/model/takeover.ts';
import { sketchEstate } from '../support/estate.ts';

const techniques: readonly Technique[] = [
  { id: 'membership', mechanism: 'assume', does: 'belong to the group', source: 'test' },
  { id: 'assume-role', mechanism: 'assume', does: 'assume the role', source: 'test' },
  { id: 'update-function', mechanism: 'write-code', does: 'change the code of a function', source: 'test' },
];
const proven: EdgeReason = { allowedBy: [], assumes: [] };
const assumed: EdgeReason = { allowedBy: [], assumes: ['a function runs'] };

/** Identities a, b, c are 0 to 2, groups follow from 3, the only scope comes last. */
const graph = (
  groups: readonly TakeoverGroup['kind'][],
  edges: readonly (readonly [from: number, to: number, technique: number, reason?: EdgeReason])[],
): Estate => ({
  ...sketchEstate({ scopes: [{ id: 's' }], identities: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }),
  takeover: {
    groups: groups.map((kind) => ({ kind, label: kind })),
    from: Uint32Array.from(edges, ([from]) => from),
    to: Uint32Array.from(edges, ([, to]) => to),
    technique: Uint16Array.from(edges, ([, , technique]) => technique),
    reason: Uint32Array.from(edges, (_, index) => index),
    techniques,
    reasons: edges.map(([, , , reason]) => reason ?? proven),
  },
});

const said = (estate: Estate): string[] =>
  oneStepFrom(estate, 0).map(({ to, by, assumes }) => [to, by, ...assumes].join(' / '));

describe('one step from an identity', () => {
  test.each<[string, Estate, string[]]>([
    ['an edge is a step', graph([], [[0, 1, 1]]), ['b / assume the role']],
    [
      'two edges in a row are not one step',
      graph(
        [],
        [
          [0, 1, 1],
          [1, 2, 1],
        ],
      ),
      ['b / assume the role'],
    ],
    ['full control of a scope is a step', graph([], [[0, 3, 1]]), ['scope:s / assume the role']],
    [
      'a group of holders passes its steps on',
      graph(
        ['holders'],
        [
          [0, 3, 0],
          [3, 1, 1],
        ],
      ),
      ['b / assume the role'],
    ],
    [
      'a group of targets is a step to each member',
      graph(
        ['targets'],
        [
          [0, 3, 1],
          [3, 1, 0],
          [3, 2, 0],
        ],
      ),
      ['b / assume the role', 'c / assume the role'],
    ],
    [
      'from holders to targets is one step',
      graph(
        ['holders', 'targets'],
        [
          [0, 3, 0],
          [3, 4, 2],
          [4, 2, 0],
        ],
      ),
      ['c / change the code of a function'],
    ],
    [
      'an identity does not reach itself',
      graph(
        ['targets'],
        [
          [0, 3, 1],
          [3, 0, 0],
        ],
      ),
      [],
    ],
    [
      'of two ways by one technique the proven one counts',
      graph(
        [],
        [
          [0, 1, 2, assumed],
          [0, 1, 2],
        ],
      ),
      ['b / change the code of a function'],
    ],
    [
      'two techniques are two ways, the proven one first',
      graph(
        ['targets'],
        [
          [0, 3, 2, assumed],
          [0, 3, 1],
          [3, 1, 0],
        ],
      ),
      ['b / assume the role', 'b / change the code of a function / a function runs'],
    ],
  ])('%s', (_, estate, expected) => {
    expect(said(estate)).toEqual(expected);
  });
});
