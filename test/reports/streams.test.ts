import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvFile } from '../../reports/csv-table.ts';
import { formatIds, loadFormat } from '../../reports/formats.ts';
import { cellText } from '../../reports/inert-text.ts';
import { oscalFormat } from '../../reports/oscal.ts';
import { remembering } from '../../reports/repeated-text.ts';
import type { CellValue } from '../../reports/tables/column.ts';
import { tableOf } from '../../reports/tables/table.ts';
import { rank } from '../../src/audit/ranking.ts';
import type { AuditResult, ReportFile } from '../../src/model/report.ts';
import { lawRuns } from '../support/law-runs.ts';
import { sketchResult } from '../support/result.ts';
import { anyCharacter } from '../support/texts.ts';

const plain = { width: 100, colour: false };
const none = sketchResult({});
const textOf = ({ text }: ReportFile): string => [...text].join('');

/** `many` identities with two findings each, of which every third is accepted. */
const large = (many: number): AuditResult => {
  const identities = Array.from({ length: many }, (_, index) => ({
    id: `role-${index}`,
    name: `Role ${index}`,
  }));
  return sketchResult({
    identities,
    findings: identities.flatMap(({ id }, index) =>
      ['a-rule', 'b-rule'].map((rule, at) => ({
        rule,
        identity: id,
        fingerprint: `${rule}-${index}`,
        controls: at === 0 ? { 'SOC 2': ['CC6.1', 'CC6.2'] } : { 'SOC 2': ['CC6.2'] },
        status: index % 3 === 0 ? ('accepted' as const) : ('open' as const),
      })),
    ),
  });
};

describe('CSV is what csv-stringify makes of the whole table at once', () => {
  /** Values that come again, values that never do, and those that a spreadsheet would take for something else. */
  const value: fc.Arbitrary<CellValue> = fc.oneof(
    fc.constantFrom<CellValue>(
      'yes',
      'no',
      '',
      undefined,
      true,
      false,
      0,
      1,
      '0',
      '1',
      '=1+1',
      'two\r\nlines',
      '"',
    ),
    fc.double({ noNaN: true }),
    fc.string({ unit: anyCharacter }),
    fc.string(),
  );
  const written = (cell: CellValue): string =>
    typeof cell === 'string' ? cellText(cell) : cell === undefined ? '' : String(cell);
  const columns = ['one', '=two', 'three'].map((name, at) => ({
    name,
    description: '',
    value: (row: readonly CellValue[]) => row[at],
  }));
  const atOnce = (rows: readonly (readonly CellValue[])[]): string =>
    stringify([columns.map(({ name }) => cellText(name)), ...rows.map((row) => row.map(written))], {
      quoted: true,
      quoted_empty: true,
      record_delimiter: 'windows',
    });

  test('for any table, with the count of what was changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value)),
        fc.integer({ min: 1, max: 400 }),
        (some, times) => {
          const rows = Array.from({ length: times }, () => some).flat();
          let told = -1;
          const file = csvFile(
            tableOf('x', columns, () => rows),
            none,
            (_, cells) => {
              told = cells;
            },
          );
          expect(textOf(file)).toBe(atOnce(rows));
          const changed = rows.flat().filter((cell) => typeof cell === 'string' && cellText(cell) !== cell);
          // The name of the second column is one of them.
          expect(told).toBe(changed.length + 1);
        },
      ),
      { numRuns: lawRuns(8, 200) },
    );
  });

  test('for a column of ids, one that says few things, and one that begins to repeat itself late', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => [
      `arn:aws:iam::1:role/${index}`,
      index % 7 === 0 ? '=never' : index % 3,
      index < 1_000 ? `=${index}` : 'late',
    ]);
    expect(
      textOf(
        csvFile(
          tableOf('x', columns, () => rows),
          none,
        ),
      ),
    ).toBe(atOnce(rows));
  });
});

describe('every format', () => {
  const small = large(3);
  const many = large(1_200);

  test.each(formatIds)(
    '%s gives the same bytes whenever it is read, in pieces of which none is large',
    async (id) => {
      for (const file of (await loadFormat(id)).files(many, plain)) {
        const pieces = [...file.text];
        expect([...file.text], file.name).toEqual(pieces);
        expect(Math.max(0, ...pieces.map((piece) => piece.length)), file.name).toBeLessThan(200_000);
      }
    },
  );

  test.each(formatIds)(
    '%s makes nothing before it is asked for: a slow reader holds the writer up',
    async (id) => {
      for (const file of (await loadFormat(id)).files(many, plain)) {
        let asked = 0;
        const watched: AuditResult = {
          ...many,
          standings: new Proxy(many.standings, {
            get: (target, key) => {
              asked++;
              return Reflect.get(target, key);
            },
          }),
        };
        const [same] = (await loadFormat(id)).files(watched, plain).filter(({ name }) => name === file.name);
        const reader = same!.text[Symbol.iterator]();
        expect(asked, file.name).toBe(0);
        const first = reader.next();
        const atFirst = asked;
        await new Promise((done) => setTimeout(done, 1));
        expect(asked, file.name).toBe(atFirst);
        // Whoever stops reading leaves nothing running.
        reader.return?.();
        expect(first.done === true || first.value.length > 0).toBe(true);
      }
    },
  );

  test.each([
    ['csv', 'identities.csv'],
    ['json', 'report.json'],
  ] as const)('%s is begun before the last row of it is made', async (id, name) => {
    const made = new Set<number>();
    const watched: AuditResult = {
      ...many,
      exposure: (index) => {
        made.add(index);
        return many.exposure(index);
      },
    };
    // The order of the rows asks for all of them.
    rank(watched);
    made.clear();
    const file = (await loadFormat(id)).files(watched, plain).find((each) => each.name === name);
    file!.text[Symbol.iterator]().next();
    expect(made.size).toBeGreaterThan(0);
    expect(made.size).toBeLessThan(many.estate.identities.length);
  });

  test('a small report and a large one have the same beginning and the same end', async () => {
    for (const id of formatIds) {
      const lastLines = async (result: AuditResult): Promise<readonly string[]> =>
        (await loadFormat(id)).files(result, plain).map((file) => textOf(file).slice(-1));
      expect(await lastLines(many), id).toEqual(await lastLines(small));
    }
  });
});

test('OSCAL: each control names the findings that speak against it, in their order, however many', () => {
  interface Oscal {
    readonly 'assessment-results': {
      readonly results: readonly [
        {
          readonly observations: readonly {
            readonly uuid: string;
            readonly props?: readonly { readonly name: string; readonly value: string }[];
          }[];
          readonly risks: readonly {
            readonly uuid: string;
            readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
          }[];
          readonly findings: readonly {
            readonly title: string;
            readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
            readonly 'related-risks': readonly { readonly 'risk-uuid': string }[];
          }[];
        },
      ];
    };
  }
  const [file] = oscalFormat.files(large(1_100), plain);
  const [found] = (JSON.parse(textOf(file!)) as Oscal)['assessment-results'].results;
  const ruleOf = new Map(
    found.observations.map(({ uuid, props = [] }) => [
      uuid,
      props.find(({ name }) => name === 'rule')?.value,
    ]),
  );
  const told = found.observations
    .filter(({ uuid }) => ruleOf.get(uuid) !== undefined)
    .map(({ uuid }) => uuid);
  const riskOf = new Map(
    found.risks.map((risk) => [risk['related-observations'][0]!['observation-uuid'], risk.uuid]),
  );
  expect(told.length).toBe(2_200);
  const expected = {
    'SOC 2 CC6.1': told.filter((uuid) => ruleOf.get(uuid) === 'a-rule'),
    'SOC 2 CC6.2': told,
  };
  expect(found.findings.map(({ title }) => title)).toEqual(Object.keys(expected));
  for (const [index, observations] of Object.values(expected).entries()) {
    const finding = found.findings[index]!;
    expect(finding['related-observations'].map((each) => each['observation-uuid'])).toEqual(observations);
    expect(finding['related-risks'].map((each) => each['risk-uuid'])).toEqual(
      observations.map((uuid) => riskOf.get(uuid)),
    );
  }
});

test('a text that was remembered, or was not any more, or never, says the same', () => {
  const asked: string[] = [];
  const shout = remembering((text) => {
    asked.push(text);
    return `${text}!`;
  });
  expect(['a', 'b', 'a', 'b'].map(shout)).toEqual(['a!', 'b!', 'a!', 'b!']);
  expect(asked).toEqual(['a', 'b']);
  const texts = ['x'.repeat(300), ...Array.from({ length: 102_000 }, (_, index) => `id ${index}`), 'a', 'b'];
  expect(texts.filter((text) => shout(text) !== `${text}!`)).toEqual([]);
});
