import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tables } from '../../src/history/schema.ts';
import { findingStates } from '../../src/model/history.ts';

const page = readFileSync('docs/history.md', 'utf8');

test.each(tables.map((table) => [table.name, table] as const))(
  'docs/history.md explains %s',
  (name, table) => {
    const section = page.split(`### \`${name}\`\n`)[1]?.split('\n### ')[0];
    expect(section).toContain(table.says);
    const rows = table.columns.map(
      (column) => `| \`${column.name}\` | ${column.type.replace('?', ', may be null')} | ${column.says} |`,
    );
    expect(section!.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
  },
);

test('and every state', () => {
  for (const state of findingStates) expect(page).toContain(`| \`${state}\` |`);
});
