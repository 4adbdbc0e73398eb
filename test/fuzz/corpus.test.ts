import { describe, expect, test } from 'vitest';
import { lawRuns } from '../support/law-runs.ts';
import { corpusOf } from './corpus.ts';
import { drawsFrom, mutated } from './mutate.ts';
import { faultOf } from './outcome.ts';
import { targets } from './targets.ts';

/** Of each seed: a scan of a whole estate is dear. */
const changes = lawRuns(2, 20);

describe.each(targets.map((target) => [target.id, target] as const))('%s', (id, target) => {
  test.each(corpusOf(id))('%s, which once did harm, does none', async (_, text) => {
    expect(await faultOf(target, text)).toBeUndefined();
  });

  test('takes its seeds, and a few changes of each', async () => {
    const draw = drawsFrom(1);
    for (const seed of target.seeds) {
      expect(await faultOf(target, seed)).toBeUndefined();
      for (let change = 0; change < changes; change += 1)
        expect(await faultOf(target, mutated(seed, draw, seed))).toBeUndefined();
    }
  });
});

test('a parser that throws anything else is a finding, and one that refuses is none: the above can fail', async () => {
  const broken = { run: (text: string) => void JSON.parse(text) };
  expect(await faultOf(broken, '{')).toContain('SyntaxError');
  expect(await faultOf(broken, '{}')).toBeUndefined();
});
