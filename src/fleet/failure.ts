import { redactName } from '../pipeline/redaction.ts';

const longest = 1000;

/** What failed, in words that may be kept: errors of others may quote what they were given, and a database takes no zero. */
export const redactedFailure = (error: unknown): string => {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const line = message.slice(0, longest).toWellFormed();
  return redactName(line.replace(/[\s\p{Control}]+/gu, ' ')).trim() || 'it failed without a word';
};
