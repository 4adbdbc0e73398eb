import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: the HTML report in Chromium. Needs Debian's `chromium`, or one named by NHI_AUDIT_CHROMIUM. */
export default defineConfig({
  test: {
    include: ['test/browser/*.browser-test.ts'],
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
  },
});
