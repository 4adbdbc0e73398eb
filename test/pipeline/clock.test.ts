import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dated, exceptionTime } from '../../src/model/clock.ts';
import { clockOf, type TimedSource } from '../../src/pipeline/clock.ts';
import { datesIn } from '../../src/pipeline/dates.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString();

const dated = (time: string, place = 'a.json: x'): Dated => ({ time, place });
const file = (changed: number, newest?: number): TimedSource => ({
  collectedAt: day(changed),
  exported: { newest: () => (newest === undefined ? undefined : dated(day(newest))) },
});
const snapshot = (at: number): TimedSource => ({ collectedAt: day(at) });

describe('which time the facts are of', () => {
  test.each<[string, readonly TimedSource[], string, string]>([
    ['the last change, near the newest date inside', [file(10, 8)], day(10), 'file-time'],
    ['the newest date inside, where it is far from it', [file(10, 7.5)], day(7.5), 'newest-date'],
    ['also where the last change is the earlier one', [file(1, 9)], day(9), 'newest-date'],
    ['the last change, where there is no date inside', [file(10)], day(10), 'file-time'],
    ['files are one export: the newest of each', [file(10), file(4, 9), file(5, 2)], day(10), 'file-time'],
    ['what a collection wrote down', [snapshot(3)], day(3), 'collection'],
    ['the later of both', [snapshot(3), file(10, 1)], day(3), 'collection'],
    ['the later of both, of a file', [snapshot(3), file(10, 9)], day(10), 'file-time'],
  ])('%s', (_, sources, time, basis) => {
    expect(clockOf(sources)).toMatchObject({ time, basis });
    expect(clockOf(sources.toReversed())).toEqual(clockOf(sources));
  });

  test('what was given, and not before a date inside', () => {
    expect(clockOf([file(10, 8)], day(8))).toMatchObject({ time: day(8), basis: 'given' });
    expect(() => clockOf([file(10, 8)], day(7))).toThrow(
      expect.objectContaining({ where: 'a.json: x', message: expect.stringContaining(day(8)) }),
    );
    expect(clockOf([snapshot(10)], day(7))).toMatchObject({ time: day(7), basis: 'given' });
  });

  test('a snapshot made of files still says what its time rests on, and what was inside', () => {
    const clock = clockOf([file(10, 1)]);
    const kept: TimedSource = { collectedAt: clock.time, clock };
    expect(clockOf([kept])).toEqual(clock);
    expect(() => clockOf([kept], day(0))).toThrow(day(1));
  });

  test('never lies after all that is known, and does not depend on the order', () => {
    const source = fc.record({
      changed: fc.integer({ min: 0, max: 30 }),
      newest: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 5 }), (drawn) => {
        const sources = drawn.map(({ changed, newest }) => file(changed, newest));
        const { time } = clockOf(sources);
        const known = drawn.flatMap(({ changed, newest }) => [changed, newest ?? changed]);
        expect(time <= day(Math.max(...known))).toBe(true);
        expect(clockOf(sources.toReversed())).toEqual(clockOf(sources));
      }),
    );
  });
});

test('exceptions do not live longer because the newest date inside is an old one', () => {
  const timeOf = (...sources: readonly TimedSource[]) => {
    const clock = clockOf(sources);
    return exceptionTime(clock.time, clock);
  };
  expect(timeOf(file(10, 1))).toBe(day(10));
  expect(timeOf(file(1, 10))).toBe(day(10));
  expect(timeOf(file(10, 9))).toBe(day(10));
  expect(timeOf(snapshot(5), file(4, 1))).toBe(day(5));
});

describe('dates inside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  const written = (name: string, content: unknown, changed = '2026-09-01T00:00:00Z'): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    utimesSync(path, new Date(changed), new Date(changed));
    return path;
  };
  const clockIn = async (path: string) => (await gather([fileSource(path)])).clock;

  test('a credential report: the newest cell that is a date, with its place', async () => {
    const columns =
      'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
    const row =
      'ci,arn:aws:iam::111122223333:user/ci,2026-01-01T00:00:00+00:00,false,N/A,N/A,N/A,false,true,2026-02-01T00:00:00+00:00,2026-03-04T05:06:00+00:00,eu-west-1,s3,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A';
    const clock = await clockIn(written('report.csv', `${columns}\n${row}\n`));
    expect(clock).toMatchObject({ time: '2026-03-04T05:06:00.000Z', basis: 'newest-date' });
    expect(clock?.newest?.place).toMatch(/user\/ci, access_key_1_last_used_date$/);
  });

  test('a file of AWS Config: when an item was captured', async () => {
    const item = {
      resourceType: 'AWS::Lambda::Function',
      ARN: 'arn:aws:lambda:eu-west-1:111122223333:function:a',
      awsAccountId: '111122223333',
      configurationItemCaptureTime: '2026-05-01T10:00:00.000Z',
      configurationItemStatus: 'OK',
      configuration: { role: 'arn:aws:iam::111122223333:role/a' },
    };
    const clock = await clockIn(written('config.json', { fileVersion: '1.0', configurationItems: [item] }));
    expect(clock).toMatchObject({ time: '2026-05-01T10:00:00.000Z', basis: 'newest-date' });
    expect(clock?.newest?.place).toMatch(/configurationItemCaptureTime$/);
  });

  test('role assignments of Azure: when one was made, or changed last', async () => {
    const subscription = '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001';
    const assignment = {
      id: `${subscription}/providers/Microsoft.Authorization/roleAssignments/bbbbbbbb-0000-4000-8000-000000000001`,
      name: 'bbbbbbbb-0000-4000-8000-000000000001',
      principalId: 'cccccccc-0000-4000-8000-000000000001',
      principalType: 'ServicePrincipal',
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
      scope: subscription,
      type: 'Microsoft.Authorization/roleAssignments',
      createdOn: '2024-05-01T10:00:00.000000+00:00',
    };
    const made = written('made.json', [assignment]);
    expect(await clockIn(made)).toMatchObject({ time: '2024-05-01T10:00:00.000Z', basis: 'newest-date' });
    await expect(gather([fileSource(made)], '2024-01-01T00:00:00.000Z')).rejects.toThrow('2024-05-01');
    const changed = written('changed.json', [
      { ...assignment, updatedOn: '2024-06-01T10:00:00.000000+00:00' },
    ]);
    const { newest } = (await clockIn(changed))!;
    expect(newest?.place).toMatch(/updatedOn$/);
    const { createdOn: _, ...undated } = assignment;
    expect((await clockIn(written('undated.json', [undated])))?.newest).toBeUndefined();
  });

  test('an audit log of GitHub: its last event', async () => {
    const event = { action: 'repo.access', org: 'acme', actor: 'ci', '@timestamp': Date.UTC(2026, 4, 1) };
    expect(await clockIn(written('audit.json', [event]))).toMatchObject({
      time: '2026-05-01T00:00:00.000Z',
      basis: 'newest-date',
    });
  });

  test('a place is told without secrets', () => {
    const secret = `ghp_${'a1B2c3D4e5'.repeat(3)}F6g7h8`;
    const dates = datesIn('a.json');
    dates.seen('2026-01-01T00:00:00Z', `a.json: aws.user ${secret}, CreateDate`);
    expect(dates.newest()?.place).toMatch(/^a\.json: aws\.user .*, CreateDate$/);
    expect(dates.newest()?.place).not.toContain(secret);
  });

  test('what lies ahead is none: the end of a credential', async () => {
    const provider = {
      ServiceSpecificCredentials: [
        {
          UserName: 'ci',
          ServiceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE',
          ServiceName: 'bedrock.amazonaws.com',
          Status: 'Active',
          CreateDate: '2026-08-31T00:00:00Z',
          ExpirationDate: '2027-08-31T00:00:00Z',
        },
      ],
    };
    const clock = await clockIn(written('111122223333-keys.json', provider));
    expect(clock).toMatchObject({ time: '2026-09-01T00:00:00.000Z', basis: 'file-time' });
    expect(clock?.newest?.time).toBe('2026-08-31T00:00:00.000Z');
  });
});
