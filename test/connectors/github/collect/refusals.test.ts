import { describe, expect, it } from 'vitest';
import { collectGitHub } from '../../../../connectors/github/collect/index.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import { installationOf, sampleOrganization } from '../../../support/github-estate.ts';
import { type FakeOptions, type Said, type Seen, startGitHub } from '../../../support/github-loopback.ts';
import { withQuickTime } from '../../../support/quick-time.ts';
import { allPermissions, appToken, collectFrom, coverageOf } from './support.ts';

const hooks = 'GET /repos/{owner}/{repo}/hooks';
const lacking = allPermissions.filter((each) => each !== 'repository_hooks');

const organization = (visibility: 'private' | 'public', outside: readonly number[] = []) => ({
  ...sampleOrganization(),
  repositories: Array.from({ length: 12 }, (_, at) => ({
    id: 500 + at,
    name: `r${String(at).padStart(2, '0')}`,
    visibility,
    ...(outside.includes(at) ? { outside: true as const } : {}),
  })),
});

/** The first five repositories say that there is no such thing. */
const firstFive = ({ path }: Seen): Said | undefined =>
  /\/r0[0-4]\/hooks$/.test(path) ? { status: 404, body: { message: 'Not Found' } } : undefined;

interface Asked {
  readonly times: number;
  readonly line: Coverage | undefined;
}

const byToken = async (options: FakeOptions, token = 'ghs_test'): Promise<Asked> => {
  const collected = await collectFrom(options, { credential: { token } });
  return {
    times: collected.calls.filter((call) => call === hooks).length,
    line: coverageOf(collected, hooks),
  };
};

const byApp = (permissions: readonly string[], options: FakeOptions): Promise<Asked> =>
  withQuickTime(() => askedByApp(permissions, options));

const askedByApp = async (permissions: readonly string[], options: FakeOptions): Promise<Asked> => {
  const github = await startGitHub({ ...options, app: { id: '7', permissions } });
  try {
    let times = 0;
    let line: Coverage | undefined;
    for await (const entry of collectGitHub({
      credential: { appId: '7', privateKey: github.privateKey },
      organizations: ['acme'],
      apiUrl: github.url,
      spacing: 0,
      onCall: (call) => {
        if (call === hooks) times += 1;
      },
    })) {
      if (isCoverage(entry) && entry.source === hooks) line = entry;
    }
    return { times, line };
  } finally {
    await github.close();
  }
};

describe('what is refused in the first repositories', () => {
  it.each([
    [
      'by 404 with the permission there',
      () => byApp(allPermissions, { organizations: [organization('private')], interject: firstFive }),
      'unsupported',
    ],
    [
      'by 404 where the permissions of the token are not known',
      () => byToken({ organizations: [organization('private')], interject: firstFive }),
      'denied',
    ],
    [
      'by 403, being public and outside of the installation',
      () => byToken({ organizations: [organization('public', [0, 1, 2, 3, 4])] }),
      'denied',
    ],
    [
      'by 404 to a classic token that has the scope',
      () =>
        byToken(
          {
            organizations: [organization('private')],
            tokens: [
              { token: 'ghp_test', kind: 'classic', scopes: ['repo', 'admin:org', 'admin:repo_hook'] },
            ],
            interject: firstFive,
          },
          'ghp_test',
        ),
      'denied',
    ],
    [
      'by 403 to a fine-grained token, of repositories that its user does not administer',
      () =>
        byToken(
          {
            organizations: [
              {
                ...organization('private'),
                repositories: organization('private').repositories.map((each, at) =>
                  at < 5 ? { ...each, administered: false as const } : each,
                ),
              },
            ],
            tokens: [{ token: 'github_pat_x', kind: 'fine-grained', permissions: allPermissions }],
            interject: ({ path }) =>
              /\/r0[0-4]\/hooks$/.test(path)
                ? { status: 403, body: { message: 'Resource not accessible by personal access token' } }
                : undefined,
          },
          'github_pat_x',
        ),
      'denied',
    ],
  ])('%s is asked for in the others', async (_name, asked) => {
    const { times, line } = await asked();
    expect(times).toBe(12);
    expect(line).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/^7 of 12 answered; 40[34]/),
    });
    expect(line?.detail).not.toContain('so the rest was not asked for');
  });

  it.each([
    [
      'an App without the permission',
      () => byApp(lacking, { organizations: [organization('public')] }),
      'repository_hooks: read',
    ],
    [
      'an App without the permission, where GitHub hides by 404',
      () => byApp(lacking, { organizations: [organization('private')], hides: () => true }),
      'repository_hooks: read',
    ],
    [
      "an App's token in private repositories",
      () =>
        byToken({
          organizations: [organization('private')],
          tokens: [{ ...appToken, permissions: lacking }],
        }),
      'repository_hooks: read',
    ],
    [
      "an App's token in public repositories that tell other things",
      () =>
        byToken({ organizations: [organization('public')], tokens: [{ ...appToken, permissions: lacking }] }),
      'repository_hooks: read',
    ],
    [
      'a fine-grained token',
      () =>
        byToken(
          {
            organizations: [organization('private')],
            tokens: [{ token: 'github_pat_x', kind: 'fine-grained', permissions: lacking }],
          },
          'github_pat_x',
        ),
      'repository_hooks: read',
    ],
    [
      'a classic token without the scope',
      () =>
        byToken(
          {
            organizations: [organization('private')],
            tokens: [{ token: 'ghp_test', kind: 'classic', scopes: ['admin:org'] }],
          },
          'ghp_test',
        ),
      'a classic token admin:repo_hook',
    ],
    [
      'a classic token without any scope',
      () =>
        byToken(
          {
            organizations: [organization('private')],
            tokens: [{ token: 'ghp_test', kind: 'classic', scopes: [] }],
          },
          'ghp_test',
        ),
      'a classic token admin:repo_hook',
    ],
  ])('for a right that is missing everywhere is not asked any further: %s', async (_name, asked, named) => {
    const { times, line } = await asked();
    expect(times).toBe(3);
    expect(line).toMatchObject({ status: 'denied', detail: expect.stringContaining(named) });
    expect(line?.detail).toContain('lacks the permission everywhere, so the rest was not asked for');
  });
});

it('an IP allow list that shuts the scan out is named, and not asked about in each repository', async () => {
  const message =
    'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.';
  const { times, line } = await byApp(allPermissions, {
    organizations: [organization('public')],
    interject: ({ path }) => (path.startsWith('/repos/') ? { status: 403, body: { message } } : undefined),
  });
  expect(times).toBe(3);
  expect(line).toMatchObject({ status: 'denied', detail: expect.stringContaining('IP allow list') });
});

it('three private Apps of others do not hide the owner of a fourth', async () => {
  const installations = ['a', 'b', 'c', 'd'].map((slug, at) => installationOf(80 + at, slug));
  const { calls } = await collectFrom({
    organizations: [{ ...sampleOrganization(), installations }],
    interject: ({ path }) =>
      /^\/apps\/[abc]$/.test(path) ? { status: 404, body: { message: 'Not Found' } } : undefined,
  });
  expect(calls.filter((call) => call === 'GET /apps/{app_slug}')).toHaveLength(4);
});
