import type { LivingChange } from './living.ts';

/** What is taken of Stryker's report: https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
export interface MutationReport {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>
  >;
}

interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly location: {
    /** From 1; columns too. */
    readonly start: { readonly line: number; readonly column: number };
  };
}

export interface Survivor {
  readonly file: string;
  /** From 1. */
  readonly lineNumber: number;
  /** Without the white space around it. */
  readonly line: string;
  readonly mutator: string;
  readonly replacement: string;
  /** No test of the room runs the line at all. */
  readonly isCovered: boolean;
}

export interface MutationScore {
  /** Changes that there are, and how many of them were tried: all, or a sample. */
  readonly population: number;
  readonly tried: number;
  readonly killed: number;
  /** Living on purpose, with a reason. */
  readonly listed: number;
  /** Living, and not listed. */
  readonly survivors: readonly Survivor[];
  /** Killed, in percent of all that were tried but those that live on purpose. */
  readonly percent: number;
  /** Where `percent` would be with 95 % certainty if all were tried; the same number twice if they were. */
  readonly interval: readonly [number, number];
  /** Listed, and nothing that lives is like it: the list is out of date. */
  readonly outdated: readonly LivingChange[];
}

const noticed = new Set(['Killed', 'Timeout']);
const lived = new Set(['Survived', 'NoCoverage']);
/** What the checker of sampling says of a change that it did not draw; `CompileError` is Stryker's word for it. */
export const notDrawn = 'not drawn';

/** 97.5th percentile of the normal distribution. */
const z = 1.959964;

/** Wilson's interval for a share, in percent: https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval */
export const wilsonInterval = (hits: number, tries: number): readonly [number, number] => {
  if (tries === 0) return [0, 100];
  const share = hits / tries;
  const middle = share + z ** 2 / (2 * tries);
  const half = z * Math.sqrt((share * (1 - share)) / tries + z ** 2 / (4 * tries ** 2));
  const whole = 1 + z ** 2 / tries;
  return [(100 * (middle - half)) / whole, (100 * (middle + half)) / whole];
};

const isSame = (survivor: Survivor, listed: LivingChange): boolean =>
  survivor.file === listed.file &&
  survivor.line === listed.line &&
  (listed.replacement === undefined || survivor.replacement === listed.replacement);

/** Mutants that do not run at all count neither way. */
export const scoreOf = (report: MutationReport, livingOnPurpose: readonly LivingChange[]): MutationScore => {
  const all = Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map(({ mutatorName, replacement = '', status, statusReason, location }) => ({
      status,
      isDrawn: statusReason !== notDrawn,
      survivor: {
        file,
        lineNumber: location.start.line,
        line: lines[location.start.line - 1]!.trim(),
        mutator: mutatorName,
        replacement,
        isCovered: status !== 'NoCoverage',
      },
    }));
  });
  const killed = all.filter(({ status }) => noticed.has(status)).length;
  const living = all.filter(({ status }) => lived.has(status)).map(({ survivor }) => survivor);
  const survivors = living.filter((each) => !livingOnPurpose.some((listed) => isSame(each, listed)));
  const judged = killed + survivors.length;
  const percent = judged === 0 ? 100 : (100 * killed) / judged;
  const tried = killed + living.length;
  const left = all.filter(({ isDrawn }) => !isDrawn);
  // Of what was not drawn nobody knows whether it lives.
  const maybeLiving = [...living, ...left.map(({ survivor }) => survivor)];
  return {
    population: tried + left.length,
    tried,
    killed,
    listed: living.length - survivors.length,
    survivors,
    percent,
    interval: left.length === 0 ? [percent, percent] : wilsonInterval(killed, judged),
    outdated: livingOnPurpose.filter(
      (listed) => listed.file in report.files && !maybeLiving.some((survivor) => isSame(survivor, listed)),
    ),
  };
};
