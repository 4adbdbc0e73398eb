import { describe, expect, test } from 'vitest';
import { holds, operators, parseDate } from '../../../../connectors/aws/policy/operators.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';

/** One clause, read as a policy's. */
const clauseOf = (operator: string, wanted: string | readonly string[]) => {
  const store = createPolicyStore();
  const index = store.intern({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { key: wanted } } },
  });
  return store.documents[index]!.statements[0]!.conditions[0]!;
};
const answer = (
  operator: string,
  wanted: string | readonly string[],
  actual: string | readonly string[] | undefined,
): boolean => {
  const clause = clauseOf(operator, wanted);
  return holds(clause, typeof actual === 'string' ? [actual] : actual, clause.values);
};

type Row = readonly [string, string | readonly string[], string | readonly string[] | undefined, boolean];

const single: readonly Row[] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', 'a*', 'ab', false],
  ['stringequals', 'a', 'a', true],
  ['StringNotEquals', 'a', 'b', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringEqualsIgnoreCase', 'a', 'A', true],
  ['StringNotEqualsIgnoreCase', 'a', 'A', false],
  ['StringLike', 'a*', 'ab', true],
  ['StringLike', 'a?', 'a', false],
  ['StringNotLike', 'a*', 'ab', false],
  ['StringNotLike', ['a*', 'b*'], 'c', true],
  ['NumericEquals', '10', '10.0', true],
  ['NumericEquals', '10', 'ten', false],
  ['NumericEquals', '16', '0x10', false],
  ['NumericEquals', '-1.25', '-1.250', true],
  ['NumericEquals', '1.', '1', false],
  ['NumericEquals', '1', 'x1', false],
  ['NumericEquals', '1', '1x', false],
  ['NumericEquals', '.5', '0.5', false],
  ['NumericNotEquals', '10', 'ten', true],
  ['NumericNotEquals', '10', '11', true],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericGreaterThan', '10', '11', true],
  ['NumericGreaterThan', '10', '10', false],
  ['NumericGreaterThanEquals', '10', '10', true],
  ['NumericGreaterThanEquals', '', '10', false],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600x', false],
  ['DateNotEquals', '2026-01-01', '2026-01-02', true],
  ['DateLessThan', '2026-01-02', '2026-01-01', true],
  ['DateLessThan', 'no date', '2026-01-01', false],
  ['DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
  ['DateGreaterThan', '2026-01-01', '2026-01-01', false],
  ['DateGreaterThanEquals', '2026-01-01T01:00:00+01:00', '2026-01-01', true],
  ['DateGreaterThanEquals', '2026-01-02', '2026-01-01', false],
  ['Bool', 'true', 'True', true],
  ['Bool', 'false', 'true', false],
  ['BinaryEquals', 'QmFzZTY0', 'QmFzZTY0', true],
  ['BinaryEquals', 'QmFzZTY0', 'qmFzZTY0', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.7', false],
  ['IpAddress', '203.0.113.7', '203.0.113.7', true],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
  ['IpAddress', '2001:db8::/32', '203.0.113.7', false],
  ['IpAddress', '203.0.113.0/99', '203.0.113.7', false],
  ['IpAddress', '203.0.113.7', '203.0.113.8', false],
  ['IpAddress', '2001:db8::1', '2001:db8::1', true],
  ['IpAddress', '2001:db8::1', '2001:db8::2', false],
  ['IpAddress', '203.0.113.0/24', '2001:db8::1', false],
  ['IpAddress', '203.0.113.0/24.5', '203.0.113.7', false],
  ['IpAddress', '203.0.113.0/x', '203.0.113.7', false],
  ['IpAddress', '::/0', '2001:db8::1', true],
  ['IpAddress', '2001:db8::/33', '2001:db8:7fff::1', true],
  ['IpAddress', '203.0.113.0/32', '203.0.113.0', true],
  ['IpAddress', '203.0.113.0/33', '203.0.113.0', false],
  ['IpAddress', '2001:db8::1/128', '2001:db8::1', true],
  ['IpAddress', '2001:db8::1/129', '2001:db8::1', false],
  ['IpAddress', 'no network/8', '203.0.113.7', false],
  ['IpAddress', '203.0.113.0/24', 'no address', false],
  ['IpAddress', '203.0.113.0/-1', '203.0.113.7', false],
  ['IpAddress', '0.0.0.0/0', '203.0.113.7', true],
  ['NotIpAddress', '203.0.113.0/24', 'no address', true],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
  ['ArnLike', '*', 'no arn', true],
  ['ArnLike', 'arn:aws:iam::1:role', 'arn:aws:iam::1', false],
  ['ArnLike', 'arn:aws:iam::1:r:s', 'arn:aws:iam::1:r:t', false],
  ['ArnEquals', 'arn:aws:iam::*:role/a', 'arn:aws:iam::111122223333:role/a', true],
  ['ArnLike', 'arn:aws:*:role/a', 'arn:aws:iam::111122223333:role/a', false],
  ['ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/a:b', true],
  ['ArnNotEquals', 'arn:aws:iam::*:role/a', 'arn:aws:iam::111122223333:role/b', true],
  ['ArnNotLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/b', false],
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'x', false],
  ['Null', 'false', 'x', true],
  ['Null', 'false', undefined, false],
  ['Null', 'True', undefined, true],
  ['Null', ['true', 'false'], 'x', true],
  ['Null', 'true', [], true],
  ['Null', 'false', [], false],
  ['StringEqualsIgnoreCase', 'A', 'b', false],
  ['StringAlmostEquals', 'a', 'a', false],
];

const absentKey: readonly Row[] = [
  ['StringEquals', 'a', undefined, false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringNotEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['Bool', 'false', undefined, false],
  ['BoolIfExists', 'false', undefined, true],
  ['NotIpAddress', '203.0.113.0/24', undefined, true],
  ['ArnNotLike', '*', undefined, true],
  ['NumericNotEquals', '1', undefined, true],
  ['DateLessThan', '2026-01-01', undefined, false],
  ['ForAllValues:StringEquals', 'a', undefined, true],
  ['ForAllValues:StringEquals', 'a', [], true],
  ['ForAnyValue:StringEquals', 'a', undefined, false],
  ['ForAnyValue:StringNotEquals', 'a', undefined, false],
  ['ForAnyValue:StringEqualsIfExists', 'a', undefined, true],
];

const several: readonly Row[] = [
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['a', 'd'], false],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'd'], true],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
  ['foranyvalue:stringlike', 'x*', ['a', 'xy'], true],
  ['StringEquals', 'a', ['a', 'b'], true],
  ['StringEquals', 'a', ['c', 'b'], false],
  ['StringNotEquals', 'a', ['c', 'b'], true],
  ['StringNotEquals', 'a', ['a', 'b'], false],
  ['StringNotEquals', 'a', [], true],
  ['ForAllValues:StringNotEquals', 'a', [], true],
  ['ForAnyValue:StringNotEquals', 'a', [], false],
  ['ForAllValues:StringEqualsIfExists', 'a', ['a', 'b'], false],
];

describe.each([
  ['one value', single],
  ['a key that is absent', absentKey],
  ['several values', several],
])('operators on %s', (_, rows) => {
  test.each(rows)('%s %j on %j: %s', (operator, wanted, actual, result) => {
    expect(answer(operator, wanted, actual)).toBe(result);
  });
});

test('every operator has a row', () => {
  const tested = new Set(single.map(([operator]) => operator.toLowerCase()));
  expect([...operators.keys()].filter((operator) => !tested.has(operator))).toEqual([]);
});

describe('dates', () => {
  test.each([
    ['2026-01-01', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01T10:00:00Z', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01T10:00:00', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01T10:00Z', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01T10:00:00+02:00', '2026-01-01T08:00:00.000Z'],
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-01', '2026-01-01T00:00:00.000Z'],
    ['1767225600', '2026-01-01T00:00:00.000Z'],
    ['10000', '1970-01-01T02:46:40.000Z'],
    ['253402300799', '9999-12-31T23:59:59.000Z'],
    ['2026-01-01t10:00:00z', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 10:00:00.25-0530', '2026-01-01T15:30:00.250Z'],
  ])('%s is %s, whatever the zone of the machine', (text, date) => {
    expect(new Date(parseDate(text)).toISOString()).toBe(date);
  });
  test.each([
    ...['', 'tomorrow', 'Jan 1 2026', '1', '2026-13-40', 'x1767225600', '1767225600x', '1767225600123'],
    ...['x2026-01-01', '2026-01-01x', '2026-1-1', '20260101T10', '2026-01-01T10', '2026-01-01T10:00:00+2'],
  ])('%j is no date', (text) => {
    expect(parseDate(text)).toBeNaN();
  });
});
