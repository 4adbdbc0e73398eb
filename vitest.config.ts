import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`. The package and the emulator tests need a build or a server; each has its own configuration. */
export default defineConfig({
  test: {
    setupFiles: ['test/support/as-found.ts', 'test/support/law-draws.ts'],
    include: ['test/**/*.test.ts'],
    // Rooms with a configuration of their own: what they need is not everywhere.
    exclude: [
      ...configDefaults.exclude,
      ...[
        'package',
        'emulator',
        'contract',
        'oav',
        'parquet',
        'pglite',
        'postgres',
        'browser',
        'deployment',
      ].map((room) => `test/${room}/**`),
    ],
    allowOnly: false,
    // For a busy machine; many cases of a law take longer.
    testTimeout: process.env.NHI_AUDIT_LAW_RUNS === undefined ? 120_000 : 600_000,
    hookTimeout: 120_000,
    // Files share the modules of their process: loading them anew for each took as long as running its tests.
    // Processes and not threads: commands are run in a working directory of their own.
    pool: 'forks',
    // Tests make much that lives shortly: with room for it a run takes 8 % less of the processor.
    execArgv: ['--max-semi-space-size=64'],
    isolate: false,
    // One more than there are processors: tests of a provider's limits wait.
    maxWorkers: availableParallelism() + 1,
  },
});
