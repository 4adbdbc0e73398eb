/**
 * Patterns of actions: `*` stands for any run of characters, slashes included; letters are compared without regard to case.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
 */
import { fitsWildcards } from '../../../src/model/wildcard.ts';

/**
 * Whether everything that `pattern` stands for is matched by `by`: for an action it is whether the action is matched, for a
 * pattern whether all of it is, since only a star takes in a star. Both lower case. Linear but for the stars of `by`.
 */
export const isMatched = (pattern: string, by: string): boolean => fitsWildcards(by, pattern, '*');

/** Whether some action is matched by both. Lower case. As long as one times the other, where their beginnings and ends are alike. */
export const patternsMeet = (one: string, other: string): boolean => {
  if (!one.includes('*')) return isMatched(one, other);
  if (!other.includes('*')) return isMatched(other, one);
  // Most are told apart by what stands before the first star.
  const fixed = Math.min(one.indexOf('*'), other.indexOf('*'));
  if (one.slice(0, fixed) !== other.slice(0, fixed)) return false;
  // Which places of `other` can be reached once so much of `one` is used up.
  let places = new Uint8Array(other.length + 1);
  places[0] = 1;
  passStars(places, other);
  for (const character of one) {
    const next = new Uint8Array(other.length + 1);
    let reached = 0;
    for (let place = 0; place <= other.length; place += 1) {
      if (character === '*') {
        reached |= places[place]!;
        next[place] = reached;
      } else if (places[place] === 1) {
        if (other[place] === '*') next[place] = 1;
        else if (other[place] === character) next[place + 1] = 1;
      }
    }
    places = next;
    passStars(places, other);
  }
  return places[other.length] === 1;
};

/** A star may stand for nothing. */
const passStars = (places: Uint8Array, pattern: string): void => {
  for (let place = 0; place < pattern.length; place += 1)
    if (places[place] === 1 && pattern[place] === '*') places[place + 1] = 1;
};
