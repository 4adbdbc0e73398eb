import { describe, expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import { InputError } from '../../src/model/input-error.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { readExport } from '../fuzz/reading.ts';
import { targets } from '../fuzz/targets.ts';
import { canaries } from '../support/canaries.ts';
import { lawRuns } from '../support/law-runs.ts';
import { identifierTables } from '../support/planted-estate.ts';
import { valuesIn } from '../support/texts-of.ts';

/**
 * A secret in each text of each kind of file that can be handed in, one at a time: exports, lists of the providers' tools, logs of
 * use. What is read of it stands in identifiers alone, and what is said of it quotes nothing.
 */
const kinds = connectors.flatMap(({ files = [] }) => files.map(({ id }) => id));

const holding = (value: unknown, secret: string, path: string): readonly string[] => {
  if (typeof value === 'string') return value.includes(secret) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((each) => holding(each, secret, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    // Names of members that the provider chose are looked at where they are redacted.
    ...holding(inner, secret, path === '' ? name : `${path}.${name}`),
  ]);
};

/** What is allowed to hold it: identifiers, and what a policy is about. */
const isIdentifier = (kind: string, path: string): boolean =>
  path.split('.').some((part, at, parts) => {
    const field = identifierTables[kind]?.[parts.slice(0, at + 1).join('.')];
    if (field === undefined) return false;
    return (
      'identifier' in field ||
      parts.slice(at + 1).some((each) => field.document.keep.has(each)) ||
      part === ''
    );
  });

interface Looked {
  readonly leaks: readonly string[];
  /** Identifiers that hold it. */
  readonly kept: number;
}

const lookedAt = async (text: string, file: string | undefined, secret: string): Promise<Looked> => {
  try {
    const read = readExport(text, file);
    const { records, coverage } = await gather([
      { collectedAt: '2026-11-01T00:00:00.000Z', entries: () => [...read.records, ...read.coverage] },
    ]);
    const places = records.flatMap(({ record, data }) =>
      holding(data, secret, '').map((path) => [record, path] as const),
    );
    const leaks = places.filter(([record, path]) => !isIdentifier(record, path));
    return {
      leaks: [
        ...leaks.map((place) => place.join(' ')),
        ...coverage
          .filter(({ detail }) => detail.includes(secret))
          .map(({ source }) => `coverage of ${source}`),
      ],
      kept: places.length - leaks.length,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const said = `${error.message} ${error.where} ${error.remedy}`;
    return { leaks: said.includes(secret) ? [`message: ${error.message}`] : [], kept: 0 };
  }
};

describe('a secret in any text of a file is kept nowhere but in identifiers', () => {
  const every = lawRuns(0, 1) === 0 ? 9 : 1;

  test.each(kinds)('%s', async (kind) => {
    const target = targets.find(({ id }) => id === kind);
    if (target === undefined) throw new Error('a file of this kind is missing in test/fuzz/targets-later.ts');
    const { seeds, file } = target;
    const found = new Set<string>();
    let [tried, inIdentifiers] = [0, 0];
    for (const seed of seeds)
      for (const { start, end } of valuesIn(seed)) {
        tried += 1;
        if (tried % every !== 0) continue;
        // Each form comes to stand in many places.
        const [, planted, secret] = canaries[Math.floor(tried / every) % canaries.length]!;
        const escaped = JSON.stringify(planted).slice(1, -1);
        for (const text of [
          `${seed.slice(0, start)}${escaped}${seed.slice(end)}`,
          `${seed.slice(0, end)} ${escaped}${seed.slice(end)}`,
        ]) {
          const { leaks, kept } = await lookedAt(text, file, secret);
          for (const leak of leaks) found.add(leak);
          inIdentifiers += kept;
        }
      }
    expect(tried, 'values in the files of this kind in test/fuzz').toBeGreaterThan(2);
    // It is looked for where it would be.
    if (every === 1) expect(inIdentifiers).toBeGreaterThan(0);
    expect([...found]).toEqual([]);
  });
});
