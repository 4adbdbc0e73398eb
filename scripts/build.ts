/**
 * `npm run build`: the package as it is published, in `dist/`. TypeScript is compiled; data that code reads by its
 * place (JSON tables, the demo estate) is copied to the same place. The command line is bundled, because finding and
 * opening some 480 modules took a third of a short run (docs/performance.md); the library is not.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

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

/** Data is read beside the module that it belongs to: each module in a bundle is told where it would be. */
const modulePlaces: Plugin = {
  name: 'module places',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const place = join('../..', relative(root, path)).replace(/\.ts$/, '.js');
      const text = readFileSync(path, 'utf8');
      const contents = text.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
      return { contents, loader: 'ts' };
    });
  },
};

/** zod's messages in fifty languages, of which none is asked for: two thirds of its code. */
const noLanguages: Plugin = {
  name: 'no languages',
  setup: ({ onLoad }) => {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};', loader: 'js' }));
  },
};

const licenceOf = (folder: string): string => {
  const name = readdirSync(join(root, folder)).find((file) => /^licen[cs]e/i.test(file));
  if (name === undefined) throw new Error(`${folder} has no licence to go with its code`);
  return `${folder.replace(/^.*node_modules\//, '')}\n\n${readFileSync(join(root, folder, name), 'utf8').trim()}\n`;
};

/** The notices of packages whose code is in the bundle. */
const licencesOf = ({ inputs }: Metafile): string => {
  const folders = Object.keys(inputs).flatMap(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return [...new Set(folders)]
    .sort()
    .map(licenceOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
};

const commandLine = join(dist, 'src/cli');
rmSync(commandLine, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  outdir: commandLine,
  bundle: true,
  // A file for each command, and for whatever else is loaded when it is needed.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // SDKs are loaded by live scans only, and stay packages of their own.
  external: ['@aws-sdk/*', '@smithy/*', '@octokit/*'],
  plugins: [modulePlaces, noLanguages],
  // Packages in CommonJS ask for parts of Node by `require`. The bundler does not know these names: nobody may have them.
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(join(commandLine, 'LICENSES.txt'), licencesOf(metafile));
chmodSync(join(commandLine, 'main.js'), 0o755);
