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
  readonly location: {
    /** From 1; columns too. */
    readonly start: { readonly line: number; readonly column: number };
  };
}

/** A change that no test needs to notice. */
export interface IntendedSurvivor {
  /** From the project's root. */
  readonly file: string;
  /** The line that is changed, without the white space around it. */
  readonly line: string;
  readonly replacement: string;
  readonly reason: string;
}

export interface Survivor {
  readonly file: string;
  /** From 1. */
  readonly lineNumber: number;
  readonly line: string;
  readonly mutator: string;
  readonly replacement: string;
  /** No test of the room runs the line at all. */
  readonly isCovered: boolean;
}

export interface MutationScore {
  readonly total: number;
  readonly killed: number;
  /** Killed, in percent of all but those that live on purpose. */
  readonly percent: number;
  readonly survivors: readonly Survivor[];
  /** Listed, and nothing that lives is like it: the list is out of date. */
  readonly outdated: readonly IntendedSurvivor[];
}

const noticed = new Set(['Killed', 'Timeout']);
const lived = new Set(['Survived', 'NoCoverage']);

const isSame = (survivor: Survivor, intended: IntendedSurvivor): boolean =>
  survivor.file === intended.file &&
  survivor.line === intended.line &&
  survivor.replacement === intended.replacement;

/** Mutants that do not compile or were left out count neither way. */
export const scoreOf = (
  report: MutationReport,
  intendedSurvivors: readonly IntendedSurvivor[],
): MutationScore => {
  const all = Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map(({ mutatorName, replacement = '', status, location }) => ({
      status,
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
  const survivors = living.filter((each) => !intendedSurvivors.some((intended) => isSame(each, intended)));
  const judged = killed + survivors.length;
  return {
    total: killed + living.length,
    killed,
    percent: judged === 0 ? 100 : (100 * killed) / judged,
    survivors,
    outdated: intendedSurvivors.filter(
      (intended) => intended.file in report.files && !living.some((survivor) => isSame(survivor, intended)),
    ),
  };
};
