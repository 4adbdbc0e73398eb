import { describe, expect, test } from 'vitest';
import { azureFiles, cliOutputIn } from '../../../connectors/azure/file-kinds.ts';
import { azureCliList } from '../../../connectors/azure/import/azure-cli.ts';
import { usedBy } from '../../../connectors/azure/weights.ts';
import { subjectWidth } from '../../../rules/knowledge/subjects.ts';
import { fileHead } from '../../../src/exports/file-head.ts';
import type { SourceFile } from '../../../src/model/connector.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { application, applicationId, estateOf, identityAt, idOf, record, tenant } from './support.ts';

/** Connections of Azure DevOps, as `az devops service-endpoint list` writes them (documented shape, written by hand). */
const subject = 'sc://contoso/Shop/production';
const issuer = 'https://vstoken.dev.azure.com/99999999-9999-4999-8999-999999999999';
const federated = {
  administratorsGroup: null,
  authorization: {
    parameters: {
      serviceprincipalid: idOf('c app').toUpperCase(),
      tenantid: tenant,
      workloadIdentityFederationIssuer: issuer,
      workloadIdentityFederationSubject: subject,
    },
    scheme: 'WorkloadIdentityFederation',
  },
  data: { subscriptionId: 'x' },
  id: 'aaaaaaaa-0000-4000-8000-000000000001',
  isReady: true,
  isShared: false,
  name: 'production',
  serviceEndpointProjectReferences: [{ name: 'production', projectReference: { id: 'p', name: 'Shop' } }],
  type: 'azurerm',
  url: 'https://management.azure.com/',
};
const stored = {
  ...federated,
  authorization: {
    parameters: {
      authenticationType: 'spnKey',
      serviceprincipalid: idOf('c app'),
      serviceprincipalkey: 'never-kept',
      tenantid: tenant,
    },
    scheme: 'ServicePrincipal',
  },
  id: 'aaaaaaaa-0000-4000-8000-000000000002',
  name: 'legacy',
};
const elsewhere = { ...federated, id: 'aaaaaaaa-0000-4000-8000-000000000003', type: 'github' };

const fileOf = (content: unknown): SourceFile => {
  const text = JSON.stringify(content);
  return { name: 'endpoints.json', head: text, chunks: () => [Buffer.from(text)] } as unknown as SourceFile;
};
const read = (...content: readonly unknown[]): readonly SnapshotRecord[] =>
  [...azureCliList.read(fileOf(content))].filter((each): each is SnapshotRecord => 'record' in each);

const estate = (records: readonly SnapshotRecord[]) => {
  const whole = estateOf([...application('app'), ...records]);
  return whole.identities[identityAt(whole, idOf('app'))]!;
};

describe('the list of connections', () => {
  test('is told by its content', () => {
    const head = fileHead(JSON.stringify([federated]));
    expect(cliOutputIn(head)).toBe('service-connections');
    expect(azureFiles[0]!.recognises(head)).toBe(true);
  });
  test('gives those to Azure, without what they keep', () => {
    const records = read(federated, stored, elsewhere);
    expect(records.map(({ data }) => data)).toEqual([
      {
        id: federated.id,
        name: 'production',
        scheme: 'WorkloadIdentityFederation',
        clientId: idOf('c app'),
        tenantId: tenant,
        issuer,
        subject,
        isShared: false,
      },
      expect.objectContaining({ scheme: 'ServicePrincipal', name: 'legacy' }),
    ]);
    expect(records.every(({ scope }) => scope === tenant)).toBe(true);
    expect(JSON.stringify(records)).not.toContain('never-kept');
  });
});

describe('what a connection means for its application', () => {
  test('by federation it is a trust in tokens of that connection', () => {
    const [trust] = estate(read(federated)).trusts;
    expect(trust).toMatchObject({ principal: issuer, external: 'yes' });
    expect(trust!.accepts!.tests).toContainEqual(
      expect.objectContaining({ claim: 'sub', operator: 'equals', values: [subject] }),
    );
  });
  test('a federated credential that was read says the same once', () => {
    const credential = record('azure.federated-credential', 'f', {
      id: 'f',
      issuer,
      subject,
      audiences: ['api://AzureADTokenExchange'],
      of: applicationId('app'),
    });
    expect(estate([...read(federated), credential]).trusts).toHaveLength(1);
  });
  test('by a secret it is a stored key', () => {
    const { trusts, exposures = [] } = estate(read(stored));
    expect(trusts).toEqual([]);
    expect(exposures.map(({ kind, key }) => [kind, key])).toEqual([['key-instead-of-federation', stored.id]]);
    expect((estate(read(federated)).exposures ?? []).map(({ kind }) => kind)).toEqual([]);
  });
  test('a connection as another application says nothing of this one', () => {
    const other = {
      ...stored,
      authorization: {
        ...stored.authorization,
        parameters: { ...stored.authorization.parameters, serviceprincipalid: idOf('c other') },
      },
    };
    expect(estate(read(other)).exposures ?? []).toEqual([]);
  });
});

describe('tokens of connections', () => {
  const byIds = '/eid1/c/pub/t/aaa/a/bbb/sc/99999999-9999-4999-8999-999999999999/connection';
  test.each([
    ['sc://contoso/Shop/production', 'exact'],
    ['sc://contoso/Shop/*', 'project'],
    ['sc://contoso/*', 'tenant'],
    ['sc://*', 'anyone'],
    [byIds, 'exact'],
  ])('%s: %s', (value, width) => {
    expect(
      subjectWidth([{ class: 'federated-subject', operator: 'StringLike', key: 'sub', values: [value] }])
        ?.width,
    ).toBe(width);
  });
  test('that Entra makes come from outside, and a pipeline uses them', () => {
    const credential = (sub: string) =>
      record('azure.federated-credential', 'f', {
        id: 'f',
        issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
        subject: sub,
        audiences: ['api://AzureADTokenExchange'],
        of: applicationId('app'),
      });
    const [connection, own] = [byIds, idOf('mi')].map((sub) => estate([credential(sub)]).trusts[0]!);
    expect([connection!.external, own!.external]).toEqual(['yes', 'no']);
    const user = (trust: typeof own) =>
      usedBy({ kind: 'service-principal', trusts: [trust] } as unknown as Parameters<typeof usedBy>[0]);
    expect([user(connection), user(own)]).toEqual(['pipeline', undefined]);
  });
});
