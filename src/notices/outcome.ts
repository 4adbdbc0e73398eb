/** What came of one try. What is said names no address, and nothing that the other side wrote. */
export type Outcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly says: string;
      /** Whether another try in the same run may do better. */
      readonly again: 'soon' | 'later';
      /** Seconds that the target asks to wait. */
      readonly after?: number;
      /** It refuses this message; another one it may take. */
      readonly thisOne?: true;
    };

export const later = (says: string): Outcome => ({ ok: false, says, again: 'later' });
/** What a target does not take as it is, now or later. */
export const refused = (says: string): Outcome => ({ ok: false, says, again: 'later', thisOne: true });
export const soon = (says: string, after?: number): Outcome => ({
  ok: false,
  says,
  again: 'soon',
  ...(after === undefined ? {} : { after }),
});

/** Codes of errors, of Node, OpenSSL, undici and nodemailer: words of ours and theirs, never of the other side. */
const noAnswer = 'no answer in time';

const codeOf = (error: unknown): string => {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 5; depth++) {
    if ('code' in each && typeof each.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(each.code))
      return each.code;
    if (each instanceof AggregateError && each.errors.length > 0) each = each.errors[0];
    else if (each.name === 'TimeoutError') return noAnswer;
    else each = each.cause;
  }
  return 'the connection failed';
};

/** What came of a try that threw. One that took all its time is not made again in this run, which would take it again. */
export const failed = (error: unknown): Outcome => {
  const code = codeOf(error);
  return code === noAnswer || code === 'ETIMEDOUT' ? later(code) : soon(code);
};
