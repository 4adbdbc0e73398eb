import { describe, expect, test } from 'vitest';
import { awsCalls } from '../../connectors/aws/collect/calls.ts';
import { longLivedSecret } from '../../rules/long-lived-secret.ts';
import { noOwner } from '../../rules/no-owner.ts';
import { rootAccessKeys } from '../../rules/root-access-keys.ts';
import { standingAdministrator } from '../../rules/standing-administrator.ts';
import { twoActiveKeys } from '../../rules/two-active-keys.ts';
import { assess, inputOf, inputWithout } from '../../src/audit/assessments.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { inputKinds } from '../../src/model/coverage.ts';
import type { EstateSketch } from '../support/estate.ts';
import { sketchEstate } from '../support/estate.ts';
import { account } from '../support/parts.ts';

// Needs grants and credentials.
const rule = standingAdministrator;

const entry = (part: Partial<Coverage>): Coverage => ({
  connector: 'aws',
  scope: account,
  source: 'iam:GetAccountAuthorizationDetails',
  status: 'complete',
  detail: '',
  gives: ['inventory', 'grants', 'credentials'],
  ...part,
});

const assessed = (coverage: readonly Coverage[], found = false, sketch: EstateSketch = {}) =>
  assess(
    sketchEstate({ identities: [{ id: 'a' }], ...sketch, coverage }),
    [rule],
    new Map(found ? [[account, new Set([rule.id])]] : []),
  ).map(({ scope, status, reason }) => [scope, status, reason]);

describe('an input', () => {
  const of = (source: string, status: Coverage['status'], detail = 'why') =>
    entry({ source, status, detail });
  test.each<[string, readonly Coverage[], string, string]>([
    ['nothing gives', [entry({ gives: ['trusts'] })], 'not-assessed', 'grants: not provided; add a file'],
    ['one source gives in full', [of('b', 'denied'), of('a', 'complete')], 'assessed', ''],
    [
      'was read in part: only that is told',
      [of('b', 'denied'), of('a', 'partial')],
      'partial',
      'grants: a partial: why',
    ],
    [
      'was not read: all is told, in order',
      [of('b', 'denied'), of('a', 'skipped')],
      'not-assessed',
      'grants: a skipped: why; b denied: why',
    ],
    [
      'was not read for one reason',
      [of('a', 'denied'), of('a', 'denied')],
      'not-assessed',
      'grants: a denied: why',
    ],
    [
      'was not read for many reasons',
      ['e', 'd', 'c', 'b', 'a'].map((source) => of(source, 'denied')),
      'not-assessed',
      'grants: a denied: why; b denied: why; c denied: why (and 2 more)',
    ],
  ])('that %s', (_, entries, status, reason) => {
    const found = inputOf('grants', entries, 'a file');
    expect([found.status, found.reason.replace(/^[^:]*:/, 'grants:')]).toEqual([
      status,
      reason === '' ? '' : reason,
    ]);
  });
});

describe('an input of which one source was read and another was refused', () => {
  const report = entry({ source: 'iam:GetCredentialReport', gives: ['credentials'] });
  const keys = (part: Partial<Coverage>): Coverage =>
    entry({ source: 'iam:ListAccessKeys', gives: ['credentials'], status: 'denied', detail: 'why', ...part });
  test.each<[string, Coverage, string]>([
    ['denied', keys({}), 'partial'],
    ['offered to nobody', keys({ status: 'unsupported' }), 'partial'],
    ['not asked', keys({ status: 'skipped' }), 'assessed'],
    ['denied at a place that nobody could name', keys({ scope: '*' }), 'assessed'],
    ['of another provider', keys({ connector: 'github' }), 'assessed'],
    ['read by another way', keys({ source: report.source }), 'assessed'],
  ])('%s', (_, refused, status) => {
    expect(inputWithout('credentials', [report, refused]).status).toBe(status);
  });
});

test.each([
  ['unsupported', 'partial', true],
  ['denied', 'partial', undefined],
  ['skipped', 'assessed', undefined],
] as const)('what is %s: %s in reports; shown to nobody: %s', (status, told, allThatIsShown) => {
  const estate = sketchEstate({
    identities: [{ id: 'a' }],
    coverage: [entry({}), entry({ source: 'classic tokens', gives: ['credentials'], status, detail: 'why' })],
  });
  const [one] = assess(estate, [rule], new Map());
  expect([one!.status, one!.allThatIsShown]).toEqual([told, allThatIsShown]);
});

describe('an account whose summary was read, and whose keys were not', () => {
  const statusOf = (needing: typeof rule) =>
    assess(
      sketchEstate({
        identities: [{ id: 'a' }],
        coverage: [
          entry({ source: 'iam:GetAccountSummary', gives: callOf('GetAccountSummary') }),
          entry({
            source: 'iam:GetCredentialReport',
            gives: callOf('GetCredentialReport'),
            status: 'denied',
            detail: 'AccessDenied',
          }),
          entry({
            source: 'iam:ListAccessKeys',
            gives: callOf('ListAccessKeys'),
            status: 'denied',
            detail: 'AccessDenied',
          }),
        ],
      }),
      [needing],
      new Map(),
    ).map(({ status, reason }) => [status, reason]);
  const callOf = (operation: string) => awsCalls.find((call) => call.operation === operation)!.gives;

  test.each([longLivedSecret, twoActiveKeys])('$id is not assessed', (needing) => {
    expect(statusOf(needing)).toEqual([
      [
        'not-assessed',
        'credential data: iam:GetCredentialReport denied: AccessDenied; iam:ListAccessKeys denied: AccessDenied',
      ],
    ]);
  });

  test('keys of the root user are, as far as the summary tells', () => {
    expect(statusOf(rootAccessKeys)).toEqual([
      ['partial', 'keys of the root user: iam:GetCredentialReport denied: AccessDenied'],
    ]);
  });
});

describe('a rule in a scope', () => {
  test.each<[string, readonly Coverage[], string, string]>([
    ['is assessed when all its inputs are complete', [entry({})], 'assessed', ''],
    [
      'is partial when one source of an input was denied, whatever another gave: each gives what others do not',
      [
        entry({ gives: ['inventory', 'grants'] }),
        entry({ source: 'iam:GetCredentialReport', gives: ['credentials'] }),
        entry({
          source: 'iam:ListAccessKeys',
          gives: ['credentials'],
          status: 'denied',
          detail: 'AccessDenied',
        }),
      ],
      'partial',
      'credential data: iam:ListAccessKeys denied: AccessDenied',
    ],
    [
      'is assessed when each input is complete by some source, and others were skipped or are of no need',
      [
        entry({ gives: ['inventory', 'grants'] }),
        entry({ source: 'iam:GetCredentialReport', gives: ['credentials'] }),
        entry({ source: 'iam:ListAccessKeys', gives: ['credentials'], status: 'skipped', detail: 'why' }),
        entry({ source: 'iam:ListSAMLProviders', gives: ['trusts'], status: 'denied', detail: 'why' }),
      ],
      'assessed',
      '',
    ],
    ['is assessed by what holds for every scope', [entry({ scope: '*' })], 'assessed', ''],
    [
      'is partial when one input is',
      [
        entry({ gives: ['grants'] }),
        entry({ gives: ['credentials'], status: 'partial', detail: '3 of 9 pages' }),
      ],
      'partial',
      'credential data: iam:GetAccountAuthorizationDetails partial: 3 of 9 pages',
    ],
    ...(['denied', 'skipped', 'unsupported'] as const).map(
      (status): [string, readonly Coverage[], string, string] => [
        `is not assessed when one input is ${status}`,
        [
          entry({ gives: ['grants'] }),
          entry({ source: 'iam:GetCredentialReport', gives: ['credentials'], status, detail: 'because' }),
        ],
        'not-assessed',
        `credential data: iam:GetCredentialReport ${status}: because`,
      ],
    ),
    [
      'is not assessed when nothing gives one of its inputs',
      [entry({ gives: ['inventory', 'credentials'] })],
      'not-assessed',
      'permissions: not provided',
    ],
    [
      'is as little assessed as the worst of its inputs, and says all that is missing',
      [entry({ gives: ['credentials'], status: 'partial', detail: 'cut' })],
      'not-assessed',
      'permissions: not provided | credential data: iam:GetAccountAuthorizationDetails partial: cut',
    ],
    [
      'is not assessed by what was read of another scope',
      [entry({ scope: '222222222222' })],
      'not-assessed',
      'permissions: not provided | credential data: not provided',
    ],
  ])('%s', (_, coverage, status, reason) => {
    expect(assessed(coverage).find(([scope]) => scope === account)).toEqual([account, status, reason]);
  });

  test('is partial when it could not be assessed and something was found all the same', () => {
    const [found] = assessed([entry({ gives: ['grants'] })], true);
    expect(found).toEqual([account, 'partial', 'credential data: not provided']);
  });
});

test('what is missing is told with what would provide it, of the provider of the scope', () => {
  const reasons = (provider: string) =>
    assess(
      sketchEstate({ identities: [{ id: 'a' }], coverage: [] }),
      [rule],
      new Map(),
      new Map([[provider, { grants: 'the output of X' }]]),
    ).map(({ reason }) => reason);
  expect(reasons('aws')).toEqual([
    'permissions: not provided; add the output of X | credential data: not provided',
  ]);
  expect(reasons('gcp')).toEqual(['permissions: not provided | credential data: not provided']);
});

describe('scopes', () => {
  const scopes = [
    { id: 'o-example', kind: 'organization' },
    { id: 'ou-apps', kind: 'organizational-unit', parent: 'o-example' },
    { id: account, parent: 'ou-apps' },
    { id: '222222222222', parent: 'ou-apps' },
  ];

  test('what was read for an organisation holds for its accounts; units are not judged', () => {
    expect(
      assessed([entry({ scope: 'o-example' })], false, { scopes }).map(([scope, status]) => [scope, status]),
    ).toEqual([['o-example', 'assessed']]);
  });

  test('a scope with a finding, or with another answer than the one above it, has its own', () => {
    const whole = entry({ scope: 'o-example', gives: ['inventory', 'grants'] });
    const keys = entry({ scope: '222222222222', gives: ['credentials'] });
    expect(assessed([whole], true, { scopes })).toEqual([
      [account, 'partial', 'credential data: not provided'],
      ['o-example', 'not-assessed', 'credential data: not provided'],
    ]);
    expect(assessed([whole, keys], false, { scopes }).map(([scope, status]) => [scope, status])).toEqual([
      ['222222222222', 'assessed'],
      ['o-example', 'not-assessed'],
    ]);
  });

  test('an account that was not read does not pass in silence', () => {
    expect(assessed([entry({})], false, { scopes }).map(([scope, status]) => [scope, status])).toEqual([
      [account, 'assessed'],
      ['222222222222', 'not-assessed'],
    ]);
  });

  test('scopes that hold each other in a circle end', () => {
    const circle = [
      { id: 'x', parent: 'y' },
      { id: 'y', parent: 'x' },
    ];
    const result = assessed([entry({ scope: 'y' })], false, {
      scopes: circle,
      identities: [{ id: 'a', scope: 'x' }],
    });
    expect(result.map(([scope, status]) => [scope, status])).toEqual([
      ['x', 'assessed'],
      ['y', 'assessed'],
    ]);
  });
});

test('assessments are sorted by rule, then scope', () => {
  const estate = sketchEstate({ scopes: [{ id: 'b' }, { id: 'a' }] });
  const coverage = [entry({ scope: '*', gives: inputKinds })];
  expect(
    assess({ ...estate, coverage }, [rule, noOwner], new Map()).map((one) => [one.rule, one.scope]),
  ).toEqual([
    ['no-owner', 'a'],
    ['no-owner', 'b'],
    ['standing-administrator', 'a'],
    ['standing-administrator', 'b'],
  ]);
});

describe('a rule that needs to know something of an identity', () => {
  const needing = { ...rule, id: 'needing', needsOfIdentity: ['environment'] as const };
  const statusWith = (sketch: EstateSketch, found: readonly string[] = []) =>
    assess(
      sketchEstate({ ...sketch, coverage: [entry({ scope: '*' })] }),
      [needing],
      new Map(found.map((scope) => [scope, new Set([needing.id])])),
    ).map(({ scope, status }) => [scope, status]);
  const production = { environment: 'production' } as const;

  test('is not assessed where it is known of none, and says what to give', () => {
    const estate = sketchEstate({
      identities: [{ id: 'a' }, { id: 'b' }],
      coverage: [entry({ scope: '*' })],
    });
    expect(assess(estate, [needing, rule], new Map())).toEqual([
      {
        rule: 'needing',
        scope: account,
        status: 'not-assessed',
        reason:
          'environment: not known for any identity; name the environments in nhi-audit.yaml (environments), or tag accounts and identities',
      },
      { rule: rule.id, scope: account, status: 'assessed', reason: '' },
    ]);
  });

  test('says what fills it where the provider knows', () => {
    const estate = sketchEstate({ identities: [{ id: 'a' }], coverage: [entry({ scope: '*' })] });
    const used = { ...rule, id: 'used', needsOfIdentity: ['use'] as const };
    const fills = new Map([['aws', { 'identity-use': 'the log' }]]);
    const reasonOf = (given?: typeof fills): string => assess(estate, [used], new Map(), given)[0]!.reason;
    expect(reasonOf(fills)).toBe('last use: not known for any identity; add the log');
    expect(reasonOf()).toContain('add data on last sign-in or last use');
  });

  test('is assessed where it is known of one: it could have failed', () => {
    expect(statusWith({ identities: [{ id: 'a', ...production }, { id: 'b' }] })).toEqual([
      [account, 'assessed'],
    ]);
  });

  test('what is known of people, whom rules leave out, does not count', () => {
    const person = { id: 'p', ...production, nature: { is: 'human', reason: 'test' } } as const;
    expect(statusWith({ identities: [person, { id: 'b' }] })).toEqual([[account, 'not-assessed']]);
    expect(statusWith({ identities: [person] })).toEqual([[account, 'assessed']]);
  });

  test('a scope that holds others is told by all below it', () => {
    const scopes = [{ id: 'org' }, { id: 'one', parent: 'org' }, { id: 'two', parent: 'org' }];
    const identities = [
      { id: 'o', scope: 'org' },
      { id: 'a', scope: 'one', ...production },
      { id: 'b', scope: 'two' },
    ];
    expect(statusWith({ scopes, identities })).toEqual([
      ['org', 'assessed'],
      ['two', 'not-assessed'],
    ]);
    const unknown = identities.map(({ id, scope }) => ({ id, scope }));
    expect(statusWith({ scopes, identities: unknown }, ['org'])).toEqual([
      ['one', 'not-assessed'],
      ['org', 'partial'],
      ['two', 'not-assessed'],
    ]);
    expect(statusWith({ scopes, identities }, ['two'])).toEqual([
      ['org', 'assessed'],
      ['two', 'partial'],
    ]);
  });
});

describe('a file that could not be read', () => {
  const unread = (source: string): Coverage =>
    entry({ connector: 'file', scope: '*', source, status: 'denied', detail: 'no JSON', gives: inputKinds });
  const fills = new Map([['aws', { credentials: 'the credential report' }]]);
  const reasonOf = (...coverage: readonly Coverage[]): string =>
    assess(sketchEstate({ identities: [{ id: 'a' }], coverage }), [rule], new Map(), fills)[0]!.reason;

  test('may hold what is missing, and what fills it is said all the same', () => {
    expect(reasonOf(entry({ gives: ['inventory', 'grants'] }), unread('policy.json'))).toBe(
      'credential data: not provided, unless policy.json holds it, which could not be read; add the credential report',
    );
    const four = ['a', 'b', 'c', 'd'].map(unread);
    expect(reasonOf(entry({ gives: ['inventory', 'grants'] }), ...four)).toContain(
      'unless a, b, c or 1 more holds it',
    );
  });

  test('does not stand before what a source of the provider says', () => {
    const denied = entry({ gives: ['credentials'], status: 'denied', detail: 'AccessDenied; allow it' });
    expect(reasonOf(entry({ gives: ['inventory', 'grants'] }), denied, unread('policy.json'))).toBe(
      'credential data: iam:GetAccountAuthorizationDetails denied: AccessDenied; allow it',
    );
  });
});
