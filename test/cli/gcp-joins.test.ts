import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

/**
 * Tokens and keys of one provider at another, from files of both to the path in the report: Azure, GKE and GitHub into pools of
 * Google Cloud, Google's own tokens into Azure and AWS, keys of accounts that others store.
 */
const folder = temporaryFolder();
const tenant = 'aaaaaaaa-0000-4000-8000-000000000001';
const subscription = '5aaaaaaa-0000-4000-8000-000000000001';
const managed = 'bbbbbbbb-0000-4000-8000-000000000002';
const admin = 'admin@shop-prod.iam.gserviceaccount.com';
const pool = 'projects/100/locations/global/workloadIdentityPools/p';
const account = '111122223333';

/** Steps of the widest path of an identity, in the report of a scan of these files: by whom it goes. */
const pathOf = async (name: string, files: Readonly<Record<string, unknown>>, from: string) => {
  const own = join(folder, name);
  mkdirSync(own);
  const paths = Object.entries(files).map(([file, content]) => {
    const path = join(own, file);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  });
  const { stdout, stderr } = await cli(['scan', ...paths, '--format', 'json', '--people']);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { identities } = JSON.parse(stdout) as {
    readonly identities: readonly {
      readonly id: string;
      readonly blastRadius: {
        readonly providers: readonly string[];
        readonly path: readonly { readonly to: string; readonly assumes: readonly string[] }[];
      };
    }[];
  };
  const found = identities.find(({ id }) => id === from);
  if (found === undefined) throw new Error(`${from} is none of ${identities.map(({ id }) => id).join(', ')}`);
  return {
    to: found.blastRadius.path.map((step) => step.to),
    assumes: found.blastRadius.path.flatMap((step) => step.assumes),
    providers: found.blastRadius.providers,
  };
};

const accountsFile = [
  {
    email: admin,
    uniqueId: '4242',
    projectId: 'shop-prod',
    displayName: 'admin',
    etag: 'x',
    oauth2ClientId: '4242',
  },
];
const projects = [
  {
    projectId: 'shop-prod',
    name: 'shop',
    lifecycleState: 'ACTIVE',
    projectNumber: '100',
    createTime: '2024-01-01T00:00:00Z',
  },
];
const owns = {
  bindings: [{ role: 'roles/owner', members: [`serviceAccount:${admin}`] }],
  etag: 'x',
  version: 1,
};
const google = {
  'accounts.json': accountsFile,
  'projects.json': projects,
  'shop-prod.json': owns,
};
const entered = (subject: string, issuer: string, more: object = {}) => ({
  ...google,
  [`${admin}.json`]: {
    bindings: [
      {
        role: 'roles/iam.workloadIdentityUser',
        members: [`principal://iam.googleapis.com/${pool}/subject/${subject}`],
      },
    ],
    etag: 'x',
  },
  'providers.json': [
    {
      name: `${pool}/providers/other`,
      state: 'ACTIVE',
      attributeMapping: { 'google.subject': 'assertion.sub' },
      oidc: { issuerUri: issuer, allowedAudiences: ['api://google'] },
      ...more,
    },
  ],
});

const identityPath = `/subscriptions/${subscription}/resourcegroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi`;
const azure = {
  'identities.json': [
    {
      clientId: 'cccccccc-0000-4000-8000-000000000003',
      id: identityPath,
      location: 'westeurope',
      name: 'mi',
      principalId: managed,
      resourceGroup: 'app',
      tags: {},
      tenantId: tenant,
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    },
  ],
  'subscriptions.json': [
    {
      homeTenantId: tenant,
      id: subscription,
      isDefault: true,
      managedByTenants: [],
      name: 'prod',
      state: 'Enabled',
      tenantId: tenant,
      user: { name: 'x', type: 'user' },
    },
  ],
  'assignments.json': [
    {
      id: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleAssignments/1`,
      name: '1',
      principalId: managed,
      principalName: 'x',
      principalType: 'ServicePrincipal',
      roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
      roleDefinitionName: 'Owner',
      scope: `/subscriptions/${subscription}`,
      type: 'Microsoft.Authorization/roleAssignments',
    },
  ],
};
const withoutRole = {
  'identities.json': azure['identities.json'],
  'subscriptions.json': azure['subscriptions.json'],
};

const role = (name: string, statement: object) => ({
  UserDetailList: [],
  GroupDetailList: [],
  Policies: [],
  RoleDetailList: [
    {
      Arn: `arn:aws:iam::${account}:role/${name}`,
      RoleName: name,
      Path: '/',
      RoleId: 'AROAEXAMPLE',
      CreateDate: '2024-01-01T00:00:00Z',
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] },
      RolePolicyList: [
        {
          PolicyName: 'all',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          },
        },
      ],
      AttachedManagedPolicies: [],
      InstanceProfileList: [],
      Tags: [],
    },
  ],
});
const roleArn = `arn:aws:iam::${account}:role/deploy`;
const cluster = 'container.googleapis.com/v1/projects/shop-prod/locations/europe-west1/clusters/main';

describe('an identity of Azure becomes an account of Google Cloud', () => {
  const issuer = `https://sts.windows.net/${tenant}/`;
  it('by its number, which the account trusts', async () => {
    const { to, providers } = await pathOf('azure', { ...withoutRole, ...entered(managed, issuer) }, managed);
    expect(to).toContain(admin);
    expect(providers).toContain('gcp');
  });
  it.each([
    ['another number', entered('dddddddd-0000-4000-8000-000000000004', issuer)],
    ['another tenant', entered(managed, `https://sts.windows.net/${subscription}/`)],
    ['a provider that is switched off', entered(managed, issuer, { disabled: true })],
  ])('not by %s', async (name, files) => {
    const { to } = await pathOf(`azure ${name}`, { ...withoutRole, ...files }, managed);
    expect(to).not.toContain(admin);
  });
});

describe('an account of Google Cloud becomes an identity of Azure', () => {
  const federated = (subject: string) => ({
    'federated.json': [
      {
        audiences: ['api://AzureADTokenExchange'],
        id: `${identityPath}/federatedIdentityCredentials/google`,
        issuer: 'https://accounts.google.com',
        name: 'google',
        resourceGroup: 'app',
        subject,
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
      },
    ],
  });
  it('by its number', async () => {
    const { to, providers } = await pathOf(
      'to azure',
      { 'accounts.json': accountsFile, ...azure, ...federated('4242') },
      admin,
    );
    expect(to).toContain(managed);
    expect(providers).toContain('azure');
  });
  it('not by another', async () => {
    const { to } = await pathOf(
      'to azure not',
      { 'accounts.json': accountsFile, ...azure, ...federated('4243') },
      admin,
    );
    expect(to).not.toContain(managed);
  });
});

describe('an account of Google Cloud becomes a role of AWS', () => {
  const trust = (subject: string) =>
    role('deploy', {
      Effect: 'Allow',
      Principal: { Federated: 'accounts.google.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'accounts.google.com:sub': subject } },
    });
  it('by its number', async () => {
    const { to, providers } = await pathOf(
      'to aws',
      { 'accounts.json': accountsFile, 'aws.json': trust('4242') },
      admin,
    );
    expect(to).toContain(roleArn);
    expect(providers).toContain('aws');
  });
  it('not by another', async () => {
    const { to } = await pathOf(
      'to aws not',
      { 'accounts.json': accountsFile, 'aws.json': trust('4243') },
      admin,
    );
    expect(to).not.toContain(roleArn);
  });
});

describe('whoever decides what pods of a cluster run', () => {
  const deploys = {
    'accounts.json': [
      ...accountsFile,
      {
        email: 'ci@shop-prod.iam.gserviceaccount.com',
        uniqueId: '77',
        projectId: 'shop-prod',
        displayName: 'ci',
        etag: 'x',
        oauth2ClientId: '77',
      },
    ],
    'projects.json': projects,
    'clusters.json': [
      {
        location: 'europe-west1',
        name: 'main',
        nodePools: [],
        selfLink:
          'https://container.googleapis.com/v1/projects/shop-prod/locations/europe-west1/clusters/main',
        workloadIdentityConfig: { workloadPool: 'shop-prod.svc.id.goog' },
      },
    ],
    'shop-prod.json': {
      bindings: [
        {
          role: 'roles/container.developer',
          members: ['serviceAccount:ci@shop-prod.iam.gserviceaccount.com'],
        },
      ],
      etag: 'x',
      version: 1,
    },
  };
  const ci = 'ci@shop-prod.iam.gserviceaccount.com';
  const trust = (issuer: string, subject: string) =>
    role('deploy', {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${issuer}:sub`]: subject } },
    });
  it('becomes a role of AWS that trusts its pods', async () => {
    const { to } = await pathOf(
      'pods to aws',
      { ...deploys, 'aws.json': trust(cluster, 'system:serviceaccount:shop:web') },
      ci,
    );
    expect(to).toContain(roleArn);
  });
  it('not one that trusts those of another cluster', async () => {
    const { to } = await pathOf(
      'pods to aws not',
      { ...deploys, 'aws.json': trust(`${cluster}-2`, 'system:serviceaccount:shop:web') },
      ci,
    );
    expect(to).not.toContain(roleArn);
  });
  it('becomes an account of a pool that trusts its pods', async () => {
    const entering = entered('system:serviceaccount:shop:web', `https://${cluster}`);
    const { to } = await pathOf(
      'pods to pool',
      {
        ...deploys,
        'shop-prod.json': {
          ...deploys['shop-prod.json'],
          bindings: [...deploys['shop-prod.json'].bindings, ...owns.bindings],
        },
        [`${admin}.json`]: entering[`${admin}.json`],
        'providers.json': entering['providers.json'],
      },
      ci,
    );
    expect(to).toContain(admin);
  });
});

it('an account becomes another by a pool that takes Google’s own tokens', async () => {
  const robot = 'robot@shop-prod.iam.gserviceaccount.com';
  const files = (subject: string) => ({
    ...entered(subject, 'https://accounts.google.com'),
    'accounts.json': [
      ...accountsFile,
      { ...accountsFile[0], email: robot, uniqueId: '99', oauth2ClientId: '99' },
    ],
  });
  expect((await pathOf('own', files('99'), robot)).to).toContain(admin);
  expect((await pathOf('own not', files('98'), robot)).to).not.toContain(admin);
});

it('pods of another cloud are named by what they prove', async () => {
  const own = join(folder, 'eks');
  mkdirSync(own);
  const files = entered(
    'system:serviceaccount:shop:web',
    'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
  );
  const paths = Object.entries(files).map(([file, content]) => {
    const path = join(own, file);
    writeFileSync(path, JSON.stringify(content));
    return path;
  });
  const { stdout } = await cli(['explain', admin, ...paths]);
  expect(stdout).toContain('oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF');
  expect(stdout).toContain('system:serviceaccount:shop:web');
});
