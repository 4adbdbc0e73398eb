import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { againstOptimum, drawRecords } from '../test/support/reduce-optimum.ts';
let n = 0;
for (let round = 0; n < 1000; round += 1)
  for (const records of fc.sample(drawRecords, { numRuns: 100, seed: 20261128 + round })) {
    const against = await againstOptimum(records);
    if (against === undefined) continue;
    n += 1;
    const { greedy, best, plan } = against;
    appendFileSync('/tmp/h19-opt.ndjson', `${JSON.stringify({ ratio: greedy / best, greedy, best, steps: plan.steps.map(({ changes }) => changes.map(({ says }) => says)), records })}\n`);
    if (n === 1000) break;
  }
