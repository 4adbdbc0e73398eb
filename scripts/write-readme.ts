import { readFileSync, writeFileSync } from 'node:fs';
import { withOutput } from './readme-output.ts';

/** `npm run docs`: puts what the program prints into README.md. A test fails when it prints something else. */
const path = new URL('../README.md', import.meta.url);
writeFileSync(path, withOutput(readFileSync(path, 'utf8')));
