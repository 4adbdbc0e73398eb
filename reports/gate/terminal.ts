import type { GateChange, GateResult } from '../../src/model/gate.ts';
import { inForceLines } from '../in-force-terminal.ts';
import { counted, hanging, layoutWidth, type Paint, painter, type Style, shorten } from '../layout.ts';
import { inPieces } from '../pieces.ts';
import type { TextOptions } from '../report-format.ts';
import { severityStyle } from '../terminal-page.ts';
import { baseWords } from './base-words.ts';
import type { GateFormat } from './gate-format.ts';
import { type GateItem, itemsOf, namesOf } from './items.ts';
import { unreadLines } from './unread-words.ts';

/** More are in gate.json; a person reads no more in one go. */
const mostFailing = 100;
const mostListed = 20;
const longest = 600;

interface Page {
  readonly result: GateResult;
  readonly width: number;
  readonly paint: Paint;
}

const verdicts: Readonly<Record<GateResult['verdict'], { readonly style: Style; readonly says: string }>> = {
  pass: { style: 'green', says: 'PASS' },
  fail: { style: 'red', says: 'FAIL' },
  'not-evaluated': { style: 'yellow', says: 'NOT EVALUATED' },
};

function* headLines({ result, width, paint }: Page): Generator<string> {
  const { tool, verdict, reason, before, after, base, narrowed } = result;
  const { style, says } = verdicts[verdict];
  yield `${paint('bold', `${tool.name} gate:`)} ${paint(style, says)}`;
  yield* hanging('', reason, width);
  yield '';
  yield* hanging('  Before    ', before, width);
  yield* hanging('  After     ', after, width);
  if (base !== undefined) yield* hanging('  Base      ', baseWords(base), width);
  if (narrowed > 0) {
    yield `  Narrowed  ${counted(narrowed, 'grant, trust or credential is', 'grants, trusts and credentials are')} less than before`;
  }
}

/** In the order in which it is told: who, what, where, since which change, what falls, what instead. */
const parts: readonly {
  readonly label: string;
  readonly text: (change: GateChange, item: GateItem) => string | undefined;
}[] = [
  { label: 'Who', text: (_, item) => namesOf(item).join(', ') },
  { label: 'What', text: ({ what }) => what },
  { label: 'Where', text: ({ where }) => where },
  { label: 'Since', text: ({ since }) => since },
  { label: 'Impact', text: ({ falls }) => falls },
  { label: 'Instead', text: ({ instead }) => instead },
  {
    label: 'Written',
    text: ({ location }) =>
      location === undefined
        ? undefined
        : `${location.file}, line ${location.line}${location.address === undefined ? '' : ` (${location.address})`}`,
  },
  {
    label: 'Verdict',
    text: ({ verdict, fingerprint }, { all }) =>
      `${verdict} [${fingerprint}${all.length > 1 ? ` and ${all.length - 1} more` : ''}]`,
  },
];

const labelWidth = Math.max(...parts.map(({ label }) => label.length)) + 2;

function* changeLines(item: GateItem, { width, paint }: Page): Generator<string> {
  const { change, all } = item;
  yield '';
  yield `  ${paint(severityStyle[change.severity], change.severity)} ${paint('bold', change.class)}${all.length > 1 ? ` at ${all.length} identities` : ''}`;
  for (const { label, text } of parts) {
    const said = text(change, item);
    if (said !== undefined) yield* hanging(`    ${label.padEnd(labelWidth)}`, shorten(said, longest), width);
  }
}

function* failingLines(page: Page): Generator<string> {
  const failing = itemsOf(page.result.changes.filter(({ fails }) => fails));
  if (failing.length === 0) return;
  yield '';
  yield page.paint('bold', `What fails: ${counted(failing.length, 'change')}`);
  for (const item of failing.slice(0, mostFailing)) yield* changeLines(item, page);
  if (failing.length > mostFailing) {
    yield `  ${counted(failing.length - mostFailing, 'more change')} in gate.json`;
  }
}

function* passingLines({ result, width, paint }: Page): Generator<string> {
  // What is not evaluated has a list of its own.
  const passing = itemsOf(result.changes.filter(({ fails, class: kind }) => !fails && kind !== 'not-read'));
  if (passing.length === 0) return;
  yield '';
  yield paint('bold', `What passes and is listed: ${counted(passing.length, 'change')}`);
  for (const item of passing.slice(0, mostListed)) {
    const { class: kind, what, verdict } = item.change;
    const who = namesOf(item).map((name) => shorten(name, 100));
    yield* hanging(
      '  - ',
      `${kind} ${who.join(', ')}: ${shorten(what, longest)} ${shorten(verdict, longest)}`,
      width,
    );
  }
  if (passing.length > mostListed) {
    yield `  ${counted(passing.length - mostListed, 'more change')} in gate.json`;
  }
}

function* restLines({ result, width, paint }: Page): Generator<string> {
  const told = result.exceptions.filter(({ status }) => status !== 'valid');
  if (told.length > 0) {
    yield '';
    yield paint('bold', 'Exceptions that do not simply hold');
    for (const { id, status, problems, location } of told.slice(0, mostListed)) {
      const where = `${location.file}, line ${location.line}`;
      yield* hanging(
        '  - ',
        `${id} is ${status} (${where}): ${shorten(problems.join('; '), longest)}`,
        width,
      );
    }
  }
  const notRead = unreadLines(result);
  if (notRead.length > 0) {
    yield '';
    yield paint('bold', 'Not read');
    for (const line of notRead.slice(0, mostListed)) yield* hanging('  - ', shorten(line, longest), width);
    if (notRead.length > mostListed) yield `  ${notRead.length - mostListed} more in gate.json`;
  }
  if (result.gaps.length > 0) {
    yield '';
    yield paint('bold', 'What was not read in full');
    for (const gap of result.gaps.slice(0, mostListed)) yield* hanging('  - ', shorten(gap, longest), width);
    if (result.gaps.length > mostListed) yield `  ${result.gaps.length - mostListed} more in gate.json`;
  }
}

function* configurationLines({ result, width, paint }: Page): Generator<string> {
  yield* inForceLines(result, { width, paint, more: 'gate.json' });
}

function* gateText(result: GateResult, options: TextOptions): Generator<string> {
  const page: Page = { result, width: layoutWidth(options.width), paint: painter(options.colour) };
  for (const section of [headLines, failingLines, passingLines, configurationLines, restLines]) {
    for (const line of section(page)) yield `${line.trimEnd()}\n`;
  }
}

/** The gate's result for people. */
export const terminalGate: GateFormat = {
  id: 'terminal',
  title: 'the result of the gate, for people',
  files: (result, options) => [{ name: 'gate.txt', text: inPieces(() => gateText(result, options)) }],
};
