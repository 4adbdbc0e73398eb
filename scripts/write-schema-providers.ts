import { readFileSync, writeFileSync } from 'node:fs';
import { withProviders } from './schema-providers.ts';

/** `npm run docs`: puts the providers of the index into the schema of the report. A test fails when they differ. */
const schema = new URL('../src/model/report.schema.json', import.meta.url);
writeFileSync(schema, withProviders(readFileSync(schema, 'utf8')));
