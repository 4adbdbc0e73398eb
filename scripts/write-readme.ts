import { readFileSync, writeFileSync } from 'node:fs';
import { withOutput } from './readme-output.ts';

/** `npm run docs`: puts what the program prints into these pages. A test fails when it prints something else. */
for (const page of ['../README.md', '../docs/who-can.md']) {
  const path = new URL(page, import.meta.url);
  writeFileSync(path, withOutput(readFileSync(path, 'utf8')));
}
