import { z } from 'zod';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';

const key = z.object({ id: z.string(), admin: z.boolean() });

export type TinyKey = z.output<typeof key>;

export const tinyRecords = { 'tiny.key': { schema: key } };

const answer = z.object({ tinyKeys: z.array(key) });

/** What `GET /keys` gives, live or in a file. */
export function* factsOf(text: string): Generator<SnapshotRecord | Coverage> {
  for (const data of answer.parse(JSON.parse(text)).tinyKeys) {
    yield { record: 'tiny.key', scope: 'here', id: data.id, data };
  }
  yield {
    connector: 'tiny',
    scope: 'here',
    source: 'GET /keys',
    status: 'complete',
    detail: '',
    gives: ['inventory', 'grants', 'trusts', 'credentials', 'guardrails', 'workloads', 'owners'],
  };
}
