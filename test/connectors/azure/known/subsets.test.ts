import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  accessPolicy,
  appIdOf,
  azApp,
  azGroup,
  azIdentity,
  azRa,
  azResource,
  azRole,
  azSp,
  azUser,
  azVault,
  carries,
  clientOf,
  directoryRoles,
  type Files,
  identityPath,
  idOf,
  inGroup,
  inSubscription,
  type Json,
} from '../tenants/files.ts';
import { estateOfFiles } from '../tenants/ways.ts';

/**
 * A tenant whose files each hold something that closes a way: without one of them, whatever is left, nobody is told to come
 * surely to where the whole tenant does not let it come.
 */
const page = (...value: readonly Json[]): Json => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#x',
  value,
});
const typed = (type: string, name: string): Json => ({
  '@odata.type': `#microsoft.graph.${type}`,
  id: idOf(name),
});
const cluster = 'Microsoft.ContainerService/managedClusters';
const nodes = { clientId: clientOf('node'), objectId: idOf('node'), resourceId: identityPath('node') };
const directory = (who: string, role: keyof typeof directoryRoles, part: Json = {}): Json => ({
  directoryScopeId: '/',
  id: `${who}-${role}`,
  principalId: idOf(who),
  roleDefinitionId: directoryRoles[role],
  ...part,
});
const whole: Files = {
  // Of another tenant, of this one and locked, of this one.
  sp: page(
    azSp('partner', {
      appOwnerOrganizationId: '22222222-2222-4222-8222-222222222222',
      owners: [typed('user', 'ana')],
    }),
    azSp('locked', { owners: [typed('user', 'ana')] }),
    azSp('ci'),
    azSp('off', { accountEnabled: false }),
  ),
  app: page(
    azApp('locked', {
      servicePrincipalLockConfiguration: {
        isEnabled: true,
        allProperties: true,
        credentialsWithUsageVerify: null,
      },
    }),
    azApp('ci'),
    azApp('off'),
  ),
  groups: page(
    azGroup('synced', { onPremisesSyncEnabled: true, members: [typed('user', 'boss')] }),
    azGroup('t0', {
      isAssignableToRole: true,
      members: [typed('user', 'boss')],
      owners: [typed('user', 'boss')],
    }),
    azGroup('rule', { groupTypes: ['DynamicMembership'], owners: [typed('user', 'ana')] }),
  ),
  users: page(
    ...['ana', 'eva'].map((name) => ({ ...azUser(name), accountEnabled: true, userType: 'Member' })),
    { ...azUser('boss'), accountEnabled: false, userType: 'Member' },
    { ...azUser('guest'), accountEnabled: true, userType: 'Guest' },
  ),
  directory: page(
    directory('t0', 'Global Administrator'),
    directory('ana', 'Groups Administrator'),
    directory('eva', 'Helpdesk Administrator'),
    directory('partner', 'Global Administrator'),
    directory('off', 'Global Administrator'),
  ),
  active: page(
    directory('ana', 'Groups Administrator', {
      assignmentType: 'Assigned',
      endDateTime: null,
      memberType: 'Direct',
    }),
  ),
  ra: [
    azRa('synced', 'Owner', inSubscription, { principalType: 'Group' }),
    azRa('t0', 'Owner', inSubscription, { principalType: 'Group' }),
    azRa('rule', 'Reader', inSubscription, { principalType: 'Group' }),
    azRa('locked', 'Owner'),
    azRa('ci', 'narrow'),
    azRa('ci', 'Azure Kubernetes Service Cluster Admin Role', inGroup),
    azRa('ci', 'Key Vault Contributor', inGroup),
    azRa('mi', 'Owner'),
    azRa('node', 'Owner'),
    azRa('guest', 'Reader', inSubscription, { principalType: 'User' }),
  ],
  roles: [
    azRole('narrow', {
      actions: ['*'],
      notActions: [
        'Microsoft.Authorization/*',
        'Microsoft.Compute/*',
        'Microsoft.ManagedIdentity/*',
        'Microsoft.ManagedServices/*',
        'Microsoft.ContainerService/*',
        'Microsoft.GuestConfiguration/*',
        'Microsoft.SerialConsole/*',
        'Microsoft.KubernetesConfiguration/*',
      ],
    }),
  ],
  ids: [azIdentity('mi'), azIdentity('node')],
  vms: [azResource('Microsoft.Compute/virtualMachines', 'web', carries('mi'))],
  aks: [
    azResource(cluster, 'k', carries('plane'), {
      aadProfile: { enableAzureRbac: true, managed: true },
      disableLocalAccounts: true,
      identityProfile: { kubeletidentity: nodes },
    }),
  ],
  vault: azVault('v', { enableRbacAuthorization: true, accessPolicies: [accessPolicy('ci', ['Get'])] }),
};

const called = new Map(
  ['ana', 'eva', 'boss', 'guest', 'ci', 'partner', 'locked', 'off', 'mi', 'node', 'plane'].flatMap((name) => [
    [idOf(name), name],
    // Without its principal an application is somebody by itself.
    [appIdOf(name), name],
  ]),
);
const nameOf = (id: string): string => called.get(id) ?? id;
/** Only their own lists tell that they are switched off. */
const switchedOff = new Set(['boss', 'off']);
/** What only an assignment names may be anybody, and is not told from a group. */
const groupIds = new Set(['synced', 't0', 'rule'].map(idOf));

/** Who comes surely to whom, or to control of what. */
const sure = (files: Files): ReadonlySet<string> => {
  const estate = estateOfFiles(files);
  const reach = reachOf(estate, defaultSettings);
  const isSure = (path: readonly { readonly assumes: readonly string[] }[]): boolean =>
    path.length > 0 && path.every(({ assumes }) => assumes.length === 0);
  const found = new Set<string>();
  estate.identities.forEach(({ id }, from) => {
    if (switchedOff.has(nameOf(id)) || groupIds.has(id)) return;
    estate.scopes.forEach((scope, at) => {
      // A tenant that no file names is called otherwise.
      const name = scope.kind === 'tenant' ? 'the tenant' : scope.id;
      if (isSure(reach.pathToControl(from, at))) found.add(`${nameOf(id)} controls ${name}`);
    });
    estate.identities.forEach((other, to) => {
      if (
        to !== from &&
        !groupIds.has(other.id) &&
        isSure(reach.pathsToAny({ identities: [to], scopes: [] })(from))
      )
        found.add(`${nameOf(id)} becomes ${nameOf(other.id)}`);
    });
  });
  return found;
};

const names = Object.keys(whole);
const all = sure(whole);

const beyond = (some: readonly string[]): readonly string[] =>
  [...sure(Object.fromEntries(some.map((name) => [name, whole[name]])))].filter((each) => !all.has(each));

test('in the whole tenant only who owns something by itself comes anywhere', () => {
  const starts = new Set([...all].map((each) => each.split(' ')[0]));
  expect([...starts].sort()).toEqual(['locked', 'mi', 'node', 'partner']);
});
test.each(names)('without %s', (name) => {
  expect(beyond(names.filter((each) => each !== name))).toEqual([]);
});
test.each(names)('%s alone, and with each other one', (name) => {
  expect(beyond([name])).toEqual([]);
  for (const other of names) if (other > name) expect(beyond([name, other])).toEqual([]);
});
