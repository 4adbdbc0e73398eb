import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { awsInterpretation } from '../../../connectors/aws/index.ts';
import { weightsOf } from '../../../src/audit/reduce/effect.ts';
import { overlayOf } from '../../../src/audit/reduce/overlay.ts';
import { candidatesOf } from '../../../src/audit/reduce/proposals.ts';
import { wantedChange } from '../../../src/audit/reduce/wanted.ts';
import { saysOf } from '../../../src/audit/reduce/words.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { Facts } from '../../../src/pipeline/facts.ts';
import {
  changeTablesOf,
  type ReduceOptions,
  reduce,
  simulatorOf,
  worldOfSimulation,
} from '../../../src/pipeline/reduce.ts';
import { account, arn, now } from '../../support/aws-sketch.ts';
import { estates } from './told-estates.ts';

/** What is proposed and what becomes of it, value by value. `told.txt` is changed by hand, with a look at each line. */

const factsOf = (records: readonly SnapshotRecord[]): Facts => ({
  collectedAt: now,
  records,
  coverage: [],
  interpretations: [awsInterpretation],
});

/** As others' providers tell of theirs: people, what is eligible, credentials of all kinds. */
const others: Readonly<Record<string, (identity: Identity) => object>> = {
  key: ({ credentials: [one] }) => ({
    nature: { is: 'human', by: 'test' },
    credentials: (
      [
        ['a', 'active', 'static'],
        ['b', 'inactive', 'static'],
        ['c', 'unknown', 'expiring'],
        ['d', 'active', 'short-lived'],
        ['e', 'active', 'platform-managed'],
      ] as const
    ).map(([id, status, lifetime]) => ({ ...one, id, status, lifetime })),
  }),
  bob: ({ grants }) => ({
    grants: grants.map((grant, at) => ({
      ...grant,
      duration: (['eligible', 'unknown', 'permanent'] as const)[at % 3],
    })),
    lastUsedAt: '2025-01-01T00:00:00.000Z',
  }),
  keys: () => ({ lastUsedAt: 'never', createdAt: '2025-01-01T00:00:00.000Z' }),
  open: () => ({
    lastUsedAt: 'never',
    observedSince: '2025-01-01T00:00:00.000Z',
    actionsLastUsed: { 's3:GetObject': '2026-05-20T00:00:00.000Z', 's3:PutObject': 'never' },
  }),
};

const candidates = async (records: readonly SnapshotRecord[]): Promise<readonly string[]> => {
  const facts = factsOf(records);
  const base = overlayOf(records);
  const found = simulatorOf(facts, defaultSettings, true)(base);
  const simulation = {
    ...found,
    estate: {
      ...found.estate,
      identities: found.estate.identities.map((identity) => ({
        ...identity,
        ...others[identity.name]?.(identity),
      })) as readonly Identity[],
    },
  };
  const tables = await changeTablesOf(['aws']);
  const world = worldOfSimulation(facts)(simulation, base);
  return candidatesOf(simulation, {
    settings: defaultSettings,
    weights: weightsOf(simulation, undefined),
    statements: (identity, grant) => tables.get(identity.provider)?.statements?.(grant, world) ?? [],
  }).map(
    ({ key, proposals, changes, estimate, holders }) =>
      `  ${estimate.toFixed(4)} ${changes} [${holders.join(' ')}] ${proposals.map(saysOf).join(' + ')} ${key}`,
  );
};

const plan = async (records: readonly SnapshotRecord[], options: Partial<ReduceOptions>) => {
  const progress: string[] = [];
  const { start, steps, goal, ...rest } = await reduce(factsOf(records), defaultSettings, {
    most: 4,
    ...options,
    onStep: (changes, share) => progress.push(`${changes}:${share}`),
  });
  return [
    `  start ${JSON.stringify(start)}`,
    ...steps.flatMap(({ changes, ...step }) => [
      `  step ${JSON.stringify(step)}`,
      ...changes.flatMap(({ commands, undo, documents, says, risk, ...change }) => [
        `    ${says} ${risk.is}: ${risk.says} ${risk.lastUsedAt ?? '-'} ${risk.workloads.join(' ')}`,
        `      ${JSON.stringify(change)}`,
        ...commands.map((command) => `      do   ${command}`),
        ...undo.map((command) => `      undo ${command}`),
        ...documents.map(({ of }) => `      document ${of}`),
      ]),
    ]),
    `  goal ${JSON.stringify(goal ?? null)}`,
    `  ${JSON.stringify(rest)}`,
    `  told ${progress.join(' ')}`,
  ];
};

const few = { interpreted: 1, each: 1, verified: 100 };
const none = { interpreted: 1, each: 1, verified: 1 };

const plans: readonly (readonly [estate: keyof typeof estates, title: string, Partial<ReduceOptions>])[] = [
  ['one of each', 'a change, what was used is kept', { most: 1, keepUsedWithinDays: 90, people: true }],
  ['one of each', 'estimates, a look at each tenth', { most: 12, limits: few, people: true }],
  ['one of each', 'estimates alone', { most: 6, limits: none }],
  ['a chain', 'nobody left in control', { goal: 'no-full-control', most: 9 }],
  ['a chain', 'a share, too few changes', { goal: { share: 1 }, most: 1 }],
  ['a chain', 'a share', { goal: { share: 60 }, most: 9 }],
  ['a chain', 'what was used is kept', { keepUsedWithinDays: 30, most: 1 }],
  ['many policies', 'three changes', { most: 3 }],
  ['nothing that counts', 'all', { most: 3, goal: 'no-full-control' }],
];

const wanted = (records: readonly SnapshotRecord[]): readonly string[] => {
  const simulation = simulatorOf(factsOf(records), defaultSettings, true)(overlayOf(records));
  const credential = simulation.estate.identities.flatMap(({ credentials }) => credentials)[0]!.id;
  const texts = [
    arn.role('ci'),
    'ci',
    credential,
    'readers@worker',
    `readers@${arn.role('open')}`,
    'readers@ci',
    'x@y@ci',
    '@ci',
    'ci@',
    'nobody',
    '',
  ];
  return texts.map((text) => {
    try {
      return `  ${text}: ${wantedChange(simulation, text).map(saysOf).join(' + ')}`;
    } catch (error) {
      return `  ${text}: ${JSON.stringify(error)} ${(error as Error).message}`;
    }
  });
};

test('what is proposed, and the plans that are made of it', async () => {
  const lines: string[] = [];
  for (const [name, records] of Object.entries(estates))
    lines.push(`# ${name}`, ...(await candidates(records)));
  for (const [name, title, options] of plans)
    lines.push(`# ${name}: ${title}`, ...(await plan(estates[name]!, options)));
  lines.push('# what is asked for', ...wanted(estates['one of each']!), '');
  const told = lines.join('\n').replaceAll(account, 'ACCOUNT');
  // `npx vitest run THIS -u`, twice, makes it again: what differs is to be read. `npm run mutation` sees the second alone.
  await expect(told).toMatchFileSnapshot('told.txt');
  expect(told).toBe(readFileSync(new URL('told.txt', import.meta.url), 'utf8'));
});
