/** How a file of the user came to count: a pull request can bring one that is found by itself, and cannot change a flag. */
export type FoundBy =
  /** `--config`, `--exceptions`. */
  | 'flag'
  /** By its name, in the working directory. */
  | 'working-directory'
  /** In the commit that `--base-ref` names. */
  | 'base-ref'
  /** Part of the sample estate. */
  | 'sample';

/** A file of the user that decides what a run says. */
export interface FileInForce {
  readonly role: 'configuration' | 'exceptions';
  /** Relative to the working directory, with forward slashes. */
  readonly path: string;
  /** SHA-256 (hex) of its bytes. */
  readonly sha256: string;
  readonly foundBy: FoundBy;
}

/** What an own value means for what is found: `either` where that depends on the estate, so that it may hide something. */
export type Effect = 'looser' | 'either' | 'stricter';

/** One value of the configuration that is not the default. */
export interface Deviation {
  /** As the file has it: `thresholds.secretAgeDays`, `rules.no-owner`. */
  readonly key: string;
  /** What it is about: what a reader looks for. */
  readonly kind:
    | 'rule-off'
    | 'severity'
    | 'threshold'
    | 'exceptions'
    | 'gate'
    | 'names'
    | 'trusted-scopes'
    | 'owners'
    | 'environments'
    | 'weights';
  /** As JSON. */
  readonly value: string;
  /** The default, as JSON. */
  readonly standard: string;
  readonly effect: Effect;
}

/** Under which rules a run judged: every report names it. */
export interface InForce {
  /** Configuration first. */
  readonly files: readonly FileInForce[];
  /** In the order of the configuration. Empty: the defaults. */
  readonly deviations: readonly Deviation[];
  /**
   * A configuration that nobody named and that may hide something counts as a finding of severity high: `open`, or `allowed` by
   * `--allow-loosened-config`. `no`: there is none.
   */
  readonly loosenedUnasked: 'no' | 'open' | 'allowed';
}

/** Severity of a configuration that was found by itself and loosens. */
export const loosenedSeverity = 'high';

/** Whether a value may let something pass that the defaults would tell. */
export const loosens = ({ effect }: Pick<Deviation, 'effect'>): boolean => effect !== 'stricter';
