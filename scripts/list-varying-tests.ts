/** Prints the test files for the second pass of `.ci/run` (`npm run test:many`), one a line. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { varyingTests } from './varying-tests.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = new Map(
  globSync('test/**/*.ts', { cwd: root, exclude: ['test/**/node_modules'] })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
process.stdout.write(`${varyingTests(files).join('\n')}\n`);
