/** Patterns in which `*` stands for any run of characters, `?` for one, and nothing else has a meaning. */

/** Whether a part without `*` stands at a place. A `?` takes in everything but the `*` of another pattern. */
const standsAt = (text: string, part: string, at: number): boolean => {
  if (!part.includes('?')) return text.startsWith(part, at);
  if (at + part.length > text.length) return false;
  for (let index = 0; index < part.length; index += 1) {
    const [wanted, there] = [part[index], text[at + index]];
    if (wanted === '?' ? there === '*' : wanted !== there) return false;
  }
  return true;
};

/** Where a part without `*` first stands from a place on; -1: nowhere. */
const find = (text: string, part: string, from: number): number => {
  if (!part.includes('?')) return text.indexOf(part, from);
  for (let at = from; at + part.length <= text.length; at += 1) if (standsAt(text, part, at)) return at;
  return -1;
};

/**
 * Whether everything that `inner` matches is matched by `outer`. A wildcard of `inner` is a character like any other that only
 * a wildcard of `outer` can take in; `true` is certain.
 */
export const contains = (outer: string, inner: string): boolean => {
  if (outer === inner || outer === '*') return true;
  const [first = '', ...rest] = outer.split('*');
  const last = rest.pop();
  if (last === undefined) return outer.length === inner.length && standsAt(inner, outer, 0);
  const end = inner.length - last.length;
  if (end < first.length || !standsAt(inner, first, 0) || !standsAt(inner, last, end)) return false;
  let at = first.length;
  for (const part of rest) {
    const next = find(inner, part, at);
    if (next < 0 || next + part.length > end) return false;
    at = next + part.length;
  }
  return true;
};

const wildcard = /[*?]/;
const fixedStart = (pattern: string): string => /^[^*?]*/.exec(pattern)![0];
const fixedEnd = (pattern: string): string => /[^*?]*$/.exec(pattern)![0];

/** Whether two patterns may match one text. Says no only where what stands before the first or behind the last wildcard differs. */
export const mayMeet = (a: string, b: string): boolean => {
  if (!wildcard.test(a)) return contains(b, a);
  if (!wildcard.test(b)) return contains(a, b);
  const [startA, startB, endA, endB] = [fixedStart(a), fixedStart(b), fixedEnd(a), fixedEnd(b)];
  return (
    (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA))
  );
};
