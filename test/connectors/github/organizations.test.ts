import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../connectors/github/facts/records.ts';
import { type Coverage, inputKinds } from '../../../src/model/coverage.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { audit } from '../../../src/pipeline/audit.ts';
import { interpretations } from '../../support/providers.ts';
import {
  api,
  collectedAt,
  member,
  organizationRecord,
  record,
  repository,
  reviewed,
  shared,
  web,
  workflow,
} from './support.ts';

/** Small organisations, whole: what all rules together say of them, and that they are silent of what is in order. */
const account = '111122223333';
const coverage = [
  ['github', 'acme'],
  ['aws', account],
].map(
  ([connector, scope]): Coverage => ({
    connector: connector!,
    scope: scope!,
    source: 'all',
    status: 'complete',
    detail: '',
    gives: [...inputKinds],
  }),
);

const inOrder = [
  organizationRecord(),
  repository(web, { protection: reviewed, environment_count: 1 }),
  repository(api, { protection: reviewed, environment_count: 0 }),
  record('github.actions-policy', 'acme', {
    level: 'organization',
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: false,
  }),
  record('github.environment', 'acme/web/production', {
    name: 'production',
    repository: web,
    reviewers: [{ type: 'User', name: 'ada' }],
    prevent_self_review: true,
    deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
  }),
];
const publicWeb = repository(web, { visibility: 'public', protection: reviewed });

const issuer = 'token.actions.githubusercontent.com';
/** A role of a cloud; an administrator unless it is said otherwise. */
const role = (subjects: readonly string[], name = 'deploy', action = '*'): SnapshotRecord => ({
  record: 'aws.role',
  scope: account,
  id: `arn:aws:iam::${account}:role/${name}`,
  data: {
    Arn: `arn:aws:iam::${account}:role/${name}`,
    RoleName: name,
    RoleId: 'AROAEXAMPLE',
    Path: '/',
    CreateDate: '2026-08-01T00:00:00Z',
    Tags: [{ Key: 'owner', Value: 'platform' }],
    RolePolicyList: [
      {
        PolicyName: 'work',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
        },
      },
    ],
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
            StringLike: { [`${issuer}:sub`]: subjects },
          },
        },
      ],
    },
  },
});

const app = (
  permissions: Record<string, string>,
  more: Partial<GitHubRecordInput<'github.app-installation'>> = {},
): SnapshotRecord =>
  record('github.app-installation', '7', {
    id: 7,
    app_slug: 'helper',
    permissions,
    repository_selection: 'all',
    created_at: '2026-08-01T00:00:00Z',
    owner: { id: 9, login: 'vendor', type: 'Organization' },
    ...more,
  });
const token = (permissions: Record<string, string>, more: object = {}): SnapshotRecord =>
  record('github.pat-grant', '9', {
    id: 9,
    owner: { login: 'ada' },
    repository_selection: 'all',
    permissions: { repository: permissions },
    token_expired: false,
    token_expires_at: '2026-09-20T00:00:00Z',
    access_granted_at: '2026-08-20T00:00:00Z',
    token_last_used_at: '2026-08-31T00:00:00Z',
    ...more,
  });
const key = (more: Partial<GitHubRecordInput<'github.deploy-key'>> = {}): SnapshotRecord =>
  record('github.deploy-key', '4', {
    id: 4,
    repository: web,
    title: 'mirror',
    read_only: true,
    enabled: true,
    created_at: '2026-08-01T00:00:00Z',
    last_used: '2026-08-30T00:00:00Z',
    added_by: 'ada',
    ...more,
  });
const authorization = (login: string, type: string, scopes: string[]): SnapshotRecord =>
  record('github.credential-authorization', '11', {
    login,
    credential_id: 11,
    credential_type: type,
    scopes,
    credential_authorized_at: '2026-08-01T00:00:00Z',
    credential_accessed_at: '2026-08-30T00:00:00Z',
  });
const secret = (name: string, more: Partial<GitHubRecordInput<'github.secret'>> = {}): SnapshotRecord =>
  record('github.secret', name, {
    level: 'repository',
    kind: 'actions',
    name,
    repository: web,
    updated_at: '2026-08-01T00:00:00Z',
    ...more,
  });
const ofOrganization = { level: 'organization', repository: undefined } as const;
const job = (on: string, permissions: string, step: string, more = ''): SnapshotRecord =>
  workflow(
    `on: ${on}\njobs:\n  one:\n    runs-on: ubuntu-latest\n    permissions: ${permissions}\n${more}    steps: [${step}]\n`,
  );
const pinned = (action: string): string => `${action}@${'a'.repeat(40)}`;
const hook = (more: Partial<GitHubRecordInput<'github.webhook'>> = {}): SnapshotRecord =>
  record('github.webhook', '3', {
    id: 3,
    level: 'organization',
    active: true,
    url: 'https://ci.example',
    has_secret: true,
    insecure_ssl: false,
    ...more,
  });
const agent = (more: Partial<GitHubRecordInput<'github.copilot'>>): SnapshotRecord =>
  record('github.copilot', 'acme/web', {
    level: 'repository',
    repository: web,
    is_firewall_enabled: true,
    is_firewall_recommended_allowlist_enabled: true,
    require_actions_workflow_approval: true,
    is_automations_enabled: false,
    ...more,
  });
const runner = (more: Partial<GitHubRecordInput<'github.runner'>>): SnapshotRecord =>
  record('github.runner', '8', {
    id: 8,
    level: 'repository',
    repository: web,
    name: 'box',
    labels: ['self-hosted'],
    ...more,
  });

/** `rule severity` of each finding, of GitHub's identities and of the clouds'. */
const told = (...records: readonly SnapshotRecord[]): readonly string[] => {
  const all = new Map([...inOrder, ...records].map((each) => [`${each.record} ${each.id}`, each]));
  const { findings } = audit(
    { collectedAt, records: [...all.values()], coverage, interpretations },
    defaultSettings,
  );
  return [...new Set(findings.map(({ rule, severity }) => `${rule} ${severity}`))].sort();
};

type Case = readonly [says: string, records: readonly SnapshotRecord[], expected: readonly string[]];
const across = 'standing-write-across-scopes';

describe('what is in order, and what is not', () => {
  test.each<Case>([
    ['an organisation in order', [], []],
    [
      'an app that administers every repository',
      [app({ administration: 'write' })],
      [
        'standing-privilege-short-lived-credential medium',
        `${across} critical`,
        'wildcard-privileges-on-sensitive-services high',
      ],
    ],
    ['an app that writes secrets everywhere', [app({ secrets: 'write' })], [`${across} high`]],
    [
      'an app that writes workflows everywhere',
      [app({ contents: 'write', workflows: 'write' })],
      [`${across} high`],
    ],
    ['an app that writes code everywhere', [app({ contents: 'write' })], [`${across} medium`]],
    [
      'an app that reports and comments everywhere',
      [app({ issues: 'write', checks: 'write', statuses: 'write' })],
      [`${across} low`],
    ],
    ['an app that reads everywhere', [app({ contents: 'read', secrets: 'read', metadata: 'read' })], []],
    [
      'an app that writes in one repository',
      [app({ contents: 'write' }, { repository_selection: 'selected', repositories: [web] })],
      [],
    ],
    [
      'an app that writes in selected ones, which nobody tells',
      [app({ contents: 'write' }, { repository_selection: 'selected' })],
      [],
    ],
    [
      'an app that is suspended',
      [app({ contents: 'write' }, { suspended_at: '2026-01-01T00:00:00Z' })],
      ['suspended-but-installed low'],
    ],
    [
      'a token without an end that writes everywhere',
      [token({ contents: 'write' }, { token_expires_at: null })],
      ['long-lived-secret low', `${across} medium`, 'standing-write-by-static-key medium'],
    ],
    ['a token that writes until the end of the month', [token({ contents: 'write' })], []],
    [
      'a token that nobody uses',
      [token({ contents: 'read' }, { token_last_used_at: '2026-06-01T00:00:00Z' })],
      ['unused-credential medium'],
    ],
    [
      'a token that waits for an approval',
      [
        record('github.pat-request', '5', {
          id: 5,
          owner: { login: 'bob' },
          repository_selection: 'all',
          permissions: { repository: { administration: 'write' } },
          token_expires_at: null,
        }),
      ],
      ['wildcard-privileges-on-sensitive-services low'],
    ],
    [
      'a classic token of a member',
      [member('ada'), authorization('ada', 'personal access token', ['repo'])],
      ['superseded-credential-kind medium'],
    ],
    ['an SSH key of a member', [member('ada'), authorization('ada', 'SSH key', [])], []],
    [
      'a machine user that agreed to an application',
      [member('acme-bot'), authorization('acme-bot', 'OAuth app token', ['repo'])],
      ['interactive-use-of-service-identity medium'],
    ],
    ['a machine user that reads as a member', [member('acme-bot')], []],
    ['a key that writes', [key({ read_only: false })], ['standing-write-by-static-key medium']],
    [
      'a key that nobody uses',
      [key({ last_used: '2026-06-10T00:00:00Z', created_at: '2026-06-10T00:00:00Z' })],
      ['unused-credential medium'],
    ],
    ['a key that is old', [key({ created_at: '2023-01-01T00:00:00Z' })], ['long-lived-secret medium']],
    ['a key that reads', [key()], []],
    [
      'a secret for every repository',
      [secret('X', { ...ofOrganization, visibility: 'all' })],
      ['secret-visible-too-widely medium'],
    ],
    [
      'a secret for one repository',
      [secret('X', { ...ofOrganization, visibility: 'selected', repositories: [web] })],
      [],
    ],
    [
      'a secret that was never replaced',
      [secret('X', { updated_at: '2025-01-01T00:00:00Z' })],
      ['stored-secret-not-replaced low'],
    ],
    [
      'a key of a cloud among the secrets',
      [secret('AWS_SECRET_ACCESS_KEY')],
      ['static-key-instead-of-federation medium'],
    ],
    [
      'a key of a cloud among those of Dependabot',
      [secret('AWS_SECRET_ACCESS_KEY', { kind: 'dependabot' })],
      ['static-key-instead-of-federation low'],
    ],
    ['the id of such a key', [secret('AWS_ACCESS_KEY_ID')], []],
    [
      'jobs that write and approve by default',
      [
        record('github.actions-policy', 'acme', {
          level: 'organization',
          default_workflow_permissions: 'write',
          can_approve_pull_request_reviews: true,
        }),
      ],
      ['privileged-by-default high', 'privileged-by-default medium'],
    ],
    [
      'code of pull requests with a writing token',
      [
        publicWeb,
        job(
          'pull_request_target',
          '{ contents: write }',
          '{ uses: actions/checkout@v4, with: { ref: "${{ github.event.pull_request.head.sha }}" } }',
        ),
      ],
      ['untrusted-code-runs-as-identity high'],
    ],
    [
      'code of pull requests with a token that reads',
      [publicWeb, job('pull_request', '{ contents: read }', '{ uses: actions/checkout@v4 }')],
      [],
    ],
    [
      'a runner of a public repository that keeps its state',
      [publicWeb, runner({ ephemeral: false })],
      ['host-open-to-outsiders high', 'long-lived-secret low'],
    ],
    ['one for one job each', [publicWeb, runner({ ephemeral: true })], []],
    [
      'a webhook over plain HTTP',
      [hook({ url: 'http://ci.example', has_secret: false })],
      ['unprotected-delivery medium'],
    ],
    ['a webhook with a secret', [hook()], []],
    [
      'an unpinned action in a job that writes',
      [job('push', '{ contents: write }', '{ uses: other/do@v1 }')],
      ['unpinned-third-party-code medium'],
    ],
    ['a pinned one there', [job('push', '{ contents: write }', `{ uses: ${pinned('other/do')} }`)], []],
    ['an unpinned one in a job that reads', [job('push', '{ contents: read }', '{ uses: other/do@v1 }')], []],
    [
      'an agent without limits',
      [
        agent({
          is_firewall_enabled: false,
          require_actions_workflow_approval: false,
          is_automations_enabled: true,
          require_write_access_for_automation_triggers: false,
          mcp_servers: [{ name: 'x', env: [{ name: 'API_TOKEN', value: 'literal' }] }],
        }),
      ],
      ['literal-secret-in-configuration high', 'weak-agent-guardrails high', 'weak-agent-guardrails medium'],
    ],
    [
      'an agent with limits',
      [agent({ mcp_servers: [{ name: 'x', env: [{ name: 'API_TOKEN', value: 'reference' }] }] })],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(...records)).toEqual([...expected].sort());
  });
});

describe('ways into a cloud', () => {
  /** Of the role itself it is always said that its administrator's rights do not end. */
  const standing = 'standing-privilege-short-lived-credential medium';
  const writes = ['long-lived-secret medium', 'standing-write-by-static-key high'];
  const deploying = (environment: string): SnapshotRecord =>
    job('push', '{ id-token: write }', '{ run: make }', `    environment: ${environment}\n`);
  const open = (count: number): readonly SnapshotRecord[] => [
    record('github.environment', 'acme/web/dev', {
      name: 'dev',
      repository: web,
      reviewers: [],
      deployment_branch_policy: null,
    }),
    repository(web, { environment_count: count, protection: reviewed }),
  ];
  const numbered = repository(web, { created_at: '2026-08-01T00:00:00Z', protection: reviewed });
  const main = 'repo:acme/web:ref:refs/heads/main';

  test.each<Case>([
    [
      'every repository of the organisation',
      [role(['repo:acme/*'])],
      ['federated-trust-too-wide high', standing],
    ],
    [
      'every owner whose name begins so',
      [role(['repo:acme*'])],
      ['federated-trust-too-wide critical', standing],
    ],
    [
      'every branch, for a key that writes',
      [role(['repo:acme/web:*']), key({ read_only: false })],
      ['federated-trust-too-wide medium', 'privilege-escalation-path high', standing, ...writes],
    ],
    [
      'the protected branch, for a key that writes: only by a job that is merged',
      [role([main]), key({ read_only: false })],
      [standing, 'standing-write-by-static-key medium'],
    ],
    [
      'the protected branch, whose job may enter: what is pushed must be merged first',
      [
        role([main]),
        key({ read_only: false }),
        job('{ push: { branches: [main] } }', '{ id-token: write }', '{ run: make }'),
      ],
      [
        'long-lived-secret medium',
        'privilege-escalation-path high',
        'privilege-escalation-path medium',
        standing,
        'standing-write-by-static-key high',
      ],
    ],
    [
      'a reviewed environment',
      [role(['repo:acme/web:environment:production'], 'read', 's3:GetObject'), deploying('production')],
      [],
    ],
    [
      'an environment that lets everybody in',
      [role(['repo:acme/web:environment:dev'], 'read', 's3:GetObject'), deploying('dev'), ...open(2)],
      ['unprotected-deployment-context medium'],
    ],
    [
      'a repository that is gone',
      [role(['repo:acme/old:ref:refs/heads/main'], 'read', 's3:GetObject')],
      ['federated-trust-by-name high'],
    ],
    [
      'names beside numbers',
      [role([main, 'repo:acme@1/web@2:ref:refs/heads/main'], 'read', 's3:GetObject')],
      ['federated-trust-by-name medium'],
    ],
    ['numbers', [role(['repo:acme@1/web@2:ref:refs/heads/main'], 'read', 's3:GetObject'), numbered], []],
    [
      'a name that is no longer given',
      [role([main], 'read', 's3:GetObject'), numbered],
      ['trust-in-reusable-name high'],
    ],
    [
      'by a workflow that somebody else can change',
      [
        repository(shared),
        workflow('on: workflow_call\njobs: { a: { runs-on: x, steps: [] } }', shared, 'do.yml'),
        workflow(
          'on: push\njobs: { a: { uses: acme/shared/.github/workflows/do.yml@main, permissions: { contents: read, id-token: write } } }',
        ),
        role([main]),
        key({ repository: shared, read_only: false }),
      ],
      ['privilege-escalation-path high', standing, ...writes],
    ],
    [
      'by a registry that Dependabot opens, with no more than it needs',
      [
        record('github.private-registry', 'acme/registries/NPM', {
          name: 'NPM',
          visibility: 'all',
          auth_type: 'oidc_aws',
          account_id: account,
          role_name: 'packages',
        }),
        role([main], 'packages', 'codeartifact:ReadFromRepository'),
      ],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(...records)).toEqual([...expected].sort());
  });
});
