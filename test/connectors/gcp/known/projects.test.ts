import { expect, test } from 'vitest';
import { rules } from '../../../../rules/index.ts';
import { runRules } from '../../../../src/audit/run-rules.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import { remedies } from '../../../support/providers.ts';
import { estateOfFiles, type Files } from '../exports/support.ts';

/**
 * Small projects as people export them, with what is wrong in them and nothing else: labelled by what Google and the CIS benchmark
 * say of each, before the rules were run. Whom nobody owns is left out: no export tells owners.
 */
const found = (files: Files): readonly string[] => {
  const estate = estateOfFiles(files);
  const { findings } = runRules({
    estate,
    reach: reachOf(estate, defaultSettings),
    settings: defaultSettings,
    rules,
    remedies: remedies(estate),
  });
  return findings
    .filter(({ rule }) => rule !== 'no-owner')
    .map(({ rule, identity }) => `${identity.replace(/@.*$/, '').replace(/^.*\//, '')}: ${rule}`)
    .sort();
};

const project = 'acme-prod';
const number = '123456789012';
const email = (name: string): string =>
  name.includes('@') ? name : `${name}@${project}.iam.gserviceaccount.com`;
const account = (name: string): string => `serviceAccount:${email(name)}`;
const bind = (role: string, ...members: readonly string[]): object => ({ role: `roles/${role}`, members });
const until = (role: string, time: string, member: string): object => ({
  role: `roles/${role}`,
  members: [member],
  condition: { title: 'until', expression: `request.time < timestamp('${time}')` },
});
const listOf = (...names: readonly (readonly [name: string, part?: object])[]): unknown =>
  names.map(([name, part = {}], index) => ({
    displayName: name,
    email: email(name),
    etag: 'x',
    name: `projects/${project}/serviceAccounts/${email(name)}`,
    oauth2ClientId: `${1000 + index}`,
    projectId: project,
    uniqueId: `${1000 + index}`,
    ...part,
  }));
const key = (name: string, id: string, made: string, ends = '9999-12-31T23:59:59Z'): object => ({
  keyAlgorithm: 'KEY_ALG_RSA_2048',
  keyOrigin: 'GOOGLE_PROVIDED',
  keyType: 'USER_MANAGED',
  name: `projects/${project}/serviceAccounts/${email(name)}/keys/${id}`,
  validAfterTime: made,
  validBeforeTime: ends,
});
const compute = `${number}-compute@developer.gserviceaccount.com`;
const pool = `projects/${number}/locations/global/workloadIdentityPools/github`;
const provider = (part: object): unknown => [
  {
    name: `${pool}/providers/gh`,
    state: 'ACTIVE',
    oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
    attributeMapping: {
      'google.subject': 'assertion.sub',
      'attribute.repository': 'assertion.repository',
    },
    ...part,
  },
];
const of = (name: string): string => `${email(name)}.json`;
const agents = [
  bind('compute.serviceAgent', `serviceAccount:service-${number}@compute-system.iam.gserviceaccount.com`),
  bind(
    'container.serviceAgent',
    `serviceAccount:service-${number}@container-engine-robot.iam.gserviceaccount.com`,
  ),
  bind(
    'storageinsights.serviceAgent',
    `serviceAccount:project-${number}@storage-transfer-service.iam.gserviceaccount.com`,
  ),
  bind('editor', `serviceAccount:${number}@cloudservices.gserviceaccount.com`),
];
const own = (...bindings: readonly object[]): Files => ({
  'acme-prod.iam-policy.json': { bindings: [...bindings, ...agents], etag: 'BwX', version: 3 },
});
const policy = (name: string, ...bindings: readonly object[]): Files => ({
  [of(name)]: { bindings, etag: 'BwX' },
});

/** Each a project with a fault, and the nearest without. */
const known: readonly (readonly [what: string, wrong: Files, expected: readonly string[], right: Files])[] = [
  [
    'a workload that owns the project',
    { ...own(bind('owner', account('terraform'))), 'accounts.json': listOf(['terraform']) },
    ['terraform: catch-all-role', 'terraform: standing-privilege-short-lived-credential'],
    { ...own(bind('run.viewer', account('terraform'))), 'accounts.json': listOf(['terraform']) },
  ],
  [
    'the default account as Google gives it',
    own(bind('editor', `serviceAccount:${compute}`)),
    [`${number}-compute: privileged-by-default`],
    own(bind('logging.logWriter', `serviceAccount:${compute}`)),
  ],
  [
    'tokens of every account, one of which owns the project',
    own(bind('owner', account('root')), bind('iam.serviceAccountTokenCreator', account('ci'))),
    [
      'ci: privilege-escalation-path',
      'ci: wide-impersonation',
      'root: catch-all-role',
      'root: standing-privilege-short-lived-credential',
    ],
    {
      ...own(bind('storage.objectViewer', account('root'))),
      ...policy('reader', bind('iam.serviceAccountTokenCreator', account('ci'))),
    },
  ],
  [
    'old keys, two of them',
    {
      'accounts.json': listOf(['ci']),
      'keys.json': [key('ci', 'a', '2024-01-01T00:00:00Z'), key('ci', 'b', '2026-08-20T00:00:00Z')],
    },
    // Of what the account may do nothing is known: it may have an expiry, and does not.
    ['ci: long-lived-secret', 'ci: long-lived-secret', 'ci: two-active-keys'],
    {
      'accounts.json': listOf(['ci']),
      'keys.json': [key('ci', 'b', '2026-08-20T00:00:00Z', '2026-10-20T00:00:00Z')],
    },
  ],
  [
    'every repository’s workflows',
    {
      ...own(bind('run.developer', account('deployer'))),
      ...policy('deployer', bind('iam.workloadIdentityUser', `principalSet://iam.googleapis.com/${pool}/*`)),
      'providers.json': provider({}),
    },
    ['deployer: federated-trust-too-wide'],
    {
      ...own(bind('run.developer', account('deployer'))),
      ...policy(
        'deployer',
        bind(
          'iam.workloadIdentityUser',
          `principal://iam.googleapis.com/${pool}/subject/repo:acme/shop:environment:prod`,
        ),
      ),
      'providers.json': provider({ attributeCondition: "assertion.repository_owner_id == '77'" }),
    },
  ],
  [
    'who may become an account: outsiders, and not people of the organisation',
    policy('deployer', bind('iam.serviceAccountTokenCreator', 'user:freelancer@gmail.com')),
    ['deployer: external-trust-without-condition'],
    policy(
      'deployer',
      bind('iam.serviceAccountTokenCreator', 'group:platform@acme.example', 'user:ana@acme.example'),
      bind('iam.serviceAccountUser', account('ci'), `serviceAccount:${compute}`),
      bind(
        'iam.workloadIdentityUser',
        `serviceAccount:${project}.svc.id.goog[shop/web]`,
        // Of a pool that nobody read: whom it names it names.
        `principalSet://iam.googleapis.com/${pool}/attribute.repository/acme/shop`,
      ),
    ),
  ],
  [
    'switched off, deleted and over',
    {
      ...own(
        bind('pubsub.editor', account('old')),
        bind('pubsub.editor', `deleted:serviceAccount:${email('gone')}?uid=77`),
        until('pubsub.editor', '2026-01-01T00:00:00Z', account('temp')),
        until('pubsub.editor', '2099-01-01T00:00:00Z', account('later')),
      ),
      'accounts.json': listOf(['old', { disabled: true }], ['temp'], ['later']),
    },
    ['deleted:serviceAccount:gone: orphaned-grant', 'old: suspended-but-installed', 'temp: expired-grant'],
    {
      ...own(
        bind('pubsub.editor', account('old')),
        until('pubsub.editor', '2026-09-20T00:00:00Z', account('temp')),
      ),
      'accounts.json': listOf(['old'], ['temp']),
    },
  ],
  [
    'all of a service that holds data, and of one that holds none',
    own(bind('storage.admin', account('etl')), bind('bigquery.admin', account('bi'))),
    ['bi: wildcard-privileges-on-sensitive-services', 'etl: wildcard-privileges-on-sensitive-services'],
    own(
      bind('storage.objectAdmin', account('etl')),
      bind('bigquery.dataEditor', account('bi')),
      bind('serviceusage.serviceUsageAdmin', account('terraform')),
    ),
  ],
  [
    'changes all of the organisation, and sees all of it',
    {
      ...own(),
      'organization-700.json': { bindings: [bind('pubsub.editor', account('bot'))], etag: 'BwX', version: 3 },
    },
    ['bot: standing-write-across-scopes'],
    {
      ...own(),
      'organization-700.json': {
        bindings: [bind('pubsub.viewer', account('bot')), bind('iam.securityReviewer', account('scanner'))],
        etag: 'BwX',
        version: 3,
      },
    },
  ],
  [
    'a group that nobody read owns the project',
    own(bind('owner', 'group:ops@acme.example')),
    ['ops: catch-all-role'],
    own(bind('viewer', 'group:ops@acme.example'), bind('owner', 'user:ana@acme.example')),
  ],
];

test.each(known)('%s', (_, wrong, expected, right) => {
  expect([found(wrong), found(right)]).toEqual([expected, []]);
});
