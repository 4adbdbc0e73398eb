import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoCollectedAt, demoExceptionsFile } from '../../connectors/aws/demo/index.ts';
import { parseExceptions } from '../../src/cli/exceptions-file.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import { audit, ruleIds } from '../../src/pipeline/audit.ts';
import { evidencePack } from '../../src/pipeline/evidence.ts';
import type { Facts } from '../../src/pipeline/facts.ts';
import { demoFacts } from '../support/demo.ts';
import { lawRuns } from '../support/law-runs.ts';

const entries = parseExceptions(readFileSync(demoExceptionsFile, 'utf8'), 'demo', ruleIds);

const packOf = (facts: Facts, settings: Settings = defaultSettings): readonly ReportFile[] =>
  evidencePack({ result: audit(facts, settings, entries), facts, withSnapshot: true });

const written = (files: readonly ReportFile[]): Record<string, string> =>
  Object.fromEntries(
    // A byte a character where a file is no text.
    files.map(({ name, text }) => [
      name,
      Buffer.concat([...text].map((piece) => Buffer.from(piece))).toString(encodingOf(name)),
    ]),
  );
const encodingOf = (name: string) => (name.endsWith('.xlsx') ? 'latin1' : 'utf8');

const sumOf = (name: string, text: string) => {
  const bytes = Buffer.from(text, encodingOf(name));
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

let facts: Facts;
/** Judged by the defaults. */
let result: ReturnType<typeof audit>;
let pack: Record<string, string>;
let manifest: ReturnType<typeof JSON.parse>;
beforeAll(async () => {
  facts = await demoFacts();
  result = audit(facts, defaultSettings, entries);
  pack = written(evidencePack({ result, facts, withSnapshot: true }));
  manifest = JSON.parse(pack['manifest.json']!);
});

describe('the evidence pack of the demo estate', () => {
  test('holds the tables, the document, the snapshot and the manifest', () => {
    expect(Object.keys(pack)).toEqual([
      'control-matrix.csv',
      'cover.html',
      'cover.md',
      'coverage.csv',
      'credentials.csv',
      'exceptions.csv',
      'findings.csv',
      'grants.csv',
      'identities.csv',
      'privileges.csv',
      'evidence.xlsx',
      'report.json',
      'snapshot.ndjson',
      'manifest.json',
      'statement.intoto.json',
    ]);
  });

  test('its manifest has the size and the SHA-256 of each other file', () => {
    const expected = Object.entries(pack)
      .filter(([name]) => !['manifest.json', 'statement.intoto.json'].includes(name))
      .map(([name, text]) => ({ name, ...sumOf(name, text) }));
    expect(manifest.files).toEqual(expected);
  });

  test('its statement is about the manifest and each file', () => {
    const statement = JSON.parse(pack['statement.intoto.json']!);
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'urn:nhi-audit:evidence:v1',
      predicate: { collectedAt: demoCollectedAt, facts: { sha256: manifest.facts.sha256 } },
    });
    expect(
      Object.fromEntries(
        statement.subject.map(({ name, digest }: { name: string; digest: { sha256: string } }) => [
          name,
          digest.sha256,
        ]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(pack)
          .filter(([name]) => name !== 'statement.intoto.json')
          .map(([name, text]) => [name, sumOf(name, text).sha256]),
      ),
    );
  });

  test('its first page says who, when, of what and within which limits', () => {
    const page = pack['cover.md']!;
    expect(page.match(/^## .*$/gm)).toEqual(
      ['Who and when', 'Period', 'Scope', 'Method', 'Limits', 'Versions'].map((title) => `## ${title}`),
    );
    for (const part of [demoCollectedAt, '111122223333', 'not said', 'PCI DSS 4.0.1'])
      expect(page).toContain(part);
    const html = pack['cover.html']!;
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|src=|href=/);
    const named = written(
      evidencePack({
        result,
        facts,
        withSnapshot: false,
        preparedBy: '<b>A. Auditor</b> | x',
      }),
    );
    expect(named['cover.html']).toContain('&lt;b&gt;A. Auditor&lt;/b&gt; | x');
    expect(named['cover.md']).toContain('`<b>A. Auditor</b> \\u007c x`');
  });

  test('its manifest is the same when it is read before the files', () => {
    const files = evidencePack({ result, facts, withSnapshot: true });
    expect(written(files.toReversed())['manifest.json']).toBe(pack['manifest.json']);
  });

  test('says what it was made from, with what, when and under which thresholds', () => {
    expect(manifest).toMatchObject({
      schema: 'nhi-audit/evidence/v1',
      tool: { name: 'nhi-audit' },
      collection: { startedAt: demoCollectedAt, completedAt: null },
      scopes: [{ id: '111122223333' }, { id: '444455556666' }],
      settings: { thresholds: defaultSettings.thresholds, exceptions: defaultSettings.exceptions },
      counts: { identities: 171, accepted: 1, expiredExceptions: 1, exceptions: 3 },
    });
    expect(manifest.facts.records).toBe(facts.records.length);
    expect(manifest.counts.open + manifest.counts.accepted).toBe(manifest.counts.findings);
  });

  test('the digest of the facts is that of the lines of the snapshot between its first and its last', () => {
    const lines = pack['snapshot.ndjson']!.split('\n').slice(1, -2);
    const text = `${lines.join('\n')}\n`;
    expect(manifest.facts).toMatchObject(sumOf('snapshot.ndjson', text));
  });

  test('is the same, byte for byte, a second time, in whatever order the facts come', () => {
    expect(written(packOf(facts))).toEqual(pack);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...facts.records], { minLength: facts.records.length }),
        fc.shuffledSubarray([...facts.coverage], { minLength: facts.coverage.length }),
        (records, coverage) => {
          expect(written(packOf({ ...facts, records, coverage }))).toEqual(pack);
        },
      ),
      { numRuns: lawRuns(1, 4) },
    );
  });

  test('without the snapshot the digest of the facts is the same', () => {
    const without = JSON.parse(
      written(evidencePack({ result, facts, withSnapshot: false }))['manifest.json']!,
    );
    expect(without.facts).toEqual(manifest.facts);
    expect(without.files.map(({ name }: { name: string }) => name)).not.toContain('snapshot.ndjson');
  });

  test('other thresholds, another fact, or a rule that is off show in the manifest', () => {
    const manifestOf = (changed: Facts, settings?: Settings) =>
      JSON.parse(written(packOf(changed, settings))['manifest.json']!);
    const strict = settingsSchema.parse({ thresholds: { secretAgeDays: 30 } });
    const stricter = manifestOf(facts, strict);
    expect(stricter.settings.sha256).not.toBe(manifest.settings.sha256);
    expect(stricter.facts).toEqual(manifest.facts);
    const off = settingsSchema.parse({ rules: { 'no-owner': { enabled: false } } });
    expect(manifestOf(facts, off).settings.rules).toEqual({ 'no-owner': { enabled: false } });
    expect(manifestOf({ ...facts, records: facts.records.slice(1) }).facts.sha256).not.toBe(
      manifest.facts.sha256,
    );
  });

  test('counts the cells that a table had to change', () => {
    const document = JSON.parse(pack['report.json']!);
    const withLines = document.findings.filter(({ fix }: { fix: string }) => fix.includes('\n')).length;
    expect(manifest.sanitisedCells['findings.csv']).toBeGreaterThanOrEqual(withLines);
    expect(manifest.sanitisedCells['identities.csv']).toBe(0);
    expect(Object.keys(manifest.sanitisedCells)).toEqual(
      Object.keys(pack).filter((name) => name.endsWith('.csv')),
    );
  });

  test('tables, document and matrix say the same', () => {
    const table = (name: string): Record<string, string>[] => parse(pack[name]!, { columns: true });
    const document = JSON.parse(pack['report.json']!);
    expect(table('findings.csv').map(({ fingerprint }) => fingerprint)).toEqual(
      document.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint),
    );
    expect(table('exceptions.csv').map(({ status }) => status)).toEqual(['valid', 'expired', 'invalid']);
    const matrix = table('control-matrix.csv');
    const row = matrix.find(({ control }) => control === '2.12');
    const keys = document.findings.filter(({ rule }: { rule: string }) => rule === 'long-lived-secret');
    expect(row).toMatchObject({
      framework: 'CIS AWS Foundations v7.0',
      rules: 'long-lived-secret',
      identities: '171',
      failed: String(new Set(keys.map(({ identity }: { identity: string }) => identity)).size),
    });
    expect(table('privileges.csv').every(({ basis }) => basis === 'entitlement')).toBe(true);
    expect(new Set(table('privileges.csv').map(({ permanence }) => permanence))).toEqual(
      new Set(['permanent', 'time-bound']),
    );
  });

  test('nowhere says that a control is met', () => {
    for (const name of ['control-matrix.csv', 'manifest.json'])
      expect(pack[name]).not.toMatch(/\bpass(es|ed)?\b|\bcompl(y|ies|iant|iance)\b|\bsatisf/i);
  });
});
