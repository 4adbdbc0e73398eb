/**
 * Patterns of claims. In those of a trust `*` stands for any run of characters and `?` for one; in those of an offer `*`
 * stands for a run without a colon, and alone for anything: a colon inside a value is written `%3A` in a subject.
 * https://docs.github.com/en/actions/reference/security/oidc
 */

/** One step of a pattern: a character, any one character, or any run of them. */
type Step = string | typeof one | typeof run;
const one = Symbol('?');
const run = Symbol('*');

const stepsOf = (pattern: string, questionMarks: boolean): readonly Step[] =>
  Array.from(pattern, (character) =>
    character === '*' ? run : character === '?' && questionMarks ? one : character,
  );

/** What stands before the first wildcard decides most pairs, and costs little. */
const startsMeet = (offered: string, wanted: string): boolean => {
  const length = Math.min(offered.length, wanted.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [offered[at], wanted[at]];
    if (one === '*' || other === '*' || other === '?') return true;
    if (one !== other) return false;
  }
  return true;
};

/**
 * Whether some text is matched by both.
 * @param offered a pattern in which only `*` is a wildcard
 * @param wanted a pattern with `*` and `?`
 */
export const patternsMeet = (offered: string, wanted: string): boolean => {
  if (!startsMeet(offered, wanted)) return false;
  const a = stepsOf(offered, false);
  const b = stepsOf(wanted, true);
  const alone = offered === '*';
  // Which places of `b` can be reached with the first steps of `a` used up.
  let places = closure(new Set([0]), b);
  for (const step of a) {
    const next = new Set<number>();
    if (step === run) {
      // From place to place, so that each is looked at once however many lead there.
      let reached = false;
      for (let at = 0; at <= b.length; at += 1) {
        reached ||= places.has(at);
        if (reached) next.add(at);
        if (!alone && b[at] === ':') reached = false;
      }
    } else {
      for (const place of places) {
        const there = b[place];
        if (there === run) next.add(place);
        else if (there === one || there === step) next.add(place + 1);
      }
    }
    places = closure(next, b);
    if (places.size === 0) return false;
  }
  return places.has(b.length);
};

/** A run of `b` may be empty. */
const closure = (places: Set<number>, b: readonly Step[]): Set<number> => {
  for (const place of places) if (b[place] === run) places.add(place + 1);
  return places;
};

/**
 * Whether everything that the offered pattern stands for is matched by the wanted one: its own runs can only be taken in by
 * a run. `true` is certain.
 */
export const patternCovers = (offered: string, wanted: string): boolean => {
  const a = stepsOf(offered, false);
  const b = stepsOf(wanted, true);
  let places = closure(new Set([0]), b);
  for (const step of a) {
    const next = new Set<number>();
    for (const place of places) {
      const there = b[place];
      if (there === run) next.add(place);
      else if (step !== run && (there === one || there === step)) next.add(place + 1);
    }
    places = closure(next, b);
    if (places.size === 0) return false;
  }
  return places.has(b.length);
};
