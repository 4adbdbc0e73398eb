import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classes } from '../../../src/audit/gate/classes.ts';
import { dropped, endOf } from '../../../src/audit/gate/conditions.ts';
import { contains, mayMeet } from '../../../src/audit/gate/glob.ts';
import { ratcheted } from '../../../src/audit/gate/ratchet.ts';
import { shapeOf } from '../../../src/audit/gate/state.ts';
import type { Condition } from '../../../src/model/condition.ts';
import type { GateState, StateHolder } from '../../../src/model/gate.ts';
import { defaultSettings, type Settings } from '../../../src/model/settings.ts';
import {
  account,
  allow,
  arn,
  other,
  reportRow,
  role,
  trusting,
  trustingService,
  user,
} from '../../support/aws-sketch.ts';
import { state } from './states.ts';

/** States as they are made, and tables of the gate, value by value. In `states-told.txt`. */

const until = (time: string) => ({ DateLessThan: { 'aws:CurrentTime': time } });
const [soon, far, past] = ['2026-06-20T00:00:00Z', '2027-06-20T00:00:00Z', '2026-05-20T00:00:00Z'] as const;

const records = [
  user('keys', { inline: [[allow('iam:CreateUser'), allow('s3:GetObject', 'arn:aws:s3:::a/*')]] }),
  user('person', { inline: [[allow('sqs:SendMessage')]] }),
  reportRow('keys', { keys: 2 }),
  reportRow('person', { password: true, mfa: true }),
  role('until', trustingService('lambda.amazonaws.com'), {
    inline: [
      [allow('s3:*', '*', until(soon)), allow('sqs:*', '*', until(far)), allow('sns:*', '*', until(past))],
    ],
  }),
  role('part', trustingService('lambda.amazonaws.com'), {
    inline: [[allow('s3:*', '*', until(soon)), allow('s3:GetObject', 'arn:aws:s3:::a/*')]],
  }),
  role('next', trusting({ AWS: arn.role('way') }), { inline: [[allow('iam:CreateUser')]] }),
  role(
    'way',
    trusting(
      { AWS: [arn.role('x', other), arn.role('until')] },
      { StringEquals: { 'sts:ExternalId': ['b', 'a'] } },
    ),
    {
      inline: [[allow('sts:AssumeRole', arn.role('next'), until(soon))]],
    },
  ),
];

const shape = (part: Partial<Settings>): string => shapeOf({ ...defaultSettings, ...part });

const operators =
  'StringEquals StringEqualsIgnoreCase StringLike ArnEquals ArnLike BinaryEquals NumericEquals DateEquals Bool Null StringNotEquals StringNotEqualsIgnoreCase StringNotLike ArnNotEquals ArnNotLike NumericNotEquals DateNotEquals NumericLessThan NumericLessThanEquals DateLessThan DateLessThanEquals NumericGreaterThan NumericGreaterThanEquals DateGreaterThan DateGreaterThanEquals IpAddress NotIpAddress'.split(
    ' ',
  );
const condition = (operator: string, values: readonly string[], part: object = {}): Condition =>
  ({ class: 'other', operator, key: 'k', values, ...part }) as Condition;
const asksAsMuch = (narrow: Condition, wide: Condition): boolean => dropped([narrow], [wide], 0).length === 0;

const patterns = ['*', 'a', 'a*', '*a', 'a?c', 'abc', 'ab*bc', '?', 'a*c*e', 'abcde', 'b', '*b?d*'];

const holder = (id: string, part: Partial<StateHolder> = {}): StateHolder => ({
  id,
  provider: 'aws',
  kind: 'group',
  scope: account,
  name: id,
  entitlements: [],
  ...part,
});
const empty: GateState = { collectedAt: '2026-06-01T12:00:00.000Z', identities: [], complete: [], gaps: [] };

const ratchets: readonly (readonly [
  title: string,
  before: GateState['holders'],
  after: GateState['holders'],
  grown: readonly string[],
])[] = [
  ['nobody looked before', undefined, [holder('a')], ['a']],
  ['nobody looks now', [holder('a')], undefined, []],
  ['one that grew stays as it was', [holder('a', { name: 'old' })], [holder('a', { name: 'new' })], ['a']],
  ['one that did not is taken', [holder('a', { name: 'old' })], [holder('a', { name: 'new' })], ['b']],
  ['one that is new and grew stays out', [], [holder('a')], ['a']],
  ['one that went goes', [holder('a'), holder('b')], [holder('b')], []],
];

test('states and tables', async () => {
  const told = [
    '# a state',
    JSON.stringify(state(records), null, 1),
    '# of which something is not read',
    ...[
      {
        [account]: ['inventory', 'grants'] as const,
        [other]: ['credentials'] as const,
        '*': ['trusts'] as const,
      },
      {},
    ].map((read) => {
      const { complete, gaps, inputs } = state(records, { read });
      return JSON.stringify({ complete, gaps, inputs });
    }),
    '# classes',
    ...Object.entries(classes).map(([id, row]) => `${id} ${JSON.stringify(row)}`),
    '# settings that shape a state',
    ...[
      {},
      { humanNames: ['a'] },
      { humanNames: ['a', 'b'] },
      { humanNames: ['b', 'a'] },
      { machineNames: ['a'] },
      { trustedScopes: ['a'] },
      { gate: { ...defaultSettings.gate, level: 'control' as const } },
      { gate: { ...defaultSettings.gate, policy: 'strict' as const } },
      { thresholds: { ...defaultSettings.thresholds, longestGrantDays: 1 } },
      { thresholds: { ...defaultSettings.thresholds, privilegedBlastRadius: 1 } },
      { thresholds: Object.fromEntries(Object.entries(defaultSettings.thresholds).reverse()) as never },
      { weights: Object.fromEntries(Object.entries(defaultSettings.weights).reverse()) as never },
    ].map((part) => `${JSON.stringify(part).slice(0, 60)} ${shape(part)}`),
    '# operators that ask for as much as another: the same value, then one of two',
    ...operators.map((own) =>
      [
        own.padEnd(28),
        operators
          .map((than) => (asksAsMuch(condition(own, ['5']), condition(than, ['5'])) ? 'x' : '.'))
          .join(''),
        operators
          .map((than) => (asksAsMuch(condition(own, ['5', '7']), condition(than, ['5'])) ? 'x' : '.'))
          .join(''),
        operators
          .map((than) => (asksAsMuch(condition(own, ['5']), condition(than, ['5', '*'])) ? 'x' : '.'))
          .join(''),
      ].join(' '),
    ),
    '# ends',
    ...[
      [],
      [condition('DateLessThan', ['x'], { class: 'time-bound', until: far })],
      [far, soon].map((time) => condition('DateLessThan', ['x'], { class: 'time-bound', until: time })),
      [condition('DateLessThan', ['x'], { class: 'not-yet-valid', until: soon })],
      [condition('DateLessThan', ['x'], { class: 'time-bound' })],
    ].map((conditions) => `${endOf(conditions)}`),
    '# patterns that contain another, and that may meet',
    ...patterns.map(
      (outer) =>
        `${outer.padEnd(8)}${patterns.map((inner) => (contains(outer, inner) ? 'x' : '.')).join('')} ${patterns.map((inner) => (mayMeet(outer, inner) ? 'x' : '.')).join('')}`,
    ),
    '# groups and policies of the next baseline',
    ...ratchets.map(([title, before, after, grown]) => {
      const with_ = (holders: GateState['holders']): GateState => ({
        ...empty,
        ...(holders === undefined ? {} : { holders }),
      });
      const changes = grown.map((who) => ({ who })) as never;
      return `${title}: ${JSON.stringify(ratcheted(with_(before), with_(after), { changes }, new Map()).holders?.map(({ id, name }) => `${id} ${name}`))}`;
    }),
    '',
  ].join('\n');
  // `npx vitest run THIS -u`, twice, makes it again: what differs is to be read. `npm run mutation` sees the second alone.
  await expect(told).toMatchFileSnapshot('states-told.txt');
  expect(told).toBe(readFileSync(new URL('states-told.txt', import.meta.url), 'utf8'));
});
