import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reportFormats } from '../../reports/index.ts';
import { configurationColumns } from '../../reports/tables/configuration.ts';
import { coverageColumns } from '../../reports/tables/coverage.ts';
import { credentialColumns } from '../../reports/tables/credentials.ts';
import { exceptionColumns } from '../../reports/tables/exceptions.ts';
import { findingColumns } from '../../reports/tables/findings.ts';
import { grantColumns } from '../../reports/tables/grants.ts';
import { identityColumns } from '../../reports/tables/identities.ts';
import schema from '../../src/model/report.schema.json' with { type: 'json' };
import { sketchResult } from '../support/result.ts';

const docs = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');

/** The first table below a heading of the third rank, as Markdown. */
const tableBelow = (heading: string): string => {
  const [, section = ''] = docs.split(`\n### \`${heading}\`\n`);
  return /(?:^\|.*\n)+/m.exec(section.split('\n#')[0]!)?.[0] ?? '';
};

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');

interface SchemaNode {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly $ref?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
}

const refName = (ref: string): string => ref.replace('#/$defs/', '');

/** How the document says what a key holds: `list of credential`, `string or null`. */
const typeText = (node: SchemaNode): string => {
  if (node.$ref !== undefined) return refName(node.$ref);
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node.anyOf !== undefined) return node.anyOf.map(typeText).join(' or ');
  if (node.items !== undefined) return `list of ${typeText(node.items)}`;
  const names = [node.type ?? []]
    .flat()
    .map((name) => (node.format === 'date-time' && name === 'string' ? 'time' : name));
  return names.join(' or ');
};

const objects: Readonly<Record<string, SchemaNode>> = { document: schema, ...schema.$defs };

describe('docs/reports.md', () => {
  test.each([
    ['findings.csv', findingColumns],
    ['identities.csv', identityColumns],
    ['grants.csv', grantColumns],
    ['credentials.csv', credentialColumns],
    ['exceptions.csv', exceptionColumns],
    ['coverage.csv', coverageColumns],
    ['configuration.csv', configurationColumns],
  ])('has the columns of %s as they are', (name, columns) => {
    const rows = columns.map((column) => [`\`${column.name}\``, column.description]);
    expect(tableBelow(name)).toBe(markdown(['column', 'meaning'], rows));
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
  });

  test.each(Object.entries(objects))('has the keys of %s as the schema has them', (name, node) => {
    const rows = Object.entries(node.properties!).map(([key, property]) => [
      `\`${key}\``,
      typeText(property),
      property.description ?? objects[refName(property.$ref!)]!.description!,
    ]);
    expect(tableBelow(name)).toBe(markdown(['key', 'holds', 'meaning'], rows));
  });

  test('names every file that is written', () => {
    const files = reportFormats.flatMap((format) =>
      format.files(sketchResult({}), { width: 80, colour: false }),
    );
    for (const { name } of files) expect(docs).toContain(`\`${name}\``);
  });
});
