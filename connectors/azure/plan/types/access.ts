import { once } from '../../../../src/model/once.ts';
import { isoTime } from '../../../../src/model/time.ts';
import { given, joined, limit, nothing } from '../../../../src/plan/fact-types.ts';
import { limitType } from '../../../../src/plan/limit.ts';
import { isComputed, type PlannedResource, type Values } from '../../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import { builtInRoles } from '../../rbac/built-in-roles.ts';
import { normalScope } from '../../rbac/scope.ts';
import { type Fact, recordFact } from '../facts.ts';
import { objectId, ownId, roleId, standIn, text, type View } from '../names.ts';
import type { PlanType, Reading } from './reading.ts';

/** Roles of Azure: who has which, where, under which condition, until when; and vaults that decide by policies of their own. */

const day = 86_400_000;

/** End of a schedule of Privileged Identity Management. */
const endOf = (schedule: unknown, view: View): string | undefined => {
  const [block] = blocksOf(schedule);
  const [expiration] = blocksOf(block?.expiration);
  const start = Date.parse(text(block?.start_date_time) ?? view.plan.madeAt);
  const end =
    text(expiration?.end_date_time) !== undefined
      ? Date.parse(text(expiration?.end_date_time)!)
      : typeof expiration?.duration_days === 'number' && expiration.duration_days > 0
        ? start + expiration.duration_days * day
        : typeof expiration?.duration_hours === 'number' && expiration.duration_hours > 0
          ? start + (expiration.duration_hours * day) / 24
          : Number.NaN;
  return Number.isNaN(end) ? undefined : isoTime(end);
};

const builtInByName = once(
  () => new Map([...builtInRoles().values()].map((role) => [role.name.toLowerCase(), role.id])),
);

const definedIn = new WeakMap<View, ReadonlyMap<string, string>>();

/** Roles that the plan defines on this side, by their names. */
const definedRoles = (view: View): ReadonlyMap<string, string> => {
  let found = definedIn.get(view);
  if (found === undefined) {
    found = new Map(
      view.plan.resources.flatMap((resource) => {
        const values = view.valuesOf(resource);
        const name = resource.type === 'azurerm_role_definition' ? text(values?.name) : undefined;
        return name === undefined ? [] : [[name.toLowerCase(), roleId(resource, values!)] as const];
      }),
    );
    definedIn.set(view, found);
  }
  return found;
};

/** Guid of a role by its name: those that the plan defines, and built-in ones. */
const roleByName = (name: string, view: View): string => {
  const wanted = name.toLowerCase();
  return definedRoles(view).get(wanted) ?? builtInByName().get(wanted) ?? wanted;
};

export type AssignmentKind = 'assigned' | 'active' | 'eligible';

export interface PlannedAssignment {
  readonly id: string;
  readonly principal: string;
  readonly principalType: string | undefined;
  /** Path, or guid. */
  readonly role: string;
  readonly scope: string;
  readonly condition: string | undefined;
  readonly kind: AssignmentKind;
  readonly until?: string | undefined;
}

export const assignmentFact = (
  { id, principal, principalType, role, scope, condition, kind, until }: PlannedAssignment,
  tenant: string,
): Fact => {
  const common = {
    id,
    scope: normalScope(scope),
    roleDefinitionId: role,
    principalId: objectId(principal),
    principalType: principalType ?? null,
    condition: condition?.replace(/\s+/g, ' ').trim() ?? null,
  };
  if (kind === 'assigned') return recordFact('azure.role-assignment', tenant, id.toLowerCase(), common);
  return recordFact('azure.role-instance', tenant, id.toLowerCase(), {
    ...common,
    is: kind,
    assignmentType: kind === 'active' ? 'Assigned' : null,
    memberType: 'Direct',
    endDateTime: kind === 'active' ? (until ?? null) : null,
  });
};

const assigned =
  (kind: AssignmentKind): PlanType['read'] =>
  (resource, values, view) =>
    given(view.text(values.principal_id), 'who gets the role', (principal) => {
      const name = view.text(values.role_definition_name);
      return given(
        name.is === 'absent' ? view.text(values.role_definition_id) : name,
        'which role it is',
        (role) => {
          const scope = view.text(values.scope);
          return given(
            scope.is === 'absent' ? { is: 'known', text: '/' } : scope,
            'on which scope',
            (place) => {
              const condition = view.text(values.condition);
              const fact = assignmentFact(
                {
                  id: text(values.id) ?? standIn(resource.address),
                  principal,
                  principalType: text(values.principal_type),
                  role: name.is === 'known' ? roleByName(role, view) : role,
                  scope: place,
                  condition: condition.is === 'known' ? condition.text : undefined,
                  kind,
                  until: endOf(values.schedule, view),
                },
                view.tenant,
              );
              // A condition that nobody knows yet limits nobody for sure.
              return { facts: [fact] };
            },
          );
        },
      );
    });

const known = (value: unknown, view: View): readonly string[] =>
  view.texts(value).flatMap((each) => (each.is === 'known' ? [each.text] : []));

const definition = (resource: PlannedResource, values: Values, view: View): Reading => {
  const id = roleId(resource, values);
  const scope = view.text(values.scope);
  const above = scope.is === 'known' ? scope.text : '/';
  const places = known(values.assignable_scopes, view);
  const hidden = [values.permissions, ...blocksOf(values.permissions).flatMap(Object.values)].find(
    isComputed,
  );
  return {
    facts: [
      recordFact('azure.role-definition', view.tenant, id, {
        id: `${normalScope(above)}/providers/microsoft.authorization/roledefinitions/${id}`,
        name: id,
        roleName: text(values.name) ?? id,
        roleType: 'CustomRole',
        permissions: blocksOf(values.permissions).map((block) => ({
          actions: [...known(block.actions, view)],
          notActions: [...known(block.not_actions, view)],
          dataActions: [...known(block.data_actions, view)],
          notDataActions: [...known(block.not_data_actions, view)],
        })),
        assignableScopes: places.length > 0 ? [...places] : [above],
      }),
    ],
    unknown:
      hidden === undefined
        ? []
        : [
            {
              who: `role ${id}`,
              what: 'what the role holds',
              why: 'it is known only after the change is applied',
            },
          ],
  };
};

const permissionsOf = (policy: Values, kind: string, view: View): string[] =>
  known(policy[`${kind}_permissions`], view)
    .map((each) => each.toLowerCase())
    .sort();

const vaultPolicy = (vault: string, policy: Values, view: View): Reading =>
  given(view.text(policy.object_id), 'who may use the vault', (id) => {
    const [secrets, keys, certificates, storage] = ['secret', 'key', 'certificate', 'storage'].map((kind) =>
      permissionsOf(policy, kind, view),
    ) as [string[], string[], string[], string[]];
    if ([secrets, keys, certificates, storage].every((list) => list.length === 0)) return nothing;
    const application = view.text(policy.application_id);
    return {
      facts: [
        {
          is: 'vault-policy',
          vault: normalScope(vault),
          policy: {
            objectId: objectId(id),
            ...(application.is === 'known' ? { applicationId: application.text.toLowerCase() } : {}),
            secrets,
            keys,
            certificates,
            storage,
          },
        },
      ],
    };
  });

const isRoleBased = (values: Values): boolean =>
  values.rbac_authorization_enabled === true || values.enable_rbac_authorization === true;

/** https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs */
export const accessTypes: Readonly<Record<string, PlanType>> = {
  azurerm_role_assignment: {
    gives: 'who gets which role on which scope, under which condition',
    read: assigned('assigned'),
  },
  azurerm_pim_active_role_assignment: {
    gives: 'a role until an end, where there is one',
    read: assigned('active'),
  },
  azurerm_pim_eligible_role_assignment: {
    gives: 'a role that must be activated',
    read: assigned('eligible'),
  },
  azurerm_role_definition: { gives: 'what a role of one’s own holds', read: definition },
  azurerm_role_management_policy: limit(
    limitType('what must be met to activate a role', 'what the activation of the role no longer asks for'),
  ),
  azurerm_user_assigned_identity: {
    gives: 'a managed identity',
    identity: ownId,
    read: (resource, values, view) => {
      const path = view.pathOf(resource);
      return {
        facts: [
          recordFact('azure.managed-identity', view.tenant, normalScope(path), {
            id: path,
            name: text(values.name) ?? resource.address,
            principalId: ownId(resource, values),
            clientId: (text(values.client_id) ?? standIn(resource.address)).toLowerCase(),
          }),
        ],
      };
    },
  },
  azurerm_key_vault_access_policy: {
    gives: 'who may use the secrets and keys of a vault',
    read: (_, values, view) =>
      given(view.text(values.key_vault_id), 'which vault it is', (vault) => vaultPolicy(vault, values, view)),
  },
  azurerm_key_vault: {
    gives: 'access policies that stand in the vault itself',
    read: (resource, values, view) => {
      const vault = view.pathOf(resource);
      return joined([
        {
          facts: [
            recordFact('azure.resource', view.tenant, normalScope(vault), {
              id: vault,
              type: 'Microsoft.KeyVault/vaults',
              name: text(values.name) ?? resource.address,
              settings: { roleBased: isRoleBased(values) },
            }),
          ],
        },
        ...blocksOf(values.access_policy).map((policy) => vaultPolicy(vault, policy, view)),
      ]);
    },
  },
};
