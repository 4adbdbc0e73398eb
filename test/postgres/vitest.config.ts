import { defineConfig } from 'vitest/config';

/** `npm run test:postgres`: what needs a real PostgreSQL. Linux on x64, and a build. */
export default defineConfig({
  test: {
    include: ['test/postgres/*.test.ts'],
    allowOnly: false,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
