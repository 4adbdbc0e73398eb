import { describe, expect, test } from 'vitest';
import { testsOfExpression } from '../../../../connectors/azure/identities/trusts.ts';
import type { Estate } from '../../../../src/model/estate.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { joinEstates } from '../../../../src/pipeline/join-estates.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  administrator,
  arn,
  estateOf as awsEstate,
  role as awsRole,
  document,
} from '../../../support/aws-sketch.ts';
import {
  estateOf as githubEstate,
  record as githubRecord,
  organizationRecord,
  repository,
  web,
  workflow,
} from '../../github/support.ts';
import {
  application,
  applicationId,
  assignment,
  estateOf,
  identityPath,
  idOf,
  managedIdentity,
  record,
  role,
  servicePrincipal,
  subscription,
  tenant,
} from '../support.ts';

/** Tokens of others that Entra accepts, and keys that others keep. */
const deploying = `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write }
    steps: [{ run: make }]
`;
const github = (text = deploying, further: readonly SnapshotRecord[] = []): Estate =>
  githubEstate([organizationRecord(), repository(web), workflow(text), ...further]);
const job = 'repos/acme/web/.github/workflows/ci.yml';

const credential = (part: object): SnapshotRecord =>
  record('azure.federated-credential', 'f', {
    id: 'f',
    name: 'github',
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:acme/web:ref:refs/heads/main',
    audiences: ['api://AzureADTokenExchange'],
    of: applicationId('app'),
    ...part,
  });

const controls = (azure: Estate, other: Estate, from: string): string => {
  const estate = joinEstates([azure, other]);
  const index = estate.identities.findIndex(({ id }) => id === from);
  const scope = estate.scopes.findIndex(({ id }) => id === subscription);
  const steps = reachOf(estate, defaultSettings).pathToControl(index, scope);
  if (steps.length === 0) return 'no way';
  return steps.flatMap(({ assumes }) => assumes).join('; ') || 'surely';
};

describe('a workflow and the application that accepts its tokens', () => {
  const base = [...application('app'), assignment('app', role.owner)];
  test.each<[string, object, string]>([
    ['its branch to the letter', {}, 'surely'],
    ['another branch', { subject: 'repo:acme/web:ref:refs/heads/dev' }, 'no way'],
    ['another repository', { subject: 'repo:acme/api:ref:refs/heads/main' }, 'no way'],
    ['an environment', { subject: 'repo:acme/web:environment:production' }, 'no way'],
    // A star in an exact subject is a star.
    ['a star that is none', { subject: 'repo:acme/web:*' }, 'no way'],
    ['another issuer', { issuer: 'https://gitlab.com' }, 'no way'],
    [
      'a flexible expression',
      {
        subject: null,
        claimsMatchingExpression: {
          value: "claims['sub'] matches 'repo:acme/web:ref:refs/heads/*'",
          languageVersion: 1,
        },
      },
      'surely',
    ],
    [
      'a flexible expression about another repository',
      {
        subject: null,
        claimsMatchingExpression: { value: "claims['sub'] matches 'repo:acme/api:*'", languageVersion: 1 },
      },
      'no way',
    ],
    [
      'a flexible expression with a workflow that is not this one',
      {
        subject: null,
        claimsMatchingExpression: {
          value:
            "claims['sub'] matches 'repo:acme/*' and claims['job_workflow_ref'] matches 'acme/shared/.github/workflows/*'",
          languageVersion: 1,
        },
      },
      'no way',
    ],
    [
      'an expression of a language to come',
      {
        subject: null,
        claimsMatchingExpression: { value: "claims['sub'] resembles 'x'", languageVersion: 2 },
      },
      "the token meets claims['sub'] resembles 'x'",
    ],
  ])('%s', (_, part, way) => {
    expect(controls(estateOf([...base, credential(part)]), github(), job)).toBe(way);
  });

  test('without id-token: write there is no token', () => {
    const text = deploying.replace(', id-token: write', '');
    expect(controls(estateOf([...base, credential({})]), github(text), job)).toBe('no way');
  });

  test('of a managed identity the same', () => {
    const of = identityPath('mi');
    const azure = estateOf([...managedIdentity('mi'), assignment('mi', role.owner), credential({ of })]);
    expect(controls(azure, github(), job)).toBe('surely');
  });
});

describe('keys that a workflow keeps', () => {
  const key = (name: string): readonly SnapshotRecord[] => [
    githubRecord('github.secret', `acme/web ${name}`, {
      kind: 'actions',
      level: 'repository',
      name,
      repository: web,
      updated_at: '2025-01-02T00:00:00Z',
    }),
  ];
  const using = (name: string): string => `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps: [{ run: make, env: { KEY: '\${{ secrets.${name} }}' } }]
`;
  const secret = {
    keyId: idOf('key'),
    startDateTime: '2025-01-01T00:00:00Z',
    endDateTime: '2027-01-01T00:00:00Z',
  };
  const base = [
    ...application('web deploy', { passwordCredentials: [secret] }),
    assignment('web deploy', role.owner),
  ];
  test.each([
    ['AZURE_CREDENTIALS', true],
    ['ARM_CLIENT_SECRET', true],
    ['AZURE_WEB_CLIENT_SECRET', true],
    ['AZURE_CLIENT_ID', false],
    ['SLACK_TOKEN', false],
  ])('%s: %s', (name, isKey) => {
    const way = controls(estateOf(base), github(using(name), key(name)), job);
    expect(way.includes(`secret ${name} of acme/web holds a key of web deploy`)).toBe(isKey);
    expect(way === 'no way').toBe(!isKey);
  });
});

describe('a role of AWS that accepts tokens of Entra', () => {
  const issuer = `sts.windows.net/${tenant}/`;
  const trustOf = (conditions: Readonly<Record<string, string>>) =>
    document({
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: conditions },
    } as never);
  const way = (conditions: Readonly<Record<string, string>>): string => {
    const estate = joinEstates([
      awsEstate([awsRole('deploy', trustOf(conditions), { attached: [administrator] })]),
      estateOf(managedIdentity('mi')),
    ]);
    const indexOf = (id: string) => estate.identities.findIndex((identity) => identity.id === id);
    const steps = reachOf(estate, defaultSettings).pathsToAny({
      identities: [indexOf(arn.role('deploy'))],
      scopes: [],
    })(indexOf(idOf('mi')));
    return steps.length === 0 ? 'no way' : steps.flatMap(({ assumes }) => assumes).join('; ') || 'surely';
  };
  test.each([
    [
      'the managed identity by its object id',
      { [`${issuer}:sub`]: idOf('mi'), [`${issuer}:aud`]: 'api://aws' },
      'surely',
    ],
    ['another object', { [`${issuer}:sub`]: idOf('mi2') }, 'no way'],
  ])('%s', (_, conditions, expected) => {
    expect(way(conditions)).toBe(expected);
  });
});

describe('tokens of Entra that others accept', () => {
  test('a managed identity and an application present them; what is switched off or Microsoft’s does not', () => {
    const { tokenOffers = [], identities } = estateOf([
      ...managedIdentity('mi'),
      servicePrincipal('off', { accountEnabled: false }),
      servicePrincipal('graph', { appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' }),
    ]);
    const holders = new Set(tokenOffers.map(({ node }) => identities[node]!.name));
    expect([...holders]).toEqual(['mi']);
    expect(tokenOffers.map(({ issuer }) => issuer)).toContain(
      'sts.windows.net/11111111-1111-4111-8111-111111111111',
    );
    expect(tokenOffers[0]!.claims.sub).toEqual({ like: [idOf('mi')] });
  });
});

describe('flexible expressions', () => {
  test.each([
    ["claims['sub'] eq 'a'", [['sub', 'equals', 'a']]],
    ["claims['sub'] matches 'a*'", [['sub', 'like', 'a*']]],
    ["claims['sub'] eq 'it''s'", [['sub', 'equals', "it's"]]],
    [
      "claims['a'] eq 'b' and claims['c'] matches 'd?'",
      [
        ['a', 'equals', 'b'],
        ['c', 'like', 'd?'],
      ],
    ],
    ["claims['a'] eq 'b' or claims['c'] eq 'd'", undefined],
    ["claims['a'] eq 'b' and", undefined],
    ["claims.sub eq 'a'", undefined],
    ['', undefined],
  ] as const)('%s', (text, expected) => {
    expect(
      testsOfExpression(text)?.map(({ claim, operator, values: [value] }) => [claim, operator, value]),
    ).toEqual(expected);
  });
});
