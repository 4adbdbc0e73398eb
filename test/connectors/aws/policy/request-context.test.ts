import { describe, expect, test } from 'vitest';
import { type KeyValue, known } from '../../../../connectors/aws/policy/condition.ts';
import {
  changesBetween,
  dependsOnPrincipal,
  dependsOnTarget,
  type KnownOrganizations,
  type Requester,
  type RequestFacts,
  type RequestTarget,
  regionIn,
  requestContext,
} from '../../../../connectors/aws/policy/request-context.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import { allow, document } from '../../../support/aws-sketch.ts';

const now = '2026-06-01T12:00:00.000Z';
const later = '2026-06-01T12:00:01.000Z';
const account = '111122223333';
const user: Requester = {
  kind: 'user',
  arn: `arn:aws:iam::${account}:user/ada`,
  name: 'ada',
  uniqueId: 'AIDAADA',
  tags: new Map([['team', 'core']]),
};
const role: Requester = {
  ...user,
  kind: 'role',
  arn: `arn:aws:iam::${account}:role/deploy`,
  name: 'deploy',
  uniqueId: 'AROADEPLOY',
};
const root: Requester = { ...user, kind: 'root', uniqueId: undefined };
const target: RequestTarget = {
  kind: 'role',
  arn: `arn:aws:iam::${account}:role/other`,
  account,
  tags: new Map([['team', 'shop']]),
  boundaryArn: undefined,
  serviceLinked: false,
  reserved: false,
};
/** One organisation, whose list is whole or not. */
const told = (complete = true): KnownOrganizations => {
  const organization = { id: 'o-1', accounts: new Set([account]), complete };
  const listedIn = (id: string) => (id === account ? organization : undefined);
  return {
    all: [organization],
    of: () => organization,
    listedIn,
    isManagement: () => false,
    pathOf: (id) => (id === account ? 'o-1/r-1/' : undefined),
  };
};
const nobody: KnownOrganizations = {
  all: [],
  of: () => undefined,
  listedIn: () => undefined,
  isManagement: () => false,
  pathOf: () => undefined,
};

const facts = (part: Partial<RequestFacts> = {}): RequestFacts => ({
  now,
  organizations: nobody,
  principal: user,
  account,
  resourceAccount: account,
  ...part,
});

const values = (list: readonly (readonly string[] | undefined)[]): string =>
  list.map((each) => each?.join('+') ?? '-').join('|');
/** A value as text; of one that must fit which of some texts do. */
const shown = (value: KeyValue, ...tried: readonly (string | undefined)[]): string => {
  if (value.is === 'known') return `= ${value.values.join('+')}`;
  if (value.is !== 'chosen') return value.is;
  const { among, perhaps, perhapsAny, fits } = value;
  return [
    'chosen',
    ...(among === undefined ? [] : [`of ${values(among)}`]),
    ...(perhaps === undefined ? [] : [`perhaps ${values(perhaps)}`]),
    ...(perhapsAny === true ? ['perhaps any'] : []),
    ...(fits === undefined
      ? []
      : [
          `fits ${tried
            .filter((text) => fits(text === undefined ? undefined : [text]))
            .map((text) => text ?? '-')
            .join('|')}`,
        ]),
  ].join(' ');
};
const ask = (
  key: string,
  part: Partial<RequestFacts> = {},
  action = 's3:getobject',
  ...tried: readonly (string | undefined)[]
) => shown(requestContext(action, facts(part))(key), ...tried);

const enrols = { enrolsMfa: () => true };
const byServices = { principal: { ...role, startedByServices: true } } as const;

describe('who asks', () => {
  const asked: readonly (readonly [key: string, Partial<RequestFacts>, expected: string, action?: string])[] =
    [
      ['aws:principalarn', {}, `= ${user.arn}`],
      ['aws:principaltype', {}, '= User'],
      ['aws:principaltype', { principal: role }, '= AssumedRole'],
      ['aws:principaltype', { principal: root }, '= Account'],
      ['aws:username', {}, '= ada'],
      ['aws:username', { principal: role }, 'absent'],
      ['aws:userid', {}, '= AIDAADA'],
      ['aws:userid', { principal: root }, 'unknown'],
      ['aws:tokenissuetime', { principal: role }, `= ${now}`],
      ['aws:tokenissuetime', {}, `chosen of -|${later}`],
      ['aws:tokenissuetime', {}, `chosen of - perhaps ${later}`, 'iam:createuser'],
      ['aws:tokenissuetime', {}, `chosen of - perhaps ${later}`, '*:*'],
      ['aws:tokenissuetime', {}, `chosen of - perhaps ${later}`, 'sts:getsessiontoken'],
      ['aws:tokenissuetime', {}, `chosen of -|${later}`, 'sts:assumerole'],
      ['aws:tokenissuetime', {}, `chosen of - perhaps ${later}`, 'sts:assumerolewithsaml'],
      ['aws:tokenissuetime', {}, `chosen of -|${later}`, 'sts:getcalleridentity'],
      ['aws:tokenissuetime', {}, `chosen of - perhaps ${later}`, 'sts:getcalleridentities'],
      ['aws:tokenissuetime', {}, `chosen of -|${later}`, 'an-iam:x'],
      ['aws:tokenissuetime', enrols, `chosen of -|${later}`, 'iam:createuser'],
      ['aws:tokenissuetime', { ...enrols, principal: root }, `= ${now}`, 'iam:createuser'],
      ['aws:multifactorauthpresent', enrols, 'chosen of -|false|true'],
      ['aws:multifactorauthpresent', enrols, 'chosen of -|true perhaps false', 'iam:createuser'],
      ['aws:multifactorauthpresent', { enrolsMfa: () => false }, 'chosen of -|false perhaps true'],
      ['aws:multifactorauthpresent', {}, 'chosen of -|false perhaps true'],
      ['aws:multifactorauthpresent', {}, 'chosen of - perhaps false|true', 'iam:createuser'],
      ['aws:multifactorauthpresent', { principal: role }, 'chosen of false perhaps -|true'],
      ['aws:multifactorauthpresent', { ...enrols, principal: role }, 'chosen of false perhaps -|true'],
      ['aws:multifactorauthpresent', byServices, 'chosen of -|false'],
      ['aws:multifactorauthage', enrols, 'chosen of -|1|60'],
      ['aws:multifactorauthage', {}, 'chosen of - perhaps any'],
      ['aws:multifactorauthage', { principal: role }, 'unknown'],
      ['aws:multifactorauthage', byServices, 'absent'],
      ['aws:principaltag/team', {}, '= core'],
      ['aws:principaltag/other', {}, 'absent'],
      ['aws:principaltag/team', { principal: { ...role, takesTags: true } }, 'chosen of core perhaps any'],
      ['aws:principaltag/other', { principal: { ...role, takesTags: true } }, 'chosen of - perhaps any'],
    ];
  test.each(asked.map((row) => [row[0], row] as const))('%s', (_, [key, part, expected, action]) => {
    expect(ask(key, part, action)).toBe(expected);
  });

  test.each([
    ['aws:principaltag/team', 'chosen fits core|red', ['core', 'red', 'blue', undefined]],
    ['aws:principaltag/other', 'chosen fits red|-', ['core', 'red', 'blue', undefined]],
  ] as const)('%s, where the caller may give itself red', (key, expected, tried) => {
    expect(ask(key, { ownTags: (_, value) => value === 'red' }, 's3:getobject', ...tried)).toBe(expected);
  });
  test('tags that may be taken off, of a session that takes tags', () => {
    const part = {
      principal: { ...role, takesTags: true },
      ownTags: (name: string, value?: string) => name === 'team' && value === undefined,
    } as const;
    expect(ask('aws:principaltag/team', part, 's3:getobject', 'core', 'red', undefined)).toBe(
      'chosen perhaps any fits core|-',
    );
  });

  test('a role’s session has any name', () => {
    const tried = [
      'AROADEPLOY:x',
      'AROADEPLOY',
      'AROADE:x',
      'AROAOTHER:x',
      'y:AROADEPLOY',
      'AROAx',
      undefined,
    ];
    expect(ask('aws:userid', { principal: role }, 's3:getobject', ...tried)).toBe(
      'chosen fits AROADEPLOY:x|AROADEPLOY|AROADE:x|AROAx',
    );
  });
});

describe('anyone whom the account may create', () => {
  const anyone = { principal: undefined };
  test.each([
    [
      'aws:principalarn',
      `chosen fits arn:aws:iam::${account}:user/x|arn|arn:aws:iam::*:user/x|arn:aws:iam::x444455556666:user/x|arn:aws:iam::4444555566667:user/x`,
    ],
    ['aws:principaltag/a', 'chosen'],
    ['aws:principaltype', 'chosen'],
    ['aws:principalservicename', 'absent'],
    ['aws:principalaccount', `= ${account}`],
    ['aws:principalorgid', 'unknown'],
    ['aws:username', 'chosen'],
    ['aws:userid', 'chosen'],
    ['aws:tokenissuetime', `chosen of -|${now}`],
    ['aws:multifactorauthpresent', 'chosen of -|false perhaps true'],
    ['aws:currenttime', `= ${now}`],
  ])('%s', (key, expected) => {
    const tried = [
      `arn:aws:iam::${account}:user/x`,
      'arn:aws:iam::444455556666:user/x',
      'arn',
      'arn:aws:iam::*:user/x',
      // An example that a pattern makes: no account.
      'arn:aws:iam::x444455556666:user/x',
      'arn:aws:iam::4444555566667:user/x',
      undefined,
    ];
    expect(ask(key, anyone, 's3:getobject', ...tried)).toBe(expected);
  });
});

test('all values of a key have to be of the caller, and one at most is a tag', () => {
  const fits = (
    key: string,
    part: Partial<RequestFacts>,
    ...list: readonly string[]
  ): boolean | undefined => {
    const value = requestContext('s3:getobject', facts(part))(key);
    return value.is === 'chosen' ? value.fits?.(list) : undefined;
  };
  const [own, other] = [account, '444455556666'].map((id) => `arn:aws:iam::${id}:user/x`) as [string, string];
  const anyone = { principal: undefined };
  expect([
    fits('aws:principalarn', anyone, own, own),
    fits('aws:principalarn', anyone, own, other),
    fits('aws:userid', { principal: role }, 'AROADEPLOY:x', 'AROADEPLOY:y'),
    fits('aws:userid', { principal: role }, 'AROADEPLOY:x', 'AROAOTHER:y'),
    fits('aws:principaltag/team', { ownTags: () => true }, 'red', 'blue'),
    fits('aws:resourcetag/team', { resourceTagChange: () => true }, 'red', 'blue'),
    fits('aws:resourcetag/team', { resourceTagChange: () => true }, 'red'),
  ]).toEqual([true, false, true, false, false, false, true]);
});

describe('what a request carries', () => {
  const stack = { viaStack: () => true };
  const here = { organizations: told() };
  const away = { organizations: told(), account: '999', resourceAccount: '999' };
  const partly = { ...away, organizations: told(false) };
  const member = { organizations: { ...told(), pathOf: () => undefined } };
  test.each<readonly [string, string, Partial<RequestFacts>, string]>([
    ['aws:currenttime', 's3:getobject', {}, `= ${now}`],
    ['aws:epochtime', 's3:getobject', {}, '= 1780315200'],
    ['aws:principalaccount', 's3:getobject', {}, `= ${account}`],
    ['aws:resourceaccount', 's3:getobject', { resourceAccount: '4' }, '= 4'],
    ['aws:securetransport', 's3:getobject', {}, '= true'],
    ['aws:viaawsservice', 's3:getobject', {}, '= false'],
    ['aws:principalisawsservice', 's3:getobject', {}, '= false'],
    // Organisations
    ['aws:principalorgid', 's3:getobject', {}, 'unknown'],
    ['aws:principalorgid', 's3:getobject', here, '= o-1'],
    ['aws:resourceorgid', 's3:getobject', here, '= o-1'],
    [
      'aws:resourceorgid',
      's3:getobject',
      { ...here, resourceAccount: '999' },
      'chosen of  perhaps -|o-nhi-audit-unlisted',
    ],
    ['aws:principalorgid', 's3:getobject', { ...here, resourceAccount: '999' }, '= o-1'],
    ['aws:principalorgpaths', 's3:getobject', { ...here, resourceAccount: '999' }, '= o-1/r-1/'],
    ['aws:principalaccount', 's3:getobject', { resourceAccount: '999' }, `= ${account}`],
    ['aws:principalorgid', 's3:getobject', away, 'chosen of  perhaps -|o-nhi-audit-unlisted'],
    ['aws:principalorgid', 's3:getobject', partly, 'unknown'],
    ['aws:principalorgpaths', 's3:getobject', {}, 'unknown'],
    ['aws:principalorgpaths', 's3:getobject', here, '= o-1/r-1/'],
    ['aws:resourceorgpaths', 's3:getobject', here, '= o-1/r-1/'],
    ['aws:principalorgpaths', 's3:getobject', away, 'chosen of  perhaps -|o-nhi-audit-unlisted/r-unlisted/'],
    [
      'aws:resourceorgpaths',
      's3:getobject',
      { ...here, resourceAccount: '999' },
      'chosen of  perhaps -|o-nhi-audit-unlisted/r-unlisted/',
    ],
    ['aws:principalorgpaths', 's3:getobject', partly, 'unknown'],
    ['aws:principalorgpaths', 's3:getobject', member, 'unknown'],
    // Regions
    ['aws:requestedregion', 's3:getobject', {}, 'chosen'],
    ['aws:requestedregion', 's3:getobject', { region: 'eu-west-1' }, '= eu-west-1'],
    ['aws:requestedregion', 'iam:createuser', { region: 'eu-west-1' }, '= us-east-1'],
    ['aws:requestedregion', 'globalaccelerator:createaccelerator', {}, '= us-west-2'],
    ['aws:requestedregion', 'networkmanager:createsite', {}, '= us-west-2'],
    [
      'aws:requestedregion',
      'iam:createuser',
      { principal: { ...user, arn: 'arn:aws-cn:iam::1:user/a' } },
      '= cn-north-1',
    ],
    [
      'aws:requestedregion',
      'iam:createuser',
      { principal: { ...user, arn: 'arn:aws-us-gov:iam::1:user/a' } },
      '= us-gov-west-1',
    ],
    ['aws:requestedregion', 'iam:createuser', { principal: undefined }, '= us-east-1'],
    // The caller says so
    ['aws:useragent', 's3:getobject', {}, 'chosen'],
    ['aws:referer', 's3:getobject', {}, 'chosen'],
    ['aws:tagkeys', 's3:getobject', {}, 'chosen'],
    ['aws:requesttag/a', 's3:getobject', {}, 'chosen'],
    ['sts:rolesessionname', 'sts:assumerole', {}, 'chosen'],
    ['sts:rolesessionname', 'sts:assumerolewithsaml', {}, 'chosen'],
    ['sts:rolesessionname', 'sts:getsessiontoken', {}, 'absent'],
    ['sts:sourceidentity', 'sts:assumerole', {}, 'chosen'],
    ['sts:transitivetagkeys', 'sts:assumerole', {}, 'chosen'],
    ['sts:durationseconds', 'sts:assumerole', {}, 'chosen'],
    ['sts:externalid', 'sts:assumerole', {}, 'unknown'],
    ['sts:externalid', 'sts:assumerolewithsaml', {}, 'absent'],
    ['iam:policyarn', 'iam:attachuserpolicy', {}, 'chosen'],
    ['iam:policyarn', 'iam:detachgrouppolicy', {}, 'chosen'],
    ['iam:policyarn', 'iam:putuserpolicy', {}, 'absent'],
    ['iam:policyarn', 'iam:attachuserpolicyx', {}, 'absent'],
    ['iam:passedtoservice', 'iam:passrole', {}, 'chosen'],
    ['iam:passedtoservice', 'iam:passroles', {}, 'absent'],
    ['iam:passedtoservice', 'iam:createrole', {}, 'absent'],
    ['iam:passedtoservice', '*:*', {}, 'chosen'],
    ['iam:associatedresourcearn', 'iam:passrole', {}, 'chosen'],
    ['iam:associatedresourcearn', 'iam:createrole', {}, 'absent'],
    ['iam:awsservicename', 'iam:createservicelinkedrole', {}, 'chosen'],
    ['iam:awsservicename', 'iam:createservicespecificcredential', {}, 'chosen'],
    ['iam:awsservicename', 'iam:createuser', {}, 'absent'],
    ['iam:permissionsboundary', 'iam:createuser', {}, 'chosen'],
    ['iam:permissionsboundary', 'iam:putrolepermissionsboundary', {}, 'chosen'],
    ['iam:permissionsboundary', 'iam:deleterolepermissionsboundary', { target }, 'absent'],
    [
      'iam:permissionsboundary',
      'iam:attachrolepolicy',
      { target: { ...target, boundaryArn: 'arn:b' } },
      '= arn:b',
    ],
    ['iam:permissionsboundary', 'iam:creategroup', {}, 'absent'],
    ['iam:permissionsboundary', 'iam:attachgrouppolicy', {}, 'absent'],
    ...(
      [
        ['iam:passedtoservice', 'iam:passrole', 'chosen'],
        ['iam:associatedresourcearn', 'iam:passrole', 'chosen'],
        ['iam:policyarn', 'iam:attachrolepolicy', 'chosen'],
        ['iam:policyarn', 'iam:detachuserpolicy', 'chosen'],
        ['iam:permissionsboundary', 'iam:createrole', 'chosen'],
        ['iam:permissionsboundary', 'iam:deleteuserpolicy', 'chosen'],
        ['iam:permissionsboundary', 'iam:deleteuserpermissionsboundary', 'chosen'],
        ['iam:awsservicename', 'iam:createservicelinkedrole', 'chosen'],
        ['sts:externalid', 'sts:assumerole', 'unknown'],
        ['sts:rolesessionname', 'sts:assumerole', 'chosen'],
      ] as const
    ).flatMap(([key, action, expected]) => [
      [key, action, {}, expected] as const,
      [key, `an-${action}`, {}, 'absent'] as const,
      [key, `${action}s`, {}, key === 'sts:rolesessionname' ? expected : 'absent'] as const,
    ]),
    // Only services do
    ['aws:sourcearn', 's3:getobject', {}, 'absent'],
    ['aws:sourceaccount', 's3:getobject', {}, 'absent'],
    ['aws:sourceorgid', 's3:getobject', {}, 'absent'],
    ['aws:sourceorgpaths', 's3:getobject', {}, 'absent'],
    ['aws:principalservicename', 's3:getobject', {}, 'absent'],
    ['aws:principalservicenameslist', 's3:getobject', {}, 'absent'],
    ['aws:calledvia', 's3:getobject', {}, 'absent'],
    ['aws:calledviafirst', 's3:getobject', stack, 'absent'],
    ['aws:calledvia', 'iam:createuser', {}, 'absent'],
    ['aws:calledvia', 'iam:createuser', { viaStack: () => false }, 'absent'],
    ['aws:calledvia', 'iam:createuser', stack, 'chosen of -|cloudformation.amazonaws.com'],
    ['aws:calledviafirst', 'iam:createuser', stack, 'chosen of -|cloudformation.amazonaws.com'],
    ['aws:calledvialast', 'iam:putrolepolicy', stack, 'chosen of -|cloudformation.amazonaws.com'],
    ['aws:calledvialast', 'iam:deleterolepolicy', stack, 'absent'],
    ['aws:viaawsservice', 'iam:passrole', stack, 'chosen of false|true'],
    ['aws:viaawsservice', 'iam:passroles', stack, '= false'],
    ...[
      ...['attachuserpolicy', 'putgrouppolicy', 'createuser', 'createrole', 'createaccesskey'],
      ...['createloginprofile', 'createpolicy', 'addusertogroup', 'attachrolepolicy', 'passrole'],
    ].flatMap((action) => [
      ['aws:viaawsservice', `iam:${action}`, stack, 'chosen of false|true'] as const,
      ['aws:viaawsservice', `an-iam:${action}`, stack, '= false'] as const,
      ['aws:viaawsservice', `iam:${action}s`, stack, '= false'] as const,
    ]),
    ['aws:principalorgid', 'iam:createuser', stack, 'unknown'],
    // Of other services
    ['ec2:instancetype', 'iam:passrole', {}, 'absent'],
    ['ec2:instancetype', 'ec2:runinstances', {}, 'chosen'],
    ['ec2:osuser', 'ec2-instance-connect:sendsshpublickey', {}, 'chosen'],
    ['ec2:instancetype', 'ec2-instance-connect:sendsshpublickey', {}, 'unknown'],
    ['ec2:sourceinstancearn', 's3:getobject', {}, 'unknown'],
    ['ec2:roledelivery', 's3:getobject', {}, 'unknown'],
    ['lambda:sourcefunctionarn', 's3:getobject', {}, 'unknown'],
    ['glue:roleassumedby', 's3:getobject', {}, 'unknown'],
    ['glue:credentialissuingservice', 's3:getobject', {}, 'unknown'],
    ['ssm:sourceinstancearn', 's3:getobject', {}, 'unknown'],
    ['identitystore:userid', 's3:getobject', {}, 'unknown'],
    ['token.example.com:sub', 's3:getobject', {}, 'unknown'],
    ['iam:resourcetag/team', 'sts:assumerole', { target }, '= shop'],
    ['iam:resourcetag/team', 'sts:assumerolewithsaml', { target }, '= shop'],
    ['iam:resourcetag/team', 's3:getobject', { target }, 'absent'],
    ['iam:resourcetag/team', 'an-sts:assumerole', { target }, 'absent'],
    ['an-iam:resourcetag/team', 'sts:assumerole', { target }, 'unknown'],
    ['ec2:osuser', 'an-ec2-instance-connect:sendsshpublickey', {}, 'absent'],
    ['ec2:instancetype', 'ec2-instance-connects:sendsshpublickey', {}, 'absent'],
    // Tags of what is acted on
    ['aws:resourcetag/team', 'iam:passrole', { target }, '= shop'],
    ['aws:resourcetag/other', 'iam:passrole', { target }, 'absent'],
    ['ec2:resourcetag/team', 'ec2:startinstances', { target }, 'unknown'],
    ['aws:resourcetag/team', 's3:getobject', {}, 'unknown'],
    ['aws:resourcetag/team', 's3:getobject', { resourceTags: new Map([['team', 'x']]) }, '= x'],
    ['ec2:resourcetag/team', 'ec2:startinstances', { resourceTags: new Map() }, 'absent'],
    ['s3:prefix', 's3:listbucket', {}, 'unknown'],
    ['aws:sourceip', 's3:getobject', {}, 'unknown'],
    // What is said of it in particular
    ['aws:sourceip', 's3:getobject', { more: new Map([['aws:sourceip', known('1.2.3.4')]]) }, '= 1.2.3.4'],
    ['aws:principalarn', 's3:getobject', { more: new Map([['aws:principalarn', known('x')]]) }, '= x'],
    ['ec2:instancetype', 's3:getobject', { more: new Map([['ec2:instancetype', known('x')]]) }, 'absent'],
    [
      'aws:sourceip',
      's3:getobject',
      { lacks: /^aws:source/, more: new Map([['aws:sourceip', known('x')]]) },
      'absent',
    ],
    ['aws:currenttime', 's3:getobject', { lacks: /^aws:source/ }, `= ${now}`],
  ])('%s in %s', (key, action, part, expected) => {
    expect(ask(key, part, action)).toBe(expected);
  });

  test.each<readonly [string, Partial<RequestFacts>, string]>([
    ['that is known', { target, targetTags: (_, value) => value === 'red' }, 'chosen fits shop|red'],
    [
      'that nobody knows',
      { resourceTagChange: (_, value) => value === 'red' || value === undefined },
      'chosen perhaps any fits red|-',
    ],
    [
      'of another resource',
      {
        resourceTags: new Map([['team', 'shop']]),
        resourceTagChange: (name, value) => name === 'team' && value === undefined,
      },
      'chosen fits shop|-',
    ],
  ])('a tag %s, which the caller may change', (_, part, expected) => {
    expect(ask('aws:resourcetag/team', part, 's3:getobject', 'shop', 'red', 'blue', undefined)).toBe(
      expected,
    );
  });

  test.each([
    ...[
      'iam',
      'organizations',
      'account',
      'artifact',
      'aws-portal',
      'billing',
      'budgets',
      'ce',
      'chime',
      'cloudfront',
    ],
    ...['cur', 'health', 'importexport', 'payments', 'route53', 'route53domains', 'shield', 'support', 'tax'],
    ...['trustedadvisor', 'waf'],
  ])('%s is in one region', (service) => {
    expect(ask('aws:requestedregion', {}, `${service}:x`)).toBe('= us-east-1');
  });
});

test.each([
  ['arn:aws:s3:us-east-1:1:b', 'us-east-1'],
  ['arn:aws-us-gov:s3:us-gov-west-1:1:b', 'us-gov-west-1'],
  ['arn:aws:s3:::b', undefined],
  ['arn:aws:s3:us-*:1:b', undefined],
  ['arn:aws:s3:xus-east-1x:1:b', undefined],
  ['arn:aws:s3:u-east-1:1:b', undefined],
  ['arn:aws:s3:us-east-12:1:b', 'us-east-12'],
  ['an:arn:aws:us-east-1', undefined],
])('the region in %s: %s', (resource, region) => {
  expect(regionIn(resource)).toEqual(region === undefined ? {} : { region });
});

test.each([
  ['aws:principalarn', true, false],
  ['aws:principaltag/team', true, false],
  ['aws:username', true, false],
  ['aws:userid', true, false],
  ['aws:principaltype', false, false],
  ['an aws:username', false, false],
  ['iam:resourcetag/team', false, true],
  ['aws:resourcetag/team', false, true],
  ['iam:permissionsboundary', false, true],
  ['aws:resourceaccount', false, true],
  ['aws:resourceorgid', false, false],
])('%s differs between principals: %j, and targets: %j', (key, principals, targets) => {
  expect([dependsOnPrincipal(key), dependsOnTarget(key)]).toEqual([principals, targets]);
});

test.each([
  [{ DateLessThan: { 'aws:CurrentTime': '2026-06-15T00:00:00Z' } }, true],
  [{ DateLessThan: { 'aws:CurrentTime': '2026-08-15T00:00:00Z' } }, false],
  [{ NumericGreaterThan: { 'aws:EpochTime': '1781000000' } }, true],
  [{ NumericGreaterThan: { 'aws:EpochTime': '1881000000' } }, false],
  [{ DateLessThan: { 'aws:TokenIssueTime': '2026-06-15T00:00:00Z' } }, false],
])('%j changes within a month: %j', (condition, expected) => {
  const store = createPolicyStore();
  const index = store.intern(
    document(allow('s3:*'), allow('iam:*', '*', { Bool: { 'a:b': 'true' }, ...condition })),
  );
  expect(changesBetween(store.documents[index]!, now, '2026-07-01T00:00:00.000Z')).toBe(expected);
});
