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
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CodeSplittingNameFunction, type Plugin, rolldown } from 'rolldown';
import { writeEstate } from '../bench/estate.ts';
import { licencesOf } from './licences.ts';

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
  transform: (code, id) => {
    if (!id.endsWith('.ts') || !code.includes('import.meta.url')) return null;
    const place = join('../..', relative(root, id)).replace(/\.ts$/, '.js');
    return code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
  },
};

/** zod's messages in fifty languages, of which none is asked for. */
const noLanguages: Plugin = {
  name: 'no languages',
  transform: (_, id) => (/zod\/v4\/locales\/index\.js$/.test(id) ? 'export {};' : null),
};

/**
 * What commander imports of Node and hardly ever uses is found when it is used: to import `node:process`, `node:util` and
 * `node:child_process` makes all that their names stand for (reports, argument parsers, sockets), 8 of some 400 ms.
 */
const builtinsWhenUsed: Plugin = {
  name: 'built-in modules when used',
  transform: (code, id) => {
    if (!/commander\/lib\/\w+\.js$/.test(id)) return null;
    const found = (name: string): string => `process.getBuiltinModule('node:${name}')`;
    return code
      .replace("import process from 'node:process';", '')
      .replace(
        "import childProcess from 'node:child_process';",
        `const childProcess = { spawn: (...given) => ${found('child_process')}.spawn(...given) };`,
      )
      .replace(
        "import { stripVTControlCharacters } from 'node:util';",
        `const stripVTControlCharacters = (text) => ${found('util')}.stripVTControlCharacters(text);`,
      );
  },
};

/**
 * Each file that is opened costs half a millisecond, so what runs together lies together: all that the command line
 * reads for its help, and what a scan of a file needs besides. The rest is split by who loads it.
 */
const together: readonly (readonly [name: string, begins: readonly string[]])[] = [
  ['start', ['src/cli/run.ts', 'src/cli/large-input.ts', 'src/cli/tier-up.ts']],
  [
    'scan',
    [
      'src/cli/exceptions-options.ts',
      'src/cli/settings-file.ts',
      'src/cli/snapshot-target.ts',
      'src/cli/compare-with.ts',
      'src/cli/from-root.ts',
      'src/cli/metrics.ts',
      'src/cli/notify.ts',
      'src/pipeline/audit.ts',
      'src/pipeline/facts.ts',
      'src/pipeline/file-source.ts',
      'src/pipeline/in-force.ts',
      'src/pipeline/tolerant-sources.ts',
      'reports/terminal.ts',
    ],
  ],
  // Loaded by what has something of AWS in it, and by nothing else.
  ['aws', ['connectors/aws/index.ts', 'connectors/aws/facts/redaction.ts']],
];

type ModuleGraph = Parameters<CodeSplittingNameFunction>[1];

/** Modules that are loaded with one, without what it loads when it needs it. */
const closureOf = (begin: string, graph: ModuleGraph, seen: Set<string>): Set<string> => {
  if (seen.has(begin)) return seen;
  seen.add(begin);
  for (const id of graph.getModuleInfo(begin)?.importedIds ?? []) closureOf(id, graph, seen);
  return seen;
};

/** Of a module in several groups the first has it. */
const groups = together.map(([name, begins], index) => {
  let members: ReadonlySet<string> | undefined;
  const nameOf: CodeSplittingNameFunction = (id, graph) => {
    members ??= begins.reduce((seen, begin) => closureOf(join(root, begin), graph, seen), new Set<string>());
    return members.has(id) ? name : null;
  };
  return { name: nameOf, debugName: name, priority: together.length - index };
});

const described = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * What only some commands load, and an installation may lack, stays a package of its own; so does what the SDKs share.
 * Packages of development that the program needs are built in, so that nobody has to install them: the drivers and the query
 * builder of a history, the queue of a fleet, mail, Parquet.
 */
const apart = [
  ...Object.keys(described.optionalDependencies),
  ...Object.keys(described.peerDependencies),
  '@bufbuild/cel',
  '@smithy',
];

const commandLine = join(dist, 'src/cli');
rmSync(commandLine, { recursive: true });
const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/cli/main.ts' },
  platform: 'node',
  external: (id) => apart.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [modulePlaces, noLanguages, builtinsWhenUsed],
  checks: { ineffectiveDynamicImport: false },
});
const { output } = await bundle.write({
  dir: commandLine,
  format: 'esm',
  chunkFileNames: '[name]-[hash].js',
  codeSplitting: { groups },
  // Read at every start; whoever reads the code has it with its comments in the library.
  comments: false,
});

/**
 * Where a module that lies with others is loaded by itself, the bundler makes a file that only hands its names on: a file
 * more to find and to open. Whoever loads such a file takes the names from where they are.
 */
const handsOn = /^export \{ ([^{}]+) \} from "(\.\/[^"]+)";\s*$/;
const takenFrom = (names: string, file: string): string => {
  const members = names.split(', ').map((each) => {
    const [inside, outside] = each.split(' as ') as [string, string?];
    return `${outside ?? inside}: m.${inside}`;
  });
  return `import("${file}").then((m) => ({ ${members.join(', ')} }))`;
};
const written = new Map(
  output.flatMap((file) =>
    file.type === 'chunk' ? [[file.fileName, readFileSync(join(commandLine, file.fileName), 'utf8')]] : [],
  ),
);
const handing = new Map<string, string>();
for (const [name, code] of written) {
  const [, names, file] = handsOn.exec(code) ?? [];
  if (names === undefined || file === undefined) continue;
  handing.set(`./${name}`, takenFrom(names, file));
  rmSync(join(commandLine, name));
}
/** V8 keeps a file with one character beyond Latin-1 at twice the size. There are such characters in texts and patterns only. */
const inAscii = (code: string): string =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
for (const [name, code] of written) {
  if (handing.has(`./${name}`)) continue;
  const direct = code.replace(/\bimport\("(\.\/[^"]+)"\)/g, (found, file) => handing.get(file) ?? found);
  writeFileSync(join(commandLine, name), inAscii(direct));
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly {
        readonly startOffset: number;
        readonly endOffset: number;
        readonly count: number;
      }[];
    }[];
  }[];
}

/**
 * V8 keeps of a file what was compiled with it, and leaves functions for later, unless they stand in parentheses, as those do
 * that are called where they stand. So functions that a scan calls are put into parentheses: 2,000 of them were compiled anew
 * in every run, which took an eighth of it (docs/performance.md).
 */
const markCalled = (folder: string): void => {
  const coverage = join(folder, 'coverage');
  const estate = join(folder, 'estate.json');
  writeEstate(estate, 20);
  for (const args of [['scan', '--demo'], ['scan', estate], ['--help']]) {
    const run = spawnSync(process.execPath, [join(commandLine, 'main.js'), ...args], {
      env: { ...process.env, NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (run.error !== undefined) throw run.error;
    if (run.status !== 0)
      throw new Error(`nhi-audit ${args.join(' ')} ended with ${run.status}: ${run.stderr}`);
  }
  const called = new Map<string, Map<number, number>>();
  for (const file of globSync('*.json', { cwd: coverage })) {
    const { result }: Coverage = JSON.parse(readFileSync(join(coverage, file), 'utf8'));
    for (const { url, functions } of result) {
      const name = url.startsWith('file:') ? relative(commandLine, fileURLToPath(url)) : '';
      if (!written.has(name) || name === 'main.js') continue;
      const places = called.get(name) ?? new Map<number, number>();
      called.set(name, places);
      for (const { ranges } of functions) {
        const { startOffset, endOffset, count } = ranges[0]!;
        if (count > 0) places.set(startOffset, endOffset);
      }
    }
  }
  for (const [name, places] of called) {
    const code = readFileSync(join(commandLine, name), 'latin1');
    const marks = [...places]
      // An arrow function: what else is a function begins with a word.
      .filter(([start]) => code[start] === '(')
      .flatMap(([start, end]) => [
        { at: start, mark: '(' },
        { at: end, mark: ')' },
      ])
      .sort((a, b) => a.at - b.at);
    let marked = '';
    let from = 0;
    for (const { at, mark } of marks) {
      marked += code.slice(from, at) + mark;
      from = at;
    }
    writeFileSync(join(commandLine, name), marked + code.slice(from), 'latin1');
  }
};
const measured = mkdtempSync(join(tmpdir(), 'nhi-audit-build-'));
try {
  markCalled(measured);
} finally {
  rmSync(measured, { recursive: true });
}

// What of these the library reaches.
const parquet = join(dist, 'reports/parquet-file.js');
const writer = await rolldown({
  input: parquet,
  platform: 'node',
  external: (id, importer) => id.startsWith('.') && importer === parquet,
});
const library = await writer.write({ file: parquet, format: 'esm', codeSplitting: false });

const modules = [...output, ...library.output].flatMap((file) =>
  file.type === 'chunk' ? file.moduleIds : [],
);
writeFileSync(join(commandLine, 'LICENSES.txt'), licencesOf(root, modules));
chmodSync(join(commandLine, 'main.js'), 0o755);
