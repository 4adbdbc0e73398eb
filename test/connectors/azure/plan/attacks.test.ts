import { expect, test } from 'vitest';
import type { SketchedChange } from '../../../support/plan.ts';
import { failingClasses, kept } from '../../../support/plan-verdict.ts';

/** Plans in which somebody gains a way in, each beside one in which nobody does. */
type Values = Readonly<Record<string, unknown>>;
const subscription = '/subscriptions/00000000-0000-0000-0000-000000000001';
const principal = '11111111-2222-3333-4444-555555555555';
const guid = 'c0000000-0000-4000-8000-000000000001';
const change = (address: string, before: Values | null, after: Values | null): SketchedChange => ({
  address,
  before,
  after,
});
/** Made by the plan: what is `unknown` comes from what it refers to, all of which is known after apply. */
const made = (
  address: string,
  after: Values,
  refers: Readonly<Record<string, readonly string[]>> = {},
): SketchedChange => ({
  address,
  before: null,
  after,
  unknown: {
    id: true,
    object_id: true,
    client_id: true,
    ...Object.fromEntries(Object.keys(refers).map((key) => [key, true])),
  },
  expressions: {
    ...Object.fromEntries(Object.keys(after).map((key) => [key, { constant_value: '' }])),
    ...Object.fromEntries(Object.entries(refers).map(([key, references]) => [key, { references }])),
  },
});
const identity = kept('azurerm_user_assigned_identity.ci', {
  name: 'ci',
  principal_id: principal,
  client_id: 'aaaa',
  id: `${subscription}/x/ci`,
});
const app = kept('azuread_application.app', {
  display_name: 'app',
  client_id: 'c-1',
  object_id: 'o-1',
  id: '/applications/o-1',
});
const appPrincipal = kept('azuread_service_principal.app', {
  client_id: 'c-1',
  object_id: 's-1',
  id: '/servicePrincipals/s-1',
  display_name: 'app',
});
const appOwns = kept('azurerm_role_assignment.app', {
  scope: subscription,
  role_definition_name: 'Owner',
  principal_id: 's-1',
});
const robot = [
  made('azuread_application.robot', { display_name: 'robot' }),
  made(
    'azuread_service_principal.robot',
    {},
    { client_id: ['azuread_application.robot.client_id', 'azuread_application.robot'] },
  ),
];
const ofRobot = ['azuread_service_principal.robot.object_id', 'azuread_service_principal.robot'];
const directoryRole = made('azuread_directory_role.ga', { display_name: 'Global Administrator' });
const inGroup = (further: Values): Values => ({
  group_id: 'g-1',
  principal_id: principal,
  assignment_type: 'member',
  ...further,
});
const definition = (...actions: readonly string[]): Values => ({
  name: 'd',
  scope: subscription,
  role_definition_id: guid,
  permissions: [{ actions, not_actions: [], data_actions: [], not_data_actions: [] }],
});
const connection = (further: Values): Values => ({
  service_endpoint_name: 'prod',
  service_endpoint_authentication_scheme: 'WorkloadIdentityFederation',
  workload_identity_federation_issuer: 'https://vstoken.dev.azure.com/x',
  workload_identity_federation_subject: 'sc://org/project/prod',
  credentials: [{ serviceprincipalid: 'c-1' }],
  ...further,
});

const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
  [
    'Global Administrator by a role that the plan activates',
    [
      ...robot,
      directoryRole,
      made(
        'azuread_directory_role_assignment.a',
        {},
        {
          role_id: ['azuread_directory_role.ga.template_id', 'azuread_directory_role.ga'],
          principal_object_id: ofRobot,
        },
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'the same by the older resource',
    [
      ...robot,
      directoryRole,
      made(
        'azuread_directory_role_member.a',
        {},
        {
          role_object_id: ['azuread_directory_role.ga.object_id', 'azuread_directory_role.ga'],
          member_object_id: ofRobot,
        },
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'a permission to give roles',
    [
      ...robot,
      made(
        'azuread_app_role_assignment.r',
        { app_role_id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8', resource_object_id: guid },
        { principal_object_id: ofRobot },
      ),
    ],
    ['new-standing-grant'],
  ],
  ['the application alone', robot, []],
  [
    'a machine of the plan owns the subscription',
    [
      {
        ...made('azurerm_linux_virtual_machine.vm', {
          name: 'vm',
          resource_group_name: 'g',
          identity: [{ type: 'SystemAssigned' }],
        }),
        unknown: { id: true, identity: [{ principal_id: true }] },
      },
      made(
        'azurerm_role_assignment.o',
        { scope: subscription, role_definition_name: 'Owner' },
        {
          principal_id: [
            'azurerm_linux_virtual_machine.vm.identity[0].principal_id',
            'azurerm_linux_virtual_machine.vm',
          ],
        },
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'for good into a group that nobody knows',
    [
      identity,
      change(
        'azuread_privileged_access_group_assignment_schedule.e',
        null,
        inGroup({ permanent_assignment: true }),
      ),
    ],
    ['indeterminate'],
  ],
  [
    'for a day',
    [
      identity,
      change('azuread_privileged_access_group_assignment_schedule.e', null, inGroup({ duration: 'P1D' })),
    ],
    [],
  ],
  [
    'eligible for it',
    [
      identity,
      change(
        'azuread_privileged_access_group_eligibility_schedule.e',
        null,
        inGroup({ permanent_assignment: true }),
      ),
    ],
    [],
  ],
  [
    'a role of everything that nobody has',
    [change('azurerm_role_definition.d', null, definition('*'))],
    ['latent-privilege'],
  ],
  [
    'a role of reading that nobody has',
    [change('azurerm_role_definition.d', null, definition('Microsoft.Compute/*/read'))],
    [],
  ],
  [
    'pipelines of Azure DevOps sign in as an owner',
    [app, appPrincipal, appOwns, change('azuredevops_serviceendpoint_azurerm.e', null, connection({}))],
    ['indeterminate', 'trust-widened'],
  ],
  [
    'a connection is called otherwise',
    [
      app,
      appPrincipal,
      appOwns,
      change(
        'azuredevops_serviceendpoint_azurerm.e',
        connection({}),
        connection({ service_endpoint_name: 'production' }),
      ),
    ],
    [],
  ],
  [
    'pipelines of another connection sign in',
    [
      app,
      appPrincipal,
      appOwns,
      change(
        'azuredevops_serviceendpoint_azurerm.e',
        connection({}),
        connection({ workload_identity_federation_subject: 'sc://org/lab/prod' }),
      ),
    ],
    ['trust-widened'],
  ],
  [
    'who may do what in Azure DevOps',
    [
      change('azuredevops_git_permissions.e', null, {
        project_id: 'p',
        principal: 'x',
        permissions: { GenericContribute: 'Allow' },
      }),
    ],
    ['not-read'],
  ],
  [
    'an approval of a pipeline goes',
    [change('azuredevops_check_approval.a', { approvers: ['x'] }, null)],
    ['indeterminate'],
  ],
  ['it comes', [change('azuredevops_check_approval.a', null, { approvers: ['x'] })], []],
];

test.each(cases)('%s', (_, changes, fails) => {
  expect(failingClasses(changes)).toEqual(fails);
});
