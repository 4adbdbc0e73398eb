/**
 * Patterns of actions: `*` stands for any run of characters, slashes included; letters are compared without regard to case.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
 */

/**
 * Whether everything that `pattern` stands for is matched by `by`: for an action it is whether the action is matched, for a
 * pattern whether all of it is, since only a star takes in a star. Both lower case. Linear but for the stars of `by`.
 */
export const isMatched = (pattern: string, by: string): boolean => {
  let at = 0;
  let place = 0;
  let star = -1;
  let from = 0;
  while (at < pattern.length) {
    if (by[place] === '*') {
      star = place;
      from = at;
      place += 1;
    } else if (by[place] === pattern[at]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      place = star + 1;
      from += 1;
      at = from;
    } else return false;
  }
  while (by[place] === '*') place += 1;
  return place === by.length;
};

/** Whether some action is matched by both. Lower case. */
export const patternsMeet = (one: string, other: string): boolean => {
  // Which places of `other` can be reached once so much of `one` is used up.
  let places = closure(new Set([0]), other);
  for (const character of one) {
    const next = new Set<number>();
    for (const place of places) {
      if (character === '*') {
        for (let at = place; at <= other.length; at += 1) next.add(at);
      } else if (other[place] === '*') next.add(place);
      else if (other[place] === character) next.add(place + 1);
    }
    places = closure(next, other);
    if (places.size === 0) return false;
  }
  return places.has(other.length);
};

/** A star may stand for nothing. */
const closure = (places: Set<number>, pattern: string): Set<number> => {
  for (const place of places) if (pattern[place] === '*') places.add(place + 1);
  return places;
};
