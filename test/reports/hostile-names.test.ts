import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exceptionList } from '../../reports/exception-list.ts';
import { explain } from '../../reports/explain.ts';
import { gateFormats } from '../../reports/gate/index.ts';
import { reportFormats as allFormats } from '../../reports/index.ts';
import type { TextOptions } from '../../reports/report-format.ts';
import type { GateResult } from '../../src/model/gate.ts';
import type { AuditResult, ReportFile } from '../../src/model/report.ts';
import { lawRuns } from '../support/law-runs.ts';
import { anyCharacter } from '../support/texts.ts';
import { sampleGate, withGateTexts } from './gate-sample.ts';
import { hostileTexts, timeFields, withTexts } from './hostile.ts';
import { readColoured, readerOf, readText } from './readers.ts';
import { sampleInForce, sampleResult } from './sample.ts';

/** Of bytes, with tests of their own. */
const reportFormats = allFormats.filter(({ id }) => !['xlsx', 'parquet'].includes(id));

/** Every text from outside, in every field, through every format, opened with a reader that is not ours. */

const moreTexts: readonly (readonly [what: string, text: string])[] = [
  ['a mention', '@octocat @octo/team'],
  ['a reference to an issue', 'see #1, GH-1 and octo/repository#2'],
  ['a commit id', 'a5c3785ed8d6a35868bc169f07e40e889087fd2e'],
  ['a bare address', 'https://evil.example/?q=1 www.evil.example evil.example'],
  ['an address of mail', 'owner@evil.example mailto:owner@evil.example'],
  ['an address in angle brackets', '<https://evil.example>'],
  ['an emoji by name', ':tada: :+1:'],
  ['a Markdown table', '| a | b |\n|---|---|\n| c | d |'],
  ['escaped bars', 'a\\|b\\\\|c'],
  ['a Markdown heading', '# heading\n=====\n## another'],
  ['a Markdown list and quote', '- item\n* item\n1. item\n> quote'],
  ['a reference definition', '[x]: https://evil.example "title"\n[x]'],
  ['an image in Markdown', '![x](https://evil.example/x.png)'],
  ['an HTML comment', '<!-- --><b>x</b>--><details open>'],
  ['entities', '&lt;script&gt;&#64;octocat&#x26;'],
  ['a code span that ends early', '`x` `` ` `` <b>x</b>'],
  ['a fence', '```\n</code></pre><script>\n~~~'],
  ['runs of backticks', '` `` ``` ```` `````'],
  ['only backticks', '```'],
  ['a backslash at the end', 'x\\'],
  ['emphasis', '*a* **b** _c_ __d__ ~~e~~'],
  ['the end of CDATA', ']]><x>&x;<![CDATA['],
  ['an entity declaration', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;'],
  ['what is no character of XML', 'a\ufffe\uffff\u0000\u000bb'],
  ['a link and a placeholder of SARIF', '[text](1) {0} {{1}} [a](https://evil.example)'],
  ['a path that leaves the repository', '../../../../etc/passwd'],
  ['an address as a path', 'https://evil.example/x?y#z'],
  ['another host as a path', '//evil.example/share'],
  ['a Windows path', 'C:\\Users\\x\\plan.json'],
  ['a formula behind a quote', '\'"=1+1'],
  ['a superscript plus', '\u207a1'],
  ['blanks at both ends', '  \u00a0x\u2003 '],
  ['a workflow command', '::set-output name=verdict::pass'],
  ['a workflow command behind blanks', ' \t ::stop-commands::x'],
  ['a workflow command on a line of its own', '\n::error::x\r\n::add-mask::x\n'],
  ['a workflow command of the old form', 'x ##[add-mask]x ###[error]x'],
  ['a command of Azure Pipelines', 'x ##vso[task.complete result=Succeeded;]x ###VSO[task.debug]x'],
  ['a message of TeamCity', "##teamcity[buildStatus status='SUCCESS']"],
  ['a word that looks plain', 'Fix: none, GH-1.'],
];
const texts = [...hostileTexts, ...moreTexts];

/** Ours, and not from outside: the tool, the controls that a rule names, a hash. Times have a form. */
const ours = [...timeFields, 'tool', 'controls', 'evidenceHash'];

/** With configuration and exceptions in force, which a pull request may have written. */
const wholeResult = (): AuditResult => ({ ...sampleResult(), inForce: sampleInForce });
const wholeGate = (): GateResult => ({ ...sampleGate(), inForce: sampleInForce });

const plain: TextOptions = { width: 80, colour: false, sourceFiles: ['account.json'] };

const filesOf = (
  formats: readonly { readonly files: (result: never, options: TextOptions) => readonly ReportFile[] }[],
  result: AuditResult | GateResult,
  options: TextOptions = plain,
): readonly (readonly [name: string, text: string])[] =>
  formats.flatMap(({ files }) =>
    files(result as never, options).map(({ name, text }) => [name, [...text].join('')] as const),
  );

/** Each file read by its reader; the shapes by name. */
const shapes = (files: readonly (readonly [name: string, text: string])[]): Record<string, unknown> =>
  Object.fromEntries(files.map(([name, text]) => [name, readerOf(name)(text)]));

/** At both ends of every text; what is long once. */
const around =
  (text: string) =>
  (own: string): string =>
    text.length > 1_000 ? text + own : text + own + text;

/** Workbooks are bytes, which xlsx.test.ts reads with the same texts. */
const textFormats = reportFormats.filter(({ id }) => id !== 'xlsx');

const expected = shapes(filesOf(textFormats, wholeResult()));
const expectedGate = shapes(filesOf(gateFormats, wholeGate()));

describe('hostile text through every format of a scan', () => {
  test('every format has a reader, and the sample goes through all of them', () => {
    expect(Object.keys(expected).length).toBe(19);
    expect(Object.keys(expectedGate).length).toBe(6);
  });

  test.each(texts)('%s does nothing, wherever it stands', (_, text) => {
    const result = withTexts(wholeResult(), around(text), ours);
    expect(shapes(filesOf(textFormats, result))).toEqual(expected);
  });

  test.each(texts)('%s as the name of the file that was read', (_, text) => {
    const sarif = reportFormats.filter(({ id }) => id === 'sarif');
    const read = filesOf(sarif, wholeResult(), { ...plain, sourceFiles: [text] });
    expect(shapes(read)).toEqual({ 'report.sarif': expected['report.sarif'] });
  });

  test.each(texts)('%s in what explain and the list of exceptions print', (_, text) => {
    const result = withTexts(wholeResult(), around(text), ours);
    const coloured = { ...plain, colour: true };
    for (const [index] of result.estate.identities.entries()) {
      readText([...explain(result, index, plain)].join(''));
      readColoured([...explain(result, index, coloured)].join(''));
    }
    readText([...exceptionList(result.exceptions!, plain)].join(''));
    const terminal = reportFormats.filter(({ id }) => id === 'terminal');
    for (const [, written] of filesOf(terminal, result, coloured)) readColoured(written);
  });
});

describe('hostile text through every format of the gate', () => {
  test.each(texts)('%s does nothing, wherever it stands', (_, text) => {
    const files = filesOf(gateFormats, withGateTexts(wholeGate(), around(text)));
    expect(shapes(files)).toEqual(expectedGate);
  });

  test.each(texts)('%s keeps to our colours on the terminal', (_, text) => {
    const files = filesOf(
      gateFormats,
      withGateTexts(wholeGate(), (own) => own + text),
      {
        ...plain,
        colour: true,
      },
    );
    for (const [name, written] of files) if (name.endsWith('.txt')) readColoured(written);
  });
});

describe('whatever anybody writes', () => {
  const fragment = fc.constantFrom(
    ...texts.filter(([, text]) => text.length < 200).map(([, text]) => text),
    ...['`', '|', '\\', '<', '&', ']', '(', '{', '@', '#', ':', '\u001b', '\u202e', '\ud800', ' ', 'a'],
  );
  const anything = fc.oneof(
    fc.array(fragment, { maxLength: 6 }).map((parts) => parts.join('')),
    fc.string({ unit: anyCharacter, maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );

  test('reads the same in all formats of a scan', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const result = withTexts(wholeResult(), (own) => `${text}${own}${text}`, ours);
        expect(shapes(filesOf(textFormats, result))).toEqual(expected);
      }),
      { numRuns: lawRuns(5, 25) },
    );
  });

  test('reads the same in all formats of the gate', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const result = withGateTexts(wholeGate(), (own) => `${text}${own}${text}`);
        expect(shapes(filesOf(gateFormats, result))).toEqual(expectedGate);
      }),
      { numRuns: lawRuns(10, 50) },
    );
  });
});
