import { join, resolve } from 'node:path';
import { readWholeFile } from '../files/whole-file.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import type { GateResult } from '../model/gate.ts';
import { InputError } from '../model/input-error.ts';
import type { NotifySettings } from '../model/notify-schema.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { SharedKnown } from '../notices/deliver.ts';
import type { NoticeState } from '../notices/state.ts';
import { tool } from '../version.ts';
import type { Context } from './context.ts';
import { loadHistory } from './history-options.ts';
import type { GivenConfig, LoadedSettings } from './settings-file.ts';

/** Beside what is scanned, where no file says otherwise. */
export const usualSpool = '.nhi-audit-notices';

const largestFile = 1_048_576;

interface NotifyOptions {
  readonly config?: GivenConfig;
  readonly notify?: string;
}

/**
 * Whom to tell: from `--notify`, else from a configuration that `--config` names. One that was found by itself, which a pull
 * request may have brought, tells nobody, and that is said.
 * @throws InputError
 */
export const notifyOptions = async (
  { config, notify }: NotifyOptions,
  loaded: Pick<LoadedSettings, 'notify'>,
  context: Context,
): Promise<NotifySettings | undefined> => {
  if (notify !== undefined) {
    const file = readWholeFile(notify, { largest: largestFile, what: 'file of notices' });
    if (file === undefined)
      throw new InputError(
        'No such file',
        notify,
        'Check the path given with --notify; docs/notices.md has one.',
      );
    const { parseNotify } = await import('./settings-text.ts');
    return parseNotify(file.bytes.toString('utf8'), notify);
  }
  if (loaded.notify === undefined || typeof config === 'string') return loaded.notify;
  context.note(
    'nhi-audit: nobody is told: `notify` counts only in a file that --config or --notify names, and this one was found by itself',
  );
  return undefined;
};

const tell = async (
  settings: NotifySettings,
  before: NoticeState | undefined,
  after: NoticeState,
  context: Context,
  shared?: SharedKnown,
): Promise<void> => {
  const { tellChanges } = await import('../notices/deliver.ts');
  const { useProxy } = await import('../collection/proxy.ts');
  const undo = useProxy(process.env);
  const input = {
    settings,
    folder: resolve(context.workingDirectory, settings.spool ?? join('.', usualSpool)),
    environment: process.env,
    now: context.now,
    tool,
    note: context.note,
  };
  try {
    await tellChanges(before, after, input, shared);
  } finally {
    undo();
  }
};

/** The report stands whatever becomes of the notices: that they could not be kept is told, and is the exit code. */
const told = async (work: () => Promise<void>, context: Context): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.note(`nhi-audit: notices: ${error.message} (${error.where}). ${error.remedy}`);
    return false;
  }
};

interface Judged {
  readonly settings: Settings;
  readonly entries?: readonly ExceptionEntry[] | undefined;
  /** `--since`. */
  readonly since?: string | undefined;
  /** `--history`: what is known is kept there, for all machines that add to it. */
  readonly history?: string | undefined;
}

/** Tells by what a history knows. One that cannot be used tells nothing: the next run does. @returns whether it could be used */
const tellByHistory = async (
  history: string,
  result: AuditResult,
  tellWith: (shared: SharedKnown) => Promise<void>,
  context: Context,
): Promise<boolean> => {
  const { failureWords, openHistory } = await loadHistory();
  const { historyTarget } = await import('../history/target.ts');
  const { rootsOf, seriesOf, triedOf } = await import('../history/observation.ts');
  const { holdsDigest, lookForNotices } = await import('../history/notices.ts');
  const target = historyTarget(history);
  const collectedAt = new Date(result.estate.collectedAt).toISOString();
  try {
    const { engine } = await openHistory(target, true);
    const look = {
      series: seriesOf(result),
      collectedAt,
      roots: rootsOf(result),
      tried: triedOf(result),
    };
    await tellWith({
      look: (decide) =>
        lookForNotices(engine, look, (known, others) =>
          decide(known && { kinds: [...known.kinds], items: [...known.items] }, others),
        ),
      holds: (digest) => holdsDigest(engine, digest),
    }).finally(() => engine.close());
    return true;
  } catch (error) {
    if (error instanceof InputError) throw error;
    context.note(
      `nhi-audit: notices: the history ${target.shown} cannot be used: ${failureWords(error, target)}; the next run tells what this one could not`,
    );
    return false;
  }
};

/** The state of a snapshot, judged as the scan is. */
const stateOfSnapshot = async (
  path: string,
  { settings, entries }: Judged,
  context: Context,
): Promise<NoticeState> => {
  const { openFiles } = await import('./source-options.ts');
  const { gather } = await import('../pipeline/facts.ts');
  const { audit } = await import('../pipeline/audit.ts');
  const { noticeStateOf } = await import('../notices/state.ts');
  return noticeStateOf(
    audit(await gather(await openFiles([path], 0, context, 'snapshotSource')), settings, entries),
  );
};

/** @returns whether what changed is told, or kept to be told */
export const notifyOfScan = async (
  notify: NotifySettings,
  result: AuditResult,
  judged: Judged,
  context: Context,
): Promise<boolean> => {
  let isUsable = true;
  const isTold = await told(async () => {
    const { noticeStateOf } = await import('../notices/state.ts');
    const before =
      judged.since === undefined ? undefined : await stateOfSnapshot(judged.since, judged, context);
    const tellWith = (shared?: SharedKnown): Promise<void> =>
      tell(notify, before, noticeStateOf(result), context, shared);
    if (judged.history === undefined) await tellWith();
    else isUsable = await tellByHistory(judged.history, result, tellWith, context);
  }, context);
  return isTold && isUsable;
};

/** The same of a gate: that it fails is news whatever was before. */
export const notifyOfGate = (
  notify: NotifySettings,
  result: GateResult,
  context: Context,
): Promise<boolean> =>
  told(async () => {
    const { gateNoticeStateOf } = await import('../notices/state.ts');
    const after = gateNoticeStateOf(result, context.now().toISOString());
    await tell(notify, { ...after, items: [], kinds: ['gate-failed'] }, after, context);
  }, context);
