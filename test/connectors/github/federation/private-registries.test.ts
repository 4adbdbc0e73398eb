import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { api, estateOf, nodeName, organizationRecord, record, repository, web } from '../support.ts';

const registry = (part: Partial<GitHubRecordInput<'github.private-registry'>>): SnapshotRecord =>
  record('github.private-registry', 'acme/registries/NPM', { name: 'NPM', visibility: 'all', ...part });
const base = [
  organizationRecord(),
  repository(web),
  repository(api, { visibility: 'public', default_branch: 'trunk' }),
];
const dependabot = 'orgs/acme/dependabot';

describe('what Dependabot presents to a registry of a cloud', () => {
  const told = (part: Partial<GitHubRecordInput<'github.private-registry'>>) => {
    const estate = estateOf([...base, registry(part)]);
    return estate
      .tokenOffers!.filter(({ node }) => nodeName(estate, node) === dependabot)
      .map(({ claims, only, assumes }) => [
        ...claims.sub!.like,
        ...claims.aud!.like,
        [only?.scope, only?.name].join('/'),
        ...assumes,
      ]);
  };
  const aws = { auth_type: 'oidc_aws', account_id: '111122223333', role_name: 'read-packages' };
  const [trunk, main] = ['repo:acme/api:ref:refs/heads/trunk', 'repo:acme/web:ref:refs/heads/main'];
  const role = '111122223333/read-packages';

  test.each<[string, Partial<GitHubRecordInput<'github.private-registry'>>, unknown]>([
    [
      'a token of each default branch, for the one role',
      aws,
      [
        [trunk, '*', role],
        [main, '*', role],
      ],
    ],
    [
      'with the audience that is set',
      { ...aws, audience: 'packages' },
      [
        [trunk, 'packages', role],
        [main, 'packages', role],
      ],
    ],
    [
      'not of a public repository, where it is for others',
      { ...aws, visibility: 'private' },
      [[main, '*', role]],
    ],
    [
      'of selected ones, which nobody tells',
      { ...aws, visibility: 'selected' },
      [
        [trunk, '*', role, 'registry NPM is open to acme/api, which was not read'],
        [main, '*', role, 'registry NPM is open to acme/web, which was not read'],
      ],
    ],
    [
      'to an application of Azure',
      { auth_type: 'oidc_azure', tenant_id: 't', client_id: 'c', visibility: 'private' },
      [[main, '*', '/c']],
    ],
    [
      'to a service account of Google Cloud',
      { auth_type: 'oidc_gcp', service_account: 'p@x.iam.gserviceaccount.com', visibility: 'private' },
      [[main, '*', '/p@x.iam.gserviceaccount.com']],
    ],
    ['nothing to another host', { auth_type: 'oidc_jfrog' }, []],
    ['nothing where a password is stored', { auth_type: 'username_password' }, []],
  ])('%s', (_, part, expected) => {
    expect(told(part)).toEqual(expected);
  });
});

describe('passwords of registries that are keys of a cloud', () => {
  const told = (url: string, auth_type: string) => {
    const estate = estateOf([
      ...base,
      registry({ url, auth_type, username: 'ecr-reader', updated_at: '2026-01-02T00:00:00Z' }),
    ]);
    return estate.storedKeys!.map(({ node, provider, label, hints, names, setAt }) => [
      nodeName(estate, node),
      provider,
      label,
      hints,
      names,
      setAt,
    ]);
  };
  const ecr = 'https://111122223333.dkr.ecr.eu-west-1.amazonaws.com';

  test('lead to whose key they plausibly are', () => {
    expect(told(ecr, 'username_password')).toEqual([
      [
        dependabot,
        'aws',
        'private registry NPM of acme',
        ['ecr', 'npm', 'reader'],
        ['111122223333'],
        '2026-01-02T00:00:00.000Z',
      ],
    ]);
  });

  test.each([
    ['is opened with OIDC', ecr, 'oidc_aws'],
    ['is of nobody known', 'https://npm.example', 'token'],
    ['is opened by a token of Azure DevOps', 'https://pkgs.dev.azure.com/acme', 'token'],
  ])('not one that %s', (_, url, auth) => {
    expect(told(url, auth)).toEqual([]);
  });
});
