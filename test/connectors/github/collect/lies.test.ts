import { afterEach, describe, expect, test, vi } from 'vitest';
import { referenceSchema } from '../../../../connectors/github/collect/answers.ts';
import { githubCalls } from '../../../../connectors/github/collect/calls.ts';
import { createClient } from '../../../../connectors/github/collect/client.ts';
import { asApiError, describeFailure } from '../../../../connectors/github/collect/failure.ts';
import { guardRequest } from '../../../../connectors/github/collect/guard.ts';
import { collectGitHub } from '../../../../connectors/github/collect/index.ts';
import { createLimits } from '../../../../connectors/github/collect/limits.ts';
import { type QueryName, queries } from '../../../../connectors/github/collect/queries.ts';
import { shapes } from '../../../../connectors/github/collect/shapes.ts';
import { createWire } from '../../../../connectors/github/collect/wire.ts';
import { defaultBounds } from '../../../../src/collection/bounds.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import { everyLie } from '../../../support/every-lie.ts';
import { type FakeOrganization, sampleOrganization } from '../../../support/github-estate.ts';
import { type Said, type Seen, startGitHub } from '../../../support/github-loopback.ts';
import { withQuickTime } from '../../../support/quick-time.ts';
import { listsIn, namesIn, withoutEntries } from '../../../support/wrong-entries.ts';
import { allPermissions, collectFrom } from './support.ts';

const html = '<!doctype html>\n<html><body>Please sign in to the proxy</body></html>';
const json = 'application/json; charset=utf-8';

interface Lie {
  readonly what: string;
  readonly type: string;
  readonly body: (call: string) => string;
}

const isList = (call: string): boolean =>
  call.endsWith('/properties/repo') || githubCalls.find(({ id }) => id === call)?.list === '';

const lies: readonly Lie[] = [
  { what: 'the page of a captive portal', type: 'text/html', body: () => html },
  { what: 'a page that claims to be JSON', type: json, body: () => html },
  { what: 'plain text', type: 'text/plain', body: () => 'ok' },
  { what: 'JSON that claims to be text', type: 'text/plain', body: () => '{}' },
  { what: 'nothing', type: json, body: () => '' },
  { what: 'null', type: json, body: () => 'null' },
  { what: 'an empty object', type: json, body: () => '{}' },
  { what: 'no data', type: json, body: () => '{"data":null}' },
  {
    what: 'a list for an object, or the other way round',
    type: json,
    body: (call) => (isList(call) ? '{"a":[]}' : '[]'),
  },
  { what: 'something else', type: json, body: () => '{"message":"ok"}' },
  { what: 'half of an answer', type: json, body: () => '{"id":1,"login":"ac' },
  { what: 'a text in JSON', type: json, body: () => '"ok"' },
];

const root = { origin: 'https://api.github.com', path: '', graphqlPath: '/graphql' };

const queryNames = new Map(Object.entries(queries).map(([name, { id }]) => [id, name as QueryName]));

const parametersOf = (call: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...call.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, '1']));

/** Asks for one call of a server that always gives the same answer. */
const askOf = async (call: string, type: string, body: string): Promise<unknown> => {
  vi.stubGlobal('fetch', async () => new Response(body, { status: 200, headers: { 'content-type': type } }));
  const limits = createLimits({ clock: { now: Date.now, sleep: async () => {} }, spacing: 0 });
  const wire = createWire({ root, limits, bounds: defaultBounds, inTime: () => {} });
  const { signal } = new AbortController();
  const client = createClient({ root, wire, signal, bounds: defaultBounds, auth: 'ghs_test', second: 1 });
  const query = queryNames.get(call);
  if (query !== undefined) return client.query(query, {});
  if (githubCalls.find(({ id }) => id === call)!.list === undefined)
    return client.get(call, parametersOf(call));
  const entries: unknown[] = [];
  for await (const page of client.pages(call, parametersOf(call))) entries.push(...page.entries);
  return entries;
};

afterEach(() => vi.unstubAllGlobals());

test('each call of the table that is no query has a shape, and nothing else has', () => {
  const rest = githubCalls.map(({ id }) => id).filter((id) => !queryNames.has(id));
  expect([...shapes.keys()].sort()).toEqual(rest.sort());
});

describe.each(githubCalls.map(({ id }) => id))('%s', (call) => {
  test.each(lies)('is not understood where it is answered with $what', async ({ type, body }) => {
    const error: unknown = await withQuickTime(() => askOf(call, type, body(call))).then(
      () => 'taken for an answer',
      (reason: unknown) => reason,
    );
    const known = asApiError(error);
    expect(known, String(error)).toBeDefined();
    expect(describeFailure(known!, call)).toMatchObject({
      status: 'partial',
      reason: expect.stringMatching(/^not understood: ./),
    });
  });
});

const many = (from: number) =>
  Array.from({ length: 101 }, (_, at) => ({ id: from + at, login: `u${from + at}` }));

/** One of everything, and more than a page of what has further pages. */
const everything = (): FakeOrganization => {
  const sample = sampleOrganization();
  const selected = { visibility: 'selected', selected: [101] } as const;
  const [web, ...others] = sample.repositories;
  const archived = Array.from({ length: 101 }, (_, at) => ({
    id: 2000 + at,
    name: `archive-${at}`,
    archived: true,
    keys: [],
  }));
  const collaborators = many(7000).map((user) => ({
    ...user,
    permission: 'READ',
    from: 'Repository' as const,
  }));
  const local = { 'local.yml': 'jobs: { a: { steps: [{ uses: ./act }] } }' };
  const used = {
    workflows: { ...web!.workflows, ...local },
    files: { 'act/action.yml': 'runs: { using: composite, steps: [] }' },
  };
  return {
    ...sample,
    repositories: [{ ...web!, ...used, collaborators }, ...others, ...archived],
    members: many(8000).map((user) => ({ ...user, role: 'MEMBER' })),
    teams: [
      {
        id: 9,
        slug: 'all',
        members: many(8000).map(({ login }) => login),
        repositories: archived.map(({ id }) => ({ id, permission: 'READ' })),
      },
    ],
    dependabotSecrets: [{ name: 'D', ...selected }],
    agentSecrets: [{ name: 'A', ...selected }],
    groups: (sample.groups ?? []).map((group, at) => (at === 0 ? { ...group, inherited: true } : group)),
    actions: { ...sample.actions, enabled_repositories: 'selected' },
    actionsRepositories: [101, 102, 103],
  };
};

const callOf = ({ method, path, body }: Seen): string =>
  guardRequest(root, { method, url: `${root.origin}${path}`, body }).id;

/** What the fake knows nothing of. */
const codespaces = (call: string): Said | undefined => {
  if (!call.includes('/codespaces/secrets')) return;
  const member = call.endsWith('/repositories') ? 'repositories' : 'secrets';
  const entry =
    member === 'repositories'
      ? { id: 101, full_name: 'acme/web' }
      : { name: 'C', visibility: call.includes('/orgs/') ? 'selected' : undefined };
  return { status: 200, body: { total_count: 1, [member]: [entry] } };
};

interface Scanned {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
  readonly calls: ReadonlySet<string>;
}

/** As an App of the enterprise: all but whom a token belongs to. */
type Change = (call: string, answer: unknown) => unknown;

const scan = (lie: (call: string) => Said | undefined, change?: Change): Promise<Scanned> =>
  withQuickTime(() => scanAll(lie, change));

const scanAll = async (lie: (call: string) => Said | undefined, change?: Change): Promise<Scanned> => {
  const github = await startGitHub({
    organizations: [everything()],
    enterprise: 'acme-corp',
    app: {
      id: '7',
      permissions: [
        ...allPermissions,
        'organization_codespaces_secrets',
        'codespaces_secrets',
        'enterprise_organization_installations',
        'enterprise_organization_installation_repositories',
      ],
    },
    interject: (seen) => lie(callOf(seen)) ?? codespaces(callOf(seen)),
    ...(change === undefined ? {} : { change: (body, seen) => change(callOf(seen), body) }),
  });
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  const calls = new Set<string>();
  try {
    const all = collectGitHub({
      credential: { appId: '7', privateKey: github.privateKey },
      organizations: ['acme'],
      enterprise: 'acme-corp',
      codespaces: true,
      apiUrl: github.url,
      onCall: (call) => calls.add(call),
      now: () => new Date('2026-04-01T00:00:00Z'),
      spacing: 0,
      second: 1,
    });
    for await (const entry of all) {
      if (isCoverage(entry)) coverage.push(entry);
      else records.push(entry);
    }
  } finally {
    await github.close();
  }
  return { records, coverage, calls };
};

/** Lists of the answers to queries, those within their entries too: by the query and the path. */
const listsOfQueries = new Map<string, readonly [query: string, path: readonly string[]]>();
const whole = await scan(
  () => undefined,
  (call, answer) => {
    if (queryNames.has(call))
      for (const path of listsIn(answer)) listsOfQueries.set(`${call} ${path.join('.')}`, [call, path]);
    return answer;
  },
);

const said = ({ type, body }: Lie, call: string): Said => ({
  status: 200,
  headers: { 'content-type': type },
  raw: body(call),
});

const keys = ({ records }: Scanned): readonly string[] => records.map(({ record, id }) => `${record} ${id}`);
const sources = ({ coverage }: Scanned): ReadonlySet<string> => new Set(coverage.map(({ source }) => source));

/** Of a token, which an App is not. */
const asked = githubCalls.map(({ id }) => id).filter((id) => id !== 'GET /user');

/** Without them nothing else is asked: each by itself. */
const ways: readonly string[] = [
  'GET /app',
  'GET /orgs/{org}',
  'GET /orgs/{org}/installation',
  'GET /enterprises/{enterprise}/installation',
  'POST /app/installations/{installation_id}/access_tokens',
  queries.Repositories.id,
];

/** All others, a few at a time that lie far from each other in the table. */
const groups: readonly (readonly string[])[] = [
  ...Map.groupBy(
    asked.filter((call) => !ways.includes(call)),
    (call) => asked.indexOf(call) % 9,
  ).values(),
];

describe('a whole scan', () => {
  test('is whole where nothing lies, but for what GitHub shows to nobody', () => {
    expect(whole.coverage.filter(({ status }) => status !== 'complete' && status !== 'unsupported')).toEqual(
      [],
    );
  });

  test('makes every call of the table', () => {
    expect(asked.filter((call) => !whole.calls.has(call))).toEqual([]);
  });

  test.each([...ways.map((call) => [call]), ...groups].map((calls) => [calls.join(', '), calls] as const))(
    'in which these are lies tells so, and loses no line: %s',
    async (_, calls) => {
      const broken = await scan((call) =>
        calls.includes(call) ? said(lies[asked.indexOf(call) % lies.length]!, call) : undefined,
      );
      const told = broken.coverage.filter(({ detail }) => detail.includes('not understood'));
      expect(told.length).toBeGreaterThan(0);
      for (const { status } of told) expect(status).toBe('partial');
      for (const { source, status } of broken.coverage)
        if (calls.includes(source)) expect({ source, status }).not.toEqual({ source, status: 'complete' });
      // Nothing that was not there before, and no line fewer.
      const before = new Set(keys(whole));
      expect(keys(broken).filter((key) => !before.has(key))).toEqual([]);
      const after = sources(broken);
      const ids = new Set(githubCalls.map(({ id }) => id));
      expect([...sources(whole)].filter((id) => ids.has(id) && !after.has(id))).toEqual([]);
    },
  );

  test('behind a captive portal knows nothing, and says so of each call', async () => {
    const { records, coverage } = await collectFrom(
      {
        organizations: [sampleOrganization()],
        tokens: [{ token: 'ghp_x', kind: 'classic', scopes: [] }],
        interject: (seen) => said(lies[0]!, callOf(seen)),
      },
      { credential: { token: 'ghp_x' } },
    );
    expect(records).toEqual([]);
    expect(coverage.map(({ status }) => status)).not.toContain('complete');
    const told = new Set(coverage.map(({ source }) => source));
    const due = githubCalls.filter(
      ({ part, gives }) => (part === 'organization' || part === 'repository') && gives.length > 0,
    );
    expect(due.filter(({ id }) => !told.has(id))).toEqual([]);
  });
});

/** Whoever knows only these knows of nothing that lacks. */
const uncounted = /workflows\.entries$|agents\.entries$|permissionSources$/;
const counted = [...listsOfQueries.entries()].filter(
  ([name, [call]]) => !uncounted.test(name) || call === queries.WorkflowTexts.id,
);

describe('a list of a query that is emptied, of which is known how much it holds,', () => {
  test('is each that there is, but for files and the sources of a right', () => {
    expect(counted.length).toBeGreaterThan(12);
  });

  test.each(counted)('is told: %s', async (_, [call, path]) => {
    const { coverage } = await scan(
      () => undefined,
      (asked, answer) => (asked === call ? withoutEntries({ path, names: [] }, answer) : answer),
    );
    // Of what follows a first page its own list tells.
    const of = new Map([
      [queries.TeamMembers.id, queries.Teams.id],
      [queries.TeamRepositories.id, queries.Teams.id],
      [queries.MoreCollaborators.id, queries.Collaborators.id],
    ]).get(call);
    expect(coverage.filter(({ source }) => source === (of ?? call))).toContainEqual(
      expect.objectContaining({
        status: 'partial',
        detail: expect.stringMatching(/did not come|are announced, and \d+ came/),
      }),
    );
  });
});

everyLie(
  'github',
  githubCalls.map(({ id }) => id),
  (call) => lies.map(({ body }) => body(call)),
  {
    places: [
      ...githubCalls.flatMap(({ id, list }) =>
        list === undefined
          ? []
          : [[id, { path: list === '' ? [] : [list], names: namesIn(shapes.get(id)!) }] as const],
      ),
      ...[...listsOfQueries.values()].map(([call, path]) => [call, { path, names: ['id'] }] as const),
      [
        'GET /orgs/{org}/actions/oidc/customization/properties/repo',
        { path: [], names: ['custom_property_name'] },
      ],
    ],
    onlyNames: new Set([
      'GET /orgs/{org}/actions/oidc/customization/properties/repo',
      ...githubCalls
        .map(({ id }) => id)
        .filter(
          (id) =>
            shapes.get(id) === referenceSchema ||
            // In the organisation of the tests they have nothing but their names.
            id.endsWith('/{runner_group_id}/runners'),
        ),
    ]),
    scan: async (change) => (await scan(() => undefined, change)).coverage,
  },
);
