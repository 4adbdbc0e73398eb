import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { reachOf } from '../../../src/reach/index.ts';
import {
  application,
  assignment,
  custom,
  customRole,
  directoryAssignment,
  directoryRole,
  estateOf,
  graphPermission,
  group,
  groupPath,
  identityAt,
  idOf,
  managedIdentity,
  member,
  otherGroupPath,
  record,
  resource,
  role,
  servicePrincipal,
  subscription,
  subscriptionPath,
  tenant,
  user,
} from './support.ts';

const write = 'Microsoft.Authorization/roleAssignments/write';

/** What is told of `bot`: its verdict, and what it rests on. */
const told = (records: readonly SnapshotRecord[], privilege: string, on?: string, who = 'bot'): string => {
  const estate = estateOf(records);
  const answer = estate.whoCan!({ privilege, ...(on === undefined ? {} : { resource: on }) });
  const found = answer.identities.find(({ identity }) => identity === identityAt(estate, idOf(who)))!;
  const [best] = found.ways;
  if (best === undefined)
    return [found.verdict, found.stoppedBy?.kind, found.stoppedBy?.name].filter(Boolean).join(' ');
  return [
    best.verdict,
    ...best.conditions.map(({ operator }) => operator),
    ...best.assumes,
    best.duration === 'permanent' ? '' : best.duration,
    ...best.allowedBy.map(({ policy, via }) => `${policy} ${via}`),
  ]
    .filter((each) => each !== '')
    .join(', ');
};
const bot = servicePrincipal('bot');
const deny = (part: object = {}): SnapshotRecord =>
  record('azure.deny-assignment', 'deny', {
    id: `${subscriptionPath}/providers/Microsoft.Authorization/denyAssignments/deny`,
    denyAssignmentName: 'no grants',
    scope: subscriptionPath,
    permissions: [{ actions: [write] }],
    principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
    ...part,
  });

describe('an action of Azure', () => {
  test.each<readonly [string, readonly SnapshotRecord[], string, string | undefined, string]>([
    ['by a role above', [assignment('bot', role.owner)], write, groupPath, 'allowed, Owner assigned'],
    [
      'in another case',
      [assignment('bot', role.owner)],
      write.toUpperCase(),
      groupPath.toUpperCase(),
      'allowed, Owner assigned',
    ],
    [
      'by a role beside',
      [assignment('bot', role.owner, otherGroupPath)],
      write,
      groupPath,
      'denied no-allow',
    ],
    [
      'anywhere',
      [assignment('bot', role.owner, otherGroupPath)],
      write,
      undefined,
      'allowed, Owner assigned',
    ],
    ['what the role takes back', [assignment('bot', role.contributor)], write, groupPath, 'denied no-allow'],
    [
      'through a group',
      [group('team'), member('team', 'bot'), assignment('team', role.owner)],
      write,
      groupPath,
      'allowed, Owner group team',
    ],
    ['denied', [assignment('bot', role.owner), deny()], write, groupPath, 'denied deny no grants'],
    [
      'spared by the deny',
      [
        assignment('bot', role.owner),
        deny({ excludePrincipals: [{ id: idOf('bot'), type: 'ServicePrincipal' }] }),
      ],
      write,
      groupPath,
      'allowed, Owner assigned',
    ],
    [
      'under a condition',
      [
        assignment('bot', role.rbacAdministrator, subscriptionPath, {
          condition: `(!(ActionMatches{'${write}'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${role.reader}})`,
        }),
      ],
      write,
      groupPath,
      'conditional, Condition, Role Based Access Control Administrator assigned',
    ],
    [
      'of data, by a role of data',
      [assignment('bot', role.blobReader)],
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
      groupPath,
      'allowed, Storage Blob Data Reader assigned',
    ],
    [
      'of data, by a role of management',
      [assignment('bot', role.owner)],
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
      groupPath,
      'denied no-allow',
    ],
    [
      'any that matches',
      [assignment('bot', role.vmContributor)],
      'Microsoft.Compute/virtualMachines/*/action',
      groupPath,
      'allowed, Virtual Machine Contributor assigned',
    ],
    ['a role that was not read', [assignment('bot', custom)], write, groupPath, 'unknown'],
    [
      'a role of one’s own',
      [assignment('bot', custom), customRole(custom, { actions: [write] })],
      write,
      groupPath,
      'allowed, custom c0000000 assigned',
    ],
    [
      'a secret of a vault by its policy',
      [
        resource('Microsoft.KeyVault/vaults', 'v', [], {
          settings: { accessPolicies: [{ objectId: idOf('bot'), secrets: ['Get'] }] },
        }),
      ],
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      `${groupPath}/providers/Microsoft.KeyVault/vaults/v`,
      'allowed, access policy access policy',
    ],
    [
      'a vault that goes by roles',
      [
        resource('Microsoft.KeyVault/vaults', 'v', [], {
          settings: { roleBased: true, accessPolicies: [{ objectId: idOf('bot'), secrets: ['Get'] }] },
        }),
      ],
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      `${groupPath}/providers/Microsoft.KeyVault/vaults/v`,
      'denied no-allow',
    ],
  ])('%s', (_, records, privilege, on, expected) => {
    expect(told([bot, ...records], privilege, on)).toBe(expected);
  });

  test('what is eligible, a person activates, and no service principal', () => {
    const eligible = (who: string) =>
      record('azure.role-instance', who, {
        id: who,
        is: 'eligible',
        scope: subscriptionPath,
        roleDefinitionId: `/x/${role.owner}`,
        principalId: idOf(who),
        memberType: 'Direct',
      });
    const records = [
      bot,
      user('ana'),
      group('team'),
      member('team', 'bot'),
      ...['ana', 'team'].map(eligible),
    ];
    expect(told(records, write, groupPath, 'ana')).toBe(
      'conditional, it activates Owner, eligible, Owner assigned',
    );
    expect(told(records, write, groupPath)).toBe('denied no-allow');
  });
});

describe('the directory', () => {
  const credentials = 'microsoft.directory/applications/credentials/update';
  test.each<readonly [string, readonly SnapshotRecord[], string, string | undefined, string]>([
    [
      'an action by a role',
      [directoryAssignment('bot', directoryRole.applicationAdministrator)],
      credentials,
      undefined,
      'allowed, Application Administrator directory role',
    ],
    [
      'one that the role has not',
      [directoryAssignment('bot', directoryRole.globalReader)],
      credentials,
      undefined,
      'denied no-allow',
    ],
    [
      'on the object of the role',
      [directoryAssignment('bot', directoryRole.applicationAdministrator, '/o-1')],
      credentials,
      'o-1',
      'allowed, Application Administrator directory role',
    ],
    [
      'on another object',
      [directoryAssignment('bot', directoryRole.applicationAdministrator, '/o-1')],
      credentials,
      'o-2',
      'denied no-allow',
    ],
    [
      'a permission',
      [graphPermission('bot', '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8')],
      'rolemanagement.readwrite.directory',
      undefined,
      'allowed, RoleManagement.ReadWrite.Directory application permission',
    ],
    [
      'another permission',
      [graphPermission('bot', '810c84a8-4a9e-49e6-bf7d-12d183f40d01')],
      'RoleManagement.ReadWrite.Directory',
      undefined,
      'denied no-allow',
    ],
  ])('%s', (_, records, privilege, on, expected) => {
    expect(told([bot, ...records], privilege, on)).toBe(expected);
  });
});

test('what is neither an action nor a permission is told, with the nearest', () => {
  const ask = (privilege: string, on?: string) => () =>
    estateOf([bot]).whoCan!({ privilege, ...(on === undefined ? {} : { resource: on }) });
  expect(ask('s3:GetObject')).toThrow(/no such action/);
  expect(ask('Microsoft.Strage/x/read')).toThrow(/no such action/);
  expect(ask('microsoft.directory/applications/credential/update')).toThrow(/no such action/);
  expect(ask(write, 'my-group')).toThrow(/no scope/);
});

test('who may become one that may is found: by code on a machine, by control', () => {
  const estate = estateOf([
    user('ana'),
    ...application('app'),
    ...managedIdentity('worker'),
    resource('Microsoft.Compute/virtualMachines', 'vm', ['worker']),
    assignment('worker', role.owner, groupPath),
    assignment('ana', role.vmContributor, groupPath),
  ]);
  const answer = estate.whoCan!({ privilege: write, resource: groupPath });
  const ana = identityAt(estate, idOf('ana'));
  expect(answer.identities[ana]!.verdict).toBe('denied');
  const allowed = answer.identities
    .filter(({ verdict }) => verdict === 'allowed')
    .map(({ identity }) => identity);
  expect(
    reachOf(estate, defaultSettings).pathsToAny({ identities: allowed, scopes: answer.scopes })(ana).length,
  ).toBeGreaterThan(0);
  expect(answer.scopes.map((scope) => estate.scopes[scope]!.id)).toEqual([subscription]);
  expect(estate.whoCan!({ privilege: 'Mail.Read' }).scopes.map((scope) => estate.scopes[scope]!.id)).toEqual([
    tenant,
  ]);
});
