import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Print, withOutput } from './readme-output.ts';

const print: Print = async (args) => {
  const run = spawnSync(process.execPath, ['src/cli/main.ts', ...args], { encoding: 'utf8' });
  return { ...run, code: run.status };
};

/** `npm run docs`: puts what the program prints into these pages. A test fails when it prints something else. */
for (const page of ['../README.md', '../docs/who-can.md']) {
  const path = new URL(page, import.meta.url);
  writeFileSync(path, await withOutput(readFileSync(path, 'utf8'), print));
}
