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
    ['the same network by another address', ['IpAddress', '192.0.2.9/24'], ['IpAddress', '192.0.2.0/24']],
    ['the last address of a network', ['IpAddress', '192.0.2.127'], ['IpAddress', '192.0.2.0/25']],
    ['an address as a network of one', ['IpAddress', '255.255.255.255/32'], ['IpAddress', '255.255.255.255']],
    ['the same text of the newer version', ['IpAddress', '2001:db8::1'], ['IpAddress', '2001:db8::1']],
    ['any network out of any', ['IpAddress', '192.0.2.0/24', '10.0.0.0/8'], ['IpAddress', '0.0.0.0/0']],
    ['the same as it is', ['IpAddress', 'office'], ['IpAddress', 'office']],
    ['an end in seconds', ['DateLessThan', '1781049600'], ['DateLessThan', '2026-06-10T00:00:00Z']],
    ['the same start', ['NumericGreaterThan', '-1.50'], ['NumericGreaterThan', '-1.5']],
    [
      'two starts of which the first is as late',
      ['DateGreaterThan', '2026-08-01', '2026-07-01'],
      ['DateGreaterThan', '2026-07-01'],
    ],
    ['the key in another case', ['bool', 'TRUE'], ['Bool', 'true']],
    ['a pattern with one character open', ['StringLike', 'a?'], ['StringLike', 'a*']],
    ['a larger network that is excluded', ['NotIpAddress', '10.0.0.0/8'], ['NotIpAddress', '10.1.0.0/16']],
    ['an earlier end', ['DateLessThan', '2026-06-10'], ['DateLessThan', '2026-07-01T00:00:00Z']],
    ['a lower limit', ['NumericLessThanEquals', '900'], ['NumericLessThanEquals', '3600']],
    ['a later start', ['DateGreaterThan', '2026-07-01'], ['DateGreaterThan', '2026-06-10']],
    ['an ARN that a pattern holds', ['ArnEquals', 'arn:aws:s3:::a'], ['ArnLike', 'arn:aws:s3:::*']],
    ['an operator that is not known, with the same values', ['cel', 'b', 'a'], ['cel', 'a', 'b']],
    ['the same in another case', ['CEL', 'b', 'a'], ['cel', 'a', 'b']],
    ['fewer numbers', ['NumericEquals', '1'], ['NumericEquals', '1', '2']],
    ['fewer dates', ['DateEquals', '2026-06-10'], ['DateEquals', '2026-06-10', '2026-06-11']],
    ['fewer bytes', ['BinaryEquals', 'YQ=='], ['BinaryEquals', 'YQ==', 'Yg==']],
    ['more numbers that are excluded', ['NumericNotEquals', '1', '2'], ['NumericNotEquals', '1']],
    [
      'more dates that are excluded',
      ['DateNotEquals', '2026-06-10', '2026-06-11'],
      ['DateNotEquals', '2026-06-10'],
    ],
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
    ['the next address behind a network', ['IpAddress', '192.0.2.128'], ['IpAddress', '192.0.2.0/25']],
    ['an address that is none', ['IpAddress', '192.0.2.256'], ['IpAddress', '192.0.2.0/16']],
    ['a network that is none', ['IpAddress', '192.0.2.0/33'], ['IpAddress', '192.0.2.0/24']],
    ['an address with more', ['IpAddress', 'x192.0.2.1'], ['IpAddress', '192.0.2.0/24']],
    ['an address with more behind it', ['IpAddress', '192.0.2.1/32x'], ['IpAddress', '192.0.2.0/24']],
    [
      'any of the newer version in place of the older',
      ['IpAddress', '2001:db8::/32'],
      ['IpAddress', '0.0.0.0/0'],
    ],
    ['any of the older version in place of the newer', ['IpAddress', '192.0.2.0/24'], ['IpAddress', '::/0']],
    [
      'a smaller network of the newer version, which nobody compares',
      ['IpAddress', '2001:db8::/48'],
      ['IpAddress', '2001:db8::/32'],
    ],
    ['a network that shares three numbers', ['IpAddress', '192.0.3.0/24'], ['IpAddress', '192.0.2.0/24']],
    ['a network that shares the last numbers', ['IpAddress', '193.0.2.0/24'], ['IpAddress', '192.0.2.0/24']],
    ['an end a second later', ['DateLessThan', '1781049601'], ['DateLessThan', '2026-06-10T00:00:00Z']],
    ['a number that is no number', ['NumericLessThan', '2026-06-10'], ['NumericLessThan', '9999999999999']],
    ['an earlier start', ['DateGreaterThan', '2026-06-09'], ['DateGreaterThan', '2026-06-10']],
    [
      'two starts of which the second is earlier',
      ['DateGreaterThan', '2026-08-01', '2026-06-01'],
      ['DateGreaterThan', '2026-07-01'],
    ],
    ['no value', ['StringEquals'], ['StringEquals', 'a']],
    ['another case', ['StringEquals', 'A'], ['StringEquals', 'a']],
    ['an operator of another family', ['BinaryEquals', 'a'], ['StringEquals', 'a']],
    ['a further number', ['NumericEquals', '1', '2'], ['NumericEquals', '1']],
    ['other values of one that is not known', ['CEL', 'a'], ['cel', 'a', 'b']],
    ['an operator that is not known in place of one that is', ['cel', 'a'], ['StringEquals', 'a']],
    ['one that is known in place of one that is not', ['StringEquals', 'a'], ['cel', 'a']],
    ['a smaller network that is excluded', ['NotIpAddress', '10.1.0.0/16'], ['NotIpAddress', '10.0.0.0/8']],
    ['a narrower pattern that is excluded', ['StringNotLike', 'ab*'], ['StringNotLike', 'a*']],
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
    expect(alternatives([condition('ForAnyValue:StringEquals', 'a', 'b')])).toHaveLength(2);
    expect(alternatives([condition('StringEqualsIfExists', 'a', 'b')])).toHaveLength(2);
    expect(alternatives([condition('NotIpAddress', '10.0.0.0/8', '11.0.0.0/8')])).toHaveLength(1);
    expect(alternatives([condition('DateLessThan', '2026', '2027')])).toHaveLength(1);
    expect(alternatives([condition('cel', 'a', 'b')])).toHaveLength(1);
    expect(alternatives([])).toEqual([[]]);
  });

  test('too many combinations stay as they are', () => {
    const values = Array.from({ length: 65 }, (_, index) => `v${index}`);
    const many = condition('StringEquals', ...values);
    expect(alternatives([many])).toEqual([[many]]);
    expect(alternatives([condition('StringEquals', ...values.slice(0, 64))])).toHaveLength(64);
    const eight = condition('StringLike', ...values.slice(0, 8));
    expect(alternatives([eight, eight])).toHaveLength(64);
    expect(alternatives([eight, eight, condition('Bool', 'true')])).toHaveLength(64);
    expect(alternatives([eight, eight, condition('Bool', 'true', 'false')])).toHaveLength(1);
  });
});
