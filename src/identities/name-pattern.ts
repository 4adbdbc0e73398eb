import { fitsWildcards } from '../model/wildcard.ts';

/** Whether a name fits a pattern of the configuration: case does not count, `*` is any run of characters, `?` is one. */
export const fitsName = (pattern: string, name: string): boolean =>
  fitsWildcards(pattern.toLowerCase(), name.toLowerCase(), '*', '?');
