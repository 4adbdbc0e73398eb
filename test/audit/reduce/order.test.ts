import { expect, test } from 'vitest';
import { isNear } from '../../../src/audit/reduce/effect.ts';
import type { Made } from '../../../src/audit/reduce/making.ts';
import { byBound, forgetShifted } from '../../../src/audit/reduce/memory.ts';
import type { Candidate } from '../../../src/audit/reduce/proposals.ts';
import { splitsOf } from '../../../src/audit/reduce/split.ts';
import type { Simulation } from '../../../src/audit/reduce/standing.ts';
import { better, leastGain, type Trial } from '../../../src/audit/reduce/trial.ts';
import { usedBy } from '../../../src/audit/reduce/used-by.ts';
import type { Identity } from '../../../src/model/identity.ts';

/** In which order a search tries and takes, on each side of each border. */

const candidate = (key: string, estimate: number, changes = 1): Candidate =>
  ({ key, estimate, changes }) as unknown as Candidate;

test('what was tried goes by what it ended, what was not by its estimate for each change, and equals by key', () => {
  const memory = {
    known: new Map([
      ['c', 5],
      ['a', 1],
      ['x', 3],
      ['e', 3],
      ['z', 9],
    ]),
    leftOut: new Map([['left', {} as never]]),
    looked: new Set<string>(),
    inVain: new Set<string>(),
  };
  const candidates = [
    ...[candidate('left', 99), candidate('two', 8, 2), candidate('d', 3), candidate('last', 0)],
    ...['a', 'c', 'e', 'x', 'z'].map((key) => candidate(key, 50)),
  ];
  expect(
    byBound(candidates, memory)
      .map(({ key }) => key)
      .join(' '),
  ).toBe('z c two d e x a last');
});

test('of a document that lost a statement nothing is remembered', () => {
  const known = new Map([
    ['withdraw-statement "doc"/0', 1],
    ['withdraw-statement "other"/0', 2],
  ]);
  const made = (kind: string, id: string) => ({ proposal: { kind, place: { id } } }) as unknown as Made;
  forgetShifted([made('guard-step', 'other'), made('withdraw-statement', 'doc')], {
    known,
    leftOut: new Map(),
    looked: new Set(),
    inVain: new Set(),
  });
  expect([...known.values()]).toEqual([2]);
});

const trial = (gain: number, changes: number, is: string, holders: number, key: string, kind = 'cut-step') =>
  ({
    gain,
    candidate: { ...candidate(key, 0, changes), holders: Array.from({ length: holders }) },
    made: [
      { proposal: { kind: 'end-identity' }, risk: { is: 'unused' } },
      { proposal: { kind }, risk: { is } },
    ],
  }) as unknown as Trial;

test.each<[says: string, first: Trial, second: Trial]>([
  ['more for each change', trial(6, 2, 'used', 9, 'z'), trial(5, 2, 'unused', 1, 'a')],
  ['more by the least that counts', trial(leastGain, 1, 'used', 1, 'a'), trial(0, 1, 'unused', 1, 'a')],
  ['less is no more', trial(0, 1, 'unused', 1, 'a'), trial(leastGain / 2, 1, 'not known', 1, 'a')],
  ['what may break less', trial(5, 1, 'not known', 9, 'z'), trial(5, 1, 'used', 1, 'a')],
  ['what can be had again', trial(5, 1, 'used', 9, 'z', 'make-eligible'), trial(5, 1, 'not known', 1, 'a')],
  [
    'what nobody used before it',
    trial(5, 1, 'unused', 9, 'z'),
    trial(5, 1, 'used', 1, 'a', 'make-time-bound'),
  ],
  ['what fewer have', trial(5, 1, 'used', 2, 'z'), trial(5, 1, 'used', 3, 'a')],
  ['by key', trial(5, 1, 'used', 2, 'a'), trial(5, 1, 'used', 2, 'b')],
])('taken first: %s', (_, first, second) => {
  expect(better(first, second)).toBeLessThan(0);
  expect(better(second, first)).toBeGreaterThan(0);
});

test('a share is near when nobody who counts exceeds it', () => {
  const scores = [10, 20, 90];
  const simulation = {
    reach: { radius: (index: number) => ({ score: scores[index] }) },
    counted: [0, 1],
  } as unknown as Simulation;
  expect([9, 10, 19, 20, 21].map((share) => isNear(simulation, { share }))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
  expect([isNear(simulation, undefined), isNear(simulation, 'no-full-control')]).toEqual([false, false]);
});

const early = '2026-01-01T00:00:00.000Z';
const late = '2026-03-01T00:00:00.000Z';

test('privileges stand for their service, used or not; a border counts as used', () => {
  const identity = {
    actionsLastUsed: { 's3:Put': late, 's3:Get': early, 'kms:Sign': 'never' },
    serviceLastUsed: { sqs: early, s3: late, kms: late, iam: 'never' },
  } as unknown as Identity;
  expect(usedBy(identity)).toEqual(['s3:Get', 's3:Put', 'sqs:*']);
  expect(usedBy(identity, early)).toEqual(['s3:Get', 's3:Put', 'sqs:*']);
  expect(usedBy(identity, late)).toEqual(['s3:Put']);
  expect(usedBy({ actionsLastUsed: { 's3:Get': late } } as unknown as Identity)).toBeUndefined();
});

test('parts by the id of the workload, each with what is anybodys', () => {
  const [zeta, alpha] = [
    { id: 'f:zeta', name: 'zeta' },
    { id: 'f:alpha', name: 'Alpha' },
  ];
  const use = (service: string, sessions: readonly string[]) => ({
    service,
    action: `${service}:Do`,
    sessions,
  });
  const shared = {
    workloads: [zeta, alpha],
    uses: [use('sqs', ['zeta']), use('s3', ['alpha']), use('kms', ['zeta', 'somebody'])],
  } as unknown as Identity;
  const told = (identity: Identity) =>
    splitsOf(identity).map(({ parts, rest }) => [
      ...parts.map(({ workload, used }) => `${workload.name} ${used.join(' ')}`),
      rest.join(' '),
    ]);
  expect(told(shared)).toEqual([['Alpha s3:*', 'zeta kms:* sqs:*', 'kms:*']]);
  expect(told({ ...shared, serviceLastUsed: { sns: late, s3: late, ec2: 'never' } } as never)).toEqual([
    ['Alpha s3:* sns:*', 'zeta kms:* sns:* sqs:*', 'kms:* sns:*'],
  ]);
  expect(told({ ...shared, uses: undefined } as never)).toEqual([]);
  const others = { ...use('sqs', ['zeta']), otherSessions: true };
  expect(told({ ...shared, uses: [others, use('sns', []), use('s3', ['alpha'])] } as never)).toEqual([
    ['Alpha s3:*', 'zeta sqs:*', 'sns:* sqs:*'],
  ]);
  // Whoever is told by no session at all had it; what the provider tells besides is anybody's, in order.
  const ec2 = { uses: [use('sqs', ['somebody']), use('s3', ['zeta']), use('kms', ['alpha'])] };
  expect(told({ ...shared, ...ec2, serviceLastUsed: { aps: late } } as never)).toEqual([
    ['Alpha aps:* kms:*', 'zeta aps:* s3:*', 'aps:* sqs:*'],
  ]);
  expect(told({ ...shared, workloads: [zeta] } as never)).toEqual([]);
});

test('twelve parts at most', () => {
  const parts = (count: number) => {
    const names = Array.from({ length: count }, (_, n) => `w${n}`);
    return splitsOf({
      workloads: names.map((name) => ({ id: `f/${name}`, name: 'w' })),
      uses: names.map((name) => ({ service: name, action: name, sessions: [name] })),
    } as unknown as Identity).length;
  };
  expect([1, 2, 12, 13].map(parts)).toEqual([0, 1, 1, 0]);
});
