import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector, FolderKind } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { fileHead } from '../exports/file-head.ts';
import { type OnRead, openSourceFile } from '../exports/source-file.ts';
import { holdsFolder } from '../files/plain-folder.ts';
import type { FileKind } from '../model/connector.ts';
import { InputError } from '../model/input-error.ts';
import { isoTime } from '../model/time.ts';
import { openSnapshot, type RecordSchemas, recognisesSnapshot } from '../snapshot/read.ts';
import { datesIn } from './dates.ts';
import type { Source } from './facts.ts';
import { logFolderSource } from './log-folder.ts';
import { nearestKind } from './nearest-kind.ts';

const kinds: readonly { readonly connector: Connector; readonly kind: FileKind }[] = connectors.flatMap(
  (connector) => (connector.files ?? []).map((kind) => ({ connector, kind })),
);
const folders: readonly FolderKind[] = connectors.flatMap(({ folder }) => folder ?? []);

/** What a snapshot may hold: record kind to the schema of its `data`, of every provider. */
export const recordSchemas = async (): Promise<RecordSchemas> => {
  const tables = await Promise.all(connectors.flatMap(({ records }) => records?.() ?? []));
  return Object.fromEntries(
    tables.flatMap((table) => Object.entries(table).map(([kind, { schema }]) => [kind, schema])),
  );
};

const openSnapshotFile = (path: string, onRead?: OnRead): Source => {
  const file = openSourceFile(path, onRead);
  const { header } = openSnapshot(file, {});
  let completedAt: string | undefined;
  return {
    collectedAt: header.collectedAt,
    clock: header.clock,
    entries: async () => {
      const { entries } = openSnapshot(file, await recordSchemas());
      return (function* () {
        ({ completedAt } = yield* entries());
      })();
    },
    completedAt: () => completedAt,
  };
};

const leadsToFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    // What is wrong with it is said where it is read as a file.
    return false;
  }
};

/** Last change of what is read there. ISO 8601, UTC. */
const modifiedAt = (place: string, files: RegExp): string => {
  const times = readdirSync(place)
    .filter((name) => files.test(name))
    .map((name) => lstatSync(join(place, name)).mtimeMs);
  return isoTime(times.reduce((a, b) => Math.max(a, b), 0))!;
};

const folderSource = (path: string, onRead?: OnRead): Source => {
  const kind = folders.find(({ marks }) => holdsFolder(path, marks));
  if (kind === undefined) {
    const logs = logFolderSource(path, onRead);
    if (logs !== undefined) return logs;
    throw new InputError(
      `the folder has no ${folders.map(({ marks }) => marks).join(', and no ')}, and no log of use that can be read`,
      path,
      `Name ${folders.map(({ wanted }) => wanted).join(', ')}, a folder of logs that are whole (docs/usage-logs.md), or a file.`,
    );
  }
  return {
    collectedAt: modifiedAt(join(path, kind.marks), kind.files),
    // Text that people wrote: no date in it says when something happened.
    exported: { newest: () => undefined },
    entries: async () => (await kind.load()).read(path),
  };
};

const openAny = (path: string, onRead?: OnRead): Source => {
  if (leadsToFolder(path)) return folderSource(path, onRead);
  const file = openSourceFile(path, onRead);
  if (recognisesSnapshot(file.head)) return openSnapshotFile(path, onRead);
  const head = fileHead(file.head);
  const found = kinds.find(({ kind }) => kind.recognises(head));
  if (found !== undefined) {
    const { connector, kind } = found;
    const dates = datesIn(path);
    return {
      collectedAt: file.modifiedAt,
      exported: { newest: dates.newest },
      entries: async () => {
        const { formats, happened } = await connector.interpretation();
        return dates.watch(formats.find(({ id }) => id === kind.id)!.read(file, dates.seen), happened);
      },
    };
  }
  const near = nearestKind(
    head,
    kinds.map(({ kind }) => kind),
    // In whatever encoding and packed or not, a shorter head is all of it.
    Buffer.byteLength(file.head) < 32 * 1024,
  );
  if (near !== undefined) throw new InputError(near.says, path, near.remedy);
  const titles = [...folders.map(({ title }) => title), ...kinds.map(({ kind }) => kind.title)];
  throw new InputError(
    'the file is of no kind that nhi-audit reads',
    path,
    `Give one of these:\n  - a snapshot: nhi-audit collect${titles.map((title) => `\n  - ${title}`).join('')}`,
  );
};

/** A snapshot made by `nhi-audit collect` or `scan --snapshot`, and nothing else. */
export const snapshotSource = (path: string): Source => openSnapshotFile(path);

/**
 * A snapshot or a provider's export, told by its content, or a folder of a kind that a provider knows. A snapshot brings its
 * own time. An export has none: the time of the file's last change stands for it.
 * @throws InputError naming the file and what would be recognised
 */
export const fileSource = (path: string): Source => openAny(path);

/** The same two, for whoever waits: `onRead` is told of every piece that is read. */
export const watchedSources = { fileSource: openAny, snapshotSource: openSnapshotFile } as const;
