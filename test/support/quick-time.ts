import { setImmediate as pause } from 'node:timers/promises';

/** Passes the time at once: `Date.now` is that much later from then on. */
export type PassTime = (milliseconds: number) => Promise<void>;

/**
 * Runs a collection from the loopback interface on a clock that waits move on, for client and server alike.
 *
 * Octokit's queues (bottleneck) give way seven times a request by `setTimeout(…, 0)`, which is a millisecond or more
 * each time: most of what such a collection takes. Here they give way by `setImmediate`; other timers are as they are.
 */
export const withQuickTime = async <Result>(run: (sleep: PassTime) => Promise<Result>): Promise<Result> => {
  const { setTimeout: usualTimeout } = globalThis;
  const { now: usualNow } = Date;
  let passed = 0;
  const quick = (callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) =>
    (delay ?? 0) === 0 ? setImmediate(callback, ...args) : usualTimeout(callback, delay, ...args);
  globalThis.setTimeout = Object.assign(quick, usualTimeout) as unknown as typeof usualTimeout;
  Date.now = () => usualNow() + passed;
  try {
    return await run(async (milliseconds) => {
      passed += milliseconds;
      await pause();
    });
  } finally {
    globalThis.setTimeout = usualTimeout;
    Date.now = usualNow;
  }
};
