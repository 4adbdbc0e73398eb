/**
 * Whether a name fits a pattern of the configuration: case does not count, `*` is any run of characters, `?` is one. At most
 * the product of both lengths, whatever they say.
 */
export const fitsName = (pattern: string, name: string): boolean => {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  let p = 0;
  let star = -1;
  let from = 0;
  for (let n = 0; n < given.length; ) {
    if (p < wanted.length && wanted[p] === '*') {
      star = p++;
      from = n;
    } else if (p < wanted.length && (wanted[p] === '?' || wanted[p] === given[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      // The last star takes one character more.
      p = star + 1;
      n = ++from;
    } else return false;
  }
  while (wanted[p] === '*') p++;
  return p === wanted.length;
};
