import { type Profiler, Session } from 'node:inspector';

/**
 * Which blocks of our own code have run, by V8's own counters: tells whether the last texts reached anything new. Taken for some
 * texts at once, as each time costs as much as many of them.
 * https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#method-startPreciseCoverage
 */
export interface CoverageWatch {
  /** How many blocks ran for the first time since it was asked last. */
  readonly fresh: () => number;
  readonly total: () => number;
}

const own = /\/(?:src|connectors|reports|rules)\/[^?]*\.ts$/;

export const watchCoverage = (): CoverageWatch => {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  const seen = new Set<string>();
  return {
    fresh: () => {
      let found = 0;
      session.post(
        'Profiler.takePreciseCoverage',
        (error: Error | null, { result }: Profiler.TakePreciseCoverageReturnType) => {
          if (error !== null) throw error;
          for (const { url, scriptId, functions } of result) {
            if (!own.test(url)) continue;
            for (const { ranges } of functions) {
              for (const { startOffset, endOffset, count } of ranges) {
                const block = `${scriptId} ${startOffset} ${endOffset}`;
                if (count === 0 || seen.has(block)) continue;
                seen.add(block);
                found += 1;
              }
            }
          }
        },
      );
      return found;
    },
    total: () => seen.size,
  };
};
