import { createHash, hash } from 'node:crypto';
import { clockRecord } from '../../reports/clock.ts';
import { inForceRecord } from '../../reports/in-force.ts';
import { jsonText } from '../../reports/inert-text.ts';
import type { Clock } from '../model/clock.ts';
import type { Framework } from '../model/framework.ts';
import type { AuditResult, ReportFile } from '../model/report.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { stableJson } from '../snapshot/stable-json.ts';
import { factLines } from '../snapshot/write.ts';
import { statementName, statementText } from './statement.ts';

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.json.sig';
export const manifestSchema = 'nhi-audit/evidence/v1';

/** What the pack was made from. */
export interface PackedFacts extends Pick<Snapshot, 'records' | 'coverage'> {
  /** Start of the collection. */
  readonly collectedAt: string;
  /** What that rests on. */
  readonly clock?: Clock;
  /** Its end; absent: not known, because the facts are exports. */
  readonly completedAt?: string;
}

interface Sum {
  readonly bytes: number;
  readonly sha256: string;
}

const sumOf = (pieces: Iterable<string>): Sum => {
  const sha256 = createHash('sha256');
  let bytes = 0;
  for (const piece of pieces) {
    sha256.update(piece);
    bytes += Buffer.byteLength(piece);
  }
  return { bytes, sha256: sha256.digest('hex') };
};

/** A file whose sum is known once it was read to its end: each is made and read once, however large. */
const summed = (file: ReportFile, onSum: (sum: Sum) => void): ReportFile => ({
  name: file.name,
  text: {
    *[Symbol.iterator]() {
      const sha256 = createHash('sha256');
      let bytes = 0;
      for (const piece of file.text) {
        sha256.update(piece);
        bytes += Buffer.byteLength(piece);
        yield piece;
      }
      onSum({ bytes, sha256: sha256.digest('hex') });
    },
  },
});

const count = <T>(items: readonly T[], which: (item: T) => boolean): number => items.filter(which).length;

/** Rules by what they say of themselves: what they do is told by the version of the tool. */
const rulesDigest = ({ rules }: AuditResult): string =>
  hash('sha256', stableJson(rules.map(({ check: _, ...rule }) => rule)), 'hex');

const headOf = (result: AuditResult, facts: PackedFacts, frameworks: readonly Framework[]) => {
  const { tool, estate, findings, exceptions = [], coverage, rules, settings } = result;
  const lines = sumOf(factLines(facts));
  return {
    schema: manifestSchema,
    note: 'Findings support evidence for controls. Whether a control is met is for people to decide.',
    tool: { name: tool.name, version: tool.version },
    rules: { count: rules.length, sha256: rulesDigest(result) },
    frameworks: frameworks.map(({ name, version, source }) => ({ name, version, source })),
    settings: {
      sha256: hash('sha256', stableJson(settings), 'hex'),
      thresholds: settings.thresholds,
      exceptions: settings.exceptions,
      rules: settings.rules,
    },
    inForce: inForceRecord(result),
    collection: {
      startedAt: facts.collectedAt,
      completedAt: facts.completedAt ?? null,
      clock: clockRecord(facts.clock),
    },
    scopes: estate.scopes.map(({ id, provider, kind, name }) => ({ id, provider, kind, name })),
    facts: { ...lines, records: [...facts.records].length, coverage: facts.coverage.length },
    counts: {
      identities: estate.identities.length,
      findings: findings.length,
      open: count(findings, ({ status }) => status !== 'accepted'),
      accepted: count(findings, ({ status }) => status === 'accepted'),
      expiredExceptions: count(findings, ({ status }) => status === 'expired-exception'),
      exceptions: exceptions.length,
      sourcesNotComplete: count(coverage, ({ status }) => status !== 'complete'),
    },
  };
};

/** `"key": value` lines; lists one item a line, so that they can be compared and searched by line. */
function* objectLines(object: Readonly<Record<string, unknown>>): Generator<string> {
  const keys = Object.keys(object);
  yield '{\n';
  for (const [index, key] of keys.entries()) {
    const value = object[key];
    const end = index === keys.length - 1 ? '\n' : ',\n';
    if (!Array.isArray(value) || value.length === 0) {
      yield `  ${jsonText(key)}: ${jsonText(value)}${end}`;
      continue;
    }
    yield `  ${jsonText(key)}: [\n`;
    for (const [at, item] of value.entries()) {
      yield `    ${jsonText(item)}${at === value.length - 1 ? '\n' : ',\n'}`;
    }
    yield `  ]${end}`;
  }
  yield '}\n';
}

export interface ManifestInput {
  readonly result: AuditResult;
  readonly facts: PackedFacts;
  readonly frameworks: readonly Framework[];
  /** Cells that a table had to change, by file; told while the table is read. */
  readonly sanitised: ReadonlyMap<string, number>;
  /** Makes the text of the detached signature. */
  readonly sign?: (manifest: Uint8Array) => string;
}

/**
 * The files, then the manifest of them, then its signature if one is wanted. Whoever writes them reads them in this order
 * and once; the manifest reads for itself what was not read before it.
 */
export const withManifest = (files: readonly ReportFile[], input: ManifestInput): readonly ReportFile[] => {
  const { result, facts, frameworks, sanitised, sign } = input;
  const sums = new Map<string, Sum>();
  const packed = files.map((file) => summed(file, (sum) => sums.set(file.name, sum)));
  const statement = (): string => {
    const manifest = manifestText();
    const head = headOf(result, facts, frameworks);
    return statementText({
      manifest,
      files: files.map(({ name }) => ({ name, sha256: sums.get(name)!.sha256 })),
      tool: head.tool,
      collectedAt: facts.collectedAt,
      settingsSha256: head.settings.sha256,
      factsSha256: head.facts.sha256,
      inForce: result.inForce?.files ?? [],
    });
  };
  let made: string | undefined;
  const manifestText = (): string => {
    if (made !== undefined) return made;
    for (const { name, text } of packed) if (!sums.has(name)) for (const _ of text);
    made = [
      ...objectLines({
        ...headOf(result, facts, frameworks),
        sanitisedCells: Object.fromEntries([...sanitised].sort(([a], [b]) => (a < b ? -1 : 1))),
        files: files.map(({ name }) => ({ name, ...sums.get(name)! })),
      }),
    ].join('');
    return made;
  };
  const lazily = (name: string, text: () => string): ReportFile => ({
    name,
    text: {
      *[Symbol.iterator]() {
        yield text();
      },
    },
  });
  return [
    ...packed,
    lazily(manifestName, manifestText),
    lazily(statementName, statement),
    ...(sign === undefined ? [] : [lazily(signatureName, () => sign(Buffer.from(manifestText())))]),
  ];
};
