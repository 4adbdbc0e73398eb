import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvFormat } from '../../reports/csv.ts';
import { visible } from '../../reports/inert-text.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { isMissing } from '../support/needed.ts';
import { sketchResult } from '../support/result.ts';
import { anyCharacter } from '../support/texts.ts';
import { hostileTexts, unseenIn, withTexts } from './hostile.ts';
import { sampleInForce, sampleResult } from './sample.ts';

type Table = Record<string, string>[];

const options = { width: 80, colour: false };
const files = (result: AuditResult): Record<string, string> =>
  Object.fromEntries(csvFormat.files(result, options).map(({ name, text }) => [name, [...text].join('')]));
const table = (text: string): Table => parse(text, { columns: true, record_delimiter: '\r\n' }) as Table;
/** With configuration and exceptions in force, so that no table is empty. */
const wholeResult = (): AuditResult => ({ ...sampleResult(), inForce: sampleInForce });
const sample = Object.fromEntries(
  Object.entries(files(wholeResult())).map(([name, text]) => [name, table(text)]),
);
const names = Object.keys(sample);

describe('hostile text in the tables', () => {
  test.each(hostileTexts)('%s starts no formula, breaks no record and moves no column', (_, text) => {
    const written = files(withTexts(wholeResult(), (own) => text + own));
    for (const name of names) {
      const rows = table(written[name]!);
      expect(rows.length).toBe(sample[name]!.length);
      expect(written[name]!.split(/[\r\n]+/).length).toBe(rows.length + 2);
      const values = rows.flatMap((row) => Object.values(row));
      expect(values.filter((value) => /^[\s\p{C}\p{Z}]*[=+\-@|%＝＋－＠]/u.test(value))).toEqual([]);
      expect(values.flatMap(unseenIn)).toEqual([]);
    }
  });

  test('a number is a number only where the model has one: a name of digits and a sign is text', () => {
    const [row] = table(files(sketchResult({ identities: [{ id: 'a', name: '-5' }] }))['identities.csv']!);
    expect(row).toMatchObject({ identity_name: "'-5", blast_radius: '0' });
  });

  test('a reader gets back what was written, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), (name) => {
        const [row] = table(
          files(sketchResult({ identities: [{ id: 'a', name: `n${name}` }] }))['identities.csv']!,
        );
        expect(row!.identity_name).toBe(visible(`n${name}`));
      }),
    );
  });
});

/** Python's own reader, which has nothing in common with the writer but the RFC. */
const python = `
import csv, io, json, sys
csv.field_size_limit(2**30)
text = sys.stdin.buffer.read().decode('utf-8', 'strict')
json.dump(list(csv.reader(io.StringIO(text, newline=''), strict=True)), sys.stdout)
`;

const hasPython = spawnSync('python3', ['--version']).status === 0;

test.skipIf(isMissing('python3', hasPython))(
  'a reader of another family reads the same bytes in the same way',
  () => {
    const written = hostileTexts
      .filter(([what, text]) => text.length < 1_000 || what.endsWith('KB of line feeds'))
      .flatMap(([, text]) => Object.values(files(withTexts(wholeResult(), (own) => text + own))));
    const { status, stdout, stderr } = spawnSync('python3', ['-c', python], {
      input: written.join(''),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    expect(status, stderr).toBe(0);
    const expected = written.flatMap((text) => parse(text, { record_delimiter: '\r\n' }) as string[][]);
    expect(JSON.parse(stdout)).toEqual(expected);
  },
);
