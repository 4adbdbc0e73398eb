export interface Place {
  readonly start: number;
  readonly end: number;
}

const isJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** What stands in quotes, as names of members or as values. */
const stringsIn = (text: string, isName: boolean): readonly Place[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)]
    .filter(({ 2: colon }) => (colon !== undefined) === isName)
    .map(({ index, 1: inner = '' }) => ({ start: index + 1, end: index + 1 + inner.length }));

/** Where texts stand that are values: of JSON in quotes, of CSV in cells behind the first line, of YAML behind a colon or a dash. */
export const valuesIn = (text: string): readonly Place[] => {
  if (isJson(text)) return stringsIn(text, false);
  if (!/^[^\n]*:|\n\s*[\w-]+:/.test(text))
    return [...text.matchAll(/[^,\n]+/g)]
      .filter(({ index }) => text.slice(0, index).includes('\n'))
      .map(({ index, 0: cell }) => ({ start: index, end: index + cell.length }));
  return [...text.matchAll(/(?<=(?:[\w'"-]:|-) {1,2})[^\s'"{}[\],|>#][^\n'"{}[\],#]*/g)].map(
    ({ index, 0: scalar }) => ({ start: index, end: index + scalar.length }),
  );
};

/** Where names of members stand. */
export const keysIn = (text: string): readonly Place[] =>
  isJson(text)
    ? stringsIn(text, true)
    : [...text.matchAll(/[A-Za-z][\w-]*(?=:(?:\s|$))/gm)].map(({ index, 0: name }) => ({
        start: index,
        end: index + name.length,
      }));
