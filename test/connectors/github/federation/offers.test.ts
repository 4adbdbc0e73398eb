import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyOfName } from '../../../../connectors/github/federation/cloud-keys.ts';
import {
  federatingHost,
  hostOf,
  isStatic,
} from '../../../../connectors/github/federation/private-registries.ts';
import { issuerOf } from '../../../../connectors/github/federation/subjects.ts';
import type { Estate } from '../../../../src/model/estate.ts';
import type { StoredKey, TokenOffer } from '../../../../src/model/federation.ts';
import { linesIn } from '../../../support/holdings.ts';
import {
  api,
  estateOf,
  nodeName,
  organizationRecord,
  record,
  repository,
  reviewed,
  shared,
  web,
  workflow,
} from '../support.ts';

/**
 * An organisation with one of each: every token that a node gets and every stored key, value by value. `offers.txt` is changed
 * by hand; when it was written, it was made by the product and read over against these facts.
 */
const old = { id: 5, full_name: 'acme/old' };
const secret = (name: string, part: object = {}) =>
  record('github.secret', `${name} ${JSON.stringify(part)}`, {
    ...{ level: 'repository', kind: 'actions', name, repository: web },
    ...part,
  } as never);
const environment = (name: string, part: object = {}) =>
  record('github.environment', `acme/web/${name}`, {
    ...{ name, repository: web, reviewers: [], deployment_branch_policy: null },
    ...part,
  } as never);
const registry = (name: string, part: object) =>
  record('github.private-registry', name, { name, visibility: 'all', ...part } as never);
const job = (text: string): string => `{ runs-on: ubuntu-latest, permissions: { id-token: write }, ${text} }`;
const steps = 'steps: [{ run: make }]';
const login = `steps: [{ uses: aws-actions/configure-aws-credentials@v4, with: { role-to-assume: "arn:aws:iam::111122223333:role/deploy", aws-region: eu-west-1 } }]`;

const facts = [
  organizationRecord({ default_repository_permission: 'none' }),
  repository(web, { protection: reviewed }),
  // Made after subjects were given numbers.
  repository(api, { visibility: 'public', default_branch: 'trunk', created_at: '2026-08-01T00:00:00Z' }),
  repository(shared, { visibility: 'internal' }),
  repository(old, { archived: true }),
  record('github.oidc-subject', 'acme', {
    level: 'organization',
    include_claim_keys: ['repo', 'job_workflow_ref', 'ref'],
  } as never),
  record('github.oidc-subject', 'acme/shared', {
    level: 'repository',
    repository: shared,
    use_default: false,
  } as never),
  environment('production', { reviewers: [{ type: 'User', name: 'ada' }] }),
  environment('a:b'),
  workflow(
    `on: { push: { branches: ['release/**', main] }, pull_request: {} }\njobs: { a: ${job(login)} }\n`,
    web,
    'push.yml',
  ),
  workflow(`on: { push: { tags: ['v*'] } }\njobs: { a: ${job(steps)} }\n`, web, 'tags.yml'),
  workflow(
    `on: { push: { branches: main, tags: ['v*'] } }\njobs: { a: ${job(steps)} }\n`,
    shared,
    'both.yml',
  ),
  workflow(`on: push\njobs: { a: ${job(steps)} }\n`, shared, 'any.yml'),
  workflow(`on: [schedule, pull_request_review]\njobs: { a: ${job(steps)} }\n`, api, 'nightly.yml'),
  workflow(`on: [release, workflow_dispatch]\njobs: { a: ${job(steps)} }\n`, api, 'release.yml'),
  workflow(`on: push\njobs: { a: ${job(`environment: 'a:b', ${steps}`)} }\n`, web, 'deploy.yml'),
  workflow(
    `on: workflow_dispatch\njobs: { a: ${job(`environment: "\${{ inputs.where }}", ${steps}`)} }\n`,
    web,
    'any-environment.yml',
  ),
  workflow(
    `on: workflow_dispatch\njobs:\n  a: { uses: acme/shared/.github/workflows/called.yml@v1, permissions: { id-token: write } }\n  b: { uses: ./.github/workflows/gone.yml, permissions: { id-token: write } }\n  c: { uses: other/else/.github/workflows/x.yml@main, permissions: { id-token: write } }\n`,
    api,
    'calls.yml',
  ),
  workflow(
    'on: push\njobs: { a: { runs-on: ubuntu-latest, permissions: {}, steps: [{ run: make }] } }\n',
    api,
    'none.yml',
  ),
  secret('AWS_SECRET_ACCESS_KEY', { updated_at: '2026-02-01T00:00:00Z' }),
  secret('AZURE_CLIENT_SECRET', { level: 'environment', environment: 'production' }),
  secret('NPM_TOKEN'),
  secret('GCP_SA_KEY', { kind: 'dependabot' }),
  secret('AWS_SECRET_ACCESS_KEY', { repository: old }),
  workflow(
    `on: push\njobs:\n  a: { runs-on: ubuntu-latest, permissions: {}, steps: [{ run: make, env: { K: "\${{ secrets.AWS_SECRET_ACCESS_KEY }}", R: "arn:aws:iam::111122223333:user/ci", A: "444455556666", B: "7777888899990" } }] }\n`,
    web,
    'keys.yml',
  ),
  registry('ECR', {
    auth_type: 'oidc_aws',
    account_id: '111122223333',
    role_name: 'read',
    audience: 'sts.amazonaws.com',
  }),
  registry('ACR', { auth_type: 'username_password', url: 'https://shop.azurecr.io/v2', username: 'puller' }),
];

const offerIn = (estate: Estate, offer: TokenOffer): string => {
  const { node, issuer, claims, assumes, only, uses, retiredSubjects } = offer;
  const [any, some] = ['any', 'some'].map((kind) =>
    Object.entries(claims).filter(
      ([, { like, except }]) => (like.join() === '*' && except === undefined) === (kind === 'any'),
    ),
  );
  const said = some!.map(
    ([claim, { like, except }]) =>
      `${claim === 'sub' ? '' : `${claim} `}${like.join('|')}${except === undefined ? '' : ` but ${except.join('|')}`}`,
  );
  return [
    `${nodeName(estate, node)} of ${issuer}: ${said.sort().join(', ')}, any ${any!
      .map(([claim]) => claim)
      .sort()
      .join(' ')}`,
    ...(retiredSubjects === undefined ? [] : [`before: ${retiredSubjects.join('|')}`]),
    ...(only === undefined ? [] : [`only for ${only.name} in ${only.scope ?? 'any'}`]),
    ...(uses === undefined ? [] : [`for ${uses.join('|')}`]),
    ...(assumes.length === 0 ? [] : [`if ${assumes.join('; ')}`]),
  ].join('; ');
};
const keyIn = (
  estate: Estate,
  { node, label, provider, usedBy, setAt, hints, names, assumes }: StoredKey,
): string =>
  [
    `${label} for ${provider}: ${nodeName(estate, node)}`,
    `used by ${usedBy ?? 'nobody'}`,
    `set ${setAt?.slice(0, 10) ?? 'sometime'}`,
    `hints ${hints.join(' ')}`,
    ...(names.length === 0 ? [] : [`names ${names.join(' ')}`]),
    ...(assumes === undefined ? [] : [`if ${assumes.join('; ')}`]),
  ].join(', ');

test('tokens and stored keys of an organisation, each value', () => {
  const estate = estateOf(facts);
  const lines = [
    ...estate.tokenOffers!.map((each) => offerIn(estate, each)),
    ...estate.storedKeys!.map((each) => keyIn(estate, each)),
  ];
  expect(lines).toEqual(linesIn(readFileSync(new URL('offers.txt', import.meta.url), 'utf8')));
});

/** By its name a key that tokens can take the place of; https://docs.github.com/en/actions/concepts/security/openid-connect */
const names: Readonly<Record<string, readonly string[]>> = {
  'cloud of aws: AWS': [
    ...[
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SECRET_KEY',
      'PROD_AWS_SECRET_ACCESS_KEY',
      'AWS_PROD_SECRET_ACCESS_KEY',
    ],
    ...[
      'AWS_SECRET_ACCESS_KEY_PROD',
      'aws_secret_access_key',
      'AWS_SECRET',
      'AWS_CREDENTIALS',
      'AWS_SECRET_PROD',
    ],
  ],
  'cloud of azure: Azure': [
    ...[
      'AZURE_CLIENT_SECRET',
      'ARM_CLIENT_SECRET',
      'AZ_CREDENTIALS',
      'AZURE_CREDENTIAL',
      'AZURE_PROD_PASSWORD',
    ],
    ...['MY_AZURE_CREDENTIALS', 'AZURE_CLIENT_SECRET_PROD'],
  ],
  'cloud of gcp: Google Cloud': [
    ...['GCP_SA_KEY', 'GCLOUD_SERVICE_ACCOUNT_KEY', 'GOOGLE_SERVICE_ACCOUNT_JSON', 'GKE_CREDENTIALS'],
    ...[
      'GOOGLE_CREDENTIALS_JSON',
      'GCP_PROD_SA_JSON',
      'GCP_AUTH_JSON',
      'GCP_JSON_KEY',
      'GCP_KEY',
      'GCLOUD_AUTH',
    ],
    ...['MY_GCP_SA_KEY', 'GCP_SA_KEY_PROD'],
  ],
  'cloud of undefined: HashiCorp Vault': [
    'VAULT_TOKEN',
    'VAULT_SECRET_ID',
    'VAULT_PROD_TOKEN',
    'HC_VAULT_TOKEN_PROD',
  ],
  'registry of undefined: npm': ['NPM_TOKEN', 'NPMJS_TOKEN', 'NPM_AUTH_TOKEN'],
  'registry of undefined: PyPI': [
    'PYPI_TOKEN',
    'PYPI_API_TOKEN',
    'PYPI_PASSWORD',
    'TEST_PYPI_TOKEN',
    'PYPI_TOKEN_PROD',
  ],
  'registry of undefined: crates.io': [
    'CARGO_REGISTRY_TOKEN',
    'CRATES_TOKEN',
    'CRATES_IO_TOKEN',
    'CRATESIO_API_TOKEN',
  ],
  'registry of undefined: RubyGems': [
    'RUBYGEMS_API_KEY',
    'RUBYGEM_KEY',
    'GEM_HOST_API_KEY',
    'RUBYGEMS_AUTH_TOKEN',
  ],
  'registry of undefined: NuGet': ['NUGET_API_KEY', 'NUGET_APIKEY', 'NUGET_KEY', 'NUGET_PROD_TOKEN'],
  'registry of undefined: JFrog': ['JFROG_TOKEN', 'ARTIFACTORY_PASSWORD', 'JF_API_KEY', 'JF_ACCESS_TOKEN'],
  'no key': [
    ...[
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_NAME',
      'AWS_SECRET_ARN',
      'AWS_SECRET_ID',
      'LAWS_SECRET_KEY',
      'AWS_SECRETS',
    ],
    ...[
      'AZURE_CLIENT_ID',
      'BLAZ_CREDENTIALS',
      'AZURE_CREDENTIALSX',
      'GCP_PROJECT',
      'XGCP_SA_KEY',
      'GCP_SA_KEYS',
    ],
    ...[
      'MY_GCP_KEY',
      'GCP_KEY_PROD',
      'MY_GCLOUD_AUTH',
      'GCLOUD_AUTH_PROD',
      'VAULT_ADDR',
      'XVAULT_TOKEN',
      'VAULT_TOKENS',
    ],
    ...[
      'MY_NPM_TOKEN',
      'NPM_TOKENS',
      'MY_PYPI_TOKEN',
      'PYPI_TOKENS',
      'XPYPI_TOKEN_PROD',
      'MY_CARGO_REGISTRY_TOKEN',
    ],
    ...[
      'CRATES_TOKENS',
      'MY_RUBYGEMS_KEY',
      'RUBYGEMS_KEYS',
      'MY_NUGET_KEY',
      'NUGET_KEYS',
      'MY_JFROG_TOKEN',
      'JF_TOKENS',
    ],
  ],
};
test.each(Object.entries(names))('%s', (kind, secrets) => {
  expect(
    secrets.map((name) => {
      const known = keyOfName(name);
      return [name, known === undefined ? 'no key' : `${known.kind} of ${known.provider}: ${known.issuer}`];
    }),
  ).toEqual(secrets.map((name) => [name, kind]));
});
test('each says where its setting up is described', () => {
  const docs =
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-';
  expect(Object.values(names).flatMap(([first]) => keyOfName(first!)?.setUp.replace(docs, '') ?? [])).toEqual(
    [
      ...[
        'aws',
        'azure',
        'google-cloud-platform',
        'hashicorp-vault',
        'https://docs.npmjs.com/trusted-publishers',
      ],
      ...[
        'pypi',
        'https://crates.io/docs/trusted-publishing',
        'https://guides.rubygems.org/trusted-publishing/',
      ],
      ...['https://learn.microsoft.com/en-us/nuget/nuget-org/trusted-publishing', 'jfrog'],
    ],
  );
});

test.each([
  ['https://shop-1.d.codeartifact.eu-west-1.amazonaws.com/npm/x/', 'AWS of aws'],
  ['111122223333.dkr.ecr.eu-west-1.amazonaws.com', 'AWS of aws'],
  ['https://Shop.azurecr.io:443/v2', 'Azure of azure'],
  ['https://acme.pkgs.visualstudio.com/_packaging', 'Azure of undefined'],
  ['https://pkgs.dev.azure.com/acme', 'Azure of undefined'],
  ['https://europe-west1-docker.pkg.dev/shop', 'Google Cloud of gcp'],
  ['https://gcr.io/shop', 'Google Cloud of gcp'],
  ['https://eu.gcr.io', 'Google Cloud of gcp'],
  ['sparse+https://acme.jfrog.io/x', 'JFrog of undefined'],
  ['https://npm.cloudsmith.io#x', 'Cloudsmith of undefined'],
  ['https://npm.cloudsmith.com?x', 'Cloudsmith of undefined'],
  ['https://notgcr.io', 'nobody'],
  ['https://gcr.io.example', 'nobody'],
  ['https://pkg.dev.example', 'nobody'],
  ['https://xpkgs.dev.azure.com', 'nobody'],
  ['https://pkgs.dev.azure.com.example', 'nobody'],
  ['https://x.azurecr.io.example', 'nobody'],
  ['https://example/https://gcr.io', 'nobody'],
  ['https://a.ecr.eu-west-1.amazonaws.com.example', 'nobody'],
  ['https://a.codeartifact.eu-west-1.amazonaws.com.example', 'nobody'],
  ['https://a.jfrog.io.example', 'nobody'],
  ['https://a.cloudsmith.io.example', 'nobody'],
  [null, 'nobody'],
  [undefined, 'nobody'],
])('registry %s is of %s', (url, whose) => {
  const host = federatingHost(hostOf(url));
  expect(host === undefined ? 'nobody' : `${host.issuer} of ${host.provider}`).toBe(whose);
});

test('which registries are opened by what is stored, and who signs tokens of a server', () => {
  expect(
    ['token', 'username_password', 'oidc_aws', undefined].map((auth_type) =>
      isStatic({ data: { auth_type } as never }),
    ),
  ).toEqual([true, true, false, false]);
  expect([undefined, 'github.com', 'acme.ghe.com', 'git.acme.example', 'xghe.com'].map(issuerOf)).toEqual([
    'token.actions.githubusercontent.com',
    'token.actions.githubusercontent.com',
    'token.actions.acme.ghe.com',
    'git.acme.example/_services/token',
    'xghe.com/_services/token',
  ]);
});

/** https://docs.github.com/en/actions/reference/security/oidc */
const since = '2026-07-15T00:00:00.000Z';
const ofWeb = (part: object) =>
  record('github.oidc-subject', 'acme/web', { level: 'repository', repository: web, ...part } as never);
const ofAll = (part: object) =>
  record('github.oidc-subject', 'acme', { level: 'organization', ...part } as never);
test.each<[string, readonly ReturnType<typeof record>[], string]>([
  ['as it was', [], 'repo:acme/web:pull_request'],
  [
    'made the day before',
    [repository(web, { created_at: '2026-07-14T23:59:59.999Z' })],
    'repo:acme/web:pull_request',
  ],
  ['made that day', [repository(web, { created_at: since })], 'repo:acme@1/web@2:pull_request'],
  ['nobody knows when', [repository(web, { created_at: undefined })], 'repo:acme/web:pull_request'],
  ['numbers by choice', [ofWeb({ use_immutable_subject: true })], 'repo:acme@1/web@2:pull_request'],
  ['numbers by choice of all', [ofAll({ use_immutable_subject: true })], 'repo:acme@1/web@2:pull_request'],
  [
    'not by its own choice',
    [ofAll({ use_immutable_subject: true }), ofWeb({ use_immutable_subject: false })],
    'repo:acme/web:pull_request',
  ],
  [
    'a number that nobody knows',
    [repository(web, { created_at: since, owner: { login: 'acme' } as never })],
    'repo:acme/web:pull_request',
  ],
  [
    'a template of all, without its choice',
    [ofAll({ include_claim_keys: ['repo'] })],
    'repo:acme/web:pull_request',
  ],
  [
    'a template of all, by its choice',
    [ofAll({ include_claim_keys: ['repository_owner', 'context'] }), ofWeb({ use_default: false })],
    'repository_owner:acme:pull_request',
  ],
  [
    'its own template',
    [
      ofAll({ include_claim_keys: ['repo'] }),
      ofWeb({ use_default: false, include_claim_keys: ['environment', 'repo'] }),
    ],
    'environment:*:repo:acme/web',
  ],
  [
    'its own template, not in use',
    [ofWeb({ use_default: true, include_claim_keys: ['repo'] })],
    'repo:acme/web:pull_request',
  ],
  ['an empty one', [ofWeb({ use_default: false, include_claim_keys: [] })], 'repo:acme/web:pull_request'],
  [
    'a prefix that GitHub tells',
    [ofWeb({ sub_claim_prefix: 'repo:acme@9/web@9' })],
    'repo:acme@9/web@9:pull_request',
  ],
])('subjects: %s', (_, records, subject) => {
  const estate = estateOf([organizationRecord(), repository(web), ...records]);
  const [offer] = estate.tokenOffers!.filter(({ claims }) => claims.ref?.like[0] === 'refs/pull/*');
  expect(offer!.claims.sub!.like).toEqual([subject]);
});

test.each([
  ['pull_request_target', 'ref:refs/heads/trunk'],
  ['issues', 'ref:refs/heads/trunk'],
  ['workflow_run', 'ref:refs/heads/trunk'],
  ['workflow_dispatch', 'ref:refs/heads/*'],
  ['pull_request', 'pull_request'],
])('a workflow on %s gets the tokens of %s', (event, context) => {
  const estate = estateOf([
    organizationRecord(),
    repository({ id: 9, full_name: 'acme/one' } as never, { default_branch: 'trunk' }),
    workflow(
      `on: ${event}\njobs: { a: ${job(login)} }\n`,
      { id: 9, full_name: 'acme/one' } as never,
      'x.yml',
    ),
  ]);
  const own = (estate.tokenOffers ?? []).filter(({ uses }) => uses !== undefined);
  expect(own.flatMap(({ claims }) => claims.sub?.like ?? [])).toEqual([`repo:acme/one:${context}`]);
});
