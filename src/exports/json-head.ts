/** The member names at the top of the pages of a JSON file, and one level below that in the elements of their lists. */
export interface HeadKeys {
  readonly keys: ReadonlySet<string>;
  readonly elementKeys: ReadonlySet<string>;
}

/**
 * What a JSON file is about, from its first characters: they may end anywhere. Text that is not JSON has no keys.
 * Pages may stand in one list, one after the other, or alone.
 */
export const headKeys = (head: string): HeadKeys => {
  const keys = new Set<string>();
  const elementKeys = new Set<string>();
  const start = /^\s*(\[\s*)?\{/.exec(head);
  if (start === null) return { keys, elementKeys };
  const pageDepth = start[1] === undefined ? 1 : 2;
  let depth = 0;
  // One token at a time: a string, also one cut off at the end, with the colon that makes it a name; or one bracket.
  for (const [token] of head.matchAll(/"(?:[^"\\]|\\[\s\S])*(?:"(?:\s*:)?|\\?$)|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (token.endsWith(':')) {
      const name = token.slice(1, token.lastIndexOf('"'));
      if (depth === pageDepth) keys.add(name);
      else if (depth === pageDepth + 2) elementKeys.add(name);
    }
  }
  return { keys, elementKeys };
};
