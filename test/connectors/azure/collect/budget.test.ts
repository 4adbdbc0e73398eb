import { expect, test } from 'vitest';
import {
  application,
  assignment,
  type Entry,
  type FakeTenant,
  graphRole,
  guidOf,
  principal,
  roleIds,
  sampleTenant,
} from '../../../support/azure-tenant.ts';
import { collectFrom } from './support.ts';

const many = <Made>(count: number, make: (at: number) => Made): readonly Made[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Of the size that the number of calls is promised for, with the things that cost some: owners, groups, eligible roles. */
const largeTenant = (): FakeTenant => {
  const sample = sampleTenant();
  const subscriptions = many(20, (at) => `5bbbbbbb-0000-4000-8000-${String(at).padStart(12, '0')}`);
  const graph = new Map(sample.graph);
  const exposing = many(150, (at) => `resource-${at}`);
  const groups = many(30, (at) => `group-${at}`);
  const people = many(300, (at) => `person-${at}`);
  const user = (name: string): Entry => ({
    '@odata.type': '#microsoft.graph.user',
    id: guidOf(name),
    displayName: name,
    userPrincipalName: `${name}@contoso.example`,
  });
  graph.set(
    '/applications',
    many(1000, (at) => application(`app-${at}`, { owners: [user(people[at % 300]!)] })),
  );
  graph.set('/servicePrincipals', [
    ...many(2850, (at) => principal(`app-${at}`)),
    ...exposing.map((name) =>
      principal(name, {
        appRoles: [{ id: graphRole, value: 'Do', isEnabled: true, allowedMemberTypes: [] }],
      }),
    ),
  ]);
  for (const name of exposing)
    graph.set(
      `/servicePrincipals/${guidOf(name)}/appRoleAssignedTo`,
      many(10, (at) => ({
        id: `${name}-${at}`,
        principalId: guidOf(`app-${at}`),
        principalType: 'ServicePrincipal',
        resourceId: guidOf(name),
        appRoleId: graphRole,
      })),
    );
  for (const at of many(100, (each) => each))
    graph.set(`/applications/${guidOf(`a app-${at}`)}/federatedIdentityCredentials`, [
      {
        id: guidOf(`fic ${at}`),
        name: 'web',
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'x',
        audiences: ['api://AzureADTokenExchange'],
      },
    ]);
  graph.set(
    '/groups',
    groups.map((name) => ({ '@odata.type': '#microsoft.graph.group', id: guidOf(name), displayName: name })),
  );
  for (const [at, name] of groups.entries())
    graph.set(
      `/groups/${guidOf(name)}/members`,
      many(8, (each) => user(people[(at * 8 + each) % 300]!)),
    );
  graph.set('/users', people.map(user));
  graph.set(
    '/oauth2PermissionGrants',
    many(1500, (at) => ({
      id: `grant-${at}`,
      clientId: guidOf(`app-${at}`),
      consentType: 'AllPrincipals',
      resourceId: guidOf('resource-0'),
      scope: 'User.Read',
    })),
  );
  graph.set(
    '/reports/servicePrincipalSignInActivities',
    many(2500, (at) => ({ id: `s-${at}`, appId: guidOf(`c app-${at}`) })),
  );
  const path = (id: string): string => `/subscriptions/${id}`;
  const moved = (kind: string): readonly Entry[] =>
    (sample.authorization.get(kind) ?? []).map((entry) =>
      JSON.parse(JSON.stringify(entry).replaceAll('5aaaaaaa-0000-4000-8000-000000000001', subscriptions[0]!)),
    );
  const authorization = new Map([...sample.authorization.keys()].map((kind) => [kind, moved(kind)]));
  authorization.set(
    'roleAssignments',
    subscriptions.flatMap((id, at) => [
      ...many(100, (each) =>
        assignment(`${id} ${each}`, guidOf(`app-${at * 100 + each}`), 'ServicePrincipal', {
          at: `${path(id)}/resourceGroups/g${each}`,
          roleId: roleIds.reader,
        }),
      ),
      assignment(`${id} group`, guidOf(groups[at]!), 'Group', { at: path(id) }),
    ]),
  );
  return {
    ...sample,
    graph,
    authorization,
    subscriptions: subscriptions.map((id) => ({
      id: path(id),
      subscriptionId: id,
      displayName: id,
      state: 'Enabled',
    })),
    resourceGraph: new Map([
      ...sample.resourceGraph,
      [
        'resources',
        many(1500, (at) => ({
          id: `${path(subscriptions[at % 20]!)}/resourceGroups/g/providers/Microsoft.Web/sites/s${at}`,
          type: 'microsoft.web/sites',
          name: `s${at}`,
          identity: { type: 'SystemAssigned', principalId: guidOf(`app-${at}`) },
        })),
      ],
    ]),
  };
};

test('1,000 applications, 3,000 service principals and 20 subscriptions cost at most 150 calls', async () => {
  const { calls, inner, exposing, azure, coverage, records } = await collectFrom({ tenant: largeTenant() });
  const byCall = Object.entries(Object.groupBy(calls, (call) => call)).map(
    ([call, all]) => `${String(all?.length).padStart(4)} ${call}`,
  );
  process.stdout.write(
    `${calls.length} calls (${inner} requests inside $batch), ${exposing} principals that expose app roles:\n${byCall.join('\n')}\n`,
  );
  expect(calls.length).toBeLessThanOrEqual(150);
  expect(exposing).toBe(150);
  expect(azure.faults).toEqual([]);
  expect(coverage.filter(({ status }) => status === 'partial' || status === 'denied')).toEqual([]);
  const count = (kind: string): number => records.filter(({ record }) => record === kind).length;
  expect({
    applications: count('azure.application'),
    principals: count('azure.service-principal'),
    permissions: count('azure.app-role-assignment'),
    federated: count('azure.federated-credential'),
    assignments: count('azure.role-assignment'),
    resources: count('azure.resource'),
  }).toEqual({
    applications: 1000,
    principals: 3000,
    permissions: 1500,
    federated: 100,
    assignments: 2020,
    resources: 1500,
  });
});
