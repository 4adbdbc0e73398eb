import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import type { PlanGround } from '../../../../src/pipeline/plan-gate.ts';
import type { SketchedChange } from '../../../support/plan.ts';
import { failingClasses, judgePlan, kept } from '../../../support/plan-verdict.ts';
import {
  application,
  applicationId,
  assignment,
  role as azureRole,
  graphPermission,
  group,
  idOf,
  otherTenant,
  subscriptionPath,
  subscriptionRecord,
  tenantRecord,
} from '../support.ts';

type Values = Readonly<Record<string, unknown>>;
const principal = '11111111-2222-3333-4444-555555555555';
const subscription = '/subscriptions/00000000-0000-0000-0000-000000000001';
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
const change = (address: string, before: Values | null, after: Values | null): SketchedChange => ({
  address,
  before,
  after,
});
const role = (name: string, further: Values = {}): Values => ({
  scope: subscription,
  role_definition_name: name,
  principal_id: principal,
  principal_type: 'ServicePrincipal',
  ...further,
});
const pim = (expiration: Values): Values => ({
  scope: subscription,
  role_definition_id: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
  principal_id: principal,
  schedule: [{ start_date_time: '2026-11-01T00:00:00Z', expiration: [expiration] }],
});
const definition = (permissions: Values): Values => ({
  name: 'deployer',
  scope: subscription,
  permissions: [{ actions: [], not_actions: [], data_actions: [], not_data_actions: [], ...permissions }],
});
const federation = (subject: string): Values => ({
  parent_id: `${subscription}/x/ci`,
  issuer: 'https://token.actions.githubusercontent.com',
  subject,
  audience: ['api://AzureADTokenExchange'],
});

const flexible = (expression: string, further: Values = {}): Values => ({
  application_id: '/applications/o-1',
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'api://AzureADTokenExchange',
  claims_matching_expression: expression,
  ...further,
});
const matching = (
  before: string | null,
  after: string | null,
  further: Values = {},
): readonly SketchedChange[] => [
  app,
  change(
    'azuread_application_flexible_federated_identity_credential.f',
    before === null ? null : flexible(before),
    after === null ? null : flexible(after, further),
  ),
];
const branch = "claims['sub'] eq 'repo:acme/app:ref:refs/heads/main'";
const anyBranch = "claims['sub'] matches 'repo:acme/app:ref:refs/heads/*'";
const workflow = "claims['job_workflow_ref'] eq 'acme/app/.github/workflows/d.yml@refs/heads/main'";

const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
  // Limits that are not compared by what they say
  [
    'a policy of Conditional Access is switched off',
    [
      change(
        'azuread_conditional_access_policy.mfa',
        { display_name: 'mfa', state: 'enabled' },
        { display_name: 'mfa', state: 'disabled' },
      ),
    ],
    ['indeterminate'],
  ],
  [
    'it goes',
    [change('azuread_conditional_access_policy.mfa', { state: 'enabled' }, null)],
    ['indeterminate'],
  ],
  ['it comes', [change('azuread_conditional_access_policy.mfa', null, { state: 'enabled' })], []],
  [
    'it is only called otherwise',
    [
      change(
        'azuread_conditional_access_policy.mfa',
        { display_name: 'mfa', state: 'enabled' },
        { display_name: 'MFA', state: 'enabled' },
      ),
    ],
    [],
  ],
  // Flexible federated credentials
  ['a claim of any branch is new', matching(null, anyBranch), ['trust-widened']],
  ['one branch becomes any', matching(branch, anyBranch), ['trust-widened']],
  ['any branch becomes one', matching(anyBranch, branch), []],
  ['a further claim is asked for', matching(anyBranch, `${anyBranch} and ${workflow}`), []],
  ['it is asked for no longer', matching(`${workflow} and ${anyBranch}`, anyBranch), ['trust-widened']],
  ['the same in another order', matching(`${workflow} and ${branch}`, `${branch} AND ${workflow}`), []],
  ['another issuer', matching(branch, branch, { issuer: 'https://gitlab.example' }), ['trust-widened']],
  ['another audience', matching(branch, branch, { audience: 'any' }), ['trust-widened']],
  ['an expression that is not understood', matching(branch, "claims['sub'] like 'x'"), ['trust-widened']],
  [
    'a secret of an application that the plan does not hold',
    [change('azuread_application_password.p', null, { application_id: '/applications/elsewhere' })],
    ['credential-added'],
  ],
  [
    'somebody enters a group that the plan does not hold',
    [change('azuread_group_member.m', null, { group_object_id: 'g-1', member_object_id: principal })],
    ['indeterminate'],
  ],
  [
    'a role of a group that the plan does not hold',
    [
      change(
        'azurerm_role_assignment.r',
        null,
        role('Owner', { principal_id: 'g-1', principal_type: 'Group' }),
      ),
    ],
    ['new-standing-grant'],
  ],
  ['nothing changes', [identity, kept('azurerm_role_assignment.a', role('Owner'))], []],
  [
    'a new owner',
    [identity, change('azurerm_role_assignment.a', null, role('Owner'))],
    ['new-standing-grant'],
  ],
  [
    'an owner becomes contributor',
    [identity, change('azurerm_role_assignment.a', role('Owner'), role('Contributor'))],
    [],
  ],
  [
    'a contributor becomes reader',
    [identity, change('azurerm_role_assignment.a', role('Contributor'), role('Reader'))],
    [],
  ],
  [
    'a contributor only manages machines',
    [identity, change('azurerm_role_assignment.a', role('Contributor'), role('Virtual Machine Contributor'))],
    [],
  ],
  [
    'a contributor becomes owner',
    [identity, change('azurerm_role_assignment.a', role('Contributor'), role('Owner'))],
    ['privilege-widened'],
  ],
  [
    'a contributor may grant as well',
    [
      identity,
      kept('azurerm_role_assignment.a', role('Contributor')),
      change('azurerm_role_assignment.b', null, role('User Access Administrator')),
    ],
    ['privilege-widened'],
  ],
  [
    'a contributor reads blobs as well',
    [
      identity,
      kept('azurerm_role_assignment.a', role('Contributor')),
      change('azurerm_role_assignment.b', null, role('Storage Blob Data Reader')),
    ],
    ['privilege-widened'],
  ],
  [
    'name and id of one role',
    [
      identity,
      change('azurerm_role_assignment.a', role('Owner'), {
        ...role(''),
        role_definition_name: null,
        role_definition_id:
          '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      }),
    ],
    [],
  ],
  [
    'a resource group becomes the subscription',
    [
      identity,
      change(
        'azurerm_role_assignment.a',
        role('Contributor', { scope: `${subscription}/resourceGroups/app` }),
        role('Contributor'),
      ),
    ],
    ['scope-widened'],
  ],
  [
    'the subscription becomes a resource group, in another case',
    [
      identity,
      change(
        'azurerm_role_assignment.a',
        role('Contributor'),
        role('Contributor', { scope: `${subscription}/ResourceGroups/App` }),
      ),
    ],
    [],
  ],
  [
    'a condition is added',
    [
      identity,
      change(
        'azurerm_role_assignment.a',
        role('Owner'),
        role('Owner', { condition: "@Resource[x] StringEquals 'y'" }),
      ),
    ],
    [],
  ],
  [
    'a condition goes',
    [
      identity,
      change(
        'azurerm_role_assignment.a',
        role('Owner', { condition: "@Resource[x] StringEquals 'y'" }),
        role('Owner'),
      ),
    ],
    ['privilege-widened'],
  ],
  [
    'owner for a day',
    [identity, change('azurerm_pim_active_role_assignment.a', null, pim({ duration_hours: 24 }))],
    [],
  ],
  [
    'owner without an end',
    [identity, change('azurerm_pim_active_role_assignment.a', null, pim({}))],
    ['new-standing-grant'],
  ],
  [
    'the end of an owner goes',
    [identity, change('azurerm_pim_active_role_assignment.a', pim({ duration_days: 5 }), pim({}))],
    ['permanence-worsened'],
  ],
  ['an eligible owner', [identity, change('azurerm_pim_eligible_role_assignment.a', null, pim({}))], []],
  [
    'an owner in vain, which an identity cannot activate, becomes an active one',
    [
      identity,
      change('azurerm_pim_eligible_role_assignment.a', pim({}), null),
      change('azurerm_role_assignment.a', null, role('Owner')),
    ],
    ['new-standing-grant'],
  ],
  [
    'people are not what the gate is about',
    [change('azurerm_role_assignment.a', null, role('Owner', { principal_type: 'User' }))],
    [],
  ],
  [
    'the assignment moves to a module',
    [
      identity,
      { ...kept('module.a.azurerm_role_assignment.a', role('Owner')), was: 'azurerm_role_assignment.a' },
    ],
    [],
  ],
  [
    'an identity that is made anew keeps its role',
    [
      {
        address: 'azurerm_user_assigned_identity.ci',
        actions: ['delete', 'create'],
        before: { name: 'ci', principal_id: principal },
        after: { name: 'ci2' },
        unknown: { principal_id: true, client_id: true, id: true },
      },
      {
        address: 'azurerm_role_assignment.a',
        actions: ['delete', 'create'],
        before: role('Owner'),
        after: { scope: subscription, role_definition_name: 'Owner' },
        unknown: { principal_id: true },
        expressions: {
          scope: {},
          role_definition_name: {},
          principal_id: {
            references: [
              'azurerm_user_assigned_identity.ci.principal_id',
              'azurerm_user_assigned_identity.ci',
            ],
          },
        },
      },
    ],
    [],
  ],
  [
    'a new identity with a role',
    [
      {
        address: 'azurerm_user_assigned_identity.n',
        after: { name: 'n' },
        unknown: { principal_id: true, id: true },
      },
      {
        address: 'azurerm_role_assignment.a',
        after: { scope: subscription, role_definition_name: 'Contributor' },
        unknown: { principal_id: true },
        expressions: {
          scope: {},
          role_definition_name: {},
          principal_id: {
            references: ['azurerm_user_assigned_identity.n.principal_id', 'azurerm_user_assigned_identity.n'],
          },
        },
      },
    ],
    ['new-standing-grant'],
  ],
  [
    'whoever gets the role is known after apply',
    [
      {
        address: 'azurerm_role_assignment.a',
        after: { scope: subscription, role_definition_name: 'Owner' },
        unknown: { principal_id: true },
        expressions: {
          scope: {},
          role_definition_name: {},
          principal_id: { references: ['data.external.x.result', 'data.external.x'] },
        },
      },
    ],
    ['indeterminate'],
  ],
  [
    'a role of one’s own gets an action',
    [
      change(
        'azurerm_role_definition.r',
        definition({ actions: ['Microsoft.Web/sites/read'] }),
        definition({
          actions: ['Microsoft.Web/sites/read', 'Microsoft.Authorization/roleAssignments/write'],
        }),
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'a role of one’s own loses an action',
    [
      change(
        'azurerm_role_definition.r',
        definition({ actions: ['Microsoft.Web/sites/read', 'Microsoft.Web/sites/write'] }),
        definition({ actions: ['Microsoft.Web/sites/read'] }),
      ),
    ],
    [],
  ],
  [
    'a role of one’s own no longer leaves granting out',
    [
      change(
        'azurerm_role_definition.r',
        definition({ actions: ['*'], not_actions: ['Microsoft.Authorization/*/write'] }),
        definition({ actions: ['*'] }),
      ),
    ],
    ['privilege-widened'],
  ],
  [
    'a new subject is trusted',
    [
      identity,
      change(
        'azurerm_federated_identity_credential.f',
        federation('repo:octo/app:environment:production'),
        federation('repo:octo/app:ref:refs/heads/main'),
      ),
    ],
    ['trust-widened'],
  ],
  [
    'the audience of a trust is named',
    [
      identity,
      change(
        'azurerm_federated_identity_credential.f',
        { ...federation('repo:octo/app:environment:production'), audience: [] },
        federation('repo:octo/app:environment:production'),
      ),
    ],
    [],
  ],
  [
    'a secret of an application for two years',
    [
      app,
      change('azuread_application_password.p', null, {
        application_id: '/applications/o-1',
        end_date: '2028-11-01T00:00:00Z',
      }),
    ],
    ['credential-added'],
  ],
  [
    'a secret of an application for a week',
    [
      app,
      change('azuread_application_password.p', null, {
        application_id: '/applications/o-1',
        end_date_relative: '168h',
      }),
    ],
    [],
  ],
  [
    'a secret of an application without an end of its own',
    [app, change('azuread_application_password.p', null, { application_id: '/applications/o-1' })],
    ['credential-added'],
  ],
  [
    'an owner of an application',
    [
      app,
      change('azuread_application_owner.o', null, {
        application_id: '/applications/o-1',
        owner_object_id: 'u-1',
      }),
    ],
    ['trust-widened'],
  ],
  [
    'a permission of Microsoft Graph',
    [
      app,
      kept('azuread_service_principal.sp', { client_id: 'c-1', object_id: 's-1' }),
      change('azuread_app_role_assignment.g', null, {
        principal_object_id: 's-1',
        app_role_id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
        resource_object_id: 'graph',
      }),
    ],
    ['new-standing-grant'],
  ],
  [
    'a directory role',
    [
      app,
      change('azuread_directory_role_assignment.d', null, {
        principal_object_id: principal,
        role_id: '62e90394-69f5-4237-9190-012177145e10',
      }),
    ],
    ['new-standing-grant'],
  ],
  [
    'a directory role that must be activated',
    [
      app,
      change('azuread_directory_role_eligibility_schedule_request.d', null, {
        principal_id: principal,
        role_definition_id: '62e90394-69f5-4237-9190-012177145e10',
        directory_scope_id: '/',
      }),
    ],
    [],
  ],
  [
    'a vault lets somebody read its secrets',
    [
      identity,
      change('azurerm_key_vault_access_policy.v', null, {
        key_vault_id: `${subscription}/resourceGroups/app/x/vault`,
        object_id: principal,
        secret_permissions: ['Get', 'List'],
      }),
    ],
    ['new-standing-grant'],
  ],
  [
    'a vault lets somebody do less',
    [
      identity,
      change(
        'azurerm_key_vault_access_policy.v',
        { key_vault_id: `${subscription}/x/v`, object_id: principal, secret_permissions: ['Get', 'Set'] },
        { key_vault_id: `${subscription}/x/v`, object_id: principal, secret_permissions: ['get'] },
      ),
    ],
    [],
  ],
  [
    'an identity enters a group',
    [
      identity,
      kept('azuread_group.g', { object_id: 'g-1', display_name: 'admins' }),
      change('azuread_group_member.m', null, { group_object_id: 'g-1', member_object_id: principal }),
    ],
    ['indeterminate'],
  ],
];

describe('verdicts of a careful reviewer on plans of Azure', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    expect(failingClasses(changes)).toEqual(expected);
  });

  test('the order of resources never matters', () => {
    for (const [, changes] of cases)
      expect(failingClasses(changes.toReversed())).toEqual(failingClasses(changes));
  });
});

test('an application and its service principal are one identity', () => {
  const { changes } = judgePlan([
    app,
    kept('azuread_service_principal.sp', { client_id: 'c-1', object_id: 's-1' }),
    change('azurerm_role_assignment.a', null, role('Owner', { principal_id: 's-1' })),
    change('azuread_application_password.p', null, { application_id: '/applications/o-1' }),
  ]);
  expect(changes.map((each) => [each.class, each.who])).toEqual([
    ['new-standing-grant', 's-1'],
    ['credential-added', 's-1'],
  ]);
});

describe('what everyone may read', () => {
  const container = (access: string): Values => ({
    name: 'web',
    storage_account_name: 'store',
    container_access_type: access,
  });
  test.each([
    ['a container for everyone', null, container('container'), ['trust-widened']],
    ['its blobs for everyone', container('private'), container('blob'), ['trust-widened']],
    ['a private one', null, container('private'), []],
    ['one that is no longer open', container('container'), container('private'), []],
  ] as const)('%s', (_, before, after, fails) => {
    expect(failingClasses([change('azurerm_storage_container.web', before, after)])).toEqual(fails);
  });
});

const vm = `${subscription}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web`;
const owner = (id: string): Values => ({ ...role('Owner'), principal_id: id });

describe('what a plan leads to', () => {
  const machine = kept('azurerm_linux_virtual_machine.web', {
    name: 'web',
    id: vm,
    identity: [{ type: 'SystemAssigned', principal_id: 'vm-1' }],
  });
  const deployer = (actions: readonly string[]): Values => ({
    name: 'deployer',
    role_definition_id: 'd0000000-0000-4000-8000-000000000001',
    scope: subscription,
    permissions: [{ actions, not_actions: [], data_actions: [], not_data_actions: [] }],
  });
  const held = kept('azurerm_role_assignment.d', {
    scope: vm,
    role_definition_id: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/d0000000-0000-4000-8000-000000000001`,
    principal_id: principal,
  });
  const runs = deployer(['Microsoft.Compute/virtualMachines/runCommand/action']);

  test('whoever runs code on a machine gains what its identity is given', () => {
    const { changes } = judgePlan([
      identity,
      machine,
      held,
      kept('azurerm_role_definition.d', runs),
      change('azurerm_role_assignment.vm', null, owner('vm-1')),
    ]);
    expect(changes.map(({ class: kind, who, fails }) => [kind, who, fails])).toContainEqual([
      'blast-radius-grown',
      principal,
      true,
    ]);
  });

  test('whoever runs none there does not', () => {
    const { changes } = judgePlan([
      identity,
      machine,
      held,
      kept('azurerm_role_definition.d', deployer(['Microsoft.Compute/virtualMachines/read'])),
      change('azurerm_role_assignment.vm', null, owner('vm-1')),
    ]);
    expect(changes.filter(({ who }) => who === principal)).toEqual([]);
  });

  test('a new group with its role and its member in one plan is known', () => {
    expect(
      failingClasses([
        identity,
        change('azuread_group.g', null, {
          display_name: 'deployers',
          object_id: 'g-2',
          members: [principal],
        }),
        change('azurerm_role_assignment.g', null, {
          ...role('Reader'),
          principal_id: 'g-2',
          principal_type: 'Group',
        }),
      ]),
    ).toEqual([]);
  });

  test('a role that nothing defines is told, with what to give', () => {
    const { changes } = judgePlan([
      identity,
      change('azurerm_role_assignment.a', null, {
        ...role(''),
        role_definition_name: null,
        role_definition_id: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/d0000000-0000-4000-8000-00000000000f`,
      }),
    ]);
    expect(
      changes.map(({ class: kind, who, what }) => [kind, who, /definition is not in the plan/.test(what)]),
    ).toEqual([['indeterminate', principal, true]]);
  });

  test('roles are judged by their actions: a limited one may be given, Owner may not', () => {
    const delegation = (roles: string): string =>
      `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roles}}))`;
    const delegate = (roles: string) =>
      judgePlan([
        identity,
        change(
          'azurerm_role_assignment.a',
          null,
          role('Role Based Access Control Administrator', { condition: delegation(roles) }),
        ),
      ]).changes.some(({ what }) => what.includes('control privileges'));
    expect(delegate('acdd72a7-3385-48ef-bd42-f606fba81ae7')).toBe(false);
    expect(delegate('8e3af657-a8ff-443c-a75c-2fe8c4bcb635')).toBe(true);
  });
});

describe('azapi', () => {
  const assignment = (roleId: string): Values => ({
    type: 'Microsoft.Authorization/roleAssignments@2022-04-01',
    parent_id: subscription,
    name: 'a',
    body: {
      properties: {
        principalId: principal,
        roleDefinitionId: `/x/${roleId}`,
        principalType: 'ServicePrincipal',
      },
    },
  });
  test.each([
    ['an owner', assignment('8e3af657-a8ff-443c-a75c-2fe8c4bcb635'), ['new-standing-grant']],
    ['a reader', assignment('acdd72a7-3385-48ef-bd42-f606fba81ae7'), []],
    [
      'an exemption',
      { type: 'Microsoft.Authorization/policyExemptions@2022-07-01', parent_id: subscription, body: {} },
      ['indeterminate'],
    ],
    [
      'a dashboard',
      { type: 'Microsoft.Portal/dashboards@2022-12-01', parent_id: subscription, body: {} },
      [],
    ],
  ] as const)('%s', (_, values, fails) => {
    expect(failingClasses([identity, change('azapi_resource.a', null, values)])).toEqual(fails);
  });
});

describe('on a snapshot of the tenant', () => {
  const ground = (...records: readonly SnapshotRecord[]): PlanGround => ({
    records: [tenantRecord, subscriptionRecord(), ...records],
    coverage: [],
  });
  const g = idOf('deployers');
  const enters = [
    change('azuread_group_member.m', null, { group_object_id: g, member_object_id: idOf('bot') }),
  ];
  const classes = (changes: readonly SketchedChange[], on: PlanGround): readonly string[] => [
    ...new Set(
      judgePlan(changes, {}, on)
        .changes.filter(({ fails }) => fails)
        .map((each) => each.class),
    ),
  ];

  test('whoever enters a group gains what the group holds', () => {
    const estate = [...application('bot'), group('deployers')];
    expect(classes(enters, ground(...estate, assignment('deployers', azureRole.owner)))).toContain(
      'new-standing-grant',
    );
    expect(classes(enters, ground(...estate, assignment('deployers', azureRole.reader)))).toEqual([]);
  });

  test('an owner of an application gains what the application holds', () => {
    const owns = [
      change('azuread_application_owner.o', null, {
        application_id: `/applications/${applicationId('bot')}`,
        owner_object_id: idOf('other'),
      }),
    ];
    const estate = [
      ...application('bot'),
      ...application('other'),
      graphPermission('other', '18a4783c-866b-4cc7-a460-3d5e5662c884'),
    ];
    expect(classes(owns, ground(...estate, assignment('bot', azureRole.owner)))).toContain(
      'blast-radius-grown',
    );
  });

  test('what a plan takes away is gone', () => {
    const gone = [
      change(
        'azurerm_role_assignment.a',
        { scope: subscriptionPath, role_definition_name: 'Owner', principal_id: idOf('bot') },
        null,
      ),
      change('azurerm_role_assignment.b', null, {
        scope: subscriptionPath,
        role_definition_name: 'Reader',
        principal_id: idOf('bot'),
      }),
    ];
    expect(classes(gone, ground(...application('bot'), assignment('bot', azureRole.owner)))).toEqual([]);
  });

  test('a plan of another tenant is not judged on it', () => {
    const { verdict, reason } = judgePlan(
      enters,
      {
        configuration: {
          provider_config: { azuread: { expressions: { tenant_id: { constant_value: otherTenant } } } },
        },
      },
      ground(group('deployers')),
    );
    expect([verdict, reason]).toEqual(['not-evaluated', expect.stringContaining(otherTenant)]);
  });
});
