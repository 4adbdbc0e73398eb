import { expect, test } from 'vitest';
import { noDetails, together } from '../../src/takeover/edge-details.ts';

const early = '2026-01-01T00:00:00.000Z';
const late = '2027-01-01T00:00:00.000Z';

test.each([
  ['the first to end ends both', { until: early }, { until: late }, { until: early }],
  ['in whatever order', { until: late }, { until: early }, { until: early }],
  ['one that ends is enough', {}, { until: late }, { until: late }],
  [
    'what both assume is assumed once',
    { assumes: ['a', 'b'] },
    { assumes: ['b', 'c'] },
    { assumes: ['a', 'b', 'c'] },
  ],
  ['the workload that is named first stays', { through: 'f' }, { through: 'g' }, { through: 'f' }],
  ['a workload of one is that of both', {}, { through: 'g' }, { through: 'g' }],
  [
    'statements of both allow it',
    { allowedBy: [{ document: 1, statement: 0 }] },
    { allowedBy: [{ document: 2, statement: 1 }] },
    {
      allowedBy: [
        { document: 1, statement: 0 },
        { document: 2, statement: 1 },
      ],
    },
  ],
  ['trusts of both are named', { trustedBy: [1] }, { trustedBy: [0] }, { trustedBy: [1, 0] }],
  [
    'evidence of both is shown',
    { evidence: [{ record: 'r', id: 'a', says: 'x' }] },
    { evidence: [{ record: 'r', id: 'b', says: 'y' }] },
    {
      evidence: [
        { record: 'r', id: 'a', says: 'x' },
        { record: 'r', id: 'b', says: 'y' },
      ],
    },
  ],
])('%s', (_, one, other, both) => {
  expect(together(one, other)).toEqual({ allowedBy: [], assumes: [], until: undefined, ...both });
});

test('nothing and nothing is nothing', () => {
  expect(together(noDetails, noDetails)).toEqual({ allowedBy: [], assumes: [], until: undefined });
});
