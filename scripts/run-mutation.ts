/**
 * `npm run mutation -- ROOM… [--sample N] [--seed S] [--files GLOB] [--concurrency N]`: changes the code of rooms bit by bit
 * and sees whether the rooms' tests notice. Takes minutes to hours, so it is no part of CI.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readLivingChanges } from './mutation/living.ts';
import { leastKilled, mutationRooms } from './mutation/rooms.ts';
import { type MutationScore, type Survivor, scoreOf } from './mutation/score.ts';
import { reportFolder, runStryker } from './mutation/stryker.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    files: { type: 'string' },
    concurrency: { type: 'string', default: '1' },
  },
});

const fail = (says: string): never => {
  process.stderr.write(`mutation: ${says}\n`);
  process.exit(2);
};
const count = (flag: 'sample' | 'concurrency', text: string): number =>
  /^[1-9]\d{0,5}$/.test(text) ? Number(text) : fail(`--${flag} takes a number, and not ${text}`);

const rooms = names.map((name) => ({
  name,
  room: mutationRooms.get(name) ?? fail(`no room ${name}. One of: ${[...mutationRooms.keys()].join(', ')}`),
}));
if (rooms.length === 0) fail(`which room? One of: ${[...mutationRooms.keys()].join(', ')}`);
const sample =
  flags.sample === undefined ? undefined : { count: count('sample', flags.sample), seed: flags.seed };
const livingOnPurpose = readLivingChanges(join(root, 'test/mutation/living.yaml'));

const survivorText = ({ file, lineNumber, line, mutator, replacement, isCovered }: Survivor): string =>
  `${file}:${lineNumber} ${mutator}${isCovered ? '' : ' (no test runs it)'}\n    ${line}\n  > ${replacement}\n`;

const isTooWeak = ({ percent, outdated }: MutationScore): boolean =>
  percent < leastKilled || outdated.length > 0;

const row = (name: string, score: MutationScore): string => {
  const { population, tried, killed, survivors, listed, percent, interval } = score;
  const [low, high] = interval.map((border) => border.toFixed(1));
  const from = tried === population ? '' : ` (95 % sure: ${low} to ${high} %; drawn of ${population})`;
  return `${name}: ${tried} tried, ${killed} killed, ${survivors.length} living, ${listed} listed: ${percent.toFixed(1)} %${from}\n`;
};

const scores = rooms.map(({ name, room }) => {
  const mutate = flags.files === undefined ? room.mutate : [flags.files];
  const concurrency = count('concurrency', flags.concurrency);
  const score = scoreOf(
    runStryker({ root, name, room: { ...room, mutate }, sample, concurrency }),
    livingOnPurpose,
  );
  for (const survivor of score.survivors) process.stdout.write(survivorText(survivor));
  for (const { file, line } of score.outdated)
    process.stdout.write(`listed as living, and is not: ${file}: ${line}\n`);
  process.stdout.write(row(name, score));
  return { name, score };
});

if (scores.length > 1) for (const { name, score } of scores) process.stdout.write(row(name, score));
process.stdout.write(
  `At least ${leastKilled} % have to be killed. With their place in the code: ${reportFolder}/*.html\n`,
);
process.exitCode = scores.some(({ score }) => isTooWeak(score)) ? 1 : 0;
