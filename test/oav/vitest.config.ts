import { defineConfig } from 'vitest/config';

/**
 * `npm run test:oav`: what a live scan of Azure asks and gets, held by Microsoft's own checker of traffic, which has a package
 * file of its own here.
 */
export default defineConfig({
  test: {
    include: ['test/oav/*.test.ts'],
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
