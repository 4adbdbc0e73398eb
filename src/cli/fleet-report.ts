import type { FleetEstate } from '../fleet/estate.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import { InputError } from '../model/input-error.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { Context } from './context.ts';
import { openExceptions } from './exceptions-options.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { FleetOptions } from './fleet-world.ts';
import { openScanHistory } from './history-options.ts';
import { checkReportOptions, type ReportOptions, report } from './report-options.ts';

export interface FleetReportOptions extends FleetOptions, ReportOptions {
  readonly exceptions?: string;
  readonly snapshot?: string;
  readonly notify?: string;
  readonly parts?: number | true;
}

/** The estate of the fleet, judged; with `--snapshot` what was read is kept as well, which gates and baselines start from. */
const judgedEstate = async (
  { sources }: FleetEstate,
  { snapshot }: FleetReportOptions,
  settings: Settings,
  entries: readonly ExceptionEntry[] | undefined,
  context: Context,
): Promise<AuditResult> => {
  const { audit, auditSources } = await import('../pipeline/audit.ts');
  if (snapshot === undefined) return auditSources(sources, settings, { entries });
  const { keepSnapshot } = await import('./snapshot-target.ts');
  const { gather } = await import('../pipeline/facts.ts');
  const facts = await gather(sources);
  keepSnapshot(snapshot, facts, context);
  return audit(facts, settings, entries);
};

/** All targets as one estate, in this process. */
const resultOfAll = async (
  options: FleetReportOptions,
  settings: Settings,
  entries: readonly ExceptionEntry[] | undefined,
  context: Context,
): Promise<{ readonly result: AuditResult; readonly stale: ReadonlySet<string> }> => {
  const { noteAges, withFleet } = await import('./fleet-world.ts');
  const { takeDeadLetters } = await import('../fleet/queue.ts');
  const { targetStates } = await import('../fleet/targets.ts');
  const { fleetEstate } = await import('../fleet/estate.ts');
  const { withFolder } = await import('../fleet/temporary.ts');
  return withFolder((folder) =>
    withFleet(options, context, false, async (fleet) => {
      await takeDeadLetters(fleet.database);
      const estate = await fleetEstate(fleet, await targetStates(fleet.database), folder);
      noteAges(fleet, estate.ages);
      const result = await judgedEstate(estate, options, settings, entries, context);
      return { result, stale: estate.staleScopes() };
    }),
  );
};

/** The newest snapshot of each target as one estate: its reports, history, notices and verdict. */
export const fleetReport = async (options: FleetReportOptions, context: Context): Promise<ExitCode> => {
  const { parts } = options;
  if (parts !== undefined && options.snapshot !== undefined)
    throw new InputError(
      'a snapshot of all facts needs them in one process',
      '--snapshot',
      'Leave --parts out: docs/fleet.md says what --parts can.',
    );
  const { reportInParts, resultOfParts, wantsLines } = await import('./fleet-parts.ts');
  if (parts !== undefined && wantsLines({ ...options, parts }))
    return reportInParts({ ...options, parts }, context);
  const { configArguments, loadSettings } = await import('./settings-file.ts');
  const { ruleIds } = await import('../pipeline/audit.ts');
  const { notifyOptions } = await import('./notify.ts');
  const { openEarlier } = await import('./compare-with.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const exceptions = await openExceptions(options, context, ruleIds);
  const { entries } = exceptions;
  await checkReportOptions(options);
  const notify = await notifyOptions(options, loaded, context);
  const earlier = await openEarlier(options, loaded.settings, entries, context);
  if (options.snapshot !== undefined) {
    const { checkSnapshotTarget } = await import('./snapshot-target.ts');
    checkSnapshotTarget(options.snapshot);
  }
  const history = await openScanHistory(options, context);
  const found =
    parts === undefined
      ? await resultOfAll(options, loaded.settings, entries, context)
      : await resultOfParts({ ...options, parts }, loaded.settings, entries, context);
  if (found === undefined) return exitCodes.notEvaluated;
  const { result, stale } = found;
  const { namedInForce } = await import('../pipeline/in-force.ts');
  const inForce = namedInForce(loaded, exceptions.files, options.allowLoosenedConfig);
  const told = await history.add({ ...result, ...earlier, inForce }, (scope) => stale.has(scope));
  const code = await report(
    told,
    options,
    [...configArguments(options.config), ...exceptions.arguments],
    [],
    context,
  );
  const ended = history.end(code, told);
  if (notify === undefined) return ended;
  const { notifyOfScan } = await import('./notify.ts');
  const isTold = await notifyOfScan(
    notify,
    result,
    { settings: loaded.settings, entries, history: options.history },
    context,
  );
  return isTold ? ended : exitCodes.notEvaluated;
};
