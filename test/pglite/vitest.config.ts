import { defineConfig } from 'vitest/config';

/** `npm run test:pglite`: fleets with their queue and tables in a PostgreSQL inside of the process (PGlite), which takes seconds to start. */
export default defineConfig({
  test: {
    setupFiles: ['test/support/as-found.ts', 'test/support/law-draws.ts'],
    include: ['test/pglite/*.test.ts'],
    allowOnly: false,
    pool: 'forks',
    isolate: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
