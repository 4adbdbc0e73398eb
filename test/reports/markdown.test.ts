import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownFormat } from '../../reports/markdown.ts';
import { listed } from '../../reports/markdown-parts.ts';
import { code, prose, table, withinBytes } from '../../reports/markdown-text.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { lawRuns } from '../support/law-runs.ts';
import { sketchResult } from '../support/result.ts';
import { readMarkdown } from './readers.ts';
import { reordered } from './reordered.ts';
import { sampleResult } from './sample.ts';

const written = (result: AuditResult, top?: number): string =>
  [
    ...markdownFormat.files(result, { width: 80, colour: false, ...(top === undefined ? {} : { top }) })[0]!
      .text,
  ].join('');

describe('prose', () => {
  test.each([
    ['plain words stay', 'An access key is 396 days old', 'An access key is 396 days old'],
    ['a name goes into code', 'role/x can assume y-1', '`role/x` can assume `y-1`'],
    [
      'what stands together is one span',
      'Allow s3:Get* on arn:aws:s3:::x/* now',
      'Allow `s3:Get*` on `arn:aws:s3:::x/*` now',
    ],
    ['a mark at the end stays outside', 'See s3:Get*, then stop.', 'See `s3:Get*`, then stop.'],
    ['a mention', 'ask @octocat', 'ask `@octocat`'],
    ['a reference', 'as in GH-1 and #2', 'as in `GH-1` and `#2`'],
    ['a commit', 'since deadbeef1 or so', 'since `deadbeef1` or so'],
    ['a number at the start is no list', '1. do it', '`1`. do it'],
    ['a bar', 'a|b', '`a\\u007cb`'],
    ['backticks', 'a `b` c', 'a `` `b` `` c'],
    ['nothing', '', '–'],
    ['only blanks', ' \u00a0 ', '`\u00a0`'],
    ['a line feed', 'a\nb', '`a\\nb`'],
  ])('%s', (_, text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  test('holds what was written, apart from the marks of code', () => {
    const words = fc.array(fc.stringMatching(/^[a-z0-9@#/.*-]{1,12}(?::[a-z0-9]{1,6})?$/), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        expect(prose(text).replaceAll('`', '')).toBe(text);
      }),
    );
  });
});

describe('code', () => {
  test.each([
    ['a name', 'deployer', '`deployer`'],
    ['a backtick within', 'a`b', '``a`b``'],
    ['a backtick at the end', 'a`', '`` a` ``'],
    ['nothing', '', '–'],
    [
      'a long name loses its middle',
      `${'a'.repeat(300)}${'b'.repeat(300)}`,
      `\`${'a'.repeat(200)}…${'b'.repeat(199)}\``,
    ],
  ])('%s', (_, text, expected) => {
    expect(code(text)).toBe(expected);
  });
});

/** What Markdown and GitHub look for, glued together at random: more telling than random letters. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['|', '`', '``', '```', '~~~', '\\', '*', '_', '__', '[', ']', '](', '(', ')', '<', '>', '!['],
        ...[
          '#',
          '# ',
          '- ',
          '+ ',
          '1. ',
          '> ',
          '---',
          '===',
          '    ',
          '\t',
          '\n',
          '\r\n',
          '\n\n',
          '\u2028',
          ' ',
        ],
        ...[
          '<b>',
          '</td>',
          '<!--',
          '-->',
          '<script>',
          '&lt;',
          '&#124;',
          '$$',
          '$`',
          ':tada:',
          '@a',
          '#1',
          'GH-1',
        ],
        ...[
          'https://a.example',
          'www.a.example',
          'a@b.example',
          'javascript:x',
          '[^1]',
          '[^1]:',
          '[a]: /b',
          '~~',
          '- [ ] ',
        ],
        ...['deadbeef1', '{{', '}}', '%%', '\u202e', '\u0000', '\ud800', 'a', 'role', '42'],
      ),
      fc.string({ maxLength: 6, unit: 'grapheme' }),
    ),
    { maxLength: 16 },
  )
  .map((parts) => parts.join(''));

describe('the writer, by a parser of others', () => {
  /** Every sort of block that the reports write, with texts of others in each place. */
  const page = (a: string, b: string): string =>
    [
      `# Title of ours\n\n${prose(a)} and ${code(b)}.\n`,
      `\n${table(
        ['One', 'Two'],
        [
          [code(a), prose(b)],
          [prose(a), code(b)],
          ['3', prose(`${a} ${b}`)],
        ],
      )}\n`,
      ...listed('Sentences', [a, b, `${b}${a}`], 2),
      `\n- **${code(a)}**: ${prose(b)}\n`,
    ].join('');
  const shape = readMarkdown(page('a', 'b'));

  test('no text adds, ends or changes a block, a cell, a link or a mention', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        expect(readMarkdown(page(a, b))).toEqual(shape);
      }),
      { numRuns: lawRuns(40, 1000) },
    );
  });
});

describe('the summary in Markdown', () => {
  const sample = written(sampleResult());

  test('says first how many findings are open and that not all was seen', () => {
    expect(sample.split('\n')[2]).toBe(
      '**4 open findings** at 3 identities. **Not everything could be seen**: what is missing is listed below. Data as of `2026-01-01T00:00:00.000Z`.',
    );
  });

  test('ranks identities by blast radius', () => {
    expect(sample.split('\n').filter((line) => /^\| \d/.test(line))).toEqual([
      '| 1 | 80.0% | `deployer` | role | `acme-production` | short-lived credential on a standing grant | high: `standing-administrator` |',
      '| 2 | 80.0% | `ci-deploy` | user | `acme-production` | standing | critical: `privilege-escalation-path` |',
      '| 3 | <0.1% | `reader` | role | `acme-development` | task-scoped | low: `unused-identity` |',
    ]);
  });

  test('lists as many identities as are asked for', () => {
    const lines = written(sampleResult(), 1).split('\n');
    expect(lines.filter((line) => /^\| \d/.test(line)).length).toBe(1);
    expect(lines).toContain('2 more in the other reports.');
  });

  test('shows what was not read, not judged, and every exception, what needs somebody first', () => {
    expect(sample).toContain('## What could not be read');
    expect(sample).toContain('- `unused-privilege`'.replaceAll('`', ''));
    const rows = sample.slice(sample.indexOf('## Exceptions')).split('\n').slice(4, 7);
    expect(rows.map((row) => row.split(' | ')[1])).toEqual(['invalid', 'expired', 'valid']);
  });

  test('gives no verdict where nothing was read', () => {
    expect(written(sketchResult({}))).toContain('**No verdict: nothing could be read from any source.**');
  });

  test('says that all was seen where it was', () => {
    expect(written(sketchResult({ identities: [{ id: 'a' }] }))).toContain(
      '**No open finding** at 1 identities. Everything that was asked for was read.',
    );
  });

  test('is the same, byte for byte, whatever the order of what it is given', () => {
    fc.assert(
      fc.property(reordered(sampleResult()), (result) => written(result) === sample),
      { numRuns: lawRuns(6, 30) },
    );
  });

  test('stays below what GitHub takes, whatever the names, and says that it was cut', () => {
    const findings = Array.from({ length: 10 }, (_, index) => ({
      rule: `${'宽'.repeat(65_536)}${index}`,
      identity: 'a',
      title: '宽 '.repeat(32_768),
    }));
    const text = written(sketchResult({ identities: [{ id: 'a' }], findings }), 1);
    readMarkdown(text);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const cut = withinBytes(['a'.repeat(60), 'b'.repeat(60)], 100);
    expect(cut).toContain('The summary is cut here');
    expect(cut).not.toContain('b'.repeat(60));
  });
});
