/** JSON on one line in printable ASCII: it can stand on any command line, whatever names it holds. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
