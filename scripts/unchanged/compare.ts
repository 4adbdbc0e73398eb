import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Difference {
  readonly file: string;
  readonly says: string;
}

export interface Comparison {
  readonly files: number;
  readonly bytes: number;
  readonly differences: readonly Difference[];
}

/** What may differ in a file between two runs of one program. */
export interface Hidden {
  /** Of names of files. */
  readonly files: RegExp;
  readonly without: (text: string) => string;
}

const mostLines = 40;
const mostCharacters = 240;
/** Before the first difference of a long line. */
const context = 80;

/** Plain files below a folder, links and git's own left out. */
const filesBelow = (folder: string, prefix = ''): readonly string[] =>
  readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = join(prefix, entry.name);
    if (entry.isDirectory()) return entry.name === '.git' ? [] : filesBelow(folder, path);
    return entry.isFile() ? [path] : [];
  });

const firstDifference = (a: string, b: string): string => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const excerpt = (text: string): string =>
    JSON.stringify(text.slice(Math.max(0, at - context), at + context));
  return `at character ${at}:\n  base    ${excerpt(a)}\n  current ${excerpt(b)}`;
};

const unifiedDiff = (base: string, current: string): string => {
  const args = ['--no-pager', 'diff', '--no-index', '--no-color', '--unified=1', '--', base, current];
  const { stdout } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  // After the four lines with the names of files.
  const lines = stdout.split('\n').slice(4, 4 + mostLines);
  return lines
    .map((line) => (line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line))
    .join('\n');
};

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** Of a file in each of two folders. Where a program names the folder in which it runs, the folders differ and it does not. */
const difference = (
  [baseFolder, currentFolder]: readonly [base: string, current: string],
  file: string,
  hidden: readonly Hidden[],
): string | undefined => {
  const [base, current] = [join(baseFolder, file), join(currentFolder, file)];
  if (modeOf(base) !== modeOf(current)) return `mode ${modeOf(base)} became ${modeOf(current)}`;
  const [was, is] = [readFileSync(base), readFileSync(current)];
  if (was.equals(is)) return undefined;
  const shown = (bytes: Buffer, folder: string): string =>
    hidden.reduce((text, { without }) => without(text), bytes.toString('utf8').replaceAll(folder, 'FOLDER'));
  const [wasShown, isShown] = [shown(was, baseFolder), shown(is, currentFolder)];
  const isHidden = hidden.length > 0 || (was.includes(baseFolder) && is.includes(currentFolder));
  if (isHidden && wasShown === isShown) return undefined;
  if (hidden.length > 0) {
    writeFileSync(base, wasShown);
    writeFileSync(current, isShown);
  }
  return `${firstDifference(wasShown, isShown)}\n${unifiedDiff(base, current)}`;
};

/** Every file of two folders, byte by byte. */
export const compareFolders = (base: string, current: string, hidden: readonly Hidden[] = []): Comparison => {
  const names = [...new Set([...filesBelow(base), ...filesBelow(current)])].sort();
  const differences = names.flatMap((file): readonly Difference[] => {
    const [was, is] = [join(base, file), join(current, file)];
    if (!existsSync(was)) return [{ file, says: 'is written by the current tree only' }];
    if (!existsSync(is)) return [{ file, says: 'is written by the base only' }];
    const says = difference(
      [base, current],
      file,
      hidden.filter(({ files }) => files.test(file)),
    );
    return says === undefined ? [] : [{ file, says }];
  });
  const bytes = filesBelow(current).reduce((sum, name) => sum + statSync(join(current, name)).size, 0);
  return { files: names.length, bytes, differences };
};
