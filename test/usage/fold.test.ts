import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptOfUse } from '../../src/model/usage.ts';
import { gapsOf, intervalsOf } from '../../src/usage/days.ts';
import type { UsageEvent } from '../../src/usage/event.ts';
import { createUsageFold, recordsOf } from '../../src/usage/fold.ts';
import { joinUsage } from '../../src/usage/join.ts';
import { useSchema, windowSchema } from '../../src/usage/record.ts';
import { lawRuns } from '../support/law-runs.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');

const event = fc.record(
  {
    log: fc.constant('CloudTrail'),
    scope: fc.constantFrom('111122223333', '444455556666'),
    time: fc.integer({ min: 0, max: 40 * day }).map((offset) => start + offset),
    place: fc.constantFrom('us-east-1', 'eu-central-1'),
    service: fc.constantFrom('s3', 'iam'),
    actions: fc.constantFrom(['s3:GetObject'], ['s3:GetObject', 's3:PutObject'], ['iam:GetUser']),
    reads: fc.boolean(),
    ofData: fc.boolean(),
    refused: fc.boolean(),
    identity: fc.constantFrom({ id: 'arn:a', scope: '111122223333' }, { id: 'arn:b', scope: '444455556666' }),
    credential: fc.constantFrom('AKIA1', 'AKIA2'),
    // More than are kept.
    resources: fc.array(
      fc.nat({ max: 60 }).map((n) => `arn:resource/${n}`),
      { maxLength: 2 },
    ),
    network: fc.nat({ max: 30 }).map((n) => `203.0.${n}.0/24`),
    client: fc.constantFrom('sdk', 'interactive', 'console'),
  },
  {
    requiredKeys: [
      'log',
      'scope',
      'time',
      'service',
      'actions',
      'reads',
      'ofData',
      'refused',
      'resources',
      'client',
    ],
  },
) as fc.Arbitrary<UsageEvent>;

const folded = (events: readonly UsageEvent[]) => {
  const fold = createUsageFold();
  for (const each of events) fold.add(each);
  return [...recordsOf('aws', fold)];
};

describe('the fold of a log', () => {
  test('is the same in whatever order events come and however they are split', () => {
    fc.assert(
      fc.property(
        fc
          .array(event, { maxLength: 150 })
          .chain((events) =>
            fc.tuple(
              fc.constant(events),
              fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
              fc.array(fc.nat({ max: 150 }), { maxLength: 4 }),
            ),
          ),
        ([events, shuffled, cuts]) => {
          const ends = [0, ...cuts, shuffled.length].sort((a, b) => a - b);
          const join = joinUsage();
          for (const [index, end] of ends.entries())
            for (const record of folded(shuffled.slice(ends[index - 1] ?? 0, end))) join.take(record);
          expect([...join.records()]).toEqual(folded(events));
        },
      ),
      { numRuns: lawRuns(30, 1000) },
    );
  });

  test('keeps the counts of the resources that it keeps whole, and says that there were others', () => {
    const many = Array.from(
      { length: 100 },
      (_, n): UsageEvent => ({
        log: 'CloudTrail',
        scope: '111122223333',
        time: start + n,
        service: 's3',
        actions: ['s3:GetObject'],
        reads: true,
        ofData: true,
        refused: false,
        identity: { id: 'arn:a', scope: '111122223333' },
        resources: [`arn:${String((n * 37) % 50).padStart(2, '0')}`],
        client: 'sdk',
      }),
    );
    const [window, use] = folded(many);
    const { Resources, OtherResources } = useSchema.parse(use!.data);
    expect(Resources.length).toBe(keptOfUse.resources);
    expect(new Set(Resources.map(({ Count }) => Count))).toEqual(new Set([2]));
    expect(Resources[0]!.Id).toBe('arn:00');
    expect(OtherResources).toBe(true);
    expect(windowSchema.parse(window!.data)).toMatchObject({ Events: 100, DataOf: ['s3'], Reads: true });
  });

  test('holds an attempt that was refused apart from uses', () => {
    const base = {
      log: 'CloudTrail',
      scope: '1',
      time: start,
      service: 'iam',
      actions: ['iam:GetUser'],
      reads: true,
      ofData: false,
      identity: { id: 'a', scope: '1' },
      resources: [],
      client: 'sdk',
    } as const;
    const uses = folded([
      { ...base, refused: true },
      { ...base, refused: false },
    ]).filter(({ record }) => record === 'aws.use');
    expect(uses.map(({ data }) => useSchema.parse(data).Refused)).toEqual([undefined, true]);
  });
});

test('days without an event break the time in which absence says something', () => {
  const days = [0, 1, 2, 5, 6].map((n) => start / day + n);
  expect(intervalsOf(new Set(days))).toEqual(['2026-01-01/2026-01-03', '2026-01-06/2026-01-07']);
  expect(gapsOf(intervalsOf(new Set(days)))).toEqual({
    emptyDays: 2,
    unbrokenSince: '2026-01-06T00:00:00.000Z',
  });
});
