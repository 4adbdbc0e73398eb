import { describe, expect, test } from 'vitest';
import { asked, asksTags, readCondition } from '../../../../connectors/gcp/iam/condition/index.ts';

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

/** The language, whatever the time: by the answer. https://github.com/google/cel-spec/blob/master/doc/langdef.md */
const language = {
  yes: [
    'timestamp("2026-01-02T00:00:00Z") - timestamp("2026-01-01T00:00:00Z") == duration("24h")',
    'duration("1h") + timestamp("2026-01-01T00:00:00Z") == timestamp("2026-01-01T01:00:00Z")',
    'timestamp("2026-01-01T01:00:00Z") - duration("1h") == timestamp("2026-01-01T00:00:00Z")',
    'duration("1h") + duration("30m") == duration("90m")',
    'duration("1h") - duration("30m") == duration("1800s")',
    'duration("-1h") + duration("1h") == duration("0s")',
    'duration("1.5s") == duration("1500ms")',
    'duration("12.25s") == duration("12250ms")',
    'duration("1h30m") == duration("5400s")',
    'duration("1h") < duration("2h")',
    '1 + 2 == 3',
    '3 - 1 == 2',
    '"a" < "b"',
    '"a" <= "a"',
    '"b" > "a"',
    '1 >= 1',
    '1 <= 1',
    '1.5 < 2.0',
    '1u == 1',
    '-1 < 0',
    '-(1) == -1',
    'null == null',
    'true == true',
    '1 != 2',
    '(resource.name == "x" ? 1 : 1) == 1',
    '(true ? 1 : 2) == 1',
    '(false ? 1 : 2) == 2',
    '1 in [1, resource.name]',
    '"abc".contains("b")',
    '"abc".startsWith("a")',
    '"abc".endsWith("c")',
    '"projects/p/zones/z".extract("projects/{project}/") == "p"',
    '"projects/p/zones/z".extract("/zones/{zone}") == "z"',
    '"projects/p/zones/z".extract("{before}/zones/") == "projects/p"',
    '"a/1/a/2/".extract("a/{first}/") == "1"',
    '"projects/p".extract("/zones/{zone}") == ""',
    '"projects/p".extract("projects/{p}/") == ""',
    '"abc".extract("{all}") == "abc"',
    'true && true',
    'true || true',
    '"a" || true',
    'true || "a"',
  ],
  no: [
    'duration("2h") < duration("1h")',
    '"b" < "a"',
    '"a" < "a"',
    '"a" > "b"',
    '1 > 1',
    '1 < 1',
    '2 <= 1',
    'true == false',
    '"a" == 1',
    'duration("1h") == 1',
    'timestamp("2026-01-01T00:00:00Z") == duration("1h")',
    'null == duration("1h")',
    '1 != 1',
    '1 in [2, 3]',
    '"abc".contains("d")',
    '"abc".startsWith("b")',
    '"abc".endsWith("b")',
    'false || false',
    'false && "a"',
    '"a" && false',
  ],
  // What would be an error, and what nobody computes here.
  unknown: [
    'timestamp("2026-01-02T00:00:00Z") + timestamp("2026-01-01T00:00:00Z") == duration("24h")',
    'duration("1h") - timestamp("2026-01-01T00:00:00Z") == timestamp("2025-12-31T23:00:00Z")',
    'duration("1x") == duration("1x")',
    'duration("x1h") == duration("x1h")',
    'duration("1hx") == duration("1hx")',
    'timestamp("2026-01-01") == timestamp("2026-01-01")',
    'timestamp("x2026-01-01T00:00:00Z") == timestamp("x2026-01-01T00:00:00Z")',
    'timestamp(1) == timestamp(1)',
    'timestamp() == timestamp()',
    'day("1h") == day("1h")',
    '"1h".duration() == duration("1h")',
    '"a" - "b" == "a"',
    '"a" + 1 == "a1"',
    '1 + "a" == "1a"',
    '1 < "a"',
    'null < 1',
    '[1] == [1]',
    '[1] == 1',
    '1 == [1]',
    'resource.name != resource.name',
    '!1',
    '-"a" == "a"',
    '(resource.name == "x" ? 1 : 2) == 1',
    '1 in [2, resource.name]',
    'resource.name in [1]',
    '1 in 1',
    '2 * 3 == 6',
    '"a".getFullYear() == 2026',
    '"abc".startsWith(1)',
    '1.startsWith("a")',
    '"abc".startsWith()',
    '"abc".matches("abc")',
    '"abc".extract("abc") == ""',
    '"abc".extract("{a}{b}") == ""',
    '"abc".extract(1) == ""',
    '1.extract("{a}") == ""',
    '"abc".extract() == ""',
    'resource["name"] == "x"',
    '[1, 2][0] == 1',
    'has(resource.name)',
    '"a" && true',
    'true && "a"',
    '1 && 1',
    'true && resource.name == "x"',
    'resource.name == "x" || false',
  ],
};

test.each(Object.entries(language))('whatever the time: %s', (answer, expressions) => {
  for (const expression of expressions)
    expect([expression, readCondition(expression, now).now]).toEqual([expression, answer]);
});

/** All that the clock says about an expression. */
const clock = [
  ['request.time.getFullYear() > 2026', { now: 'no', from: '2027-01-01T00:00:00.000Z', timeOnly: true }],
  [
    'request.time.getFullYear() == 9998',
    { now: 'no', from: '9998-01-01T00:00:00.000Z', until: '9999-01-01T00:00:00.000Z', timeOnly: true },
  ],
  ['request.time.getFullYear() < 9999', { now: 'yes', timeOnly: true }],
  ['request.time.getFullYear() >= 1970', { now: 'yes', timeOnly: true }],
  [`request.time < ${soon}`, { now: 'yes', until: future, timeOnly: true }],
  [`request.time > ${soon}`, { now: 'no', from: future, timeOnly: true }],
  [`request.time > ${soon} && resource.name == "x"`, { now: 'no', from: future, timeOnly: false }],
  [`request.time < ${soon} && resource.name == "x"`, { now: 'unknown', until: future, timeOnly: false }],
  [`request.time < ${soon} || resource.name == "x"`, { now: 'yes', timeOnly: false }],
  [`request.time < ${t(now)}`, { now: 'no', ended: now, timeOnly: true }],
  [
    `request.time < ${t('2025-01-01T00:00:00Z')} && resource.name == "x"`,
    { now: 'no', ended: '2025-01-01T00:00:00.000Z', timeOnly: true },
  ],
  [
    `request.time > ${t('2024-01-01T00:00:00Z')} && request.time < ${t('2025-01-01T00:00:00Z')}`,
    { now: 'no', ended: '2025-01-01T00:00:00.000Z', timeOnly: true },
  ],
  // Between two windows it is not over, and what never let anything did not end.
  [
    `request.time < ${t('2025-01-01T00:00:00Z')} || request.time > ${soon}`,
    { now: 'no', from: future, timeOnly: true },
  ],
  [`request.time < ${t('2025-01-01T00:00:00Z')} && false`, { now: 'no', timeOnly: true }],
  ['false', { now: 'no', timeOnly: false }],
  [`request.time <= ${t(now)}`, { now: 'yes', timeOnly: true }],
  [
    `request.time < ${t('2026-09-01T00:00:00.001Z')}`,
    { now: 'yes', until: '2026-09-01T00:00:00.001Z', timeOnly: true },
  ],
  [
    `request.time - ${t('2026-09-02T00:00:00Z')} < duration("24h")`,
    { now: 'yes', until: '2026-09-03T00:00:00.000Z', timeOnly: true },
  ],
  ['request.time.getHours() > 3', { now: 'unknown', timeOnly: false }],
  ['true', { now: 'yes', timeOnly: false }],
] as const;

test.each(clock)('%s by the clock', (text, said) => {
  const { tree, ...condition } = readCondition(text, now);
  expect([condition, tree === undefined]).toEqual([{ text, ...said }, false]);
});

test('times and spans that nobody can try all are not tried', () => {
  const turn = (at: number): string =>
    `request.time < ${t(new Date(at * 1000).toISOString())} + duration("${at}s")`;
  const many = (count: number): string => Array.from({ length: count }, (_, at) => turn(at)).join(' || ');
  expect(readCondition(many(60), now)).toEqual({
    text: many(60),
    tree: undefined,
    now: 'unknown',
    timeOnly: false,
    beyond: 'names so many times that nobody can try them all',
  });
  expect(readCondition(many(30), now).now).toBe('no');
});

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

const roles =
  "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/viewer', 1, 'roles/run.invoker'])";

test.each([
  ['what is asked for, if there is more to gain', roles, true, 'yes'],
  ['the same, if there is not', roles, false, 'no'],
  ['the same, if nobody asks', roles, undefined, 'unknown'],
  ['another attribute', roles.replace('modifiedGrants', 'grants'), true, 'unknown'],
  ['another function of the API', roles.replace('getAttribute', 'getAttributes'), true, 'unknown'],
  ['another test', roles.replace('hasOnly', 'hasAll'), true, 'unknown'],
  ['no list', roles.replace(/\(\[.*/, "('roles/viewer')"), true, 'yes'],
] as const)('roles that may be granted: %s', (_, expression, answer, expected) => {
  const seen: (readonly string[])[] = [];
  const grants = (list: readonly string[]): boolean => {
    seen.push(list);
    return answer === true;
  };
  expect(
    asked(
      readCondition(expression, now),
      Date.parse(now),
      new Map(),
      answer === undefined ? undefined : grants,
    ),
  ).toBe(expected);
  const isAsked = expression.includes('modifiedGrants') && expected !== 'unknown';
  expect(seen).toEqual(
    isAsked
      ? [expression.includes('[1') || expression.includes(', 1') ? ['roles/viewer', 'roles/run.invoker'] : []]
      : [],
  );
});

test.each([
  ['resource.matchTag("1/env", "prod")', 'yes', ['1/env', 'prod']],
  ['resource.matchTagId("tagKeys/1", "tagValues/2")', 'no', ['tagKeys/1', 'tagValues/2']],
  ['resource.hasTagKey("1/env")', 'yes', ['1/env', undefined]],
  ['resource.hasTagKeyId("tagKeys/1")', 'unknown', ['tagKeys/1', undefined]],
  ['resource.hasTagKey("1/env", "prod")', 'unknown', undefined],
  ['resource.matchTag("1/env")', 'unknown', undefined],
  ['resource.matchTag("1/env", 1)', 'unknown', undefined],
  ['resource.matchTag("1/env", resource.name)', 'unknown', undefined],
  ['request.matchTag("1/env", "prod")', 'unknown', undefined],
] as const)('tags: %s', (expression, answer, about) => {
  const seen: (readonly [string, string | undefined])[] = [];
  const tags = (key: string, value: string | undefined) => {
    seen.push([key, value]);
    return answer;
  };
  const condition = readCondition(expression, now);
  expect(asked(condition, Date.parse(now), new Map(), undefined, tags)).toBe(answer);
  expect(seen).toEqual(about === undefined ? [] : [about]);
  expect(asksTags(condition)).toBe(true);
});

test.each(['resource.name == "hasTagKey"', 'resource.tagKey("a")', 'resource.noMatchTag("a")', 'open ('])(
  '%s asks for no tags',
  (expression) => {
    expect(asksTags(readCondition(expression, now))).toBe(false);
  },
);
