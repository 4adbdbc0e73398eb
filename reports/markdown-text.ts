import { bounded } from './inert-text.ts';

/**
 * Text of others within Markdown as GitHub renders it. Escaping by backslash is not enough there: mentions, references
 * to issues and commits, addresses and emoji are found in the finished text. Code spans are left alone by all of them,
 * so a word that is not plainly a word goes into one.
 * https://github.github.com/gfm/#code-spans, https://github.github.com/gfm/#autolinks-extension-
 */

/** A word, with the punctuation that may stand around it. */
const plainWord = /^[("']{0,2}[A-Za-z][A-Za-z'’-]*[)"']{0,2}[.,;:!?]?[)"']{0,2}$/;
const plainNumber = /^[(]?\d{1,6}(?:[.,]\d{1,3})?%?[)]?[.,;:]?$/;
/** At the start of a line it would number a list. */
const listNumber = /^\d+[.)]/;
const reference = /^(?:gh|gl)-/i;
/** What reads as a commit id. */
const commit = /^[("']*[0-9a-f]{7,}[)"'.,;:!?]*$/i;

const shortestCommit = 7;

const isPlain = (word: string): boolean => {
  if (word.length > 40) return false;
  if (plainWord.test(word))
    return !reference.test(word) && (word.length < shortestCommit || !commit.test(word));
  return plainNumber.test(word);
};

/** A fence longer than any run of backticks within. */
const fenceFor = (text: string): string => {
  if (!text.includes('`')) return '`';
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return '`'.repeat(longest + 1);
};

/** A bar would end a cell of a table, also within code: it is shown as what cannot be seen is. */
const withoutBars = (text: string): string => text.replaceAll('|', '\\u007c');

const span = (text: string): string => {
  const fence = fenceFor(text);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
};

const longestText = 400;
/** Of nothing. A hyphen would begin a list where a line begins. */
const dash = '–';

/** One code span: an id, a name, a file. Empty text is a dash. */
export const code = (text: string, longest = longestText): string => {
  const shown = withoutBars(bounded(text, longest)).trim();
  return shown === '' ? dash : span(shown);
};

const marks = new Set('.,;:');

/** Odd words as code; one punctuation mark behind them stands outside. */
const oddSpan = (text: string): string => {
  const marked = marks.has(text.charAt(text.length - 1)) && !marks.has(text.charAt(text.length - 2));
  return marked && text.length > 1 ? span(text.slice(0, -1)) + text.slice(-1) : span(text);
};

/** A sentence: plain words as they are, all others in code spans. On one line, and without bars. */
export const prose = (text: string, longest = longestText): string => {
  const parts: string[] = [];
  let odd: string[] = [];
  const close = (): void => {
    if (odd.length > 0) parts.push(oddSpan(odd.join(' ')));
    odd = [];
  };
  for (const word of withoutBars(bounded(text, longest)).split(' ')) {
    if (word === '') continue;
    const first = parts.length === 0 && odd.length === 0;
    if (isPlain(word) && !(first && listNumber.test(word))) {
      close();
      parts.push(word);
    } else {
      odd.push(word);
    }
  }
  close();
  return parts.length === 0 ? dash : parts.join(' ');
};

/** One row of a table; cells are Markdown already. */
export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const encoder = new TextEncoder();

/**
 * Parts in order as long as they fit, and then a line that says so: GitHub refuses a job summary of more than 1 MiB.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const withinBytes = (parts: Iterable<string>, bytes: number): string => {
  const kept: string[] = [];
  let used = 0;
  for (const part of parts) {
    used += encoder.encode(part).length;
    if (used > bytes) {
      kept.push(
        '\n**The summary is cut here: it would grow too large. The other reports hold everything.**\n',
      );
      break;
    }
    kept.push(part);
  }
  return kept.join('');
};
