import { readFileSync, writeFileSync } from 'node:fs';
import { withInputs } from './action-inputs.ts';

/** `npm run docs`: puts the inputs of action.yml into docs/ci.md. A test fails when they differ. */
const at = (name: string): URL => new URL(`../${name}`, import.meta.url);
const page = at('docs/ci.md');
writeFileSync(page, withInputs(readFileSync(page, 'utf8'), readFileSync(at('action.yml'), 'utf8')));
