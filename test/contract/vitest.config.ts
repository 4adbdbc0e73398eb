import { defineConfig } from 'vitest/config';

/**
 * `npm run test:contract`: a collection through Prism, which holds every request and answer against GitHub's own
 * description. Fetches Prism from the npm registry; it is no dependency.
 */
export default defineConfig({
  test: {
    include: ['test/contract/*.test.ts'],
    allowOnly: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
