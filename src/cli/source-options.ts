import { lstatSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Flag, Given, LiveSource } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { InputError } from '../model/input-error.ts';
import type { Settings } from '../model/settings.ts';
import type { Facts, Source } from '../pipeline/facts.ts';
import type { Context } from './context.ts';
import { timestamp } from './flags.ts';
import { addFlags, argumentsOf, isAsked, type LiveConnector, liveConnectors, nameOf } from './live-flags.ts';
import { readingProgress } from './reading-progress.ts';

/** Beside the flags of the connectors, which are theirs to read. */
export interface SourceOptions {
  readonly demo?: boolean;
  readonly collectedAt?: string;
  readonly verbose?: boolean;
  readonly liveAnswer?: number;
  readonly livePages?: number;
  readonly liveIdle?: number;
  readonly liveFirst?: number;
  readonly liveTime?: number;
}

/** What any provider's server may cost: past it a call is told as partial. The usual: `docs/limits.md`. */
const boundFlags: readonly Flag[] = [
  {
    flags: '--live-answer <mebibytes>',
    help: 'live: most that one answer may be (default: 128)',
    takes: 'count',
  },
  { flags: '--live-pages <count>', help: 'live: most pages of one list (default: 10000)', takes: 'count' },
  {
    flags: '--live-idle <seconds>',
    help: 'live: longest silence in an answer (default: 120)',
    takes: 'count',
  },
  {
    flags: '--live-first <seconds>',
    help: 'live: longest wait for the first answer, log-in included (default: 8)',
    takes: 'count',
  },
  {
    flags: '--live-time <minutes>',
    help: 'live: most time in all (default: 1440)',
    takes: 'count',
  },
];

export const addSourceOptions = (command: Command): Command => {
  command
    .optionsGroup('Sources:')
    .option('--demo', 'the bundled sample estate: no credentials, no network')
    .addOption(
      new Option(
        '--collected-at <time>',
        'when the files were exported (default: their last change)',
      ).argParser(timestamp),
    );
  for (const { live } of liveConnectors) addFlags(command, live.flags);
  return addFlags(command, boundFlags);
};

/** Names of all flags that say where a live estate is. */
export const liveFlagNames: readonly string[] = liveConnectors.flatMap(({ live }) => live.flags.map(nameOf));

/** Names of flags that say what reading a live estate may cost. */
export const boundFlagNames: readonly string[] = boundFlags.map(nameOf);

const isMissing = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) === undefined;

const noSource = (): InputError => {
  const starts = [
    ...connectors.flatMap(({ starts: own = [] }) => own),
    { what: 'the bundled sample estate:', command: 'nhi-audit scan --demo' },
  ];
  return new InputError(
    'nothing to scan was given',
    'the command line',
    `Do one of these:${starts.map(({ what, command }) => `\n  - ${what}\n            ${command}`).join('')}`,
  );
};

/** The connectors whose live estate is asked for. @throws InputError when flags say how to ask, and none says what */
const askedOf = (given: Given): readonly LiveConnector[] =>
  liveConnectors.filter(({ live }) => {
    if (isAsked(live, given)) return true;
    const { unasked } = live;
    if (unasked !== undefined && live.flags.some((flag) => given[nameOf(flag)] !== undefined)) {
      throw new InputError(unasked.says, unasked.where, unasked.remedy);
    }
    return false;
  });

/** Whether there is anything to read. */
export const hasSource = (files: readonly string[], options: SourceOptions): boolean =>
  files.length > 0 || options.demo === true || askedOf({ ...options }).length > 0;

export interface OpenSources {
  readonly sources: readonly Source[];
  /** For `gather`: what `--collected-at` or the demo says. */
  readonly collectedAt?: string;
  /** Whether a provider is asked now. */
  readonly isLive: boolean;
  /** Flags and files after which `nhi-audit explain <identity>` finds the same facts. */
  readonly sourceArguments: readonly string[];
  /** Call when all is read: clears the progress line, and says with --verbose how many calls were made. */
  readonly finish: () => void;
}

const callCounter = () => {
  const counts = new Map<string, number>();
  return {
    count: (operation: string): void => {
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    },
    lines: (): readonly string[] => {
      const total = [...counts.values()].reduce((a, b) => a + b, 0);
      const each = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      return [
        `${total} calls in all`,
        ...each.map(([operation, n]) => `  ${String(n).padStart(6)}  ${operation}`),
      ];
    },
  };
};

/** Where the line is shown that tells how far large files are read. */
type Watcher = Pick<Context, 'progress'>;

/**
 * Files beside other sources. A name that stands for nothing is a mistake of the command line, whatever stands beside it.
 * @param others how many more sources there are
 * @throws InputError
 */
export const openFiles = async (
  files: readonly string[],
  others: number,
  { progress }: Watcher,
  kind: 'fileSource' | 'snapshotSource' = 'fileSource',
): Promise<readonly Source[]> => {
  const { watchedSources } = await import('../pipeline/file-source.ts');
  const open = watchedSources[kind];
  const onRead = readingProgress(progress, files);
  const { tolerantSources } = await import('../pipeline/tolerant-sources.ts');
  for (const name of files) if (isMissing(name)) open(name, undefined);
  return tolerantSources(
    files.map((name) => ({ name, open: () => open(name, onRead) })),
    others,
  );
};

/** @throws InputError when there is no source, or a file is of no known kind */
export const openSources = async (
  files: readonly string[],
  options: SourceOptions,
  settings: Settings,
  context: Context,
): Promise<OpenSources> => {
  const given: Given = { ...options };
  const asked = askedOf(given);
  if (files.length === 0 && options.demo !== true && asked.length === 0) throw noSource();
  const others = options.demo === true || asked.length > 0 ? 1 : 0;
  context.begins?.();
  const sources: Source[] = [...(await openFiles(files, others, context))];
  const sourceArguments = [...files];
  const { collectedAt } = options;
  if (options.demo === true) {
    const { demoSources } = await import('../pipeline/demo.ts');
    sources.push(...(await demoSources()));
    sourceArguments.push('--demo');
  }
  const calls = callCounter();
  const opened: LiveSource[] = [];
  for (const { live } of asked) {
    const { liveSource } = await import('../pipeline/live-source.ts');
    const { boundsOf } = await import('../collection/bounds.ts');
    opened.push(
      await liveSource(live, given, {
        settings,
        now: context.now,
        bounds: boundsOf({
          answerMebibytes: options.liveAnswer,
          pages: options.livePages,
          idleSeconds: options.liveIdle,
          firstSeconds: options.liveFirst,
          minutes: options.liveTime,
        }),
        onProgress: ({ connector, scope, source, count }) =>
          context.progress(`${connector} ${scope}: ${source} ${count}`),
        onCall: calls.count,
        note: (line) => context.note(`nhi-audit: ${line}`),
      }),
    );
    sourceArguments.push(...argumentsOf(live.flags, given));
  }
  sources.push(...opened);
  if (collectedAt !== undefined) sourceArguments.push('--collected-at', collectedAt);
  return {
    sources,
    ...(collectedAt === undefined ? {} : { collectedAt }),
    isLive: asked.length > 0,
    sourceArguments,
    finish: () => {
      context.progress('');
      if (options.verbose !== true || asked.length === 0) return;
      const budgets = opened.flatMap((source) => source.budgets?.() ?? []);
      for (const line of [...calls.lines(), ...budgets]) context.note(`nhi-audit: ${line}`);
    },
  };
};

/** All that the sources say. @throws InputError as {@link openSources} does */
export const gatherFacts = async (...sourcesOf: Parameters<typeof openSources>): Promise<Facts> => {
  const { sources, collectedAt, finish } = await openSources(...sourcesOf);
  const { gather } = await import('../pipeline/facts.ts');
  const facts = await gather(sources, collectedAt);
  finish();
  return facts;
};
