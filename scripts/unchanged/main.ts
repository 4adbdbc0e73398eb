/**
 * `npm run unchanged -- [--base REVISION] [--quick] [--only TEXT] [--list]`: runs the same command lines in a checkout of
 * the base (default: where this branch left main) and in this tree, and compares every byte of what they print and write.
 * Exit code 1: something differs.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cases } from './cases.ts';
import { compareTrees } from './compare-trees.ts';
import { makeInputs } from './inputs.ts';
import { checkOut, commitOf, removeCheckout, treeAt } from './trees.ts';
import { openWorkshop } from './workshop.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values: given } = parseArgs({
  options: {
    base: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
  },
});

const chosen = cases.filter(({ name, slow }) => !(given.quick && slow === true) && name.includes(given.only));

const compare = async (): Promise<number> => {
  const commit = commitOf(root, given.base);
  const workshop = openWorkshop(mkdtempSync(join(tmpdir(), 'nhi-audit-unchanged-')));
  const { work, inputs, servers } = workshop;
  const checkout = join(work, 'checkout');
  let keep = false;
  const cleanUp = (): unknown => {
    const stopped = [...servers.values()].map(({ stop }) => stop());
    removeCheckout(root, checkout);
    if (!keep) rmSync(work, { recursive: true, force: true });
    return Promise.all(stopped);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      say(`stopped by ${signal}: nothing is said of the cases that were not run`);
      cleanUp();
      process.exit(130);
    });
  try {
    mkdirSync(inputs);
    checkOut(root, commit, checkout);
    say(`${chosen.length} cases, at ${commit.slice(0, 12)} and here`);
    const withGenerated = chosen.some(({ subject }) => subject?.needs === 'generated.json');
    makeInputs(root, inputs, withGenerated);
    const trees = [treeAt('base', checkout), treeAt('current', root)] as const;
    keep = (await compareTrees(trees, chosen, workshop, say)) > 0;
  } finally {
    await cleanUp();
  }
  if (keep) say(`what differs lies in ${join(work, 'base')} and ${join(work, 'current')}`);
  return keep ? 1 : 0;
};

if (given.list) for (const { name, lines } of chosen) say([name, ...lines].join('\n    '));
else process.exitCode = await compare();
