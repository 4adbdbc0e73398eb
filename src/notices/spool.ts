import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lockFile } from '../files/file-lock.ts';
import { readWholeFile } from '../files/whole-file.ts';
import { severities } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { noticeDetails, noticeKinds } from '../model/notify-schema.ts';

/**
 * The folder in which notices outlast a run: `known.json`, what was there when it was last looked; `waiting/`, a file for each
 * digest that not every target has; `lock`, which a run has while it works in it.
 */

const hex = z.string().regex(/^[0-9a-f]{32}$/);

const knownSchema = z.strictObject({
  version: z.literal(1),
  /** What was looked for so far: of other kinds nothing was known. */
  kinds: z.array(z.enum(noticeKinds)),
  items: z.array(z.strictObject({ kind: z.enum(noticeKinds), key: hex, scope: z.string() })),
  /** When the facts were collected that were looked at last: by scope, and of what is of none by kind. Absent: nobody knows. */
  looked: z.array(z.tuple([z.string(), z.string()])).optional(),
});

const digestSchema = z.strictObject({
  id: hex,
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  collectedAt: z.iso.datetime(),
  details: z.enum(noticeDetails),
  counts: z.partialRecord(z.enum(noticeKinds), z.number().int().nonnegative()),
  link: z.string().optional(),
  groups: z.array(
    z.strictObject({
      owner: z.string().nullable(),
      items: z.array(
        z.strictObject({
          kind: z.enum(noticeKinds),
          severity: z.enum(severities),
          id: z.string(),
          scope: z.string(),
          title: z.string(),
          link: z.string().optional(),
          says: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
  left: z.number().int().nonnegative(),
  inForce: z.string().optional(),
});

const waitingSchema = z.strictObject({
  version: z.literal(1),
  /** Keys of what it tells: known, whatever became of `known.json`. */
  keys: z.array(hex),
  /** Written down before a history had it: whether it counts is what the history says. */
  unconfirmed: z.literal(true).optional(),
  since: z.iso.datetime(),
  digest: digestSchema,
  pending: z.array(
    z.strictObject({
      target: z.string(),
      tries: z.number().int().nonnegative(),
      /** Not before this time, as the target asked. */
      notBefore: z.iso.datetime().optional(),
    }),
  ),
});

export type Known = Omit<z.output<typeof knownSchema>, 'version'>;
export type Waiting = z.output<typeof waitingSchema>;

/** A file of the spool that is being waited for, by its name. */
export interface WaitingFile {
  readonly name: string;
  readonly waiting: Waiting;
}

export interface Spool {
  /** `undefined`: nobody looked before. */
  readonly known: () => Known | undefined;
  readonly remember: (known: Known) => void;
  /** The oldest first. */
  readonly waiting: () => readonly WaitingFile[];
  /** Writes a digest, or what is left of it; one that nobody waits for any more is removed. */
  readonly keep: (name: string, waiting: Waiting) => void;
  readonly close: () => void;
}

const explained = (error: unknown, folder: string): unknown =>
  error instanceof Error && 'code' in error && !(error instanceof InputError)
    ? new InputError(
        `Notices cannot be kept there: ${String(error.code)}`,
        folder,
        'Check the folder, its permissions and the space on it. Nothing was forgotten: the next run tells what this one could not.',
      )
    : error;

const longestWait = 10_000;

const lock = async (path: string, wait: number): Promise<() => void> => {
  const release = await lockFile(path, wait);
  if (release !== undefined) return release;
  throw new InputError(
    'Another run works there',
    path,
    'Wait for it; the next run tells what this one could not.',
  );
};

const write = (folder: string, name: string, value: unknown): void => {
  const partial = join(folder, `.${name}.${randomBytes(6).toString('hex')}.partial`);
  try {
    const handle = openSync(partial, 'wx', 0o600);
    try {
      const bytes = Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(partial, join(folder, name));
  } finally {
    rmSync(partial, { force: true });
  }
};

const largestFile = 256 * 1_048_576;

const read = <T>(path: string, schema: z.ZodType<T>): T | undefined => {
  const text = readWholeFile(path, {
    largest: largestFile,
    what: 'file of notices',
    noLinks: true,
  })?.bytes.toString('utf8');
  if (text === undefined) return undefined;
  const broken = (): InputError =>
    new InputError(
      'The file is not as it was written',
      path,
      'Move it away if you can do without what it holds: nothing is sent or forgotten by guessing.',
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken();
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw broken();
  return parsed.data;
};

const waitingName = /^\d{13}-[0-9a-f]{32}\.json$/;

/** Name of a new digest: by its time, so that the oldest is sent first. */
export const waitingFileName = (now: Date, id: string): string =>
  `${String(now.getTime()).padStart(13, '0')}-${id}.json`;

/**
 * Opens a spool for this run alone.
 * @throws InputError when it cannot be written, is not as it was written, or another run keeps it
 */
export const openSpool = async (folder: string, wait = longestWait): Promise<Spool> => {
  const waitingFolder = join(folder, 'waiting');
  const known = join(folder, 'known.json');
  const within = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explained(error, folder);
    }
  };
  within(() => mkdirSync(waitingFolder, { recursive: true, mode: 0o700 }));
  const release = await lock(join(folder, 'lock'), wait).catch((error: unknown) => {
    throw explained(error, folder);
  });
  return {
    known: () => within(() => read(known, knownSchema)),
    remember: (known) => within(() => write(folder, 'known.json', { version: 1, ...known })),
    waiting: () =>
      within(() =>
        readdirSync(waitingFolder)
          .filter((name) => waitingName.test(name))
          .sort()
          .flatMap((name) => {
            const waiting = read(join(waitingFolder, name), waitingSchema);
            return waiting === undefined ? [] : [{ name, waiting }];
          }),
      ),
    keep: (name, waiting) =>
      within(() => {
        if (waiting.pending.length === 0) rmSync(join(waitingFolder, name), { force: true });
        else write(waitingFolder, name, waiting);
      }),
    close: release,
  };
};
