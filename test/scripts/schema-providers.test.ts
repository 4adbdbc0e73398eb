import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import { withProviders } from '../../scripts/schema-providers.ts';

const schema = readFileSync('src/model/report.schema.json', 'utf8');

test('the published schema names the providers of the index (npm run docs)', () => {
  expect(schema).toBe(withProviders(schema));
  const enums = [...schema.matchAll(/"enum": (\["aws"[^\]]*\])/g)].map(([, list]) => JSON.parse(list!));
  expect(enums).toEqual(Array.from({ length: 3 }, () => connectors.map(({ id }) => id)));
});
