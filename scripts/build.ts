/**
 * `npm run build`: the package as it is published, in `dist/`. TypeScript is compiled; data that code reads by its
 * place (JSON tables, the demo estate) is copied to the same place.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, globSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const rooms = ['src', 'connectors', 'rules', 'reports'];

rmSync(dist, { recursive: true, force: true });
const compiler = spawnSync('tsc', ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (compiler.error !== undefined) throw compiler.error;
if (compiler.status !== 0) process.exit(compiler.status ?? 1);

for (const room of rooms) {
  for (const path of globSync(`${room}/**/*.{json,ndjson,csv,yaml}`, { cwd: root })) {
    // What is imported as a module is there already.
    if (!existsSync(join(dist, path))) cpSync(join(root, path), join(dist, path));
  }
}
chmodSync(join(dist, 'src/cli/main.js'), 0o755);
