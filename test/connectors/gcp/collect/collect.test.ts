import { describe, expect, test } from 'vitest';
import { refusal, type Seen } from '../../../support/gcp-loopback.ts';
import { fakeOrganization } from '../../../support/gcp-organization.ts';
import { collectFrom, keysIn, kindsOf, lineOf } from './support.ts';

const noInventory = ({ api }: Seen) =>
  api === 'cloudasset' ? refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission') : undefined;

const whole = await collectFrom({}, { recommendations: true });
const singly = await collectFrom({ interject: noInventory }, { recommendations: true });

const dataOf = (collected: typeof whole, kind: string, id: RegExp) =>
  collected.records.find((each) => each.record === kind && id.test(each.id))?.data;

describe('an organisation by its inventory', () => {
  test('is read whole, as Google describes requests and answers', () => {
    expect(whole.google.problems).toEqual([]);
    const open = whole.coverage.filter(({ status }) => status !== 'complete');
    expect(open.map(({ source, status }) => [source, status])).toEqual([
      ['domain-wide delegation', 'unsupported'],
      ['use of HMAC keys, of API keys bound to accounts and of delegation', 'unsupported'],
    ]);
    expect(new Set(whole.coverage.map(({ scope }) => scope))).toEqual(new Set(['organizations/1']));
  });

  test('gives every kind of record', () => {
    expect(kindsOf(whole)).toMatchObject({
      'gcp.organization': 1,
      'gcp.folder': 1,
      'gcp.project': 3,
      'gcp.service-account': 6,
      'gcp.role': 1,
      'gcp.pool': 2,
      'gcp.pool-provider': 2,
      'gcp.deny-policy': 1,
      'gcp.boundary': 1,
      'gcp.policy-binding': 2,
      'gcp.access-policy': 1,
      'gcp.api-key': 1,
      'gcp.hmac-key': 1,
      'gcp.iam-policy': 14,
      'gcp.org-policy': 1,
      'gcp.resource': 1,
      'gcp.entitlement': 2,
      'gcp.grant': 2,
      'gcp.activity': 6,
      'gcp.group': 2,
      'gcp.membership': 3,
      'gcp.agent': 1,
      'gcp.auth-provider': 1,
      'gcp.reasoning-engine': 1,
      'gcp.recommendation': 3,
    });
  });

  test('keeps keys that somebody has, and what Google found out about them', () => {
    expect(kindsOf(whole)['gcp.service-account-key']).toBe(6);
    expect(dataOf(whole, 'gcp.service-account-key', /^100sa-00$/)).toMatchObject({
      disabled: true,
      disableReason: 'SERVICE_ACCOUNT_KEY_DISABLE_REASON_EXPOSED',
      extendedStatus: [{ key: 'SERVICE_ACCOUNT_KEY_EXTENDED_STATUS_KEY_EXPOSED' }],
    });
    expect(dataOf(whole, 'gcp.service-account-key', /^100sa-10$/)).not.toHaveProperty('disabled');
  });

  test('has conditions of bindings', () => {
    expect(dataOf(whole, 'gcp.iam-policy', /projects\/100$/)).toMatchObject({
      bindings: [{ role: 'roles/editor', condition: { title: 'until summer' } }],
    });
  });

  test('tells last use with the period that was looked at', () => {
    expect(dataOf(whole, 'gcp.activity', /^serviceAccountLastAuthentication .*p0000\./)).toMatchObject({
      lastAuthenticatedTime: '2026-03-01T07:00:00.000Z',
      observationStart: '2025-12-31T07:00:00.000Z',
      observationEnd: '2026-03-30T07:00:00.000Z',
      serviceAccountId: '9100000',
    });
  });

  test('tells agents, what they run as, and by what they sign in, without what opens addresses', () => {
    expect(dataOf(whole, 'gcp.agent', /helper$/)).toMatchObject({
      runtimeIdentity: 'principal://agents.global.org-1.system.id.goog/resources/x',
      framework: 'google-adk',
      addresses: ['https://helper.acme.test/a2a'],
      skills: ['book'],
    });
    expect(dataOf(whole, 'gcp.auth-provider', /jira$/)).toMatchObject({
      type: 'twoLeggedOauth',
      clientId: 'c1',
      tokenUrl: expect.not.stringContaining('abc'),
      workloads: [expect.stringContaining('reasoningEngines/7')],
    });
    expect(dataOf(whole, 'gcp.mcp-server', /files$/)).toMatchObject({
      tools: [{ name: 'delete', destructive: true }],
    });
    expect(dataOf(whole, 'gcp.reasoning-engine', /7$/)).toMatchObject({ identityType: 'AGENT_IDENTITY' });
  });

  test('tells entitlements with approvers, and grants with who approved and since when', () => {
    expect(dataOf(whole, 'gcp.entitlement', /^organizations\/1\//)).toMatchObject({
      approval: true,
      approvers: ['user:ann@acme.test'],
    });
    expect(dataOf(whole, 'gcp.grant', /^projects\/acme-p0000\//)).toMatchObject({
      state: 'ACTIVE',
      approvedBy: ['ann@acme.test'],
      accessGrantTime: '2026-03-31T22:10:05.000Z',
      roleBindings: [{ role: 'roles/owner' }],
    });
  });

  test('tells whom administrators of Workspace let act for everybody, and not who they are', () => {
    expect(dataOf(whole, 'gcp.delegation', /^9100000 /)).toEqual({
      clientId: '9100000',
      scopes: ['https://www.googleapis.com/auth/gmail.send'],
      time: '2026-03-01T10:00:00.000Z',
      removed: false,
    });
    expect(JSON.stringify(whole.records)).not.toContain('root@acme.test');
    expect(dataOf(whole, 'gcp.service-account', /^sa-0@acme-p0000/)).toMatchObject({
      oauth2ClientId: '9100000',
    });
  });

  test('reads groups in groups', () => {
    expect(keysIn(whole)).toContain('gcp.membership inner@acme.test sa-0@acme-p0000.iam.gserviceaccount.com');
  });

  test('tells what Google would take away, and what it would give instead', () => {
    expect(dataOf(whole, 'gcp.recommendation', /^projects\/acme-p0000\//)).toMatchObject({
      removedRoles: ['roles/editor'],
      addedRoles: ['roles/viewer'],
      member: 'serviceAccount:a@b.iam.gserviceaccount.com',
    });
    expect(dataOf(whole, 'gcp.insight', /policy\.Insight/)).toMatchObject({
      exercisedPermissions: ['storage.objects.get'],
      currentTotalPermissionsCount: 9000,
    });
  });

  test('asks agents and Privileged Access Manager only where they are enabled', () => {
    const asked = whole.google.seen
      .filter(({ api, path }) => /^(?:agent|privileged|aiplatform)/.test(api) && path.includes('/projects/'))
      .map(({ path }) => path);
    expect(asked.filter((path) => !path.includes('/projects/acme-p0000/'))).toEqual([]);
  });

  test('says of recommendations that they were not asked for', async () => {
    const plain = await collectFrom();
    expect(lineOf(plain, 'recommender.recommendations.list google.iam.policy.Recommender')).toMatchObject({
      status: 'skipped',
      detail: 'not asked for; --gcp-recommendations reads it',
    });
  });
});

describe('an organisation without its inventory', () => {
  test('is read project by project, and tells the same', () => {
    expect(singly.google.problems).toEqual([]);
    const kinds = (collected: typeof whole, kind: string): readonly string[] =>
      keysIn(collected).filter((key) => key.startsWith(`${kind} `));
    for (const kind of [
      'gcp.organization',
      'gcp.folder',
      'gcp.project',
      'gcp.service-account',
      'gcp.service-account-key',
      'gcp.pool-provider',
      'gcp.deny-policy',
      'gcp.policy-binding',
      'gcp.access-policy',
      'gcp.org-policy',
      'gcp.api-key',
      'gcp.hmac-key',
      'gcp.activity',
      'gcp.membership',
      'gcp.agent',
    ])
      expect(kinds(singly, kind), kind).toEqual(kinds(whole, kind));
    expect(kindsOf(singly)['gcp.iam-policy']).toBe(11);
    expect(kindsOf(singly)['gcp.resource']).toBe(14);
  });

  test('asks regions of what only they tell, of projects that have it', () => {
    const accounts = (id: RegExp) =>
      (dataOf(singly, 'gcp.resource', id) as { readonly serviceAccounts?: unknown }).serviceAccounts;
    const [first, second] = ['sa-0', 'sa-1'].map((name) => [`${name}@acme-p0000.iam.gserviceaccount.com`]);
    expect(accounts(/^\/\/dataproc\..*\/regions\/europe-west1\/clusters\/spark$/)).toEqual(first);
    expect(accounts(/^\/\/composer\..*\/locations\/us-east1\/environments\/flows$/)).toEqual(second);
    expect(accounts(/^\/\/notebooks\..*\/instances\/desk$/)).toEqual(first);
    for (const what of ['endpoints', 'schedules', 'pipelineJobs', 'customJobs'])
      expect(accounts(new RegExp(`^//aiplatform\\..*/${what}/9$`)), what).toEqual(second);
    const asked = singly.calls.filter((call) => /^(?:dataproc|composer|compute\.regions)/.test(call));
    expect(asked.sort()).toEqual([
      ...Array(2).fill('composer.projects.locations.environments.list'),
      'compute.regions.list',
      ...Array(2).fill('dataproc.projects.regions.clusters.list'),
    ]);
  });

  test('where nobody tells what is enabled, regions are not asked, and that is said', async () => {
    const blind = await collectFrom({
      interject: (seen) =>
        seen.api === 'serviceusage' ? refusal(403, 'PERMISSION_DENIED', 'no') : noInventory(seen),
    });
    expect(blind.calls.filter((call) => /^(?:dataproc|composer|compute\.regions)/.test(call))).toEqual([]);
    expect(lineOf(blind, 'dataproc.projects.regions.clusters.list')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/nobody tells whether dataproc\.googleapis\.com is enabled/),
      gives: ['workloads'],
    });
  });

  test('an API that is switched off in between is coverage', async () => {
    const off = await collectFrom({
      interject: (seen) =>
        seen.api === 'composer'
          ? refusal(
              403,
              'PERMISSION_DENIED',
              'Cloud Composer API has not been used in project 100 before or it is disabled.',
              { reason: 'SERVICE_DISABLED' },
            )
          : noInventory(seen),
    });
    expect(lineOf(off, 'composer.projects.locations.environments.list')).toMatchObject({
      status: expect.stringMatching(/unsupported|denied|skipped/),
    });
  });

  test('of other organisations that the caller is shown nothing is taken in', () => {
    expect(JSON.stringify(singly.records)).not.toMatch(/of-others|folders\/99/);
  });

  test('says what was refused and how it was read; policies of other resources are a gap', () => {
    expect(lineOf(singly, 'cloudasset.assets.list RESOURCE')).toMatchObject({
      status: 'denied',
      detail: expect.stringMatching(/needs cloudasset\.assets\.listResource; read by Resource Manager/),
      gives: [],
    });
    expect(lineOf(singly, 'cloudasset.assets.list IAM_POLICY')).toMatchObject({
      status: 'denied',
      gives: expect.arrayContaining(['grants']),
    });
    const open = singly.coverage.filter(
      ({ status, source }) => status !== 'complete' && !source.startsWith('cloudasset.'),
    );
    expect(open.map(({ status }) => status).sort()).toEqual(['partial', 'unsupported', 'unsupported']);
    expect(lineOf(singly, 'workloads that only the inventory tells')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/instance templates, App Engine/),
    });
  });

  test('asks for policies in version 3, of accounts too', () => {
    const asked = singly.google.seen.filter(({ path }) => path.endsWith(':getIamPolicy'));
    expect(asked.length).toBeGreaterThan(5);
    for (const { body, query } of asked)
      expect(body + String(query)).toMatch(/requestedPolicyVersion(?:":|=)3/);
    expect(dataOf(singly, 'gcp.iam-policy', /projects\/acme-p0000$/)).toMatchObject({
      bindings: [{ role: 'roles/editor', condition: { title: 'until summer' } }],
    });
  });

  test('keeps to five questions a minute about denials', () => {
    const denials = singly.calls.filter((call) => call === 'iam.policies.listPolicies').length;
    expect(denials).toBe(5);
    // Bindings of boundaries: of five nodes, and the boundaries themselves.
    expect(singly.waits).toEqual([60_000]);
  });

  test('waits for the minute where there are more', async () => {
    const many = await collectFrom({ organization: fakeOrganization(12, 1), interject: noInventory });
    expect(many.calls.filter((call) => call === 'iam.policies.listPolicies')).toHaveLength(14);
    expect(many.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(2 * 60_000);
    expect(lineOf(many, 'iam.policies.listPolicies')).toMatchObject({ status: 'complete' });
  });

  test('where the search of policies is allowed only resources are read singly', async () => {
    const search = await collectFrom({
      interject: ({ query, path, ...seen }) =>
        ['RESOURCE', 'IAM_POLICY'].includes(query.get('contentType') ?? '')
          ? noInventory({ query, path, ...seen })
          : undefined,
    });
    expect(search.google.problems).toEqual([]);
    expect(search.calls).not.toContain('iam.projects.serviceAccounts.getIamPolicy');
    expect(kindsOf(search)['gcp.iam-policy']).toBe(14);
    expect(lineOf(search, 'cloudasset.assets.list IAM_POLICY')).toMatchObject({ gives: [] });
    expect(lineOf(search, 'cloudasset.searchAllIamPolicies')).toMatchObject({ status: 'complete' });
  });
});

describe('where to begin', () => {
  test('a project is read with what it inherits', async () => {
    const one = await collectFrom({}, { nodes: ['projects/acme-p0001'] });
    expect(one.google.problems).toEqual([]);
    expect(kindsOf(one)).toMatchObject({
      'gcp.project': 1,
      'gcp.service-account': 2,
      'gcp.folder': 1,
      'gcp.deny-policy': 1,
      'gcp.boundary': 1,
      'gcp.policy-binding': 2,
      'gcp.access-policy': 1,
    });
    expect(keysIn(one)).toEqual(
      expect.arrayContaining([
        'gcp.iam-policy //cloudresourcemanager.googleapis.com/folders/2',
        'gcp.iam-policy //cloudresourcemanager.googleapis.com/organizations/1',
      ]),
    );
    expect(new Set(one.coverage.map(({ scope }) => scope))).toEqual(new Set(['acme-p0001']));
    expect(one.coverage.filter(({ status }) => status === 'partial' || status === 'denied')).toEqual([]);
  });

  test('a project that is named by its number is told by its id', async () => {
    const one = await collectFrom({}, { nodes: ['projects/101'] });
    expect(lineOf(one, 'cloudasset.assets.list RESOURCE')).toMatchObject({
      scope: 'acme-p0001',
      status: 'complete',
    });
    expect(kindsOf(one)).toMatchObject({ 'gcp.service-account': 2 });
  });

  test('a project without inventory as well', async () => {
    const one = await collectFrom({ interject: noInventory }, { nodes: ['projects/acme-p0000'] });
    expect(one.google.problems).toEqual([]);
    expect(kindsOf(one)).toMatchObject({ 'gcp.project': 1, 'gcp.service-account': 2, 'gcp.resource': 14 });
    expect(one.coverage.flatMap(({ status, source }) => (status === 'partial' ? [source] : []))).toEqual([
      'workloads that only the inventory tells',
    ]);
    // A node without an account of its own runs as that of Compute Engine, which is named by number.
    expect(dataOf(one, 'gcp.resource', /clusters\/main$/)).toMatchObject({
      serviceAccounts: ['100-compute@developer.gserviceaccount.com'],
    });
  });

  test('a folder too', async () => {
    const one = await collectFrom({}, { nodes: ['folders/2'] });
    expect(kindsOf(one)).toMatchObject({ 'gcp.project': 3, 'gcp.service-account': 6 });
    expect(one.coverage.filter(({ status }) => status === 'partial' || status === 'denied')).toEqual([]);
  });

  test('nothing named: all organisations that the caller is shown', async () => {
    const all = await collectFrom({}, { nodes: [] });
    expect(keysIn(all)).toEqual(keysIn(await collectFrom()));
  });

  test('no organisation: all projects that the caller is shown', async () => {
    const all = await collectFrom(
      {
        interject: ({ path }) =>
          path === '/v3/organizations:search' ? { status: 200, body: {} } : undefined,
      },
      { nodes: [] },
    );
    expect(kindsOf(all)).toMatchObject({ 'gcp.project': 3 });
    // Which others know: of a project that is not in the inventory nothing comes.
    expect(all.coverage.some(({ scope }) => scope === 'of-others')).toBe(true);
  });

  test('nothing at all is told once', async () => {
    const none = await collectFrom({ interject: () => ({ status: 200, body: {} }) }, { nodes: [] });
    expect(none.coverage.find(({ source }) => source === 'Google Cloud')).toMatchObject({
      status: 'denied',
      scope: '*',
    });
  });
});

describe('how the scan gets in', () => {
  test('as another account, by a token that the first one asks for', async () => {
    const bodies: string[] = [];
    const other = await collectFrom(
      {
        interject: ({ path, body }) => {
          if (path.endsWith(':generateAccessToken')) bodies.push(body);
          return undefined;
        },
      },
      { impersonate: 'reader@acme-p0000.iam.gserviceaccount.com', nodes: ['projects/acme-p0001'] },
    );
    expect(other.calls.filter((call) => call.startsWith('iamcredentials.'))).toHaveLength(1);
    expect(JSON.parse(bodies[0]!)).toEqual({
      scope: ['https://www.googleapis.com/auth/cloud-platform'],
      lifetime: '3600s',
    });
    expect(dataOf(other, 'gcp.caller', /./)).toMatchObject({
      type: 'impersonated',
      principal: 'reader@acme-p0000.iam.gserviceaccount.com',
    });
  });

  test('as another account that gives no token: said before anything is read', async () => {
    await expect(
      collectFrom(
        {
          interject: ({ path }) =>
            path.endsWith(':generateAccessToken') ? refusal(403, 'PERMISSION_DENIED', 'no') : undefined,
        },
        { impersonate: 'reader@acme-p0000.iam.gserviceaccount.com' },
      ),
    ).rejects.toThrow(
      /the account gives no token: 403 by iamcredentials\.googleapis\.com: needs iam\.serviceAccounts\.getAccessToken/,
    );
  });

  test('with the quota of a project', async () => {
    const other = await collectFrom({}, { quotaProject: 'billing-1', nodes: ['projects/acme-p0001'] });
    expect(new Set(other.google.seen.map(({ headers }) => headers['x-goog-user-project']))).toEqual(
      new Set(['billing-1']),
    );
  });
});

test('pages are followed to their end, by markers', async () => {
  const paged = await collectFrom({ pageSize: 2 });
  expect(keysIn(paged)).toEqual(keysIn(await collectFrom()));
  expect(paged.google.problems).toEqual([]);
  expect(paged.calls.length).toBeGreaterThan((await collectFrom()).calls.length);
});

test('a change between two pages: what comes twice is kept once', async () => {
  const { organization, ...rest } = { organization: fakeOrganization() };
  const twice = { ...organization, projects: [...organization.projects, organization.projects[0]!] };
  const found = await collectFrom({ ...rest, organization: twice });
  const keys = keysIn(found);
  expect(new Set(keys).size).toBe(keys.length);
});
