import { expect, test } from 'vitest';
import { azureServices } from '../../../connectors/azure/facts/services.ts';
import { azureLogs } from '../../../connectors/azure/import/logs.ts';
import { azureUsage } from '../../../connectors/azure/usage.ts';
import { gcpServices } from '../../../connectors/gcp/facts/services.ts';
import { gcpAuditLog } from '../../../connectors/gcp/import/audit-log.ts';
import { gcpUsage } from '../../../connectors/gcp/usage.ts';
import { githubServices } from '../../../connectors/github/facts/services.ts';
import { githubAuditLog } from '../../../connectors/github/import/audit-log.ts';
import { githubUsage } from '../../../connectors/github/usage.ts';
import { riskOf } from '../../../src/audit/reduce/risk.ts';
import type { FileFormat } from '../../../src/model/connector.ts';
import type { Estate } from '../../../src/model/estate.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { ChangeRisk, Proposal } from '../../../src/model/reduce.ts';
import type { Service } from '../../../src/model/scope.ts';
import { type UsageOf, usageLayer } from '../../../src/usage/apply.ts';
import { sourceOf } from '../../exports/bytes-source.ts';
import { readWith } from '../../exports/reading.ts';

const now = '2026-03-31T00:00:00.000Z';
const services: readonly Service[] = ['iam', 's3', 'sqs'].map((name) => ({
  provider: 'aws',
  name,
  sensitivity: 'rest',
}));
const base = {
  id: 'ci',
  provider: 'aws',
  kind: 'role',
  name: 'ci',
  scope: 'acme',
  credentials: [],
  grants: [],
};
/** Others' services are no part of all that it has. */
const others: Service = { provider: 'azure', name: 'Microsoft.KeyVault', sensitivity: 'secrets' };
const identity = (part: object): Identity => ({ ...base, ...part }) as unknown as Identity;

const risk = (
  part: object,
  taken: readonly string[] | undefined,
  of: readonly Service[] = services,
): ChangeRisk => {
  const holder = identity(part);
  const privileges = of.flatMap(({ name }, service) =>
    taken === undefined || taken.includes(name) ? [{ service, level: 4, breadth: 1, full: true }] : [],
  );
  const proposal = { kind: 'withdraw-grant', identity: holder, grant: { privileges } } as unknown as Proposal;
  return riskOf(proposal, [holder], [...of, others], now, 90);
};

const late = '2026-03-01T00:00:00.000Z';
const early = '2025-03-01T00:00:00.000Z';

test.each<[says: string, part: object, taken: readonly string[] | undefined, is: ChangeRisk['is']]>([
  ['nothing is told', {}, ['s3'], 'not known'],
  ['it was never used', { lastUsedAt: 'never' }, ['s3'], 'unused'],
  ['it was used a year ago', { lastUsedAt: early }, ['s3'], 'unused'],
  ['it was used, nobody knows for what', { lastUsedAt: late }, ['s3'], 'not known'],
  ['it was used, and all goes', { lastUsedAt: late }, undefined, 'used'],
  ['the service was used', { serviceLastUsed: { s3: late } }, ['s3'], 'used'],
  ['the provider tells that it was not', { serviceLastUsed: { s3: 'never', sqs: late } }, ['s3'], 'unused'],
  ['it is not among services of which all are told', { serviceLastUsed: { s3: 'never' } }, ['sqs'], 'unused'],
  [
    'a log shows another one, and says nothing of this one',
    { lastUsedAt: late, serviceLastUsed: { sqs: late } },
    ['s3'],
    'not known',
  ],
  [
    'a log shows another one, long ago, and it was not seen since',
    { lastUsedAt: early, serviceLastUsed: { sqs: early } },
    ['s3'],
    'unused',
  ],
  [
    'all goes, a log shows a use, and nobody a sign-in',
    { lastUsedAt: 'never', serviceLastUsed: { s3: late } },
    undefined,
    'used',
  ],
  [
    'all goes, no service was used of late, the identity was',
    { lastUsedAt: late, serviceLastUsed: { s3: early, sqs: 'never' } },
    undefined,
    'used',
  ],
])('%s', (_, part, taken, is) => {
  expect(risk(part, taken).is).toBe(is);
});

test('whether a step was taken no use of the identity tells; that it is not used does', () => {
  const step = (part: object): ChangeRisk['is'] => {
    const holder = identity(part);
    const proposal = { kind: 'cut-step', identity: holder, ways: [] } as unknown as Proposal;
    return riskOf(proposal, [holder], services, now, 90).is;
  };
  expect(step({ lastUsedAt: late })).toBe('not known');
  expect(step({ lastUsedAt: late, serviceLastUsed: { s3: late } })).toBe('not known');
  expect(step({ lastUsedAt: late, serviceLastUsed: { s3: 'never' } })).toBe('not known');
  expect(step({ lastUsedAt: early })).toBe('unused');
  expect(step({ serviceLastUsed: { s3: 'never' } })).toBe('unused');
});

test('what it was used for is named, the latest first, three at most, and nothing of other services', () => {
  const uses = [
    ['s3', 's3:PutObject', '2026-03-02T00:00:00.000Z'],
    ['s3', 's3:GetObject', '2026-03-04T00:00:00.000Z'],
    ['s3', 's3:DeleteObject', '2026-03-03T00:00:00.000Z'],
    ['s3', 's3:ListBucket', late],
    ['s3', 's3:GetBucketAcl', early],
    ['sqs', 'sqs:SendMessage', '2026-03-05T00:00:00.000Z'],
  ].map(([service, action, last]) => ({ service, action, last }));
  const part = {
    uses,
    actionsLastUsed: { 's3:GetObject': late, 'iam:GetUser': late, 's3:PutObjectAcl': 'never' },
    serviceLastUsed: { iam: late, s3: '2026-03-04T00:00:00.000Z', sqs: '2026-03-05T00:00:00.000Z' },
  };
  expect(risk(part, ['s3']).says).toBe(
    'Used by ci on 2026-03-04: s3:GetObject, s3:DeleteObject, s3:PutObject and 1 more.',
  );
  expect(risk(part, ['iam']).says).toBe('Used by ci on 2026-03-01: iam:GetUser.');
  expect(risk(part, ['sqs']).says).toBe('Used by ci on 2026-03-05: sqs:SendMessage.');
});

const oid = '11111111-2222-3333-4444-555555555555';
const subscription = '089bd33f-d4ec-47fe-8ba5-0753aa5c5b33';

const started = {
  authorization: { action: 'Microsoft.Compute/virtualMachines/start/action' },
  caller: oid,
  category: { value: 'Administrative' },
  eventTimestamp: late,
  operationName: { value: 'Microsoft.Compute/virtualMachines/start/action' },
  resourceId: `/subscriptions/${subscription}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v`,
  status: { value: 'Succeeded' },
  subscriptionId: subscription,
};
const queried = {
  protoPayload: {
    authenticationInfo: { principalEmail: 'ci@shop.iam.gserviceaccount.com' },
    serviceName: 'cloudresourcemanager.googleapis.com',
    methodName: 'SetIamPolicy',
    authorizationInfo: [{ resource: 'projects/shop', permission: 'resourcemanager.projects.setIamPolicy' }],
  },
  timestamp: late,
  logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Factivity',
};
const pushed = {
  '@timestamp': Date.parse(late),
  action: 'git.push',
  actor: 'ci[bot]',
  org: 'acme',
  repo: 'acme/site',
};

test.each<
  [
    UsageOf,
    FileFormat,
    log: unknown,
    part: object,
    of: readonly Service[],
    used: string,
    other: string,
    says: string,
  ]
>([
  [
    azureUsage,
    azureLogs,
    [started],
    { id: oid },
    azureServices.list,
    'Microsoft.Compute',
    'Microsoft.KeyVault',
    'Microsoft.Compute/virtualMachines/start/action',
  ],
  [
    gcpUsage,
    gcpAuditLog,
    [queried],
    { id: 'ci@shop.iam.gserviceaccount.com' },
    gcpServices.list,
    'resourcemanager',
    'storage',
    'resourcemanager.projects.setIamPolicy',
  ],
  [
    githubUsage,
    githubAuditLog,
    [pushed],
    { id: '1', kind: 'app-installation' },
    githubServices.list,
    'contents',
    'secrets',
    'git.push',
  ],
])(
  'a log of $provider tells what was used and when, and nothing of what it does not show',
  (usage, format, log, part, of, used, other, says) => {
    const layer = usageLayer(usage);
    for (const record of readWith(format, sourceOf(JSON.stringify(log))).records) layer.take(record);
    const estate = { identities: [identity(part)], scopes: [], coverage: [] } as unknown as Estate;
    const [seen] = layer.over(estate).identities;
    expect(risk(seen!, [used], of)).toMatchObject({
      is: 'used',
      lastUsedAt: late,
      says: `Used by ci on 2026-03-01: ${says}.`,
    });
    expect(risk(seen!, [other], of).is).toBe('not known');
  },
);

test.each<[says: string, part: object, used: readonly string[], is: ChangeRisk['is'], text: string]>([
  [
    'its provider tells of all services',
    { serviceLastUsed: { s3: late, sqs: 'never' } },
    ['s3:*'],
    'unused',
    'What it used stays; nothing else was used.',
  ],
  [
    'older uses are not kept',
    { serviceLastUsed: { s3: late, sqs: early, iam: 'never' } },
    ['s3:*'],
    'unused',
    'What it used of late stays; nothing else was used of late.',
  ],
  [
    'a log alone tells of it',
    { serviceLastUsed: { s3: late } },
    ['s3:*'],
    'not known',
    'What it was seen to use stays; whether it uses anything else is not known.',
  ],
])('of what was used, what may break is what else may be used: %s', (_, part, used, is, text) => {
  const holder = identity(part);
  const proposal = { kind: 'narrow-to-used', identity: holder, used } as unknown as Proposal;
  expect(riskOf(proposal, [holder], services, now, 90)).toMatchObject({ is, says: text });
});

test('whatever an identity with one grant did, it did with that', () => {
  const one = identity({ lastUsedAt: late, grants: [{}] });
  const proposal = {
    kind: 'withdraw-grant',
    identity: one,
    grant: { privileges: [{ service: 1 }] },
  } as unknown as Proposal;
  expect(riskOf(proposal, [one], services, now, 90).is).toBe('used');
});
