import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const licenceOf = (root: string, folder: string): string => {
  const name = readdirSync(join(root, folder)).find((file) => /^licen[cs]e/i.test(file));
  if (name === undefined) throw new Error(`${folder} has no licence to go with its code`);
  return `${folder.replace(/^.*node_modules\//, '')}\n\n${readFileSync(join(root, folder, name), 'utf8').trim()}\n`;
};

/** The notices of packages whose code is in a bundle. @param modules paths of its modules */
export const licencesOf = (root: string, modules: readonly string[]): string => {
  const folders = modules.flatMap(
    (path) =>
      /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(relative(root, path.replace('\0', '')))?.[0] ?? [],
  );
  return [...new Set(folders)]
    .sort()
    .map((folder) => licenceOf(root, folder))
    .join(`\n${'-'.repeat(80)}\n\n`);
};
