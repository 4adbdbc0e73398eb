/** Pieces of a condition's text. `word`: keywords, operators, and literals without quotes (guids, numbers). */
export interface Token {
  readonly is: 'word' | 'text' | 'name' | '(' | ')' | '{' | '}' | ',' | '!' | '&&' | '||';
  readonly text: string;
}

const simple: ReadonlySet<string> = new Set(['(', ')', '{', '}', ',', '!']);
const ofWord = /[A-Za-z0-9_.:@$\-+/]/;

/**
 * A quoted text ends at the next quote that is not doubled or escaped; an attribute's name at its bracket, where keys of
 * tags stand between `<$` and `$>` and may hold anything.
 * @returns undefined: this is no condition
 */
export const tokensOf = (text: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at]!;
    if (/\s/.test(character)) {
      at += 1;
    } else if (simple.has(character)) {
      tokens.push({ is: character as Token['is'], text: character });
      at += 1;
    } else if (text.startsWith('&&', at) || text.startsWith('||', at)) {
      tokens.push({ is: text.slice(at, at + 2) as Token['is'], text: text.slice(at, at + 2) });
      at += 2;
    } else if (character === "'" || character === '"') {
      const end = endOfQuoted(text, at);
      if (end === undefined) return undefined;
      const written = text.slice(at + 1, end);
      tokens.push({ is: 'text', text: written.replaceAll(character + character, character) });
      at = end + 1;
    } else if (character === '[') {
      const end = endOfName(text, at);
      if (end === undefined) return undefined;
      tokens.push({ is: 'name', text: text.slice(at + 1, end) });
      at = end + 1;
    } else if (ofWord.test(character)) {
      let end = at;
      while (end < text.length && ofWord.test(text[end]!)) end += 1;
      tokens.push({ is: 'word', text: text.slice(at, end) });
      at = end;
    } else return undefined;
  }
  return tokens;
};

const endOfQuoted = (text: string, start: number): number | undefined => {
  const quote = text[start]!;
  let at = start + 1;
  while (at < text.length) {
    if (text[at] === quote) {
      if (text[at + 1] !== quote) return at;
      at += 2;
    } else at += 1;
  }
  return undefined;
};

const endOfName = (text: string, start: number): number | undefined => {
  const bracket = text.indexOf(']', start);
  if (bracket < 0) return undefined;
  const before = text.slice(start, bracket + 1).indexOf('<$');
  if (before < 0) return bracket;
  const key = start + before;
  const keyEnd = text.indexOf('$>', key);
  if (keyEnd < 0) return undefined;
  const end = text.indexOf(']', keyEnd);
  return end < 0 ? undefined : end;
};
