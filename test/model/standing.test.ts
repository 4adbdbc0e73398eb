import { describe, expect, test } from 'vitest';
import type { Credential, CredentialLifetime, CredentialStatus } from '../../src/model/credential.ts';
import type { Duration, Grant } from '../../src/model/grant.ts';
import { effectiveDuration, type Standing, standingOf, standings } from '../../src/model/standing.ts';

const now = Date.parse('2026-07-01T00:00:00Z');
const longestGrantDays = 30;

const grant = (
  duration: Duration,
  { until, isEmpty = false }: { until?: string; isEmpty?: boolean } = {},
): Grant => ({
  scope: '111122223333',
  name: 'policy',
  source: { record: 'aws.policy', id: 'policy' },
  via: 'attached',
  providerManaged: false,
  duration,
  ...(until === undefined ? {} : { until }),
  privileges: isEmpty ? [] : [{ service: 0, level: 3, breadth: 1, full: false }],
  conditions: [],
});

const credential = (lifetime: CredentialLifetime, status: CredentialStatus = 'active'): Credential => ({
  id: 'key',
  kind: 'access-key',
  lifetime,
  binding: 'shared-secret',
  status,
});

describe('effectiveDuration', () => {
  test.each<[string, Duration, string | undefined, ReturnType<typeof effectiveDuration>]>([
    ['without an end it is what the grant says', 'permanent', undefined, 'permanent'],
    ['without an end an eligible grant stays eligible', 'eligible', undefined, 'eligible'],
    ['an end within policy counts', 'time-bound', '2026-07-15T00:00:00Z', 'time-bound'],
    [
      'an end exactly as far away as policy allows counts',
      'time-bound',
      '2026-07-31T00:00:00Z',
      'time-bound',
    ],
    [
      'an end one millisecond further away is permanent',
      'time-bound',
      '2026-07-31T00:00:00.001Z',
      'permanent',
    ],
    ['an activation too long by a day is permanent', 'activated', '2026-08-01T00:00:00Z', 'permanent'],
    ['an end that is now is past', 'time-bound', '2026-07-01T00:00:00Z', 'ended'],
    ['an end a millisecond ahead is not past', 'time-bound', '2026-07-01T00:00:00.001Z', 'time-bound'],
    ['an end in the past is past', 'activated', '2026-06-30T23:59:59Z', 'ended'],
    ['an end that is no time is unknown', 'time-bound', 'soon', 'unknown'],
  ])('%s', (_, duration, until, expected) => {
    expect(effectiveDuration(grant(duration, { ...(until && { until }) }), now, longestGrantDays)).toBe(
      expected,
    );
  });
});

describe('standingOf', () => {
  const lifetimes = ['static', 'expiring', 'short-lived', 'platform-managed', 'unknown'] as const;
  const shortLived = 'short-lived credential on a standing grant';
  /** Both axes: a row for each duration, a column for each lifetime, the last for no credential at all. */
  const table: Readonly<Record<Duration, readonly Standing[]>> = {
    permanent: ['standing', 'standing', shortLived, shortLived, 'standing', shortLived],
    'time-bound': ['time-bound', 'time-bound', 'task-scoped', 'task-scoped', 'time-bound', 'task-scoped'],
    activated: ['time-bound', 'time-bound', 'task-scoped', 'task-scoped', 'time-bound', 'task-scoped'],
    eligible: ['eligible', 'eligible', 'eligible', 'eligible', 'eligible', 'eligible'],
    unknown: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
  };
  const cases = Object.entries(table).flatMap(([duration, row]) =>
    row.map((expected, column) => [duration as Duration, lifetimes[column], expected] as const),
  );

  test.each(cases)('a %s grant with a %s credential is: %s', (duration, lifetime, expected) => {
    const credentials = lifetime === undefined ? [] : [credential(lifetime)];
    expect(standingOf([grant(duration)], credentials, now, longestGrantDays)).toBe(expected);
  });

  test.each<[Duration, readonly Credential[], Standing]>([
    ['permanent', [], 'unknown credential on a standing grant'],
    ['permanent', [credential('short-lived')], 'unknown credential on a standing grant'],
    ['permanent', [credential('static')], 'standing'],
    ['time-bound', [credential('short-lived')], 'time-bound'],
    ['eligible', [], 'eligible'],
  ])('a %s grant where credentials may be there that nobody saw', (duration, credentials, expected) => {
    expect(standingOf([grant(duration)], credentials, now, longestGrantDays, true)).toBe(expected);
  });

  test.each<[string, readonly Grant[], readonly Credential[], Standing]>([
    ['no grant is none', [], [credential('static')], 'none'],
    [
      'a grant without privileges is none',
      [grant('permanent', { isEmpty: true })],
      [credential('static')],
      'none',
    ],
    [
      'a grant of which nobody knows what it gives is unknown',
      [grant('unknown', { isEmpty: true })],
      [credential('static')],
      'unknown',
    ],
    ['a grant that has ended is none', [grant('time-bound', { until: '2026-06-01T00:00:00Z' })], [], 'none'],
    [
      'an end beyond policy is standing',
      [grant('time-bound', { until: '2027-06-01T00:00:00Z' })],
      [credential('static')],
      'standing',
    ],
    [
      'permanent wins over unknown',
      [grant('unknown'), grant('permanent')],
      [credential('static')],
      'standing',
    ],
    ['unknown wins over time-bound', [grant('time-bound'), grant('unknown')], [], 'unknown'],
    ['time-bound wins over eligible', [grant('eligible'), grant('time-bound')], [], 'task-scoped'],
    [
      'activated wins over eligible',
      [grant('eligible'), grant('activated')],
      [credential('static')],
      'time-bound',
    ],
    [
      'one lasting credential among short-lived ones is enough',
      [grant('permanent')],
      [credential('short-lived'), credential('static')],
      'standing',
    ],
    [
      'an inactive credential does not count',
      [grant('permanent')],
      [credential('static', 'inactive')],
      shortLived,
    ],
    [
      'an expired credential does not count',
      [grant('permanent')],
      [credential('static', 'expired')],
      shortLived,
    ],
    [
      'a credential of unknown status counts as usable',
      [grant('permanent')],
      [credential('static', 'unknown')],
      'standing',
    ],
  ])('%s', (_, grants, credentials, expected) => {
    expect(standingOf(grants, credentials, now, longestGrantDays)).toBe(expected);
  });

  test('its words are those of reports and baselines', () => {
    expect(standings).toEqual([
      'standing',
      'short-lived credential on a standing grant',
      'unknown credential on a standing grant',
      'time-bound',
      'eligible',
      'task-scoped',
      'none',
      'unknown',
    ]);
  });
});
