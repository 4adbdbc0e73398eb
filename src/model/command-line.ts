import type { Filled } from './remedy.ts';

/** Commands for a POSIX shell out of templates and names from outside. */

/** Quotes a value. Undefined: it holds what no command line should (control characters, no text). */
export const shellQuote = (value: string): string | undefined => {
  if (value === '' || /[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return undefined;
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
};

/** What the AWS CLI (`file://`, `fileb://`), the Azure CLI and curl (`@`) take for the name of a file to be read in its place. */
const readsFile = /^(?:@|fileb?:\/\/)/i;

/** A place of a template for a value, with what stands before it in the same word: `--flag {name}`, `Key={tag}`, `'url/'{name}`. */
const place = /(^|[\s=/'])\{([a-z]+)\}/g;

/**
 * Fills a template in: every value is one word, or a part of one, whatever it holds. A value that cannot stand on a command
 * line, or that would have a file read, becomes a word in capitals.
 */
export const fill = ({ template, values }: Filled): string =>
  template.replace(place, (_, before: string, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key]! : '';
    const quoted = (readsFile.test(value) ? undefined : shellQuote(value)) ?? key.toUpperCase();
    // A name that begins with a dash would be read as an option of its own.
    return /^\s$/.test(before) && value.startsWith('-') ? `=${quoted}` : before + quoted;
  });

/** JSON on one line in printable ASCII: it can stand on any command line, whatever names it holds. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
