#!/usr/bin/env node
import { once } from 'node:events';
import module from 'node:module';
import { join } from 'node:path';

const { stdout, stderr, env } = process;

/** Where the result could not be handed over there is no verdict: a gate must not pass on it. */
const undelivered = 3;

const lowestNode = [22, 18] as const;

const isOldNode = (): boolean => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < lowestNode[0] || (major === lowestNode[0] && minor < lowestNode[1]);
};

let progressShown = false;
const progress = (line: string): void => {
  if (!stderr.isTTY || (line === '' && !progressShown)) return;
  stderr.write(`\r\u001b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
  progressShown = line !== '';
};

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`| head`) goes away without a word.
  if (error.code !== 'EPIPE') stderr.write(`nhi-audit: the result cannot be written: ${error.message}\n`);
  process.exit(undelivered);
});

/** Of output that goes to no terminal: what the shell says, where it exports it; else the width of a classic terminal. */
const askedColumns = (): number => {
  const asked = Number(/^[1-9]\d{0,4}$/.test(env.COLUMNS ?? '') ? env.COLUMNS : Number.NaN);
  return Number.isNaN(asked) ? 80 : asked;
};

/**
 * Code compiled once is kept for the next run, which then starts in about two thirds of the time. In the user's own cache,
 * not in a temporary folder that others could write to: what is kept there is run. No home, no cache; a folder that cannot
 * be written is no error. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
const keepCompiledCode = (): void => {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = env;
  const home = HOME === undefined || HOME === '' ? undefined : join(HOME, '.cache');
  const caches = [XDG_CACHE_HOME, LOCALAPPDATA, home].find((folder) => folder !== undefined && folder !== '');
  if (caches !== undefined) module.enableCompileCache?.(join(caches, 'nhi-audit'));
};

const interrupts = (): AbortSignal => {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  return stop.signal;
};

const main = async (): Promise<number> => {
  if (isOldNode()) {
    stderr.write(
      `nhi-audit: needs Node ${lowestNode.join('.')} or newer, and this is ${process.versions.node}\n`,
    );
    return 2;
  }
  keepCompiledCode();
  const { runWithLargerHeap } = await import('./large-input.ts');
  const elsewhere = await runWithLargerHeap(process.argv.slice(2));
  if (elsewhere !== undefined) return elsewhere;
  // After the check of the version: what follows uses what older ones do not have.
  const { run } = await import('./run.ts');
  const { compileAsUsual, compileLater } = await import('./tier-up.ts');
  process.once('exit', compileAsUsual);
  return run(process.argv.slice(2), {
    begins: compileLater,
    write: async (text) => {
      for (const piece of text) if (!stdout.write(piece)) await once(stdout, 'drain');
    },
    note: (line) => {
      progress('');
      stderr.write(`${line}\n`);
    },
    progress,
    colour: stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
    columns: stdout.columns ?? askedColumns(),
    workingDirectory: process.cwd(),
    isCi: env.CI === 'true',
    now: () => new Date(),
    environment: (name) => env[name],
    interrupts,
  });
};

/** A connection that a library left open does not keep the process, once all is written. */
const leave = (): void => {
  setTimeout(() => {
    if (stdout.writableLength + stderr.writableLength > 0) leave();
    else process.exit();
  }, 500).unref();
};

process.exitCode = await main();
leave();
