/**
 * `npm run fuzz -- --minutes N [--target ID …] [--kind parser|whole] [--seed N] [--at-least N] [--record]`: changed inputs for every
 * parser and for whole runs, in this process, for so long; prints what each target was given and how fast. What did harm is kept in
 * `test/fuzz/corpus/`. `--record` writes what was tried to `test/fuzz/runs.ndjson`; `--at-least` goes by what stands there: targets
 * that have had so many (whole runs: a tenth) are passed over, and it ends when all have.
 *
 * Texts among which one reached code that none reached before are changed further, by V8's counters for some texts at once: less
 * exact than libFuzzer. `@jazzer.js/core` 4.0.0, which has that, comes with a binary for glibc 2.38 and newer (Debian 12 has
 * 2.36), and its earlier releases fetch theirs from GitHub when they are installed.
 */
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { corpusOf, keepInCorpus } from './corpus.ts';
import { watchCoverage } from './coverage.ts';
import { drawsFrom, mutated } from './mutate.ts';
import { faultOf } from './outcome.ts';
import type { Target } from './reading.ts';
import { inputsByTarget, recordedRuns, recordRun } from './runs.ts';
import { targets } from './targets.ts';

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true },
    kind: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'at-least': { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});

const minutes = Number(flags.minutes);
const seed = Number(flags.seed);
const wanted = Number(flags['at-least'] ?? Number.POSITIVE_INFINITY);
const before = inputsByTarget(recordedRuns());
const chosen = targets.filter(
  ({ id, kind }) =>
    (flags.target === undefined || flags.target.includes(id)) &&
    (flags.kind === undefined || flags.kind === kind),
);
if (!(minutes > 0) || !Number.isInteger(seed) || !(wanted > 0) || chosen.length === 0) {
  process.stderr.write(
    `fuzz: --minutes N, --seed N, --at-least N, --kind parser|whole, --record, --target one of: ${targets.map(({ id }) => id).join(', ')}\n`,
  );
  process.exit(2);
}

interface Tally {
  readonly target: Target;
  /** Those that were there first, and those that led further. */
  readonly inputs: string[];
  tried: number;
  milliseconds: number;
  /** Texts that are looked at together: more once they lead no further, as looking costs as much as many of them. */
  batch: number;
  readonly faults: Map<string, string>;
}

/** The same fault at the same place is one, whatever the text was. */
const kindOf = (fault: string): string => fault.replace(/\d+ ms/, '').replace(/"[^"]*"|\d+/g, '#');

const most = 20;
const [smallestBatch, largestBatch] = [25, 800];
const mostInputs = 1_000;
/** Longer ones are tried and not changed further: they cost as much as many short ones and lead nowhere else. */
const longestKept = 4_000;
const watch = watchCoverage();
// A fault is told by where it was thrown; parsers make errors by the thousand.
Error.stackTraceLimit = 1;

const keep = (inputs: string[], texts: readonly string[], draw: (below: number) => number): void => {
  for (let count = 0; count < Math.min(texts.length, smallestBatch); count += 1) {
    const text = texts.length <= smallestBatch ? texts[count]! : texts[draw(texts.length)]!;
    if (text.length > longestKept) continue;
    if (inputs.length < mostInputs) inputs.push(text);
    else inputs[draw(inputs.length)] = text;
  }
};

const work = async (tally: Tally, until: number, draw: (below: number) => number): Promise<void> => {
  const { target, inputs, faults } = tally;
  const start = performance.now();
  while (performance.now() < until) {
    const texts: string[] = [];
    for (let count = 0; count < tally.batch && performance.now() < until; count += 1) {
      const text = mutated(inputs[draw(inputs.length)]!, draw, inputs[draw(inputs.length)]!);
      const fault = await faultOf(target, text);
      tally.tried += 1;
      texts.push(text);
      if (fault === undefined || faults.has(kindOf(fault)) || faults.size >= most) continue;
      faults.set(kindOf(fault), `${fault}\n    ${keepInCorpus(target.id, text)}`);
      process.stderr.write(`${target.id}: ${fault}\n`);
    }
    const led = watch.fresh() > 0;
    if (led) keep(inputs, texts, draw);
    tally.batch = led ? smallestBatch : Math.min(largestBatch, 2 * tally.batch);
  }
  tally.milliseconds += performance.now() - start;
};

const tallies = chosen.map(
  (target): Tally => ({
    target,
    inputs: [...target.seeds, ...corpusOf(target.id).map(([, text]) => text)],
    tried: 0,
    milliseconds: 0,
    batch: smallestBatch,
    faults: new Map(),
  }),
);
const draw = drawsFrom(seed);
const end = performance.now() + minutes * 60_000;
const turn = 2_000;
/** A parser is to have had ten texts for each of a whole run: the one that is furthest behind is next. */
const share: Readonly<Record<Target['kind'], number>> = { parser: 10, whole: 1 };
const shareOf = ({ tried, target }: Tally): number =>
  (tried + (flags['at-least'] === undefined ? 0 : (before.get(target.id) ?? 0))) / share[target.kind];
const lacking = (): readonly Tally[] => tallies.filter((tally) => shareOf(tally) < wanted / share.parser);
/** Two turns of three by need, so that slow ones come along; the third goes round. */
const nextOf = (open: readonly Tally[], round: number): Tally =>
  round % 3 === 2
    ? open[Math.floor(round / 3) % open.length]!
    : open.reduce((least, tally) => (shareOf(tally) < shareOf(least) ? tally : least));
let stopped = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    stopped = true;
  });
for (let round = 0; !stopped && performance.now() < end; round += 1) {
  const open = lacking();
  if (open.length === 0) break;
  const tally = nextOf(open, round);
  await work(tally, Math.min(performance.now() + turn, end), draw);
  // Lets a signal come through: what was counted is told then as well.
  await setImmediate();
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
if (flags.record) {
  const inputs = Object.fromEntries(
    tallies.flatMap(({ target, tried }) => (tried === 0 ? [] : [[target.id, tried] as const])),
  );
  const faults = tallies.reduce((all, tally) => all + tally.faults.size, 0);
  recordRun({ date: new Date().toISOString().slice(0, 10), seed, inputs, faults });
}
process.exitCode = tallies.some(({ faults }) => faults.size > 0) ? 1 : 0;
