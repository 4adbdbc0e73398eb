import { describe, expect, test } from 'vitest';
import { azureLogs } from '../../connectors/azure/import/logs.ts';
import { gcpAuditLog } from '../../connectors/gcp/import/audit-log.ts';
import { githubAuditLog } from '../../connectors/github/import/audit-log.ts';
import type { FileFormat } from '../../src/model/connector.ts';
import { sourceOf } from '../exports/bytes-source.ts';
import { readWith } from '../exports/reading.ts';
import { canaries } from '../support/canaries.ts';
import { recognisedBy } from '../support/providers.ts';

const oid = '11111111-2222-3333-4444-555555555555';
const subscription = '089bd33f-d4ec-47fe-8ba5-0753aa5c5b33';
const tenant = '0a1b2c3d-0000-4000-8000-00000000000f';

const useIn = (format: FileFormat, content: unknown) =>
  readWith(format, sourceOf(typeof content === 'string' ? content : JSON.stringify(content))).records.filter(
    ({ record }) => record.endsWith('.use'),
  );
const figures = (format: FileFormat, content: unknown) =>
  useIn(format, content).map(({ scope, data }) => {
    const { Identity, Action, Count, Networks, Clients, Resources, Credential, Refused, Unmapped } =
      data as Record<string, unknown>;
    return {
      scope,
      Identity,
      Action,
      Count,
      Networks,
      Clients,
      Resources: (Resources as readonly { Id: string }[]).map(({ Id }) => Id),
      ...(Credential === undefined ? {} : { Credential }),
      ...(Refused === undefined ? {} : { Refused }),
      ...(Unmapped === undefined ? {} : { Unmapped }),
    };
  });

/** The shape of https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema, as the CLI prints it. */
const activity = (status: string) => ({
  authorization: {
    action: 'Microsoft.Storage/storageAccounts/write',
    role: 'Contributor',
    scope: `/subscriptions/${subscription}/resourceGroups/demo/providers/Microsoft.Storage/storageAccounts/acc`,
  },
  caller: oid,
  category: { localizedValue: 'Administrative', value: 'Administrative' },
  claims: { appid: 'x', 'http://schemas.microsoft.com/identity/claims/objectidentifier': oid.toUpperCase() },
  correlationId: '1e121103-0ba6-4300-ac9d-952bb5d0c80f',
  eventTimestamp: '2026-03-01T08:00:00.1234567Z',
  httpRequest: { clientIpAddress: '203.0.113.7', method: 'PUT' },
  operationName: { value: 'Microsoft.Storage/storageAccounts/write' },
  resourceId: `/subscriptions/${subscription}/resourceGroups/demo/providers/Microsoft.Storage/storageAccounts/acc`,
  status: { value: status },
  subscriptionId: subscription,
});

const vault = {
  time: '2026-03-01T08:00:00.0000000Z',
  resourceId: `/SUBSCRIPTIONS/${subscription.toUpperCase()}/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V`,
  operationName: 'SecretGet',
  category: 'AuditEvent',
  resultType: 'Success',
  callerIpAddress: '203.0.113.7',
  identity: { claim: { 'http://schemas.microsoft.com/identity/claims/objectidentifier': oid } },
  properties: { requestUri: 'https://v.vault.azure.net/secrets/payroll/?api-version=7' },
};

const signIn = {
  id: 'x',
  createdDateTime: '2026-03-01T08:00:00Z',
  appId: oid,
  ipAddress: '203.0.113.7',
  status: { errorCode: 0 },
  servicePrincipalId: oid,
  servicePrincipalCredentialKeyId: '99999999-2222-3333-4444-555555555555',
  resourceTenantId: tenant,
  resourceId: '00000003-0000-0000-c000-000000000000',
};

/** The shape of https://cloud.google.com/logging/docs/audit/understanding-audit-logs#sample */
const audit = {
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    status: {},
    authenticationInfo: {
      principalEmail: 'CI@my-project.iam.gserviceaccount.com',
      serviceAccountKeyName:
        '//iam.googleapis.com/projects/my-project/serviceAccounts/ci@my-project.iam.gserviceaccount.com/keys/0123456789abcdef0123456789abcdef01234567',
    },
    serviceName: 'storage.googleapis.com',
    methodName: 'storage.objects.get',
    authorizationInfo: [
      {
        resource: 'projects/_/buckets/b/objects/people/jane.txt',
        permission: 'storage.objects.get',
        granted: true,
        permissionType: 'DATA_READ',
      },
    ],
    requestMetadata: { callerIp: '203.0.113.7', callerSuppliedUserAgent: 'google-cloud-sdk gcloud/460.0.0' },
  },
  insertId: 'x',
  resource: { type: 'gcs_bucket', labels: { project_id: 'my-project' } },
  timestamp: '2026-03-01T08:00:00.000Z',
  logName: 'projects/my-project/logs/cloudaudit.googleapis.com%2Fdata_access',
};

/** https://docs.github.com/en/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/streaming-the-audit-log-for-your-enterprise */
const cloned = {
  '@timestamp': Date.parse('2026-03-01T08:00:00Z'),
  _document_id: 'x',
  action: 'git.clone',
  actor: 'Octo-Bot',
  actor_ip: '203.0.113.7',
  org: 'acme',
  repo: 'acme/site',
  user_agent: 'git/2.44',
  hashed_token: 'aGFzaA==',
};

describe('logs of use', () => {
  test.each([
    ['azure-logs', [activity('Succeeded')]],
    ['azure-logs', { value: [signIn] }],
    ['azure-logs', { records: [vault] }],
    ['azure-logs', vault],
    ['gcp-audit-log', [audit]],
    ['gcp-audit-log', audit],
    ['github-audit-log', [cloned]],
    ['github-audit-log', cloned],
  ])('%s is recognised, and by no other kind', (id, content) => {
    expect(recognisedBy(JSON.stringify(content))).toEqual([id]);
  });

  test('of the activity log the end of an operation counts, by the object id of the caller', () => {
    expect(figures(azureLogs, [activity('Started'), activity('Accepted'), activity('Succeeded')])).toEqual([
      {
        scope: subscription,
        Identity: oid,
        Action: 'Microsoft.Storage/storageAccounts/write',
        Count: 1,
        Networks: ['203.0.113.0/24'],
        Clients: ['unknown'],
        Resources: [activity('').resourceId.toLowerCase()],
      },
    ]);
  });

  test('what a vault was asked is the privilege that it took; the address of the secret is not kept', () => {
    const [use] = useIn(azureLogs, `${JSON.stringify(vault)}\n${JSON.stringify(vault)}\n`);
    expect(use!.data).toMatchObject({
      Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      Count: 2,
    });
    expect(JSON.stringify(use)).not.toContain('payroll');
  });

  test('a sign-in tells of principal, key and network, from Graph and from a diagnostic setting', () => {
    const expected = {
      scope: tenant,
      Identity: oid,
      Action: 'sign-in',
      Count: 1,
      Networks: ['203.0.113.0/24'],
      Clients: ['unknown'],
      Resources: ['00000003-0000-0000-c000-000000000000'],
      Credential: signIn.servicePrincipalCredentialKeyId,
      Unmapped: true,
    };
    expect(figures(azureLogs, { value: [signIn] })).toEqual([expected]);
    const wrapped = {
      time: 'x',
      resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
      operationName: 'Sign-in activity',
      category: 'ServicePrincipalSignInLogs',
      tenantId: tenant,
      properties: signIn,
    };
    expect(figures(azureLogs, wrapped)).toEqual([expected]);
  });

  test('Google’s log names the permission itself; an object stands as those of its bucket', () => {
    expect(figures(gcpAuditLog, [audit])).toEqual([
      {
        scope: 'my-project',
        Identity: 'ci@my-project.iam.gserviceaccount.com',
        Action: 'storage.objects.get',
        Count: 1,
        Networks: ['203.0.113.0/24'],
        Clients: ['interactive'],
        Resources: ['projects/_/buckets/b/objects/*'],
        Credential: '0123456789abcdef0123456789abcdef01234567',
      },
    ]);
    const refused = { ...audit, protoPayload: { ...audit.protoPayload, status: { code: 7 } } };
    expect(figures(gcpAuditLog, refused)).toMatchObject([{ Refused: true }]);
  });

  test('GitHub’s log names the actor by login', () => {
    expect(figures(githubAuditLog, [cloned])).toEqual([
      {
        scope: 'acme',
        Identity: 'acme/octo-bot',
        Action: 'git.clone',
        Count: 1,
        Networks: ['203.0.113.0/24'],
        Clients: ['unknown'],
        Resources: ['acme/site'],
        Unmapped: true,
      },
    ]);
  });

  test.each([
    ['azure', azureLogs],
    ['gcp', gcpAuditLog],
    ['github', githubAuditLog],
  ])('%s: elements of other shapes are left aside, and said', (_, format) => {
    const { records, coverage } = readWith(
      format,
      sourceOf(JSON.stringify([null, 1, 'x', [], { a: { b: [] } }])),
    );
    expect(records).toEqual([]);
    expect(coverage.map(({ status }) => status)).toContain('skipped');
  });

  test.each(canaries)('nothing of what was asked or answered is kept: %s', (_, text, secret) => {
    const kept = JSON.stringify([
      useIn(azureLogs, [
        {
          ...activity('Succeeded'),
          properties: { requestbody: text },
          description: text,
          httpRequest: { uri: text, clientIpAddress: text },
        },
      ]),
      useIn(azureLogs, { ...vault, properties: { requestUri: text }, callerIpAddress: text }),
      useIn(gcpAuditLog, {
        ...audit,
        protoPayload: {
          ...audit.protoPayload,
          request: { x: text },
          response: { x: text },
          requestMetadata: { callerIp: text, callerSuppliedUserAgent: text },
        },
      }),
      useIn(githubAuditLog, {
        ...cloned,
        user_agent: text,
        actor_ip: text,
        hashed_token: text,
        config: { secret: text },
      }),
    ]);
    expect(kept).not.toContain(secret);
  });
});
