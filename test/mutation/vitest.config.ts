import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const registry = fileURLToPath(new URL('../../scripts/mutation/test-registry.ts', import.meta.url));

/** What `npm run mutation` runs: scripts/mutation/warm-tests.ts, which runs the tests of scripts/mutation/rooms.ts. */
export default defineConfig({
  plugins: [
    {
      name: 'noted tests',
      enforce: 'pre',
      resolveId: (name, importer) =>
        name === 'vitest' && !importer?.includes('/scripts/mutation/') ? registry : undefined,
    },
  ],
  test: {
    setupFiles: ['test/support/law-draws.ts'],
    include: ['scripts/mutation/warm-tests.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
  },
});
