import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  application,
  applicationId,
  assignment,
  estateOf,
  group,
  idOf,
  managedIdentity,
  member,
  otherTenant,
  owner,
  record,
  resource,
  role,
  servicePrincipal,
  subscriptionPath,
  tenant,
  user,
} from './support.ts';

const line = (source: string, status: Coverage['status'] = 'complete'): Coverage => ({
  connector: 'azure',
  scope: tenant,
  source,
  status,
  detail: status === 'complete' ? '' : 'refused',
  gives: [],
});
const kinds = [
  'at-risk',
  'secrets-outside-roles',
  'multi-tenant-application',
  'unfit-owner',
  'used-elsewhere',
  'weak-agent-guardrail',
];
/** `kind key severity` of what is exposed, of the kinds that this file is about. */
const exposed = (
  records: readonly SnapshotRecord[],
  name: string,
  coverage: readonly Coverage[] = [],
): readonly string[] =>
  (estateOf(records, coverage).identities.find(({ id }) => id === idOf(name))!.exposures ?? [])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, key, severity, says, evidence, fix }) => {
      expect(says.length).toBeGreaterThan(20);
      expect(evidence.length).toBeGreaterThan(0);
      expect(fix).toMatch(/\.\naz /);
      return [kind, key, severity].filter((each) => each !== undefined).join(' ');
    });
const guest = (name: string): SnapshotRecord => user(name, { userType: 'Guest' });
const gone = (name: string): SnapshotRecord => user(name, { accountEnabled: false });

describe('at risk by Identity Protection', () => {
  const risk = (part: object) =>
    record('azure.risk', idOf('bot'), { id: idOf('bot'), riskLevel: 'high', ...part });
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['at high risk', [risk({ riskState: 'atRisk' })], ['at-risk identity-protection high']],
    ['at low risk', [risk({ riskState: 'atRisk', riskLevel: 'low' })], ['at-risk identity-protection low']],
    [
      'at a hidden one',
      [risk({ riskState: 'atRisk', riskLevel: 'hidden' })],
      ['at-risk identity-protection medium'],
    ],
    [
      'confirmed as compromised',
      [risk({ riskState: 'confirmedCompromised' })],
      ['at-risk identity-protection critical'],
    ],
    ['remediated', [risk({ riskState: 'remediated' })], []],
    ['dismissed', [risk({ riskState: 'dismissed' })], []],
    ['confirmed safe', [risk({ riskState: 'confirmedSafe' })], []],
    ['another', [record('azure.risk', 'o', { id: idOf('other'), riskState: 'atRisk' })], []],
  ])('%s', (_, records, expected) => {
    expect(exposed([servicePrincipal('bot'), ...records], 'bot')).toEqual(expected);
  });
});

describe('vaults that decide by access policies', () => {
  const vault = (objectId: string, secrets: readonly string[], roleBased: boolean | null = false) =>
    resource('Microsoft.KeyVault/vaults', 'vault', [], {
      settings: { roleBased, accessPolicies: [{ objectId, secrets: [...secrets] }] },
    });
  const path = (estate: readonly string[]): readonly string[] => estate.map((each) => each.split(' ')[0]!);
  test.each<[string, readonly SnapshotRecord[], string, readonly string[]]>([
    ['a policy for secrets', [vault(idOf('bot'), ['get', 'list'])], 'bot', ['secrets-outside-roles']],
    [
      'where it is not told how it decides',
      [vault(idOf('bot'), ['get'], null)],
      'bot',
      ['secrets-outside-roles'],
    ],
    ['a policy for names alone', [vault(idOf('bot'), ['list'])], 'bot', []],
    ['where roles decide', [vault(idOf('bot'), ['get'], true)], 'bot', []],
    ['a policy of another', [vault(idOf('other'), ['get'])], 'bot', []],
    [
      'by a group',
      [group('team'), member('team', 'bot'), vault(idOf('team'), ['get'])],
      'bot',
      ['secrets-outside-roles'],
    ],
    ['of a person', [user('ana'), vault(idOf('ana'), ['get'])], 'ana', []],
  ])('%s', (_, records, name, expected) => {
    expect(path(exposed([servicePrincipal('bot'), ...records], name))).toEqual(expected);
  });
});

describe('applications of one’s own that other tenants can take in', () => {
  const multi = (signInAudience: string) => application('bot', { signInAudience });
  const found = ['multi-tenant-application audience'];
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['with privileges', [...multi('AzureADMultipleOrgs'), assignment('bot', role.contributor)], found],
    [
      'and personal accounts',
      [...multi('AzureADandPersonalMicrosoftAccount'), assignment('bot', role.owner)],
      found,
    ],
    ['of this tenant alone', [...multi('AzureADMyOrg'), assignment('bot', role.owner)], []],
    ['without privileges', multi('AzureADMultipleOrgs'), []],
    ['that sees settings only', [...multi('AzureADMultipleOrgs'), assignment('bot', role.reader)], []],
    [
      'of somebody else',
      [
        servicePrincipal('bot', {
          appOwnerOrganizationId: otherTenant,
          signInAudience: 'AzureADMultipleOrgs',
        }),
        assignment('bot', role.owner),
      ],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(exposed(records, 'bot')).toEqual(expected);
  });
});

describe('owners who are not fit', () => {
  const app = [...application('bot'), assignment('bot', role.contributor)];
  const owned = (...who: readonly string[]) => who.map((each) => owner('application', 'bot', each));
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['all have left', [...app, gone('ana'), gone('ben'), ...owned('ana', 'ben')], ['unfit-owner left']],
    ['one is still there', [...app, gone('ana'), user('ben'), ...owned('ana', 'ben')], []],
    ['one is not known', [...app, gone('ana'), ...owned('ana', 'zoe')], []],
    ['nobody owns it', app, []],
    ['it holds nothing', [...application('bot'), gone('ana'), ...owned('ana')], []],
    [
      'a guest owns it',
      [...app, guest('zoe'), user('ana'), ...owned('ana', 'zoe')],
      [`unfit-owner guest ${idOf('zoe')}`],
    ],
    [
      'its principal is owned by a guest',
      [...app, guest('zoe'), owner('service-principal', 'bot', 'zoe')],
      [`unfit-owner guest ${idOf('zoe')}`],
    ],
    [
      'a guest who has left, beside somebody',
      [
        ...app,
        user('zoe', { userType: 'Guest', accountEnabled: false }),
        user('ana'),
        ...owned('zoe', 'ana'),
      ],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(exposed(records, 'bot')).toEqual(expected);
  });
});

describe('groups that nobody is in or answers for', () => {
  const read = [line('GET /v1.0/groups/{id}/members'), line('GET /v1.0/groups/{id}/owners')];
  const team = (part: object = {}, roleId: string = role.owner) => [
    group('team', part),
    assignment('team', roleId, subscriptionPath, { principalType: 'Group' }),
  ];
  const inIt = [user('ana'), member('team', 'ana')];
  const eligible = record('azure.group-instance', 'g', {
    id: 'g',
    is: 'eligible',
    principalId: idOf('ana'),
    groupId: idOf('team'),
    accessId: 'member',
  });
  const empty = [`empty ${idOf('team')}`];
  const unowned = [`unowned ${idOf('team')}`];
  test.each<[string, readonly SnapshotRecord[], readonly Coverage[], readonly string[]]>([
    ['nobody is in it', team(), read, empty],
    ['somebody is, and owns it', [...team(), ...inIt, owner('group', 'team', 'ana')], read, []],
    ['somebody is eligible', [...team({}, role.reader), user('ana'), eligible], read, []],
    ['nobody owns what controls something', [...team(), ...inIt], read, unowned],
    ['nobody owns what reads', [...team({}, role.reader), ...inIt], read, []],
    ['administrators keep it', [...team({ isAssignableToRole: true }), ...inIt], read, []],
    ['members follow a rule', [...team({ groupTypes: ['DynamicMembership'] }), ...inIt], read, []],
    ['it is kept on premises', [...team({ onPremisesSyncEnabled: true }), ...inIt], read, []],
    ['it holds nothing', [group('team')], read, []],
    ['members were not read', team(), [], []],
    ['members were not read in full', team(), [line('GET /v1.0/groups/{id}/members', 'partial')], []],
    ['owners were not read', [...team(), ...inIt], read.slice(0, 1), []],
  ])('%s', (_, records, coverage, expected) => {
    const scope = estateOf(records, coverage).scopes.find(({ id }) => id === tenant)!;
    expect((scope.exposures ?? []).map(({ key }) => key)).toEqual(expected);
  });
});

describe('credentials that are used where their principal is not', () => {
  const app = application('bot', { passwordCredentials: [{ keyId: idOf('key') }] });
  const used = (at: string, keyId = idOf('key')) =>
    record('azure.credential-sign-in', keyId, { keyId, signInActivity: { lastSignInDateTime: at } });
  const signedIn = (at: string) =>
    record('azure.sign-in', 's', { appId: idOf('c bot'), lastSignInActivity: { lastSignInDateTime: at } });
  const read = [line('GET /beta/reports/servicePrincipalSignInActivities')];
  const found = [`used-elsewhere ${idOf('key')}`];
  test.each<[string, readonly SnapshotRecord[], readonly Coverage[], readonly string[]]>([
    ['long after it', [used('2026-08-20T00:00:00Z'), signedIn('2026-05-01T00:00:00Z')], [], found],
    ['and it never did', [used('2026-08-20T00:00:00Z')], read, found],
    ['where sign-ins were not read', [used('2026-08-20T00:00:00Z')], [], []],
    ['as it is', [used('2026-08-20T00:00:00Z'), signedIn('2026-08-20T00:00:00Z')], read, []],
    ['days after it', [used('2026-08-20T00:00:00Z'), signedIn('2026-08-01T00:00:00Z')], read, []],
    ['before it', [used('2026-05-01T00:00:00Z'), signedIn('2026-08-20T00:00:00Z')], read, []],
    ['another credential', [used('2026-08-20T00:00:00Z', idOf('else'))], read, []],
  ])('%s', (_, records, coverage, expected) => {
    expect(exposed([...app, ...records], 'bot', coverage)).toEqual(expected);
  });
});

describe('agents', () => {
  const agent = servicePrincipal('agent', {
    '@odata.type': '#microsoft.graph.agentIdentity',
    agentIdentityBlueprintId: idOf('c blueprint'),
  });
  const blueprint = servicePrincipal('blueprint', {
    '@odata.type': '#microsoft.graph.agentIdentityBlueprintPrincipal',
  });
  const policy = (part: object) =>
    record('azure.conditional-access-policy', 'p', { id: 'p', state: 'enabled', blocks: true, ...part });
  const all = { includeAgentIds: ['All'] };
  const keys = (records: readonly SnapshotRecord[], coverage: readonly Coverage[] = [], name = 'agent') =>
    exposed(records, name, coverage).map((each) => each.split(' ')[1]);

  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['blocked at high risk', [policy({ ...all, agentRiskLevels: ['high'] })], []],
    ['blocked at medium and high', [policy({ ...all, agentRiskLevels: ['medium', 'high'] })], []],
    ['blocked whatever the risk', [policy(all)], []],
    ['blocked at low risk alone', [policy({ ...all, agentRiskLevels: ['low'] })], ['risk-not-blocked']],
    ['a policy that does not block', [policy({ ...all, blocks: false })], ['risk-not-blocked']],
    ['a policy of an older collection', [policy({ ...all, blocks: null })], []],
    [
      'a tenant without P2',
      [
        policy({ ...all, blocks: false }),
        record('azure.tenant', tenant, { id: tenant, servicePlans: ['AAD_PREMIUM'] }),
      ],
      [],
    ],
    ['switched off', [policy({ ...all, state: 'disabled' })], ['no-conditional-access']],
  ])('at risk: %s', (_, records, expected) => {
    expect(keys([agent, ...records])).toEqual(expected);
  });

  const attributesRead = [
    line('GET /v1.0/servicePrincipals/microsoft.graph.agentIdentity (attributes)'),
    line('GET /v1.0/servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal (attributes)'),
  ];
  const attributes = (of: string, ...names: readonly string[]) =>
    record('azure.security-attributes', of, { id: idOf(of), names: [...names] });
  const filter = policy({
    agentFilter: { mode: 'include', rule: 'CustomSecurityAttribute.Agents_Stage -eq "x"' },
  });
  test.each<[string, readonly SnapshotRecord[], readonly Coverage[], readonly string[]]>([
    ['neither it nor its blueprint has one', [policy(all)], attributesRead, ['no-attributes']],
    ['it has one', [policy(all), attributes('agent', 'Agents.Stage')], attributesRead, []],
    [
      'its blueprint has',
      [policy(all), blueprint, attributes('blueprint', 'Agents.Stage')],
      attributesRead,
      [],
    ],
    ['an empty set', [policy(all), attributes('agent')], attributesRead, ['no-attributes']],
    ['they were not read', [policy(all)], [], []],
    ['those of blueprints were not read', [policy(all), blueprint], attributesRead.slice(0, 1), []],
    [
      'a policy goes by them, and it has none',
      [filter],
      attributesRead,
      ['no-attributes', 'no-conditional-access'],
    ],
    [
      'a policy goes by them, and it has one',
      [filter, attributes('agent', 'Agents.Stage')],
      attributesRead,
      [],
    ],
    ['a policy goes by them, and nobody read them', [filter], [], []],
  ])('attributes: %s', (_, records, coverage, expected) => {
    expect(keys([agent, ...records], coverage)).toEqual(expected);
  });

  const ownersRead = [
    line('GET /v1.0/servicePrincipals (with owners)'),
    line('GET /v1.0/servicePrincipals/{id}/owners'),
  ];
  test.each<[string, readonly SnapshotRecord[], readonly Coverage[], readonly string[]]>([
    ['nobody', [], ownersRead, ['no-technical-owner']],
    ['somebody', [user('ana'), owner('service-principal', 'agent', 'ana')], ownersRead, []],
    [
      'a sponsor alone',
      [user('ana'), record('azure.sponsorship', 's', { object: idOf('agent'), sponsor: idOf('ana') })],
      ownersRead,
      ['no-technical-owner'],
    ],
    ['owners were not read', [], [], []],
    [
      'not all were read',
      [],
      [ownersRead[0]!, line('GET /v1.0/servicePrincipals/{id}/owners', 'partial')],
      [],
    ],
  ])('owned by %s', (_, records, coverage, expected) => {
    expect(keys([agent, policy(all), ...records], coverage)).toEqual(expected);
  });
  test('a blueprint is owned by its principal or its registration', () => {
    const registration = record('azure.application', applicationId('blueprint'), {
      id: applicationId('blueprint'),
      appId: idOf('c blueprint'),
      '@odata.type': '#microsoft.graph.agentIdentityBlueprint',
    });
    const of = (...records: readonly SnapshotRecord[]) =>
      keys([blueprint, registration, user('ana'), ...records], ownersRead, 'blueprint');
    expect(of()).toEqual(['no-technical-owner']);
    expect(of(owner('application', 'blueprint', 'ana'))).toEqual([]);
    expect(of(owner('service-principal', 'blueprint', 'ana'))).toEqual([]);
  });

  const agentUser = user('robo', {
    '@odata.type': '#microsoft.graph.agentUser',
    identityParentId: idOf('agent'),
  });
  test.each<[string, object, readonly string[]]>([
    ['all of them', { includeAgentUsers: ['AllAgentIdUsers'] }, []],
    ['it by its id', { includeAgentUsers: [idOf('robo')] }, []],
    [
      'all but it',
      { includeAgentUsers: ['AllAgentIdUsers'], excludeAgentUsers: [idOf('robo')] },
      ['no-conditional-access'],
    ],
    ['agents, and not their users', all, ['no-conditional-access']],
    [
      'all, and only reports',
      { includeAgentUsers: ['AllAgentIdUsers'], state: 'enabledForReportingButNotEnforced' },
      ['no-conditional-access'],
    ],
  ])('the user of an agent: a policy is about %s', (_, part, expected) => {
    expect(keys([agentUser, policy(part)], [], 'robo')).toEqual(expected);
  });
  test('of the user of an agent nobody can tell without policies', () => {
    expect(keys([agentUser], [], 'robo')).toEqual([]);
  });
});

test('a managed identity has no application to be owned or taken in', () => {
  expect(exposed([...managedIdentity('ids'), assignment('ids', role.owner)], 'ids')).toEqual([]);
});
