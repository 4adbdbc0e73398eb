/**
 * IAM wildcards: `*` is any run of characters, `?` exactly one; everything else is itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 *
 * The pattern is cut at its stars once. Matching then looks for each piece in turn, from where the last one ended:
 * no backtracking, so a hostile pattern costs no more than a plain one.
 */
export type Matcher = (text: string) => boolean;

const findPiece = (text: string, piece: string, from: number): number => {
  if (!piece.includes('?')) return text.indexOf(piece, from);
  for (let start = from; start + piece.length <= text.length; start += 1) {
    if (pieceAt(text, piece, start)) return start;
  }
  return -1;
};

const pieceAt = (text: string, piece: string, start: number): boolean => {
  if (start < 0 || start + piece.length > text.length) return false;
  for (let k = 0; k < piece.length; k += 1) {
    const wanted = piece.charCodeAt(k);
    if (wanted !== 0x3f && wanted !== text.charCodeAt(start + k)) return false;
  }
  return true;
};

export const hasWildcard = (pattern: string): boolean => pattern.includes('*') || pattern.includes('?');

/** Case-sensitive; lower both sides first where AWS ignores case. */
export const compileWildcard = (pattern: string): Matcher => {
  if (!hasWildcard(pattern)) return (text) => text === pattern;
  const pieces = pattern.split('*');
  const first = pieces[0]!;
  if (pieces.length === 1) return (text) => text.length === first.length && pieceAt(text, first, 0);
  const last = pieces.at(-1)!;
  const middle = pieces.slice(1, -1).filter((piece) => piece !== '');
  if (first === '' && last === '' && middle.length === 0) return () => true;
  const shortest = first.length + last.length;
  return (text) => {
    if (text.length < shortest || !pieceAt(text, first, 0)) return false;
    if (!pieceAt(text, last, text.length - last.length)) return false;
    let position = first.length;
    const end = text.length - last.length;
    for (const piece of middle) {
      const found = findPiece(text, piece, position);
      if (found < 0 || found + piece.length > end) return false;
      position = found + piece.length;
    }
    return true;
  };
};

/** Whether any text could match both patterns. Used where the caller is free to choose a name. */
export const wildcardsOverlap = (a: string, b: string): boolean => {
  if (a.length * b.length > 1_000_000) return true;
  // reachable[j]: the part of `a` read so far and the first j characters of `b` can stand for the same text.
  let reachable = new Uint8Array(b.length + 1);
  reachable[0] = 1;
  const closeOverStars = (row: Uint8Array): void => {
    for (let j = 0; j < b.length; j += 1) if (row[j] === 1 && b[j] === '*') row[j + 1] = 1;
  };
  closeOverStars(reachable);
  for (const character of a) {
    const next = new Uint8Array(b.length + 1);
    for (let j = 0; j <= b.length; j += 1) {
      if (reachable[j] !== 1) continue;
      const other = b[j];
      if (character === '*') {
        next.fill(1, j);
        break;
      }
      if (other === undefined) continue;
      if (other === '*') next[j] = 1;
      else if (character === '?' || other === '?' || character === other) next[j + 1] = 1;
    }
    closeOverStars(next);
    reachable = next;
  }
  return reachable[b.length] === 1;
};
