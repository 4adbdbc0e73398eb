import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Case } from './cases.ts';
import { type Comparison, compareFolders } from './compare.ts';
import { type Ran, runSteps, type Steps } from './run.ts';
import { starts } from './servers.ts';
import type { Tree } from './trees.ts';
import { environmentOf, prepare, stepsOf, type Workshop } from './workshop.ts';

const atOnce = 2;

const column = (text: string, width: number): string => text.padStart(width);

/** Of exit codes: `0 0 1`, or `0×20 1×2` where there are many. */
const codesText = (codes: readonly number[]): string => {
  const counts = Object.entries(Object.groupBy(codes, String)).map(
    ([code, all = []]) => `${code}×${all.length}`,
  );
  return codes.length > 4 ? counts.join(' ') : codes.join(' ');
};

const lineOf = (name: string, { files, bytes, differences }: Comparison, [base, current]: readonly Ran[]) =>
  [
    differences.length === 0 ? 'equal  ' : 'DIFFERS',
    `${column(String(files), 3)} outputs`,
    `${column(String(Math.ceil(bytes / 1024)), 6)} KiB`,
    ...[base!, current!].map(({ milliseconds }) => `${column((milliseconds / 1000).toFixed(1), 5)} s`),
    ` ${name.padEnd(28)} ends ${codesText(base!.codes)}`,
  ].join(' ');

/** With the command whose output it is, where it is that of one. */
const differencesText = (name: string, steps: Steps, { differences }: Comparison): readonly string[] =>
  differences.map(({ file, says }) => {
    const step = steps[Number(/^(\d+)\./.exec(file)?.[1] ?? 0) - 1];
    const command = step === undefined ? '' : `, nhi-audit ${step.join(' ')}`;
    return `\n--- ${name}: ${file}${command}\n${says}\n`;
  });

const withData = (cases: readonly Case[], inputs: string): readonly Case[] =>
  cases.filter(({ subject }) => subject?.needs === undefined || existsSync(join(inputs, subject.needs)));

const startServers = async (cases: readonly Case[], { servers }: Workshop): Promise<void> => {
  const needed = new Set(cases.flatMap(({ server, subject }) => [server, subject?.live?.server]));
  for (const name of needed) if (name !== undefined) servers.set(name, await starts[name]());
};

/**
 * Runs the cases in both trees and says of each whether all it printed and wrote is equal. What differs is left in the
 * workshop.
 * @returns how many outputs differ
 */
export const compareTrees = async (
  trees: readonly [base: Tree, current: Tree],
  cases: readonly Case[],
  workshop: Workshop,
  say: (line: string) => void,
): Promise<number> => {
  const { work, inputs, started } = workshop;
  const usable = withData(cases, inputs);
  for (const { name } of cases.filter((one) => !usable.includes(one)))
    say(`left out ${name}: its data is not on this machine`);
  await startServers(usable, workshop);
  const limit = pLimit(atOnce);
  const subjects = new Set(usable.flatMap(({ subject }) => subject ?? []));
  await Promise.all([...subjects].map((subject) => limit(() => prepare(trees[0], subject, workshop))));

  const total = { files: 0, bytes: 0, differing: 0 };
  const compareOne = async (one: Case): Promise<void> => {
    const { name, server, begin, hidden } = one;
    const folders = trees.map(({ side }) => join(work, side, name)) as [string, string];
    const steps = stepsOf(one, workshop);
    const options = {
      steps,
      inputs,
      environment: environmentOf(workshop, server),
      ...(begin === undefined ? {} : { begin }),
    };
    const ran = await Promise.all(
      trees.map((tree, at) => limit(() => runSteps(tree, { ...options, folder: folders[at]! }))),
    );
    const comparison = compareFolders(...folders, hidden);
    say([lineOf(name, comparison, ran), ...differencesText(name, steps, comparison)].join('\n'));
    total.files += comparison.files;
    total.bytes += comparison.bytes;
    total.differing += comparison.differences.length;
    if (comparison.differences.length > 0) return;
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  await Promise.all(usable.map(compareOne));
  const size = `${total.files} outputs of ${usable.length} cases`;
  const took = `${(total.bytes / 1024 / 1024).toFixed(1)} MiB, ${((Date.now() - started.getTime()) / 1000).toFixed(0)} s`;
  say(total.differing === 0 ? `${size} equal, ${took}` : `${total.differing} of ${size} differ, ${took}`);
  return total.differing;
};
