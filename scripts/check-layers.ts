/** `npm run layers`: imports run downwards only, and heavy packages stay where they are needed. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { violationsIn } from './layers.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const paths = globSync('{src,connectors,rules,reports}/**/*.ts', { cwd: root }).sort();
const violations = paths.flatMap((path) =>
  violationsIn(relative(root, join(root, path)), readFileSync(join(root, path), 'utf8')),
);
for (const { path, line, says } of violations) process.stderr.write(`${path}:${line}: ${says}\n`);
process.stdout.write(`${paths.length} files, ${violations.length} imports that run upwards or sideways\n`);
process.exitCode = violations.length > 0 ? 1 : 0;
