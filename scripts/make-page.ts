/**
 * `npm run page`: bundles the browser's side of the HTML report (`reports/html/page/`) into `reports/html/page.generated.json`:
 * script, style and the hashes by which the page's policy knows them. `-- --check` fails where the file is not current.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { licencesOf } from './licences.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'reports/html');
const target = join(folder, 'page.generated.json');

const bundle = await rolldown({
  cwd: root,
  input: 'reports/html/page/main.tsx',
  platform: 'browser',
  tsconfig: join(folder, 'page/tsconfig.json'),
});
const { output } = await bundle.generate({ format: 'iife', minify: true, comments: false });
const [{ code, moduleIds }] = output;
/** Each report carries the notices of what is in it. */
const script = `/*!\n${licencesOf(root, moduleIds)}*/\n${code.trim()}`;

/** Comments and blanks go; nothing else changes. */
const style = readFileSync(join(folder, 'page/page.css'), 'utf8')
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\s*\n\s*/g, '')
  .replaceAll(/\s*([{};])\s*/g, '$1')
  .replaceAll(/: /g, ':');

if (output.length !== 1) throw new Error('The page is one file, and the bundle has several');
if (/<\/script|<!--|<script/i.test(script))
  throw new Error('The script would end, or change, the element it stands in');

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
const text = `${JSON.stringify(
  { scriptHash: hash(script), styleHash: hash(style), style, script },
  null,
  2,
)}\n`;

if (process.argv[2] === '--check') {
  if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write('reports/html/page.generated.json is not current: npm run page\n');
    process.exitCode = 1;
  }
} else writeFileSync(target, text);
process.stdout.write(`script ${script.length} characters, style ${style.length}\n`);
