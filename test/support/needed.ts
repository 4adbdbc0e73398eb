/**
 * Whether to skip a test for want of what it needs: a program, a browser, a database, an emulator. Under CI=true nothing is
 * skipped: there a missing service is a fault of the run, and would be seen by nobody.
 * @throws under CI=true when it is missing, so that the file fails
 */
export const isMissing = (
  what: string,
  isHere: boolean,
  { CI }: Readonly<Record<string, string | undefined>> = process.env,
): boolean => {
  if (!isHere && CI === 'true')
    throw new Error(`${what}: needed by a test, and not here; under CI=true that fails`);
  return !isHere;
};
