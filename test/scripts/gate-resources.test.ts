import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gateResourcesPage } from '../../scripts/write-gate-resources-page.ts';

test('the page of resource types is that of the readers (npm run docs)', () => {
  expect(readFileSync('docs/gate-resources.md', 'utf8')).toBe(gateResourcesPage());
});
