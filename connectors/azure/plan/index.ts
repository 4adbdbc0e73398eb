import type { Condition } from '../../../src/model/condition.ts';
import type { Level } from '../../../src/model/level.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { isoTime } from '../../../src/model/time.ts';
import {
  given,
  type IdentityType,
  identityReader,
  joined,
  type Line,
  line,
  none,
  type ReaderView,
  standIn,
  type TypeReading,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import { limitType } from '../../../src/plan/limit.ts';
import { isComputed, type Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../src/plan/text.ts';
import { directoryTypes, federated, identityType } from './directory.ts';
import { canonical, identityAttributes, party, principalTypes, text } from './names.ts';
import { publicTypes } from './public.ts';
import { definedRole, roleMeaning } from './roles.ts';
import { typesOf } from './unread-types.ts';

/** Terraform's azurerm and azuread providers, as far as a plan itself shows grant, scope, condition and end. */

/** Scopes nest by their path. https://learn.microsoft.com/azure/role-based-access-control/scope-overview */
const scopeOf = (scope: string): { readonly scope: string; readonly resources: readonly string[] } => {
  const path = scope.toLowerCase().replace(/\/$/, '');
  const [, subscription, group] =
    /^(\/subscriptions\/[^/]+)|^(\/providers\/microsoft\.management\/managementgroups\/[^/]+)/.exec(path) ??
    [];
  return {
    scope: subscription ?? group ?? (path === '' ? '/' : 'azure'),
    resources: [path === '' ? '/' : path, `${path}/*`],
  };
};

const absCondition = (value: unknown): readonly Condition[] =>
  typeof value === 'string' && value.trim() !== ''
    ? [{ class: 'other', operator: 'ABAC', key: value.replace(/\s+/g, ' ').trim(), values: ['true'] }]
    : [];

const day = 86_400_000;

/** End of a schedule of Privileged Identity Management. */
const endOf = (schedule: unknown, view: ReaderView): Pick<Line, 'duration' | 'until'> => {
  const [block] = blocksOf(schedule);
  const [expiration] = blocksOf(block?.expiration);
  const start = Date.parse(
    typeof block?.start_date_time === 'string' ? block.start_date_time : view.plan.madeAt,
  );
  const end =
    typeof expiration?.end_date_time === 'string' && expiration.end_date_time !== ''
      ? Date.parse(expiration.end_date_time)
      : typeof expiration?.duration_days === 'number' && expiration.duration_days > 0
        ? start + expiration.duration_days * day
        : typeof expiration?.duration_hours === 'number' && expiration.duration_hours > 0
          ? start + (expiration.duration_hours * day) / 24
          : Number.NaN;
  return Number.isNaN(end) ? { duration: 'permanent' } : { duration: 'time-bound', until: isoTime(end)! };
};

const assigned = (values: Values, view: ReaderView, limit: Pick<Line, 'duration' | 'until'>): TypeReading =>
  given(view.text(values.principal_id), 'who gets the role', (id) => {
    const role = view.text(values.role_definition_name);
    return given(
      role.is === 'absent' ? view.text(values.role_definition_id) : role,
      'which role it is',
      (held) => {
        const scope = view.text(values.scope);
        const of = ownMember(principalTypes, String(values.principal_type ?? '').toLowerCase());
        return given(
          scope.is === 'absent' ? { is: 'known', text: '/' } : scope,
          'on which scope',
          (place) => ({
            facts: [
              {
                who: party(id, view, of),
                line: line({
                  ...roleMeaning(held).meaning,
                  ...scopeOf(place),
                  ...limit,
                  conditions: absCondition(values.condition),
                }),
              },
            ],
          }),
        );
      },
    );
  });

const vaultLevel = (permissions: readonly string[]): Level =>
  permissions.every((each) => /: (get|list|getissuers|listissuers)$/.test(each)) ? 'read' : 'write';

const vaultLine = (vault: string, policy: Values, view: ReaderView): TypeReading =>
  given(view.text(policy.object_id), 'who may use the vault', (id) => {
    const privileges = ['secret', 'key', 'certificate', 'storage']
      .flatMap((kind) =>
        view
          .texts(policy[`${kind}_permissions`])
          .flatMap((each) => (each.is === 'known' ? [`vault ${kind}: ${each.text.toLowerCase()}`] : [])),
      )
      .sort();
    return privileges.length === 0
      ? none
      : {
          facts: [
            {
              who: party(id, view),
              line: line({ ...scopeOf(vault), service: 'data', level: vaultLevel(privileges), privileges }),
            },
          ],
        };
  });

/** https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs */
const types: Readonly<Record<string, IdentityType>> = {
  azurerm_role_assignment: {
    gives: 'who gets which role on which scope, under which condition',
    read: (_, values, view) => assigned(values, view, { duration: 'permanent' }),
  },
  azurerm_pim_active_role_assignment: {
    gives: 'a role until an end, where there is one',
    read: (_, values, view) => assigned(values, view, endOf(values.schedule, view)),
  },
  azurerm_pim_eligible_role_assignment: {
    gives: 'a role that must be activated',
    read: (_, values, view) => assigned(values, view, { duration: 'eligible' }),
  },
  azurerm_role_definition: {
    gives: 'what a role of one’s own holds',
    read: (_, values, view) =>
      given(view.text(values.name), 'which role it is', (name) => {
        const who: Who = { id: `azure:role/${name.toLowerCase()}`, kind: 'role', scope: 'entra', name };
        const scope = view.text(values.scope);
        const known = (value: unknown): readonly string[] =>
          view.texts(value).flatMap((each) => (each.is === 'known' ? [each.text] : []));
        const lines = blocksOf(values.permissions).flatMap((block) =>
          definedRole({
            actions: known(block.actions),
            notActions: known(block.not_actions),
            dataActions: known(block.data_actions),
            notDataActions: known(block.not_data_actions),
          }),
        );
        return {
          facts: lines.map((meaning) => ({
            who,
            line: line({ ...meaning, ...scopeOf(scope.is === 'known' ? scope.text : '/') }),
          })),
          unknown: isComputed(values.permissions)
            ? [
                {
                  who,
                  what: 'what the role holds',
                  why: 'it is known only after the change is applied',
                  privileged: true,
                },
              ]
            : [],
        };
      }),
  },
  azurerm_role_management_policy: limitType(
    'what must be met to activate a role',
    'what the activation of the role no longer asks for',
  ),
  azurerm_user_assigned_identity: identityType('a managed identity'),
  azurerm_federated_identity_credential: federated(['parent_id', 'user_assigned_identity_id']),
  azurerm_key_vault_access_policy: {
    gives: 'who may use the secrets and keys of a vault',
    read: (_, values, view) =>
      given(view.text(values.key_vault_id), 'which vault it is', (vault) => vaultLine(vault, values, view)),
  },
  azurerm_key_vault: {
    gives: 'access policies that stand in the vault itself',
    read: (resource, values, view) =>
      joined(
        blocksOf(values.access_policy).map((policy) =>
          vaultLine(text(values.id) ?? standIn(resource.address), policy, view),
        ),
      ),
  },
};

export const azurePlan = identityReader({
  provider: 'azure',
  unreadTypes: typesOf,
  types: { ...types, ...directoryTypes, ...publicTypes },
  attributeOf: ({ resource, attribute }, view) => {
    const values = view.valuesOf(resource) ?? {};
    if (resource.type in identityAttributes) return canonical({ resource, values });
    if (resource.type === 'azuread_directory_role')
      return text(values.template_id) ?? text(values.display_name);
    if (resource.type === 'azurerm_role_definition')
      return text(values.role_definition_resource_id) ?? text(values.name);
    if (attribute.startsWith('identity')) return text(blocksOf(values.identity)[0]?.principal_id);
    return undefined;
  },
});
