import { expect, test } from 'vitest';
import { cliOutputIn, cliOutputs } from '../../connectors/azure/file-kinds.ts';
import { gcloudOutputIn, gcloudOutputs } from '../../connectors/gcp/file-kinds.ts';
import { connectors } from '../../connectors/index.ts';
import { fileHead } from '../../src/exports/file-head.ts';
import { kindOf } from './reading.ts';
import { kindSeeds } from './seeds-kinds.ts';
import { targets } from './targets.ts';

const kinds = connectors.flatMap(({ files = [] }) => files.map(({ id }) => id));

test.each(kinds)('%s is a target, and its seeds are taken for that kind', (id) => {
  const target = targets.find((each) => each.id === id);
  expect(target?.seeds.length).toBeGreaterThan(0);
  expect(target!.seeds.filter((seed) => kindOf(seed) !== id)).toEqual([]);
});

test('every output of the command lines of Azure and Google Cloud has a seed', () => {
  const outputs = (texts: readonly string[], outputIn: (head: ReturnType<typeof fileHead>) => unknown) =>
    new Set(texts.map((text) => outputIn(fileHead(text))));
  expect([...outputs(kindSeeds.azureCli, cliOutputIn)].sort()).toEqual(Object.keys(cliOutputs).sort());
  expect([...outputs(kindSeeds.gcloud, gcloudOutputIn)].sort()).toEqual(Object.keys(gcloudOutputs).sort());
});

test.each(targets.filter(({ kind }) => kind === 'parser').map((target) => [target.id, target] as const))(
  '%s reads its seeds, rather than refusing them',
  async (_, { seeds, run }) => {
    for (const seed of seeds) await run(seed);
  },
);

test('targets have names of their own', () => {
  expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
});
