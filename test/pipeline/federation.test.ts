import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpretAws } from '../../connectors/aws/interpret.ts';
import type { TokenOffer } from '../../src/model/federation.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { accepts, federationEdges, retiredTrusts } from '../../src/pipeline/federation.ts';
import { indexOffers } from '../../src/pipeline/offer-index.ts';
import { lawRuns } from '../support/law-runs.ts';

const account = '111122223333';
const issuer = 'token.actions.githubusercontent.com';
const provider = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
const audience = { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } };
const sub = (operator: string, ...values: readonly string[]) => ({
  ...audience,
  [operator]: { ...(operator === 'StringEquals' ? audience.StringEquals : {}), [`${issuer}:sub`]: values },
});

const offer = (subject: string, claims: Readonly<Record<string, string>> = {}): TokenOffer => ({
  node: 0,
  issuer,
  assumes: [],
  claims: Object.fromEntries(
    Object.entries({
      aud: '*',
      sub: subject,
      repository: 'acme/web',
      repository_id: '2',
      repository_owner: 'acme',
      repository_owner_id: '1',
      job_workflow_ref: 'acme/web/.github/workflows/*@refs/heads/*',
      ...claims,
    }).map(([claim, value]) => [claim, { like: [value] }]),
  ),
});

const main = offer('repo:acme/web:ref:refs/heads/main');
const branch = offer('repo:acme/web:ref:refs/heads/*');
const production = offer('repo:acme/web:environment:production', { environment: 'production' });
const pullRequest = offer('repo:acme/web:pull_request');
const immutable = offer('repo:acme@1/web@2:environment:production', { environment: 'production' });
const neighbour = offer('repo:acme-evil/web:ref:refs/heads/main', {
  repository: 'acme-evil/web',
  repository_id: '99',
});
const offers = { main, branch, production, pullRequest, immutable, neighbour };

const identitiesOf = (condition: unknown, further: readonly unknown[] = []) => {
  const role = {
    record: 'aws.role',
    scope: account,
    id: `arn:aws:iam::${account}:role/deploy`,
    data: {
      Arn: `arn:aws:iam::${account}:role/deploy`,
      RoleName: 'deploy',
      RoleId: 'AROAEXAMPLE',
      Path: '/',
      CreateDate: '2026-01-01T00:00:00Z',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: provider },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: condition,
          },
          ...further,
        ],
      },
    },
  };
  const estate = interpretAws([role], {
    collectedAt: '2026-09-01T00:00:00.000Z',
    coverage: [],
    settings: defaultSettings,
  });
  return estate.identities;
};

const acceptanceOf = (condition: unknown, further: readonly unknown[] = []) =>
  identitiesOf(condition, further).flatMap(({ trusts }) =>
    trusts.flatMap(({ accepts: acceptance }) => acceptance ?? []),
  )[0];

const claim = (operator: string, values: Readonly<Record<string, string | readonly string[]>>) => ({
  ...audience,
  [operator]: {
    ...(operator === 'StringEquals' ? audience.StringEquals : {}),
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`${issuer}:${name}`, value])),
  },
});

/** Numbers of the field's list of misconfigurations (M1…) where a row is one of them. */
describe('which tokens a role lets in', () => {
  test.each<[string, unknown, readonly (keyof typeof offers)[]]>([
    [
      'M1 an audience alone lets everybody in',
      audience,
      ['main', 'branch', 'production', 'pullRequest', 'immutable', 'neighbour'],
    ],
    [
      'M2 a subject of * as well',
      sub('StringLike', '*'),
      ['main', 'branch', 'production', 'pullRequest', 'immutable', 'neighbour'],
    ],
    [
      'M3 repo:acme* lets other owners in',
      sub('StringLike', 'repo:acme*'),
      ['main', 'branch', 'production', 'pullRequest', 'immutable', 'neighbour'],
    ],
    [
      'M4 repo:acme/* lets all of the organisation in',
      sub('StringLike', 'repo:acme/*'),
      ['main', 'branch', 'production', 'pullRequest'],
    ],
    [
      'M7 repo:acme/web:* lets every context in',
      sub('StringLike', 'repo:acme/web:*'),
      ['main', 'branch', 'production', 'pullRequest'],
    ],
    ['one branch', sub('StringEquals', 'repo:acme/web:ref:refs/heads/main'), ['main', 'branch']],
    ['another branch', sub('StringEquals', 'repo:acme/web:ref:refs/heads/release'), ['branch']],
    ['one environment', sub('StringEquals', 'repo:acme/web:environment:production'), ['production']],
    [
      'M13 both forms by wildcards',
      sub('StringLike', 'repo:acme*/web*:environment:production'),
      ['production', 'immutable'],
    ],
    [
      'the immutable form alone',
      sub('StringEquals', 'repo:acme@1/web@2:environment:production'),
      ['immutable'],
    ],
    [
      'M14 the name form where tokens are immutable',
      sub('StringEquals', 'repo:acme/web:environment:production'),
      ['production'],
    ],
    ['a star compared letter by letter lets nobody in', sub('StringEquals', 'repo:acme/web:*'), []],
    [
      'a list of subjects',
      sub('StringLike', 'repo:other/x:*', 'repo:acme/web:pull_request'),
      ['pullRequest'],
    ],
    ['case counts', sub('StringLike', 'repo:Acme/web:*'), []],
    [
      'unless the operator ignores it',
      claim('StringEqualsIgnoreCase', { sub: 'REPO:acme/web:pull_request' }),
      ['pullRequest'],
    ],
    [
      'a repository by its number',
      claim('StringEquals', { repository_id: '2' }),
      ['main', 'branch', 'production', 'pullRequest', 'immutable'],
    ],
    ['another number', claim('StringEquals', { repository_id: '3' }), []],
    [
      'M6 IfExists lets a token without the claim in',
      claim('StringEqualsIfExists', { environment: 'staging' }),
      ['main', 'branch', 'pullRequest', 'neighbour'],
    ],
    [
      'M6 ForAllValues too',
      claim('ForAllValues:StringEquals', { environment: 'staging' }),
      ['main', 'branch', 'pullRequest', 'neighbour'],
    ],
    [
      'M12 a workflow file alone',
      claim('StringLike', { job_workflow_ref: 'acme/web/.github/workflows/deploy.yml@*' }),
      ['main', 'branch', 'production', 'pullRequest', 'immutable', 'neighbour'],
    ],
    ['a negated subject', claim('StringNotLike', { sub: 'repo:acme/*' }), ['immutable', 'neighbour']],
    [
      'a claim that must not be there',
      { ...audience, Null: { [`${issuer}:environment`]: 'true' } },
      ['main', 'branch', 'pullRequest', 'neighbour'],
    ],
    [
      'a claim that must be there',
      { ...audience, Null: { [`${issuer}:environment`]: 'false' } },
      ['production', 'immutable'],
    ],
  ])('%s', (_, condition, expected) => {
    const acceptance = acceptanceOf(condition)!;
    expect(
      Object.entries(offers)
        .filter(([, each]) => accepts(acceptance, each))
        .map(([name]) => name),
    ).toEqual(expected);
  });

  const deny = (condition: unknown) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 'sts:AssumeRoleWithWebIdentity',
    ...(condition === undefined ? {} : { Condition: condition }),
  });

  test('a deny of the trust policy takes subjects out', () => {
    const acceptance = acceptanceOf(sub('StringLike', 'repo:acme/web:*'), [
      deny({ StringLike: { [`${issuer}:sub`]: '*:pull_request' } }),
    ])!;
    expect([main, pullRequest].map((each) => accepts(acceptance, each))).toEqual([true, false]);
  });

  test.each<[string, unknown, readonly unknown[]]>([
    ['a deny of everything', audience, [deny(undefined)]],
    [
      'a time that has passed',
      { ...audience, DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      [],
    ],
  ])('%s lets nobody in', (_, condition, further) => {
    expect(acceptanceOf(condition, further)).toBeUndefined();
  });

  test('what is about no claim is assumed, in words', () => {
    const condition = { ...audience, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    expect(acceptanceOf(condition)!.assumes).toEqual(['aws:SourceIp meets IpAddress 203.0.113.0/24']);
  });

  test('a branch that is protected is not among those that can be chosen', () => {
    const pushed: TokenOffer = {
      ...branch,
      claims: {
        ...branch.claims,
        sub: { like: ['repo:acme/web:ref:refs/heads/*'], except: ['repo:acme/web:ref:refs/heads/main'] },
      },
    };
    const only = acceptanceOf(sub('StringEquals', 'repo:acme/web:ref:refs/heads/main'))!;
    const any = acceptanceOf(sub('StringLike', 'repo:acme/web:*'))!;
    expect([accepts(only, pushed), accepts(any, pushed)]).toEqual([false, true]);
  });
});

test('a token that is for one identity alone leads to no other that would take it', () => {
  const identities = identitiesOf(sub('StringEquals', 'repo:acme/web:ref:refs/heads/main'));
  const ways = (only: TokenOffer['only']): number =>
    federationEdges({ identities, tokenOffers: [{ ...main, ...(only === undefined ? {} : { only }) }] })
      .length;
  expect([
    ways(undefined),
    ways({ name: 'deploy', scope: account }),
    ways({ name: `arn:aws:iam::${account}:role/deploy` }),
    ways({ name: 'deploy', scope: '444455556666' }),
    ways({ name: 'packages', scope: account }),
  ]).toEqual([1, 1, 1, 0, 0]);
});

describe('a trust in a form of subject that is no longer given', () => {
  const now: TokenOffer = {
    ...immutable,
    retiredSubjects: ['repo:acme/web:environment:production'],
  };
  const exposuresFor = (condition: unknown, offers: readonly TokenOffer[]) =>
    [...retiredTrusts({ identities: identitiesOf(condition), tokenOffers: offers }).values()].flat();

  test('is told', () => {
    const [exposure] = exposuresFor(sub('StringEquals', 'repo:acme/web:environment:production'), [now]);
    expect(exposure).toMatchObject({
      kind: 'reusable-name',
      says: `deploy trusts repo:acme/web:environment:production, a form of subject that ${issuer} no longer gives to it`,
    });
  });

  test.each<[string, unknown, readonly TokenOffer[]]>([
    ['the form that is given', sub('StringEquals', 'repo:acme@1/web@2:environment:production'), [now]],
    ['both forms', sub('StringLike', 'repo:acme*/web*:environment:production'), [now]],
    ['another repository', sub('StringEquals', 'repo:other/web:environment:production'), [now]],
    ['names that are still given', sub('StringEquals', 'repo:acme/web:environment:production'), [production]],
  ])('is not told of %s', (_, condition, offers) => {
    expect(exposuresFor(condition, offers)).toEqual([]);
  });
});

describe('looking offers up by how their subject begins', () => {
  const draw = fc.array(fc.constantFrom('a', ':', '*'), { maxLength: 5 }).map((all) => all.join(''));
  test('leaves out none that would be accepted', () => {
    fc.assert(
      fc.property(
        fc.array(draw, { minLength: 1, maxLength: 6 }),
        fc.array(draw, { minLength: 1, maxLength: 3 }),
        fc.constantFrom<'equals' | 'like'>('equals', 'like'),
        (subjects, values, operator) => {
          const all = subjects.map((subject) => offer(subject));
          const acceptance = {
            issuer,
            assumes: [],
            tests: [{ claim: 'sub', operator, negated: false, values, ifExists: false, ignoreCase: false }],
          };
          const found = new Set(indexOffers(all)(acceptance));
          for (const each of all) if (accepts(acceptance, each)) expect(found.has(each)).toBe(true);
        },
      ),
      { numRuns: lawRuns(100, 500) },
    );
  });
});
