/**
 * `npm run bench [-- sizes…]`: generates estates, measures every stage beside `JSON.parse` of the same bytes in the
 * same run, and prints time and peak memory as ratios. Default sizes: 1000 10000 100000. A file of more than 512 MiB is
 * too large for one string, and so for `JSON.parse`: its baseline is marked `~`, from the pace at 100,000 principals.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEstate } from './estate.ts';

interface Measurement {
  readonly bytes: number;
  readonly milliseconds: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly peakBytes: number;
}

const stages = ['parse', 'interpret', 'reach', 'rules', 'report'] as const;
const mebibyte = 1 << 20;
const longestString = 512 * mebibyte;

const measure = (what: string, path: string): Measurement => {
  const script = new URL('measure.ts', import.meta.url).pathname;
  const output = execFileSync(process.execPath, ['--max-old-space-size=16384', script, what, path], {
    encoding: 'utf8',
    maxBuffer: 64 * mebibyte,
  });
  return JSON.parse(output) as Measurement;
};

/** Of some runs the shortest time of each stage: what took longer was disturbed. Of memory the most. */
const best = (what: string, path: string, runs: number): Measurement => {
  const all = Array.from({ length: runs }, () => measure(what, path));
  const [first] = all;
  return {
    ...first!,
    milliseconds: Object.fromEntries(
      Object.keys(first!.milliseconds).map((stage) => [
        stage,
        Math.min(...all.map(({ milliseconds }) => milliseconds[stage]!)),
      ]),
    ),
    peakBytes: Math.max(...all.map(({ peakBytes }) => peakBytes)),
  };
};

const print = (cells: readonly (string | number)[]): void => {
  process.stdout.write(`${cells.map((cell) => String(cell).padStart(10)).join(' ')}\n`);
};

const sizes = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

print([
  'principals',
  'MiB',
  'JSON.parse',
  ...stages,
  'all',
  '×parse',
  '+report',
  'peak MiB',
  '×input',
  'findings',
]);
/** Milliseconds for each byte. */
let pace: number | undefined;
const baselineOf = (path: string, bytes: number, runs: number): { milliseconds: number; mark: string } => {
  if (bytes < longestString) {
    const milliseconds = best('parse', path, runs).milliseconds['JSON.parse']!;
    pace = milliseconds / bytes;
    return { milliseconds, mark: '' };
  }
  if (pace === undefined) {
    const smaller = join(folder, 'baseline.json');
    baselineOf(smaller, writeEstate(smaller, 100_000), 3);
    rmSync(smaller);
  }
  return { milliseconds: pace! * bytes, mark: '~' };
};

const points: { size: number; seconds: number; peak: number }[] = [];
for (const size of sizes.length === 0 ? [1000, 10_000, 100_000] : sizes) {
  const path = join(folder, `${size}.json`);
  const bytes = writeEstate(path, size);
  const runs = size <= 10_000 ? 5 : size <= 100_000 ? 3 : 1;
  const { milliseconds: baseline, mark } = baselineOf(path, bytes, runs);
  const audit = best('audit', path, runs);
  const times = stages.map((stage) => audit.milliseconds[stage]!);
  const analysis = times.slice(0, 4).reduce((a, b) => a + b, 0);
  const all = analysis + times[4]!;
  points.push({ size, seconds: analysis / 1000, peak: audit.peakBytes });
  print([
    size,
    (bytes / mebibyte).toFixed(1),
    `${mark}${baseline.toFixed(0)} ms`,
    ...times.map((time) => `${time.toFixed(0)} ms`),
    `${all.toFixed(0)} ms`,
    (analysis / baseline).toFixed(1),
    (all / baseline).toFixed(1),
    (audit.peakBytes / mebibyte).toFixed(0),
    (audit.peakBytes / bytes).toFixed(1),
    audit.figures.findings!,
  ]);
  rmSync(path);
}
for (let k = 1; k < points.length; k += 1) {
  const [a, b] = [points[k - 1]!, points[k]!];
  const exponent = (from: number, to: number): string =>
    (Math.log(to / from) / Math.log(b.size / a.size)).toFixed(2);
  process.stdout.write(
    `${a.size} → ${b.size}: time grows with exponent ${exponent(a.seconds, b.seconds)}, peak memory with ${exponent(a.peak, b.peak)}\n`,
  );
}
