import { defineConfig } from 'vitest/config';

/** `npm run test:package`: builds, packs, installs elsewhere. Needs a package registry for the dependencies. */
export default defineConfig({
  test: { include: ['test/package/*.test.ts'], allowOnly: false, testTimeout: 300_000, hookTimeout: 300_000 },
});
