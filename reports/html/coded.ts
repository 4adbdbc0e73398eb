import { byText } from '../../src/model/by-text.ts';
import type { Coded } from './page-data.ts';

/** Words by their number, in alphabetical order, so that the same rows give the same bytes however they came. */
export const coded = (words: readonly string[]): Coded => {
  const values = [...new Set(words)].sort(byText);
  const places = new Map(values.map((value, place) => [value, place]));
  return { values, of: words.map((word) => places.get(word)!) };
};
