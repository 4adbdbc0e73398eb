import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readWholeFile } from '../../files/whole-file.ts';
import type { ReadFolder } from '../../plan/source-lines.ts';

const largest = 1_048_576;
/** Of one plan; further files say no places. */
const mostFiles = 2_000;

/**
 * The `.tf` files in the folder of a plan and in those of its modules. Nothing behind a link is read, and what cannot be
 * read says no places: they are for people, and no verdict rests on them.
 * @param plan its path, as the user wrote it
 */
export const sourcesBeside = (plan: string): ReadFolder => {
  let left = mostFiles;
  return (folder) => {
    const path = join(dirname(plan), folder);
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
    const names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tf|tofu)$/.test(entry.name))
      .map(({ name }) => name)
      .sort()
      .slice(0, left);
    left -= names.length;
    return names.flatMap((name) => {
      const file = join(path, name);
      if (lstatSync(file).size > largest) return [];
      const read = readWholeFile(file, { largest, what: 'file', noLinks: true });
      return read === undefined
        ? []
        : [{ file: file.replaceAll('\\', '/'), text: read.bytes.toString('utf8') }];
    });
  };
};
