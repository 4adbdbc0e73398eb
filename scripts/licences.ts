import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** From the heading of that name to the next one. */
const sectionOf = (readme: string): string | undefined =>
  /^#+ *licen[cs]e *\n([\s\S]*?)(?=^#|$(?![\s\S]))/im.exec(readme)?.[1];

/** Some packages have the text of their licence in no file of its own, but in their README. */
const textIn = (folder: string): string => {
  const files = readdirSync(folder);
  const own = files.filter((file) => /^licen[cs]e/i.test(file));
  if (own.length > 0) return own.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const readme = files.find((file) => /^readme/i.test(file));
  const section = readme === undefined ? undefined : sectionOf(readFileSync(join(folder, readme), 'utf8'));
  if (section === undefined || !/copyright/i.test(section))
    throw new Error(`${folder} has no licence to go with its code`);
  return section.trim();
};

const noticeOf = (root: string, folder: string): string => {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${textIn(join(root, folder))}\n`;
};

/**
 * The notices of packages whose code is in a bundle, each with the version that is in it. @param modules paths of its modules
 * @throws where one has no licence
 */
export const licencesOf = (root: string, modules: readonly string[]): string => {
  const folders = modules.flatMap(
    (path) =>
      /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(relative(root, path.replace('\0', '')))?.[0] ?? [],
  );
  return [...new Set(folders)]
    .sort()
    .map((folder) => noticeOf(root, folder))
    .join(`\n${'-'.repeat(80)}\n\n`);
};
