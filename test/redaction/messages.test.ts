import { expect, test } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { targets } from '../fuzz/targets.ts';
import { canaries } from '../support/canaries.ts';
import { lawRuns } from '../support/law-runs.ts';
import { keysIn, valuesIn } from '../support/texts-of.ts';

/**
 * What is wrong with an input is said with its place, and without what stands there: of each text of the inputs that the fuzzer
 * begins with, another is put in its place, which nothing but a quotation could bring into a message.
 */
const value = 'Sw0rdfish hunter2x';
/** A name may be told, as nobody finds it otherwise; not one that has the form of a secret. */
const [, token] = canaries[0]!;

const parsers = targets.filter(({ kind }) => kind === 'parser');
const every = lawRuns(0, 1) === 0 ? 7 : 1;

const saidOf = async (run: () => void | Promise<void>): Promise<string> => {
  try {
    await run();
    return '';
  } catch (error) {
    if (error instanceof InputError) return `${error.message} ${error.where} ${error.remedy}`;
    throw error;
  }
};

test.each(parsers.map((target) => [target.id, target] as const))('%s', async (_, { seeds, run }) => {
  const quoted = new Set<string>();
  let tried = 0;
  for (const seed of seeds)
    for (const [places, planted] of [
      [valuesIn(seed), value],
      [keysIn(seed), token],
    ] as const)
      for (const { start, end } of places) {
        tried += 1;
        if (tried % every !== 0) continue;
        for (const text of [
          `${seed.slice(0, start)}${planted}${seed.slice(end)}`,
          `${seed.slice(0, end)}-${planted}${seed.slice(end)}`,
        ]) {
          const said = await saidOf(() => run(text));
          if (said.includes(planted) || /sw0rdfish|hunter2x/i.test(said)) quoted.add(said);
        }
      }
  expect([...quoted]).toEqual([]);
});
