import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { gcpLive } from '../../../../connectors/gcp/live.ts';

it('docs/api-calls/gcp.md lists every call of the code, what it needs and when it is made', () => {
  const text = readFileSync('docs/api-calls/gcp.md', 'utf8');
  const [, table = ''] = /<!-- calls -->\n([\s\S]*?)\n<!-- \/calls -->/.exec(text) ?? [];
  const { columns, rows } = gcpLive.calls;
  expect(table.split('\n')).toEqual([
    `| ${columns.join(' | ')} |`,
    `|${'---|'.repeat(columns.length)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ]);
});
