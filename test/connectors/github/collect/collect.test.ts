import { describe, expect, it } from 'vitest';
import { collectGitHub } from '../../../../connectors/github/collect/index.ts';
import { recordSchemas } from '../../../../src/pipeline/file-source.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import { runnerAnswerOf, sampleOrganization } from '../../../support/github-estate.ts';
import { startGitHub } from '../../../support/github-loopback.ts';
import { githubOracle } from '../../../support/github-schema.ts';
import { allPermissions, type Collected, collectFrom, coverageOf, ofKind } from './support.ts';

describe('an organisation that has one of everything', async () => {
  const collected = await collectFrom({ organizations: [sampleOrganization()], oracle: githubOracle() });
  const { records, coverage, calls, github } = collected;
  const text = JSON.stringify([records, coverage]);

  it('is answered as GitHub describes it, and asked with parameters that it documents', () => {
    expect(github.problems).toEqual([]);
  });

  it('becomes records of every kind but the caller, which a job token has not', () => {
    const counts = Object.fromEntries(
      [...new Set(records.map(({ record }) => record))]
        .sort()
        .map((kind) => [kind, records.filter(({ record }) => record === kind).length]),
    );
    expect(counts).toEqual({
      'github.actions-policy': 3,
      'github.app-installation': 2,
      'github.copilot': 2,
      'github.credential-authorization': 1,
      'github.deploy-key': 3,
      'github.environment': 2,
      'github.member': 2,
      'github.oidc-subject': 2,
      'github.organization': 1,
      'github.outside-collaborator': 1,
      'github.pat-grant': 2,
      'github.pat-request': 1,
      'github.private-registry': 1,
      'github.protection': 2,
      'github.repository': 3,
      'github.repository-access': 2,
      'github.runner': 2,
      'github.runner-group': 1,
      'github.secret': 8,
      'github.team': 1,
      'github.webhook': 2,
      'github.workflow': 1,
    });
  });

  it('gives records that the snapshot takes, with ids of their own', async () => {
    const schemas = await recordSchemas();
    for (const { record, data } of records) expect(schemas[record]!.safeParse(data).success).toBe(true);
    const ids = records.map(({ record, id }) => `${record} ${id}`);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('holds no secret, wherever GitHub or somebody wrote it', () => {
    for (const secret of [
      'very-secret',
      'spring-2019',
      'plainly-written',
      'user:pass',
      '********',
      'abcdefgh',
      'AAAAC3Nza',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('is covered, but for what GitHub shows to nobody', () => {
    const gaps = coverage.filter(({ status }) => status !== 'complete');
    expect(gaps.map(({ source, status }) => [source, status])).toMatchInlineSnapshot(`
      [
        [
          "GET /user",
          "skipped",
        ],
        [
          "GET /orgs/{org}/codespaces/secrets",
          "skipped",
        ],
        [
          "GET /repos/{owner}/{repo}/codespaces/secrets",
          "skipped",
        ],
        [
          "graphql EnterpriseOrganizations",
          "skipped",
        ],
        [
          "GET /enterprises/{enterprise}/apps/organizations/{org}/installations/{installation_id}/repositories",
          "skipped",
        ],
        [
          "classic personal access tokens",
          "unsupported",
        ],
        [
          "OAuth apps",
          "unsupported",
        ],
        [
          "private keys of Apps",
          "unsupported",
        ],
        [
          "SSH keys of members",
          "unsupported",
        ],
      ]
    `);
  });

  it('is asked for with these calls', () => {
    const counts = new Map<string, number>();
    for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
    expect(Object.fromEntries([...counts].sort())).toMatchInlineSnapshot(`
      {
        "GET /apps/{app_slug}": 2,
        "GET /orgs/{org}": 1,
        "GET /orgs/{org}/actions/oidc/customization/properties/repo": 1,
        "GET /orgs/{org}/actions/oidc/customization/sub": 1,
        "GET /orgs/{org}/actions/permissions": 1,
        "GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval": 1,
        "GET /orgs/{org}/actions/permissions/fork-pr-workflows-private-repos": 1,
        "GET /orgs/{org}/actions/permissions/selected-actions": 1,
        "GET /orgs/{org}/actions/permissions/self-hosted-runners": 1,
        "GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories": 1,
        "GET /orgs/{org}/actions/permissions/workflow": 1,
        "GET /orgs/{org}/actions/runner-groups": 1,
        "GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories": 1,
        "GET /orgs/{org}/actions/runners": 1,
        "GET /orgs/{org}/actions/secrets": 1,
        "GET /orgs/{org}/actions/secrets/{secret_name}/repositories": 1,
        "GET /orgs/{org}/agents/secrets": 1,
        "GET /orgs/{org}/copilot/coding-agent/permissions": 1,
        "GET /orgs/{org}/copilot/coding-agent/permissions/repositories": 1,
        "GET /orgs/{org}/credential-authorizations": 1,
        "GET /orgs/{org}/dependabot/secrets": 1,
        "GET /orgs/{org}/hooks": 1,
        "GET /orgs/{org}/insights/api/subject-stats": 1,
        "GET /orgs/{org}/installations": 1,
        "GET /orgs/{org}/outside_collaborators": 1,
        "GET /orgs/{org}/personal-access-token-requests": 1,
        "GET /orgs/{org}/personal-access-tokens": 1,
        "GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories": 1,
        "GET /orgs/{org}/private-registries": 1,
        "GET /repos/{owner}/{repo}/actions/oidc/customization/sub": 1,
        "GET /repos/{owner}/{repo}/actions/permissions/workflow": 2,
        "GET /repos/{owner}/{repo}/actions/runners": 1,
        "GET /repos/{owner}/{repo}/actions/secrets": 2,
        "GET /repos/{owner}/{repo}/agents/secrets": 1,
        "GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration": 1,
        "GET /repos/{owner}/{repo}/dependabot/secrets": 2,
        "GET /repos/{owner}/{repo}/environments": 1,
        "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies": 1,
        "GET /repos/{owner}/{repo}/environments/{environment_name}/secrets": 2,
        "GET /repos/{owner}/{repo}/hooks": 2,
        "GET /repos/{owner}/{repo}/keys": 2,
        "graphql Collaborators": 1,
        "graphql Members": 1,
        "graphql Protections": 1,
        "graphql Repositories": 1,
        "graphql Teams": 1,
        "graphql WorkflowTexts": 1,
      }
    `);
  });

  it('tells what a rule needs', () => {
    expect(ofKind(collected, 'github.app-installation')[1]!.data).toMatchObject({
      app_slug: 'deployer',
      owner: { login: 'acme' },
      last_request_at: '2026-03-01T10:00:00.000Z',
      permissions: { contents: 'write' },
    });
    expect(ofKind(collected, 'github.member').map(({ data }) => data)).toMatchObject([
      { login: 'ana', created_at: '2026-03-01T10:00:00.000Z' },
      { login: 'acme-bot', last_request_at: '2026-03-01T10:00:00.000Z', total_request_count: 7 },
    ]);
    expect(ofKind(collected, 'github.member')[0]!.data).not.toHaveProperty('last_request_at');
    expect(ofKind(collected, 'github.environment')[0]!.data).toMatchObject({
      name: 'production',
      wait_timer: 30,
      prevent_self_review: true,
      reviewers: [{ type: 'User', name: 'ana' }],
      branch_policies: [{ name: 'main' }, { name: 'release/*' }],
    });
    expect(ofKind(collected, 'github.copilot')[1]!.data).toMatchObject({
      mcp_servers: [
        {
          name: 'sentry',
          literal_secret: true,
          env: [
            { name: 'SENTRY_ACCESS_TOKEN', value: 'reference', of: 'COPILOT_MCP_KEY' },
            { name: 'SENTRY_TOKEN', value: 'literal' },
          ],
        },
      ],
      is_firewall_enabled: false,
    });
    expect(ofKind(collected, 'github.webhook').map(({ data }) => data)).toMatchObject([
      { url: 'https://hooks.acme.test/', has_secret: true, insecure_ssl: false, url_holds_credentials: true },
      { url: 'http://ci.acme.test/hook', has_secret: false, insecure_ssl: true, last_response_code: 200 },
    ]);
    expect(ofKind(collected, 'github.repository')[0]!.data).toMatchObject({
      full_name: 'acme/web',
      visibility: 'public',
      default_branch: 'main',
      protection: {
        rules: ['PULL_REQUEST'],
        restricts_pushes: true,
        branch_rule: 'BPR_101',
        rulesets: [{ id: 'RRS_5', rules: ['PULL_REQUEST'] }],
      },
    });
    expect(ofKind(collected, 'github.protection').map(({ data }) => data)).toEqual([
      {
        type: 'branch-protection',
        name: 'main',
        source: { type: 'Repository', name: 'acme/web' },
        bypass_actors: [],
        push_actors: [{ type: 'App', name: 'deployer' }],
      },
      {
        type: 'ruleset',
        name: 'main is reviewed',
        source: { type: 'Organization', name: 'acme' },
        enforcement: 'ACTIVE',
        bypass_actors: [
          { type: 'App', name: 'deployer', mode: 'ALWAYS' },
          { type: 'Team', name: 'ops', mode: 'PULL_REQUEST' },
          { type: 'DeployKey', mode: 'ALWAYS' },
          { type: 'Role', name: 'maintain', mode: 'ALWAYS' },
        ],
      },
    ]);
    expect(ofKind(collected, 'github.workflow')[0]!.data).toMatchObject({ blanked: 1, ref: 'main' });
  });

  it('says what GitHub shows to nobody', () => {
    const blind = coverage.filter(({ status }) => status === 'unsupported').map(({ source }) => source);
    expect(blind).toEqual([
      'classic personal access tokens',
      'OAuth apps',
      'private keys of Apps',
      'SSH keys of members',
    ]);
  });
});

describe('a missing permission', () => {
  const without = (name: string) => [
    { token: 'ghs_test', kind: 'app' as const, permissions: allPermissions.filter((each) => each !== name) },
  ];

  it('is named, in the words of the answer', async () => {
    const collected = await collectFrom({
      organizations: [sampleOrganization()],
      tokens: without('organization_secrets'),
    });
    expect(coverageOf(collected, 'GET /orgs/{org}/actions/secrets')).toMatchObject({
      status: 'denied',
      detail: '403: GitHub asks for organization_secrets: read',
    });
    expect(coverageOf(collected, 'GET /orgs/{org}/hooks')?.status).toBe('complete');
  });

  it('is named where GitHub hides by 404', async () => {
    const collected = await collectFrom({
      organizations: [sampleOrganization()],
      tokens: without('secrets'),
      hides: () => true,
    });
    expect(coverageOf(collected, 'GET /repos/{owner}/{repo}/actions/secrets')).toMatchObject({
      status: 'denied',
      detail: expect.stringMatching(/404, which is GitHub's answer to a missing permission.*secrets: read/),
    });
  });

  it('of thousands of repositories is asked about three times', async () => {
    const repositories = Array.from({ length: 30 }, (_, at) => ({ id: 500 + at, name: `r${at}` }));
    const { calls } = await collectFrom({
      organizations: [{ ...sampleOrganization(), repositories }],
      tokens: without('repository_hooks'),
    });
    expect(calls.filter((call) => call === 'GET /repos/{owner}/{repo}/hooks')).toHaveLength(3);
  });

  it('for everything closes the organisation', async () => {
    const collected = await collectFrom({ organizations: [sampleOrganization()], tokens: [] });
    expect(collected.records).toEqual([]);
    expect(coverageOf(collected, 'GET /orgs/{org}')).toMatchObject({ status: 'denied' });
  });
});

describe('single sign-on', () => {
  it('that was not done is said', async () => {
    const collected = await collectFrom({
      organizations: [sampleOrganization()],
      tokens: [{ token: 'ghs_test', kind: 'classic', scopes: ['repo', 'admin:org'], sso: 'required' }],
    });
    expect(coverageOf(collected, 'GET /orgs/{org}')?.detail).toMatch(/single sign-on/);
    expect(JSON.stringify(collected.coverage)).not.toContain('authorization_request');
  });

  it('with partial results makes the coverage partial', async () => {
    const collected = await collectFrom({
      organizations: [sampleOrganization()],
      tokens: [{ token: 'ghs_test', kind: 'app', permissions: allPermissions, sso: 'partial' }],
    });
    expect(coverageOf(collected, 'GET /orgs/{org}/hooks')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('single sign-on'),
    });
  });
});

describe('pages', () => {
  it('are followed by the links that name things by number, and by count where there is no link', async () => {
    const organization = {
      ...sampleOrganization(),
      patGrants: Array.from({ length: 250 }, (_, at) => ({
        ...sampleOrganization().patGrants![0]!,
        id: at + 1,
      })),
      authorizations: Array.from({ length: 101 }, (_, at) => ({
        ...sampleOrganization().authorizations![0]!,
        credential_id: at + 1,
      })),
    };
    const collected = await collectFrom({ organizations: [organization] });
    expect(ofKind(collected, 'github.pat-grant')).toHaveLength(250);
    expect(ofKind(collected, 'github.credential-authorization')).toHaveLength(101);
    expect(collected.github.seen.some(({ path }) => path.startsWith('/organizations/1/'))).toBe(true);
  });

  it('are not followed to another host', async () => {
    const collected = await collectFrom({
      organizations: [sampleOrganization()],
      interject: ({ path }) =>
        path === '/orgs/acme/hooks'
          ? { status: 200, body: [], headers: { link: '<https://evil.test/next>; rel="next"' } }
          : undefined,
    });
    expect(coverageOf(collected, 'GET /orgs/{org}/hooks')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('evil.test'),
    });
  });
});

describe('an App', () => {
  it('finds its installation by itself', async () => {
    const app = { id: '7', permissions: allPermissions };
    const github = await startGitHub({ organizations: [sampleOrganization()], app });
    try {
      const entries = [];
      for await (const entry of collectGitHub({
        credential: { appId: '7', privateKey: github.privateKey },
        organizations: ['acme'],
        apiUrl: github.url,
        spacing: 0,
      })) {
        entries.push(entry);
      }
      expect(entries[0]).toMatchObject({ record: 'github.caller', data: { type: 'app', name: 'nhi-audit' } });
      expect(entries.filter((entry) => 'record' in entry).length).toBeGreaterThan(30);
    } finally {
      await github.close();
    }
  });

  it('that is not installed is told so', async () => {
    const github = await startGitHub({
      organizations: [{ ...sampleOrganization(), login: 'other' }],
      app: { id: '7', permissions: [] },
    });
    try {
      const entries = [];
      const credential = { appId: '7', privateKey: github.privateKey };
      for await (const entry of collectGitHub({
        credential,
        organizations: ['acme'],
        apiUrl: github.url,
        spacing: 0,
      })) {
        entries.push(entry);
      }
      expect(entries.filter((entry) => isCoverage(entry) && entry.status === 'denied')).toMatchObject([
        { source: 'GET /orgs/{org}/installation', detail: 'the App is not installed in the organisation' },
      ]);
      expect(entries.filter((entry) => isCoverage(entry) && entry.status === 'complete')).toMatchObject([
        { source: 'GET /app' },
      ]);
    } finally {
      await github.close();
    }
  });
});

describe('an enterprise', () => {
  it('names its organisations, and the repositories that an App may enter', async () => {
    const collected = await collectFrom(
      {
        organizations: [sampleOrganization(), { ...sampleOrganization(), id: 2, login: 'umbrella' }],
        enterprise: 'corp',
      },
      { enterprise: 'corp', organizations: [] },
    );
    expect(ofKind(collected, 'github.organization').map(({ scope }) => scope)).toEqual(['acme', 'umbrella']);
    expect(ofKind(collected, 'github.organization')[0]!.data).toMatchObject({ enterprise: 'corp' });
    const deployer = ofKind(collected, 'github.app-installation').find(({ id }) => id === '78');
    expect(deployer!.data).toMatchObject({ repositories: [{ id: 101, full_name: 'acme/web' }] });
  });
});

describe('a repository that was renamed', () => {
  const moved = (location: string) => ({
    organizations: [sampleOrganization()],
    interject: ({ path }: { readonly path: string }) =>
      path === '/repos/acme/web/keys' ? { status: 301, headers: { location }, body: {} } : undefined,
  });

  it('is followed on the same host', async () => {
    const collected = await collectFrom(moved('/repositories/101/keys?per_page=100'));
    expect(ofKind(collected, 'github.deploy-key')).toHaveLength(3);
  });

  it('is not followed to another', async () => {
    const collected = await collectFrom(moved('https://evil.test/keys'));
    expect(coverageOf(collected, 'GET /repos/{owner}/{repo}/keys')?.detail).toContain('evil.test');
    expect(ofKind(collected, 'github.deploy-key')).toHaveLength(1);
  });
});

describe('an organisation without SAML', () => {
  it('has no credential authorizations: unsupported where the App may read them', async () => {
    const { authorizations: _, ...organization } = sampleOrganization();
    const github = await startGitHub({
      organizations: [organization],
      app: { id: '7', permissions: allPermissions },
    });
    try {
      const entries = [];
      const credential = { appId: '7', privateKey: github.privateKey };
      for await (const entry of collectGitHub({
        credential,
        organizations: ['acme'],
        apiUrl: github.url,
        spacing: 0,
      })) {
        entries.push(entry);
      }
      expect(entries).toContainEqual(
        expect.objectContaining({
          source: 'GET /orgs/{org}/credential-authorizations',
          status: 'unsupported',
        }),
      );
    } finally {
      await github.close();
    }
  });
});

describe('workflow texts', () => {
  it('that are too much for one query are asked for in halves', async () => {
    const repositories = Array.from({ length: 7 }, (_, at) => ({
      id: 800 + at,
      name: `r${at}`,
      workflows: { 'ci.yml': 'on: push' },
    }));
    const collected = await collectFrom({
      organizations: [{ ...sampleOrganization(), repositories }],
      interject: ({ body }) => {
        const ids = body.includes('query WorkflowTexts') ? JSON.parse(body).variables.ids : [];
        return ids.length > 2 ? { status: 502, body: {} } : undefined;
      },
    });
    expect(ofKind(collected, 'github.workflow')).toHaveLength(7);
    expect(coverageOf(collected, 'graphql WorkflowTexts')?.status).toBe('complete');
  });
});

describe('actions in the repository that uses them', () => {
  const uses = (...all: readonly string[]): string =>
    ['runs:', '  using: composite', '  steps:', ...all.map((each) => `    - uses: ${each}`)].join('\n');
  const workflow = (...all: readonly string[]): string =>
    ['on: push', 'jobs:', '  a:', '    steps:', ...all.map((each) => `      - uses: ${each}`)].join('\n');
  const collectRepositories = (...repositories: readonly object[]) =>
    collectFrom({
      organizations: [
        {
          ...sampleOrganization(),
          repositories: repositories.map((each, at) => ({ id: 820 + at, name: `r${at}`, ...each })),
        },
      ],
    });
  const paths = (collected: Collected) => ofKind(collected, 'github.local-action').map(({ id }) => id);

  it('are read, and what they use in turn, each once', async () => {
    const collected = await collectRepositories(
      {
        workflows: {
          'ci.yml': workflow('./one', './.github/actions/two/', './one'),
          'b.yml': workflow('./one'),
        },
        files: {
          'one/action.yml': uses('./.github/actions/two', './three'),
          '.github/actions/two/action.yaml': 'a: b',
          'three/action.yml': uses('./one'),
        },
      },
      {
        workflows: { 'ci.yml': workflow('./one', './', './missing') },
        files: { 'one/action.yml': 'a: b', 'action.yml': 'a: b' },
      },
    );
    expect(paths(collected).toSorted()).toEqual([
      'acme/r0/.github/actions/two/action.yaml',
      'acme/r0/one/action.yml',
      'acme/r0/three/action.yml',
      'acme/r1/action.yml',
      'acme/r1/one/action.yml',
    ]);
    expect(collected.calls.filter((call) => call === 'graphql LocalActions')).toHaveLength(2);
    expect(coverageOf(collected, 'graphql LocalActions')?.status).toBe('complete');
  });

  it('twenty are one call, and none is none', async () => {
    const many = Array.from({ length: 45 }, (_, at) => `./a${at}`);
    const files = Object.fromEntries(many.map((each) => [`${each.slice(2)}/action.yml`, 'a: b']));
    const some = await collectRepositories({ workflows: { 'ci.yml': workflow(...many) }, files });
    expect(paths(some)).toHaveLength(45);
    expect(some.calls.filter((call) => call === 'graphql LocalActions')).toHaveLength(3);
    const none = await collectRepositories({ workflows: { 'ci.yml': workflow('actions/checkout@v4') } });
    expect(none.calls).not.toContain('graphql LocalActions');
  });

  it('are read from the repository alone, and what looks like a secret in them is blanked', async () => {
    const collected = await collectRepositories({
      workflows: { 'ci.yml': workflow('./../other', './a/../b', './a:b', './ok') },
      files: { 'ok/action.yml': 'env:\n  API_TOKEN: aB3dE5fG7hJ9', 'b/action.yml': 'a: b' },
    });
    expect(paths(collected)).toEqual(['acme/r0/ok/action.yml']);
    expect(JSON.stringify(collected.records)).not.toContain('aB3dE5fG7hJ9');
    expect(ofKind(collected, 'github.local-action')[0]!.data).toMatchObject({ blanked: 1 });
    expect(coverageOf(collected, 'graphql LocalActions')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('3 whose paths are not written plainly'),
    });
  });

  it('and those that are no sound YAML are told', async () => {
    const collected = await collectRepositories({
      workflows: { 'ci.yml': workflow('./broken') },
      files: { 'broken/action.yml': 'a: [' },
    });
    expect(coverageOf(collected, 'graphql LocalActions')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('/r0 broken/action.yml is no sound YAML'),
    });
  });
});

describe('owners', () => {
  it('of workflows are those that CODEOWNERS names, and nothing else of the file is kept', async () => {
    const workflows = { 'ci.yml': 'on: push' };
    const repositories = [
      { id: 800, name: 'owned', workflows, codeowners: '* @acme/all\n.github/ @acme/ci # call 555-0100\n' },
      { id: 801, name: 'free', workflows },
    ];
    const collected = await collectFrom({ organizations: [{ ...sampleOrganization(), repositories }] });
    const owners = ofKind(collected, 'github.codeowners');
    expect(owners.map(({ data }) => data)).toEqual([
      {
        repository: { id: 800, full_name: expect.stringMatching(/\/owned$/) },
        path: '.github/CODEOWNERS',
        owners: ['@acme/ci'],
      },
    ]);
  });
});

describe('repositories', () => {
  it('that are too many for one query are asked for in smaller pages, to the end', async () => {
    const repositories = Array.from({ length: 130 }, (_, at) => ({
      id: 800 + at,
      name: `r${at}`,
      archived: true,
      collaborators: [{ id: 601, login: 'contractor', permission: 'WRITE' }],
    }));
    const collected = await collectFrom({
      organizations: [{ ...sampleOrganization(), repositories }],
      interject: ({ body }) => {
        const { query = '', variables = {} } = body === '' ? {} : JSON.parse(body);
        const tooMany = query.includes('query Repositories') && variables.first > 50;
        const tooMuch = query.includes('query Collaborators') && variables.ids.length > 20;
        return tooMany || tooMuch ? { status: 502, body: {} } : undefined;
      },
    });
    expect(ofKind(collected, 'github.repository')).toHaveLength(130);
    expect(ofKind(collected, 'github.repository-access')).toHaveLength(130);
    expect(coverageOf(collected, 'graphql Repositories')?.status).toBe('complete');
    expect(coverageOf(collected, 'graphql Collaborators')?.status).toBe('complete');
  });
});

describe('who gets past a ruleset', () => {
  const repositories = Array.from({ length: 130 }, (_, at) => ({
    id: 800 + at,
    name: `r${at}`,
    archived: true,
    ...(at < 60 ? { archived: false } : {}),
    rulesets: { 5: ['PULL_REQUEST', 'DELETION'] },
  }));
  const organization = { ...sampleOrganization(), repositories };

  it('is asked for once, however many repositories it holds for', async () => {
    const collected = await collectFrom({ organizations: [organization] });
    expect(collected.calls.filter((call) => call === 'graphql Protections')).toHaveLength(1);
    expect(ofKind(collected, 'github.protection')).toHaveLength(1);
    expect(coverageOf(collected, 'graphql Protections')).toMatchObject({ status: 'complete' });
  });

  it('is not taken for nobody where GitHub does not tell', async () => {
    const rulesets = [{ id: 5, name: 'x', bypass: null }];
    const collected = await collectFrom({ organizations: [{ ...organization, rulesets }] });
    expect(ofKind(collected, 'github.protection')[0]?.data).not.toHaveProperty('bypass_actors');
    expect(coverageOf(collected, 'graphql Protections')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('those who may edit it'),
    });
  });
});

describe('the policy of Actions', () => {
  const own = 'GET /repos/{owner}/{repo}/actions/permissions/workflow';

  it('is read of a repository only where it may run Actions', async () => {
    const collected = await collectFrom({
      oracle: githubOracle(),
      organizations: [
        {
          ...sampleOrganization(),
          actions: { enabled_repositories: 'selected', allowed_actions: 'all', sha_pinning_required: false },
          actionsRepositories: [103],
        },
      ],
    });
    expect(collected.github.problems).toEqual([]);
    expect(ofKind(collected, 'github.actions-policy').map(({ data }) => data)).toMatchObject([
      { level: 'organization', enabled_repository_list: [{ id: 103, full_name: 'acme/empty' }] },
      { level: 'repository', repository: { id: 103 } },
    ]);
    expect(collected.calls.filter((call) => call === own)).toHaveLength(1);
  });

  it('is read of each repository where the organisation does not tell its default', async () => {
    const { calls } = await collectFrom({
      organizations: [sampleOrganization()],
      interject: ({ path }) =>
        path === '/orgs/acme/actions/permissions/workflow'
          ? { status: 403, body: { message: 'Resource not accessible by integration' } }
          : undefined,
    });
    expect(calls.filter((call) => call === own)).toHaveLength(2);
  });
});

describe('a runner group that the enterprise shares', () => {
  it('is read with what it allows, and with its runners', async () => {
    const shared = {
      id: 3,
      name: 'Corp',
      visibility: 'all',
      default: false,
      inherited: true,
      runners_url: 'https://api.github.com/x',
      allows_public_repositories: true,
      inherited_allows_public_repositories: true,
      restricted_to_workflows: true,
      selected_workflows: ['corp/ci/.github/workflows/build.yml@main'],
      // Numbered by the enterprise: as one of the organisation's own.
      runners: [runnerAnswerOf(51, { name: 'corp-1', runner_group_id: 8, ephemeral: false })],
    };
    const sample = sampleOrganization();
    const collected = await collectFrom({
      oracle: githubOracle(),
      organizations: [{ ...sample, groups: [...(sample.groups ?? []), shared] }],
    });
    expect(collected.github.problems).toEqual([]);
    expect(ofKind(collected, 'github.runner-group')[1]?.data).toMatchObject({
      inherited: true,
      visibility: 'all',
      allows_public_repositories: true,
      inherited_allows_public_repositories: true,
      restricted_to_workflows: true,
      selected_workflows: ['corp/ci/.github/workflows/build.yml@main'],
    });
    const runners = ofKind(collected, 'github.runner').filter(({ data }) => 'inherited' in (data as object));
    expect(runners).toMatchObject([
      { data: { id: 51, name: 'corp-1', runner_group_id: 3, inherited: true } },
    ]);
    expect(ofKind(collected, 'github.runner')).toHaveLength(3);
  });
});

describe('what only GitHub Enterprise Cloud has', () => {
  const cloudOnly = [
    'GET /orgs/{org}/insights/api/subject-stats',
    'GET /orgs/{org}/credential-authorizations',
  ];

  it('is not asked for on a smaller plan, and unsupported', async () => {
    const collected = await collectFrom({
      organizations: [{ ...sampleOrganization(), settings: { plan: { name: 'team' } } }],
    });
    for (const call of cloudOnly) {
      expect(collected.calls).not.toContain(call);
      expect(coverageOf(collected, call)).toMatchObject({
        status: 'unsupported',
        detail: "GitHub Enterprise Cloud only; the organisation's plan is team",
      });
    }
  });

  it('is not asked for on an Enterprise Server, which may lack newer things as well', async () => {
    const lacks = (path: string): boolean =>
      /agents\/|copilot|insights|credential-auth|properties\/repo|fork-pr-|permissions\/self-hosted/.test(
        path,
      );
    const collected = await collectFrom({
      organizations: [sampleOrganization()],
      enterpriseServer: { lacks },
    });
    expect(collected.calls).not.toContain(cloudOnly[0]);
    const gaps = collected.coverage.filter(
      ({ source, status }) => status !== 'complete' && / \/(?:orgs|repos)\//.test(source),
    );
    expect(Object.fromEntries(gaps.map(({ source, status }) => [source, status]))).toMatchInlineSnapshot(`
      {
        "GET /orgs/{org}/actions/oidc/customization/properties/repo": "unsupported",
        "GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval": "unsupported",
        "GET /orgs/{org}/actions/permissions/fork-pr-workflows-private-repos": "unsupported",
        "GET /orgs/{org}/actions/permissions/self-hosted-runners": "unsupported",
        "GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories": "skipped",
        "GET /orgs/{org}/agents/secrets": "unsupported",
        "GET /orgs/{org}/agents/secrets/{secret_name}/repositories": "skipped",
        "GET /orgs/{org}/codespaces/secrets": "skipped",
        "GET /orgs/{org}/copilot/coding-agent/permissions": "unsupported",
        "GET /orgs/{org}/copilot/coding-agent/permissions/repositories": "skipped",
        "GET /orgs/{org}/credential-authorizations": "unsupported",
        "GET /orgs/{org}/insights/api/subject-stats": "unsupported",
        "GET /repos/{owner}/{repo}/agents/secrets": "skipped",
        "GET /repos/{owner}/{repo}/codespaces/secrets": "skipped",
        "GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration": "skipped",
      }
    `);
    expect(gaps.map(({ status }) => status)).not.toContain('denied');
    expect(ofKind(collected, 'github.deploy-key')).toHaveLength(3);
    // What nobody told counts as allowed.
    expect(collected.calls).toContain('GET /repos/{owner}/{repo}/actions/runners');
  });
});

describe('names', () => {
  it('of organisations are as GitHub writes them, whatever was typed', async () => {
    const collected = await collectFrom(
      { organizations: [sampleOrganization()] },
      { organizations: ['ACME'] },
    );
    expect([...new Set(collected.records.map(({ scope }) => scope))]).toEqual(['acme']);
    expect(coverageOf(collected, 'GET /orgs/{org}')?.scope).toBe('acme');
  });

  it('of environments may have slashes, spaces and other letters; one of dots alone is said', async () => {
    const names = ['a/b c%d?#ü 日本', '..'];
    const environments = names.map((name, at) => ({ id: at + 1, name, secrets: ['X'] }));
    const collected = await collectFrom({
      organizations: [
        { ...sampleOrganization(), teams: [], repositories: [{ id: 9, name: 'we.b_1-x', environments }] },
      ],
    });
    expect(ofKind(collected, 'github.environment').map(({ id }) => id)).toEqual(
      names.map((name) => `acme/we.b_1-x/${name}`),
    );
    const call = 'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets';
    expect(coverageOf(collected, call)).toMatchObject({
      status: 'partial',
      detail: '1 of 2 answered; a name of dots alone has no address in the API (acme/we.b_1-x ..)',
    });
  });

  it('that no organisation has are told so', async () => {
    const collected = await collectFrom({ organizations: [] }, { organizations: ['nope'] });
    expect(coverageOf(collected, 'GET /orgs/{org}')?.detail).toMatch(/no organisation of this name/);
  });
});

it('an organisation without repositories is covered whole', async () => {
  const collected = await collectFrom({
    organizations: [{ ...sampleOrganization(), teams: [], repositories: [], agentRepositories: 'none' }],
  });
  const gaps = collected.coverage.filter(
    ({ source, status }) => status === 'partial' || / \/repos\//.test(source),
  );
  expect(
    gaps.filter(({ status, source }) => status !== 'complete' && !source.includes('codespaces')),
  ).toEqual([]);
});
