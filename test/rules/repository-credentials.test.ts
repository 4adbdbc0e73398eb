import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { LevelRank } from '../../src/model/level.ts';
import type { ResultSketch } from '../support/result.ts';
import { daysAgo, hitsOf } from '../support/rule-cases.ts';

/** Identities of a code host in the model's words: which neutral rules speak up. */
const scopes = [
  { id: 'acme', provider: 'github', kind: 'organization' },
  { id: 'acme/shop', provider: 'github', kind: 'repository', parent: 'acme' },
] as const;
const services = [
  { provider: 'github', name: 'administration', sensitivity: 'identity' },
  { provider: 'github', name: 'secrets', sensitivity: 'secrets' },
  { provider: 'github', name: 'workflows', sensitivity: 'compute' },
  { provider: 'github', name: 'contents', sensitivity: 'data' },
  { provider: 'github', name: 'pull-requests', sensitivity: 'rest' },
] as const;

const grant = (scope: string, service: number, level: LevelRank): Grant => ({
  scope,
  name: 'permissions',
  via: 'installation',
  duration: 'permanent',
  providerManaged: false,
  privileges: [{ service, level, breadth: 1, full: level === 4 }],
  conditions: [],
  source: { record: 'github.app-installation', id: '1' },
});
const credential = (part: Partial<Credential>): Credential => ({
  id: 'one',
  kind: 'personal-access-token',
  lifetime: 'static',
  binding: 'shared-secret',
  status: 'active',
  createdAt: daysAgo(10),
  lastUsedAt: daysAgo(1),
  ...part,
});
const token: Partial<Credential> = {
  kind: 'installation-token',
  lifetime: 'short-lived',
};
type Nature = 'machine' | 'unknown';
const one = (
  given: Partial<Credential>,
  grants: readonly Grant[] = [],
  nature: Nature = 'machine',
): ResultSketch => ({
  scopes,
  services,
  identities: [
    {
      id: 'it',
      provider: 'github',
      scope: 'acme',
      owner: 'team',
      nature: { is: nature, reason: 'the case says so' },
      credentials: [credential(given)],
      grants,
    },
  ],
});
const deployKey = { kind: 'deploy-key', binding: 'certificate' } as const;

describe('identities of a code host', () => {
  test.each<[string, ResultSketch, readonly string[]]>([
    [
      'an app that administers all repositories',
      one(token, [grant('acme', 0, 4)]),
      ['standing-write-across-scopes critical'],
    ],
    [
      'an app that writes secrets of all repositories',
      one(token, [grant('acme', 1, 3)]),
      ['standing-write-across-scopes high'],
    ],
    [
      'an app that writes workflows of all repositories',
      one(token, [grant('acme', 2, 3)]),
      ['standing-write-across-scopes high'],
    ],
    [
      'an app that writes code of all repositories',
      one(token, [grant('acme', 3, 3)]),
      ['standing-write-across-scopes medium'],
    ],
    [
      'an app that comments in all repositories',
      one(token, [grant('acme', 4, 3)]),
      ['standing-write-across-scopes low'],
    ],
    [
      'an app that writes secrets of some repositories, which nobody tells',
      one(token, [
        {
          ...grant('acme', 1, 3),
          conditions: [{ class: 'other', operator: 'StringEquals', key: 'repository', values: ['some'] }],
        },
      ]),
      [],
    ],
    ['an app that reads all repositories', one(token, [grant('acme', 3, 2)]), []],
    ['an app that writes in one repository', one(token, [grant('acme/shop', 1, 3)]), []],
    [
      'a deploy key that writes',
      one(deployKey, [grant('acme/shop', 3, 3)]),
      ['standing-write-by-static-key medium'],
    ],
    ['a deploy key that reads', one(deployKey, [grant('acme/shop', 3, 2)]), []],
    [
      'a deploy key older than the limit',
      one({ ...deployKey, createdAt: daysAgo(200) }),
      ['long-lived-secret medium'],
    ],
    [
      'a deploy key that nobody uses',
      one({ ...deployKey, createdAt: daysAgo(60), lastUsedAt: 'never' }),
      ['unused-credential medium'],
    ],
    ['a token without expiry', one({}, [], 'unknown'), ['long-lived-secret low']],
    ['a token that ends soon', one({ lifetime: 'expiring', expiresAt: daysAgo(-20) }, [], 'unknown'), []],
    [
      'a token that nobody uses',
      one(
        { lifetime: 'expiring', expiresAt: daysAgo(-20), createdAt: daysAgo(60), lastUsedAt: daysAgo(50) },
        [],
        'unknown',
      ),
      ['unused-credential medium'],
    ],
    [
      'a machine user that agreed to an application',
      one({ kind: 'oauth-authorization' }),
      ['interactive-use-of-service-identity medium'],
    ],
    ['somebody, perhaps a person, who did', one({ kind: 'oauth-authorization' }, [], 'unknown'), []],
  ])('%s', (_, sketch, expected) => {
    const asked = new Set([
      'standing-write-across-scopes',
      'standing-write-by-static-key',
      'long-lived-secret',
      'unused-credential',
      'interactive-use-of-service-identity',
    ]);
    const hits = rules
      .filter(({ id }) => asked.has(id))
      .flatMap((rule) =>
        hitsOf(rule, sketch).map(({ severity }) => `${rule.id} ${severity ?? rule.severity}`),
      );
    expect(hits).toEqual(expected);
  });
});
