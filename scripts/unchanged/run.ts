import { spawn } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tree } from './trees.ts';

/** Commands of a case, one after the other in one working folder. */
export type Steps = readonly (readonly string[])[];

export interface RunOptions {
  readonly steps: Steps;
  /** The folder of inputs; a case names them `in/…`. */
  readonly inputs: string;
  /** Where outputs go: `1.code`, `1.stdout`, `1.stderr`, and `files/`, the working folder. */
  readonly folder: string;
  /** The folder of inputs that the working folder begins as. */
  readonly begin?: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly codes: readonly number[];
  readonly milliseconds: number;
}

const fixedClock = fileURLToPath(new URL('fixed-clock.ts', import.meta.url));
const longest = 600_000;

const runStep = (tree: Tree, args: readonly string[], cwd: string, name: string, env: NodeJS.ProcessEnv) =>
  new Promise<number>((done, failed) => {
    const files = [openSync(`${name}.stdout`, 'w'), openSync(`${name}.stderr`, 'w')] as const;
    const child = spawn(tree.node, ['--import', fixedClock, join(tree.root, tree.program), ...args], {
      cwd,
      env,
      stdio: ['ignore', ...files],
      timeout: longest,
    });
    child.once('error', failed);
    child.once('close', (code, signal) => {
      for (const file of files) closeSync(file);
      writeFileSync(`${name}.code`, `${code}\n`);
      if (code !== null) done(code);
      else failed(new Error(`${tree.side}: nhi-audit ${args.join(' ')} was ended by ${signal}`));
    });
  });

/** Runs a case in one tree. */
export const runSteps = async (
  tree: Tree,
  { steps, inputs, folder, begin, environment }: RunOptions,
): Promise<Ran> => {
  const cwd = join(folder, 'files');
  mkdirSync(cwd, { recursive: true });
  if (begin !== undefined) cpSync(join(inputs, begin), cwd, { recursive: true, preserveTimestamps: true });
  symlinkSync(inputs, join(cwd, 'in'));
  // Nothing of the caller's environment changes what the program does.
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC', ...environment };
  const start = performance.now();
  const codes: number[] = [];
  for (const [index, args] of steps.entries())
    codes.push(await runStep(tree, args, cwd, join(folder, String(index + 1)), env));
  return { codes, milliseconds: performance.now() - start };
};
