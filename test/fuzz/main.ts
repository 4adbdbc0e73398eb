/**
 * `npm run fuzz -- --minutes N [--target ID …] [--seed N]`: changed inputs for every parser and for whole runs, in this process,
 * for so long; prints what each target was given and how fast. What did harm is kept in `test/fuzz/corpus/`.
 *
 * Texts among which one reached code that none reached before are changed further, by V8's counters for some texts at once: less
 * exact than libFuzzer. `@jazzer.js/core` 4.0.0, which has that, comes with a binary for glibc 2.38 and newer (Debian 12 has
 * 2.36), and its earlier releases fetch theirs from GitHub when they are installed.
 */
import { parseArgs } from 'node:util';
import { corpusOf, keepInCorpus } from './corpus.ts';
import { watchCoverage } from './coverage.ts';
import { drawsFrom, mutated } from './mutate.ts';
import { faultOf } from './outcome.ts';
import { type Target, targets } from './targets.ts';

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
  },
});

const minutes = Number(flags.minutes);
const seed = Number(flags.seed);
const chosen = targets.filter(({ id }) => flags.target === undefined || flags.target.includes(id));
if (!(minutes > 0) || !Number.isInteger(seed) || chosen.length === 0) {
  process.stderr.write(
    `fuzz: --minutes N, --seed N, --target one of: ${targets.map(({ id }) => id).join(', ')}\n`,
  );
  process.exit(2);
}

interface Tally {
  readonly target: Target;
  /** Those that were there first, and those that led further. */
  readonly inputs: string[];
  tried: number;
  milliseconds: number;
  readonly faults: Map<string, string>;
}

/** The same fault at the same place is one, whatever the text was. */
const kindOf = (fault: string): string => fault.replace(/\d+ ms/, '').replace(/"[^"]*"|\d+/g, '#');

const most = 20;
/** Texts that are looked at together. */
const batch = 25;
const mostInputs = 1_000;
const watch = watchCoverage();

const work = async (tally: Tally, until: number, draw: (below: number) => number): Promise<void> => {
  const { target, inputs, faults } = tally;
  const start = performance.now();
  while (performance.now() < until) {
    const texts: string[] = [];
    for (let count = 0; count < batch; count += 1) {
      const text = mutated(inputs[draw(inputs.length)]!, draw, inputs[draw(inputs.length)]!);
      const fault = await faultOf(target, text);
      tally.tried += 1;
      texts.push(text);
      if (fault === undefined || faults.has(kindOf(fault)) || faults.size >= most) continue;
      faults.set(kindOf(fault), `${fault}\n    ${keepInCorpus(target.id, text)}`);
    }
    if (watch.fresh() > 0) {
      for (const text of texts) {
        if (inputs.length < mostInputs) inputs.push(text);
        else inputs[draw(inputs.length)] = text;
      }
    }
  }
  tally.milliseconds += performance.now() - start;
};

const tallies = chosen.map(
  (target): Tally => ({
    target,
    inputs: [...target.seeds, ...corpusOf(target.id).map(([, text]) => text)],
    tried: 0,
    milliseconds: 0,
    faults: new Map(),
  }),
);
const draw = drawsFrom(seed);
const end = performance.now() + minutes * 60_000;
/** In turns, so that however long it runs each has had its part. */
const turn = 2_000;
while (performance.now() < end) {
  for (const tally of tallies) await work(tally, Math.min(performance.now() + turn, end), draw);
}

for (const { target, tried, milliseconds, faults, inputs } of tallies) {
  const rate = milliseconds === 0 ? 0 : Math.round((1000 * tried) / milliseconds);
  process.stdout.write(
    `${target.id.padEnd(18)} ${target.kind.padEnd(6)} ${String(tried).padStart(9)} inputs, ${rate}/s, ${inputs.length} led further, ${faults.size} faults\n`,
  );
  for (const fault of faults.values()) process.stdout.write(`  ${fault}\n`);
}
const sum = (kind?: string): number =>
  tallies
    .filter(({ target }) => kind === undefined || target.kind === kind)
    .reduce((all, { tried }) => all + tried, 0);
process.stdout.write(
  `${sum()} inputs in all: ${sum('parser')} for parsers, ${sum('whole')} for whole runs; ${watch.total()} blocks of code; seed ${seed}\n`,
);
process.exitCode = tallies.some(({ faults }) => faults.size > 0) ? 1 : 0;
