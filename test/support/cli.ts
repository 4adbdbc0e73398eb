import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { type Environment, setEnvironment } from './environment.ts';

const main = resolve('src/cli/main.ts');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as it is: of a format that is no text. */
  readonly bytes: Buffer;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProcessOptions extends CliOptions {
  /** Before the program: flags of Node. */
  readonly nodeFlags?: readonly string[];
}

/** A folder of this test file's own; removed at the end. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** The environment without anything that changes what the program does here. */
const plainEnvironment = (): Environment =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(CI$|AWS_|GITHUB_|GH_|NODE_OPTIONS|NO_COLOR|FORCE_COLOR|VITEST)/.test(key),
    ),
  );

/** Runs the program from its sources, as a user would: for what belongs to a process. `cli` takes a tenth of the time. */
export const cliProcess = (args: readonly string[], options: ProcessOptions = {}): Promise<CliRun> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [...(options.nodeFlags ?? []), main, ...args], {
      cwd: options.cwd,
      env: { ...plainEnvironment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pieces = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].on('data', (piece: Buffer) => pieces[stream].push(piece));
    child.on('error', failed);
    child.on('close', (code) => {
      const bytes = Buffer.concat(pieces.stdout);
      const stderr = Buffer.concat(pieces.stderr).toString('utf8');
      done({ code, stdout: bytes.toString('utf8'), stderr, bytes });
    });
  });

const here = async ({ cwd, env }: CliOptions, work: () => Promise<CliRun>): Promise<CliRun> => {
  const before = { cwd: process.cwd(), env: { ...process.env } };
  try {
    if (cwd !== undefined) process.chdir(cwd);
    setEnvironment({ ...plainEnvironment(), ...env });
    return await work();
  } finally {
    process.chdir(before.cwd);
    setEnvironment(before.env);
  }
};

const inProcess = async (args: readonly string[]): Promise<CliRun> => {
  const pieces: Uint8Array[] = [];
  let stderr = '';
  const code = await run(args, {
    write: async (given) => {
      for (const piece of given) pieces.push(Buffer.from(piece as string));
    },
    note: (line) => {
      stderr += `${line}\n`;
    },
    progress: () => {},
    colour: false,
    columns: 80,
    workingDirectory: process.cwd(),
    isCi: process.env.CI === 'true',
    now: () => new Date(),
    environment: (name) => process.env[name],
  });
  const bytes = Buffer.concat(pieces);
  return { code, stdout: bytes.toString('utf8'), stderr, bytes };
};

let last: Promise<unknown> = Promise.resolve();

/** Runs the program in this process, whatever is asked for elsewhere: for many runs, of which none is about a process. */
export const cliInProcess = (args: readonly string[], options: CliOptions = {}): Promise<CliRun> => {
  const turn = last.then(() => here(options, () => inProcess(args)));
  last = turn.catch(() => {});
  return turn;
};

/**
 * Runs the program in this process, with what `main.ts` hands in where no terminal is there. Its working directory and its
 * environment are those of the process, so that runs take turns.
 *
 * With NHI_AUDIT_TEST_PROCESSES=1, as in `.ci/run`, each is a process of its own all the same.
 */
export const cli = (args: readonly string[], options: CliOptions = {}): Promise<CliRun> => {
  const run = process.env.NHI_AUDIT_TEST_PROCESSES === '1' ? cliProcess : cliInProcess;
  return run(args, options);
};
