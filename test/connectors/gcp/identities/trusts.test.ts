import { describe, expect, test } from 'vitest';
import type { GcpRecordInput } from '../../../../connectors/gcp/facts/records.ts';
import type { Identity } from '../../../../src/model/identity.ts';
import { account, accountPlace, emailOf, estateOf, identityAt, policy, record } from '../support.ts';

const pool = 'projects/100/locations/global/workloadIdentityPools/ci';
const named = 'projects/shop-prod/locations/global/workloadIdentityPools/ci';
type Provider = Partial<GcpRecordInput<'gcp.pool-provider'>>;
const provider = (part: Provider = {}, name = `${pool}/providers/gh`) =>
  record('gcp.pool-provider', name, {
    name,
    attributeMapping: {
      'google.subject': 'assertion.sub',
      'attribute.repository': 'assertion.repository',
      'attribute.again': 'attribute.repository',
      'attribute.owner': "assertion.repository.split('/')[0]",
    },
    oidc: { issuerUri: 'https://ci.example/' },
    ...part,
  });
const trustsOf = (who: string, providers: readonly ReturnType<typeof provider>[], of = pool) => {
  const estate = estateOf([
    account('bot'),
    ...providers,
    policy(accountPlace('bot'), {
      role: 'roles/iam.workloadIdentityUser',
      members: [
        `${who.startsWith('subject') ? 'principal' : 'principalSet'}://iam.googleapis.com/${of}/${who}`,
      ],
    }),
  ]);
  return (estate.identities[identityAt(estate, emailOf('bot'))] as Identity).trusts;
};
const accepts = (who: string, part?: Provider) => trustsOf(who, [provider(part)])[0]?.accepts;
const plain = { operator: 'equals', negated: false, ifExists: false, ignoreCase: false } as const;
const own = `//iam.googleapis.com/${pool}/providers/gh`;
const audience = { claim: 'aud', ...plain, values: [own, `https:${own}`] };

describe('whom tokens of a provider make a member of its pool', () => {
  test.each<[who: string, Provider | undefined, tests: readonly object[], assumes: readonly string[]]>([
    ['*', undefined, [], []],
    ['subject/repo:a/b', undefined, [{ claim: 'sub', ...plain, values: ['repo:a/b'] }], []],
    ['attribute.repository/a/b', undefined, [{ claim: 'repository', ...plain, values: ['a/b'] }], []],
    ['attribute.again/a/b', undefined, [{ claim: 'repository', ...plain, values: ['a/b'] }], []],
    [
      'attribute.owner/a',
      undefined,
      [{ claim: 'repository', ...plain, operator: 'like', values: ['a', 'a/*'] }],
      [],
    ],
    ['attribute.owner/a/b', undefined, [], ["assertion.repository.split('/')[0] gives a/b"]],
    ['*', { attributeCondition: '  ' }, [], []],
    ['*', { attributeCondition: 'true' }, [], []],
    ['*', { attributeCondition: 'false' }, [], ['the token meets all of false']],
    ['*', { attributeCondition: 'a ==' }, [], ['the token meets a ==']],
    // What only AWS calls so.
    ['*', { attributeCondition: "assertion.arn == 'x'" }, [{ claim: 'arn', ...plain, values: ['x'] }], []],
    [
      'subject/a:assumed-role/b/c',
      undefined,
      [{ claim: 'sub', ...plain, values: ['a:assumed-role/b/c'] }],
      [],
    ],
  ])('%s with %j', (who, part, tests, assumes) => {
    expect(accepts(who, part)).toEqual({ issuer: 'ci.example', tests: [audience, ...tests], assumes });
  });

  test('the audiences that it allows, or its own name', () => {
    expect(
      accepts('*', { oidc: { issuerUri: 'HTTPS://ci.example//', allowedAudiences: ['a', 'b'] } }),
    ).toEqual({
      issuer: 'ci.example',
      tests: [{ ...audience, values: ['a', 'b'] }],
      assumes: [],
    });
  });

  test.each<[condition: string, test: object | undefined]>([
    ["assertion.sub == 'a'", { claim: 'sub', values: ['a'] }],
    ["'a' == assertion.sub", { claim: 'sub', values: ['a'] }],
    ["google.subject == 'a'", { claim: 'sub', values: ['a'] }],
    ["assertion.sub != 'a'", { claim: 'sub', negated: true, values: ['a'] }],
    ["!(assertion.sub == 'a')", { claim: 'sub', negated: true, values: ['a'] }],
    ["!(assertion.sub != 'a')", { claim: 'sub', values: ['a'] }],
    ["assertion.sub in ['a', 'b']", { claim: 'sub', values: ['a', 'b'] }],
    ["assertion.sub.startsWith('a')", { claim: 'sub', operator: 'like', values: ['a*'] }],
    ["assertion.sub.endsWith('a')", { claim: 'sub', operator: 'like', values: ['*a'] }],
    ["assertion.sub.contains('a')", { claim: 'sub', operator: 'like', values: ['*a*'] }],
    ["assertion.sub == 'a' || assertion.sub == 'b'", { claim: 'sub', values: ['a', 'b'] }],
    ["assertion.sub.matches('^a$')", { claim: 'sub', values: ['a'] }],
    ["matches(assertion.sub, '^a$')", { claim: 'sub', values: ['a'] }],
    ["!assertion.sub.matches('^a$')", { claim: 'sub', negated: true, values: ['a'] }],
    ["assertion.sub.matches('a')", { claim: 'sub', operator: 'like', values: ['*a*'] }],
    ["assertion.sub.matches('^a/[a-z]+$')", { claim: 'sub', operator: 'like', values: ['a/?*'] }],
    ["assertion.sub.split('/')[0] == 'a'", { claim: 'sub', operator: 'like', values: ['a', 'a/*'] }],
    ["assertion.sub.split('/')[0] in ['a']", { claim: 'sub', operator: 'like', values: ['a', 'a/*'] }],
    ["assertion.sub.extract('{owner}/') == 'a'", { claim: 'sub', operator: 'like', values: ['a/*'] }],
    [
      "attribute.owner != 'a'",
      { claim: 'repository', operator: 'like', negated: true, values: ['a', 'a/*'] },
    ],
    ["assertion.sub == 'a' && size(assertion.ref) > 0", { claim: 'sub', values: ['a'] }],
    ["assertion.sub == 'a' && assertion.ref.size() >= 1", { claim: 'sub', values: ['a'] }],
    ['size(assertion.ref) > 7', undefined],
    // What is wider than what was written cannot be turned round.
    ["!assertion.sub.matches('^a/[a-z]+$')", undefined],
    ["assertion.sub.matches('(?i)a')", undefined],
    ["assertion.sub.split('/')[1] == 'a'", undefined],
    ["attribute.none.split('/')[0] == 'a'", undefined],
    ["attribute.none.extract('{a}/') == 'a'", undefined],
    ["attribute.owner.split('-')[0] == 'a'", undefined],
    ["attribute.owner.extract('{a}-') == 'a'", undefined],
    ["assertion.sub.split('/', 2)[0] == 'a'", undefined],
    ["assertion.sub.split('')[0] == 'a'", undefined],
    ["assertion.sub.split('*')[0] == 'a'", undefined],
    ["assertion.sub.split('/')[0] == 'a/b'", undefined],
    ["assertion.sub.split('/')[0] == 'a*'", undefined],
    ["assertion.sub.replace('/', '')[0] == 'a'", undefined],
    ["assertion.sub.startsWith('a', 'b')", undefined],
    ["assertion.sub.matches(['a', 'b'])", undefined],
    ['matches(assertion.sub)', undefined],
    ["assertion.sub.split('/')[0] == ''", undefined],
    ["assertion.sub.extract('x{owner}/') == 'a'", undefined],
    ["assertion.sub.split('/')[0].startsWith('a')", undefined],
    ["assertion.sub.startsWith('a*')", undefined],
    ["assertion.sub.startsWith('a?')", undefined],
    ['assertion.sub.startsWith(assertion.aud)', undefined],
    ["attribute.owner.startsWith('a')", undefined],
    ["attribute.none == 'a'", undefined],
    ['assertion.number == 7', undefined],
    ["assertion.sub in ['a', 7]", undefined],
    ["assertion.sub == ['a']", undefined],
    ["assertion.sub in 'a'", undefined],
    ["'a' in assertion.groups", undefined],
    ["assertion.sub > 'a'", undefined],
    ['!assertion.ref_protected', undefined],
  ])('%s', (attributeCondition, expected) => {
    const found = accepts('*', { attributeCondition });
    if (expected === undefined)
      expect(found).toMatchObject({
        tests: [audience],
        assumes: [`the token meets all of ${attributeCondition}`],
      });
    else expect(found).toMatchObject({ tests: [audience, { ...plain, ...expected }], assumes: [] });
  });

  test.each<[condition: string, branches: readonly (readonly string[])[]]>([
    ["assertion.sub == 'a' || assertion.aud == 'b'", [['sub a'], ['aud b']]],
    ["assertion.sub == 'a' || assertion.sub.startsWith('b')", [['sub a'], ['sub b*']]],
    ["assertion.sub != 'a' || assertion.sub != 'b'", [['not sub a'], ['not sub b']]],
    ["!(assertion.sub == 'a' && assertion.aud == 'b')", [['not sub a'], ['not aud b']]],
    ["!(assertion.sub == 'a' || assertion.aud == 'b')", [['not sub a', 'not aud b']]],
    [
      "assertion.x == '1' && (assertion.sub == 'a' || assertion.aud == 'b')",
      [
        ['x 1', 'sub a'],
        ['x 1', 'aud b'],
      ],
    ],
    ["assertion.sub == 'a' || true", [['sub a'], []]],
    ["assertion.sub.matches('.*')", [[]]],
    ["assertion.sub.startsWith('') || assertion.sub.startsWith('a')", [[]]],
    ["!assertion.sub.startsWith('')", [['not sub *']]],
    ["assertion.sub == 'a' || assertion.flag", [['sub a'], ['undecided']]],
    ["assertion.flag || assertion.sub == 'a'", [['undecided'], ['sub a']]],
    ["assertion.sub == 'a' || assertion.sub != 'b'", [['sub a'], ['not sub b']]],
    ["assertion.sub != 'a' || assertion.sub == 'b'", [['not sub a'], ['sub b']]],
    ['true || false', [[], ['undecided']]],
    ['!false', [[]]],
    ["size(assertion.sub) > 0 || assertion.sub == 'a'", [[], ['sub a']]],
    ['!(size(assertion.sub) > 0)', [['undecided']]],
    ['size(assertion.sub) != 0', [[]]],
    ['size(assertion.sub) != 1', [['undecided']]],
    ['size(assertion.sub) >= 0', [['undecided']]],
    ['size(assertion.sub) > 1', [['undecided']]],
    ["assertion.sub.endsWith('') && assertion.aud == 'a'", [['aud a']]],
    [
      [1, 2, 3, 4, 5].map((at) => `(assertion.a${at} == 'a' || assertion.b${at} == 'b')`).join(' && '),
      [['undecided']],
    ],
  ])('each side of an "or" is a trust of its own: %s', (attributeCondition, branches) => {
    expect(
      trustsOf('*', [provider({ attributeCondition })]).map(({ accepts: tokens }) => [
        ...tokens!.tests
          .slice(1)
          .map(({ claim, values, negated }) => `${negated ? 'not ' : ''}${claim} ${values.join()}`),
        ...tokens!.assumes.map(() => 'undecided'),
      ]),
    ).toEqual(branches);
  });

  test('of several parts each is a test, and what is none is said once', () => {
    const attributeCondition =
      "assertion.sub == 'a' && (assertion.aud != 'b' && assertion.x.matches('c+')) && assertion.y.matches('d+')";
    expect(accepts('*', { attributeCondition })).toMatchObject({
      tests: [audience, { claim: 'sub', negated: false }, { claim: 'aud', negated: true }],
      assumes: [`the token meets all of ${attributeCondition.slice(0, 120)}`],
    });
  });

  test('an attribute that is mapped from itself is no claim', () => {
    const attributeMapping = { 'attribute.a': 'attribute.a' };
    expect(accepts('attribute.a/x', { attributeMapping })).toMatchObject({
      assumes: ['attribute.a gives x'],
    });
  });
});

/** https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds#mappings-and-conditions */
describe('whom an account of AWS makes a member of a pool', () => {
  const aws = { oidc: null, aws: { accountId: '111122223333' } };
  const owner = { claim: 'account', ...plain, values: ['111122223333'] };
  const arn = 'arn:aws:sts::111122223333:assumed-role/deploy';
  const byRole = {
    'attribute.role': "assertion.arn.extract('assumed-role/{role}/')",
    'attribute.team': 'assertion.team',
  };
  test.each<[who: string, Provider, tests: readonly object[], assumes: readonly string[]]>([
    ['*', {}, [], []],
    [`attribute.aws_role/${arn}`, {}, [{ claim: 'aws_role', ...plain, values: [arn] }], []],
    [
      `subject/${arn}/session`,
      {},
      [{ claim: 'sub', ...plain, values: [`${arn}/session`] }],
      ['a session is called session'],
    ],
    [
      'subject/arn:aws:iam::111122223333:user/ci',
      {},
      [{ claim: 'sub', ...plain, values: ['arn:aws:iam::111122223333:user/ci'] }],
      [],
    ],
    [
      'attribute.role/deploy',
      { attributeMapping: byRole },
      [{ claim: 'role_name', ...plain, values: ['deploy'] }],
      [],
    ],
    ['attribute.team/a', { attributeMapping: byRole }, [{ claim: 'team', ...plain, values: ['a'] }], []],
    [
      '*',
      { attributeCondition: `assertion.arn.startsWith('${arn}')` },
      [{ claim: 'sub', ...plain, operator: 'like', values: [`${arn}*`] }],
      [],
    ],
    [
      '*',
      { attributeCondition: `attribute.aws_role == '${arn}'` },
      [{ claim: 'aws_role', ...plain, values: [arn] }],
      [],
    ],
  ])('%s with %j', (who, part, tests, assumes) => {
    expect(accepts(who, { attributeMapping: undefined, ...aws, ...part })).toEqual({
      issuer: 'sts.amazonaws.com',
      tests: [owner, ...tests],
      assumes,
    });
  });
  test('an attribute that is not mapped is of nobody', () => {
    expect(trustsOf('attribute.gone/x', [provider({ attributeMapping: undefined, ...aws })])).toEqual([]);
  });
  test('a long text is cut where it is told', () => {
    const long = `assertion.x.matches('${'y'.repeat(200)}+')`;
    expect(accepts('*', { attributeCondition: long })!.assumes).toEqual([
      `the token meets all of ${long.slice(0, 120)}`,
    ]);
    expect(accepts('*', { attributeCondition: `${long} ==` })!.assumes).toEqual([
      `the token meets ${long.slice(0, 120)}`,
    ]);
    expect(accepts('attribute.long/z', { attributeMapping: { 'attribute.long': long } })!.assumes).toEqual([
      `${long.slice(0, 80)} gives z`,
    ]);
  });
});

describe('who may become an account by its own policy', () => {
  const later = 'request.time < timestamp("2026-09-20T00:00:00Z")';
  const told = (
    who: string,
    part: object = {},
    role = 'roles/iam.serviceAccountTokenCreator',
  ): readonly unknown[] => {
    const estate = estateOf([
      account('bot'),
      account('other', 'shop-test'),
      provider(),
      policy(accountPlace('bot'), { role, members: [who], ...part }),
    ]);
    return estate.identities[identityAt(estate, emailOf('bot'))]!.trusts.map(
      ({ mechanism, party, external, conditions, accepts: tokens }) =>
        [
          mechanism,
          party,
          `external ${external}`,
          ...conditions.map(({ class: of, key }) => `${of} ${key}`),
          ...(tokens === undefined ? [] : [...tokens.assumes, tokens.until ?? 'for good']),
        ].join(', '),
    );
  };
  const federated = `principalSet://iam.googleapis.com/${pool}/*`;
  test.each<[string, string, object, string, readonly string[]]>([
    [
      'an account of here',
      `serviceAccount:${emailOf('other', 'shop-test')}`,
      {},
      'roles/iam.serviceAccountTokenCreator',
      ['impersonate, identity, external no'],
    ],
    [
      'of elsewhere',
      'serviceAccount:x@far.iam.gserviceaccount.com',
      {},
      'roles/iam.serviceAccountTokenCreator',
      ['impersonate, identity, external yes'],
    ],
    [
      'of nobody knows where',
      'serviceAccount:1-compute@developer.gserviceaccount.com',
      {},
      'roles/iam.serviceAccountTokenCreator',
      ['impersonate, identity, external unknown'],
    ],
    [
      'a person',
      'user:ana@example.com',
      {},
      'roles/iam.serviceAccountTokenCreator',
      ['impersonate, identity, external no'],
    ],
    ...(
      [
        ['a person of another domain, which may be theirs too', 'user:ana@example.org', 'unknown'],
        ['people of a domain below', 'group:ops@eu.example.com', 'no'],
        ['mail that anybody has', 'user:ana@gmail.com', 'yes'],
        ['the default account', 'serviceAccount:100-compute@developer.gserviceaccount.com', 'no'],
        ['pods of here', 'serviceAccount:shop-prod.svc.id.goog[shop/web]', 'no'],
        ['pods of elsewhere', 'serviceAccount:far.svc.id.goog[shop/web]', 'yes'],
        [
          'accounts of the folder',
          'principalSet://cloudresourcemanager.googleapis.com/folders/10/type/ServiceAccount',
          'no',
        ],
        [
          'accounts of a folder that nobody knows',
          'principalSet://cloudresourcemanager.googleapis.com/folders/99/type/ServiceAccount',
          'unknown',
        ],
      ] as const
    ).map(([what, who, external]): [string, string, object, string, readonly string[]] => [
      what,
      who,
      {},
      'roles/iam.serviceAccountTokenCreator',
      [`impersonate, identity, external ${external}`],
    ]),
    [
      'everybody',
      'allUsers',
      {},
      'roles/iam.serviceAccountTokenCreator',
      ['impersonate, everyone, external yes'],
    ],
    [
      'who was deleted',
      'deleted:user:bo@example.com?uid=1',
      {},
      'roles/iam.serviceAccountTokenCreator',
      ['impersonate, deleted, external unknown'],
    ],
    ['who may only see it', 'user:ana@example.com', {}, 'roles/iam.serviceAccountViewer', []],
    [
      'within a condition',
      'user:ana@example.com',
      { condition: 'resource.name == "x"' },
      'roles/iam.serviceAccountTokenCreator',
      ['impersonate, identity, external no, other resource.name == "x"'],
    ],
    [
      'a token of others, for a while',
      federated,
      { condition: later },
      'roles/iam.workloadIdentityUser',
      ['federate, federated, external yes, federated-audience aud, 2026-09-20T00:00:00.000Z'],
    ],
    [
      'a token of others, within a condition',
      federated,
      { condition: 'resource.name == "x"' },
      'roles/iam.workloadIdentityUser',
      [
        'federate, federated, external yes, federated-audience aud, other resource.name == "x", the condition holds: resource.name == "x", for good',
      ],
    ],
  ])('%s', (_, who, part, role, expected) => {
    expect(told(who, part, role)).toEqual(expected);
  });
  test.each<[who: string, principal: string, scope: string | undefined]>([
    [`serviceAccount:${emailOf('other', 'shop-test')}`, emailOf('other', 'shop-test'), 'shop-test'],
    [
      'serviceAccount:200-compute@developer.gserviceaccount.com',
      '200-compute@developer.gserviceaccount.com',
      'shop-test',
    ],
    ['serviceAccount:shop-test.svc.id.goog[ns/web]', 'shop-test.svc.id.goog[ns/web]', 'shop-test'],
    ['user:Ana@example.com', 'ana@example.com', undefined],
    ['group:all@example.com', 'group:all@example.com', undefined],
    ['deleted:user:bo@example.com?uid=1', 'deleted:user:bo@example.com?uid=1', undefined],
  ])('%s is the identity %s, of %s', (who, principal, scope) => {
    const estate = estateOf([
      account('bot'),
      account('other', 'shop-test'),
      policy(accountPlace('bot'), { role: 'roles/iam.serviceAccountTokenCreator', members: [who] }),
    ]);
    const [trust] = estate.identities[identityAt(estate, emailOf('bot'))]!.trusts;
    expect([trust!.principal, trust!.scope]).toEqual([principal, scope]);
  });
  test('who could only ask for it', () => {
    const estate = estateOf([
      account('bot'),
      record('gcp.entitlement', 'e', {
        name: `projects/shop-prod/locations/global/entitlements/e`,
        eligibleUsers: [{ principals: ['user:ana@example.com'] }],
        privilegedAccess: {
          gcpIamAccess: {
            resource: `//iam.googleapis.com/${accountPlace('bot')}`,
            roleBindings: [{ role: 'roles/iam.serviceAccountTokenCreator' }],
          },
        },
      }),
    ]);
    expect(estate.identities[identityAt(estate, emailOf('bot'))]!.trusts).toEqual([]);
  });
});

describe('trusts of a pool', () => {
  const told = (who: string, providers: readonly ReturnType<typeof provider>[], of?: string) =>
    trustsOf(who, providers, of).map(({ principal, external, conditions, accepts: tokens }) => [
      principal,
      external,
      conditions.map((each) => `${each.class} ${each.operator} ${each.key} ${each.values.join('|')}`),
      tokens !== undefined,
    ]);

  const anyAudience = `federated-audience StringEquals aud //iam.googleapis.com/${pool}/providers`;
  test('of which no provider was read: the pool itself, and whom of it the policy names', () => {
    expect(told('*', [])).toEqual([[pool, 'unknown', [], false]]);
    expect(told('subject/a', [])).toEqual([
      [pool, 'unknown', ['federated-subject StringEquals google.subject a', anyAudience], false],
    ]);
    expect(told('attribute.x/a', [])).toEqual([
      [pool, 'unknown', ['federated-subject StringEquals attribute.x a', anyAudience], false],
    ]);
  });

  test('one for each provider whose tokens can be meant', () => {
    const other = (part: Provider) => provider(part, `${pool}/providers/other`);
    expect(
      told('*', [provider(), other({ oidc: { issuerUri: 'https://other.example' } })]).map(([of]) => of),
    ).toEqual(['https://ci.example/', 'https://other.example']);
    for (const gone of [{ disabled: true }, { state: 'DELETED' }, { attributeMapping: {} }])
      expect(told('attribute.repository/a/b', [provider(gone), other({})])).toHaveLength(1);
  });

  test('of a pool that is off or gone: none, by whichever name', () => {
    const of = (part: object, name = pool) =>
      estateOf([
        account('bot'),
        provider(),
        record('gcp.pool', name, { name, ...part }),
        policy(accountPlace('bot'), {
          role: 'roles/iam.workloadIdentityUser',
          members: [`principalSet://iam.googleapis.com/${pool}/*`],
        }),
      ]).identities.find(({ id }) => id === emailOf('bot'))!.trusts.length;
    expect([
      of({}),
      of({ disabled: false, state: 'ACTIVE' }),
      of({ disabled: true }),
      of({ state: 'DELETED' }),
      of({ disabled: true }, named),
      of({ disabled: true }, `${pool}2`),
    ]).toEqual([1, 1, 0, 0, 0, 1]);
  });

  test('of another kind: the account of AWS, or the pool', () => {
    expect(told('*', [provider({ oidc: null, aws: { accountId: '111122223333' } })])).toEqual([
      [
        'AWS account 111122223333',
        'yes',
        [
          'federated-audience StringEquals x-goog-cloud-target-resource //iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci/providers/gh',
        ],
        true,
      ],
    ]);
    expect(told('*', [provider({ oidc: null })])).toEqual([[pool, 'yes', [], false]]);
  });

  test('tests of claims as conditions', () => {
    const attributeCondition =
      "assertion.sub.startsWith('a') && assertion.repository != 'b' && assertion.x.matches('c+')";
    expect(
      told('*', [
        provider({ attributeCondition, oidc: { issuerUri: 'https://ci.example', allowedAudiences: ['me'] } }),
      ])[0]![2],
    ).toEqual([
      'federated-audience StringEquals aud me',
      'federated-subject StringLike sub a*',
      'exclusion NotStringEquals repository b',
      `federated-claim CEL the token meets all of ${attributeCondition} true`,
    ]);
  });

  test('a project by its number and by its id is one', () => {
    expect(told('*', [provider({}, `${named}/providers/gh`)])[0]![0]).toBe('https://ci.example/');
    expect(told('*', [provider()], named)[0]![0]).toBe('https://ci.example/');
    expect(
      told('*', [provider({}, 'projects/200/locations/global/workloadIdentityPools/ci/providers/gh')])[0]![0],
    ).toBe(pool);
  });
});
