import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { explain, reportFormats } from '../../reports/index.ts';
import schema from '../../src/model/report.schema.json' with { type: 'json' };
import type { AuditResult } from '../../src/model/report.ts';
import { demoResult } from '../support/demo.ts';

const options = { width: 80, colour: false };

const written = (result: AuditResult): Record<string, string> =>
  Object.fromEntries(
    reportFormats
      .flatMap(({ files }) => files(result, options))
      .map(({ name, text }) => [name, [...text].join('')]),
  );

/** Reports of a whole run: what the other stages really give, not what a test sketches. */
describe('reports of the demo estate', () => {
  let result: AuditResult;
  let files: Record<string, string>;

  beforeAll(async () => {
    result = await demoResult();
    files = written(result);
  });

  test('the document keeps to its schema', () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
    addFormats.default(ajv);
    const valid = ajv.compile(schema);
    valid(JSON.parse(files['report.json']!));
    expect(valid.errors).toBeNull();
  });

  test('document and tables say the same of the same identities and findings', () => {
    const document = JSON.parse(files['report.json']!);
    const table = (name: string): Record<string, string>[] =>
      parse(files[name]!, { columns: true, record_delimiter: '\r\n' });
    expect(
      table('identities.csv').map(({ identity, blast_radius }) => [identity, Number(blast_radius)]),
    ).toEqual(
      document.identities.map(({ id, blastRadius }: { id: string; blastRadius: { score: number } }) => [
        id,
        blastRadius.score,
      ]),
    );
    expect(table('findings.csv').map(({ fingerprint }) => fingerprint)).toEqual(
      document.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint),
    );
    expect(result.estate.identities.length).toBeGreaterThan(100);
    expect(document.findings.length).toBeGreaterThan(10);
  });

  test('every identity can be explained', () => {
    for (const [index, { id }] of result.estate.identities.entries()) {
      expect([...explain(result, index, options)].join('').replaceAll(/\s/g, '')).toContain(`id${id}`);
    }
  });

  test('are the same, byte for byte, a second time', () => {
    expect(written(result)).toEqual(files);
  });
});
