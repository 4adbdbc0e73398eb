import { defineConfig } from 'vitest/config';

/** What `npm run mutation` runs for each change of the code; `scripts/mutation/rooms.ts` says which tests. */
export default defineConfig({
  test: {
    setupFiles: ['test/support/law-draws.ts'],
    include: JSON.parse(process.env.NHI_AUDIT_MUTATION_TESTS ?? '[]'),
    testTimeout: 60_000,
    // Each change is tried in a worker of its own; its test files share the modules, as in `npm test`.
    isolate: false,
  },
});
