import { InputError } from '../../src/model/input-error.ts';
import type { Target } from './reading.ts';

/** Milliseconds of processor time for a text of at most 60 kB, on a machine that does other things too. */
export const slowest = 2_000;

/** Milliseconds of processor time: asked for only where the clock says that it could be too much. */
const processorTimeOf = async (run: Target['run'], text: string): Promise<number> => {
  const before = process.cpuUsage();
  try {
    await run(text);
  } catch {
    // It is the time that is asked for: what it threw was looked at.
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** What a text did that none may do; undefined: nothing. */
export const faultOf = async ({ run }: Pick<Target, 'run'>, text: string): Promise<string | undefined> => {
  const start = performance.now();
  try {
    await run(text);
  } catch (error) {
    if (!(error instanceof InputError)) {
      const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      const [place = ''] = /\n\s+at [^\n]*/.exec(stack) ?? [];
      return `${name}: ${message.slice(0, 200)}${place.replace(/\s+/g, ' ')}`;
    }
    // What it says of a text may quote it in part, and no more.
    if (error.message.length + error.where.length > 20_000) return 'a message of more than 20,000 characters';
  }
  if (performance.now() - start <= slowest) return undefined;
  const took = await processorTimeOf(run, text);
  return took > slowest ? `slow: ${Math.round(took)} ms` : undefined;
};
