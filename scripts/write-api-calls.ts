import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connectors } from '../connectors/index.ts';
import { withCalls } from './api-calls-page.ts';

/** `npm run docs`: the calls of each provider that can be asked live, from its table. A test fails when they differ. */
for (const connector of connectors) {
  const live = await connector.live?.load();
  if (live === undefined) continue;
  const page = new URL(`../docs/api-calls/${connector.id}.md`, import.meta.url);
  const text = existsSync(page) ? readFileSync(page, 'utf8') : undefined;
  writeFileSync(page, withCalls(connector, live, text));
}
