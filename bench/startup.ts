/**
 * `node bench/startup.ts [--base REVISION] [--runs N] [--node PATH]…`: what a short run of the command costs, as built
 * for the package: this tree beside a revision (without one, this tree alone), for each Node, with compiled code kept
 * from an earlier run (warm) and without (cold), beside an empty `node` process. Runs are taken in turn, so that what
 * else the machine does falls on all. Wall time and processor time: median, and the least in brackets.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeEstate } from './estate.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: given } = parseArgs({
  options: {
    base: { type: 'string' },
    runs: { type: 'string', default: '15' },
    node: { type: 'string', multiple: true, default: [process.execPath] },
  },
});
const runs = Number(given.runs);

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-startup-'));
const checkout = join(folder, 'base');
process.once('exit', () => {
  if (existsSync(checkout)) execFileSync('git', ['worktree', 'remove', '--force', checkout], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
});

const built = (tree: string): string => {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: tree, stdio: 'inherit' });
  // Not the launcher: in a clone it starts the sources in a process of their own, whose time would not be seen.
  return join(tree, 'dist/src/cli/main.js');
};

const checkOut = (revision: string): string => {
  execFileSync('git', ['worktree', 'add', '--detach', checkout, revision], { cwd: root, stdio: 'ignore' });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  return checkout;
};

/** Tells what the process has used when it ends: whoever starts it is not told. */
const meter = join(folder, 'meter.cjs');
const spent = join(folder, 'spent');
writeFileSync(
  meter,
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(spent)}, JSON.stringify(process.cpuUsage())));`,
);

interface Run {
  readonly wall: number;
  readonly processor: number;
}

const measure = (node: string, args: readonly string[], cache: string): Run => {
  const start = performance.now();
  const { status, stderr } = spawnSync(node, ['--require', meter, ...args], {
    env: { ...process.env, XDG_CACHE_HOME: cache, NODE_OPTIONS: '' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const { user, system } = JSON.parse(readFileSync(spent, 'utf8'));
  return { wall, processor: (user + system) / 1000 };
};

const sample = '/work/shared/data/aws/sample-account-authorization-details.json';
const small = join(folder, 'small.json');
writeEstate(small, 20);

const commands: readonly (readonly [string, readonly string[]])[] = [
  ['--help', ['--help']],
  ['scan of 20 principals', ['scan', small]],
  ['scan --demo', ['scan', '--demo']],
  ...(existsSync(sample) ? [['scan of 122 principals', ['scan', sample]] as const] : []),
];

const trees = [
  ...(given.base === undefined ? [] : [[given.base, built(checkOut(given.base))] as const]),
  ['this tree', built(root)] as const,
];

const summary = (of: readonly number[]): string => {
  const sorted = of.toSorted((a, b) => a - b);
  return `${sorted[sorted.length >> 1]!.toFixed(0).padStart(6)} (${sorted[0]!.toFixed(0)})`.padEnd(14);
};
const least = (of: readonly Run[]): number => Math.min(...of.map(({ processor }) => processor));

const print = (name: string, of: readonly Run[], empty: readonly Run[], base: readonly Run[] | undefined) => {
  const ratios = [
    `${(least(of) / least(empty)).toFixed(1)} × node`,
    ...(base === undefined ? [] : [`${(least(of) / least(base)).toFixed(2)} × ${given.base}`]),
  ];
  process.stdout.write(
    `  ${name.padEnd(36)} wall ${summary(of.map(({ wall }) => wall))} processor ${summary(of.map(({ processor }) => processor))} ${ratios.join(', ')}\n`,
  );
};

for (const node of given.node) {
  process.stdout.write(`${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}, milliseconds\n`);
  const empty = Array.from({ length: runs }, () => measure(node, ['-e', '0'], folder));
  print('empty process', empty, empty, undefined);
  for (const [command, args] of commands) {
    for (const kept of [true, false]) {
      const caches = trees.map((_, index) => join(folder, `cache-${index}`));
      const once = (index: number): Run => {
        if (!kept) rmSync(caches[index]!, { recursive: true, force: true });
        mkdirSync(caches[index]!, { recursive: true });
        return measure(node, [trees[index]![1], ...args], caches[index]!);
      };
      // The first runs fill the cache, and see what the later ones need.
      for (const index of trees.keys()) for (let time = 0; time < 2; time += 1) once(index);
      const rounds = Array.from({ length: runs }, () => [...trees.keys()].map(once));
      for (const [index, [name]] of trees.entries()) {
        const of = rounds.map((round) => round[index]!);
        const base = index === 0 ? undefined : rounds.map((round) => round[0]!);
        print(`${command}, ${kept ? 'warm' : 'cold'}: ${name}`, of, empty, base);
      }
    }
  }
}
