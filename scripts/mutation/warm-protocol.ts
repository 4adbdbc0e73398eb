/** What Stryker's side (./warm-runner.ts) and the tests' side (./warm-tests.ts) say to each other. */
export const channelName = 'nhi-audit: mutation';

/** Environment of the tests' side: files as JSON. */
export const filesVariable = 'NHI_AUDIT_MUTATION_FILES';

export interface MutantCommand {
  readonly kind: 'mutant';
  readonly mutant: string;
  /** Ids; all if absent. */
  readonly tests?: readonly string[] | undefined;
  /** Runs when its file is loaded, and not only when a test runs. */
  readonly isStatic: boolean;
  /** So often the change may run before it counts as endless. */
  readonly hitLimit?: number | undefined;
}

export type Command = { readonly kind: 'dry' } | MutantCommand | { readonly kind: 'end' };

/** As Stryker's `MutantRunResult`. */
export type Outcome =
  | {
      readonly status: 'killed';
      readonly killedBy: readonly string[];
      readonly failureMessage: string;
      readonly nrOfTests: number;
    }
  | { readonly status: 'survived'; readonly nrOfTests: number }
  | { readonly status: 'timeout' }
  | { readonly status: 'error'; readonly errorMessage: string };

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly says: string }
  | {
      readonly kind: 'dry';
      readonly results: readonly {
        readonly id: string;
        readonly timeSpentMs: number;
        readonly failure: string | undefined;
      }[];
      /** As Stryker's instrumented code keeps it. */
      readonly coverage: unknown;
    }
  | { readonly kind: 'mutant'; readonly outcome: Outcome };
