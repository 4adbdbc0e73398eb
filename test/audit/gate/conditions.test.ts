import { describe, expect, test } from 'vitest';
import { alternatives, dropped, endOf, isDead } from '../../../src/audit/gate/conditions.ts';
import type { Condition } from '../../../src/model/condition.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const condition = (operator: string, ...values: readonly string[]): Condition => ({
  class: 'other',
  operator,
  key: 'aws:Key',
  values,
});

/** [operator, ...values] of the newer and of the older condition. */
type Side = readonly [operator: string, ...values: readonly string[]];

describe('a condition that asks for as much', () => {
  const cases: readonly [name: string, narrow: Side, wide: Side][] = [
    ['the same', ['StringEquals', 'a'], ['StringEquals', 'a']],
    ['fewer values', ['StringEquals', 'a'], ['StringEquals', 'a', 'b']],
    ['a value that a pattern holds', ['StringEquals', 'team-a'], ['StringLike', 'team-*']],
    ['a smaller pattern', ['StringLike', 'team-a*'], ['StringLike', 'team-*']],
    ['a pattern without wildcard', ['StringLike', 'a'], ['StringEquals', 'a']],
    ['another case where case is ignored', ['StringEqualsIgnoreCase', 'A'], ['StringEqualsIgnoreCase', 'a']],
    ['more that is excluded', ['StringNotEquals', 'a', 'b'], ['StringNotEquals', 'a']],
    ['a wider pattern that is excluded', ['StringNotLike', 'a*'], ['StringNotLike', 'ab*']],
    ['the key must be there', ['StringEquals', 'a'], ['StringEqualsIfExists', 'a']],
    ['a smaller network', ['IpAddress', '192.0.2.64/26'], ['IpAddress', '192.0.2.0/24']],
    ['a single address', ['IpAddress', '192.0.2.7'], ['IpAddress', '192.0.2.0/24']],
    ['a network out of any', ['IpAddress', '2001:db8::/32'], ['IpAddress', '::/0']],
    ['a larger network that is excluded', ['NotIpAddress', '10.0.0.0/8'], ['NotIpAddress', '10.1.0.0/16']],
    ['an earlier end', ['DateLessThan', '2026-06-10'], ['DateLessThan', '2026-07-01T00:00:00Z']],
    ['a lower limit', ['NumericLessThanEquals', '900'], ['NumericLessThanEquals', '3600']],
    ['a later start', ['DateGreaterThan', '2026-07-01'], ['DateGreaterThan', '2026-06-10']],
    ['an ARN that a pattern holds', ['ArnEquals', 'arn:aws:s3:::a'], ['ArnLike', 'arn:aws:s3:::*']],
    ['an operator that is not known, with the same values', ['cel', 'b', 'a'], ['cel', 'a', 'b']],
    [
      'the same quantifier with fewer values',
      ['ForAllValues:StringEquals', 'a'],
      ['ForAllValues:StringEquals', 'a', 'b'],
    ],
  ];
  test.each(cases)('%s', (_, narrow, wide) => {
    expect(dropped([condition(...narrow)], [condition(...wide)], now)).toEqual([]);
  });
});

describe('a condition that asks for less', () => {
  const cases: readonly [name: string, narrow: Side, wide: Side][] = [
    ['a further value', ['StringEquals', 'a', 'b'], ['StringEquals', 'a']],
    ['a pattern in place of a value', ['StringLike', 'a*'], ['StringEquals', 'a']],
    ['a star that is meant literally, in place of a pattern', ['StringLike', '*'], ['StringEquals', '*']],
    ['a wider pattern', ['StringLike', 'team-*'], ['StringLike', 'team-a*']],
    ['less that is excluded', ['StringNotEquals', 'a'], ['StringNotEquals', 'a', 'b']],
    ['the key need not be there', ['StringEqualsIfExists', 'a'], ['StringEquals', 'a']],
    [
      'any of the values in place of all',
      ['ForAnyValue:StringEquals', 'a'],
      ['ForAllValues:StringEquals', 'a'],
    ],
    ['a larger network', ['IpAddress', '192.0.2.0/23'], ['IpAddress', '192.0.2.0/24']],
    ['another network', ['IpAddress', '198.51.100.0/24'], ['IpAddress', '192.0.2.0/24']],
    ['any network', ['IpAddress', '0.0.0.0/0'], ['IpAddress', '192.0.2.0/24']],
    ['a text that is no network', ['IpAddress', 'office'], ['IpAddress', '192.0.2.0/24']],
    ['a later end', ['DateLessThan', '2026-07-01'], ['DateLessThan', '2026-06-10']],
    [
      'one of two ends is later',
      ['DateLessThan', '2026-06-01', '2027-01-01'],
      ['DateLessThan', '2026-06-10'],
    ],
    ['an end that is no date', ['DateLessThan', 'never'], ['DateLessThan', '2026-06-10']],
    ['exclusion in place of inclusion', ['StringNotEquals', 'a'], ['StringEquals', 'a']],
    ['an operator that is not known, with other values', ['cel', 'a'], ['cel', 'b']],
  ];
  test.each(cases)('%s', (_, narrow, wide) => {
    expect(dropped([condition(...narrow)], [condition(...wide)], now)).toHaveLength(1);
  });

  test('another key', () => {
    const other = { ...condition('StringEquals', 'a'), key: 'aws:Other' };
    expect(dropped([other], [condition('StringEquals', 'a')], now)).toHaveLength(1);
  });
});

describe('time', () => {
  const starts: Condition = {
    class: 'not-yet-valid',
    operator: 'DateGreaterThan',
    key: 'aws:CurrentTime',
    values: ['2026-06-10'],
    until: '2026-06-10T00:00:00.000Z',
  };

  test('a start that has passed limits nobody', () => {
    expect(dropped([], [starts], now)).toHaveLength(1);
    expect(dropped([], [starts], Date.parse('2026-06-11T00:00:00Z'))).toEqual([]);
  });

  test('what can never be met is dead, and the earliest end counts', () => {
    expect(isDead([{ ...starts, class: 'expired' }])).toBe(true);
    expect(isDead([starts])).toBe(false);
    const ends = (until: string): Condition => ({ ...starts, class: 'time-bound', until });
    expect(endOf([ends('2026-08-01'), ends('2026-07-01')])).toBe('2026-07-01');
  });
});

describe('alternatives', () => {
  test('one for each combination of values', () => {
    const all = alternatives([
      condition('StringEquals', 'a', 'b'),
      condition('IpAddress', '192.0.2.1', '192.0.2.2'),
    ]);
    expect(all).toHaveLength(4);
    expect(all.every((set) => set.every(({ values }) => values.length === 1))).toBe(true);
  });

  test('what must hold for all values at once is not taken apart', () => {
    expect(alternatives([condition('StringNotEquals', 'a', 'b')])).toHaveLength(1);
    expect(alternatives([condition('ForAllValues:StringEquals', 'a', 'b')])).toHaveLength(1);
  });

  test('too many combinations stay as they are', () => {
    const many = condition('StringEquals', ...Array.from({ length: 65 }, (_, index) => `v${index}`));
    expect(alternatives([many])).toEqual([[many]]);
  });
});
