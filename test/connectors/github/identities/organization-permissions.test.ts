import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { standingOf } from '../../../../src/model/standing.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  collectedAt,
  estateOf,
  identityAt,
  member,
  organizationRecord,
  record,
  repository,
  wayBetween,
  web,
  workflow,
} from '../support.ts';

const base = [organizationRecord(), repository(web)];
const app = (permissions: Record<string, string>): SnapshotRecord =>
  record('github.app-installation', '7', {
    id: 7,
    app_slug: 'helper',
    permissions,
    repository_selection: 'all',
  });
const installation = 'orgs/acme/installations/7';

describe('who may register runners', () => {
  const ci = 'repos/acme/web/.github/workflows/ci.yml';
  const job = (runsOn: string): SnapshotRecord =>
    workflow(`on: push\njobs: { one: { runs-on: ${runsOn}, permissions: {}, steps: [] } }`);
  const writes = { organization_self_hosted_runners: 'write' };

  test.each<[string, Record<string, string>, string, string]>([
    ['takes the jobs of runners of one’s own', writes, '[self-hosted, linux]', 'surely'],
    ['puts one into the group that is asked for', writes, '{ group: builders }', 'surely'],
    ['gives it the label that is asked for', writes, 'gpu', 'surely'],
    ['takes no job that GitHub hosts', writes, 'ubuntu-latest', 'no way'],
    [
      'takes what an expression sends there',
      writes,
      '"${{ vars.WHERE }}"',
      "${{ vars.WHERE }} names a runner of one's own",
    ],
    ['does not by reading them', { organization_self_hosted_runners: 'read' }, '[self-hosted]', 'no way'],
  ])('%s', (_, permissions, runsOn, expected) => {
    expect(wayBetween(estateOf([...base, job(runsOn), app(permissions)]), installation, ci)).toBe(expected);
  });

  test('is an owner’s classic token as well, with the scope for it', () => {
    const token = (...scopes: string[]): SnapshotRecord =>
      record('github.credential-authorization', '11', {
        login: 'ada',
        credential_id: 11,
        credential_type: 'personal access token',
        scopes,
      });
    const way = (role: string, ...scopes: string[]): string =>
      wayBetween(
        estateOf([...base, job('[self-hosted]'), member('ada', role), token(...scopes)]),
        'orgs/acme/credential-authorizations/11',
        ci,
      );
    expect([
      way('ADMIN', 'manage_runners:org'),
      way('ADMIN', 'read:org'),
      way('MEMBER', 'manage_runners:org'),
    ]).toEqual(['surely', 'no way', 'no way']);
  });
});

describe('a token that waits to be let in', () => {
  const request = (part: Partial<GitHubRecordInput<'github.pat-request'>> = {}): SnapshotRecord =>
    record('github.pat-request', '5', {
      id: 5,
      owner: { login: 'bob' },
      repository_selection: 'all',
      permissions: { repository: { administration: 'write' } },
      token_expired: false,
      token_expires_at: null,
      created_at: '2026-08-30T00:00:00Z',
      ...part,
    });
  const id = 'orgs/acme/personal-access-token-requests/5';
  const judged = (...records: readonly SnapshotRecord[]) => {
    const estate = estateOf([...base, ...records]);
    const index = identityAt(estate, id);
    const { grants, credentials } = estate.identities[index]!;
    const { admin, adminIf } = reachOf(estate, defaultSettings).radius(index);
    return {
      standing: standingOf(grants, credentials, Date.parse(collectedAt), 30),
      admin: admin.length,
      adminIf: adminIf.map(({ assumes }) => assumes),
    };
  };

  test.each<[string, Partial<GitHubRecordInput<'github.pat-request'>>, object]>([
    [
      'holds what it asks for if it is approved',
      {},
      { standing: 'eligible', admin: 0, adminIf: [['the request is approved']] },
    ],
    [
      'for some repositories, which nobody tells',
      { repository_selection: 'subset' },
      {
        standing: 'eligible',
        admin: 0,
        adminIf: [
          ['the request is approved', 'its selected repositories are among these: GitHub did not tell which'],
        ],
      },
    ],
    ['holds nothing once it has ended', { token_expired: true }, { standing: 'none', admin: 0, adminIf: [] }],
  ])('%s', (_, part, expected) => {
    expect(judged(request(part))).toEqual(expected);
  });

  test('is let in by an app that may approve, for whoever holds it', () => {
    const way = (access: string): string =>
      wayBetween(
        estateOf([...base, request(), app({ organization_personal_access_token_requests: access })]),
        installation,
        id,
      );
    expect([way('write'), way('read')]).toEqual(['bob, who holds the token, works with it', 'no way']);
  });
});
