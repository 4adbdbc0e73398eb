/**
 * The last line of a snapshot, without its end.
 * @param sha256 hex, of all bytes before it and of the time behind them
 * @param completedAt ISO 8601, UTC
 */
export const sealLine = (lines: number, sha256: string, completedAt: string): string =>
  JSON.stringify({ record: 'seal', lines, sha256, completedAt });
