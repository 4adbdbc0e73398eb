/**
 * What a regular expression lets through, as patterns: `*` is any run of characters, `?` is any one.
 * CEL finds it anywhere in the text unless it is anchored. https://github.com/google/re2/wiki/Syntax
 */
export interface Patterns {
  readonly like: readonly string[];
  /** Nothing else than what it lets through fits them; else they are wider (`[a-z]+` is `*`). */
  readonly exact: boolean;
}

const mostPatterns = 32;
const [start, end] = ['\ue002', '\ue003'];

interface Reading {
  readonly texts: readonly string[];
  readonly exact: boolean;
  /** Where the reading stopped: at a `)` or behind the end. */
  readonly at: number;
}

interface Atom {
  readonly texts: readonly string[];
  readonly exact: boolean;
  readonly at: number;
  /** One sign of many: repeated, it is any run of them. */
  readonly any: boolean;
}

const literal = (sign: string, at: number): Atom | undefined =>
  // A star of its own would be read as one.
  /[*?\ue002\ue003]/.test(sign) ? undefined : { texts: [sign], exact: true, at, any: false };

const escapes: ReadonlyMap<string, string> = new Map([
  ['A', start],
  ['z', end],
]);

const escaped = (sign: string | undefined, at: number): Atom | undefined => {
  if (sign === undefined) return undefined;
  const anchor = escapes.get(sign);
  if (anchor !== undefined) return { texts: [anchor], exact: true, at, any: false };
  if (/[dwsDWS]/.test(sign)) return { texts: ['?'], exact: false, at, any: true };
  return /\w/.test(sign) ? undefined : literal(sign, at);
};

const atomAt = (text: string, at: number): Atom | undefined => {
  const sign = text[at]!;
  if (sign === '^') return { texts: [start], exact: true, at: at + 1, any: false };
  if (sign === '$') return { texts: [end], exact: true, at: at + 1, any: false };
  if (sign === '.') return { texts: ['?'], exact: true, at: at + 1, any: true };
  if (sign === '\\') return escaped(text[at + 1], at + 2);
  if (sign === '[') {
    const [found] = /^\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/.exec(text.slice(at)) ?? [];
    return found === undefined ? undefined : { texts: ['?'], exact: false, at: at + found.length, any: true };
  }
  if (sign === '(') {
    const [opening] = /^\((?:\?:|\?P?<\w+>)?/.exec(text.slice(at))!;
    const inner = text[at + opening.length] === '?' ? undefined : alternativesAt(text, at + opening.length);
    return inner === undefined || text[inner.at] !== ')'
      ? undefined
      : { texts: inner.texts, exact: inner.exact, at: inner.at + 1, any: false };
  }
  return /[*+?{]/.test(sign) ? undefined : literal(sign, at + 1);
};

/** An atom with what says how often it comes; undefined: that is told by no pattern. */
const repeated = (text: string, atom: Atom): Atom | undefined => {
  const [whole = '', times = ''] = /^([*+?]|\{\d+(?:,\d*)?\})[?+]?/.exec(text.slice(atom.at)) ?? [];
  if (whole === '') return atom;
  const at = atom.at + whole.length;
  if (times === '?') return { ...atom, texts: [...atom.texts, ''], at };
  if (!atom.any) return undefined;
  if (times === '*') return { ...atom, texts: ['*'], at };
  return times === '+' ? { ...atom, texts: ['?*'], at } : { ...atom, texts: ['*'], exact: false, at };
};

const alternativesAt = (text: string, from: number): Reading | undefined => {
  const done: string[] = [];
  let [texts, exact, at]: [readonly string[], boolean, number] = [[''], true, from];
  while (at < text.length && text[at] !== ')') {
    if (text[at] === '|') {
      done.push(...texts);
      texts = [''];
      at += 1;
      continue;
    }
    const one = atomAt(text, at);
    const atom = one === undefined ? undefined : repeated(text, one);
    if (atom === undefined || texts.length * atom.texts.length + done.length > mostPatterns) return undefined;
    texts = texts.flatMap((before) => atom.texts.map((after) => before + after));
    exact &&= atom.exact;
    at = atom.at;
  }
  return { texts: [...done, ...texts], exact, at };
};

const anchored = (text: string): string | undefined => {
  const bare = text.replace(/^\ue002+/, '').replace(/\ue003+$/, '');
  if (/[\ue002\ue003]/.test(bare)) return undefined;
  return `${text.startsWith(start) ? '' : '*'}${bare}${text.endsWith(end) ? '' : '*'}`.replace(
    /\*{2,}/g,
    '*',
  );
};

/**
 * Patterns of a regular expression of RE2 as people write them in conditions.
 * @returns undefined: it says something that no pattern says
 */
export const patternsOf = (expression: string): Patterns | undefined => {
  // Reading goes down with each parenthesis.
  if ((expression.match(/\(/g)?.length ?? 0) > mostPatterns) return undefined;
  const read = alternativesAt(expression, 0);
  if (read === undefined || read.at < expression.length) return undefined;
  const like = read.texts.map(anchored);
  return like.every((each) => each !== undefined)
    ? { like: [...new Set(like)] as readonly string[], exact: read.exact }
    : undefined;
};
