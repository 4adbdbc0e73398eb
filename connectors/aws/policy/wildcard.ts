/**
 * IAM wildcards: `*` is any run of characters, `?` exactly one; everything else is itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 *
 * The pattern is cut at its stars once. Matching then looks for each piece in turn, from where the last one ended:
 * no backtracking, so a hostile pattern costs no more than a plain one.
 */
export type Matcher = (text: string) => boolean;

/**
 * `${*}` and `${?}` in a policy stand for the characters themselves. They travel as characters for private use, so
 * that a pattern can hold them beside real wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export const literalStar = '\uE02A';
export const literalQuestionMark = '\uE03F';
const literal = /[\uE02A\uE03F]/;

/** The text that a pattern without wildcards means. */
export const unescapeLiterals = (pattern: string): string =>
  literal.test(pattern) ? pattern.replaceAll(literalStar, '*').replaceAll(literalQuestionMark, '?') : pattern;

const pieceAt = (text: string, piece: string, start: number): boolean => {
  if (start < 0 || start + piece.length > text.length) return false;
  for (let k = 0; k < piece.length; k += 1) {
    const wanted = piece.charCodeAt(k);
    if (wanted === 0x3f) continue;
    const found = text.charCodeAt(start + k);
    // A literal is its character, moved by 0xE000.
    if (wanted !== found && (wanted < 0xe000 || wanted - 0xe000 !== found)) return false;
  }
  return true;
};

/** Looks for a piece between two stars, from a place on. */
const finderOf = (
  piece: string,
): { readonly length: number; find: (text: string, from: number) => number } => {
  const { length } = piece;
  if (!piece.includes('?')) {
    const wanted = unescapeLiterals(piece);
    return { length, find: (text, from) => text.indexOf(wanted, from) };
  }
  const find = (text: string, from: number): number => {
    for (let start = from; start + length <= text.length; start += 1)
      if (pieceAt(text, piece, start)) return start;
    return -1;
  };
  return { length, find };
};

export const hasWildcard = (pattern: string): boolean => pattern.includes('*') || pattern.includes('?');

/** Case-sensitive; lower both sides first where AWS ignores case. */
export const compileWildcard = (pattern: string): Matcher => {
  if (!hasWildcard(pattern)) {
    const wanted = unescapeLiterals(pattern);
    return (text) => text === wanted;
  }
  const pieces = pattern.split('*');
  const first = pieces[0]!;
  if (pieces.length === 1) return (text) => text.length === first.length && pieceAt(text, first, 0);
  const last = pieces.at(-1)!;
  const middle = pieces
    .slice(1, -1)
    .filter((piece) => piece !== '')
    .map(finderOf);
  if (first === '' && last === '' && middle.length === 0) return () => true;
  const shortest = first.length + last.length;
  return (text) => {
    if (text.length < shortest || !pieceAt(text, first, 0)) return false;
    if (!pieceAt(text, last, text.length - last.length)) return false;
    let position = first.length;
    const end = text.length - last.length;
    for (const { length, find } of middle) {
      const found = find(text, position);
      if (found < 0 || found + length > end) return false;
      position = found + length;
    }
    return true;
  };
};

/** No policy that AWS stores holds a pattern as long as this: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longestPattern = 20_480;

const isFixed = (character: string | undefined): boolean => character !== '*' && character !== '?';

/** How many characters stand in both before any wildcard; undefined: they differ. */
const sharedStart = (a: string, b: string): number | undefined => {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    if (!isFixed(a[at]) || !isFixed(b[at])) return at;
    if (a[at] !== b[at]) return undefined;
  }
  return shorter;
};

/** Whether what stands in both after all wildcards is the same. */
const endsAlike = (a: string, b: string): boolean => {
  const shorter = Math.min(a.length, b.length);
  for (let back = 1; back <= shorter; back += 1) {
    const [left, right] = [a[a.length - back], b[b.length - back]];
    if (!isFixed(left) || !isFixed(right)) return true;
    if (left !== right) return false;
  }
  return true;
};

/** The shortest text that a pattern matches. */
const shortestOf = (pattern: string): string => pattern.replaceAll('*', '').replaceAll('?', 'x');

/**
 * A text that both patterns match, with `x` where the choice is free; undefined: there is none.
 * For requests whose resource the caller names: the shortest name that a policy lets it pick.
 * @param never a character that the wildcards of `b` do not stand for: a name in an ARN holds no colon
 */
export const commonExample = (a: string, b: string, never?: string): string | undefined => {
  if (a.length > longestPattern || b.length > longestPattern) return undefined;
  // Nearly all questions end here, before the search: two ARNs that differ, or everything beside something.
  const start = sharedStart(a, b);
  if (start === undefined || !endsAlike(a, b)) return undefined;
  const [restOfA, restOfB] = [a.slice(start), b.slice(start)];
  const rest =
    restOfA === '*'
      ? shortestOf(restOfB)
      : restOfB === '*'
        ? never !== undefined && restOfA.includes(never)
          ? undefined
          : shortestOf(restOfA)
        : searchExample(restOfA, restOfB, never);
  return rest === undefined ? undefined : a.slice(0, start) + rest;
};

/** The same by breadth-first search over places in both patterns. */
const searchExample = (a: string, b: string, never: string | undefined): string | undefined => {
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  interface Step {
    readonly i: number;
    readonly j: number;
    readonly before: Step | undefined;
    readonly character: string;
  }
  let frontier: Step[] = [{ i: 0, j: 0, before: undefined, character: '' }];
  seen[0] = 1;
  const text = (step: Step): string => {
    const characters: string[] = [];
    for (let at: Step | undefined = step; at !== undefined; at = at.before) characters.push(at.character);
    return characters.reverse().join('');
  };
  while (frontier.length > 0) {
    const next: Step[] = [];
    const visit = (i: number, j: number, character: string, before: Step): void => {
      if (seen[i * width + j] === 1) return;
      seen[i * width + j] = 1;
      next.push({ i, j, before, character });
    };
    for (const step of frontier) {
      const { i, j } = step;
      if (i === a.length && j === b.length) return text(step);
      const [left, right] = [a[i], b[j]];
      if (left === '*') visit(i + 1, j, '', step);
      if (right === '*') visit(i, j + 1, '', step);
      if (left === undefined || right === undefined || (left === '*' && right === '*')) continue;
      const fixedLeft = left !== '*' && left !== '?';
      const fixedRight = right !== '*' && right !== '?';
      if (fixedLeft && fixedRight && left !== right) continue;
      const character = fixedLeft ? left : fixedRight ? right : 'x';
      if (!fixedRight && character === never) continue;
      visit(left === '*' ? i : i + 1, right === '*' ? j : j + 1, character, step);
    }
    frontier = next;
  }
  return undefined;
};
