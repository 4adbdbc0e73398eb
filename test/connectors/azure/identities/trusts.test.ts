import { describe, expect, test } from 'vitest';
import {
  acceptanceOf,
  federatedCredentialsOf,
  issuerOf,
  testsOfExpression,
  trustsOf,
} from '../../../../connectors/azure/identities/trusts.ts';
import {
  application,
  applicationId,
  arranged,
  estateOf,
  identityPath,
  idOf,
  inventoryOf,
  managedIdentity,
  record,
  servicePrincipal,
  tenant,
  user,
} from '../support.ts';

describe('tokens of others', () => {
  const federated = (part: object = {}) =>
    record('azure.federated-credential', 'f', {
      id: 'f',
      of: idOf('app'),
      issuer: 'https://ci.example/',
      subject: 's',
      audiences: ['a'],
      ...part,
    } as never);
  const factOf = (part: object) => inventoryOf([federated(part)]).of('azure.federated-credential')[0]!;
  const plain = { operator: 'equals', negated: false, ifExists: false, ignoreCase: false };
  test.each<[string, object, object]>([
    [
      'to the letter',
      {},
      {
        issuer: 'ci.example',
        tests: [
          { claim: 'sub', ...plain, values: ['s'] },
          { claim: 'aud', ...plain, values: ['a'] },
        ],
        assumes: [],
      },
    ],
    [
      'of no subject, for no audience',
      { subject: null, audiences: null },
      { issuer: 'ci.example', tests: [{ claim: 'sub', ...plain, values: [''] }], assumes: [] },
    ],
    [
      'by an expression',
      { subject: null, claimsMatchingExpression: { value: "claims['sub'] matches 'a*'" } },
      {
        issuer: 'ci.example',
        tests: [
          { claim: 'sub', ...plain, operator: 'like', values: ['a*'] },
          { claim: 'aud', ...plain, values: ['a'] },
        ],
        assumes: [],
      },
    ],
    [
      'by one that nobody reads',
      { claimsMatchingExpression: { value: `x${'y'.repeat(200)}` } },
      {
        issuer: 'ci.example',
        tests: [{ claim: 'aud', ...plain, values: ['a'] }],
        assumes: [`the token meets x${'y'.repeat(119)}`],
      },
    ],
  ])('%s', (_, part, expected) => {
    expect(acceptanceOf(factOf(part))).toEqual(expected);
  });
  test.each([
    ["claims['sub'] eq 'a'", ['sub equals a']],
    ["  claims['sub']  EQ  'it''s'  ", ["sub equals it's"]],
    ["claims['a'] eq 'b'  AND  claims['c']\nmatches\n'd'", ['a equals b', 'c like d']],
    ["claims['a'] eq ''", ['a equals ']],
    ["claims['a'] eq 'b' or claims['c'] eq 'd'", undefined],
    ["claims['a'] eq 'b' andclaims['c'] eq 'd'", undefined],
    ["claims['a'] eq 'b' and", undefined],
    ["x claims['a'] eq 'b'", undefined],
    ["claims['a']eq 'b'", undefined],
    ["claims['a'] eq'b'", undefined],
    ["claims[''] eq 'b'", undefined],
    ["claims['a'] like 'b'", undefined],
    ['', undefined],
  ])('%s', (expression, expected) => {
    expect(
      testsOfExpression(expression)?.map(
        ({ claim, operator, values }) => `${claim} ${operator} ${values.join()}`,
      ),
    ).toEqual(expected);
  });
  test('issuers, with and without what stands around them', () => {
    expect(
      ['https://a.example//', 'HTTPS://a.example/b/', 'http://a.example', 'a.https://b'].map(issuerOf),
    ).toEqual([...['a.example', 'a.example/b', 'http://a.example', 'a.https://b']]);
  });
  test('are kept by the application, its principal, its client id or its resource', () => {
    const facts = [...application('app'), ...managedIdentity('mi')];
    const ofs = [
      idOf('app').toUpperCase(),
      applicationId('app'),
      idOf('c app'),
      identityPath('MI'),
      idOf('other'),
    ];
    const { inventory, principals } = arranged(
      ...facts,
      ...ofs.map((of, at) =>
        record('azure.federated-credential', `${at}`, { id: `${at}`, of, issuer: 'x', subject: 's' }),
      ),
    );
    const found = federatedCredentialsOf(inventory);
    expect(['app', 'mi'].map((name) => found(principals.all.get(idOf(name))!).map(({ id }) => id))).toEqual([
      ['0', '1', '2'],
      ['3'],
    ]);
  });
  test('what they say of who lets in whom', () => {
    const { inventory, principals } = arranged(...application('app'));
    const app = principals.all.get(idOf('app'))!;
    const said = (part: object): string => {
      const [trust] = trustsOf(app, [factOf(part)], [], []);
      return `${trust!.principal} external ${trust!.external}: ${trust!.conditions.map((each) => `${each.class} ${each.operator} ${each.key}`).join(', ')}`;
    };
    expect([
      said({}),
      said({ issuer: `https://login.microsoftonline.com/${tenant.toUpperCase()}/v2.0` }),
      said({ issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, subject: '/eid1/c/pub/t/x' }),
      said({ claimsMatchingExpression: { value: "claims['ref'] matches 'a*'" }, audiences: null }),
    ]).toEqual([
      'https://ci.example/ external yes: federated-subject StringEquals sub, federated-audience StringEquals aud',
      `https://login.microsoftonline.com/${tenant.toUpperCase()}/v2.0 external no: federated-subject StringEquals sub, federated-audience StringEquals aud`,
      `https://login.microsoftonline.com/${tenant}/v2.0 external yes: federated-subject StringEquals sub, federated-audience StringEquals aud`,
      'https://ci.example/ external yes: federated-claim StringLike ref',
    ]);
    const connection = (part: object) =>
      inventoryOf([
        record('azure.service-connection', 'c', {
          id: 'c',
          name: 'c',
          issuer: 'https://ci.example',
          subject: 's',
          ...part,
        } as never),
      ]).of('azure.service-connection');
    const by = (part: object, ...known: readonly object[]): number =>
      trustsOf(app, known.map(factOf), connection(part), []).length - known.length;
    expect([
      by({}),
      by({ issuer: undefined }),
      by({ subject: undefined }),
      by({}, {}),
      by({}, { subject: 't' }),
      by({}, { issuer: 'https://other' }),
    ]).toEqual([...[1, 0, 0, 0, 1, 1]]);
    expect(inventory.of('azure.service-connection')).toEqual([]);
  });
});

test('the tokens that Entra makes for each, value by value', () => {
  const estate = estateOf([
    ...application('app'),
    ...managedIdentity('mi'),
    servicePrincipal('plain', { appId: undefined }),
    servicePrincipal('off', { accountEnabled: false }),
    user('ana'),
  ]);
  const offers = estate.tokenOffers!.map(({ node, issuer, claims, assumes }) => [
    estate.identities[node]!.name,
    issuer,
    claims,
    assumes,
  ]);
  const issuers = [
    `login.microsoftonline.com/${tenant}/v2.0`,
    `sts.windows.net/${tenant}`,
    `sts.windows.net/${tenant}/`,
  ];
  expect(offers).toEqual(
    ['app', 'mi', 'plain']
      .map((name) => ({ name, id: idOf(name) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap(({ name, id }) =>
        issuers.map((issuer) => [
          name,
          issuer,
          {
            ...{ sub: { like: [id] }, oid: { like: [id] }, tid: { like: [tenant] }, aud: { like: ['*'] } },
            ...(name === 'plain'
              ? {}
              : { appid: { like: [idOf(`c ${name}`)] }, azp: { like: [idOf(`c ${name}`)] } }),
          },
          [],
        ]),
      ),
  );
});
