import { InvalidArgumentError } from 'commander';
import type { HistoryStore } from '../history/store.ts';
import type { HistoryTarget } from '../history/target.ts';
import { InputError } from '../model/input-error.ts';
import type { AuditResult } from '../model/report.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** Days, or what the deadlines of the configuration say. */
export type AgeLimit = number | 'overdue';

export const ageLimit = (value: string): AgeLimit => {
  if (value === 'overdue') return value;
  const [, days] = /^(\d{1,5})d?$/.exec(value) ?? [];
  if (days === undefined) throw new InvalidArgumentError('Give days, for instance 30d, or overdue.');
  return Number(days);
};

interface HistoryOptions {
  readonly history?: string;
  readonly failOnAge?: AgeLimit;
}

/** A scan's way into a history, from before anything is read until after everything is reported. */
export interface ScanHistoryEdge {
  /** The result with what the history says of it. A failure is told, and keeps nobody from the report. */
  readonly add: (result: AuditResult, isStale?: (scope: string) => boolean) => Promise<AuditResult>;
  /** What the run ends with, after all is reported. */
  readonly end: (code: ExitCode, result: AuditResult) => ExitCode;
}

const withoutHistory: ScanHistoryEdge = { add: async (result) => result, end: (code) => code };

const tooOld = ({ history }: AuditResult, limit: AgeLimit): number =>
  [...(history?.findings.values() ?? [])].filter(
    ({ state, age, overdue }) => state !== 'accepted' && (limit === 'overdue' ? overdue : age > limit),
  ).length;

const openedStore = async (
  target: HistoryTarget,
  fail: (error: unknown) => Promise<void>,
  context: Context,
): Promise<HistoryStore | undefined> => {
  const { openHistory } = await loadHistory();
  try {
    const store = await openHistory(target, true);
    if (store.copy !== undefined)
      context.note(`nhi-audit: the history before its update is kept as ${store.copy}`);
    return store;
  } catch (error) {
    if (error instanceof InputError) throw error;
    await fail(error);
    return undefined;
  }
};

const day = 86_400_000;

/** Until its time it would be the newest, whatever comes. */
const noteAhead = (collectedAt: string, { now, note }: Context): void => {
  const ahead = Date.parse(collectedAt) - now().getTime();
  if (ahead > day)
    note(
      `nhi-audit: this scan is of ${collectedAt}, ${Math.floor(ahead / day)} days ahead of the clock here: until then it is the newest of the history; if a clock was wrong, nhi-audit history remove takes it out`,
    );
};

/** The query builder and the drivers are loaded by whoever asks for a history. */
export const loadHistory = async (): Promise<typeof import('../history/store.ts')> => {
  const { loadOptional } = await import('../collection/optional-packages.ts');
  return loadOptional('a history', () => import('../history/store.ts'));
};

/**
 * Opens the history that a scan is to be added to, before anything is collected: what is wrong with its name is told at once, and a
 * database that cannot be reached now is no reason to collect nothing.
 * @throws InputError
 */
export const openScanHistory = async (
  options: HistoryOptions,
  context: Context,
): Promise<ScanHistoryEdge> => {
  if (options.history === undefined) return withoutHistory;
  const { historyTarget } = await import('../history/target.ts');
  const target = historyTarget(options.history);
  let failed = false;
  const fail = async (error: unknown): Promise<void> => {
    failed = true;
    const { failureWords } = await loadHistory();
    context.note(`nhi-audit: the scan is not in the history ${target.shown}: ${failureWords(error, target)}`);
  };
  const store = await openedStore(target, fail, context);
  return {
    add: async (result, isStale) => {
      if (store === undefined) return result;
      const { addToHistory } = await import('../pipeline/history.ts');
      try {
        noteAhead(result.estate.collectedAt, context);
        const added = await addToHistory(store, result, isStale).finally(() => store.engine.close());
        if (added === undefined)
          context.note('nhi-audit: nothing could be read, so nothing is added to the history');
        return added ?? result;
      } catch (error) {
        await fail(error);
        return result;
      }
    },
    end: (code, result) => {
      if (code !== exitCodes.pass) return code;
      // The report was written; whoever counts on the history is told by the exit code.
      if (failed) return exitCodes.notEvaluated;
      if (options.failOnAge === undefined) return code;
      const old = tooOld(result, options.failOnAge);
      if (old === 0) return code;
      const limit =
        options.failOnAge === 'overdue'
          ? 'past their deadline'
          : `open for more than ${options.failOnAge} days`;
      context.note(`nhi-audit: ${old} findings ${limit} (--fail-on-age)`);
      return exitCodes.policyFailure;
    },
  };
};
