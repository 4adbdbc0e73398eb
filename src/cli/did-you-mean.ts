import { nearest } from '../model/nearest.ts';

/** `; did you mean "expires"?` where a known word is near, else nothing. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const [near] = nearest(word, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
};
