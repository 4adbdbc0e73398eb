import { expect, test } from 'vitest';
import { awsTargets } from '../../connectors/aws/collect/targets.ts';
import type { AzureCollectOptions } from '../../connectors/azure/collect/options.ts';
import { azureTargets } from '../../connectors/azure/collect/targets.ts';
import type { Target } from '../../connectors/connector.ts';
import { gcpTargets } from '../../connectors/gcp/collect/targets.ts';
import { githubTargets } from '../../connectors/github/collect/index.ts';
import { sampleAccount } from '../support/aws-account.ts';
import { type LoopbackOptions, startLoopback } from '../support/aws-loopback.ts';
import { type FakeOptions as FakeAzureOptions, fakeAzure } from '../support/azure-fake.ts';
import { sampleTenant, subscriptionId } from '../support/azure-tenant.ts';
import {
  type FakeOptions as FakeGoogleOptions,
  goodToken,
  refusal,
  startGoogle,
} from '../support/gcp-loopback.ts';
import { fakeOrganization } from '../support/gcp-organization.ts';
import { sampleOrganization } from '../support/github-estate.ts';
import { type FakeOptions as FakeGitHubOptions, startGitHub } from '../support/github-loopback.ts';
import { actAs } from './aws/collect/support.ts';
import { credential } from './azure/collect/support.ts';
import { appToken } from './github/collect/support.ts';

const all = async (targets: AsyncIterable<Target>): Promise<readonly Target[]> => {
  const found: Target[] = [];
  for await (const target of targets) found.push(target);
  return found;
};

const ofAzure = (fake: FakeAzureOptions, options: AzureCollectOptions = {}) =>
  all(azureTargets({ credential, httpClient: fakeAzure(fake).httpClient, retryDelay: 0, ...options }));

const ofGoogle = async (fake: Partial<FakeGoogleOptions>, ...nodes: readonly string[]) => {
  const google = await startGoogle({ organization: fakeOrganization(), ...fake });
  try {
    return await all(
      gcpTargets({
        nodes,
        endpoint: google.endpoint,
        login: async () => ({ authorization: async () => `Bearer ${goodToken}`, type: 'service_account' }),
      }),
    );
  } finally {
    await google.close();
  }
};

const ofGitHub = async (fake: Partial<FakeGitHubOptions>, enterprise?: string) => {
  const organizations = [sampleOrganization(), { ...sampleOrganization(), id: 2, login: 'umbrella' }];
  const github = await startGitHub({ organizations, tokens: [appToken], enterprise: 'corp', ...fake });
  try {
    const token = { token: 'ghs_test' };
    return await all(
      githubTargets({ enterprise, credential: token, apiUrl: github.url, spacing: 0, second: 1 }),
    );
  } finally {
    await github.close();
  }
};

const ofAws = async (fake: Partial<LoopbackOptions>) => {
  const loopback = await startLoopback({ accounts: [sampleAccount()], ...fake });
  actAs(sampleAccount().id, loopback.url);
  try {
    return await all(awsTargets({ profile: undefined, signal: new AbortController().signal }));
  } finally {
    await loopback.close();
  }
};

test('AWS: accounts of the organisation that are active, page by page', async () => {
  const account = (Id: string, Status: 'ACTIVE' | 'SUSPENDED', parent = 'r-root') =>
    ({ Id, Name: `team ${Id[0]}`, Status, parent }) as const;
  const organization = {
    id: 'o-example',
    management: sampleAccount().id,
    accounts: [
      account('111111111111', 'ACTIVE'),
      account('222222222222', 'SUSPENDED'),
      account('333333333333', 'ACTIVE'),
    ],
    units: [],
    policies: [],
    enabled: [],
  };
  expect(await ofAws({ organization, pageSize: 1 })).toEqual([
    { id: '111111111111', title: 'team 1' },
    { id: '333333333333', title: 'team 3' },
  ]);
  await expect(ofAws({})).rejects.toThrow();
  await expect(
    ofAws({
      organization,
      fault: ({ operation }) =>
        operation === 'ListAccounts'
          ? { kind: 'body', type: 'application/x-amz-json-1.1', body: '{}' }
          : undefined,
    }),
  ).rejects.toThrow();
});

test('Azure: subscriptions that can be read, all or those below a management group', async () => {
  expect(await ofAzure({})).toEqual([
    { id: subscriptionId, title: 'Production' },
    expect.objectContaining({ title: 'Sandbox' }),
  ]);
  expect(await ofAzure({}, { managementGroup: 'PROD' })).toEqual([
    { id: subscriptionId, title: 'Production' },
  ]);
  expect(await ofAzure({}, { managementGroup: 'other' })).toEqual([]);
  const tenant = sampleTenant();
  const [first, second] = tenant.subscriptions;
  const subscriptions = [first!, { ...second!, state: 'Disabled' }];
  expect(await ofAzure({ tenant: { ...tenant, subscriptions } })).toHaveLength(1);
});

test('Azure: a list that is refused, or not as documented, is no list', async () => {
  const refused = (path: string, body: unknown, status: number) =>
    ofAzure(
      { interject: ({ url }) => (url.href.includes(path) ? { status, body } : undefined) },
      { managementGroup: 'prod' },
    );
  await expect(refused('/subscriptions', { error: { code: 'AuthorizationFailed' } }, 403)).rejects.toThrow();
  await expect(refused('ResourceGraph', { error: { code: 'AccessDenied' } }, 403)).rejects.toThrow();
  await expect(refused('/subscriptions', { value: [{ id: 1 }] }, 200)).rejects.toThrow('cannot be relied on');
});

test('Google Cloud: projects below an organisation or folder, or all that are shown', async () => {
  const projects = ['acme-p0000', 'acme-p0001', 'acme-p0002'];
  const idsOf = (found: readonly Target[]) => found.map(({ id }) => id);
  expect(idsOf(await ofGoogle({ pageSize: 2 }, 'organizations/1'))).toEqual(projects);
  // One that lies in both is one.
  expect(idsOf(await ofGoogle({}, 'organizations/1', 'folders/2'))).toEqual(projects);
  expect(idsOf(await ofGoogle({}))).toEqual([...projects, 'of-others']);
});

test('Google Cloud: a list that is refused, or not as documented, is no list', async () => {
  const denied = refusal(403, 'PERMISSION_DENIED', 'no');
  await expect(
    ofGoogle({ interject: ({ url }) => (url.includes('/assets') ? denied : undefined) }, 'organizations/1'),
  ).rejects.toThrow('no');
  await expect(
    ofGoogle(
      {
        interject: ({ url }) =>
          url.includes('/assets') ? { status: 200, body: { assets: [{ name: 1 }] } } : undefined,
      },
      'organizations/1',
    ),
  ).rejects.toThrow('cannot be relied on');
});

test('GitHub: organisations of an enterprise; nothing where none is named or the list is refused', async () => {
  expect(await ofGitHub({}, 'corp')).toEqual([{ id: 'acme' }, { id: 'umbrella' }]);
  await expect(ofGitHub({})).rejects.toThrow('no enterprise was given');
  await expect(ofGitHub({}, 'a/b')).rejects.toThrow('this is not the name');
  await expect(
    ofGitHub(
      {
        interject: ({ path }) =>
          path.endsWith('/graphql')
            ? { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN', message: 'not yours' }] } }
            : undefined,
      },
      'corp',
    ),
  ).rejects.toThrow('FORBIDDEN: not yours');
});
