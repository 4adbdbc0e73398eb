/**
 * The one place where text from outside is made harmless for those who open a report. Names, tags and conditions are
 * written by whoever may create an identity, so every format takes them to be hostile.
 */

/**
 * What is looked at before the tables of Unicode, which take ten times as long: whether anything is not ASCII, and then
 * whether anything is no letter of Latin-1 (its soft hyphen left out), dash, quotation mark or arrow either.
 */
const notAscii = /[^\x20-\x7e]/;
const unusual = /[^\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2190-\u21ff]/;

/** Whether all of it can be seen, and stands where it is written. */
const isPlain = (text: string): boolean => !notAscii.test(text) || !unusual.test(text);

/**
 * What a reader cannot see or what moves other text: control characters, format characters (bidirectional overrides,
 * zero-width characters, byte order marks, tags), variation selectors and fillers, line and paragraph separators,
 * lone surrogates; combining marks that have nothing to stand on or are the fifth and more on one character.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+|^\p{M}|(?<=\p{M}{4})\p{M}+/gu;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `\u202e`; two of them for a character beyond U+FFFF, as JSON has it. */
const escaped = (character: string): string => {
  let text = '';
  for (let at = 0; at < character.length; at++) {
    text += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return text;
};

/** Of a whole run of them: a text of nothing else costs a match for each otherwise. */
const shownRun = (run: string): string => {
  let text = '';
  let last = '';
  let shown = '';
  for (const character of run) {
    // Most runs are one character many times.
    if (character !== last) {
      last = character;
      shown = shortEscapes[character] ?? escaped(character);
    }
    text += shown;
  }
  return text;
};

/**
 * Commands that CI runners take from a log: of GitHub `::set-output name=x::y` at the start of a line and `##[add-mask]x`
 * anywhere, of Azure Pipelines `##vso[task.complete result=Succeeded;]`, of TeamCity `##teamcity[buildStatus status='SUCCESS']`.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 * https://www.jetbrains.com/help/teamcity/service-messages.html
 */
const runnerCommand = /^(\s*):(?=:[A-Za-z])|(##[A-Za-z]*)\[/g;
const bracketed = /(##[A-Za-z]*)\[/g;
/** Of the bracket that makes a command of it: in JSON the text is still the same. */
const withoutBracket = (text: string): string =>
  text.includes('##') ? text.replace(bracketed, (_, start: string) => `${start}${escaped('[')}`) : text;
/** The same, found without looking through the whole of a text: ids hold `::` as well. */
const startsCommand = /^\s*::[A-Za-z]/;

/**
 * One line in which everything can be seen: `a\nb` for two lines, `\u001b` for an escape character, and which is no
 * command to a CI runner. Idempotent.
 */
export const visible = (text: string): string => {
  const shown = isPlain(text) ? text : text.replace(unseen, shownRun);
  if (!startsCommand.test(shown) && !shown.includes('##')) return shown;
  return shown.replace(runnerCommand, (_, blanks: string | undefined, start: string | undefined) =>
    start === undefined ? `${blanks}${escaped(':')}` : `${start}${escaped('[')}`,
  );
};

const ellipsis = '…';

/** {@link visible}, of at most `longest` code units: what is too long loses its middle, where ids differ least. */
export const bounded = (text: string, longest: number): string => {
  // Text of many megabytes need not be read for a line of it.
  const near =
    text.length <= 4 * longest ? text : `${text.slice(0, longest)}${ellipsis}${text.slice(-longest)}`;
  const shown = visible(near);
  if (shown.length <= longest) return shown;
  const head = Math.ceil((longest - 1) / 2);
  const tail = longest - 1 - head;
  // A cut through a pair leaves half a character: it is shown like any other that cannot stand alone.
  return visible(`${shown.slice(0, head)}${ellipsis}${tail === 0 ? '' : shown.slice(-tail)}`);
};

/** What a spreadsheet skips, or a reader does not see, in front of a formula. */
const blank = /^[\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+/u;
/** U+2212 is the minus sign that compatibility normalisation leaves as it is. */
const formulaStart = new Set(['=', '+', '-', '@', '|', '%', '\u2212']);
const ordinaryStart = /^[\w.:/("]/;
const controlStart = new Set(['\t', '\r', '\n', '\0']);

/**
 * Whether a spreadsheet could take the text for a formula or a command: OWASP ASVS 5.0, 1.2.10 (`=`, `+`, `-`, `@`,
 * TAB, NUL), https://owasp.org/www-community/attacks/CSV_Injection (CR, LF), and beyond them `|` and `%`, all of these
 * behind blank or invisible characters, and their full-width, small and superscript variants.
 */
export const startsFormula = (text: string): boolean => {
  if (ordinaryStart.test(text)) return false;
  if (controlStart.has(text.charAt(0))) return true;
  const first = text.replace(blank, '').slice(0, 1).normalize('NFKC');
  return formulaStart.has(first.charAt(0));
};

/** Text for a cell of a spreadsheet: a single quote in front of what could be a formula, and nothing unseen. */
export const cellText = (text: string): string => (startsFormula(text) ? `'${visible(text)}` : visible(text));

const unseenInJson = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/** JSON on one line that is harmless on a terminal and reads back as it was: what cannot be seen is escaped. */
export const jsonText = (value: unknown): string => {
  const text = withoutBracket(JSON.stringify(value));
  return isPlain(text) ? text : text.replace(unseenInJson, escaped);
};

/** {@link jsonText} in lines, for people to read. */
export const prettyJson = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .split('\n')
    .map(withoutBracket)
    .map((line) => (isPlain(line) ? line : line.replace(unseenInJson, escaped)))
    .join('\n');

const shellSafe = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell command; `undefined` where the text cannot be shown as it is. */
export const shellWord = (text: string): string | undefined => {
  if (visible(text) !== text) return undefined;
  return shellSafe.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;
};
