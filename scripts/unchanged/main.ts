/**
 * `npm run unchanged -- [--base REVISION] [--quick] [--only TEXT] [--list]`: runs the same command lines in a checkout of
 * the base and in this tree, and compares every byte of what they print and write. Exit code 1: something differs.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { type Case, cases } from './cases.ts';
import { type Comparison, compareFolders } from './compare.ts';
import { chosenIdentities, demoFilesIn, makeInputs, writeEarlier } from './inputs.ts';
import { runSteps } from './run.ts';
import { type Server, type ServerName, starts } from './servers.ts';
import type { Subject } from './subjects.ts';
import { checkOut, commitOf, removeCheckout, type Tree, treeAt } from './trees.ts';

/** The clock of programs that read files only; a live service has a clock of its own, which theirs must not be behind. */
const fixedMoment = '2026-10-01T09:00:00.000Z';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): unknown => process.stdout.write(`${line}\n`);

const { values: given } = parseArgs({
  options: {
    base: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

const chosen = cases().filter(
  ({ name, slow }) => !(given.quick && slow === true) && name.includes(given.only ?? ''),
);

interface Workshop {
  readonly work: string;
  readonly inputs: string;
  readonly servers: Map<ServerName, Server>;
  readonly identities: Map<Subject, readonly string[]>;
}

const environmentOf = ({ work, servers }: Workshop, server: ServerName | undefined) => ({
  HOME: join(work, 'home'),
  NHI_UNCHANGED_NOW: server === undefined ? fixedMoment : started.toISOString(),
  ...(server === undefined ? {} : servers.get(server)?.environment),
});

const started = new Date();

/** Words of a command line, with what a placeholder stands for. */
const stepsOf = ({ lines, subject }: Case, { inputs, identities }: Workshop) =>
  lines.flatMap((line) => {
    const each = line.includes('{identity}') ? (identities.get(subject!) ?? []) : [''];
    return each.map((identity) =>
      line
        .split(' ')
        .filter((word) => word !== '')
        .flatMap((word) => {
          if (word === '{identity}') return [identity];
          if (word === '{source}') return subject!.source;
          if (word === '{snapshot}') return [`in/snapshots/${subject!.name}.ndjson`];
          if (word === '{earlier}') return [`in/snapshots/${subject!.name}-earlier.ndjson`];
          return word === '{demo-files}' ? demoFilesIn(inputs) : [word];
        }),
    );
  });

/** A scan by the base: its snapshot, an earlier state made of it, and who is to be explained. */
const prepare = async (base: Tree, subject: Subject, workshop: Workshop): Promise<void> => {
  const { work, inputs, identities } = workshop;
  const folder = join(work, 'prepared', subject.name);
  const source = subject.live?.source ?? subject.source;
  const snapshot = join(inputs, 'snapshots', `${subject.name}.ndjson`);
  const steps = [
    ['scan', ...source, '--format', 'json', '--snapshot', `in/snapshots/${subject.name}.ndjson`],
  ];
  await runSteps(base, { steps, inputs, folder, environment: environmentOf(workshop, subject.live?.server) });
  if (readFileSync(join(folder, '1.code'), 'utf8') !== '0\n') {
    throw new Error(
      `the base cannot scan ${subject.name}: ${readFileSync(join(folder, '1.stderr'), 'utf8')}`,
    );
  }
  writeEarlier(snapshot, snapshot.replace('.ndjson', '-earlier.ndjson'));
  const report = readFileSync(join(folder, '1.stdout'), 'utf8');
  identities.set(subject, chosenIdentities(report, subject.explained));
};

const isMissing = (inputs: string, needs: string | undefined): boolean =>
  needs !== undefined && !existsSync(join(inputs, needs));

/** @returns whether all is equal */
const compareTrees = async (trees: readonly [Tree, Tree], workshop: Workshop): Promise<boolean> => {
  const { work, inputs, servers } = workshop;
  const usable = chosen.filter(({ subject }) => !isMissing(inputs, subject?.needs));
  const subjects = new Set(usable.flatMap(({ subject }) => subject ?? []));
  const absent = new Set(chosen.filter((one) => !usable.includes(one)).map(({ subject }) => subject!.name));
  for (const name of absent) say(`left out: ${name}, whose data is not here`);
  const needed = [...usable.map(({ server }) => server), ...[...subjects].map(({ live }) => live?.server)];
  for (const name of new Set(needed)) if (name !== undefined) servers.set(name, await starts[name]());
  const two = pLimit(2);
  await Promise.all([...subjects].map((subject) => two(() => prepare(trees[0], subject, workshop))));

  const total = { files: 0, bytes: 0, differing: 0 };
  const folderOf = ({ side }: Tree, { name }: Case): string => join(work, side, name);
  const run = async (one: Case): Promise<void> => {
    const steps = stepsOf(one, workshop);
    const environment = environmentOf(workshop, one.server);
    const options = { steps, inputs, environment, ...(one.begin === undefined ? {} : { begin: one.begin }) };
    const times = await Promise.all(
      trees.map((tree) => two(() => runSteps(tree, { ...options, folder: folderOf(tree, one) }))),
    );
    const [base, current] = trees.map((tree) => folderOf(tree, one)) as [string, string];
    tell(one, steps, compareFolders(base, current, one.hidden), times);
  };
  const tell = (
    { name }: Case,
    steps: readonly (readonly string[])[],
    { files, bytes, differences }: Comparison,
    times: readonly number[],
  ): void => {
    total.files += files;
    total.bytes += bytes;
    total.differing += differences.length;
    const size = `${String(files).padStart(4)} outputs ${String(Math.ceil(bytes / 1024)).padStart(7)} KiB`;
    const seconds = times.map((time) => `${(time / 1000).toFixed(1).padStart(5)} s`).join(' ');
    say(`${differences.length === 0 ? 'equal  ' : 'DIFFERS'} ${size} ${seconds}  ${name}`);
    for (const { file, says } of differences) {
      const step = steps[Number(/^\d+/.exec(file)?.[0] ?? 0) - 1];
      const command = step === undefined ? '' : ` (nhi-audit ${step.join(' ')})`;
      say(`\n--- ${name}: ${file}${command}: ${says}\n`);
    }
    if (differences.length > 0) return;
    for (const tree of trees) rmSync(join(work, tree.side, name), { recursive: true, force: true });
  };
  await Promise.all(usable.map(run));
  const megabytes = (total.bytes / 1024 / 1024).toFixed(1);
  const seconds = ((Date.now() - started.getTime()) / 1000).toFixed(0);
  say(
    total.differing === 0
      ? `${total.files} outputs of ${usable.length} cases equal, ${megabytes} MiB, ${seconds} s`
      : `${total.differing} of ${total.files} outputs of ${usable.length} cases differ; both sides lie in ${work}`,
  );
  return total.differing === 0;
};

const main = async (): Promise<number> => {
  if (given.list) {
    for (const { name, lines } of chosen) say([name, ...lines].join('\n    '));
    return 0;
  }
  const commit = commitOf(root, given.base);
  const work = mkdtempSync(join(tmpdir(), 'nhi-audit-unchanged-'));
  const inputs = join(work, 'inputs');
  const checkout = join(work, 'checkout');
  const workshop: Workshop = { work, inputs, servers: new Map(), identities: new Map() };
  let equal = false;
  try {
    mkdirSync(inputs);
    checkOut(root, commit, checkout);
    say(`base ${commit.slice(0, 12)}, ${chosen.length} cases`);
    makeInputs(
      root,
      inputs,
      chosen.some(({ subject }) => subject?.name === 'generated'),
    );
    equal = await compareTrees([treeAt('base', checkout), treeAt('current', root)], workshop);
  } finally {
    for (const { stop } of workshop.servers.values()) await stop();
    removeCheckout(root, checkout);
    if (equal) rmSync(work, { recursive: true, force: true });
  }
  return equal ? 0 : 1;
};

process.exitCode = await main();
