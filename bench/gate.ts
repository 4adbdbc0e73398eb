import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleShapes } from '../test/pipeline/module-shapes.ts';
import { planText } from '../test/support/plan.ts';

/**
 * What this gate and tfprivesc (PyPI, MIT) say of the same plans: `npm run bench:gate [-- FOLDER]`, where each folder in
 * FOLDER that holds a `plan.json` is one more. tfprivesc is installed into a temporary folder that goes again; TFPRIVESC
 * names one that is there already.
 */

const version = '0.1.1';
const root = new URL('..', import.meta.url).pathname;

interface PlanCase {
  readonly name: string;
  readonly path: string;
}

const plansIn = (folder: string): readonly PlanCase[] =>
  readdirSync(folder)
    .sort()
    .map((name) => ({ name, path: join(folder, name, 'plan.json') }))
    .filter(({ path }) => existsSync(path));

const run = (command: string, args: readonly string[]): { readonly code: number; readonly out: string } => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { code: status ?? -1, out: stdout === '' ? stderr : stdout };
};

const install = (folder: string): string => {
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['python3', ['-m', 'venv', folder]],
    [join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `tfprivesc==${version}`]],
  ];
  for (const [command, args] of steps) {
    const { code, out } = run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${out}`);
  }
  return join(folder, 'bin/tfprivesc');
};

const tally = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)].map(([word, { length }]) => `${word} ${length}`).join(', ') || '-';

const ownAnswer = (path: string): string => {
  const { code, out } = run(process.execPath, [
    join(root, 'src/cli/main.ts'),
    ...['gate', '--plan', path, '--format', 'json'],
  ]);
  if (code !== 0 && code !== 1 && code !== 3) return `refused (${code})`;
  const { verdict, changes } = JSON.parse(out) as {
    readonly verdict: string;
    readonly changes: readonly { readonly class: string; readonly fails: boolean }[];
  };
  return `${verdict}: ${tally(changes.filter(({ fails }) => fails).map((change) => change.class))}`;
};

const otherAnswer = (program: string, path: string): string => {
  const { code, out } = run(program, [path, '--format', 'json', '--fail-on', 'low']);
  try {
    const { findings, latent, dormant, coverage } = JSON.parse(out) as {
      readonly findings: readonly { readonly severity?: string }[];
      readonly latent: readonly unknown[];
      readonly dormant: readonly unknown[];
      readonly coverage: {
        readonly already_privileged: readonly unknown[];
        readonly unresolved: readonly unknown[];
      };
    };
    const parts = [
      ...(findings.length === 0 ? [] : [`paths ${findings.length}`]),
      ...(latent.length === 0 ? [] : [`latent ${latent.length}`]),
      ...(dormant.length === 0 ? [] : [`dormant ${dormant.length}`]),
      ...(coverage.already_privileged.length === 0
        ? []
        : [`privileged ${coverage.already_privileged.length}`]),
      ...(coverage.unresolved.length === 0 ? [] : [`unresolved ${coverage.unresolved.length}`]),
    ];
    return `${code === 0 ? 'pass' : 'fail'}: ${parts.join(', ') || '-'}`;
  } catch (failure) {
    if (failure instanceof SyntaxError) return `refused (${code})`;
    throw failure;
  }
};

const folder = mkdtempSync(join(tmpdir(), 'bench-gate-'));
try {
  const program = process.env.TFPRIVESC ?? install(join(folder, 'venv'));
  const shapes = moduleShapes.map(({ title, changes }, index): PlanCase => {
    const path = join(folder, `shape-${index}.json`);
    writeFileSync(path, planText(changes));
    return { name: title, path };
  });
  const further = process.argv.slice(2).flatMap(plansIn);
  const all = [...plansIn(join(root, 'test/fixtures/terraform')), ...shapes, ...further];
  const rows = all.map(({ name, path }) => {
    // An empty file would be a mistake of the bench's own.
    if (readFileSync(path).length === 0) throw new Error(`${path} is empty`);
    return [name, ownAnswer(path), otherAnswer(program, path)] as const;
  });
  process.stdout.write(`| plan | nhi-audit gate | tfprivesc ${version} |\n|---|---|---|\n`);
  for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
