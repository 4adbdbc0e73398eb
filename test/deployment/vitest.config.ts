import { defineConfig } from 'vitest/config';

/** `npm run test:deployment`: examples, read by what others wrote. */
export default defineConfig({
  test: {
    include: ['test/deployment/*.test.ts'],
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
