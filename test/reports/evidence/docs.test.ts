import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { controlColumns } from '../../../reports/evidence/control-matrix.ts';
import { privilegeColumns } from '../../../reports/evidence/grants.ts';

const docs = readFileSync(new URL('../../../docs/evidence.md', import.meta.url), 'utf8');

test.each([
  ['control-matrix.csv', controlColumns],
  ['privileges.csv', privilegeColumns],
])('docs/evidence.md has the columns of %s as they are', (name, columns) => {
  const [, section = ''] = docs.split(`\n### \`${name}\`\n`);
  const table = /(?:^\|.*\n)+/m.exec(section.split('\n#')[0]!)?.[0] ?? '';
  const rows = columns.map((column) => `| \`${column.name}\` | ${column.description} |\n`);
  expect(table).toBe(`| column | meaning |\n| --- | --- |\n${rows.join('')}`);
});

test('docs/evidence.md speaks of evidence, and never of a verdict on a control', () => {
  expect(docs).not.toMatch(/\bpass(es|ed)?\b|\bcompl(y|ies|iant|iance)\b|\bsatisf/i);
});
