import { defineConfig } from 'vitest/config';

/** `npm run test:emulator`, after `npm run build`: the built CLI against a moto server. Needs Python 3 with venv. */
export default defineConfig({
  test: {
    include: ['test/emulator/**/*.emulator.test.ts'],
    allowOnly: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
