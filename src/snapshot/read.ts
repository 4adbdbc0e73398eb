import { createHash } from 'node:crypto';
import { z } from 'zod';
import { clockBases } from '../model/clock.ts';
import type { SourceFile } from '../model/connector.ts';
import { type Coverage, coverageStatuses, inputKinds } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import { isBeyondParsing } from '../model/json-bound.ts';
import { nestsTooDeep } from '../model/nesting.ts';
import type { Snapshot, SnapshotHeader, SnapshotRecord, SnapshotSeal } from '../model/snapshot.ts';
import { snapshotSchema, snapshotSchemas } from '../model/snapshot.ts';
import { sealLine } from './seal-line.ts';

/** Record kind → schema of its `data`, of all connectors that this version knows. */
export type RecordSchemas = Readonly<Record<string, z.ZodType>>;

/** A snapshot whose header is checked and whose lines are read as they are asked for. */
export interface OpenSnapshot {
  readonly header: SnapshotHeader;
  /**
   * Starts from the beginning at every call. Throws `InputError` at the line that is wrong; whether the file is whole
   * is only known at its end, so nothing may be concluded before the last entry was taken.
   */
  readonly entries: () => Generator<SnapshotRecord | Coverage, SnapshotSeal>;
}

const largestLine = 128 * 1024 * 1024;
/** A line up to this many characters cannot nest deep enough to do harm. */
const harmlessLine = 4096;
const newline = 0x0a;

const time = z.iso.datetime();

export const clockSchema = z.object({
  time,
  basis: z.enum(clockBases),
  fileTime: time.optional(),
  newest: z.object({ time, place: z.string() }).optional(),
  says: z.string(),
});

const headerSchema = z.object({
  record: z.literal('header'),
  schema: z.enum(snapshotSchemas),
  tool: z.object({ name: z.string(), version: z.string() }),
  collectedAt: time,
  clock: clockSchema.optional(),
});

export const coverageSchema = z.object({
  connector: z.string(),
  scope: z.string(),
  source: z.string(),
  status: z.enum(coverageStatuses),
  detail: z.string(),
  gives: z.array(z.enum(inputKinds)),
  cut: z.literal(true).optional(),
});

const sealSchema = z.object({
  record: z.literal('seal'),
  lines: z.number().int(),
  sha256: z.string(),
  completedAt: time,
});

const collectAgain = 'Collect again (nhi-audit collect), or fetch the whole file again.';
const changed = 'Use the file as it was written; if it is lost, collect again (nhi-audit collect).';
const update = 'Update nhi-audit, then try again.';

const at = (file: SourceFile, line: number): string => `${file.name}, line ${line}`;

const cutShort = (file: SourceFile, line: number): InputError =>
  new InputError('the snapshot ends before its seal: it was cut short', at(file, line), collectAgain);

/** Where the first issue is, and what. Values are not repeated: they are not known to be harmless. */
const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0]!;
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
};

interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly terminated: boolean;
  /** SHA-256 (hex) of all bytes before this line, and of a text behind them; for the seal only, because it is not free. */
  readonly sha256Before: (and: string) => string;
}

/** The file line by line, hashed in large pieces. The last line, when nothing ends it, is given as not terminated. */
function* readLines(file: SourceFile): Generator<Line> {
  const hash = createHash('sha256');
  let number = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  for (const chunk of file.chunks()) {
    if (!chunk.includes(newline)) {
      pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes > largestLine) {
        throw new InputError('the line is longer than 128 MiB', at(file, number + 1), changed);
      }
      continue;
    }
    const block = Buffer.concat([...pending, chunk]);
    let start = 0;
    for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
      const lineStart = start;
      number += 1;
      yield {
        text: block.toString('utf8', start, end),
        number,
        terminated: true,
        sha256Before: (and) => hash.copy().update(block.subarray(0, lineStart)).update(and).digest('hex'),
      };
      start = end + 1;
    }
    hash.update(block.subarray(0, start));
    pending = start < block.length ? [block.subarray(start)] : [];
    pendingBytes = block.length - start;
  }
  if (pendingBytes > 0) {
    yield {
      text: Buffer.concat(pending).toString('utf8'),
      number: number + 1,
      terminated: false,
      sha256Before: (and) => hash.copy().update(and).digest('hex'),
    };
  }
}

const parseObject = (text: string): Readonly<Record<string, unknown>> | undefined => {
  if (isBeyondParsing(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
};

const schemaVersion = (schema: unknown): number | undefined => {
  const found = /^nhi-audit\/snapshot\/v(\d{1,6})$/.exec(typeof schema === 'string' ? schema : '');
  return found === null ? undefined : Number(found[1]);
};

const readHeader = (file: SourceFile, line: Line | undefined): SnapshotHeader => {
  const where = at(file, 1);
  const foreign = () =>
    new InputError('this is not a snapshot of nhi-audit', where, 'Give a file made by: nhi-audit collect');
  if (line === undefined) throw cutShort(file, 1);
  const object = parseObject(line.text);
  if (object === undefined) {
    throw !line.terminated && line.text.startsWith('{"record":"header"') ? cutShort(file, 1) : foreign();
  }
  const version = schemaVersion(object.schema);
  if (object.record !== 'header' || version === undefined) throw foreign();
  const known = schemaVersion(snapshotSchema)!;
  if (version > known) {
    throw new InputError(
      `the snapshot has format version ${version}, and this nhi-audit reads version ${known}: it was made by a newer version`,
      where,
      update,
    );
  }
  if (!snapshotSchemas.some((schema) => schema === object.schema)) {
    throw new InputError(
      `the snapshot has format version ${version}, which this nhi-audit no longer reads`,
      where,
      'Collect again (nhi-audit collect), or use the version that made it.',
    );
  }
  if (!line.terminated) throw cutShort(file, 1);
  const header = headerSchema.safeParse(object);
  if (!header.success) {
    throw new InputError(`the header is malformed: ${firstIssue(header.error)}`, where, changed);
  }
  return header.data;
};

const unknownKind = (
  kind: string,
  schemas: RecordSchemas,
  header: SnapshotHeader,
  where: string,
): InputError => {
  // Only what can be the name of a kind is repeated: anything may stand there.
  const isName = /^[a-z][a-z0-9]{0,30}\.[a-z0-9-]{1,60}$/.test(kind);
  const connector = `${kind.split('.', 1)[0]}.`;
  const named = isName ? ` ${JSON.stringify(kind)}` : '';
  const subject = Object.keys(schemas).some((known) => known.startsWith(connector))
    ? `the record kind${named}`
    : named === ''
      ? 'the kind of the record'
      : `the connector of${named}`;
  const { name, version } = header.tool;
  const by = [name, version].every((word) => /^[\w.+-]{1,40}$/.test(word)) ? ` (${name} ${version})` : '';
  return new InputError(
    `${subject} is not known here: the snapshot was made by a newer version${by}`,
    where,
    update,
  );
};

const readCoverage = (object: unknown, where: string): Coverage => {
  const coverage = coverageSchema.safeParse(object);
  if (coverage.success) return coverage.data;
  throw new InputError(`the coverage entry is malformed: ${firstIssue(coverage.error)}`, where, changed);
};

const readSeal = (object: unknown, line: Line, { schema }: SnapshotHeader, where: string): SnapshotSeal => {
  const seal = sealSchema.safeParse(object);
  if (!seal.success) throw new InputError(`the seal is malformed: ${firstIssue(seal.error)}`, where, changed);
  if (seal.data.lines !== line.number - 1) {
    throw new InputError(
      `the seal counts ${seal.data.lines} lines before it, the file has ${line.number - 1}: the snapshot was changed`,
      where,
      changed,
    );
  }
  const held = schema === snapshotSchema ? seal.data.completedAt : '';
  if (seal.data.sha256 !== line.sha256Before(held)) {
    throw new InputError(
      'the seal does not fit the lines before it, or its own time: the snapshot was changed',
      where,
      changed,
    );
  }
  // The one line that no digest is of: it is as it is written, or somebody else wrote it.
  const { lines, sha256, completedAt } = seal.data;
  if (line.text !== sealLine(lines, sha256, completedAt)) {
    throw new InputError('the seal is not written as a seal is: the snapshot was changed', where, changed);
  }
  return seal.data;
};

const readRecord = (
  object: Readonly<Record<string, unknown>>,
  kind: string,
  schema: z.ZodType,
  line: Line,
  where: string,
): SnapshotRecord => {
  const { scope, id, data } = object;
  if (typeof scope !== 'string' || typeof id !== 'string') {
    throw new InputError(`the ${kind} record has no scope or no id`, where, changed);
  }
  if (line.text.length > harmlessLine && nestsTooDeep(data)) {
    throw new InputError(`the ${kind} record nests too deep`, where, changed);
  }
  const checked = schema.safeParse(data);
  if (!checked.success) {
    throw new InputError(
      `the ${kind} record is malformed: data.${firstIssue(checked.error)}`,
      where,
      changed,
    );
  }
  return { record: kind, scope, id, data: checked.data };
};

function* readEntries(
  file: SourceFile,
  header: SnapshotHeader,
  schemas: RecordSchemas,
): Generator<SnapshotRecord | Coverage, SnapshotSeal> {
  let seal: SnapshotSeal | undefined;
  let last = 1;
  for (const line of readLines(file)) {
    last = line.number;
    // The header: already checked.
    if (line.number === 1) continue;
    const where = at(file, line.number);
    if (seal !== undefined) {
      throw new InputError('there is more after the seal: the snapshot was changed', where, changed);
    }
    if (!line.terminated) throw cutShort(file, line.number);
    const object = parseObject(line.text);
    const kind = object?.record;
    if (object === undefined || typeof kind !== 'string') {
      throw new InputError('the line is not a record: the snapshot was changed', where, changed);
    }
    if (kind === 'coverage') yield readCoverage(object, where);
    else if (kind === 'seal') seal = readSeal(object, line, header, where);
    else if (Object.hasOwn(schemas, kind)) yield readRecord(object, kind, schemas[kind]!, line, where);
    else throw unknownKind(kind, schemas, header, where);
  }
  if (seal === undefined) throw cutShort(file, last);
  return seal;
}

/** Whether the file claims to be a snapshot, of whatever version: `openSnapshot` then says what is wrong with it. */
export const recognisesSnapshot = (head: string): boolean =>
  /^\{"record":"header","schema":"nhi-audit\/snapshot\//.test(head);

/** Throws `InputError` when the file is no snapshot, or one of another version. */
export const openSnapshot = (file: SourceFile, schemas: RecordSchemas): OpenSnapshot => {
  const lines = readLines(file);
  const first = lines.next();
  lines.return(undefined);
  const header = readHeader(file, first.done === true ? undefined : first.value);
  return { header, entries: () => readEntries(file, header, schemas) };
};

/** Tells the two kinds of entry of a snapshot or an import apart. */
export const isCoverage = (entry: SnapshotRecord | Coverage): entry is Coverage => !('record' in entry);

/** The whole snapshot in memory, checked to its end. */
export const readSnapshot = (file: SourceFile, schemas: RecordSchemas): Snapshot => {
  const { header, entries } = openSnapshot(file, schemas);
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  for (const entry of entries()) {
    if (isCoverage(entry)) coverage.push(entry);
    else records.push(entry);
  }
  return { header, records, coverage };
};
