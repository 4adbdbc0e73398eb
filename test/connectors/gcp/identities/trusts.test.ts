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
    ['attribute.owner/a', undefined, [], ["assertion.repository.split('/')[0] gives a"]],
    ['*', { attributeCondition: '  ' }, [], []],
    ['*', { attributeCondition: 'true' }, [], []],
    ['*', { attributeCondition: 'false' }, [], ['the token meets all of false']],
    ['*', { attributeCondition: 'a ==' }, [], ['the token meets a ==']],
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
    ["assertion.sub == 'a' || assertion.sub.startsWith('b')", undefined],
    ["assertion.sub == 'a' || assertion.aud == 'b'", undefined],
    ["assertion.sub != 'a' || assertion.sub != 'b'", undefined],
    ["assertion.sub == 'a' || assertion.sub != 'b'", undefined],
    ["assertion.sub == 'a' || true", undefined],
    ["assertion.sub.startsWith('a*')", undefined],
    ["assertion.sub.startsWith('a?')", undefined],
    ['assertion.sub.startsWith(assertion.aud)', undefined],
    ["assertion.sub.matches('a')", undefined],
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

  test('of several parts each is a test, and what is none is said once', () => {
    const attributeCondition =
      "assertion.sub == 'a' && (assertion.aud != 'b' && assertion.x.matches('c')) && assertion.y.matches('d')";
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

describe('trusts of a pool', () => {
  const told = (who: string, providers: readonly ReturnType<typeof provider>[], of?: string) =>
    trustsOf(who, providers, of).map(({ principal, external, conditions, accepts: tokens }) => [
      principal,
      external,
      conditions.map((each) => `${each.class} ${each.operator} ${each.key} ${each.values.join('|')}`),
      tokens !== undefined,
    ]);

  test('of which no provider was read: the pool itself, and whom of it the policy names', () => {
    expect(told('*', [])).toEqual([[pool, 'unknown', [], false]]);
    expect(told('subject/a', [])).toEqual([
      [pool, 'unknown', ['federated-subject StringEquals google.subject a'], false],
    ]);
    expect(told('attribute.x/a', [])).toEqual([
      [pool, 'unknown', ['federated-claim StringEquals attribute.x a'], false],
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
      "assertion.sub.startsWith('a') && assertion.repository != 'b' && assertion.x.matches('c')";
    expect(
      told('*', [
        provider({ attributeCondition, oidc: { issuerUri: 'https://ci.example', allowedAudiences: ['me'] } }),
      ])[0]![2],
    ).toEqual([
      'federated-audience StringEquals aud me',
      'federated-subject StringLike sub a*',
      'exclusion NotStringEquals repository b',
      `other CEL the token meets all of ${attributeCondition} true`,
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
