import { defineConfig } from 'vitest/config';

/** `npm run test:parquet`: Parquet read back by DuckDB, which has a package file of its own here. */
export default defineConfig({
  test: {
    include: ['test/parquet/*.test.ts'],
    allowOnly: false,
    testTimeout: 60_000,
  },
});
