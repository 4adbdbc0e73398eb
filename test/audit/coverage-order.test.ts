import { expect, test } from 'vitest';
import { sortedCoverage } from '../../src/audit/order.ts';
import type { Coverage } from '../../src/model/coverage.ts';

test('what failed comes before what was therefore not asked, whatever they are called', () => {
  const of = (source: string, status: Coverage['status']): Coverage => ({
    connector: 'aws',
    scope: '*',
    source,
    status,
    detail: 'x',
    gives: [],
  });
  const sorted = sortedCoverage([
    of('a', 'complete'),
    of('b', 'skipped'),
    of('c', 'unsupported'),
    of('d', 'partial'),
    of('e', 'denied'),
  ]);
  expect(sorted.map(({ source }) => source)).toEqual(['e', 'd', 'c', 'b', 'a']);
});
