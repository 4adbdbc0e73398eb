/**
 * `npm run optional-packages`: every optional dependency is installed. npm passes over one that fails in silence, and
 * the tests of live scans would then judge less than they say.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (
  path: string,
): { readonly version?: string; readonly optionalDependencies?: object } | undefined => {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
};
const declared = Object.keys(read('package.json')?.optionalDependencies ?? {});
const missing = declared.filter(
  (name) => read(join('node_modules', name, 'package.json'))?.version === undefined,
);
for (const name of missing) process.stderr.write(`${name} is an optional dependency and is not installed\n`);
process.stdout.write(`${declared.length} optional packages, ${missing.length} not installed\n`);
process.exitCode = missing.length > 0 || declared.length === 0 ? 1 : 0;
