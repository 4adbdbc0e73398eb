import { bounded } from './inert-text.ts';
import { prose } from './markdown-text.ts';
import { remembering } from './repeated-text.ts';

/** Text in the forms that OSCAL has: https://pages.nist.gov/metaschema/specification/datatypes/ */

export const longestOscal = { title: 300, text: 2_000, evidence: 50 } as const;

/** `markup-line`: Markdown on one line. */
export const line = remembering((text) => prose(text, longestOscal.title));

const lineOfParagraph = remembering((text) => prose(text, longestOscal.text));

/** `markup-multiline`: Markdown; a line each for the lines that are in it. */
export const paragraph = (text: string): string =>
  text
    .slice(0, 4 * longestOscal.text)
    .split('\n', 60)
    .map(lineOfParagraph)
    .join('\n\n');

/** `string`: something, without blanks at its ends, on one line. */
export const value = (text: string, longest: number = longestOscal.title): string =>
  bounded(text, longest).trim() || '-';

/** `token`: a letter or `_` first, then letters, digits, `.`, `-`, `_`. */
export const token = (text: string): string => {
  const plain = bounded(text, 200)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `_${plain}`;
};

/** A property of ours. Ids are given whole: they are to be searched for. */
export const property = (name: string, text: string) => ({
  name,
  ns: 'urn:nhi-audit:oscal',
  value: value(text, 4_000),
});
