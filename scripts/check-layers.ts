/**
 * `npm run layers`: imports run downwards only, in no circle of files nor of what stands side by side in a folder,
 * and heavy packages stay where they are needed.
 * `npm run --silent layers -- --dot` prints which file imports which for Graphviz, `--dot folders` which folder.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { circlesIn, dotOf, folderGraph, importGraph, siblingGraphs } from './import-graph.ts';
import { violationsIn } from './layers.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = new Map(
  globSync('{src,connectors,rules,reports}/**/*.{ts,tsx}', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
const graph = importGraph(files);

const check = (): void => {
  const violations = [...files].flatMap(([path, text]) => violationsIn(path, text));
  for (const { path, line, says } of violations) process.stderr.write(`${path}:${line}: ${says}\n`);
  const circles = circlesIn(graph);
  const siblings = siblingGraphs(graph).flatMap(circlesIn);
  for (const [what, found] of [
    ['files', circles],
    ['that stand side by side', siblings],
  ] as const) {
    for (const { members, way } of found) {
      const all = way.length > members.length ? '' : `; all of them: ${members.join(', ')}`;
      process.stderr.write(`${members.length} ${what} import each other: ${way.join(' → ')}${all}\n`);
    }
  }
  process.stdout.write(
    `${files.size} files, ${violations.length} imports that run upwards or sideways, ${circles.length + siblings.length} circles\n`,
  );
  process.exitCode = violations.length + circles.length + siblings.length > 0 ? 1 : 0;
};

const [mode, of = 'files'] = process.argv.slice(2);
if (mode === undefined) check();
else if (mode === '--dot' && (of === 'files' || of === 'folders'))
  process.stdout.write(dotOf(of === 'files' ? graph : folderGraph(graph)));
else {
  process.stderr.write('Usage: npm run layers [-- --dot [files|folders]]\n');
  process.exitCode = 2;
}
