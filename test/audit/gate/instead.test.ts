import { describe, expect, test } from 'vitest';
import { insteadOf } from '../../../src/audit/gate/instead.ts';
import type { IdentityUser } from '../../../src/model/remedy.ts';
import { account, allow, role, type trusting, trustingService, user } from '../../support/aws-sketch.ts';
import { interpretations } from '../../support/providers.ts';
import { gateOn, inputOf, state } from './states.ts';

const rowsOf = (provider: string) => interpretations.find(({ id }) => id === provider)?.instead ?? [];
const grant = { class: 'new-standing-grant', about: 'grant' } as const;

describe('what to do instead follows from who uses the identity', () => {
  test.each<[provider: string, user: IdentityUser, says: string]>([
    ['aws', 'workload', 'aws:SourceArn'],
    ['aws', 'pipeline', 'environment'],
    ['aws', 'person', 'IAM Identity Center'],
    ['azure', 'workload', 'one resource'],
    ['azure', 'pipeline', 'federated subject'],
    ['azure', 'person', 'eligible assignment'],
    ['gcp', 'workload', 'not on the project'],
    ['gcp', 'pipeline', 'principal of the pool'],
    ['gcp', 'person', 'Privileged Access Manager'],
  ])('%s: a %s', (provider, who, says) => {
    expect(insteadOf(grant, rowsOf(provider), undefined, who)).toContain(says);
  });

  test.each(['aws', 'azure', 'gcp'])('%s: a workload is given no end and no session policy', (provider) => {
    const says = insteadOf(grant, rowsOf(provider), undefined, 'workload');
    expect(says).not.toMatch(/session polic|CurrentTime|request\.time|expiration|an end\b/);
  });
});

describe('of rows of a provider, the first that fits', () => {
  const own = [
    { about: 'credential', says: 'a credential' },
    { about: 'grant', kinds: ['robot'], says: 'a robot' },
    { about: 'grant', usedBy: 'person', says: 'a person' },
    { about: 'grant', of: ['key'], says: 'a key' },
    { about: 'grant', says: 'anybody' },
  ] as const;
  test.each<[kind: string | undefined, user: IdentityUser | undefined, of: string | undefined, says: string]>(
    [
      ['robot', 'person', 'key', 'a robot'],
      ['tractor', 'person', 'key', 'a person'],
      [undefined, 'person', 'key', 'a person'],
      ['tractor', 'workload', 'key', 'a key'],
      [undefined, undefined, 'key', 'a key'],
      ['tractor', 'workload', 'password', 'anybody'],
      [undefined, undefined, undefined, 'anybody'],
    ],
  )('kind %s, used by %s, of %s: %s', (kind, user, of, says) => {
    expect(insteadOf({ ...grant, of }, own, kind, user)).toBe(says);
  });
  test('without one, what holds everywhere', () => {
    expect(insteadOf({ class: 'trust-widened', about: 'trust' }, own, 'robot')).toMatch(
      /^Trust the one party/,
    );
  });
});

const federated = (issuer: string) =>
  ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:${issuer}` },
        Action: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'],
      },
    ],
  }) as ReturnType<typeof trusting>;

test.each<[says: string, trust: ReturnType<typeof trusting>, instead: string]>([
  ['a function', trustingService('lambda.amazonaws.com'), 'permissions boundary'],
  ['a pod', federated('oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC'), 'permissions boundary'],
  ['a pipeline', federated('oidc-provider/token.actions.githubusercontent.com'), 'OIDC subject'],
  ['people', federated('saml-provider/okta'), 'permission set'],
])('a role of %s', (_, trust, instead) => {
  const { changes } = gateOn(
    inputOf(state([user('x')]), state([user('x'), role('app', trust, { inline: [[allow('s3:*')]] })])),
  );
  expect(changes.find(({ class: kind }) => kind === 'new-standing-grant')!.instead).toContain(instead);
});
