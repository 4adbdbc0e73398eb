import { expect, test } from 'vitest';
import { mostSevere, sortedAssessments, sortedCoverage } from '../../src/audit/order.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Assessment } from '../../src/model/rule.ts';

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

test('of one status by connector, scope, source and detail', () => {
  const rows = ['b x x x', 'a y x x', 'a x y x', 'a x x y', 'a x x x'].map((words): Coverage => {
    const [connector, scope, source, detail] = words.split(' ') as [string, string, string, string];
    return { connector, scope, source, status: 'denied', detail, gives: [] };
  });
  expect(
    sortedCoverage(rows).map(({ connector, scope, source, detail }) =>
      [connector, scope, source, detail].join(' '),
    ),
  ).toEqual(['a x x x', 'a x x y', 'a x y x', 'a y x x', 'b x x x']);
});

test('answers of rules by rule, then scope', () => {
  const rows = ['b x', 'a y', 'a x'].map((words): Assessment => {
    const [rule, scope] = words.split(' ') as [string, string];
    return { rule, scope, status: 'assessed', reason: '' };
  });
  expect(sortedAssessments(rows).map(({ rule, scope }) => `${rule} ${scope}`)).toEqual(['a x', 'a y', 'b x']);
});

test('the most severe, the first of equals', () => {
  const rows = ['low 1', 'high 2', 'medium 3', 'high 4'].map((words) => {
    const [severity, fingerprint] = words.split(' ');
    return { severity, fingerprint } as Finding;
  });
  expect([mostSevere(rows)?.fingerprint, mostSevere(rows.slice(0, 1))?.fingerprint, mostSevere([])]).toEqual([
    '2',
    '1',
    undefined,
  ]);
});
