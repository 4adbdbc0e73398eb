import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';

/**
 * What was read so far, step by step, so that an interrupted collection goes on where it was. It holds records as the
 * snapshot will hold them, no secret among them. A step that failed for the connection or a limit is not in it: it is
 * asked again.
 */
export interface Journal {
  /** Start of the first attempt: facts of the steps before are as old as that. ISO 8601, UTC. */
  readonly collectedAt: string;
  readonly step: (key: string) => JournalStep | undefined;
  readonly write: (key: string, step: JournalStep) => void;
  /** The collection came to its end. */
  readonly discard: () => void;
}

/** What one step said to the ledger: method and arguments. */
export type LedgerEvent = readonly [string, ...unknown[]];

export interface JournalStep {
  readonly records: readonly SnapshotRecord[];
  readonly events: readonly LedgerEvent[];
  /** What later steps need of it. */
  readonly value: unknown;
}

const schema = 'nhi-audit/github-journal/v2';
const oldest = 7 * 24 * 3600 * 1000;

/** The same collection: anything else must not be mixed into it. */
export interface JournalOf {
  readonly api: string;
  readonly organizations: readonly string[];
  readonly enterprise: string | null;
  readonly caller: string;
}

export const noJournal = (collectedAt: string): Journal => ({
  collectedAt,
  step: () => undefined,
  write: () => {},
  discard: () => {},
});

const parse = (line: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return;
  }
};

/** Start of the collection that a journal is of; `undefined` where there is none to go on from. */
export const journalStart = (path: string): string | undefined => {
  if (!existsSync(path)) return;
  const head = parse(readFileSync(path, 'utf8').split('\n', 1)[0] ?? '');
  return head?.schema === schema && typeof head.collectedAt === 'string' ? head.collectedAt : undefined;
};

/** @throws InputError when the file is of another collection, or too old to go on from */
export const openJournal = (path: string, of: JournalOf, now: string): Journal => {
  const steps = new Map<string, JournalStep>();
  const refuse = (why: string): InputError =>
    new InputError(why, path, 'Delete the file to start over, or give another one.');
  let collectedAt = now;
  if (existsSync(path)) {
    const lines = readFileSync(path, 'utf8').split('\n');
    const head = parse(lines[0] ?? '');
    if (head?.schema !== schema || typeof head.collectedAt !== 'string') {
      throw refuse('this is not the journal of an interrupted GitHub collection');
    }
    if (JSON.stringify(head.of) !== JSON.stringify(of)) {
      throw refuse(
        'the journal is of another collection: other organisations, another API or another caller',
      );
    }
    collectedAt = head.collectedAt;
    if (Date.parse(now) - Date.parse(collectedAt) > oldest) {
      throw refuse('the journal is more than seven days old: its facts would be passed off as new');
    }
    for (const line of lines.slice(1)) {
      const step = parse(line);
      // The last line may be cut off by the interruption.
      if (typeof step?.key === 'string') steps.set(step.key, step as unknown as JournalStep);
    }
    // A line without an end would swallow the next one.
    if (lines.at(-1) !== '') appendFileSync(path, '\n');
  } else {
    writeFileSync(path, `${JSON.stringify({ schema, collectedAt, of })}\n`, { mode: 0o600, flag: 'wx' });
  }
  return {
    collectedAt,
    step: (key) => steps.get(key),
    write: (key, step) => appendFileSync(path, `${JSON.stringify({ key, ...step })}\n`),
    discard: () => rmSync(path, { force: true }),
  };
};
