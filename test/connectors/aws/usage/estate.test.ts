import { describe, expect, test } from 'vitest';
import { usageOfEvent } from '../../../../connectors/aws/usage/cloudtrail.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { createUsageFold, recordsOf } from '../../../../src/usage/fold.ts';
import {
  account,
  allow,
  arn,
  estateOf,
  now,
  reportRow,
  role,
  trustingService,
  user,
} from '../../../support/aws-sketch.ts';

const day = 86_400_000;
const at = (daysBefore: number): string => new Date(Date.parse(now) - daysBefore * day).toISOString();

interface Sketch {
  readonly by?: string;
  readonly action?: string;
  readonly daysBefore: number;
  readonly region?: string;
  readonly reads?: boolean;
  readonly error?: string;
}

const event = ({
  by,
  action = 'iam:ListRoles',
  daysBefore,
  region = 'us-east-1',
  reads = true,
  error,
}: Sketch) => ({
  eventTime: at(daysBefore),
  eventSource: `${action.split(':')[0]}.amazonaws.com`,
  eventName: action.split(':')[1],
  awsRegion: region,
  recipientAccountId: account,
  readOnly: reads,
  managementEvent: true,
  eventCategory: 'Management',
  userAgent: 'x',
  ...(error === undefined ? {} : { errorCode: error }),
  userIdentity:
    by === undefined
      ? { type: 'AWSService', invokedBy: 'config.amazonaws.com' }
      : {
          type: 'AssumedRole',
          accountId: account,
          sessionContext: { sessionIssuer: { type: 'Role', arn: by, accountId: account } },
        },
});

const logOf = (events: readonly Sketch[]): readonly SnapshotRecord[] => {
  const fold = createUsageFold();
  for (const each of events) {
    const entry = usageOfEvent(event(each));
    if (!('aside' in entry)) fold.add(entry);
  }
  return [...recordsOf('aws', fold)];
};

/** Something happens every day, in two regions, as AWS's own services do. */
const daily = (from = 100, until = 0): readonly Sketch[] =>
  Array.from({ length: from - until + 1 }, (_, n) => ({
    daysBefore: until + n,
    region: n % 2 === 0 ? 'us-east-1' : 'eu-central-1',
  }));

const deploy = arn.role('deploy');
const principals = [
  role('deploy', trustingService('ec2.amazonaws.com'), {
    inline: [[allow(['iam:CreateUser', 'iam:ListRoles', 'iam:PassRole', 's3:GetObject'])]],
  }),
  user('ci'),
];
const estate = (events: readonly Sketch[]) => {
  const made = estateOf([...principals, ...logOf(events)]);
  const index = made.identities.findIndex(({ id }) => id === deploy);
  return {
    made,
    identity: made.identities[index]!,
    unused: (action: string) => made.unusedSince?.(index, action),
  };
};

describe('logs of CloudTrail in the estate', () => {
  test('without logs nothing is said of uses', () => {
    const { identity, unused, made } = estate([]);
    expect(identity.uses).toBeUndefined();
    expect(made.usageWindows).toBeUndefined();
    expect(unused('iam:CreateUser')).toBeUndefined();
  });

  test('a use counts for the identity, its services and its actions', () => {
    const { identity, unused } = estate([
      ...daily(),
      { by: deploy, action: 'iam:CreateUser', daysBefore: 30 },
    ]);
    expect(identity.lastUsedAt).toBe(at(30));
    expect(identity.actionsLastUsed).toEqual({ 'iam:CreateUser': at(30) });
    expect(identity.serviceLastUsed).toEqual({ iam: at(30) });
    expect(identity.uses).toEqual([
      expect.objectContaining({ action: 'iam:CreateUser', count: 1, otherResources: true }),
    ]);
    expect(unused('iam:CreateUser')).toBeUndefined();
    expect(unused('iam:ListRoles')).toBe(at(100));
  });

  test('what was refused shows that it is alive, and is no use of the privilege', () => {
    const { identity, unused } = estate([
      ...daily(),
      { by: deploy, action: 'iam:CreateUser', daysBefore: 3, error: 'AccessDenied' },
    ]);
    expect(identity.lastUsedAt).toBe(at(3));
    expect(identity.actionsLastUsed).toBeUndefined();
    expect(unused('iam:CreateUser')).toBe(at(100));
  });

  test.each([
    ['an event that is none of a management event', daily(), 's3:GetObject'],
    ['a privilege that is asked for within another call', daily(), 'iam:PassRole'],
    ['an action that nobody knows', daily(), 'iam:Nonsense'],
    ['a service of which nothing is known', daily(), 'braket:CancelJob'],
    ['logs that end three days before', daily(100, 3), 'iam:CreateUser'],
    ['logs without reads', daily().map((each) => ({ ...each, reads: false })), 'iam:CreateUser'],
    [
      'logs of another region alone',
      daily().map((each) => ({ ...each, region: 'eu-central-1' })),
      'iam:CreateUser',
    ],
    [
      'a regional action in logs of one region',
      daily().map((each) => ({ ...each, region: 'us-east-1' })),
      'ec2:RunInstances',
    ],
    [
      'an event of its service whose privilege nobody knows',
      [...daily(), { by: deploy, action: 'iam:SomethingNew', daysBefore: 1 }],
      'iam:CreateUser',
    ],
  ])('absence says nothing of %s', (_, events, action) => {
    expect(estate(events).unused(action)).toBeUndefined();
  });

  test('absence counts from the last gap on, and the coverage says so', () => {
    const { made, unused } = estate([...daily(100, 60), ...daily(50, 0)]);
    expect(unused('iam:CreateUser')).toBe(`${at(50).slice(0, 10)}T00:00:00.000Z`);
    const [coverage] = made.coverage.filter(({ source }) => source === 'CloudTrail');
    expect(coverage).toMatchObject({ status: 'partial', gives: ['service-use'] });
    expect(coverage!.detail).toContain('9 days between without any');
  });

  test('the one key of a credential report is the one that logs show, unless that one was used before', () => {
    const keyed = (year: string): readonly SnapshotRecord[] => {
      const fold = createUsageFold();
      const entry = usageOfEvent({
        ...event({ daysBefore: 1 }),
        eventTime: `${year}-05-01T00:00:00Z`,
        userIdentity: {
          type: 'IAMUser',
          arn: arn.user('ci'),
          accountId: account,
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        },
      });
      if (!('aside' in entry)) fold.add(entry);
      return [...recordsOf('aws', fold)];
    };
    const credentialIn = (year: string, keys: 1 | 2) =>
      estateOf([user('ci'), reportRow('ci', { keys }), ...keyed(year)]).identities.find(
        ({ id }) => id === arn.user('ci'),
      )!.uses?.[0]?.credential;
    expect(credentialIn('2026', 1)).toBe(`${arn.user('ci')}#access-key-1`);
    expect(credentialIn('2024', 1)).toBe('AKIAIOSFODNN7EXAMPLE');
    expect(credentialIn('2026', 2)).toBe('AKIAIOSFODNN7EXAMPLE');
  });

  test('a role of which no session began is unused for as long as the logs are whole; a user may have used data', () => {
    const { made, identity } = estate(daily());
    expect(identity).toMatchObject({ lastUsedAt: 'never', observedSince: at(100) });
    expect(made.identities.find(({ id }) => id === arn.user('ci'))!.lastUsedAt).toBeUndefined();
    expect(estate(daily(100, 3)).identity.lastUsedAt).toBeUndefined();
  });
});
