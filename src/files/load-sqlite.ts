/**
 * Node before 24.15 says once that its SQLite is experimental. That one sentence is left out, and whatever else is said
 * meanwhile is passed on. https://nodejs.org/docs/latest-v22.x/api/sqlite.html
 */
export const loadSqlite = async (): Promise<typeof import('node:sqlite')> => {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!String(warning).includes('SQLite is an experimental feature'))
      emitWarning.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
};
