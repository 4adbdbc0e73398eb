/** The member names at the top of the pages of a JSON file, and one level below that in the elements of their lists. */
export interface HeadKeys {
  readonly keys: ReadonlySet<string>;
  readonly elementKeys: ReadonlySet<string>;
}

/** A string, also one that is cut off at the end, with the colon that makes it a name; or one bracket. */
const token = /"(?:[^"\\]|\\[\s\S])*(?:"(?:\s*:)?|\\?$)|[{}[\]]/g;

/** Whether a JSON text ends within something: it is cut short. */
export const endsOpen = (text: string): boolean => {
  if (!/^\s*[[{]/.test(text)) return false;
  let depth = 0;
  for (const [part] of text.matchAll(token)) {
    if (part === '{' || part === '[') depth += 1;
    else if (part === '}' || part === ']') depth -= 1;
  }
  return depth > 0;
};

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
  for (const [part] of head.matchAll(token)) {
    if (part === '{' || part === '[') depth += 1;
    else if (part === '}' || part === ']') depth -= 1;
    else if (part.endsWith(':')) {
      const name = part.slice(1, part.lastIndexOf('"'));
      if (depth === pageDepth) keys.add(name);
      else if (depth === pageDepth + 2) elementKeys.add(name);
    }
  }
  return { keys, elementKeys };
};
