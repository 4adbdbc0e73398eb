import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cliListOutput as format } from '../../../../connectors/aws/import/cli-lists.ts';
import { sourceOf } from '../../../exports/bytes-source.ts';
import { inputErrorOf, type Reading, readWith } from '../../../exports/reading.ts';
import { recognises } from '../../../support/providers.ts';

const account = '111111111111';
const named = `exports/${account}-list.json`;
const secret = {
  SecretAccessKey: 'hush',
  ServicePassword: 'hush',
  Password: 'hush',
  SessionToken: 'hush',
  Email: 'hush@example.com',
  CertificateBody: 'hush',
  SSHPublicKeyBody: 'hush',
  ServiceCredentialSecret: 'hush',
};

const read = (content: unknown, name = named, chunk = 1 << 20): Reading =>
  readWith(
    format,
    sourceOf(typeof content === 'string' ? content : JSON.stringify(content), { name, chunk }),
  );

interface Case {
  readonly list: string;
  readonly element: Readonly<Record<string, unknown>>;
  readonly record: string;
  readonly id: string;
  readonly scope?: string;
  readonly data?: unknown;
  readonly status: 'complete' | 'partial';
  readonly gives: readonly string[];
  /** Whether the account is read from the name of the file. */
  readonly byName: boolean;
}

const cases: readonly Case[] = [
  {
    list: 'AccessKeyMetadata',
    element: {
      UserName: 'ci',
      AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      Status: 'Active',
      CreateDate: '2024-01-01T00:00:00+00:00',
    },
    record: 'aws.access-key',
    id: 'AKIAIOSFODNN7EXAMPLE',
    status: 'partial',
    gives: ['credentials'],
    byName: true,
  },
  {
    list: 'ServiceSpecificCredentials',
    element: {
      UserName: 'BedrockAPIKey-1',
      ServiceSpecificCredentialId: 'ACCA1',
      ServiceName: 'bedrock.amazonaws.com',
      Status: 'Active',
    },
    record: 'aws.service-specific-credential',
    id: 'ACCA1',
    status: 'partial',
    gives: ['credentials', 'ai-keys'],
    byName: true,
  },
  {
    list: 'SSHPublicKeys',
    element: { UserName: 'ci', SSHPublicKeyId: 'APKA1', Status: 'Active' },
    record: 'aws.ssh-public-key',
    id: 'APKA1',
    status: 'partial',
    gives: ['credentials'],
    byName: true,
  },
  {
    list: 'Grants',
    element: {
      KeyId: `arn:aws:kms:eu-west-1:${account}:key/1`,
      GrantId: 'g1',
      GranteePrincipal: `arn:aws:iam::${account}:role/app`,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextEquals: { purpose: 'hush' } },
      CreationDate: '2024-01-01T00:00:00+00:00',
    },
    record: 'aws.key-grant',
    id: 'g1',
    data: {
      KeyArn: `arn:aws:kms:eu-west-1:${account}:key/1`,
      GrantId: 'g1',
      GranteePrincipal: `arn:aws:iam::${account}:role/app`,
      Operations: ['Decrypt'],
      EncryptionContextKeys: ['purpose'],
      CreationDate: '2024-01-01T00:00:00.000Z',
    },
    status: 'partial',
    gives: [],
    byName: false,
  },
  {
    list: 'Certificates',
    element: { UserName: 'ci', CertificateId: 'C1', Status: 'Active' },
    record: 'aws.signing-certificate',
    id: 'C1',
    status: 'partial',
    gives: ['credentials'],
    byName: true,
  },
  {
    list: 'OpenIDConnectProviderList',
    element: { Arn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
    record: 'aws.oidc-provider',
    id: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
    status: 'complete',
    gives: [],
    byName: false,
  },
  {
    list: 'SAMLProviderList',
    element: { Arn: `arn:aws:iam::${account}:saml-provider/sso`, ValidUntil: '2030-01-01T00:00:00+00:00' },
    record: 'aws.saml-provider',
    id: `arn:aws:iam::${account}:saml-provider/sso`,
    status: 'complete',
    gives: [],
    byName: false,
  },
  {
    list: 'DelegationRequests',
    element: {
      DelegationRequestId: 'd-1',
      OwnerAccountId: account,
      State: 'ACCEPTED',
      SessionDuration: 3600,
    },
    record: 'aws.delegation-request',
    id: 'd-1',
    status: 'complete',
    gives: ['approvals'],
    byName: false,
  },
  {
    list: 'Accounts',
    element: {
      Id: '222222222222',
      Arn: `arn:aws:organizations::${account}:account/o-abc123/222222222222`,
      Name: 'prod',
      Status: 'ACTIVE',
      JoinedMethod: 'CREATED',
    },
    record: 'aws.account',
    id: '222222222222',
    scope: 'o-abc123',
    data: { Id: '222222222222', Name: 'prod', Status: 'ACTIVE', OrganizationId: 'o-abc123' },
    status: 'complete',
    gives: ['organization'],
    byName: false,
  },
];

describe.each(cases.map((one) => [one.list, one] as const))(
  '%s',
  (list, { element, record, id, scope = account, data, status, gives, byName }) => {
    test('is recognised, also when it is empty or in pages', () => {
      for (const head of [{ [list]: [element] }, { [list]: [] }, [{ [list]: [element], NextToken: 'x' }]]) {
        expect(recognises(format, JSON.stringify(head, null, 4))).toBe(true);
      }
    });

    test('gives a record for each element, and what is covered', () => {
      const reading = read({ [list]: [element] });
      expect(reading.records).toMatchObject([{ record, scope, id }]);
      if (data !== undefined) expect(reading.records[0]!.data).toEqual(data);
      expect(reading.coverage).toMatchObject([{ connector: 'aws', scope, status, gives }]);
      expect(reading.coverage[0]!.detail === '').toBe(status === 'complete');
    });

    test('drops secrets and everything else without a place', () => {
      const reading = read({ [list]: [{ ...element, ...secret }], ...secret });
      expect(reading).toEqual(read({ [list]: [element] }));
      expect(JSON.stringify(reading)).not.toContain('hush');
    });

    test.each(['NextToken', 'Marker', 'IsTruncated', 'isTruncated'])(
      'is partial when %s says that more would follow',
      (mark) => {
        for (const page of [
          { [list]: [element], [mark]: true },
          { [mark]: 'x', [list]: [element] },
        ]) {
          expect(read(page).coverage).toMatchObject([
            { status: 'partial', detail: expect.stringMatching(/more entries/) },
          ]);
        }
      },
    );

    test('is as complete as its last page', () => {
      const pages = [
        { [list]: [element], NextToken: 'x' },
        { [list]: [], NextToken: null },
      ];
      expect(read(pages).coverage).toEqual(read({ [list]: [element] }).coverage);
    });

    test('is refused wherever it was cut, in chunks of any size', () => {
      const text = JSON.stringify({ [list]: [element, element] }, null, 2);
      fc.assert(
        fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 99 }), (length, chunk) => {
          expect(read(text, named, chunk)).toEqual(read(text));
          inputErrorOf(() => read(text.slice(0, length), named, chunk));
        }),
      );
    });

    test('is refused when an element lacks what marks it', () => {
      const error = inputErrorOf(() => read({ [list]: [element, {}] }));
      expect(error.message).toMatch(/missing; this is not what aws/);
      expect(error.where).toMatch(new RegExp(`${list} element 1, byte \\d+$`));
    });

    test.runIf(byName)('needs the account id in the name of the file', () => {
      for (const name of [
        'list.json',
        `${account}-and-222222222222.json`,
        '1111111111112.json',
        `${account}/list.json`,
      ]) {
        const error = inputErrorOf(() => read({ [list]: [element] }, name));
        expect(error.where).toBe(name);
        expect(error.remedy).toMatch(/<account-id>/);
      }
    });

    test.skipIf(byName)('knows its scope without the name of the file', () => {
      expect(read({ [list]: [element] }, 'list.json').records).toMatchObject([{ scope }]);
    });
  },
);

test('the output of a shell loop over users is one file', () => {
  const key = (UserName: string) => ({ UserName, AccessKeyId: `AKIA${UserName}`, Status: 'Active' });
  const text = ['a', 'b']
    .map((name) => JSON.stringify({ AccessKeyMetadata: [key(name)] }, null, 4))
    .concat('{"AccessKeyMetadata":[]}')
    .join('\n');
  const { records, coverage } = read(text);
  expect(records.map(({ id }) => id)).toEqual(['AKIAa', 'AKIAb']);
  expect(coverage).toHaveLength(1);
});

test.each([
  [
    'certificates of another service',
    '{"Certificates":[{"CertificateId":"x","Arn":"arn:aws:transfer:eu-west-1:1:certificate/x"}]}',
  ],
  ['units of an organisation, without their parents', '{"OrganizationalUnits":[]}'],
  ['policies of an organisation, without their content', '{"Policies":[]}'],
  ['a name deeper in the file', '{"x":{"Accounts":[]}}'],
])('%s are not recognised', (_, head) => {
  expect(recognises(format, head)).toBe(false);
});
