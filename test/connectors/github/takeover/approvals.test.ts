import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  access,
  estateOf,
  member,
  organizationRecord,
  record,
  repository,
  wayBetween,
  web,
  workflow,
} from '../support.ts';

const job = 'repos/acme/web/.github/workflows/ci.yml#environment=production';
const deploying = workflow(
  'on: push\njobs: { deploy: { runs-on: x, environment: production, permissions: {}, steps: [] } }',
);
const environment = (part: Partial<GitHubRecordInput<'github.environment'>>): SnapshotRecord =>
  record('github.environment', 'acme/web/production', {
    name: 'production',
    repository: web,
    deployment_branch_policy: null,
    ...part,
  });
const ofTeam = { reviewers: [{ type: 'Team', name: 'ops' }] };
const ofBob = { reviewers: [{ type: 'User', name: 'bob' }] };
const team = (...logins: string[]): SnapshotRecord =>
  record('github.team', 'ops', {
    slug: 'ops',
    members: logins.map((login) => ({ login })),
    repositories: [],
  });
const bob = [member('bob'), access('bob', web, 'WRITE')];
const approves = 'a reviewer of environment production approves';

const way = (from: string, ...records: readonly SnapshotRecord[]): string =>
  wayBetween(estateOf([organizationRecord(), repository(web), deploying, ...records]), from, job);

describe('a person who may write', () => {
  test.each<[string, SnapshotRecord[], string]>([
    ['is in the team that reviews', [...bob, team('bob'), environment(ofTeam)], 'surely'],
    ['is in another team', [...bob, team('eve'), environment(ofTeam)], approves],
    [
      'may be in the team, which was not read',
      [...bob, environment(ofTeam)],
      `${approves} (who is in team ops was not read)`,
    ],
    [
      'is in the team, and may not review what is his own',
      [...bob, team('bob'), environment({ ...ofTeam, prevent_self_review: true })],
      approves,
    ],
    [
      'is in the team, where branches are limited as well',
      [
        ...bob,
        team('bob'),
        environment({
          ...ofTeam,
          deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
        }),
      ],
      'the branch may deploy to environment production',
    ],
  ])('%s', (_, records, expected) => {
    expect(way('orgs/acme/members/bob', ...records)).toBe(expected);
  });

  test('one who may only read does not get in by reviewing', () => {
    expect(way('orgs/acme/members/bob', member('bob'), team('bob'), environment(ofTeam))).toBe('no way');
  });
});

describe('what acts as a reviewer', () => {
  const token = (permissions: Record<string, string>): SnapshotRecord =>
    record('github.pat-grant', '9', {
      id: 9,
      owner: { login: 'bob' },
      repository_selection: 'all',
      permissions: { repository: permissions },
    });
  const authorization = (type: string, ...scopes: string[]): SnapshotRecord =>
    record('github.credential-authorization', '11', {
      login: 'bob',
      credential_id: 11,
      credential_type: type,
      scopes,
    });
  const pat = 'orgs/acme/personal-access-tokens/9';
  const sso = 'orgs/acme/credential-authorizations/11';
  const classic = 'personal access token';
  test.each<[string, string, SnapshotRecord, string]>([
    [
      'a token that may deploy',
      pat,
      token({ contents: 'write', workflows: 'write', deployments: 'write' }),
      'surely',
    ],
    ['a token that may not', pat, token({ contents: 'write', workflows: 'write' }), approves],
    ['a classic token for repositories', sso, authorization(classic, 'repo', 'workflow'), 'surely'],
    ['a key', sso, authorization('SSH key'), approves],
  ])('%s', (_, from, credential, expected) => {
    expect(way(from, ...bob, environment(ofBob), credential)).toBe(expected);
  });
});

describe('an environment that asks an app', () => {
  const app = (slug: string): SnapshotRecord =>
    record('github.app-installation', '7', {
      id: 7,
      app_slug: slug,
      permissions: { contents: 'write', workflows: 'write', deployments: 'write' },
      repository_selection: 'all',
    });
  const asking = (part: object = {}) => environment({ custom_rules: ['gatekeeper'], ...part });
  test.each<[string, SnapshotRecord, SnapshotRecord, string]>([
    ['is open to the app', app('gatekeeper'), asking(), 'surely'],
    ['is closed to another', app('helper'), asking(), 'gatekeeper lets it into environment production'],
    ['asks people as well', app('gatekeeper'), asking(ofBob), approves],
  ])('%s', (_, installed, protection, expected) => {
    expect(way('orgs/acme/installations/7', installed, protection)).toBe(expected);
  });
});
