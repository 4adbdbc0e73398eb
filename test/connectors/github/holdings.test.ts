import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demoGitHubRecords } from '../../../scripts/demo-estate/github.ts';
import { everythingOf, linesIn, scopesOf, undefinedIn } from '../../support/holdings.ts';
import { access, api, estateOf, member, organizationRecord, record, repository, web } from './support.ts';

/**
 * What is held in an organisation, value by value: one of each here, and the organisation of the sample estate. The files are
 * changed by hand; when they were written, they were made by the product and read over against the facts.
 */
const expected = (name: string): readonly string[] =>
  linesIn(readFileSync(new URL(name, import.meta.url), 'utf8'));

const token = (id: number, part: object) =>
  record('github.pat-grant', `acme ${id}`, {
    id,
    owner: { login: 'ana', id: 11 },
    repository_selection: 'all',
    permissions: { repository: { contents: 'write' } },
    access_granted_at: '2026-02-01T00:00:00Z',
    token_expired: false,
    token_expires_at: null,
    token_last_used_at: null,
    ...part,
  } as never);
const request = (id: number, part: object) =>
  record('github.pat-request', `acme ${id}`, {
    id,
    owner: { login: 'bo', id: 12 },
    repository_selection: 'all',
    permissions: {
      repository: { contents: 'write' },
      organization: { organization_administration: 'write' },
    },
    created_at: '2026-08-01T00:00:00Z',
    token_expired: false,
    token_expires_at: null,
    token_last_used_at: null,
    ...part,
  } as never);
const authorization = (id: number, login: string, type: string, part: object = {}) =>
  record('github.credential-authorization', `acme ${id}`, {
    login,
    credential_id: id,
    credential_type: type,
    credential_authorized_at: '2026-03-01T00:00:00Z',
    credential_accessed_at: '2026-08-03T00:00:00Z',
    authorized_credential_id: 100 + id,
    ...part,
  } as never);
const key = (id: number, part: object) =>
  record('github.deploy-key', `acme/web ${id}`, {
    repository: web,
    id,
    title: null,
    read_only: true,
    created_at: '2025-05-01T00:00:00Z',
    last_used: null,
    ...part,
  } as never);

const facts = [
  organizationRecord({ default_repository_permission: 'read' }),
  repository(web),
  repository(api, { visibility: 'public' }),
  member('olga', 'ADMIN'),
  member('ana'),
  record('github.member', 'bo', { login: 'bo', role: 'MEMBER', has_two_factor_enabled: false }),
  member('acme-ci'),
  access('ana', web, 'ADMIN'),
  access('bo', api, 'WRITE'),
  token(1, { token_name: 'all, for good', token_last_used_at: '2026-08-01T00:00:00Z' }),
  token(2, {
    token_id: 52,
    token_expires_at: '2026-09-20T00:00:00Z',
    repository_selection: 'subset',
    repositories: [web],
  }),
  token(3, {
    token_expires_at: '2027-09-20T00:00:00Z',
    repository_selection: 'subset',
    permissions: { repository: { administration: 'write', secrets: 'read' } },
  }),
  token(4, { token_expires_at: '2026-09-01T00:00:00.000Z' }),
  token(5, { token_expired: true }),
  token(6, {
    repository_selection: 'none',
    permissions: { organization: { members: 'read', organization_secrets: 'write' } },
  }),
  request(1, { token_name: 'wants all' }),
  request(2, { token_expires_at: '2026-12-01T00:00:00Z', repository_selection: 'subset' }),
  request(3, { token_expires_at: '2026-08-01T00:00:00Z', repository_selection: 'none' }),
  authorization(1, 'olga', 'personal access token', {
    scopes: ['repo', 'workflow', 'admin:org'],
    authorized_credential_note: 'a note',
  }),
  authorization(2, 'olga', 'personal access token', {
    scopes: ['repo'],
    authorized_credential_expires_at: '2026-12-01T00:00:00Z',
  }),
  authorization(3, 'olga', 'personal access token', { scopes: ['manage_runners:org'] }),
  authorization(4, 'ana', 'personal access token', { scopes: ['public_repo'] }),
  authorization(5, 'bo', 'personal access token', { scopes: ['repo'] }),
  authorization(6, 'bo', 'personal access token', { scopes: ['repo', 'workflow'] }),
  authorization(7, 'ana', 'SSH key', {
    authorized_credential_title: 'laptop',
    authorized_credential_note: 'another',
  }),
  authorization(8, 'bo', 'SSH key', { authorized_credential_expires_at: '2026-08-01T00:00:00Z' }),
  authorization(9, 'gone', 'OAuth app token', { scopes: ['repo'] }),
  authorization(10, 'bo', 'GitHub app token', {
    authorized_credential_id: null,
    credential_accessed_at: null,
  }),
  authorization(11, 'bo', 'something new', {}),
  key(1, { title: 'reads', added_by: 'ana', last_used: '2026-08-05T00:00:00Z' }),
  key(2, { read_only: false }),
  key(3, { read_only: false, enabled: false }),
  record('github.app-installation', 'acme 1', {
    id: 1,
    app_id: 10,
    app_slug: 'deployer',
    repository_selection: 'selected',
    repositories: [web],
    permissions: { contents: 'write', workflows: 'write', deployments: 'write', members: 'read' },
    created_at: '2025-06-01T00:00:00Z',
    updated_at: '2025-06-01T00:00:00Z',
    suspended_at: null,
  } as never),
  record('github.app-installation', 'acme 2', {
    id: 2,
    app_id: 20,
    app_slug: 'asleep',
    repository_selection: 'all',
    permissions: { administration: 'write' },
    created_at: '2025-06-02T00:00:00Z',
    updated_at: '2025-06-02T00:00:00Z',
    suspended_at: '2026-01-01T00:00:00Z',
  } as never),
];

test('of one of each in an organisation: who it is, what it holds, may and gives, and who may become it', () => {
  const estate = estateOf(facts);
  expect([...scopesOf(estate), ...everythingOf(estate)]).toEqual(expected('holdings.txt'));
  expect(undefinedIn([estate.identities, estate.scopes])).toEqual([]);
});

test('of everybody in the organisation of the sample estate: the same', () => {
  const estate = estateOf(demoGitHubRecords);
  expect([...scopesOf(estate), ...everythingOf(estate)]).toEqual(expected('holdings-demo.txt'));
  expect(undefinedIn([estate.identities, estate.scopes])).toEqual([]);
});
