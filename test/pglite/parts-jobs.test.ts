import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonFormat } from '../../reports/json.ts';
import { rules } from '../../rules/index.ts';
import type { FleetDatabase } from '../../src/fleet/database.ts';
import { estateOfTargets, newestFacts } from '../../src/fleet/estate.ts';
import { joinedReport } from '../../src/fleet/parts/join.ts';
import { analyseParts } from '../../src/fleet/parts/report.ts';
import { targetStates } from '../../src/fleet/targets.ts';
import { planRound, work } from '../../src/fleet/work.ts';
import { auditSources } from '../../src/pipeline/audit.ts';
import { tool } from '../../src/version.ts';
import { drained, fakeFleet, inMemory, newFolder } from '../fleet/fake.ts';
import { drawOrganizations, factsOfAccount } from '../fleet/organizations.ts';

let database: FleetDatabase;
beforeAll(async () => {
  database = await inMemory();
});
afterAll(() => database.close());

const layout = { width: 100, colour: false, sourceArguments: [], sourceFiles: [] };
const signal = new AbortController().signal;

test('parts are jobs of the queue, in threads of their own, and their join is the report of one process; nothing of it stays', async () => {
  const drawn = drawOrganizations(2, () => 1);
  const places = new Map(
    drawn.organizations.flatMap(({ accounts }, organization) =>
      accounts.map((id, account) => [id, { organization, account }] as const),
    ),
  );
  const fleet = await fakeFleet({
    database,
    accounts: () => [...places.keys(), '888888888888'],
    answer: async function* (id) {
      const place = places.get(id);
      if (place === undefined) throw new Error('it cannot be entered');
      yield* factsOfAccount(drawn, place.organization, place.account, 5, 1);
    },
  });
  await planRound(fleet);
  await work(fleet, { ...drained, signal });
  const targets = await newestFacts(fleet, await targetStates(database), newFolder());
  const stored = async (): Promise<readonly string[]> => {
    const names: string[] = [];
    for await (const { object } of fleet.store.list()) names.push(object);
    return names.toSorted();
  };
  const before = await stored();
  const { paths, clock, parts } = await analyseParts(fleet, targets, newFolder(), {
    most: 20,
    settings: fleet.settings,
    signal,
    pollSeconds: 0.5,
  });
  // What could never be read is put to the second: each part loads all of the program.
  expect(parts).toBe(2);
  const { document } = joinedReport(
    paths,
    { tool, settings: fleet.settings, collectedAt: clock.time, clock },
    rules,
  );
  const whole = await auditSources(estateOfTargets(targets).sources, fleet.settings);
  expect([...document].join('')).toBe(
    jsonFormat
      .files(whole, layout)
      .flatMap(({ text }) => [...text])
      .join(''),
  );
  expect(await stored()).toEqual(before);
  expect(fleet.notes).toContain('2 parts of 3 targets, which no trust joins');
});

test('a part that cannot be analysed ends the report with its reason', async () => {
  const fleet = await fakeFleet({ database });
  await planRound(fleet);
  await work(fleet, { ...drained, signal });
  const targets = await newestFacts(fleet, await targetStates(database), newFolder());
  const [object = ''] = targets.targets.flatMap(({ newest }) => newest?.object ?? []);
  await expect(
    analyseParts(
      {
        ...fleet,
        store: {
          ...fleet.store,
          get: async (name, folder) => {
            if (name === object) throw new Error('the disk is gone');
            return fleet.store.get(name, folder);
          },
        },
      },
      targets,
      newFolder(),
      { most: 1, settings: fleet.settings, signal, pollSeconds: 0.5 },
    ),
  ).rejects.toThrow('a part of the report failed after all tries: the disk is gone');
});
