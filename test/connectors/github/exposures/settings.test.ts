import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { exposuresIn, organizationRecord, record, repository as repositoryRecord } from '../support.ts';

const shop = { id: 7, full_name: 'acme/shop' };
const repository = (part: Partial<GitHubRecordInput<'github.repository'>> = {}) =>
  repositoryRecord(shop, { visibility: 'public', ...part });
const found = (...records: readonly SnapshotRecord[]): readonly string[] =>
  exposuresIn([organizationRecord(), ...records]);

const production = (part: Partial<GitHubRecordInput<'github.environment'>> = {}) =>
  record('github.environment', 'acme/shop/production', {
    name: 'production',
    repository: shop,
    reviewers: [],
    deployment_branch_policy: null,
    ...part,
  });
const deploy = (permissions: string, environment = 'production') =>
  record('github.workflow', 'acme/shop/.github/workflows/ci.yml', {
    repository: shop,
    path: '.github/workflows/ci.yml',
    text: `on: push\njobs:\n  one:\n    runs-on: x\n    permissions: ${permissions}\n    environment: ${environment}\n    steps: [{ run: make }]`,
  });
const ci = 'repos/acme/shop/.github/workflows/ci.yml';
const open = [`${ci}#environment=production unprotected-context environment production`];
const custom = { protected_branches: false, custom_branch_policies: true };

describe('environments', () => {
  test.each([
    [
      'nobody reviews and every branch deploys, with tokens for clouds',
      production(),
      '{ id-token: write }',
      open,
    ],
    ['nothing hangs on it', production(), '{ contents: read }', []],
    [
      'somebody must review',
      production({ reviewers: [{ type: 'Team', name: 'ops' }] }),
      '{ id-token: write }',
      [],
    ],
    ['an app must agree', production({ custom_rules: ['gate'] }), '{ id-token: write }', []],
    [
      'only protected branches deploy',
      production({ deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } }),
      '{ id-token: write }',
      [],
    ],
    [
      'only named branches deploy',
      production({ deployment_branch_policy: custom, branch_policies: [{ name: 'main' }] }),
      '{ id-token: write }',
      [],
    ],
    [
      'the named branches are all of them',
      production({ deployment_branch_policy: custom, branch_policies: [{ name: '*' }] }),
      '{ id-token: write }',
      open,
    ],
    ['its reviewers were not read', production({ reviewers: undefined }), '{ id-token: write }', []],
  ])('%s', (_, environment, permissions, expected) => {
    expect(found(repository(), environment, deploy(permissions))).toEqual(expected);
  });

  test('a secret of the environment is enough', () => {
    const key = record('github.secret', 'x', {
      level: 'environment',
      kind: 'actions',
      name: 'T',
      repository: shop,
      environment: 'Production',
    });
    expect(found(repository(), production(), key, deploy('{}'))).toEqual(open);
  });

  test('one that does not exist yet is made by the first run, if all were read', () => {
    const staging = (count: number | undefined) =>
      found(repository({ environment_count: count }), production(), deploy('{ id-token: write }', 'staging'));
    expect(staging(1)).toEqual([`${ci}#environment=staging unprotected-context environment staging`]);
    expect(staging(2)).toEqual([]);
  });

  test('outside of an environment the protection of the default branch counts', () => {
    const text = 'on: push\njobs: { one: { permissions: { id-token: write }, steps: [{ run: make }] } }';
    const flow = record('github.workflow', 'w', { repository: shop, path: '.github/workflows/ci.yml', text });
    expect(found(repository({ protection: null }), flow)).toEqual([`${ci} unprotected-context branch`]);
    expect(found(repository({ protection: {} }), flow)).toEqual([]);
    expect(found(repository(), flow)).toEqual([]);
  });
});

const at = (kind: 'github.copilot', part: Partial<GitHubRecordInput<'github.copilot'>>) =>
  record(kind, 'acme/shop', { level: 'repository', repository: shop, ...part });
describe('agents', () => {
  test.each([
    ['the firewall is off', { is_firewall_enabled: false }, ['weak-agent-guardrail firewall']],
    [
      'the firewall lets everything through',
      { is_firewall_enabled: true, custom_allowlist: ['*'] },
      ['weak-agent-guardrail allow-list'],
    ],
    ['the firewall names hosts', { is_firewall_enabled: true, custom_allowlist: ['npmjs.org'] }, []],
    [
      'workflows run without approval',
      { require_actions_workflow_approval: false },
      ['weak-agent-guardrail workflow approval'],
    ],
    [
      'readers set off automations',
      { is_automations_enabled: true, require_write_access_for_automation_triggers: false },
      ['weak-agent-guardrail automation triggers'],
    ],
    [
      'writers set off automations',
      { is_automations_enabled: true, require_write_access_for_automation_triggers: true },
      ['weak-agent-guardrail automations'],
    ],
    [
      'an MCP server has a literal secret',
      { mcp_servers: [{ name: 'db', env: [{ name: 'DB_TOKEN', value: 'literal' as const }] }] },
      ['literal-secret mcp db'],
    ],
    [
      'an MCP server has a literal address',
      { mcp_servers: [{ name: 'db', env: [{ name: 'DB_HOST', value: 'literal' as const }] }] },
      [],
    ],
    [
      'an MCP server names a secret',
      { mcp_servers: [{ name: 'db', env: [{ name: 'DB_TOKEN', value: 'reference' as const }] }] },
      [],
    ],
    ['nothing is known', {}, []],
  ])('%s', (_, part, expected) => {
    expect(found(at('github.copilot', part))).toEqual(
      expected.map((each) => `repos/acme/shop/copilot ${each}`),
    );
  });
});

describe('webhooks', () => {
  const hook = {
    id: 3,
    level: 'organization' as const,
    active: true,
    url: 'https://ci.example/hook',
    insecure_ssl: false,
    has_secret: true,
  };
  test.each([
    ['it is signed and encrypted', {}, []],
    ['it has no secret', { has_secret: false }, ['unprotected-delivery secret']],
    ['it is sent over plain HTTP', { url: 'http://ci.example' }, ['unprotected-delivery http']],
    ['certificates are not checked', { insecure_ssl: true }, ['unprotected-delivery insecure-ssl']],
    ['its address holds a password', { url_holds_credentials: true }, ['literal-secret address']],
    ['it is off', { active: false, has_secret: false }, []],
  ])('%s', (_, part, expected) => {
    const given = record('github.webhook', '3', { ...hook, ...part });
    expect(found(given)).toEqual(expected.map((each) => `orgs/acme/hooks/3 ${each}`));
  });
});

describe('runners', () => {
  const runner = { id: 4, level: 'organization' as const, name: 'big', ephemeral: false, runner_group_id: 1 };
  const group = { id: 1, name: 'Default', visibility: 'all', allows_public_repositories: true };
  test.each([
    ['a public repository can use it', {}, {}, 'public', true],
    ['the group is not for public repositories', {}, { allows_public_repositories: false }, 'public', false],
    ['there is no public repository', {}, {}, 'private', false],
    ['it is thrown away after each job', { ephemeral: true }, {}, 'public', false],
    [
      'the group is for another repository',
      {},
      { visibility: 'selected', repositories: [{ id: 9, full_name: 'acme/site' }] },
      'public',
      false,
    ],
    [
      'it belongs to the public repository',
      { level: 'repository' as const, repository: shop },
      { allows_public_repositories: false },
      'public',
      true,
    ],
  ])('%s', (_, part, of, visibility, expected) => {
    const given = [
      repository({ visibility }),
      record('github.runner', '4', { ...runner, ...part }),
      record('github.runner-group', '1', { ...group, ...of }),
    ];
    expect(found(...given).map((each) => each.split(' ')[1])).toEqual(expected ? ['open-host'] : []);
  });
});

describe('defaults, tokens and apps', () => {
  const policy = (part: object) =>
    record('github.actions-policy', 'acme', { level: 'organization', ...part });
  const token = (type: string) =>
    record('github.credential-authorization', '5', {
      login: 'ana',
      credential_id: 5,
      credential_type: type,
      scopes: ['repo'],
    });
  const app = (at: string | null) =>
    record('github.app-installation', '6', {
      id: 6,
      app_slug: 'bot',
      permissions: {},
      repository_selection: 'all',
      suspended_at: at,
    });
  const flow = (blanked: number) =>
    record('github.workflow', 'w', {
      repository: shop,
      path: '.github/workflows/ci.yml',
      text: 'on: push',
      blanked,
    });
  const registry = (url: string, auth_type: string) =>
    record('github.private-registry', 'R', { name: 'R', auth_type, url });
  test.each([
    [
      'jobs may write by default',
      policy({ default_workflow_permissions: 'write' }),
      ['orgs/acme/actions privileged-by-default default permissions'],
    ],
    ['jobs may read by default', policy({ default_workflow_permissions: 'read' }), []],
    [
      'jobs may approve',
      policy({ can_approve_pull_request_reviews: true }),
      ['orgs/acme/actions privileged-by-default approve pull requests'],
    ],
    [
      'forks of private repositories get secrets',
      policy({
        fork_pr_workflows_private_repos: {
          run_workflows_from_fork_pull_requests: true,
          send_secrets_and_variables: true,
        },
      }),
      ['orgs/acme/actions untrusted-code forks of private repositories'],
    ],
    [
      'a classic token is in use',
      token('personal access token'),
      ['orgs/acme/credential-authorizations/5 superseded-credential 5'],
    ],
    ['an SSH key is in use', token('SSH key'), []],
    [
      'an app is suspended',
      app('2026-01-01T00:00:00Z'),
      ['orgs/acme/installations/6 suspended-but-installed suspended'],
    ],
    ['an app is in use', app(null), []],
    ['a workflow had secrets in its text', flow(2), [`${ci} literal-secret workflow`]],
    ['a workflow had none', flow(0), []],
    [
      'a registry of a cloud is opened by password',
      registry('https://a.jfrog.io/npm', 'username_password'),
      ['orgs/acme/actions key-instead-of-federation registry R'],
    ],
    ['it is opened by OIDC', registry('https://a.jfrog.io/npm', 'oidc_jfrog'), []],
    ['another registry has a token', registry('https://npm.example', 'token'), []],
  ])('%s', (_, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});
