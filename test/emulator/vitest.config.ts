import { defineConfig } from 'vitest/config';

/** `npm run test:emulator`: the built command line against an emulated AWS on loopback. Needs Python 3 and a build. */
export default defineConfig({
  test: {
    include: ['test/emulator/*.test.ts'],
    allowOnly: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
