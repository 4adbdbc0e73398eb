import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Texts that once did harm, by target: `corpus/<target>/<name>`. Each is tried by `corpus.test.ts`, and changed further by `npm run fuzz`. */
const folder = fileURLToPath(new URL('./corpus', import.meta.url));

export const corpusOf = (target: string): readonly (readonly [name: string, text: string])[] => {
  const own = join(folder, target);
  return existsSync(own)
    ? readdirSync(own)
        .sort()
        .map((name) => [name, readFileSync(join(own, name), 'utf8')] as const)
    : [];
};

/** @returns the name of the new file */
export const keepInCorpus = (target: string, text: string): string => {
  const own = join(folder, target);
  mkdirSync(own, { recursive: true });
  const name = `${hash('sha256', text, 'hex').slice(0, 12)}.txt`;
  writeFileSync(join(own, name), text);
  return join(own, name);
};
