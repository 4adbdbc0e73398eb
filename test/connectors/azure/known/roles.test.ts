import { describe, expect, test } from 'vitest';
import {
  azIdentity,
  azManaged,
  azRa,
  azResource,
  azRole,
  azSp,
  azUser,
  carries,
  directoryRoles,
  type Files,
  idOf,
  inGroup,
  inSubscription,
  type Json,
  roles,
} from '../tenants/files.ts';
import { type Goal, wayIn } from '../tenants/ways.ts';

/** Roles of Azure, built in and of one's own, as the CLI lists them; written from the documentation before anything was run. */
const surely = 'surely';
const none = 'no way';
const vm = 'Microsoft.Compute/virtualMachines';
const site = 'Microsoft.Web/sites';
const auth = 'Microsoft.Authorization';
const machine = `${inGroup}/providers/${vm}/web`;
const web: Files = { vms: [azResource(vm, 'web', carries('mi'))] };
const byGuid = (name: string, guid: string, scope = inGroup): Json =>
  azRa('ci', name, scope, {
    roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
  });
const own = (permission: Json, scope = inSubscription, more: Files = {}): Files => ({
  sp: [azSp('ci')],
  ra: [azRa('ci', 'own', scope)],
  roles: [azRole('own', permission)],
  ...more,
});
const has = (role: string, scope: string, more: Files = {}, part: Json = {}): Files => ({
  sp: [azSp('ci')],
  ra: [azRa('ci', role, scope, part)],
  ...more,
});
const given = (test: string): Json => ({
  conditionVersion: '2.0',
  condition: `((!(ActionMatches{'${auth}/roleAssignments/write'})) OR (${test})) AND ((!(ActionMatches{'${auth}/roleAssignments/delete'})) OR (@Resource[${auth}/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roles.Reader}}))`,
});
const request = (name: string): string => `@Request[${auth}/roleAssignments:${name}]`;
const eligible = (who: string, end: string | null, kind = 'User'): Files => ({
  users: [azUser('ci')],
  ra: [azRa('x', 'Reader')],
  e: {
    value: [
      {
        id: `${inSubscription}/providers/${auth}/roleEligibilityScheduleInstances/1`,
        name: '1',
        type: `${auth}/roleEligibilityScheduleInstances`,
        properties: {
          endDateTime: end,
          memberType: 'Direct',
          principalId: idOf(who),
          principalType: kind,
          roleDefinitionId: `${inSubscription}/providers/${auth}/roleDefinitions/${roles.Owner}`,
          scope: inSubscription,
          startDateTime: '2024-01-01T00:00:00Z',
          status: 'Provisioned',
        },
      },
    ],
  },
});
const page = (...value: readonly Json[]): Json => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#x',
  value,
});
const leader = (role: keyof typeof directoryRoles): Files => ({
  users: [azUser('ci')],
  d: page({
    directoryScopeId: '/',
    id: '1',
    principalId: idOf('ci'),
    roleDefinitionId: directoryRoles[role],
  }),
  ra: [azRa('x', 'Reader')],
});

const ways: readonly (readonly [says: string, files: Files, way: string | RegExp, goal: Goal])[] = [
  // Where a role is given
  ['administrator of access on the machine', has('User Access Administrator', machine, web), surely, 'mi'],
  ['on another', has('User Access Administrator', `${machine}2`, web), none, 'mi'],
  ['elevates itself to the root', leader('Global Administrator'), surely, 'the subscription'],
  ['who only reads everything', leader('Global Reader'), none, 'the subscription'],
  // Roles that may be given
  [
    'to give Owner',
    has(
      'Role Based Access Control Administrator',
      inSubscription,
      {},
      given(`${request('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals {${roles.Owner}}`),
    ),
    surely,
    'the subscription',
  ],
  [
    'to give all but privileged roles',
    has(
      'Role Based Access Control Administrator',
      inSubscription,
      {},
      given(
        `${request('RoleDefinitionId')} ForAnyOfAllValues:GuidNotEquals {${roles.Owner}, ${roles['User Access Administrator']}, ${roles['Role Based Access Control Administrator']}}`,
      ),
    ),
    none,
    'the subscription',
  ],
  [
    'to give the contributor of machines',
    has(
      'Role Based Access Control Administrator',
      inSubscription,
      web,
      given(
        `${request('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals {${roles['Virtual Machine Contributor']}}`,
      ),
    ),
    surely,
    'mi',
  ],
  [
    'to give reading',
    has(
      'Role Based Access Control Administrator',
      inSubscription,
      web,
      given(`${request('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals {${roles.Reader}}`),
    ),
    none,
    'mi',
  ],
  // Stars and what is taken back
  ['all of authorization', own({ actions: [`${auth}/*`] }), surely, 'the subscription'],
  [
    'but assignments and definitions',
    own({ actions: [`${auth}/*`], notActions: [`${auth}/role*`] }),
    none,
    'the subscription',
  ],
  [
    'everything but machines',
    own(
      {
        actions: ['*'],
        notActions: [
          `${vm}/*`,
          `${auth}/*`,
          'Microsoft.GuestConfiguration/*',
          'Microsoft.SerialConsole/*',
          'Microsoft.ManagedServices/*',
        ],
      },
      inGroup,
      web,
    ),
    none,
    'mi',
  ],
  [
    'everything but deleting machines',
    own({ actions: ['*'], notActions: [`${vm}/delete`, `${auth}/*`] }, inGroup, web),
    surely,
    'mi',
  ],
  ['all writing', own({ actions: ['*/write'] }, inGroup, web), surely, 'mi'],
  ['all reading', own({ actions: ['*/read'] }, inGroup, web), none, 'mi'],
  ['all actions', own({ actions: ['*/action'] }, inGroup, web), surely, 'mi'],
  ['data of everything', own({ dataActions: ['*'] }, inGroup, web), /logins|takes/, 'mi'],
  [
    'to change a machine, and nothing on it',
    own({ actions: [`${vm}/write`, `${vm}/read`] }, inGroup, web),
    none,
    'mi',
  ],
  // Built-in roles
  [
    'Virtual Machine Administrator Login',
    has('x', inGroup, {
      ...web,
      ra: [byGuid('Virtual Machine Administrator Login', '1c0163c0-47e6-4577-8991-ea5c82e286e4')],
    }),
    /takes logins by Entra/,
    'mi',
  ],
  [
    'Desktop Virtualization Virtual Machine Contributor',
    has('x', inGroup, {
      ...web,
      ra: [
        byGuid('Desktop Virtualization Virtual Machine Contributor', 'a959dbd1-f747-45e3-8ba6-dd80f235f97c'),
      ],
    }),
    surely,
    'mi',
  ],
  [
    'Desktop Virtualization User',
    has('x', inGroup, {
      ...web,
      ra: [byGuid('Desktop Virtualization User', '1d18fff3-a72a-46b5-b4a9-0b38a3cd7e63')],
    }),
    none,
    'mi',
  ],
  [
    'Backup Operator',
    has('x', inGroup, { ...web, ra: [byGuid('Backup Operator', '00c29273-979b-4161-815c-10b084fb9324')] }),
    none,
    'mi',
  ],
  [
    'Network Contributor',
    has('x', inGroup, {
      ...web,
      ra: [byGuid('Network Contributor', '4d97b98b-1d4f-4787-a291-c67834d212e7')],
    }),
    none,
    'mi',
  ],
  [
    'Logic Apps Standard Contributor',
    has('x', inGroup, {
      apps: [azResource(site, 'flow', carries('mi'), { kind: 'functionapp,workflowapp' })],
      ra: [byGuid('Logic Apps Standard Contributor', 'ad710c24-b039-4e85-a019-deb4a06e8570')],
    }),
    surely,
    'mi',
  ],
  [
    'Logic Apps Standard Reader',
    has('x', inGroup, {
      apps: [azResource(site, 'flow', carries('mi'), { kind: 'functionapp,workflowapp' })],
      ra: [byGuid('Logic Apps Standard Reader', '4accf36b-2c05-432f-91c8-5c532dff4c73')],
    }),
    none,
    'mi',
  ],
  [
    'Tag Contributor',
    has('x', inGroup, { ...web, ra: [byGuid('Tag Contributor', '4a9ae827-6dc8-4573-8ac7-8239d42aa03f')] }),
    none,
    'mi',
  ],
  // What is eligible
  ['eligible without end', eligible('ci', null), 'it activates Owner', 'the subscription'],
  ['eligible until a time that is past', eligible('ci', '2024-06-01T00:00:00Z'), none, 'the subscription'],
  ['eligible, somebody else', eligible('dev', null), none, 'the subscription'],
  // A scripted deployment needs its container as well
  [
    'an identity for a script',
    own(
      {
        actions: [
          'Microsoft.Resources/deploymentScripts/write',
          'Microsoft.Resources/deployments/*',
          'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
        ],
      },
      inGroup,
      { ids: [azIdentity('mi')] },
    ),
    none,
    'mi',
  ],
  [
    'and the container that it runs in',
    own(
      {
        actions: [
          'Microsoft.Resources/deploymentScripts/write',
          'Microsoft.Resources/deployments/*',
          'Microsoft.ContainerInstance/containerGroups/write',
          'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
        ],
      },
      inGroup,
      { ids: [azIdentity('mi')] },
    ),
    surely,
    'mi',
  ],
  [
    'a managed identity that is switched off',
    {
      sp: [azSp('ci'), azManagedOff('mi')],
      ...web,
      ra: [azRa('ci', 'Virtual Machine Contributor', inGroup)],
    },
    none,
    'mi',
  ],
];

function azManagedOff(name: string): Json {
  return { ...azManaged(name, machine, false), accountEnabled: false };
}

describe('roles of Azure', () => {
  test.each(ways.map(([says, files, way, goal]) => ({ says, files, way, goal })))(
    '$says: $way',
    ({ files, way, goal }) => {
      const found = wayIn(files, 'ci', goal);
      if (typeof way === 'string') expect(found).toBe(way);
      else expect(found).toMatch(way);
    },
  );
});
