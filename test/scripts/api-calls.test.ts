import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import { withCalls } from '../../scripts/api-calls-page.ts';

test('the page of every provider that can be asked live lists its calls (npm run docs)', async () => {
  for (const connector of connectors) {
    const live = await connector.live?.load();
    if (live === undefined) continue;
    const page = readFileSync(`docs/api-calls/${connector.id}.md`, 'utf8');
    expect(withCalls(connector, live, page)).toBe(page);
  }
});
