import { describe, expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/github/facts/inventory.ts';
import type { Draft } from '../../../../connectors/github/identities/draft.ts';
import { peopleOf } from '../../../../connectors/github/identities/people.ts';
import { tokenDrafts } from '../../../../connectors/github/identities/tokens.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { undefinedIn } from '../../../support/holdings.ts';
import { access, api, collectedAt, member, organizationRecord, record, repository, web } from '../support.ts';

const read = (...records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of [
    organizationRecord({ default_repository_permission: 'none' }),
    repository(web),
    repository(api),
    ...records,
  ])
    reader.add(each);
  return reader.finish();
};
const tokens = (...records: readonly SnapshotRecord[]): readonly Draft[] => {
  const inventory = read(...records);
  return tokenDrafts(inventory, peopleOf(inventory), collectedAt);
};
/** What one can do with code, as whom it approves, what it is granted where. */
const told = (drafts: readonly Draft[]): readonly string[] => {
  expect(undefinedIn(drafts)).toEqual([]);
  return drafts.flatMap(({ name, holds, approvesAs, grants }) => [
    ...holds.map(
      ({ place, strength, assumes }) =>
        `${name}: ${strength} ${place}${assumes.length === 0 ? '' : ` if ${assumes.join('; ')}`}`,
    ),
    ...(approvesAs === undefined ? [] : [`${name} approves as ${approvesAs}`]),
    ...grants.map(({ scope, name: grant, duration, until, conditions = [] }) =>
      [
        `${name} has ${grant} in ${scope}`,
        duration,
        ...(until === undefined ? [] : [until]),
        ...conditions.map(({ operator, key, values }) => `if ${operator} ${key} ${values.join()}`),
      ].join(', '),
    ),
  ]);
};

const app = (permissions: Readonly<Record<string, string>>, part: object = {}): SnapshotRecord =>
  record('github.app-installation', '7', {
    id: 7,
    app_slug: 'app',
    permissions,
    repository_selection: 'all',
    ...part,
  } as never);
const token = (permissions: object, part: object = {}): SnapshotRecord =>
  record('github.pat-grant', '9', {
    id: 9,
    owner: { id: 5, login: 'ada' },
    token_name: 'token',
    repository_selection: 'all',
    permissions,
    ...part,
  } as never);
const request = (permissions: object, part: object = {}): SnapshotRecord =>
  record('github.pat-request', '8', {
    id: 8,
    owner: { id: 5, login: 'ada' },
    token_name: 'request',
    repository_selection: 'all',
    permissions,
    ...part,
  } as never);
const sso = (type: string, scopes: readonly string[] | undefined, part: object = {}): SnapshotRecord =>
  record('github.credential-authorization', '11', {
    login: 'ada',
    credential_id: 11,
    credential_type: type,
    authorized_credential_note: 'sso',
    ...(scopes === undefined ? {} : { scopes }),
    ...part,
  } as never);
const key = (part: object): SnapshotRecord =>
  record('github.deploy-key', '4', {
    id: 4,
    repository: web,
    title: 'key',
    read_only: false,
    ...part,
  } as never);

const classic = 'personal access token';
const chosen = { repository_selection: 'selected', repositories: [web] };
const among = 'its selected repositories are among these: GitHub did not tell which';
const perhaps = 'if StringEquals repository one of those that were selected';
const approved = 'the request is approved';

describe('what a key or a token can do', () => {
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    [
      'a key that writes',
      [key({})],
      ['key: workflows acme/web', 'key has write access in acme/web, permanent'],
    ],
    ['a key that reads', [key({ read_only: true })], ['key has read access in acme/web, permanent']],
    ['a key that is switched off', [key({ enabled: false })], []],
    ['an app that reads', [app({ contents: 'read' })], ['app has all repositories in acme, permanent']],
    [
      'an app that pushes',
      [app({ contents: 'write', workflows: 'read' })],
      ['app: push acme', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app that changes workflows',
      [app({ contents: 'write', workflows: 'write' })],
      ['app: workflows acme', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app that changes workflows without code',
      [app({ workflows: 'write' })],
      ['app has all repositories in acme, permanent'],
    ],
    [
      'an app that administers',
      [app({ administration: 'admin' })],
      ['app: administer acme', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app of one repository',
      [app({ contents: 'write' }, chosen)],
      ['app: push acme/web', 'app has repository permissions in acme/web, permanent'],
    ],
    [
      'an app of none',
      [app({ contents: 'write' }, { repository_selection: 'selected', repositories: [] })],
      [],
    ],
    [
      'an app of nobody knows which',
      [app({ contents: 'write' }, { repository_selection: 'selected' })],
      [
        `app: push acme if ${among}`,
        `app has selected repositories, not known which in acme, permanent, ${perhaps}`,
      ],
    ],
    [
      'an app that sleeps',
      [app({ contents: 'write', deployments: 'write' }, { suspended_at: '2026-01-01T00:00:00Z' })],
      [],
    ],
    [
      'an app that approves',
      [app({ deployments: 'write' })],
      ['app approves as app app', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app that sees deployments',
      [app({ deployments: 'read' })],
      ['app has all repositories in acme, permanent'],
    ],
    ...[
      'members',
      'organization_administration',
      'organization_custom_org_roles',
      'organization_custom_roles',
    ].map((name): [string, readonly SnapshotRecord[], readonly string[]] => [
      `an app that writes ${name}`,
      [app({ [name]: 'write' }, chosen)],
      ['app: control acme', 'app has organization permissions in acme, permanent'],
    ]),
    ...(
      [
        ['organization_personal_access_token_requests', 'requests'],
        ['organization_secrets', 'secrets'],
        ['organization_self_hosted_runners', 'runners'],
      ] as const
    ).map(([name, strength]): [string, readonly SnapshotRecord[], readonly string[]] => [
      `an app that decides about ${strength}`,
      [app({ [name]: 'admin' })],
      [`app: ${strength} acme`, 'app has organization permissions in acme, permanent'],
    ]),
    [
      'an app of both, once',
      [
        app({
          members: 'write',
          organization_administration: 'write',
          organization_hooks: 'write',
          contents: 'write',
        }),
      ],
      [
        'app: control acme',
        'app: push acme',
        'app has organization permissions in acme, permanent',
        'app has all repositories in acme, permanent',
      ],
    ],
    [
      'a token',
      [
        token({
          repository: { contents: 'write', deployments: 'write' },
          organization: { members: 'write' },
        }),
      ],
      [
        'token: control acme',
        'token: push acme',
        'token approves as ada',
        'token has organization permissions in acme, permanent',
        'token has all repositories in acme, permanent',
      ],
    ],
    [
      'a token until an end',
      [
        token(
          { repository: { contents: 'write' } },
          { repository_selection: 'subset', repositories: [api], token_expires_at: '2026-10-01T00:00:00Z' },
        ),
      ],
      [
        'token: push acme/api',
        'token has repository permissions in acme/api, time-bound, 2026-10-01T00:00:00.000Z',
      ],
    ],
    [
      'a token of no repository',
      [token({ repository: { contents: 'write' } }, { repository_selection: 'none' })],
      [],
    ],
    [
      'a token that ended now',
      [token({ repository: { contents: 'write', deployments: 'write' } }, { token_expires_at: collectedAt })],
      [],
    ],
    [
      'a token that GitHub says ended',
      [token({ repository: { contents: 'write' } }, { token_expired: true })],
      [],
    ],
    [
      'one that is asked for',
      [request({ repository: { contents: 'write' }, organization: { members: 'write' } })],
      [
        `request: control acme if ${approved}`,
        `request: push acme if ${approved}`,
        'request has organization permissions in acme, eligible',
        'request has all repositories in acme, eligible',
      ],
    ],
    [
      'one that is asked for, for some',
      [request({ repository: { contents: 'write' } }, { repository_selection: 'subset' })],
      [
        `request: push acme if ${approved}; ${among}`,
        `request has selected repositories, not known which in acme, eligible, ${perhaps}`,
      ],
    ],
    [
      'one that is asked for, for none',
      [request({ repository: { contents: 'write' } }, { repository_selection: 'none' })],
      [],
    ],
    [
      'one that ended before it was let in',
      [request({ repository: { contents: 'write' } }, { token_expires_at: collectedAt })],
      [],
    ],
    // A classic token is its user, within its scopes.
    ['of nobody who was read', [sso(classic, ['repo'])], ['sso approves as ada']],
    [
      'of a reader',
      [member('ada'), access('ada', web, 'READ'), sso(classic, ['repo'])],
      ['sso approves as ada'],
    ],
    [
      'of a writer',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, ['repo'])],
      ['sso: push acme/web', 'sso approves as ada', 'sso has scopes repo in acme/web, permanent'],
    ],
    [
      'of a writer, with workflows',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, ['public_repo', 'workflow'])],
      [
        'sso: workflows acme/web',
        'sso approves as ada',
        'sso has scopes public_repo, workflow in acme/web, permanent',
      ],
    ],
    [
      'of a writer, without repositories',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, ['workflow', 'manage_runners:org'])],
      [],
    ],
    [
      'of a writer, without scopes',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, undefined)],
      [],
    ],
    [
      'of an administrator',
      [member('ada'), access('ada', web, 'ADMIN'), sso('OAuth app token', ['repo'])],
      ['sso: administer acme/web', 'sso approves as ada', 'sso has scopes repo in acme/web, permanent'],
    ],
    [
      'of an owner',
      [member('ada', 'ADMIN'), sso(classic, ['repo'])],
      ['sso: administer acme', 'sso approves as ada', 'sso has scopes repo in acme, permanent'],
    ],
    [
      'of an owner, with the organisation',
      [member('ada', 'ADMIN'), sso(classic, ['repo', 'admin:org', 'manage_runners:org'])],
      [
        'sso: control acme',
        'sso approves as ada',
        'sso has scopes repo, admin:org, manage_runners:org in acme, permanent',
      ],
    ],
    [
      'of an owner, for runners',
      [member('ada', 'ADMIN'), sso(classic, ['manage_runners:org'])],
      ['sso: runners acme', 'sso has scopes manage_runners:org in acme, permanent'],
    ],
    [
      'of an owner, until an end',
      [
        member('ada', 'ADMIN'),
        sso(classic, ['repo'], { authorized_credential_expires_at: '2026-10-01T00:00:00Z' }),
      ],
      [
        'sso: administer acme',
        'sso approves as ada',
        'sso has scopes repo in acme, time-bound, 2026-10-01T00:00:00.000Z',
      ],
    ],
    [
      'of an owner, ended',
      [member('ada', 'ADMIN'), sso(classic, ['repo'], { authorized_credential_expires_at: collectedAt })],
      [],
    ],
    [
      'an SSH key of a writer',
      [member('ada'), access('ada', web, 'WRITE'), sso('SSH key', undefined)],
      ['sso: workflows acme/web', 'sso has push as its user in acme/web, permanent'],
    ],
    [
      'an SSH key of an owner',
      [member('ada', 'ADMIN'), sso('SSH key', ['repo'])],
      ['sso: workflows acme', 'sso has push as its user in acme, permanent'],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(tokens(...records))).toEqual(expected);
  });

  test('names, owners and credentials, as far as they are told', () => {
    const said = (...records: readonly SnapshotRecord[]): string => {
      const [{ id, kind, name, owner, nature, createdAt, lastUsedAt, credentials, trusts = [] }] = tokens(
        ...records,
      ) as [Draft];
      const [{ id: own, lifetime, binding, status, maxSeconds, expiresAt }] = credentials as [
        Draft['credentials'][number],
      ];
      return [
        id,
        kind,
        name,
        owner ?? 'nobody',
        nature.is,
        createdAt ?? 'sometime',
        lastUsedAt ?? 'unseen',
        own,
        lifetime,
        binding,
        status,
        maxSeconds ?? 'no limit',
        expiresAt ?? 'no end',
        ...trusts.map(({ principal, external }) => `${principal} ${external}`),
      ].join(', ');
    };
    expect([
      said(
        key({
          title: null,
          added_by: 'acme',
          created_at: '2025-01-01T00:00:00Z',
          last_used: '2026-01-01T00:00:00Z',
        }),
      ),
      said(
        app(
          {},
          {
            owner: { login: 'other', id: 3, type: 'Organization' },
            created_at: '2025-01-01T00:00:00Z',
            last_request_at: '2026-01-01T00:00:00Z',
          },
        ),
      ),
      said(app({}, { suspended_at: '2026-01-01T00:00:00Z' })),
      said(
        token(
          {},
          {
            token_name: null,
            token_id: 52,
            access_granted_at: '2025-01-01T00:00:00Z',
            token_last_used_at: null,
          },
        ),
      ),
      said(token({}, { token_name: null, token_expires_at: '2026-10-01T00:00:00Z' }), member('ada')),
      said(request({}, { token_name: null, created_at: '2025-01-01T00:00:00Z' })),
      said(request({}, { token_id: 52, token_expires_at: '2026-01-01T00:00:00Z' })),
      said(sso('something new', [], { authorized_credential_note: null, authorized_credential_id: 99 })),
      said(
        sso('GitHub app token', [], {
          authorized_credential_title: 'titled',
          credential_authorized_at: '2025-01-01T00:00:00Z',
          credential_accessed_at: '2026-01-01T00:00:00Z',
        }),
      ),
    ]).toEqual([
      'repos/acme/web/keys/4, deploy-key, deploy key 4, acme, machine, 2025-01-01T00:00:00.000Z, 2026-01-01T00:00:00.000Z, acme/web/keys/4, static, certificate, active, no limit, no end, acme no',
      'orgs/acme/installations/7, app-installation, app, other, machine, 2025-01-01T00:00:00.000Z, 2026-01-01T00:00:00.000Z, installation-token of app, short-lived, shared-secret, active, 3600, no end, other yes',
      'orgs/acme/installations/7, app-installation, app, nobody, machine, sometime, unseen, installation-token of app, short-lived, shared-secret, inactive, 3600, no end, the owner of app app unknown',
      'orgs/acme/personal-access-tokens/9, personal-access-token, token 52 of ada, ada, unknown, 2025-01-01T00:00:00.000Z, never, personal-access-token 52, static, shared-secret, active, no limit, no end, ada unknown',
      'orgs/acme/personal-access-tokens/9, personal-access-token, token 9 of ada, ada, unknown, sometime, unseen, personal-access-token 9, expiring, shared-secret, active, no limit, 2026-10-01T00:00:00.000Z, orgs/acme/members/ada no',
      'orgs/acme/personal-access-token-requests/8, requested-token, token 8 of ada, ada, unknown, 2025-01-01T00:00:00.000Z, unseen, personal-access-token 8, static, shared-secret, inactive, no limit, no end, ada unknown',
      'orgs/acme/personal-access-token-requests/8, requested-token, request, ada, unknown, sometime, unseen, personal-access-token 52, expiring, shared-secret, expired, no limit, 2026-01-01T00:00:00.000Z, ada unknown',
      'orgs/acme/credential-authorizations/11, credential-authorization, something new 11 of ada, ada, unknown, sometime, unseen, credential-authorization 99, static, shared-secret, active, no limit, no end, ada unknown',
      'orgs/acme/credential-authorizations/11, app-user-token, titled, ada, unknown, 2025-01-01T00:00:00.000Z, 2026-01-01T00:00:00.000Z, app-user-token 11, static, shared-secret, active, no limit, no end, ada unknown',
    ]);
  });
});
