import { describe, expect, test } from 'vitest';
import { gateFormatIds } from '../../../reports/gate/format-ids.ts';
import { gateFormats } from '../../../reports/gate/index.ts';
import { classes } from '../../../src/audit/gate/classes.ts';
import { insteadOf } from '../../../src/audit/gate/instead.ts';
import { ratcheted } from '../../../src/audit/gate/ratchet.ts';
import type { ExceptionEntry } from '../../../src/model/exception.ts';
import { changeClasses, type GateState, type StateIdentity } from '../../../src/model/gate.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import {
  account,
  allow,
  arn,
  document,
  other,
  policy,
  role,
  trusting,
  trustingService,
} from '../../support/aws-sketch.ts';
import { interpretations } from '../../support/providers.ts';
import { gateOn, inputOf, resultOf, state, told } from './states.ts';

type Line = StateIdentity['entitlements'][number];

const line = (part: Partial<Line> = {}): Line => ({
  scope: 'sub-1',
  service: 'Microsoft.Storage',
  level: 'write',
  privileges: ['Microsoft.Storage/write'],
  resources: ['*'],
  exceptResources: [],
  duration: 'permanent',
  conditions: [],
  ...part,
});

const identity = (part: Partial<StateIdentity> = {}): StateIdentity => ({
  id: 'app-1',
  provider: 'azure',
  kind: 'service-principal',
  scope: 'sub-1',
  name: 'app',
  standing: 'standing',
  privileged: false,
  entitlements: [line()],
  trusts: [],
  credentials: [],
  blastRadius: 10,
  admin: [],
  adminIf: [],
  ...part,
});

const of = (identities: readonly StateIdentity[], part: Partial<GateState> = {}): GateState => ({
  collectedAt: '2026-06-01T12:00:00.000Z',
  identities,
  complete: ['sub-1'],
  gaps: [],
  inputs: { 'sub-1': ['credentials', 'grants', 'inventory', 'trusts'] },
  totalValue: 100,
  ...part,
});

const compare = (before: GateState, after: GateState) => told(gateOn(inputOf(before, after)));
const lines = (before: Partial<Line>, after: Partial<Line>) =>
  compare(of([identity({ entitlements: [line(before)] })]), of([identity({ entitlements: [line(after)] })]));

describe('durations that AWS does not have', () => {
  test.each([
    [
      'eligible to permanent',
      { duration: 'eligible' },
      { duration: 'permanent' },
      ['permanence-worsened app-1'],
      [],
    ],
    ['permanent to eligible', { duration: 'permanent' }, { duration: 'eligible' }, [], []],
    [
      'eligible to activated',
      { duration: 'eligible' },
      { duration: 'activated', until: '2026-06-01T20:00:00.000Z' },
      [],
      [],
    ],
    [
      'activated to permanent',
      { duration: 'activated', until: '2026-06-01T20:00:00.000Z' },
      { duration: 'permanent' },
      ['permanence-worsened app-1'],
      [],
    ],
    [
      'time-bound to unknown',
      { duration: 'time-bound', until: '2026-06-20T00:00:00.000Z' },
      { duration: 'unknown' },
      ['permanence-worsened app-1'],
      [],
    ],
    ['permanent to unknown', { duration: 'permanent' }, { duration: 'unknown' }, [], []],
    [
      'unknown to permanent',
      { duration: 'unknown' },
      { duration: 'permanent' },
      ['permanence-worsened app-1'],
      [],
    ],
    [
      'time-bound to eligible',
      { duration: 'time-bound', until: '2026-06-20T00:00:00.000Z' },
      { duration: 'eligible' },
      [],
      ['time-bound-grant app-1'],
    ],
    // A job's token has no date: it ends with the job.
    ['for a job to for a job', { duration: 'time-bound' }, { duration: 'time-bound' }, [], []],
    [
      'for a job to permanent',
      { duration: 'time-bound' },
      { duration: 'permanent' },
      ['permanence-worsened app-1'],
      [],
    ],
    [
      'for a job, and more of it',
      { duration: 'time-bound', privileges: ['x'] },
      { duration: 'time-bound', privileges: ['x', 'y'] },
      [],
      ['time-bound-grant app-1'],
    ],
    [
      'an end that cannot be read',
      { duration: 'permanent', privileges: ['x'] },
      { duration: 'time-bound', until: 'soon' },
      ['privilege-widened app-1'],
      [],
    ],
  ] as const)('%s', (_, before, after, fails, passes) => {
    expect(lines(before, after)).toEqual({ fails, passes });
  });
});

describe('scopes, exceptions of resources, other operators', () => {
  test('the same privilege in a further scope', () => {
    const before = of([identity()]);
    const after = of([identity({ entitlements: [line(), line({ scope: 'sub-2' })] })]);
    expect(compare(before, after).fails).toEqual(['scope-widened app-1']);
  });

  test('an exception of resources taken away, moved, and made smaller', () => {
    const vault = '/vaults/*';
    expect(lines({ exceptResources: [vault] }, {}).fails).toEqual(['scope-widened app-1']);
    expect(lines({ exceptResources: [vault] }, { exceptResources: ['/vaults/a'] }).fails).toEqual([
      'scope-widened app-1',
    ]);
    expect(lines({ exceptResources: ['/vaults/a'] }, { exceptResources: [vault] }).fails).toEqual([]);
    expect(lines({ exceptResources: [vault] }, { resources: ['/disks/*'] }).fails).toEqual([]);
  });

  test('a condition in words that are not known here compares by its text', () => {
    const cel = (text: string) =>
      [{ class: 'other', operator: 'cel', key: 'expression', values: [text] }] as const;
    expect(lines({ conditions: cel('a') }, { conditions: cel('a') }).fails).toEqual([]);
    expect(lines({ conditions: cel('a') }, { conditions: cel('b') }).fails).toEqual([
      'privilege-widened app-1',
    ]);
  });
});

describe('credentials of other kinds', () => {
  const secret = (part: Partial<StateIdentity['credentials'][number]> = {}) => ({
    id: 's-1',
    kind: 'client-secret',
    lifetime: 'expiring' as const,
    expiresAt: '2026-12-01T00:00:00.000Z',
    days: 365,
    ...part,
  });
  const of1 = (...credentials: StateIdentity['credentials']) => of([identity({ credentials })]);

  test.each([
    [
      'a secret of a year replaced by one of a year',
      [secret()],
      [secret({ id: 's-2', expiresAt: '2027-05-30T00:00:00.000Z' })],
      [],
    ],
    [
      'a secret of a year replaced by one of ten',
      [secret()],
      [secret({ id: 's-2', expiresAt: '2036-05-30T00:00:00.000Z', days: 3650 })],
      ['credential-added app-1'],
    ],
    [
      'one secret replaced by two',
      [secret()],
      [secret({ id: 's-2' }), secret({ id: 's-3' })],
      ['credential-added app-1'],
    ],
    [
      'a secret replaced by a certificate',
      [secret()],
      [secret({ id: 'c-1', kind: 'certificate' })],
      ['credential-added app-1'],
    ],
    [
      'the end of a secret moved on, beyond the policy',
      [secret()],
      [secret({ expiresAt: '2027-12-01T00:00:00.000Z' })],
      ['permanence-worsened app-1'],
    ],
    [
      'the end of a secret moved on, to the last moment of the policy',
      [secret({ expiresAt: '2026-06-10T00:00:00.000Z' })],
      [secret({ expiresAt: '2026-07-01T12:00:00.000Z' })],
      [],
    ],
    [
      'the end of a secret moved on, to a moment after it',
      [secret({ expiresAt: '2026-06-10T00:00:00.000Z' })],
      [secret({ expiresAt: '2026-07-01T12:00:00.001Z' })],
      ['permanence-worsened app-1'],
    ],
    ['the end of a secret moved back', [secret()], [secret({ expiresAt: '2026-08-01T00:00:00.000Z' })], []],
    [
      'a static one of unknown life now',
      [secret({ lifetime: 'static' })],
      [secret({ lifetime: 'unknown' })],
      [],
    ],
  ] as const)('%s', (_, before, after, fails) => {
    expect(compare(of1(...before), of1(...after)).fails).toEqual(fails);
  });
});

describe('blast radius', () => {
  const radius = (part: Partial<StateIdentity>) => identity(part);

  test.each([
    ['grows by less than the threshold', { blastRadius: 14.9 }, []],
    ['grows by the threshold', { blastRadius: 15 }, ['blast-radius-grown app-1']],
    ['reaches a scope', { blastRadius: 10, admin: ['sub-1'] }, ['blast-radius-grown app-1']],
    [
      'reaches a scope under assumptions',
      { blastRadius: 10, adminIf: ['sub-1'] },
      ['blast-radius-grown app-1'],
    ],
    [
      'grows only by what expires',
      { blastRadius: 90, admin: ['sub-1'], lasting: { blastRadius: 10, admin: [], adminIf: [] } },
      [],
    ],
  ] as const)('%s', (_, part, fails) => {
    expect(compare(of([radius({})]), of([radius(part)])).fails).toEqual(fails);
  });

  test('an assumption that is proven now is nothing new', () => {
    const before = of([radius({ adminIf: ['sub-1'] })]);
    expect(compare(before, of([radius({ admin: ['sub-1'] })])).fails).toEqual([]);
  });

  test('an estate that shrank makes nobody grow', () => {
    const before = of([radius({ blastRadius: 10 })], { totalValue: 200 });
    expect(compare(before, of([radius({ blastRadius: 20 })], { totalValue: 100 })).fails).toEqual([]);
  });

  test('an account that is new makes nobody grow who controlled all of the others', () => {
    const all = radius({ blastRadius: 100, admin: ['sub-1'] });
    const more = { complete: ['sub-1', 'sub-2'], inputs: { 'sub-1': [], 'sub-2': [] }, totalValue: 200 };
    const after = of([{ ...all, admin: ['sub-1', 'sub-2'] }], more);
    expect(compare(of([all]), after).fails).toEqual([]);
  });

  test('an account that is new does not hide growth in the others', () => {
    const more = { complete: ['sub-1', 'sub-2'], inputs: { 'sub-1': [], 'sub-2': [] }, totalValue: 200 };
    const after = of([radius({ blastRadius: 20 })], more);
    expect(compare(of([radius({ blastRadius: 10 })]), after).fails).toEqual(['blast-radius-grown app-1']);
  });

  test('by a chain: nobody is granted anything, and a role can be assumed that could not before', () => {
    const admin = policy('admin', document(allow('*')));
    const a = role('a', trustingService('lambda.amazonaws.com'), { inline: [[allow('s3:GetObject')]] });
    const target = (principal: string) =>
      role('target', trusting({ AWS: principal }), { attached: [arn.policy('admin')] });
    // The account leaves it to its own policies, and none allows it; a role that is named needs none.
    const result = gateOn(
      inputOf(state([admin, a, target(arn.root())]), state([admin, a, target(arn.role('a'))])),
    );
    expect(told(result).fails).toEqual(['blast-radius-grown a']);
    expect(result.changes[0]).toMatchObject({ severity: 'critical' });
    expect(result.changes[0]?.instead).toContain('explain');
  });
});

describe('exceptions', () => {
  const before = [
    role('app', trustingService('lambda.amazonaws.com'), { inline: [[allow('s3:GetObject')]] }),
  ];
  const admin = policy('admin', document(allow('*')));
  const deploy = role('deploy', trustingService('lambda.amazonaws.com'), { attached: [arn.policy('admin')] });
  const after = [...before, admin, deploy];

  const entry = (
    covers: ExceptionEntry['covers'],
    expires = '2026-06-10',
    scopes?: readonly string[],
  ): ExceptionEntry => ({
    id: 'x',
    covers: covers!,
    problems: [],
    location: { file: 'exceptions.yaml', line: 3 },
    exception: {
      id: 'x',
      covers: covers!,
      reason: 'It is replaced.',
      owner: 'a',
      approver: 'b',
      created: '2026-05-30',
      expires,
      compensatingControls: [],
      ...(scopes === undefined ? {} : { scopes }),
    },
  });

  const judged = (entries: readonly ExceptionEntry[], records = after) => {
    const { findings, estate } = resultOf(records);
    return gateOn(inputOf(state(before), state(records)), defaultSettings, {
      entries,
      found: { findings, identities: estate.identities },
    });
  };

  const { fingerprint } = judged([]).changes[0]!;
  const who = arn.role('deploy');

  test.each([
    ['the change by its fingerprint', entry({ fingerprint })],
    ['the class at the identity', entry({ identity: who, rule: 'gate:new-standing-grant' })],
    [
      'the class at identities of a name',
      entry({ identity: 'arn:*:role/dep*', rule: 'gate:new-standing-grant' }),
    ],
    [
      'the standing finding of the identity',
      entry({ identity: who, rule: 'standing-privilege-short-lived-credential' }),
    ],
    [
      'the class in the account',
      entry({ identity: who, rule: 'gate:new-standing-grant' }, '2026-06-10', [account]),
    ],
  ])('accepts it: %s', (_, exception) => {
    const result = judged([exception]);
    expect(result.verdict).toBe('pass');
    expect(result.changes).toHaveLength(1);
    expect(result.changes[0]).toMatchObject({ fails: false, exception: 'x' });
  });

  test.each([
    ['another class', entry({ identity: who, rule: 'gate:trust-widened' })],
    ['another identity', entry({ identity: arn.role('app'), rule: 'gate:new-standing-grant' })],
    ['another account', entry({ identity: who, rule: 'gate:new-standing-grant' }, '2026-06-10', [other])],
    ['a bare wildcard', entry({ identity: '*', rule: 'gate:new-standing-grant' })],
    [
      'a life that is too long for something critical',
      entry({ identity: who, rule: 'gate:new-standing-grant' }, '2026-12-31'),
    ],
    ['an unrelated finding', entry({ identity: who, rule: 'no-owner' })],
    ['an end that has passed', entry({ identity: who, rule: 'gate:new-standing-grant' }, '2026-05-31')],
  ])('does not accept it: %s', (_, exception) => {
    expect(judged([exception]).verdict).toBe('fail');
  });

  test('one that ended is named at the change that it would have accepted, and is no change of its own', () => {
    const { changes } = judged([entry({ identity: who, rule: 'gate:new-standing-grant' }, '2026-05-31')]);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.verdict).toContain('The exception x no longer holds');
  });

  test('one that ended for a finding that is still there fails, although nothing changed', () => {
    const { findings, estate } = resultOf(after);
    const same = state(after);
    // Of all of the scope: nobody in it has an owner.
    const identity = findings.find(({ rule }) => rule === 'no-owner')!.identity;
    const result = gateOn(inputOf(same, same), defaultSettings, {
      entries: [entry({ identity, rule: 'no-owner' }, '2026-05-31')],
      found: { findings, identities: estate.identities },
    });
    expect(told(result).fails).toEqual([`exception-expired ${identity}`]);
    expect(result.changes[0]?.location).toEqual({ file: 'exceptions.yaml', line: 3 });
  });

  test('one that ended for something that is gone fails nothing', () => {
    const same = state(before);
    const { findings, estate } = resultOf(before);
    const result = gateOn(inputOf(same, same), defaultSettings, {
      entries: [entry({ identity: who, rule: 'no-owner' }, '2026-05-31')],
      found: { findings, identities: estate.identities },
    });
    expect(result.verdict).toBe('pass');
  });

  test('an accepted change is accepted no longer when it grows', () => {
    const narrow = role('deploy', trustingService('lambda.amazonaws.com'), {
      inline: [[allow('s3:GetObject')]],
    });
    const wide = role('deploy', trustingService('lambda.amazonaws.com'), {
      inline: [[allow(['s3:GetObject', 's3:PutObject'])]],
    });
    const own = judged([], [...before, narrow]).changes[0]!.fingerprint;
    expect(judged([entry({ fingerprint: own })], [...before, narrow]).verdict).toBe('pass');
    expect(judged([entry({ fingerprint: own })], [...before, wide]).verdict).toBe('fail');
  });
});

describe('what makes a verdict', () => {
  test('an earlier state that is not whole gives none, whatever changed', () => {
    const result = gateOn(inputOf(of([], { gaps: ['sub-1: trusts: denied'] }), of([identity()])));
    expect(result.verdict).toBe('not-evaluated');
    expect(result.reason).toContain('trusts: denied');
  });

  test('a later state of which nothing could be read gives none', () => {
    const after = of([], { complete: [], gaps: ['sub-1: inventory: denied'] });
    expect(gateOn(inputOf(of([identity()]), after)).verdict).toBe('not-evaluated');
  });

  test('failing first, then by blast radius', () => {
    const named = (id: string, blastRadius: number, level: Line['level'] = 'write') =>
      identity({ id, blastRadius, entitlements: [line({ level })] });
    const { changes } = gateOn(inputOf(of([]), of([named('a', 4, 'view'), named('b', 4), named('c', 30)])));
    expect(changes.map(({ who }) => who)).toEqual(['c', 'b', 'a']);
  });

  test('names of 64 KB and of control characters end in short sentences', () => {
    const long = `${'\u202e=cmd|x'.repeat(8192)}\n`;
    const { changes } = gateOn(
      inputOf(
        of([]),
        of([
          identity({ id: long, name: long, entitlements: [line({ privileges: [long], resources: [long] })] }),
        ]),
      ),
    );
    const [change] = changes;
    expect(`${change?.what}${change?.where}${change?.falls}`.length).toBeLessThan(2000);
    expect(change?.who).toBe(long);
  });
});

describe('tables', () => {
  test('every class has its row, and formats are those of the help', () => {
    expect(Object.keys(classes).sort()).toEqual([...changeClasses].sort());
    expect(gateFormats.map(({ id }) => id)).toEqual([...gateFormatIds]);
  });

  test('every kind of change has an alternative for every provider', () => {
    for (const own of [[], ...interpretations.map(({ instead = [] }) => instead)]) {
      for (const about of ['grant', 'trust', 'credential', 'chain', 'exception', 'unknown'] as const) {
        const change = { class: 'permanence-worsened', about } as const;
        expect(insteadOf(change, own, 'role').length).toBeGreaterThan(20);
      }
    }
  });

  test('an access key is to be a role, a deploy key a token of the job', () => {
    const added = { class: 'credential-added', about: 'credential' } as const;
    const rowsOf = (provider: string) => interpretations.find(({ id }) => id === provider)?.instead ?? [];
    expect(insteadOf({ ...added, of: 'access-key' }, rowsOf('aws'), 'user')).toContain(
      'AssumeRoleWithWebIdentity',
    );
    expect(insteadOf({ ...added, of: 'deploy-key' }, rowsOf('github'), 'deploy-key')).toContain(
      'GITHUB_TOKEN',
    );
  });
});

describe('ratchet', () => {
  test('who shrank is taken as he is, who grew stays as he was, who is new stays out, who is gone goes', () => {
    const named = (id: string, privileges: readonly string[]) =>
      identity({ id, entitlements: [line({ privileges })] });
    const before = of([named('grows', ['a']), named('shrinks', ['a', 'b']), named('goes', ['c', 'd'])]);
    const after = of([named('grows', ['a', 'b']), named('shrinks', ['a']), named('new', ['x'])]);
    const next = ratcheted(before, after, gateOn(inputOf(before, after)), new Map());
    expect(next.identities).toEqual([named('grows', ['a']), named('shrinks', ['a'])]);
  });
});
