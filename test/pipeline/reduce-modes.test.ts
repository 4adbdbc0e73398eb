import { expect, test } from 'vitest';
import { overlayOf } from '../../src/audit/reduce/overlay.ts';
import { searchPlan } from '../../src/audit/reduce/search.ts';
import { residualOf, simulationOf } from '../../src/audit/reduce/standing.ts';
import type { SearchLimits } from '../../src/audit/reduce/trial.ts';
import type { ReductionPlan } from '../../src/model/reduce.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { estateOf } from '../../src/pipeline/estate.ts';
import type { Facts } from '../../src/pipeline/facts.ts';
import { interpretationsOf } from '../../src/pipeline/interpretations.ts';
import { changeTablesOf, reduce, simulatorOf, worldOfSimulation } from '../../src/pipeline/reduce.ts';
import { reachOf } from '../../src/reach/index.ts';
import {
  administrator,
  allow,
  arn,
  deny,
  group,
  now,
  role,
  trustingService,
  user,
} from '../support/aws-sketch.ts';

const lambda = trustingService('lambda.amazonaws.com');
const names = Array.from({ length: 24 }, (_, index) => `worker-${String(index).padStart(2, '0')}`);
/** Each of two dozen reaches something of its own, so that a plan of them all has as many steps. */
const workers = names.map((name, index) =>
  role(name, lambda, {
    inline: [[allow(index % 3 === 0 ? 'iam:PutRolePolicy' : 's3:*', index % 3 === 0 ? arn.role(name) : '*')]],
  }),
);

const factsOf = async (records: readonly SnapshotRecord[]): Promise<Facts> => ({
  collectedAt: now,
  records,
  coverage: [],
  interpretations: await interpretationsOf(['aws', 'azure']),
});
const planOf = async (
  records: readonly SnapshotRecord[],
  limits?: SearchLimits,
  most = 22,
): Promise<ReductionPlan> => reduce(await factsOf(records), defaultSettings, { most, limits });

const inVain = Number.POSITIVE_INFINITY;
const verifiedSteps = ({ steps }: ReductionPlan): readonly number[] =>
  steps.flatMap(({ verified, after }) => (verified ? [after.changes] : []));

test('a small estate: each step is verified', async () => {
  const plan = await planOf(workers, undefined, 2);
  expect(plan.verified).toBe('each');
  expect(verifiedSteps(plan)).toEqual([1, 2]);
});

test('a larger one: every tenth step is verified, and tells what a scan of the changed facts tells', async () => {
  const plan = await planOf(workers, { interpreted: inVain, each: 10, verified: inVain });
  expect(plan.verified).toBe('every tenth');
  expect(verifiedSteps(plan)).toEqual([10, 20, 22]);
  const gone = new Set(
    plan.steps.slice(0, 10).flatMap(({ changes }) => changes.map(({ identity }) => identity)),
  );
  expect(gone.size).toBe(10);
  // The same by hand: these ten without any policy.
  const facts = await factsOf(
    workers.map((record, index) => (gone.has(record.id) ? role(names[index]!, lambda) : record)),
  );
  const scan = simulatorOf(facts, defaultSettings, false)(overlayOf(facts.records));
  expect(plan.steps[9]!.after).toEqual(residualOf(scan, 10));
  // Those between keep the share of the last one that was verified.
  expect(plan.steps[8]!.after.share).toBe(plan.start.share);
  expect(plan.steps[10]!.after.share).toBe(plan.steps[9]!.after.share);
});

test('more steps than are paid for: the first are verified one by one, then every tenth', async () => {
  const plan = await planOf(workers, { interpreted: 24 * 3, each: 100, verified: inVain }, 14);
  expect(verifiedSteps(plan)).toEqual([1, 2, 3, 13, 14]);
  expect(plan.verified).toBe('every tenth');
});

test('a very large one: estimates only, said so, and nothing is simulated', async () => {
  const plan = await planOf(workers, { interpreted: inVain, each: 5, verified: 20 });
  expect(plan.verified).toBe('none');
  expect(plan.steps.length).toBe(22);
  expect(verifiedSteps(plan)).toEqual([]);
  expect(new Set(plan.steps.map(({ after }) => after.share))).toEqual(new Set([plan.start.share]));
});

test('where one of ten raises something they are looked at one by one, and it is left out', async () => {
  const held = [
    group('held', { inline: [[allow('sqs:SendMessage'), deny('iam:*')]] }),
    user('ada', { groups: ['held'], inline: [[allow(['iam:*', 'sqs:*'])]] }),
    ...workers.slice(0, 4),
  ];
  const plan = await planOf(held, { interpreted: inVain, each: 2, verified: inVain }, 12);
  expect(plan.steps.flatMap(({ changes }) => changes).map(({ kind }) => kind)).not.toContain(
    'withdraw-from-group',
  );
  for (const [index, { after }] of plan.steps.entries())
    expect(after.sum).toBeLessThanOrEqual((plan.steps[index - 1]?.after ?? plan.start).sum);
});

/** What has two providers' facts: those of the one are remembered while the other's change. */
const application = (id: string): SnapshotRecord => ({
  record: 'azure.service-principal',
  scope: '9e2f1a00-1111-4c11-8a11-00000000000a',
  id,
  data: { id, appId: id, displayName: 'app', servicePrincipalType: 'Application', accountEnabled: true },
});

test('the plan is that of a search that interprets all facts each time', async () => {
  const facts = await factsOf([
    role('boss', lambda, { attached: [administrator] }),
    ...workers.slice(0, 4),
    application('20000000-0000-4000-8000-000000000001'),
  ]);
  const { interpretations } = facts;
  let scans = 0;
  const slow = searchPlan(overlayOf(facts.records), {
    tables: await changeTablesOf(['aws', 'azure']),
    worldOf: worldOfSimulation(facts),
    simulate: (changed) => {
      scans += 1;
      const records = JSON.parse(JSON.stringify([...changed.records()])) as SnapshotRecord[];
      const estate = estateOf(records, interpretations, {
        collectedAt: now,
        coverage: [],
        settings: defaultSettings,
      });
      return simulationOf(estate, reachOf(estate, defaultSettings), {
        settings: defaultSettings,
        people: false,
        enteredByTrust: ({ provider, kind }) =>
          interpretations.find(({ id }) => id === provider)?.enteredByTrust?.includes(kind) === true,
      });
    },
    unusedDays: defaultSettings.thresholds.unusedIdentityDays,
    settings: defaultSettings,
    most: 4,
    people: false,
  });
  expect(scans).toBeGreaterThan(4);
  expect(slow.steps.length).toBeGreaterThan(2);
  expect(await reduce(facts, defaultSettings, { most: 4 })).toEqual(slow);
});

test('only the provider whose facts change is interpreted again', async () => {
  const facts = await factsOf([
    role('boss', lambda, { attached: [administrator] }),
    application('20000000-0000-4000-8000-000000000001'),
  ]);
  const read = new Map<string, number>();
  const counted: Facts = {
    ...facts,
    interpretations: facts.interpretations.map((each) => ({
      ...each,
      reader: () => {
        read.set(each.id, (read.get(each.id) ?? 0) + 1);
        return each.reader!();
      },
    })),
  };
  await reduce(counted, defaultSettings, { most: 2 });
  expect(read.get('azure')).toBe(1);
  expect(read.get('aws')).toBeGreaterThan(1);
});
