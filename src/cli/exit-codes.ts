/** What a run ends with. Documented in README.md; scripts rely on it. */
export const exitCodes = {
  /** The command did what was asked; with `--fail-on`, nothing at or above that severity is open. */
  pass: 0,
  /** `--fail-on`: there is at least one open finding at or above the severity. */
  policyFailure: 1,
  /** A flag, a file or the configuration is wrong: the message says which and what to do. */
  usage: 2,
  /** Nothing could be read from any source, or the tool itself failed: no verdict. */
  notEvaluated: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
