import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`. The package and the emulator tests need a build or a server; each has its own configuration. */
export default defineConfig({
  test: {
    setupFiles: ['test/support/law-draws.ts'],
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/package/**', 'test/emulator/**', 'test/contract/**'],
    allowOnly: false,
    testTimeout: 120_000,
    isolate: false,
    maxWorkers: '100%',
  },
});
