import { describe, expect, test } from 'vitest';
import {
  absent,
  candidates,
  chosen,
  classify,
  endOf,
  evaluateConditions,
  type KeyValue,
  keyClass,
  known,
  startOf,
  substitute,
  unknown,
  withoutFiller,
} from '../../../../connectors/aws/policy/condition.ts';
import {
  type Decision,
  decide,
  type Limit,
  matchesResource,
} from '../../../../connectors/aws/policy/evaluate.ts';
import { covers, mayMeet } from '../../../../connectors/aws/policy/pattern.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import { allow, deny, document, type Statement, variable } from '../../../support/aws-sketch.ts';

const read = (...statements: readonly Statement[]) => createPolicyStore().read(document(...statements));
const clause = (operator: string, key: string, ...values: readonly string[]) =>
  read(allow('*', '*', { [operator]: { [key]: values } })).statements[0]!.conditions[0]!;

type Keys = Readonly<Record<string, KeyValue>>;
const contextOf =
  (keys: Keys) =>
  (key: string): KeyValue =>
    keys[key] ?? unknown;

/** A decision as text: verdict, statements that allow it, assumptions, end, open and avoided clauses. */
const told = ({ verdict, by, assumes, until, open, avoided }: Decision): string =>
  [
    `${verdict}${by.map(({ index }) => ` ${index}`).join('')}`,
    ...assumes.map((text) => `if ${text}`),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(open ?? []).map((each) => `open ${each.clause.key}${each.deny ? ' of a deny' : ''}`),
    ...(avoided ?? []).map(({ key, values }) => `avoids ${key} ${values.join('|')}`),
  ].join('; ');

const limitOf = (statements: readonly Statement[] | undefined): Limit => ({
  kind: 'permissions-boundary',
  name: 'arn:b',
  documents: statements === undefined ? undefined : [read(...statements)],
});
const answer = (
  own: readonly Statement[],
  keys: Keys = {},
  limits: readonly (readonly Statement[] | undefined)[] = [],
  resource = 'arn:aws:s3:::a/b',
): string =>
  told(
    decide(
      { identity: [read(...own)], limits: limits.map(limitOf) },
      {
        action: 's3:getobject',
        resource,
        context: contextOf({ 'aws:currenttime': known('2026-06-01T12:00:00.000Z'), ...keys }),
      },
    ),
  );

const get = (condition?: Parameters<typeof allow>[2], resource = '*') =>
  allow('s3:GetObject', resource, condition);
const no = (condition?: Parameters<typeof allow>[2], resource = '*') =>
  deny('s3:GetObject', resource, condition);
const network = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const is = (value: string | readonly string[], key = 'aws:K') => ({ StringEquals: { [key]: value } });
const ending = (time: string) => ({ DateLessThan: { 'aws:CurrentTime': time } });
const beginning = (time: string) => ({ DateGreaterThan: { 'aws:CurrentTime': time } });
const [near, far] = ['2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z'] as const;
const [isoNear, isoFar] = [near, far].map((time) => new Date(time).toISOString()) as [string, string];
const ip = 'if the request meets aws:SourceIp IpAddress 10.0.0.0/8';

describe('a request is', () => {
  test.each<readonly [string, readonly Statement[], Keys, string]>([
    ['allowed by what names it', [get()], {}, 'allowed 0'],
    ['denied where nothing does', [allow('s3:PutObject')], {}, 'denied'],
    ['denied on another resource', [get(undefined, 'arn:aws:s3:::b/*')], {}, 'denied'],
    ['denied by a deny', [get(), no()], {}, 'denied'],
    [
      'allowed beside a deny of another resource',
      [get(), no(undefined, 'arn:aws:s3:::b/*')],
      {},
      'allowed 0',
    ],
    ['allowed by two at most', [get(), get(), get()], {}, 'allowed 0 1'],
    ['allowed under a condition that holds', [get(is('a'))], { 'aws:k': known('a') }, 'allowed 0'],
    ['denied under one that does not', [get(is('a'))], { 'aws:k': known('b') }, 'denied'],
    [
      'conditional under one that nobody knows',
      [get(network)],
      {},
      `conditional 0; ${ip}; open aws:sourceip`,
    ],
    ['allowed where another allows it for certain', [get(network), get()], {}, 'allowed 1'],
    [
      'conditional by what asks for least',
      [get({ ...network, ...mfa }), get(network)],
      {},
      `conditional 1; ${ip}; open aws:sourceip`,
    ],
    ['allowed where the caller chooses', [get(is('a'))], { 'aws:k': chosen }, 'allowed 0'],
    [
      'denied where it cannot choose that',
      [get(is('a'))],
      { 'aws:k': { is: 'chosen', among: [['b']] } },
      'denied',
    ],
    [
      'conditional where it perhaps can',
      [get(is('a'))],
      { 'aws:k': { is: 'chosen', among: [['b']], perhaps: [['a']] } },
      'conditional 0; if the request meets aws:K StringEquals a; open aws:k',
    ],
    [
      'conditional where it may be anything',
      [get(is('a'))],
      { 'aws:k': { is: 'chosen', among: [['b']], perhapsAny: true } },
      'conditional 0; if the request meets aws:K StringEquals a; open aws:k',
    ],
    [
      'denied where nothing that fits does',
      [get(is('a'))],
      { 'aws:k': { is: 'chosen', fits: (values) => values?.[0] === 'b' } },
      'denied',
    ],
    [
      'denied under what contradicts itself',
      [get({ StringEquals: { 'aws:K': 'a' }, StringNotEquals: { 'aws:K': 'a' } })],
      {},
      'denied',
    ],
    [
      'allowed under what always holds',
      [get({ StringLike: { 'aws:K': '*' }, Null: { 'aws:K': 'false' } })],
      { 'aws:k': known('x') },
      'allowed 0',
    ],
    [
      'conditional under what nobody can read',
      [get({ Nonsense: { 'aws:K': 'a' } })],
      { 'aws:k': known('a') },
      'conditional 0; if the request meets aws:K Nonsense a; open aws:k',
    ],
    // Ends
    ['allowed until its end', [get(ending(near))], {}, `allowed 0; until ${isoNear}`],
    [
      'allowed until the later of two',
      [get(ending(near)), get(ending(far))],
      {},
      `allowed 0 1; until ${isoFar}`,
    ],
    [
      'allowed until the first of one',
      [get({ ...ending(far), DateLessThanEquals: { 'aws:CurrentTime': near } })],
      {},
      `allowed 0; until ${isoNear}`,
    ],
    ['allowed for ever where one has no end', [get(ending(near)), get()], {}, 'allowed 1'],
    ['denied where it has ended', [get(ending('2026-05-01T00:00:00Z'))], {}, 'denied'],
    ['allowed until a deny begins', [get(), no(beginning(near))], {}, `allowed 0; until ${isoNear}`],
    [
      'allowed until the first of two denies',
      [get(), no(beginning(far)), no(beginning(near))],
      {},
      `allowed 0; until ${isoNear}`,
    ],
    [
      'allowed for ever beside a deny that begins elsewhere',
      [get(), no(beginning(near), 'arn:aws:s3:::b/*')],
      {},
      'allowed 0',
    ],
    ['denied where the deny has begun', [get(), no(beginning('2026-05-01T00:00:00Z'))], {}, 'denied'],
    [
      'conditional until its end',
      [get({ ...network, ...ending(near) })],
      {},
      `conditional 0; ${ip}; until ${isoNear}; open aws:sourceip`,
    ],
    // Denies
    [
      'conditional beside a deny that nobody knows',
      [get(), no(network)],
      {},
      'conditional 0; if the request stays clear of the deny on aws:SourceIp IpAddress 10.0.0.0/8; open aws:sourceip of a deny',
    ],
    [
      'allowed beside one that the caller avoids',
      [get(), no(is('a'))],
      { 'aws:k': chosen },
      'allowed 0; avoids aws:k a',
    ],
    [
      'denied by one that it cannot avoid',
      [get(), no(is('a'))],
      { 'aws:k': { is: 'chosen', among: [['a']] } },
      'denied',
    ],
    [
      'allowed with a choice that serves both',
      [get(is(['a', 'b'])), no(is('a'))],
      { 'aws:k': chosen },
      'allowed 0',
    ],
    ['denied where no choice serves both', [get(is('a')), no(is('a'))], { 'aws:k': chosen }, 'denied'],
    [
      'allowed with two choices that serve both',
      [
        get({ ...is('a'), ...{ StringLike: { 'aws:L': 'x*' } } }),
        no({ StringEquals: { 'aws:K': 'a', 'aws:L': 'xy' } }),
      ],
      { 'aws:k': chosen, 'aws:l': chosen },
      'allowed 0',
    ],
  ])('%s', (_, own, keys, expected) => {
    expect(answer(own, keys)).toBe(expected);
  });

  test.each<
    readonly [string, readonly Statement[], readonly (readonly Statement[] | undefined)[], Keys, string]
  >([
    ['allowed within a limit that allows it', [get()], [[allow('s3:*')]], {}, 'allowed 0'],
    ['denied within one that does not', [get()], [[allow('iam:*')]], {}, 'denied'],
    ['denied by a deny of it', [get()], [[allow('*'), no()]], {}, 'denied'],
    ['denied where the limit alone allows it', [allow('iam:*')], [[get()]], {}, 'denied'],
    [
      'conditional within one that was not read',
      [get()],
      [undefined],
      {},
      'conditional 0; if permissions boundary arn:b, which is not in the snapshot, allows it',
    ],
    [
      'conditional within one under a condition',
      [get()],
      [[get(network)]],
      {},
      `conditional 0; ${ip}; open aws:sourceip`,
    ],
    ['allowed until the limit ends', [get()], [[get(ending(near))]], {}, `allowed 0; until ${isoNear}`],
    [
      'allowed until the first of both ends',
      [get(ending(far))],
      [[get(ending(near))]],
      {},
      `allowed 0; until ${isoNear}`,
    ],
    [
      'allowed with a choice for both',
      [get(is(['a', 'b']))],
      [[get(is(['b', 'c']))]],
      { 'aws:k': chosen },
      'allowed 0',
    ],
    ['denied without one', [get(is('a'))], [[get(is('b'))]], { 'aws:k': chosen }, 'denied'],
    [
      'allowed until the limit’s deny begins',
      [get()],
      [[allow('*'), no(beginning(near))]],
      {},
      `allowed 0; until ${isoNear}`,
    ],
  ])('%s', (_, own, limits, keys, expected) => {
    expect(answer(own, keys, limits)).toBe(expected);
  });

  test.each<readonly [string, readonly Statement[], Keys, string]>([
    [
      'a variable that is known',
      [get(undefined, `arn:aws:s3:::${variable('aws:k')}/*`)],
      { 'aws:k': known('a') },
      'allowed 0',
    ],
    [
      'a variable of another value',
      [get(undefined, `arn:aws:s3:::${variable('aws:k')}/*`)],
      { 'aws:k': known('b') },
      'denied',
    ],
    [
      'a variable without a value',
      [get(undefined, `arn:aws:s3:::${variable('aws:k')}/*`)],
      { 'aws:k': absent },
      'denied',
    ],
    [
      'a variable with a default',
      [get(undefined, `arn:aws:s3:::${variable("aws:k, 'a'")}/*`)],
      { 'aws:k': absent },
      'allowed 0',
    ],
    [
      'a variable that nobody knows',
      [get(undefined, `arn:aws:s3:::${variable('aws:k')}/*`)],
      {},
      'conditional 0; if a policy variable in the resource has the fitting value',
    ],
    [
      'a variable that nobody knows, of a deny',
      [get(), no(undefined, `arn:aws:s3:::${variable('aws:k')}/*`)],
      {},
      'conditional 0; if a policy variable in the resource has the fitting value',
    ],
    [
      'a variable that the caller chooses',
      [get(undefined, `arn:aws:s3:::${variable('aws:k')}/*`)],
      { 'aws:k': chosen },
      'allowed 0',
    ],
    [
      'one of a deny',
      [get(), no(undefined, `arn:aws:s3:::${variable('aws:k')}/*`)],
      { 'aws:k': chosen },
      'allowed 0',
    ],
    [
      'one of all but it',
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: `arn:aws:s3:::${variable('aws:k')}/*` }],
      { 'aws:k': chosen },
      'allowed 0',
    ],
    ['what begins otherwise', [get(undefined, `arn:aws:s3:::x${variable('aws:k')}/*`)], {}, 'denied'],
    [
      'all but what nobody knows',
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: `arn:aws:s3:::${variable('aws:k')}/*` }],
      {},
      'conditional 0; if a policy variable in the resource has the fitting value',
    ],
    [
      'all but it',
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/*' }],
      {},
      'denied',
    ],
    [
      'all but another',
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::b/*' }],
      {},
      'allowed 0',
    ],
    ['the second of two', [get(undefined, `arn:aws:s3:::${variable('aws:k')}/*`), get()], {}, 'allowed 1'],
    [
      'a variable in a condition',
      [get(is(variable('aws:l')))],
      { 'aws:k': known('a'), 'aws:l': known('a') },
      'allowed 0',
    ],
    [
      'a variable in a condition, of another value',
      [get(is(variable('aws:l')))],
      { 'aws:k': known('a'), 'aws:l': known('b') },
      'denied',
    ],
    [
      'a variable in a condition that nobody knows',
      [get(is(variable('aws:l')))],
      { 'aws:k': known('a') },
      `conditional 0; if the request meets aws:K StringEquals ${variable('aws:l')}; open aws:k`,
    ],
  ])('by %s', (_, own, keys, expected) => {
    expect(answer(own, keys)).toBe(expected);
  });

  test('told with three values at most, without the external id, and with what carries a key', () => {
    expect(answer([get({ StringEquals: { 'sts:ExternalId': 'secret' } })])).toBe(
      'conditional 0; if the request meets sts:ExternalId StringEquals the external id; open sts:externalid',
    );
    expect(answer([get(is(['a', 'b', 'c']))])).toContain('StringEquals a or b or c;');
    expect(answer([get(is(['a', 'b', 'c', 'd', 'e']))])).toContain('StringEquals a or b or c or 2 more;');
    expect(answer([get({ DateLessThan: { 'aws:TokenIssueTime': near } })])).toContain(
      `${near} (a session of the console, or one that began with a second factor)`,
    );
  });
});

test('assumptions are told in order, and a variable that one choice makes fit is chosen so', () => {
  const both = { StringEquals: { 'aws:Z': 'a', 'aws:B': 'b' } };
  expect(answer([get(both)])).toMatch(
    /if the request meets aws:B StringEquals b; if the request meets aws:Z StringEquals a/,
  );
  // The same key names the resource and is asked for.
  const named = allow('s3:GetObject', `arn:aws:s3:::${variable('aws:k')}/b`, {
    StringLike: { 'aws:L': 'x' },
  });
  const keys = { 'aws:k': chosen, 'aws:l': chosen };
  expect(answer([named, no(is('b'))], keys)).toMatch(/^allowed 0/);
  expect(answer([named, no(is('a'))], keys)).toBe('denied');
  const perhaps: KeyValue = { is: 'chosen', among: [['b']], perhaps: [['c']] };
  expect(answer([get(is(['b', 'c'])), no(is('b'))], { 'aws:k': perhaps })).toMatch(/^conditional 0/);
  // Of what is tried the best counts, whatever comes after it.
  expect(answer([get(is(['b', 'c'])), no(is(['b', 'd']))], { 'aws:k': perhaps })).toMatch(/^conditional 0/);
});

test('a variable is filled from what stands before and behind it, of both', () => {
  const home = allow('s3:GetObject', `arn:aws:s3:::home/${variable('aws:k')}/b`, {
    StringLike: { 'aws:L': 'x' },
  });
  const keys = { 'aws:k': chosen, 'aws:l': chosen };
  const unless = (value: string) => no({ StringNotEquals: { 'aws:K': value } });
  const ask = (resource: string, ...more: Statement[]) => answer([home, ...more], keys, [], resource);
  expect(ask('arn:aws:s3:::home/ada/b', unless('ada'))).toMatch(/^allowed 0/);
  expect(ask('arn:aws:s3:::home/ada/b', unless('bob'))).toBe('denied');
  expect(ask('arn:aws:s3:::home/ada/c', unless('ada'))).toBe('denied');
  expect(ask('arn:aws:s3:::room/ada/b', unless('ada'))).toBe('denied');
});

test('what nobody steers clear of is not told as avoided, and what nobody leaves open not as open', () => {
  const decision = decide(
    { identity: [read(get())], limits: [] },
    { action: 's3:getobject', resource: 'x', context: contextOf({}) },
  );
  expect(Object.keys(decision).sort()).toEqual(['assumes', 'by', 'conflicting', 'until', 'verdict']);
});

test.each([
  ['arn:aws:s3:::a/*', 'arn:aws:s3:::a/b', true, true],
  ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*', false, false],
  ['arn:aws:s3:::a*', 'arn:aws:s3:::ab*', true, true],
  ['arn:aws:s3:::ab*', 'arn:aws:s3:::a*', false, true],
  ['*x', '*y', false, false],
  ['*xy', '*y', false, true],
  ['a?', 'a*', false, true],
  ['a*', 'a?', true, true],
  ['a?', 'ab', true, true],
  ['ab', 'a?', false, true],
  ['a', 'a', true, true],
  [`a${variable('aws:k')}`, 'ab', false, true],
  ['a*', `a${variable('aws:k')}`, true, true],
  ['b*', `a${variable('aws:k')}`, false, false],
  ['a*d', `a${variable('aws:k')}c`, false, false],
])('%s covers %s: %j; they may meet: %j', (one, other, covered, meets) => {
  expect([covers(one, other), mayMeet(one, other), mayMeet(other, one)]).toEqual([covered, meets, meets]);
});

test('a statement without resources is for a trust', () => {
  const [own] = read({ Effect: 'Allow', Action: 's3:GetObject' }).statements;
  const [trust] = read({ Effect: 'Allow', Action: 's3:GetObject', Principal: '*' }).statements;
  const [but] = read({ Effect: 'Allow', Action: 's3:GetObject', NotResource: [] }).statements;
  expect([own, trust, but].map((each) => matchesResource(each!, 'x', contextOf({})))).toEqual([
    'no',
    'yes',
    'yes',
  ]);
});

test.each<readonly [string, Keys, string | undefined]>([
  [`a${variable('aws:k')}b`, { 'aws:k': known('x') }, 'axb'],
  [`${variable('AWS:K')}`, { 'aws:k': known('x') }, 'x'],
  [`${variable(' aws:k ')}`, { 'aws:k': known('x') }, 'x'],
  [`${variable('aws:k')}${variable('aws:l')}`, { 'aws:k': known('x'), 'aws:l': known('y') }, 'xy'],
  [variable('aws:k'), { 'aws:k': known('x', 'y') }, undefined],
  [variable("aws:k, 'z'"), { 'aws:k': known('x', 'y') }, 'z'],
  [variable("aws:k,'z'"), { 'aws:k': absent }, 'z'],
  [variable("aws:k, ''"), { 'aws:k': absent }, ''],
  [variable('aws:k, z'), { 'aws:k': absent }, undefined],
  [variable('aws:k'), { 'aws:k': absent }, undefined],
  [variable('aws:k'), {}, '* uncertain'],
  [variable('aws:k'), { 'aws:k': chosen }, '* free'],
  [variable('aws:k'), { 'aws:k': { is: 'chosen', perhapsAny: true } }, '* uncertain'],
  [variable('aws:k'), { 'aws:k': { is: 'chosen', among: [['own']], perhapsAny: true } }, 'own'],
  [variable('aws:k'), { 'aws:k': { is: 'chosen', among: [['own'], ['other']] } }, '* free'],
  [variable('nhi-audit:too-complex'), { 'nhi-audit:too-complex': known('x') }, '* uncertain'],
  [`${variable('$')}${variable('$')}`, {}, '$$'],
  ['a{b}$', {}, 'a{b}$'],
])('%s stands for %j', (text, keys, expected) => {
  const found = substitute(text, contextOf(keys));
  expect(found && `${found.text}${found.uncertain ? ' uncertain' : ''}${found.free ? ' free' : ''}`).toBe(
    expected,
  );
});

test.each([
  ['aws:multifactorauthpresent', 'mfa'],
  ['aws:multifactorauthage', 'mfa'],
  ['aws:sourceip', 'source-network'],
  ['aws:vpcsourceip', 'source-network'],
  ['aws:sourcevpc', 'source-network'],
  ['aws:sourcevpce', 'source-network'],
  ['aws:sourcevpcarn', 'source-network'],
  ['aws:vpceaccount', 'source-network'],
  ['aws:ec2instancesourcevpc', 'source-network'],
  ['aws:sourceipx', 'other'],
  ['x:aws:sourceip', 'other'],
  ['aws:principalorgid', 'organization'],
  ['aws:resourceorgpaths', 'organization'],
  ['aws:sourceorgid', 'organization'],
  ['x-aws:principalorgid', 'other'],
  ['sts:externalid', 'external-id'],
  ['sts:externalids', 'other'],
  ['asts:externalid', 'other'],
  ['token.example.com:sub', 'federated-subject'],
  ['token.example.com:subject', 'other'],
  ['token.example.com:aud', 'federated-audience'],
  ['token.example.com:azp', 'federated-audience'],
  ['token.example.com:oaud', 'federated-audience'],
  ['token.example.com:audience', 'other'],
  ['aws:calledvia', 'called-via-service'],
  ['aws:viaawsservice', 'called-via-service'],
  ['x-aws:calledvia', 'other'],
  ['aws:sourcearn', 'source-resource'],
  ['aws:sourceaccount', 'source-resource'],
  ['aws:sourcearns', 'other'],
  ['x-aws:sourcearn', 'other'],
  ['aws:principaltag/team', 'tag'],
  ['aws:resourcetag/team', 'tag'],
  ['aws:requesttag/team', 'tag'],
  ['ec2:resourcetag/team', 'tag'],
  ['aws:tagkeys', 'tag'],
  ['kms:tagkeysx', 'other'],
  ['aws:username', 'other'],
] as const)('%s is about %s', (key, kind) => {
  expect(keyClass(key)).toBe(kind);
});

describe('a clause on the clock', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  test.each([
    ['DateLessThan', 'aws:CurrentTime', [near], isoNear, undefined, 'time-bound'],
    ['DateLessThanEquals', 'aws:CurrentTime', [near], isoNear, undefined, 'time-bound'],
    ['NumericLessThan', 'aws:EpochTime', ['1782864000'], isoNear, undefined, 'time-bound'],
    ['DateLessThan', 'aws:CurrentTime', [near, far], isoFar, undefined, 'time-bound'],
    ['DateLessThan', 'aws:CurrentTime', [near, 'x'], isoNear, undefined, 'time-bound'],
    [
      'DateLessThan',
      'aws:CurrentTime',
      ['2026-06-01T12:00:00Z'],
      '2026-06-01T12:00:00.000Z',
      undefined,
      'expired',
    ],
    ['DateLessThan', 'aws:CurrentTime', ['x'], undefined, undefined, 'never'],
    ['DateGreaterThan', 'aws:CurrentTime', [far, near], undefined, isoNear, 'not-yet-valid'],
    ['DateGreaterThanEquals', 'aws:CurrentTime', [near], undefined, isoNear, 'not-yet-valid'],
    ['NumericGreaterThan', 'aws:EpochTime', ['1782864000'], undefined, isoNear, 'not-yet-valid'],
    [
      'DateGreaterThan',
      'aws:CurrentTime',
      ['2026-06-01T12:00:00Z'],
      undefined,
      '2026-06-01T12:00:00.000Z',
      'always',
    ],
    ['DateGreaterThan', 'aws:CurrentTime', ['x'], undefined, undefined, 'never'],
    ['DateLessThan', 'aws:TokenIssueTime', [near], undefined, undefined, 'other'],
    ['DateGreaterThan', 'aws:TokenIssueTime', [near], undefined, undefined, 'other'],
    ['DateEquals', 'aws:CurrentTime', [near], undefined, undefined, 'other'],
    ['DateNotEquals', 'aws:CurrentTime', [near], undefined, undefined, 'other'],
  ] as const)('%s %s %j', (operator, key, values, end, start, kind) => {
    const one = clause(operator, key, ...values);
    expect([endOf(one), startOf(one), classify(one, now).class]).toEqual([end, start, kind]);
  });

  test('tells until when', () => {
    expect(classify(clause('DateLessThan', 'aws:CurrentTime', near), now)).toEqual({
      class: 'time-bound',
      until: isoNear,
    });
    expect(classify(clause('DateGreaterThan', 'aws:CurrentTime', near), now)).toEqual({
      class: 'not-yet-valid',
      until: isoNear,
    });
  });
});

test.each([
  ['StringEquals', 'aws:PrincipalOrgID', ['o-1'], 'organization'],
  ['StringLike', 'aws:PrincipalOrgID', ['*'], 'organization'],
  ['StringLikeIfExists', 'aws:PrincipalOrgID', ['*'], 'always'],
  ['StringEquals', 'aws:PrincipalOrgID', [], 'never'],
  ['StringNotEquals', 'aws:PrincipalOrgID', [], 'always'],
  ['IpAddress', 'aws:SourceIp', ['0.0.0.0/0'], 'always'],
  ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8'], 'source-network'],
  ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '0.0.0.0/0'], 'always'],
  ['IpAddress', 'aws:SourceIp', ['2001:db8::/32'], 'source-network'],
  ['NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8'], 'source-network'],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', ['3600'], 'mfa'],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', ['x'], 'never'],
  ['Bool', 'aws:MultiFactorAuthPresent', ['true'], 'mfa'],
  ['Bool', 'aws:MultiFactorAuthPresent', ['true', 'false'], 'mfa'],
  ['ArnLike', 'aws:SourceArn', ['arn:aws:s3:::a'], 'source-resource'],
  ['Nonsense', 'aws:SourceArn', ['x'], 'other'],
  ['StringEqualsIgnoreCase', 'token.example.com:sub', ['A'], 'federated-subject'],
] as const)('%s %s %j is %s', (operator, key, values, kind) => {
  expect(classify(clause(operator, key, ...values), 0).class).toBe(kind);
});

describe('values that tell clauses apart', () => {
  const fresh = 'nhi-audit-unmentioned-value';
  test.each([
    ['StringEquals', ['aB'], ['aB', 'AB', 'ab', fresh]],
    ['StringLike', ['a*b?'], ['abx', 'axbx', `a${fresh}bx`, fresh]],
    ['Bool', ['true'], ['true', 'x', 'false']],
    ['NumericLessThan', ['5'], ['4', '5', '6', fresh]],
    ['NumericLessThan', ['x'], [fresh]],
    [
      'DateLessThan',
      ['2026-06-01T12:00:00Z'],
      ['2026-06-01T11:59:59.000Z', '2026-06-01T12:00:00.000Z', '2026-06-01T12:00:01.000Z', fresh],
    ],
    ['DateLessThan', ['x'], [fresh]],
    ['IpAddress', ['10.0.0.0/8'], ['10.0.0.0', '198.18.0.1', '203.0.113.77', fresh]],
    ['IpAddress', ['2001:db8::/32'], ['2001:db8::', '2001:db8:ffff::1', '203.0.113.77', fresh]],
    ['ArnLike', ['arn:aws:s3:::a'], ['arn:aws:s3:::a', `arn:aws:${fresh}:us-east-1:x:${fresh}`]],
  ] as const)('%s %j', (operator, values, expected) => {
    const [none, ...single] = candidates([clause(operator, 'aws:k', ...values)]);
    expect(none).toBeUndefined();
    expect(
      single
        .map((each) => each![0])
        .filter((value) => operator !== 'Bool' || value !== 'x')
        .sort(),
    ).toEqual([...new Set(expected)].filter((value) => operator !== 'Bool' || value !== 'x').toSorted());
  });

  test('of two patterns one that both match, and of several values all and pairs', () => {
    const both = candidates([clause('StringLike', 'aws:k', 'ab*'), clause('StringLike', 'aws:k', '*cd')]);
    expect(both.map((each) => each?.join())).toContain('abcd');
    const several = candidates([clause('ForAllValues:StringEquals', 'aws:k', 'a', 'b')]);
    expect(
      several
        .filter((each) => each?.length === 2)
        .map((each) => each!.join())
        .sort(),
    ).toContain('a,b');
    expect(several.some((each) => each !== undefined && each.length > 2)).toBe(true);
    expect(
      candidates([clause('StringEquals', 'aws:k', 'a', 'b')]).every((each) => (each?.length ?? 1) === 1),
    ).toBe(true);
  });

  test('what fills a pattern is taken off', () => {
    expect([
      withoutFiller(`ab${fresh}`),
      withoutFiller('abx'),
      withoutFiller('abxy'),
      withoutFiller('xab'),
    ]).toEqual(['ab', 'ab', 'abxy', 'xab']);
  });
});

test.each<readonly [string, object, Keys, string]>([
  ['nothing is asked', {}, {}, 'yes'],
  ['a key that is there', is('a'), { 'aws:k': known('a') }, 'yes'],
  ['a key that is not', is('a'), { 'aws:k': absent }, 'no'],
  ['a key that is chosen', is('a'), { 'aws:k': chosen }, 'yes chosen aws:k'],
  ['a network of all', { IpAddress: { 'aws:K': '0.0.0.0/0' } }, {}, 'yes'],
  ['a network of some', { IpAddress: { 'aws:K': '10.0.0.0/8' } }, {}, 'unknown open aws:k'],
  ['an end', ending(near), { 'aws:currenttime': known('2026-06-01T12:00:00Z') }, `yes until ${isoNear}`],
  [
    'one of two that fails',
    { StringEquals: { 'aws:K': 'a', 'aws:L': 'b' } },
    { 'aws:k': known('a'), 'aws:l': known('x') },
    'no',
  ],
  [
    'one of two that nobody knows',
    { StringEquals: { 'aws:K': 'a', 'aws:L': 'b' } },
    { 'aws:k': known('a') },
    'unknown open aws:l',
  ],
  [
    'a free variable in an equality',
    is(variable('aws:l')),
    { 'aws:k': known('a'), 'aws:l': chosen },
    'yes chosen a policy variable',
  ],
  [
    'a free variable in a pattern',
    { StringLike: { 'aws:K': `${variable('aws:l')}x` } },
    { 'aws:k': known('ax'), 'aws:l': chosen },
    'yes',
  ],
  [
    'a free variable in a pattern that is not met',
    { StringLike: { 'aws:K': `${variable('aws:l')}x` } },
    { 'aws:k': known('ay'), 'aws:l': chosen },
    'no',
  ],
  [
    'a free variable in what must not be',
    { StringNotLike: { 'aws:K': `${variable('aws:l')}x` } },
    { 'aws:k': known('ax'), 'aws:l': chosen },
    'yes chosen a policy variable',
  ],
])('conditions: %s', (_, condition, keys, expected) => {
  const [statement] = read(allow('*', '*', condition as never)).statements;
  const { met, open, chosenKeys, until } = evaluateConditions(statement!, contextOf(keys));
  expect(
    [
      met,
      ...open.map(({ key }) => `open ${key}`),
      ...chosenKeys.map((key) => `chosen ${key}`),
      ...(until === undefined ? [] : [`until ${until}`]),
    ].join(' '),
  ).toBe(expected);
});

test('what a condition comes to in one request says nothing of the next', () => {
  const met = (condition: object, ...values: readonly Keys[]) => {
    const [statement] = read(allow('*', '*', condition as never)).statements;
    return values.map((keys) => {
      const { met: is, open, chosenKeys } = evaluateConditions(statement!, contextOf(keys));
      return `${is}${open.length > 0 ? ' open' : ''}${chosenKeys.length > 0 ? ' chosen' : ''}`;
    });
  };
  const anyOf = (part: object) => ({ 'aws:k': { is: 'chosen', ...part } }) as Keys;
  const asked: readonly (readonly [keys: Keys, expected: string])[] = [
    [{}, 'unknown open'],
    [anyOf({}), 'yes chosen'],
    [anyOf({ among: [['b']] }), 'no'],
    [anyOf({ among: [['a']] }), 'yes'],
    [anyOf({ among: [['b']], perhaps: [['a']] }), 'unknown open'],
    [anyOf({ fits: () => false }), 'no'],
    [anyOf({ fits: (list: readonly string[] | undefined) => list?.[0] === 'a' }), 'yes'],
    [anyOf({ among: [['b']], perhapsAny: true }), 'unknown open'],
    [anyOf({ fits: () => false, perhapsAny: true }), 'unknown open'],
    [{ 'aws:k': known('a') }, 'yes'],
  ];
  const keys = asked.map(([first]) => first);
  const expected = asked.map(([, second]) => second);
  expect(met(is('a'), ...keys)).toEqual(expected);
  expect(met(is('a'), ...keys.toReversed())).toEqual(expected.toReversed());
  // A variable in it has another value each time.
  const byVariable = is(variable('aws:l'));
  const one = (value: string): Keys => ({ 'aws:l': known(value), 'aws:k': { is: 'chosen', among: [['a']] } });
  expect(met(byVariable, one('a'), one('b'), one('a'))).toEqual(['yes', 'no', 'yes']);
  const free = (value: string): Keys => ({
    'aws:l': known(value),
    'aws:m': known('a'),
    'aws:k': chosen,
  });
  const two = { StringEquals: { 'aws:K': [variable('aws:l')] }, StringLike: { 'aws:K': 'a' } };
  expect(met(two, free('a'), free('b'), free('a'))).toEqual(['yes chosen', 'no', 'yes chosen']);
});

describe('an ARN with fewer fields than six', () => {
  const store = createPolicyStore();
  test.each([
    ['arn:aws:iam', 'arn:aws:iam::111122223333:role/x', true],
    ['arn:aws:iam::111122223333', 'arn:aws:iam::111122223333:role/x', true],
    ['arn:aws:iam::444455556666', 'arn:aws:iam::111122223333:role/x', false],
    ['arn:aws:iam', 'arn:aws:sts::111122223333:assumed-role/x/y', false],
    ['arn:aws:sqs:eu-west-1', 'arn:aws:sqs:us-east-1:111122223333:jobs', false],
    ['arn:aws:s3:::logs', 'arn:aws:s3:::logs', true],
    ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/x', false],
    ['arn:aws:iam::*', 'arn:aws:iam::111122223333:role/x', true],
  ])('%s and %s: %s', (pattern, resource, matches) => {
    const index = store.intern({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: pattern }],
    });
    const [only] = store.documents[index]!.statements[0]!.resources;
    expect(only!.matches(resource)).toBe(matches);
  });
});
