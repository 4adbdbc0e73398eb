/**
 * Patterns in which `*` stands for any run of characters and nothing else has a meaning.
 * Whatever the pattern, time grows with the length of the texts and no faster.
 */

/**
 * Whether everything that `inner` matches is matched by `outer`. Exact: a `*` of `inner` is a character like any other
 * that only a `*` of `outer` can take in.
 */
export const contains = (outer: string, inner: string): boolean => {
  if (outer === inner || outer === '*') return true;
  const [first = '', ...rest] = outer.split('*');
  const last = rest.pop();
  if (last === undefined) return false;
  if (inner.length < first.length + last.length || !inner.startsWith(first) || !inner.endsWith(last)) {
    return false;
  }
  const end = inner.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const next = inner.indexOf(part, at);
    if (next < 0 || next + part.length > end) return false;
    at = next + part.length;
  }
  return true;
};

/** Whether two patterns may match one text. Says no only where what stands before the first or behind the last `*` differs. */
export const mayMeet = (a: string, b: string): boolean => {
  if (!a.includes('*')) return contains(b, a);
  if (!b.includes('*')) return contains(a, b);
  const [startA, startB] = [a.slice(0, a.indexOf('*')), b.slice(0, b.indexOf('*'))];
  const [endA, endB] = [a.slice(a.lastIndexOf('*') + 1), b.slice(b.lastIndexOf('*') + 1)];
  return (
    (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA))
  );
};
