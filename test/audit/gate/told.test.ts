import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { GateResult } from '../../../src/model/gate.ts';
import { gateOn } from './states.ts';
import { cases } from './told-cases.ts';

/** Everything that a result says, value by value. In `told.txt`. */

const location = (at: { readonly file: string; readonly line: number } | undefined): string =>
  at === undefined ? '' : ` ${at.file}:${at.line}`;

/** Long texts that come again and again stand once, at the end, under a number. */
const texts: string[] = [];
const number = (text: string): string => {
  if (!texts.includes(text)) texts.push(text);
  return `#${texts.indexOf(text) + 1}`;
};

const change = (each: GateResult['changes'][number]): readonly string[] => [
  `  ${each.fails ? 'FAIL' : 'pass'} ${each.class} ${each.severity} ${each.provider ?? '-'} ${each.kind ?? '-'} ${each.who} ${each.fingerprint.slice(0, 8)}${each.group === undefined ? '' : ` with ${each.group}`}`,
  `    ${each.what}`,
  `    ${each.where} | ${each.scope} | ${each.since}${location(each.location)} | ${each.blastRadius.before} → ${each.blastRadius.after}`,
  `    ${[each.verdict, each.falls, each.instead].map(number).join(' ')}`,
];

const written = (result: GateResult): readonly string[] => [
  `${result.verdict}: ${result.reason}${result.narrowed === 0 ? '' : ` narrowed ${result.narrowed}`}`,
  ...result.gaps.map((gap) => `  gap ${gap}`),
  ...result.changes.flatMap(change),
  ...(result.unread?.listed ?? []).map(
    (each) =>
      `  not read ${each.fails ? 'FAIL' : 'pass'} ${each.type} ${each.address} ${each.effect} ${each.fingerprint?.slice(0, 8) ?? '-'} ${number(each.verdict)}`,
  ),
  ...(result.unread?.ignored ?? []).map(({ type, count }) => `  taken out ${type} ${count}`),
];

test('what the gate tells of each change of a state', async () => {
  const results = cases.flatMap(({ title, input, settings }) => [
    `## ${title}`,
    ...written(gateOn(input, settings)),
  ]);
  const told = [...results, '', ...texts.map((text, index) => `#${index + 1} ${text}`), ''].join('\n');
  // `npx vitest run THIS -u`, twice, makes it again: what differs is to be read. `npm run mutation` sees the second alone.
  await expect(told).toMatchFileSnapshot('told.txt');
  expect(told).toBe(readFileSync(new URL('told.txt', import.meta.url), 'utf8'));
});
