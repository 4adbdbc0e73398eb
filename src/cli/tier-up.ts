import { setFlagsFromString } from 'node:v8';

/** The newest Node whose engine is known to know these words: one that does not says so on standard error. */
const newestTried = 24;

/** V8's own counts (12.4 to 13.6), and ours. */
const invocations = [
  ['maglev', 400, 4000],
  ['turbofan', 3000, 20_000],
] as const;

const set = (which: 'usual' | 'later'): void => {
  if (Number(process.versions.node.split('.', 1)[0]) > newestTried) return;
  for (const [compiler, usual, later] of invocations)
    setFlagsFromString(`--invocation-count-for-${compiler}=${which === 'usual' ? usual : later}`);
};

/**
 * From now on functions are compiled anew for speed after more calls than usual. Most runs are over before that pays: it took a
 * fifth of the scan of a small account, and a scan of 10,000 principals takes no longer without it (docs/performance.md).
 * What Node and this program keep compiled counts for the usual settings only, so that this is called when all is loaded.
 */
export const compileLater = (): void => set('later');

/** Before compiled code is kept, at the end: see {@link compileLater}. */
export const compileAsUsual = (): void => set('usual');
