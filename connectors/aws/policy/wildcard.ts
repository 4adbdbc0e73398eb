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
  const middle = pieces.slice(1, -1).map(finderOf);
  if (first === '' && last === '' && middle.length === 0) return () => true;
  const shortest = pieces.reduce((sum, { length }) => sum + length, 0);
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

/**
 * Up to here patterns are compared with each other, which takes the product of their lengths where both have wildcards. No
 * ARN is longer, and those with wildcards have a tenth of it.
 */
export const patternBudget = { characters: 2048, withWildcards: 512, wildcards: 64 } as const;

const wildcardRun = /[*?]+/g;

/** Whether comparing it costs more than anything that a policy has a reason to say. */
export const isTooComplex = (pattern: string): boolean =>
  pattern.length > patternBudget.characters ||
  (pattern.length > patternBudget.wildcards &&
    hasWildcard(pattern) &&
    (pattern.length > patternBudget.withWildcards ||
      (pattern.match(wildcardRun)?.length ?? 0) > patternBudget.wildcards));

/** Two patterns within the budget never come near it. */
const mostPlaces = 4_194_304;

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

/** Whether two patterns say the same before their first wildcards and behind their last: if not, they have nothing in common. */
export const endsMeet = (a: string, b: string): boolean => sharedStart(a, b) !== undefined && endsAlike(a, b);

/** The shortest text that a pattern matches. */
const shortestOf = (pattern: string): string => pattern.replaceAll('*', '').replaceAll('?', 'x');

/**
 * A text that both patterns match, with `x` where the choice is free; undefined: there is none.
 * For requests whose resource the caller names: the shortest name that a policy lets it pick.
 * @param never a character that the wildcards of `b` do not stand for: a name in an ARN holds no colon
 */
export const commonExample = (a: string, b: string, never?: string): string | undefined => {
  if ((a.length + 1) * (b.length + 1) > mostPlaces) return undefined;
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
        : rememberedExample(restOfA, restOfB, never);
  return rest === undefined ? undefined : a.slice(0, start) + rest;
};

/** Answers of searches by what was asked: the same two patterns meet once for each technique and holder. */
const searched = new Map<string, Map<string, string | undefined>>();
const mostKept = 100_000;
let kept = 0;

const rememberedExample = (a: string, b: string, never: string | undefined): string | undefined => {
  const first = `${never ?? ''} ${a}`;
  const known = searched.get(first) ?? new Map<string, string | undefined>();
  if (known.has(b)) return known.get(b);
  const found = searchExample(a, b, never);
  kept += 1;
  if (kept > mostKept) {
    searched.clear();
    kept = 1;
  }
  searched.set(first, known.set(b, found));
  return found;
};

/** The same by breadth-first search over places in both patterns: place (i, j) is number `i * width + j`. */
const searchExample = (a: string, b: string, never: string | undefined): string | undefined => {
  const width = b.length + 1;
  const places = (a.length + 1) * width;
  /** From where each place was reached first, and by which character; -1: not yet. 0: by none. */
  const before = new Int32Array(places).fill(-1);
  const taken = new Uint16Array(places);
  const queue = new Int32Array(places);
  let end = 1;
  before[0] = 0;
  const visit = (place: number, from: number, character: number): void => {
    if (before[place] !== -1) return;
    before[place] = from;
    taken[place] = character;
    queue[end] = place;
    end += 1;
  };
  for (let next = 0; next < end; next += 1) {
    const place = queue[next]!;
    const j = place % width;
    const i = (place - j) / width;
    if (i === a.length && j === b.length) return textTo(place, before, taken);
    const [left, right] = [a[i], b[j]];
    if (left === '*') visit(place + width, place, 0);
    if (right === '*') visit(place + 1, place, 0);
    if (left === undefined || right === undefined || (left === '*' && right === '*')) continue;
    if (isFixed(left) && isFixed(right) && left !== right) continue;
    const character = isFixed(left) ? left : isFixed(right) ? right : 'x';
    if (!isFixed(right) && character === never) continue;
    const further = place + (left === '*' ? 0 : width) + (right === '*' ? 0 : 1);
    visit(further, place, character.charCodeAt(0));
  }
  return undefined;
};

const textTo = (place: number, before: Int32Array, taken: Uint16Array): string => {
  const characters: string[] = [];
  for (let at = place; at !== 0; at = before[at]!)
    if (taken[at] !== 0) characters.push(String.fromCharCode(taken[at]!));
  return characters.reverse().join('');
};

/** Whether a pattern takes in an action, whose case counts for nothing. */
export const matchesAction = (pattern: string, action: string): boolean =>
  compileWildcard(pattern.toLowerCase())(action.toLowerCase());
