import { importedFile, importsOf } from './import-graph.ts';

/**
 * Which test files the second pass of `.ci/run` runs: those that draw cases, and those that run commands. In all others many cases
 * and commands as processes change nothing, and what they say is what the first pass said.
 */

const support = 'test/support/';
/** What takes the environment for how many cases it draws, or whether a command is a process. */
const sources: readonly RegExp[] = [/\bfrom 'fast-check'/, /\bNHI_AUDIT_(?:LAW_RUNS|TEST_PROCESSES)\b/];
/** The command line for tests has more in it than commands: a folder of one's own is the same in both. */
const commands = `${support}cli.ts`;
const runsCommands = (text: string): boolean =>
  [...text.matchAll(/^import\s*\{([^}]*)\}\s*from\s*'[^']*\/cli\.ts'/gm)].some(([, names]) =>
    names!.split(',').some((name) => /^cli(?: as .*)?$/.test(name.trim())),
  );

/**
 * @param files text of everything below `test/`, by path from the root
 * @returns paths of test files, sorted
 */
export const varyingTests = (files: ReadonlyMap<string, string>): readonly string[] => {
  const varying = new Set(
    [...files]
      .filter(([, text]) => runsCommands(text) || sources.some((pattern) => pattern.test(text)))
      .map(([path]) => path),
  );
  const imports = [...files].map(([path, text]) => ({
    path,
    targets: importsOf(text)
      .flatMap(({ specifier, typeOnly }) =>
        specifier?.startsWith('.') && !typeOnly ? [importedFile(path, specifier)] : [],
      )
      .filter((target) => target !== commands),
  }));
  // Whatever imports one of them, directly or not.
  for (let before = -1; before !== varying.size; ) {
    before = varying.size;
    for (const { path, targets } of imports)
      if (targets.some((target) => varying.has(target))) varying.add(path);
  }
  return [...varying].filter((path) => path.endsWith('.test.ts')).sort();
};
