import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const main = resolve('src/cli/main.ts');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
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
const plainEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(AWS_|GITHUB_|GH_|NODE_OPTIONS|NO_COLOR|FORCE_COLOR|VITEST)/.test(key),
    ),
  );

/** Runs the program from its sources, as a user would. */
export const cli = (args: readonly string[], options: CliOptions = {}): Promise<CliRun> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [...(options.nodeFlags ?? []), main, ...args], {
      cwd: options.cwd,
      env: { ...plainEnvironment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (piece: string) => {
        text[stream] += piece;
      });
    }
    child.on('error', failed);
    child.on('close', (code) => done({ code, ...text }));
  });
