import type { Connector } from '../src/model/connector.ts';
import type { RecordSchemas } from '../src/snapshot/read.ts';
import { awsRecords } from './aws/facts/records.ts';
import { aws } from './aws/index.ts';
import { githubRecords } from './github/facts/records.ts';
import { github } from './github/index.ts';

/** Every provider. A new one is a folder, its line here, and its flags in `src/cli/source-options.ts`. */
export const connectors: readonly Connector[] = [aws, github];

const schemasOf = (records: Readonly<Record<string, { readonly schema: RecordSchemas[string] }>>) =>
  Object.entries(records).map(([kind, { schema }]) => [kind, schema] as const);

/** What a snapshot may hold: record kind to the schema of its `data`. */
export const recordSchemas: RecordSchemas = Object.fromEntries(
  [awsRecords, githubRecords].flatMap(schemasOf),
);
