/**
 * Something that the user gave is not usable: what, where, what to do. Ends in exit code 2, never in a stack trace.
 * A class, because callers tell it from faults of ours by `instanceof`.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** File, line or option. */
  readonly where: string;
  readonly remedy: string;

  constructor(what: string, where: string, remedy: string) {
    super(what);
    this.where = where;
    this.remedy = remedy;
  }
}
