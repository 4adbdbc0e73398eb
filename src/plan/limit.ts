import { type IdentityType, none } from './identity-reader.ts';
import type { Values } from './planned-resource.ts';

/** What it is called and says of itself limits nobody. */
const words: ReadonlySet<string> = new Set([
  'annotations',
  'description',
  'display_name',
  'etag',
  'labels',
  'timeouts',
  'update_time',
]);

const meant = (values: Values): string =>
  JSON.stringify(Object.entries(values).filter(([key]) => !words.has(key)));

/**
 * Something that keeps others from what they hold and is not compared by what it says: nobody can tell what follows where it
 * changes or goes.
 * @param what it no longer does: `what the deny policy no longer denies`
 */
export const limitType = (gives: string, what: string): IdentityType => {
  const told = (why: string) => ({ facts: [], unknown: [{ what, why, privileged: true }] });
  return {
    gives: `${gives}: \`indeterminate\` when it changes or goes`,
    read: ({ before }, values) =>
      before === undefined || meant(before) === meant(values)
        ? none
        : told('it changes, and what it keeps from whom is not compared'),
    absent: ({ before, after }) =>
      before === undefined || after !== undefined
        ? none
        : told('it goes, and what it held back may be allowed elsewhere'),
  };
};
