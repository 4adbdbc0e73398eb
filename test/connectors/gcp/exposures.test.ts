import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  account,
  accountPlace,
  emailOf,
  estateOf,
  identityAt,
  member,
  organization,
  policy,
  project,
  record,
} from './support.ts';

const bot = emailOf('bot');
const found = (records: readonly SnapshotRecord[], id = bot): readonly string[] => {
  const estate = estateOf(records);
  return (estate.identities[identityAt(estate, id)]!.exposures ?? []).map(
    ({ kind, key }) => `${kind} ${key}`,
  );
};
/** Those of the kinds that a case is about. */
const ofKinds = (kinds: readonly string[], all: readonly string[]): readonly string[] =>
  all.filter((each) => kinds.some((kind) => kind.split(' ')[0] === each.split(' ')[0]));
const own = account('bot');
const key = (part: object = {}, id = 'k1'): SnapshotRecord =>
  record('gcp.service-account-key', id, {
    name: `projects/${project}/serviceAccounts/${bot}/keys/${id}`,
    keyType: 'USER_MANAGED',
    validAfterTime: '2026-01-01T00:00:00Z',
    validBeforeTime: '9999-12-31T23:59:59Z',
    ...part,
  });
const boundKey = (part: object): SnapshotRecord =>
  record('gcp.api-key', 'a', {
    name: 'a',
    uid: 'u',
    serviceAccountEmail: bot,
    restrictions: {
      apiTargets: [{ service: 'x' }],
      serverKeyRestrictions: { allowedIps: ['192.0.2.1'] },
    },
    ...part,
  });
const runs = (email: string, name = 'web'): SnapshotRecord =>
  record('gcp.resource', name, {
    name: `//run.googleapis.com/projects/${project}/locations/l/services/${name}`,
    assetType: 'run.googleapis.com/Service',
    project,
    serviceAccounts: [email],
  });
const bound = (who: string, role: string, place = `projects/${project}`): SnapshotRecord =>
  policy(place, { role, members: [who] });
const constraint = (
  name: string,
  enforced: boolean | null,
  resource: string = organization,
): SnapshotRecord =>
  record('gcp.org-policy', `${resource} ${name}`, { resource, constraint: `constraints/${name}`, enforced });
const other = constraint('compute.requireOsLogin', true);
const compute = '100-compute@developer.gserviceaccount.com';
const exposed = { extendedStatus: [{ key: 'SERVICE_ACCOUNT_KEY_EXTENDED_STATUS_KEY_EXPOSED' }] };
const forbidden = 'iam.disableServiceAccountKeyCreation';
const pool = 'principalSet://iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci/*';

describe.each([
  [
    'a key that Google found in the open',
    ['known-compromise k1'],
    [
      ['it works', [own, key(exposed)]],
      ['Google switched it off', [own, key({ ...exposed, disabled: true })]],
      [
        'the reason alone says so',
        [
          own,
          key({ disabled: true, disableReason: 'SERVICE_ACCOUNT_KEY_DISABLE_REASON_COMPROMISE_DETECTED' }),
        ],
      ],
    ],
    [
      [
        'somebody switched it off',
        [own, key({ disabled: true, disableReason: 'SERVICE_ACCOUNT_KEY_DISABLE_REASON_USER_INITIATED' })],
      ],
      ['Google holds it', [own, key({ ...exposed, keyType: 'SYSTEM_MANAGED' })]],
    ],
  ],
  [
    'a key beside a way that needs none',
    ['key-instead-of-federation keys'],
    [
      ['something runs as it', [own, key(), runs(bot)]],
      [
        'a pool may become it',
        [own, key(), bound(pool, 'roles/iam.workloadIdentityUser', accountPlace('bot'))],
      ],
    ],
    [
      ['something runs as another', [own, account('admin'), key(), runs(emailOf('admin'))]],
      ['the key is off', [own, key({ disabled: true }), runs(bot)]],
      ['the key is over', [own, key({ validBeforeTime: '2026-08-01T00:00:00Z' }), runs(bot)]],
      ['there is none', [own, runs(bot)]],
    ],
  ],
  [
    'keys that nothing bounds',
    ['no-credential-policy keys'],
    [
      ['no policy is about keys', [own, key(), other]],
      [
        'making keys is allowed here',
        [own, key(), constraint(forbidden, true), constraint(forbidden, false, `projects/${project}`)],
      ],
    ],
    [
      ['nobody read policies', [own, key()]],
      ['making keys is forbidden above', [own, key(), constraint(forbidden, true)]],
      [
        'in the newer kind of constraint',
        [own, key(), constraint('iam.managed.disableServiceAccountKeyCreation', true)],
      ],
      ['keys end', [own, key(), constraint('iam.serviceAccountKeyExpiryHours', null)]],
      ['this key ends', [own, key({ validBeforeTime: '2026-12-01T00:00:00Z' }), other]],
    ],
  ],
  [
    'an API key for everything',
    ['wide-token u'],
    [
      [
        'it names no interface',
        [own, record('gcp.api-key', 'a', { name: 'a', uid: 'u', serviceAccountEmail: bot })],
      ],
    ],
    [
      ['it names one', [own, boundKey({})]],
      [
        'it is gone',
        [
          own,
          record('gcp.api-key', 'a', {
            name: 'a',
            uid: 'u',
            serviceAccountEmail: bot,
            deleteTime: '2026-01-01T00:00:00Z',
          }),
        ],
      ],
      ['it is bound to nobody', [own, record('gcp.api-key', 'a', { name: 'a', uid: 'u' })]],
    ],
  ],
  [
    'an API key that is bound to it, for one interface and from one place',
    ['key-instead-of-federation api-key u'],
    [['whatever its age', [own, boundKey({})]]],
    [
      ['it is gone', [own, boundKey({ deleteTime: '2026-01-01T00:00:00Z' })]],
      ['the account is switched off', [account('bot', project, { disabled: true }), boundKey({})]],
    ],
  ],
  [
    'a role on the organisation',
    ['grant-at-root roles/owner'],
    [['control', [own, bound(member('bot'), 'roles/owner', organization)]]],
    [
      ['of a project', [own, bound(member('bot'), 'roles/owner')]],
      ['that only looks', [own, bound(member('bot'), 'roles/browser', organization)]],
    ],
  ],
  [
    'what is switched off and keeps its roles',
    ['suspended-but-installed switched-off'],
    [['it has one', [account('bot', project, { disabled: true }), bound(member('bot'), 'roles/viewer')]]],
    [
      ['it has none', [account('bot', project, { disabled: true })]],
      ['it is on', [own, bound(member('bot'), 'roles/viewer')]],
    ],
  ],
] as const)('%s', (_, expected, positive, negative) => {
  test.each(positive.map(([says, records]) => [says, records] as const))('is found: %s', (_says, records) => {
    expect(ofKinds(expected, found(records))).toEqual(expected);
  });
  test.each(negative.map(([says, records]) => [says, records] as const))('is not: %s', (_says, records) => {
    expect(ofKinds(expected, found(records))).toEqual([]);
  });
});

test('the default account with a basic role, and worse where something runs as it', () => {
  const held = bound(`serviceAccount:${compute}`, 'roles/editor');
  expect(found([held], compute)).toEqual(['privileged-by-default default-account']);
  const estate = estateOf([held, runs(compute)]);
  expect(estate.identities[identityAt(estate, compute)]!.exposures).toMatchObject([{ severity: 'high' }]);
  expect(found([bound(`serviceAccount:${compute}`, 'roles/viewer')], compute)).toEqual([]);
  expect(found([own, bound(member('bot'), 'roles/editor')])).toEqual(['catch-all-role basic-role']);
});

test('people who have for good what others ask for', () => {
  const entitlement = record('gcp.entitlement', 'e', {
    name: `projects/${project}/locations/global/entitlements/e`,
    eligibleUsers: [{ principals: ['user:eva@example.com'] }],
    privilegedAccess: {
      gcpIamAccess: {
        resource: `//cloudresourcemanager.googleapis.com/projects/${project}`,
        roleBindings: [{ role: 'roles/owner' }],
      },
    },
  });
  const ana = bound('user:ana@example.com', 'roles/owner');
  expect(found([ana, entitlement], 'ana@example.com')).toEqual(['permanent-despite-activation grants']);
  expect(found([ana], 'ana@example.com')).toEqual([]);
  expect(found([bound('user:ana@example.com', 'roles/viewer'), entitlement], 'ana@example.com')).toEqual([]);
  // Beside the same that is eligible another rule says it.
  expect(found([bound('user:eva@example.com', 'roles/owner'), entitlement], 'eva@example.com')).toEqual([
    'activation-without-approval e',
  ]);
});

describe('agents', () => {
  const engine = (part: object, name = 'one'): SnapshotRecord =>
    record('gcp.reasoning-engine', name, {
      name: `projects/100/locations/l/reasoningEngines/${name}`,
      displayName: name,
      ...part,
    });
  const agent =
    'principal://agents.global.org-1.system.id.goog/resources/aiplatform/projects/100/locations/l/reasoningEngines/one';
  const provider = (part: object): SnapshotRecord =>
    record('gcp.auth-provider', 'p', {
      name: 'projects/100/locations/l/authProviders/p',
      workloads: [agent],
      ...part,
    });

  test.each([
    [
      'the default account',
      [engine({ serviceAccount: compute })],
      compute,
      ['weak-agent-guardrail shared-account'],
    ],
    [
      'an account that others have too',
      [own, engine({ serviceAccount: bot }), runs(bot)],
      bot,
      ['weak-agent-guardrail shared-account'],
    ],
    ['an account of its own', [own, engine({ serviceAccount: bot })], bot, []],
    ['no account', [own, runs(bot)], bot, []],
  ] as const)('that run as %s', (_, records, id, expected) => {
    expect(found(records, id)).toEqual(expected);
  });

  test.each([
    ['an API key', { type: 'apiKey' }, ['static']],
    ['any scope', { type: 'twoLeggedOauth' }, ['scopes']],
    ['the scopes that are named', { type: 'twoLeggedOauth', allowedScopes: ['a'] }, []],
    [
      'what another agent has too',
      { type: 'twoLeggedOauth', allowedScopes: ['a'], workloads: [agent, `${agent}2`] },
      ['shared'],
    ],
    ['what is deleted', { type: 'apiKey', deleted: true }, undefined],
  ])('that sign in by %s', (_, part, expected) => {
    const records = [provider(part), engine({ identityType: 'AGENT_IDENTITY', effectiveIdentity: agent })];
    const name = 'projects/100/locations/l/authProviders/p';
    expect(found(records, agent)).toEqual(
      (expected ?? []).map((each) => `weak-agent-guardrail ${each} ${name}`),
    );
  });

  test.each([
    ['an API key', { type: 'apiKey', workloads: [] }, ['static']],
    ['an API key, where nobody read who uses it', { type: 'apiKey', workloads: null }, ['static']],
    ['any scope', { type: 'threeLeggedOauth', workloads: [] }, ['scopes']],
    ['the scopes that are named', { type: 'twoLeggedOauth', allowedScopes: ['a'], workloads: [] }, []],
  ])('that are not known sign in by %s: it is told by itself', (_, part, expected) => {
    const name = 'projects/100/locations/l/authProviders/p';
    const estate = estateOf([provider(part)]);
    expect(estate.identities.map(({ id, kind, scope }) => [id, kind, scope])).toEqual([
      [name, 'auth-provider', project],
    ]);
    expect(found([provider(part)], name)).toEqual(
      expected.map((each) => `weak-agent-guardrail ${each} ${name}`),
    );
  });
  test('a sign-in that is deleted is nobody', () => {
    expect(estateOf([provider({ type: 'apiKey', workloads: [], deleted: true })]).identities).toEqual([]);
  });

  test('have an identity, what policies give it, and when it was last used', () => {
    const estate = estateOf([
      bound(agent, 'roles/viewer'),
      record('gcp.access-summary', 's', {
        name: 's',
        workloadId: agent,
        lastAccessTime: '2026-08-01T10:00:00Z',
      }),
    ]);
    expect(estate.identities[identityAt(estate, agent)]).toMatchObject({
      kind: 'agent',
      agent: true,
      scope: project,
      lastUsedAt: '2026-08-01T10:00:00.000Z',
      grants: [{ name: 'roles/viewer' }],
    });
  });
});
