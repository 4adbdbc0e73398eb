import { redactName } from '../pipeline/redaction.ts';

const longest = 1000;

/** What failed, in words that may be kept: errors of others may quote what they were given. */
export const redactedFailure = (error: unknown): string => {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return redactName(message.slice(0, longest).replace(/\s+/g, ' ')).trim() || 'it failed without a word';
};
