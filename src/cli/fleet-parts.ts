import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Joined } from '../fleet/parts/join.ts';
import { severities, severityRank } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { flagsOf } from './filter-options.ts';
import { type FleetOptions, withFleet } from './fleet-world.ts';
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

/** What needs all of the estate in one process. */
const wholeOnly: readonly (readonly [flag: string, isGiven: (options: PartsReportOptions) => boolean])[] = [
  ['--exceptions', ({ exceptions }) => exceptions !== undefined],
  ['--history', ({ history }) => history !== undefined],
  ['--notify', ({ notify }) => notify !== undefined],
  ['--snapshot', ({ snapshot }) => snapshot !== undefined],
  ['--compare-with', ({ compareWith }) => compareWith !== undefined],
  ['--lake', ({ lake }) => lake !== undefined],
  ['--metrics', ({ metrics }) => metrics !== undefined],
  ['--baseline', ({ baseline }) => baseline !== undefined],
  ['--out-formats', ({ outFormats }) => outFormats?.some((id) => id !== 'json') === true],
  ['--format', ({ format }) => format !== 'json' && format !== 'terminal'],
];

const checkParts = (options: PartsReportOptions): void => {
  const [flag = flagsOf(options)[0]] = wholeOnly.find(([, isGiven]) => isGiven(options)) ?? [];
  if (flag === undefined) return;
  throw new InputError(
    'this needs the whole estate in one process, and --parts gives report.json alone',
    flag,
    'Leave one of the two out: docs/fleet.md says what --parts can.',
  );
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

/** The report on parts that no trust joins, each analysed by itself. */
export const reportInParts = async (options: PartsReportOptions, context: Context): Promise<ExitCode> => {
  checkParts(options);
  await checkReportOptions(options);
  const signal = context.interrupts?.() ?? new AbortController().signal;
  try {
    return await report(options, context, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    context.note('nhi-audit: told to end before all parts were analysed: there is no report');
    return exitCodes.notEvaluated;
  }
};

const report = async (
  options: PartsReportOptions,
  context: Context,
  signal: AbortSignal,
): Promise<ExitCode> => {
  const { ruleIds } = await import('../pipeline/audit.ts');
  const { rules } = await import('../../rules/index.ts');
  const { inPieces } = await import('../../reports/pieces.ts');
  const { newestFacts } = await import('../fleet/estate.ts');
  const { joinedReport } = await import('../fleet/parts/join.ts');
  const { analyseParts } = await import('../fleet/parts/report.ts');
  const { takeDeadLetters } = await import('../fleet/queue.ts');
  const { targetStates } = await import('../fleet/targets.ts');
  const { withFolder } = await import('../fleet/temporary.ts');
  const { namedInForce } = await import('../pipeline/in-force.ts');
  const { tool } = await import('../version.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const inForce = namedInForce(loaded, [], options.allowLoosenedConfig);
  return withFolder(async (folder) => {
    const { paths, clock, parts } = await withFleet(options, context, true, async (fleet) => {
      await takeDeadLetters(fleet.database);
      const facts = await newestFacts(fleet, await targetStates(fleet.database), folder);
      return analyseParts(fleet, facts, folder, {
        most: options.parts === true ? usualPart : options.parts,
        settings: loaded.settings,
        signal,
      });
    });
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
