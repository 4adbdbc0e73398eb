import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Joined } from '../fleet/parts/join.ts';
import type { AnalysedParts } from '../fleet/parts/report.ts';
import type { Fleet } from '../fleet/world.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import { severities, severityRank } from '../model/finding.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { flagsOf } from './filter-options.ts';
import { type FleetOptions, noteAges, withFleet } from './fleet-world.ts';
import { checkReportOptions, noteLoosened, type ReportOptions } from './report-options.ts';
import { loadSettings } from './settings-file.ts';

/** Facts of a part, where nobody says how many: some 50,000 identities. */
const usualPart = 200_000;

export interface PartsReportOptions extends FleetOptions, ReportOptions {
  readonly parts: number | true;
  readonly exceptions?: string;
  readonly snapshot?: string;
  readonly notify?: string;
}

/**
 * Whether nothing is wanted but report.json, which is joined line by line: `--out-formats json`, or `--format json` without a folder.
 * All else is made of the whole result.
 */
export const wantsLines = (options: PartsReportOptions): boolean => {
  const { exceptions, history, notify, snapshot, compareWith, lake, metrics, baseline } = options;
  const { outFormats, out, format } = options;
  const more = [exceptions, history, notify, snapshot, compareWith, lake, metrics, baseline];
  if (more.some((given) => given !== undefined) || flagsOf(options).length > 0) return false;
  return out === undefined
    ? format === 'json'
    : outFormats?.every((id) => id === 'json') === true && (format === 'json' || format === 'terminal');
};

/** The targets of a fleet, analysed in parts. */
const analysed = async (
  fleet: Fleet,
  { parts }: PartsReportOptions,
  settings: Settings,
  folder: string,
  more: { readonly signal: AbortSignal; readonly whole: boolean },
): Promise<AnalysedParts> => {
  const { newestFacts } = await import('../fleet/estate.ts');
  const { analyseParts } = await import('../fleet/parts/report.ts');
  const { takeDeadLetters } = await import('../fleet/queue.ts');
  const { targetStates } = await import('../fleet/targets.ts');
  await takeDeadLetters(fleet.database);
  const facts = await newestFacts(fleet, await targetStates(fleet.database), folder);
  noteAges(
    fleet,
    facts.targets.map(({ age }) => age),
  );
  return analyseParts(fleet, facts, folder, {
    most: parts === true ? usualPart : parts,
    settings,
    ...more,
  });
};

/** Parts as the result that they are parts of. `undefined`: it was told to end. */
export const resultOfParts = async (
  options: PartsReportOptions,
  settings: Settings,
  entries: readonly ExceptionEntry[] | undefined,
  context: Context,
): Promise<{ readonly result: AuditResult; readonly stale: ReadonlySet<string> } | undefined> => {
  const { readHandOver } = await import('../fleet/parts/hand-over.ts');
  const { joinedResult } = await import('../fleet/parts/joined-result.ts');
  const { withFolder } = await import('../fleet/temporary.ts');
  return untilEnded(context, (signal) =>
    withFolder(async (folder) => {
      const { paths, stale } = await withFleet(options, context, true, (fleet) =>
        analysed(fleet, options, settings, folder, { signal, whole: true }),
      );
      return { result: joinedResult(paths.map(readHandOver), settings, entries), stale };
    }),
  );
};

/** What was told to end gives nothing, and says so. */
const untilEnded = async <Result>(
  context: Context,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> => {
  const signal = context.interrupts?.() ?? new AbortController().signal;
  try {
    return await run(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    context.note('nhi-audit: told to end before all parts were analysed: there is no report');
    return undefined;
  }
};

const chunk = 1024 * 1024;

function* piecesOf(path: string): Generator<Uint8Array> {
  const handle = openSync(path, 'r');
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(chunk);
      const length = readSync(handle, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}

const summaryOf = ({ identities, coverage, open }: Joined, parts: number): string => {
  const counts = severities.map((severity) => `${open.get(severity) ?? 0} ${severity}`).toReversed();
  const gaps = Object.entries(coverage).reduce(
    (sum, [status, many]) => sum + (status === 'complete' ? 0 : many),
    0,
  );
  return `${identities} identities in ${parts} ${parts === 1 ? 'part' : 'parts'}. Open: ${counts.join(', ')}. Sources not read in full: ${gaps}.\n`;
};

/** report.json of parts that no trust joins, each analysed by itself. */
export const reportInParts = async (options: PartsReportOptions, context: Context): Promise<ExitCode> => {
  await checkReportOptions(options);
  return (await untilEnded(context, (signal) => report(options, context, signal))) ?? exitCodes.notEvaluated;
};

const report = async (
  options: PartsReportOptions,
  context: Context,
  signal: AbortSignal,
): Promise<ExitCode> => {
  const { ruleIds } = await import('../pipeline/audit.ts');
  const { rules } = await import('../../rules/index.ts');
  const { inPieces } = await import('../../reports/pieces.ts');
  const { joinedReport } = await import('../fleet/parts/join.ts');
  const { withFolder } = await import('../fleet/temporary.ts');
  const { namedInForce } = await import('../pipeline/in-force.ts');
  const { tool } = await import('../version.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const inForce = namedInForce(loaded, [], options.allowLoosenedConfig);
  return withFolder(async (folder) => {
    const { paths, clock, parts } = await withFleet(options, context, true, (fleet) =>
      analysed(fleet, options, loaded.settings, folder, { signal, whole: false }),
    );
    const { document, read } = joinedReport(
      paths,
      { tool, settings: loaded.settings, inForce, collectedAt: clock.time, clock },
      rules,
    );
    const path = join(folder, 'report.json');
    const handle = openSync(path, 'wx', 0o600);
    for (const piece of inPieces(() => document)) writeSync(handle, piece);
    closeSync(handle);
    const joined = read();
    await context.write(options.format === 'json' ? piecesOf(path) : [summaryOf(joined, parts)]);
    if (options.out !== undefined) {
      const { writeReportFolder } = await import('./report-folder.ts');
      const { reportFileNames } = await import('../../reports/formats.ts');
      writeReportFolder(options.out, [{ name: 'report.json', text: piecesOf(path) }], {
        mayHold: reportFileNames,
      });
      context.note(`nhi-audit: reports written to ${options.out}`);
    }
    return codeOf(joined, options, { inForce }, context);
  });
};

/** As of a report of one process. */
const codeOf = async (
  { identities, open, empty }: Joined,
  { failOn }: PartsReportOptions,
  result: Parameters<typeof noteLoosened>[0],
  context: Context,
): Promise<ExitCode> => {
  await noteLoosened(result, context);
  if (identities === 0) {
    context.note('nhi-audit: nothing could be read from any source, so there is no verdict');
    return exitCodes.notEvaluated;
  }
  if (failOn === undefined) return exitCodes.pass;
  if (context.isCi && result.inForce?.loosenedUnasked === 'open') return exitCodes.policyFailure;
  const failing = [...open].reduce(
    (sum, [severity, many]) => sum + (severityRank(severity) >= severityRank(failOn) ? many : 0),
    0,
  );
  if (failing > 0) {
    context.note(`nhi-audit: ${failing} open findings of severity ${failOn} or above (--fail-on)`);
    return exitCodes.policyFailure;
  }
  if (empty.length === 0) return exitCodes.pass;
  context.note(`nhi-audit: no verdict (--fail-on): no identity was found in ${empty.join(', ')}`);
  return exitCodes.notEvaluated;
};
