import { describe, expect, test } from 'vitest';
import { asked, readCondition } from '../../../../connectors/gcp/iam/condition/index.ts';

const now = '2026-09-01T00:00:00.000Z';
const future = '2027-03-01T00:00:00.000Z';
const t = (time: string): string => `timestamp("${time}")`;
const soon = t('2027-03-01T00:00:00Z');
const past = t('2026-01-01T00:00:00Z');

/** What an expression says now, and when it ends. */
const rows: readonly (readonly [expression: string, now: 'yes' | 'no' | 'unknown', until?: string])[] = [
  // Ends, in all spellings.
  [`request.time < ${soon}`, 'yes', future],
  [`request.time <= ${soon}`, 'yes', future],
  [`${soon} > request.time`, 'yes', future],
  [`${soon} >= request.time`, 'yes', future],
  [`!(request.time > ${soon})`, 'yes', future],
  [`!(request.time >= ${soon})`, 'yes', future],
  [`!(${soon} < request.time)`, 'yes', future],
  [`(request.time < ${soon})`, 'yes', future],
  [`((request.time)) < (${soon})`, 'yes', future],
  [`request.time < timestamp('2027-03-01T00:00:00Z')`, 'yes', future],
  [`request.time < ${t('2027-03-01T02:00:00+02:00')}`, 'yes', future],
  [`request.time < ${t('2027-03-01T00:00:00.000Z')}`, 'yes', future],
  [`request.time - ${soon} < duration("0s")`, 'yes', future],
  [`${soon} - request.time > duration("0s")`, 'yes', future],
  [`request.time < ${t('2027-02-28T23:00:00Z')} + duration("3600s")`, 'yes', future],
  [`request.time < ${t('2027-02-28T23:00:00Z')} + duration("1h")`, 'yes', future],
  [`request.time + duration("1h") < ${t('2027-03-01T01:00:00Z')}`, 'yes', future],
  [`request.time - duration("1h") < ${t('2027-02-28T23:00:00Z')}`, 'yes', future],
  [`request.time - duration("30m") < ${t('2027-02-28T23:30:00Z')}`, 'yes', future],
  ['request.time.getFullYear() < 2027', 'yes', '2027-01-01T00:00:00.000Z'],
  ['request.time.getFullYear() <= 2026', 'yes', '2027-01-01T00:00:00.000Z'],
  ['request.time.getFullYear() == 2026', 'yes', '2027-01-01T00:00:00.000Z'],
  ['request.time.getFullYear("UTC") < 2027', 'yes', '2027-01-01T00:00:00.000Z'],
  ['2027 > request.time.getFullYear()', 'yes', '2027-01-01T00:00:00.000Z'],
  ['!(request.time.getFullYear() >= 2027)', 'yes', '2027-01-01T00:00:00.000Z'],
  ['request.time.getFullYear() in [2025, 2026]', 'yes', '2027-01-01T00:00:00.000Z'],
  [`request.time > ${past} && request.time < ${soon}`, 'yes', future],
  [`request.time < ${soon} && request.time > ${past}`, 'yes', future],
  [`request.time < ${soon} && request.time < ${t('2028-01-01T00:00:00Z')}`, 'yes', future],
  [`request.time < ${past} || request.time < ${soon}`, 'yes', future],
  [`request.time < ${soon} ? true : false`, 'yes', future],
  [`request.time > ${soon} ? false : true`, 'yes', future],
  [`true ? request.time < ${soon} : true`, 'yes', future],
  [`request.time < ${soon} && true`, 'yes', future],
  [`false || request.time < ${soon}`, 'yes', future],
  [`// until spring\nrequest.time < ${soon}`, 'yes', future],
  [`request.time\n  <\n  ${soon}`, 'yes', future],
  // Over.
  [`request.time < ${past}`, 'no'],
  [`!(request.time > ${past})`, 'no'],
  [`${past} > request.time`, 'no'],
  [`request.time < ${past} && resource.name == "x"`, 'no'],
  ['request.time.getFullYear() < 2026', 'no'],
  [`request.time < ${past} + duration("24h")`, 'no'],
  [`request.time > ${past} && request.time < ${t('2026-02-01T00:00:00Z')}`, 'no'],
  ['false', 'no'],
  ['true && false', 'no'],
  // No end.
  [`request.time > ${past}`, 'yes'],
  [`request.time < ${soon} || request.time > ${past}`, 'yes'],
  [`request.time < ${soon} || true`, 'yes'],
  ['true', 'yes'],
  ['1 < 2', 'yes'],
  ['"a" + "b" == "ab"', 'yes'],
  ['"a" in ["a", "b"]', 'yes'],
  ['"storage".startsWith("sto")', 'yes'],
  // An end for some, and not for all.
  [`request.time < ${soon} || resource.name == "x"`, 'yes'],
  // Nobody can tell, with an end and without.
  [`request.time < ${soon} && resource.name.startsWith("projects/_/buckets/a")`, 'unknown', future],
  [`resource.name.startsWith("projects/_/buckets/a") && request.time < ${soon}`, 'unknown', future],
  [`resource.name == "x" ? request.time < ${soon} : false`, 'unknown', future],
  [`resource.name == "x" ? request.time < ${soon} : true`, 'yes'],
  ['resource.name == "x"', 'unknown'],
  ['resource.name != "x"', 'unknown'],
  ['!(resource.name == "x")', 'unknown'],
  ['resource.name.endsWith("x")', 'unknown'],
  ['resource.name.extract("/objects/{o}/") == "x"', 'unknown'],
  ['resource.matchTag("1/env", "prod")', 'unknown'],
  ['resource.hasTagKey("1/env")', 'unknown'],
  ['request.auth.access_levels.size() > 0', 'unknown'],
  ['"x" in request.auth.claims', 'unknown'],
  ['request.path.matches("^/a")', 'unknown'],
  ["api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/viewer'])", 'unknown'],
  // Windows that come again are no end.
  ['request.time.getHours("Europe/Berlin") >= 9', 'unknown'],
  ['request.time.getHours() >= 9 && request.time.getHours() <= 17', 'unknown'],
  ['request.time.getDayOfWeek("UTC") >= 1 && request.time.getDayOfWeek("UTC") <= 5', 'unknown'],
  ['request.time.getMinutes() < 30', 'unknown'],
  ['request.time.getMonth() == 8', 'unknown'],
  [`request.time.getHours() < 17 && request.time < ${soon}`, 'unknown', future],
  // What is no expression, or compares what does not compare.
  ['request.time <', 'unknown'],
  ['', 'unknown'],
  ['request.time < "2027"', 'unknown'],
  ['request.time < timestamp("next week")', 'unknown'],
  ['{"a": 1}', 'unknown'],
  // A part that nobody reads leaves the others what they say.
  [`{"a": 1}.a == 1 && request.time < ${soon}`, 'unknown', future],
  [`[1, 2].all(x, x > 0) && request.time < ${past}`, 'no'],
  [`has(request.auth.claims) || request.time < ${soon}`, 'yes'],
  [`r"a\\b" == "a\\\\b" && request.time < ${soon}`, 'yes', future],
  ['0x10 == 16', 'yes'],
  ['b"a" == b"a"', 'unknown'],
  ['((((', 'unknown'],
  ['"open', 'unknown'],
  ['a b', 'unknown'],
];

test(`${rows.length} expressions are at least eighty`, () => {
  expect(rows.length).toBeGreaterThanOrEqual(80);
});

test.each(rows.map(([expression, answer, until]) => [expression, answer, until ?? 'no end'] as const))(
  '%s',
  (expression, answer, until) => {
    const condition = readCondition(expression, now);
    expect([condition.now, condition.until ?? 'no end']).toEqual([answer, until]);
  },
);

test('what begins later lets nothing yet', () => {
  const condition = readCondition(
    `request.time > ${soon} && request.time < ${t('2028-01-01T00:00:00Z')}`,
    now,
  );
  expect(condition).toMatchObject({ now: 'no', from: future, until: '2028-01-01T00:00:00.000Z' });
});

test('brackets without end are refused, not followed', () => {
  expect(readCondition('('.repeat(10_000), now).now).toBe('unknown');
  expect(readCondition('!'.repeat(10_000), now).now).toBe('unknown');
});

test.each([
  ['operators', `${'a||'.repeat(1_001)}true`],
  ['names in one another', `a${'.b'.repeat(70)} || true`],
  ['choices', `${'true ? '.repeat(65)}true${' : true'.repeat(65)}`],
  ['lists', `${'['.repeat(65)}${']'.repeat(65)} == [] || true`],
  ['characters', `true || "${'a'.repeat(16_384)}" == ""`],
])('more %s than anybody writes are not parsed', (_, expression) => {
  expect(readCondition(expression, now).tree).toBeUndefined();
});

test('brackets within texts are no depth', () => {
  expect(readCondition(`"${'('.repeat(200)}" != "" || '${'['.repeat(200)}' == ''`, now).now).toBe('yes');
});

describe('asked about one resource', () => {
  const bucket = new Map([
    ['resource.type', 'storage.googleapis.com/Bucket'],
    ['resource.service', 'storage.googleapis.com'],
    ['resource.name', 'projects/_/buckets/a-logs'],
  ]);
  test.each([
    ['resource.type == "storage.googleapis.com/Bucket"', 'yes'],
    ['resource.type != "storage.googleapis.com/Bucket"', 'no'],
    ['resource.name.startsWith("projects/_/buckets/a-")', 'yes'],
    ['resource.name.startsWith("projects/_/buckets/b-")', 'no'],
    ['resource.name.endsWith("-logs") && resource.service == "storage.googleapis.com"', 'yes'],
    ['resource.service in ["iam.googleapis.com", "storage.googleapis.com"]', 'yes'],
    ['resource.matchTag("1/env", "prod") || resource.name.contains("logs")', 'yes'],
    ['resource.matchTag("1/env", "prod") && resource.name.contains("logs")', 'unknown'],
    ['resource.type != "storage.googleapis.com/Object" || resource.name.startsWith("x")', 'yes'],
  ] as const)('%s', (expression, answer) => {
    expect(asked(readCondition(expression, now), Date.parse(now), bucket)).toBe(answer);
  });
});
