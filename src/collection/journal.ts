import {
  appendFileSync,
  closeSync,
  existsSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { openRegular } from '../files/regular-file.ts';
import { InputError } from '../model/input-error.ts';

/**
 * What was read so far, entry by entry, so that an interrupted collection goes on where it was. Entries hold what the
 * snapshot will hold, no secret among them. What failed for the connection, a limit or an expired credential is not in
 * it: it is asked again. Entries stay in the file until they are asked for: memory does not grow with the collection.
 */
export interface Journal<Entry> {
  /** Start of the first attempt: facts of the entries before are as old as that. ISO 8601, UTC. */
  readonly collectedAt: string;
  readonly entry: (key: string) => Entry | undefined;
  readonly write: (key: string, entry: Entry) => void;
  /** Entries that nothing is to go on from: they are asked for again. */
  readonly forget: (keys: Iterable<string>) => void;
  /** The collection came to its end. */
  readonly discard: () => void;
}

/** A provider's journals. */
export interface JournalKind {
  readonly schema: string;
  /** `GitHub`: in messages. */
  readonly title: string;
  /** What another collection differs in: `other organisations, another API or another caller`. */
  readonly differs: string;
}

export interface JournalOptions<Entry> {
  readonly path: string;
  readonly kind: JournalKind;
  /** What makes it the same collection: anything else must not be mixed into it. */
  readonly of: unknown;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Told of each entry that is there already. */
  readonly onEntry?: ((key: string, entry: Entry) => void) | undefined;
}

const oldest = 7 * 24 * 3600 * 1000;

/** Keeps nothing. */
export const noJournal = <Entry>(collectedAt: string): Journal<Entry> => ({
  collectedAt,
  entry: () => undefined,
  write: () => {},
  forget: () => {},
  discard: () => {},
});

interface Line {
  readonly offset: number;
  readonly bytes: Buffer;
  /** It ends with a line break: only the last line may not. */
  readonly whole: boolean;
}

const pieceLength = 1 << 20;
const lineBreak = 0x0a;
const longestLine = 128 * pieceLength;

/** A journal may be larger than a string can be: it is read in pieces. */
const linesOf = function* (path: string): Generator<Line> {
  const { descriptor: file } = openRegular(path);
  try {
    let held: Buffer[] = [];
    let heldLength = 0;
    let offset = 0;
    for (;;) {
      const piece = Buffer.alloc(pieceLength);
      const read = readSync(file, piece, 0, pieceLength, null);
      if (read === 0) break;
      let from = 0;
      for (let at = piece.indexOf(lineBreak); at >= 0 && at < read; at = piece.indexOf(lineBreak, from)) {
        const bytes = Buffer.concat([...held, piece.subarray(from, at)]);
        held = [];
        yield { offset, bytes, whole: true };
        offset += bytes.length + 1;
        from = at + 1;
      }
      held.push(piece.subarray(from, read));
      heldLength = from === 0 ? heldLength + read : read - from;
      if (heldLength > longestLine) {
        throw new InputError(
          'a line is longer than 128 MiB: this is no journal',
          path,
          'Delete the file to start over, or give another one.',
        );
      }
    }
    const rest = Buffer.concat(held);
    if (rest.length > 0) yield { offset, bytes: rest, whole: false };
  } finally {
    closeSync(file);
  }
};

const parse = (bytes: Buffer): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return;
  }
};

/** The first line: `undefined` where the file is no such journal. */
const headOf = (path: string, { schema }: JournalKind) => {
  const [line] = linesOf(path).take(1);
  const head = line?.whole ? parse(line.bytes) : undefined;
  const { collectedAt, of } = head ?? {};
  return head?.schema === schema && typeof collectedAt === 'string' ? { collectedAt, of } : undefined;
};

/** Start of the collection that a journal is of; `undefined` where there is none to go on from. */
export const journalStartOf = (path: string, kind: JournalKind): string | undefined =>
  existsSync(path) ? headOf(path, kind)?.collectedAt : undefined;

interface Place {
  readonly offset: number;
  readonly length: number;
}

/**
 * @throws InputError when the file is of another collection, too old to go on from, or damaged anywhere but at its end,
 * where the interruption may have cut it off
 */
export const openJournal = <Entry extends object>({
  path,
  kind,
  of,
  now,
  onEntry,
}: JournalOptions<Entry>): Journal<Entry> => {
  const refuse = (why: string): InputError =>
    new InputError(why, path, 'Delete the file to start over, or give another one.');
  const places = new Map<string, Place>();
  let collectedAt = now;
  let size = 0;
  const append = (text: string, flag: 'a' | 'wx'): number => {
    const bytes = Buffer.from(`${text}\n`);
    try {
      if (flag === 'wx') writeFileSync(path, bytes, { mode: 0o600, flag });
      else appendFileSync(path, bytes);
    } catch (error) {
      // Not the error itself: its code would be taken for one of the connection.
      const why = error instanceof Error ? error.message : String(error);
      throw new InputError(
        `the journal cannot be written: ${why}`,
        path,
        'Make room, or give another file. What was read so far is kept.',
      );
    }
    size += bytes.length;
    return bytes.length;
  };
  const read = (): void => {
    const head = headOf(path, kind);
    if (head === undefined)
      throw refuse(`this is not the journal of an interrupted ${kind.title} collection`);
    if (JSON.stringify(head.of) !== JSON.stringify(of))
      throw refuse(`the journal is of another collection: ${kind.differs}`);
    collectedAt = head.collectedAt;
    if (Date.parse(now) - Date.parse(collectedAt) > oldest)
      throw refuse('the journal is more than seven days old: its facts would be passed off as new');
    let number = 0;
    for (const { offset, bytes, whole } of linesOf(path)) {
      number += 1;
      if (number > 1) {
        const { key, ...entry } = parse(bytes) ?? {};
        if (!whole) break;
        if (typeof key !== 'string') throw refuse(`line ${number} of the journal is damaged`);
        places.set(key, { offset, length: bytes.length });
        onEntry?.(key, entry as Entry);
      }
      size = offset + bytes.length + 1;
    }
    // What the interruption cut off would swallow the next line.
    truncateSync(path, size);
  };
  if (existsSync(path)) read();
  else append(JSON.stringify({ schema: kind.schema, collectedAt, of }), 'wx');
  return {
    collectedAt,
    entry: (key) => {
      const place = places.get(key);
      if (place === undefined) return;
      const bytes = Buffer.alloc(place.length);
      const { descriptor: file } = openRegular(path);
      try {
        readSync(file, bytes, 0, place.length, place.offset);
      } finally {
        closeSync(file);
      }
      const { key: own, ...entry } = parse(bytes) ?? {};
      return own === key ? (entry as Entry) : undefined;
    },
    write: (key, entry) => {
      const offset = size;
      const length = append(JSON.stringify({ key, ...entry }), 'a') - 1;
      places.set(key, { offset, length });
    },
    forget: (keys) => {
      for (const key of keys) places.delete(key);
    },
    discard: () => rmSync(path, { force: true }),
  };
};

/** When the journal was last written, in milliseconds since 1970. */
export const lastWritten = (path: string): number => statSync(path).mtimeMs;
