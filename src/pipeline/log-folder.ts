import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { fileHead } from '../exports/file-head.ts';
import { type OnRead, openSourceFile } from '../exports/source-file.ts';
import { explained } from '../files/file-faults.ts';
import type { FileFormat, FileKind, SourceFile } from '../model/connector.ts';
import type { Coverage } from '../model/coverage.ts';
import { unreadFile } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { isoTime } from '../model/time.ts';
import { joinUsage } from '../usage/join.ts';
import { datesIn } from './dates.ts';
import type { Source } from './facts.ts';

interface LogKind {
  readonly connector: Connector;
  readonly kind: FileKind;
}

const logKinds: readonly LogKind[] = connectors.flatMap((connector) =>
  (connector.files ?? []).flatMap((kind) => (kind.usage === true ? [{ connector, kind }] : [])),
);

/** AWSLogs/ORGANISATION/ACCOUNT/CloudTrail/REGION/YEAR/MONTH/DAY, and as many again above it. */
const deepest = 16;

/** Paths of plain files below it, in order; links are not followed. Folder by folder: nobody knows how many there are. */
function* filesBelow(folder: string, depth = 0): Generator<string> {
  let entries: ReturnType<typeof readFolder>;
  try {
    entries = readFolder(folder);
  } catch (error) {
    throw explained(error, folder);
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory()) {
      if (depth === deepest)
        throw new InputError('folders lie too deep in each other', path, 'Name the folder with the logs.');
      yield* filesBelow(path, depth + 1);
    }
  }
}
const readFolder = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));

const kindOf = (file: SourceFile): LogKind | undefined => {
  const head = fileHead(file.head);
  return logKinds.find(({ kind }) => kind.recognises(head));
};

/** Undefined: it is no log, or cannot be opened. */
const openLog = (
  path: string,
  onRead?: OnRead,
): { readonly file: SourceFile; readonly log: LogKind } | undefined => {
  try {
    const file = openSourceFile(path, onRead);
    const log = kindOf(file);
    return log === undefined ? undefined : { file, log };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
};

/** Entries that differ in nothing are told once, with how many there were. */
const gathered = () => {
  const known = new Map<string, { readonly entry: Coverage; count: number }>();
  return {
    add: (entry: Coverage): void => {
      const key = JSON.stringify([entry.connector, entry.scope, entry.source, entry.status, entry.detail]);
      const before = known.get(key);
      if (before === undefined) known.set(key, { entry, count: 1 });
      else before.count += 1;
    },
    *entries(): Generator<Coverage> {
      for (const { entry, count } of known.values())
        yield count === 1 ? entry : { ...entry, detail: `${entry.detail} (in ${count} files)` };
    },
  };
};

const mostDamaged = 3;

const leftAside = (folder: string, what: string): Coverage => ({
  connector: unreadFile,
  scope: '*',
  source: folder,
  status: 'skipped',
  detail: what,
  gives: [],
});

/**
 * A folder of logs of use: thousands of files, read one after the other and folded as they are read. Files of other kinds are left
 * aside and said; one that is damaged is a gap.
 * @returns undefined: there is no log in it
 */
export const logFolderSource = (folder: string, onRead?: OnRead): Source | undefined => {
  let isLog = false;
  let changed = 0;
  for (const path of filesBelow(folder)) {
    isLog ||= openLog(path) !== undefined;
    changed = Math.max(changed, lstatSync(path).mtimeMs);
  }
  if (!isLog) return undefined;
  const dates = datesIn(folder);
  const formatsOf = new Map<string, Awaited<ReturnType<Connector['interpretation']>>>();
  return {
    collectedAt: isoTime(changed)!,
    exported: { newest: dates.newest },
    entries: async () => {
      for (const { connector } of logKinds)
        if (!formatsOf.has(connector.id)) formatsOf.set(connector.id, await connector.interpretation());
      return readFolderOfLogs(folder, dates, onRead, ({ connector, kind }) => {
        const { formats, happened } = formatsOf.get(connector.id)!;
        return { format: formats.find(({ id }) => id === kind.id)!, happened };
      });
    },
  };
};

function* readFolderOfLogs(
  folder: string,
  dates: ReturnType<typeof datesIn>,
  onRead: OnRead | undefined,
  readerOf: (log: LogKind) => {
    readonly format: FileFormat;
    readonly happened: Readonly<Record<string, readonly string[]>> | undefined;
  },
): Generator<SnapshotRecord | Coverage> {
  const uses = joinUsage();
  const told = gathered();
  const damaged: string[] = [];
  let others = 0;
  for (const path of filesBelow(folder)) {
    const opened = openLog(path, onRead);
    if (opened === undefined) {
      others += 1;
      continue;
    }
    const { format, happened } = readerOf(opened.log);
    try {
      for (const entry of dates.watch(format.read(opened.file, dates.seen), happened)) {
        if (!('record' in entry)) told.add(entry);
        else if (!uses.take(entry)) yield entry;
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      damaged.push(`${error.message} (${error.where})`);
    }
  }
  yield* uses.records();
  yield* told.entries();
  if (others > 0)
    yield leftAside(folder, `${others} ${others === 1 ? 'file is' : 'files are'} no log of use, left aside`);
  if (damaged.length > 0) {
    const more = damaged.length > mostDamaged ? `; and ${damaged.length - mostDamaged} more` : '';
    yield {
      ...leftAside(folder, `${damaged.slice(0, mostDamaged).join('; ')}${more}`),
      status: 'partial',
      gives: ['service-use'],
    };
  }
}
