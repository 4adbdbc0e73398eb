import { describe, expect, test } from 'vitest';
import { interpretAzure } from '../../../connectors/azure/interpret.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { sampleTenant } from '../../support/azure-tenant.ts';
import { collectFrom } from './collect/support.ts';
import {
  application,
  applicationId,
  assignment,
  collectedAt,
  estateOf,
  graphPermission,
  groupPath,
  idOf,
  otherTenant,
  owner,
  record,
  role,
  servicePrincipal,
  subscription,
  subscriptionPath,
  tenant,
  user,
} from './support.ts';

const listed: Coverage = {
  connector: 'azure',
  scope: tenant,
  source: 'az ad sp list --all',
  status: 'complete',
  detail: '',
  gives: ['inventory'],
};
/** `kind key` of what is exposed at an identity. */
const exposed = (
  records: readonly SnapshotRecord[],
  name: string,
  coverage: readonly Coverage[] = [listed],
) => {
  const { identities } = estateOf(records, coverage);
  const { exposures = [] } = identities.find(({ id }) => id === idOf(name))!;
  for (const { says, evidence, fix } of exposures) {
    expect(says.length).toBeGreaterThan(20);
    expect(evidence.length).toBeGreaterThan(0);
    expect(fix).toMatch(/\.\naz /);
  }
  return exposures.map(({ kind, key }) => `${kind} ${key}`);
};

describe('at the root', () => {
  test.each([
    ['a role at the root', '/', ['grant-at-root Reader']],
    ['a role at a subscription', subscriptionPath, []],
  ])('%s', (_, scope, expected) => {
    expect(exposed([servicePrincipal('bot'), assignment('bot', role.reader, scope)], 'bot')).toEqual(
      expected,
    );
  });
});

test.each([
  ['left from an elevation', '/', ['grant-at-root medium medium']],
  ['at a subscription', subscriptionPath, []],
])('a person’s role at the root is less: %s', (_, scope, expected) => {
  const { identities } = estateOf([user('ana'), assignment('ana', role.userAccessAdministrator, scope)]);
  expect(
    identities.flatMap(({ exposures = [] }) =>
      exposures.map(({ kind, severity, atMost }) => `${kind} ${severity} ${atMost}`),
    ),
  ).toEqual(expected);
});

describe('orphans', () => {
  const left = assignment('gone', role.reader, subscriptionPath, { principalType: 'ServicePrincipal' });
  test('an id that the whole list does not have', () => {
    expect(exposed([left], 'gone')).toEqual(['orphaned-grant principal']);
  });
  test.each<[string, readonly SnapshotRecord[], readonly Coverage[]]>([
    ['where the list is not whole', [left], [{ ...listed, status: 'partial', detail: 'x' }]],
    ['where it is there', [left, servicePrincipal('gone')], [listed]],
    ['of a user', [assignment('gone', role.reader, subscriptionPath, { principalType: 'User' })], [listed]],
  ])('nothing %s', (_, records, coverage) => {
    expect(exposed(records, 'gone', coverage)).toEqual([]);
  });
});

describe('switched off', () => {
  test('it keeps what it has', () => {
    const off = servicePrincipal('bot', { accountEnabled: false });
    expect(exposed([off, assignment('bot', role.reader)], 'bot')).toEqual([
      'suspended-but-installed switched-off',
    ]);
    expect(exposed([off], 'bot')).toEqual([]);
    expect(exposed([servicePrincipal('bot'), assignment('bot', role.reader)], 'bot')).toEqual([]);
  });
});

describe('publishers', () => {
  const vendor = (verifiedPublisher: object | null, home = otherTenant) =>
    servicePrincipal('vendor', { appOwnerOrganizationId: home, verifiedPublisher });
  const reads = graphPermission('vendor', '810c84a8-4a9e-49e6-bf7d-12d183f40d01');
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    [
      'nobody is verified',
      [vendor({ verifiedPublisherId: null }), reads],
      ['unverified-publisher publisher'],
    ],
    ['somebody is', [vendor({ verifiedPublisherId: '123' }), reads], []],
    ['it is not told', [vendor(null), reads], []],
    ['it is our own', [vendor({ verifiedPublisherId: null }, tenant), reads], []],
    ['it has nothing', [vendor({ verifiedPublisherId: null })], []],
    ['it sees settings only', [vendor({ verifiedPublisherId: null }), assignment('vendor', role.reader)], []],
  ])('%s', (_, records, expected) => {
    expect(exposed(records, 'vendor')).toEqual(expected);
  });
});

describe('consent', () => {
  const consent = (part: object) =>
    record('azure.delegated-grant', 'c', {
      clientId: idOf('bot'),
      consentType: 'AllPrincipals',
      resourceId: idOf('graph'),
      scope: 'User.Read Mail.ReadWrite',
      ...part,
    });
  test.each([
    ['for everybody, to write', {}, [`consent-for-everybody ${idOf('graph')}`]],
    [
      'for everybody, to read what people keep',
      { scope: 'User.Read Mail.Read openid' },
      [`consent-for-everybody ${idOf('graph')}`],
    ],
    [
      'for everybody, to sign in',
      { scope: 'User.Read openid profile offline_access Directory.Read.All' },
      [],
    ],
    ['for everybody, its own folder', { scope: 'Files.ReadWrite.AppFolder Sites.Selected' }, []],
    ['of one user', { consentType: 'Principal', principalId: idOf('ana') }, []],
    ['for another application', { clientId: idOf('cat') }, []],
  ])('%s', (_, part, expected) => {
    expect(exposed([servicePrincipal('bot'), consent(part)], 'bot')).toEqual(expected);
  });
});

describe('owners', () => {
  const owned = [...application('app'), user('ana'), owner('application', 'app', 'ana')];
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    [
      'with nothing of an application with control',
      [assignment('app', role.owner)],
      [`weaker-owner ${idOf('ana')}`],
    ],
    ['with as much', [assignment('app', role.owner), assignment('ana', role.owner)], []],
    ['of an application that reads', [assignment('app', role.reader)], []],
    [
      'of an application with part of a subscription',
      [assignment('app', role.contributor, groupPath)],
      [`weaker-owner ${idOf('ana')}`],
    ],
  ])('%s', (_, records, expected) => {
    expect(exposed([...owned, ...records], 'app')).toEqual(expected);
  });
});

describe('agents', () => {
  const agent = servicePrincipal('agent', {
    '@odata.type': '#microsoft.graph.agentIdentity',
    agentIdentityBlueprintId: idOf('c blueprint'),
  });
  const sponsor = (of: string, who: string) =>
    record('azure.sponsorship', `${of}/${who}`, { object: idOf(of), sponsor: idOf(who) });
  const blueprint = (part: object) =>
    record('azure.application', applicationId('blueprint'), {
      id: applicationId('blueprint'),
      appId: idOf('c blueprint'),
      '@odata.type': '#microsoft.graph.agentIdentityBlueprint',
      ...part,
    });
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['with a sponsor', [user('ana'), sponsor('agent', 'ana')], []],
    [
      'without one, where others have theirs',
      [user('ana'), sponsor('another', 'ana')],
      ['weak-agent-guardrail no-sponsor'],
    ],
    ['where no sponsors were read', [], []],
    [
      'whose sponsor left',
      [user('ana', { accountEnabled: false }), sponsor('agent', 'ana')],
      ['weak-agent-guardrail sponsor-left'],
    ],
    [
      'with another sponsor beside',
      [user('ana', { accountEnabled: false }), user('ben'), sponsor('agent', 'ana'), sponsor('agent', 'ben')],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(exposed([agent, ...records], 'agent')).toEqual(expected);
  });
  test.each<[string, Coverage['status'], readonly SnapshotRecord[], readonly string[]]>([
    ['no agent has one, by a list that was read', 'complete', [], ['weak-agent-guardrail no-sponsor']],
    ['sponsors could not be read', 'denied', [], []],
    ['sponsors of some could not be read', 'partial', [user('ana'), sponsor('another', 'ana')], []],
    ['it has one', 'complete', [user('ana'), sponsor('agent', 'ana')], []],
  ])('by coverage: %s', (_, status, records, expected) => {
    const source = 'GET /v1.0/servicePrincipals/{id}/microsoft.graph.agentIdentity/sponsors';
    const line: Coverage = { ...listed, source, status, gives: ['owners'] };
    expect(exposed([agent, ...records], 'agent', [line])).toEqual(expected);
    expect(exposed([agent], 'agent', [{ ...line, scope: otherTenant }])).toEqual([]);
  });
  test.each<[string, Coverage['status'], readonly SnapshotRecord[], readonly string[]]>([
    ['without a sponsor', 'complete', [sponsor('agent', 'ana')], ['weak-agent-guardrail no-sponsor']],
    ['its application has one', 'complete', [sponsor('a blueprint', 'ana')], []],
    ['its principal has one', 'complete', [sponsor('blueprint', 'ana')], []],
    ['sponsors could not be read', 'denied', [], []],
  ])('a blueprint: %s', (_, status, records, expected) => {
    const coverage = [
      'GET /v1.0/applications/{id}/microsoft.graph.agentIdentityBlueprint/sponsors',
      'GET /v1.0/servicePrincipals/{id}/microsoft.graph.agentIdentityBlueprintPrincipal/sponsors',
    ].map((source): Coverage => ({ ...listed, source, status, gives: ['owners'] }));
    const own = [
      servicePrincipal('blueprint', { '@odata.type': '#microsoft.graph.agentIdentityBlueprintPrincipal' }),
      blueprint({}),
    ];
    expect(exposed([...own, user('ana'), ...records], 'blueprint', coverage)).toEqual(expected);
    expect(exposed([own[0]!, user('ana')], 'blueprint', coverage)).toEqual([]);
  });
  test('a blueprint with a secret, and without', () => {
    const of = (part: object) => {
      const { identities } = estateOf([blueprint(part)]);
      return (identities.find(({ id }) => id === applicationId('blueprint'))!.exposures ?? []).map(
        ({ key }) => key,
      );
    };
    const secret = { keyId: idOf('k'), endDateTime: '2027-01-01T00:00:00Z' };
    expect(of({ passwordCredentials: [secret] })).toEqual(['blueprint-secret']);
    expect(of({ passwordCredentials: [{ ...secret, endDateTime: '2025-01-01T00:00:00Z' }] })).toEqual([]);
    expect(of({})).toEqual([]);
  });
});

describe('secrets', () => {
  const later = '2027-01-01T00:00:00Z';
  const secret = (endDateTime: string = later) => ({
    passwordCredentials: [{ keyId: idOf('key'), endDateTime }],
  });
  const federated = record('azure.federated-credential', 'f', {
    id: 'f',
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:octo/app:environment:production',
    audiences: ['api://AzureADTokenExchange'],
    of: applicationId('bot'),
  });
  const beside = [`key-instead-of-federation ${idOf('key')}`];
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['a secret beside a federated credential', [...application('bot', secret()), federated], beside],
    ['one that has ended', [...application('bot', secret('2026-01-01T00:00:00Z')), federated], []],
    ['a federated credential alone', [...application('bot'), federated], []],
    ['a secret alone', application('bot', secret()), []],
  ])('%s', (_, records, expected) => {
    expect(exposed(records, 'bot')).toEqual(expected);
  });

  const policy = (part: object = {}) =>
    record('azure.app-management-policy', 'default', {
      id: 'default',
      isDefault: true,
      isEnabled: false,
      ...part,
    });
  const bounded = {
    isEnabled: true,
    passwordCredentials: [{ restrictionType: 'passwordLifetime', state: 'enabled' }],
  };
  const privileged = [...application('bot', secret()), assignment('bot', role.owner)];
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['no restriction', [...privileged, policy()], ['no-credential-policy password-credentials']],
    ['a restriction in force', [...privileged, policy(bounded)], []],
    [
      'one that is switched off',
      [...privileged, policy({ ...bounded, isEnabled: false })],
      ['no-credential-policy password-credentials'],
    ],
    ['policies that were not read', privileged, []],
    ['an application that controls nothing', [...application('bot', secret()), policy()], []],
    ['one without a secret', [...application('bot'), assignment('bot', role.owner), policy()], []],
  ])('%s', (_, records, expected) => {
    expect(exposed(records, 'bot')).toEqual(expected);
  });
});

describe('people with control for good', () => {
  const eligible = (who: string, roleId: string): SnapshotRecord =>
    record('azure.role-instance', `${who} ${roleId}`, {
      id: `${who} ${roleId}`,
      is: 'eligible',
      scope: subscriptionPath,
      roleDefinitionId: `/x/${roleId}`,
      principalId: idOf(who),
      memberType: 'Direct',
    });
  const ana = [user('ana'), assignment('ana', role.owner)];
  const found = ['permanent-despite-activation grants'];
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['where others activate', [...ana, user('ben'), eligible('ben', role.owner)], found],
    ['where nobody does', ana, []],
    ['beside the same eligible, which is another finding', [...ana, eligible('ana', role.owner)], []],
    [
      'a role that only reads',
      [user('ana'), assignment('ana', role.reader), user('ben'), eligible('ben', role.owner)],
      [],
    ],
    [
      'somebody who is switched off',
      [user('ana', { accountEnabled: false }), ana[1]!, user('ben'), eligible('ben', role.owner)],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(exposed(records, 'ana')).toEqual(expected);
  });
  const licensed = (...servicePlans: readonly string[]) =>
    record('azure.tenant', tenant, { id: tenant, servicePlans: [...servicePlans] });
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['nobody activates, and the tenant has P2', [...ana, licensed('AAD_PREMIUM', 'AAD_PREMIUM_P2')], found],
    ['and it has Governance', [...ana, licensed('Entra_Identity_Governance')], found],
    ['and it has P1 only', [...ana, licensed('AAD_PREMIUM')], []],
    [
      'and what is active could not be read',
      [
        ...ana,
        licensed('AAD_PREMIUM_P2'),
        record('azure.subscription', subscription, { id: subscription, activeRolesRead: false }),
      ],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(exposed(records, 'ana')).toEqual(expected);
  });
  test.each<[string, object | undefined, string]>([
    ['allows it', { activeMustEnd: false }, 'allows active assignments without expiry'],
    ['does not', { activeMustEnd: true, longestActive: 'P15D' }, 'asks that active assignments end'],
    ['is not known', undefined, ''],
  ])('the policy of the role %s', (_, part, says) => {
    const policy = record('azure.role-policy', 'p', {
      id: 'p',
      place: subscriptionPath,
      role: role.owner,
      ...part,
    });
    const { identities } = estateOf([
      ...ana,
      user('ben'),
      eligible('ben', role.owner),
      ...(part === undefined ? [] : [policy]),
    ]);
    const [found] = identities.find(({ id }) => id === idOf('ana'))!.exposures!;
    const told = found!.evidence.filter(({ record }) => record === 'azure.role-policy');
    expect(told.map((each) => each.says.slice(0, says.length))).toEqual(says === '' ? [] : [says]);
    expect(found!.fix.includes('policy of the role')).toBe(says.startsWith('allows'));
  });
  test('applications cannot activate', () => {
    expect(
      exposed(
        [servicePrincipal('bot'), assignment('bot', role.owner), user('ben'), eligible('ben', role.owner)],
        'bot',
      ),
    ).toEqual([]);
  });
});

test('a classic administrator is told at the user of that name', () => {
  const classic = record('azure.classic-administrator', 'c', {
    id: 'c',
    emailAddress: 'Ana@contoso.example',
    role: 'CoAdministrator',
  });
  expect(exposed([user('ana'), user('ben'), classic], 'ana')).toEqual(['retired-grant c']);
  expect(exposed([user('ana'), user('ben'), classic], 'ben')).toEqual([]);
});

describe('a classic administrator', () => {
  const classic = (emailAddress: string, id = 'c') =>
    record('azure.classic-administrator', id, { id, emailAddress, role: 'CoAdministrator' });
  const guest = user('zoe', { userPrincipalName: 'zoe_mail.example#EXT#@contoso.example' });
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['whom nobody collected', [classic('Zoe@mail.example')], ['zoe@mail.example retired-grant']],
    [
      'of two subscriptions',
      [classic('zoe@mail.example'), classic('zoe@mail.example', 'd')],
      ['zoe@mail.example retired-grant retired-grant'],
    ],
    ['a guest', [guest, classic('Zoe@mail.example')], [`${idOf('zoe')} retired-grant`]],
    [
      'another than the guest',
      [guest, classic('zoe@other.example')],
      [idOf('zoe'), 'zoe@other.example retired-grant'],
    ],
    ['without a name', [guest, classic('')], [idOf('zoe')]],
  ])('%s', (_, records, expected) => {
    expect(
      estateOf(records)
        .identities.map(({ id, exposures = [] }) => [id, ...exposures.map(({ kind }) => kind)].join(' '))
        .sort(),
    ).toEqual([...expected].sort());
  });
});

test.each<[string, readonly RegExp[], readonly string[]]>([
  [
    'as it is',
    [],
    [
      'agent no-conditional-access',
      'agent no-technical-owner',
      'agent-user@contoso.example no-conditional-access',
      'blueprint blueprint-secret',
      'blueprint no-technical-owner',
    ],
  ],
  [
    'without sponsors and policies',
    [/sponsors$/, /conditionalAccess\/policies$/],
    [
      'agent no-conditional-access',
      'agent no-sponsor',
      'agent no-technical-owner',
      'agent-user@contoso.example no-conditional-access',
      'blueprint blueprint-secret',
      'blueprint no-sponsor',
      'blueprint no-technical-owner',
    ],
  ],
])('agents of a tenant that a scan reads: %s', async (_, empty, expected) => {
  const sample = sampleTenant();
  const graph = new Map(
    [...sample.graph].map(([path, list]) => [path, empty.some((each) => each.test(path)) ? [] : list]),
  );
  const { records, coverage } = await collectFrom({ tenant: { ...sample, graph } });
  const { identities } = interpretAzure(records, { collectedAt, coverage, settings: defaultSettings });
  expect(
    identities
      .flatMap(({ name, exposures = [] }) =>
        exposures.flatMap(({ kind, key }) => (kind === 'weak-agent-guardrail' ? [`${name} ${key}`] : [])),
      )
      .sort(),
  ).toEqual(expected);
});

describe('agents and Conditional Access', () => {
  const agent = servicePrincipal('agent', {
    '@odata.type': '#microsoft.graph.agentIdentity',
    agentIdentityBlueprintId: idOf('c blueprint'),
  });
  const policy = (part: object) =>
    record('azure.conditional-access-policy', 'p', { id: 'p', state: 'enabled', ...part });
  const open = ['weak-agent-guardrail no-conditional-access'];
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['no policy is about it', [policy({ includeServicePrincipals: ['All'] })], open],
    ['one is about all', [policy({ includeAgentIds: ['All'] })], []],
    ['one is about its blueprint', [policy({ includeAgentIds: [idOf('c blueprint')] })], []],
    ['it is left out', [policy({ includeAgentIds: ['All'], excludeAgentIds: [idOf('agent')] })], open],
    [
      'the policy only reports',
      [policy({ includeAgentIds: ['All'], state: 'enabledForReportingButNotEnforced' })],
      open,
    ],
    ['policies that were not read', [], []],
  ])('%s', (_, records, expected) => {
    expect(exposed([agent, ...records], 'agent')).toEqual(expected);
  });
  test.each<[string, Coverage['status'], readonly SnapshotRecord[], readonly string[]]>([
    ['none is about workloads, and all were read', 'complete', [], open],
    ['one is about all', 'complete', [policy({ includeAgentIds: ['All'] })], []],
    ['they could not be read', 'denied', [], []],
    ['not all could be read', 'partial', [policy({ includeServicePrincipals: ['All'] })], []],
  ])('by coverage: %s', (_, status, records, expected) => {
    const source = 'GET /beta/identity/conditionalAccess/policies';
    const line: Coverage = { ...listed, source, status, gives: ['configuration'] };
    expect(exposed([agent, ...records], 'agent', [line])).toEqual(expected);
  });
});
