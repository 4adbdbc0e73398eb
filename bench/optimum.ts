/**
 * `node bench/optimum.ts [estates] [seed]`: plans of two changes for drawn small accounts against the true optimum, which is
 * found by trying all pairs. Default: a thousand of those in which two changes end anything. Prints how the ratios are
 * spread, and the worst of them with its facts and the plan for it. The same seed draws the same accounts.
 */
import fc from 'fast-check';
import { againstOptimum, drawRecords } from '../test/support/reduce-optimum.ts';

const [wanted = '1000', seed = '20261128'] = process.argv.slice(2);

/** Drawn in rounds, each by a seed of its own: nobody knows how many end nothing. */
const perRound = 100;

const found: { readonly ratio: number; readonly text: string }[] = [];
let drawn = 0;
for (let round = 0; found.length < Number(wanted); round += 1) {
  for (const records of fc.sample(drawRecords, { numRuns: perRound, seed: Number(seed) + round })) {
    drawn += 1;
    const against = await againstOptimum(records);
    if (against === undefined) continue;
    const { greedy, best, plan } = against;
    found.push({
      ratio: greedy / best,
      text: JSON.stringify({
        greedy,
        best,
        steps: plan.steps.map(({ changes }) => changes.map(({ says }) => says)),
        records,
      }),
    });
    if (found.length === Number(wanted)) break;
  }
  process.stderr.write(`${found.length} of ${wanted}\n`);
}
found.sort((a, b) => a.ratio - b.ratio);

const at = (share: number): number =>
  found[Math.min(found.length - 1, Math.floor(found.length * share))]!.ratio;
const shown = (ratio: number): string => ratio.toFixed(3);
const below = (border: number): number => found.filter(({ ratio }) => ratio < border).length;
process.stdout.write(
  [
    `${drawn} accounts drawn with seed ${seed}, in ${found.length} of them two changes end something`,
    `median ${shown(at(0.5))}, a twentieth below ${shown(at(0.05))}, a hundredth below ${shown(at(0.01))}, worst ${shown(at(0))}`,
    `optimum reached (0.999) in ${found.length - below(0.999)}; below 0.9 in ${below(0.9)}, below 0.75 in ${below(0.75)}, below 0.5 in ${below(0.5)}`,
    ...found.slice(0, 5).map(({ ratio, text }) => `${shown(ratio)} ${text}`),
    '',
  ].join('\n'),
);
