import { once } from '../../../../src/model/once.ts';
import { isoTime } from '../../../../src/model/time.ts';
import { given, joined, limit, nothing } from '../../../../src/plan/fact-types.ts';
import { limitType } from '../../../../src/plan/limit.ts';
import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import { blocksOf, type Text } from '../../../../src/plan/text.ts';
import { builtInDirectoryRoles } from '../../directory/built-in-roles.ts';
import { type Fact, recordFact } from '../facts.ts';
import { clientId, objectId, ownId, principalClient, standIn, text, type View } from '../names.ts';
import type { PlanType, Reading } from './reading.ts';

/** Entra: applications, their secrets, owners, groups, permissions of APIs and roles of the directory. */

const day = 86_400_000;
/** Of a secret that says no end. https://learn.microsoft.com/graph/api/resources/passwordcredential */
const usualDays = 730;
const hours = /^(\d+)h/;

const lifeOf = (
  values: Values,
  view: View,
): { readonly startDateTime: string; readonly endDateTime: string } => {
  const start = Date.parse(text(values.start_date) ?? view.plan.madeAt);
  const [, relative] = hours.exec(text(values.end_date_relative) ?? '') ?? [];
  const end =
    text(values.end_date) !== undefined
      ? Date.parse(text(values.end_date)!)
      : start + (relative === undefined ? usualDays * day : (Number(relative) * day) / 24);
  const since = isoTime(start) ?? view.plan.madeAt;
  return {
    startDateTime: since,
    endDateTime: isoTime(end) ?? isoTime(Date.parse(view.plan.madeAt) + usualDays * day)!,
  };
};

const keyFact = (
  of: string,
  list: 'passwordCredentials' | 'keyCredentials',
  id: string,
  values: Values,
  view: View,
): Fact => ({
  is: 'credential',
  of: objectId(of),
  list,
  key: {
    keyId: (text(values.key_id) ?? id).toLowerCase(),
    displayName: text(values.display_name) ?? null,
    ...lifeOf(values, view),
    ...(list === 'keyCredentials' ? { type: 'AsymmetricX509Cert', usage: 'Verify' } : {}),
  },
});

const first = (values: Values, names: readonly string[]): unknown =>
  names.map((name) => values[name]).find((value) => value !== undefined && value !== null);

const credential = (
  fields: readonly string[],
  list: 'passwordCredentials' | 'keyCredentials',
  kind: string,
): PlanType => ({
  gives: `a ${kind} of an application, and its end`,
  read: (resource, values, view) =>
    given(view.text(first(values, fields)), 'which application it is for', (of) => ({
      facts: [keyFact(of, list, standIn(resource.address), values, view)],
    })),
});

export const federated = (parents: readonly string[]): PlanType => ({
  gives: 'whose tokens an identity takes: issuer, subject or claims, audience',
  read: (resource, values, view) =>
    given(view.text(first(values, parents)), 'which identity it is for', (of) =>
      given(view.text(values.issuer), 'which issuer it trusts', (issuer) => {
        const subject = view.text(values.subject);
        const expression = view.text(values.claims_matching_expression);
        const audiences = [
          ...(text(values.audience) === undefined ? [] : [text(values.audience)!]),
          ...view
            .texts(values.audience ?? values.audiences)
            .flatMap((each) => (each.is === 'known' ? [each.text] : [])),
        ];
        const whose = /^\/subscriptions\//i.test(of) ? of : objectId(of);
        const hidden = [subject, expression].flatMap((each) => (each.is === 'computed' ? [each] : []));
        return {
          facts: [
            recordFact('azure.federated-credential', view.tenant, standIn(resource.address), {
              id: text(values.id) ?? standIn(resource.address),
              // Two of one name replace each other; without one the address tells them apart.
              name: text(values.display_name) ?? text(values.name) ?? standIn(resource.address),
              issuer,
              subject: subject.is === 'known' ? subject.text : null,
              audiences,
              claimsMatchingExpression:
                expression.is === 'known' ? { value: expression.text, languageVersion: 1 } : null,
              of: whose,
            }),
          ],
          unknown: hidden.map(({ why }) => ({ who: whose, what: 'which subject it trusts', why })),
        };
      }),
    ),
});

const ownership =
  (object: string, objectType: 'application' | 'service-principal' | 'group') =>
  (owner: string, view: View): Fact =>
    recordFact('azure.ownership', view.tenant, `${objectId(object)} ${objectId(owner)}`, {
      object: objectId(object),
      objectType,
      owner: objectId(owner),
    });

const membership =
  (group: string) =>
  (member: string, view: View): Fact =>
    recordFact('azure.membership', view.tenant, `${objectId(group)} ${objectId(member)}`, {
      group: objectId(group),
      member: objectId(member),
    });

const each = (
  values: readonly Text[],
  what: string,
  view: View,
  factOf: (id: string, view: View) => Fact,
): Reading => joined(values.map((value) => given(value, what, (id) => ({ facts: [factOf(id, view)] }))));

const lockOf = (values: Values) => {
  const [lock] = blocksOf(values.service_principal_lock_configuration);
  return lock === undefined
    ? null
    : {
        isEnabled: true,
        allProperties: lock.all_properties === true,
        credentialsWithUsageVerify: lock.credentials_with_usage_verify === true,
      };
};

const application: PlanType = {
  gives: 'an application, its secrets and who owns it',
  identity: ownId,
  read: (resource, values, view) => {
    const id = ownId(resource, values);
    return joined([
      {
        facts: [
          recordFact('azure.application', view.tenant, id, {
            id,
            appId: clientId(resource, values),
            displayName: text(values.display_name) ?? resource.address,
            signInAudience: text(values.sign_in_audience) ?? null,
            servicePrincipalLockConfiguration: lockOf(values),
          }),
        ],
      },
      each(view.texts(values.owners), 'who owns it', view, ownership(id, 'application')),
      {
        facts: blocksOf(values.password).map((block) =>
          keyFact(id, 'passwordCredentials', `${standIn(resource.address)} password`, block, view),
        ),
      },
    ]);
  },
};

const principal: PlanType = {
  gives: 'a service principal and who owns it',
  identity: ownId,
  read: (resource, values, view) => {
    const id = ownId(resource, values);
    const isManaged = text(values.type) === 'ManagedIdentity';
    return joined([
      {
        facts: [
          recordFact('azure.service-principal', view.tenant, id, {
            id,
            appId: principalClient(resource, values, view),
            displayName: text(values.display_name) ?? resource.address,
            servicePrincipalType: isManaged ? 'ManagedIdentity' : 'Application',
            accountEnabled: values.account_enabled !== false,
            appOwnerOrganizationId: text(values.application_tenant_id) ?? null,
          }),
        ],
      },
      each(view.texts(values.owners), 'who owns it', view, ownership(id, 'service-principal')),
    ]);
  },
};

const rulesOf = (values: Values, view: View): string =>
  JSON.stringify(
    blocksOf(values.dynamic_membership).map(({ enabled, rule }) =>
      enabled === false ? { is: 'absent' } : view.text(rule),
    ),
  );

/**
 * Whoever meets the rule of a group is in it, and nothing here tells who that is: another rule may let others in.
 * https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership
 */
const changedRule = (id: string, { before, after }: PlannedResource, view: View): Reading =>
  before === undefined || after === undefined || rulesOf(before, view) === rulesOf(after, view)
    ? nothing
    : {
        facts: [],
        unknown: [
          {
            who: id,
            what: 'whom the rule of the group lets in',
            why: 'nothing here lists whoever meets a rule',
          },
        ],
      };

const group: PlanType = {
  gives: 'a group, its members and owners',
  identity: ownId,
  read: (resource, values, view) => {
    const id = ownId(resource, values);
    const types = view.texts(values.types).flatMap((type) => (type.is === 'known' ? [type.text] : []));
    const isDynamic = blocksOf(values.dynamic_membership).length > 0;
    return joined([
      {
        facts: [
          recordFact('azure.group', view.tenant, id, {
            id,
            displayName: text(values.display_name) ?? resource.address,
            isAssignableToRole: values.assignable_to_role === true,
            securityEnabled: values.security_enabled !== false,
            groupTypes: [
              ...types,
              ...(isDynamic && !types.includes('DynamicMembership') ? ['DynamicMembership'] : []),
            ],
          }),
        ],
      },
      each(view.texts(values.members), 'who is in the group', view, membership(id)),
      each(view.texts(values.owners), 'who owns the group', view, ownership(id, 'group')),
      changedRule(id, resource, view),
    ]);
  },
};

const templates = once(
  () => new Map([...builtInDirectoryRoles].map(([id, { name }]) => [name.toLowerCase(), id])),
);
/** Template id of a role of the directory that goes by its name. */
const directoryRoleId = (role: string): string => {
  const lower = role.toLowerCase().replace(/^\//, '');
  return templates().get(lower) ?? lower;
};

const directoryAssignment =
  (roleField: string, principalField: string, kind: 'assigned' | 'eligible'): PlanType['read'] =>
  (resource, values, view) =>
    given(view.text(values[principalField]), 'who gets the role', (who) =>
      given(view.text(values[roleField]), 'which role it is', (role) => {
        const scope = view.text(values.directory_scope_id ?? values.app_scope_id);
        const id = text(values.id) ?? standIn(resource.address);
        const common = {
          id,
          principalId: objectId(who),
          roleDefinitionId: directoryRoleId(role),
          directoryScopeId: scope.is === 'known' ? scope.text : '/',
        };
        return {
          facts: [
            kind === 'assigned'
              ? recordFact('azure.directory-role-assignment', view.tenant, id, common)
              : recordFact('azure.directory-role-instance', view.tenant, id, {
                  ...common,
                  is: 'eligible',
                  memberType: 'Direct',
                }),
          ],
        };
      }),
    );

const groupInstance =
  (is: 'active' | 'eligible'): PlanType['read'] =>
  (resource, values, view) =>
    given(view.text(values.principal_id), 'who enters the group', (who) =>
      given(view.text(values.group_id), 'which group it is', (id) => {
        const own = text(values.id) ?? standIn(resource.address);
        const start = Date.parse(text(values.start_date) ?? view.plan.madeAt);
        const [, days] = /^P(\d+)D$/.exec(text(values.duration) ?? '') ?? [];
        const end =
          text(values.expiration_date) ??
          (days === undefined ? undefined : isoTime(start + Number(days) * day));
        return {
          facts: [
            recordFact('azure.group-instance', view.tenant, own, {
              id: own,
              is,
              principalId: objectId(who),
              groupId: objectId(id),
              accessId: text(values.assignment_type) === 'owner' ? 'owner' : 'member',
              assignmentType: is === 'active' ? 'Assigned' : null,
              memberType: 'Direct',
              endDateTime: end ?? null,
            }),
          ],
        };
      }),
    );

const delegated: PlanType = {
  gives: 'permissions of an API on behalf of users',
  read: (resource, values, view) =>
    given(view.text(values.service_principal_object_id), 'who gets the permission', (client) => {
      const scopes = view
        .texts(values.claim_values)
        .flatMap((value) => (value.is === 'known' ? [value.text] : []));
      if (scopes.length === 0) return nothing;
      const api = view.text(values.resource_service_principal_object_id);
      const user = view.text(values.user_object_id);
      const id = text(values.id) ?? standIn(resource.address);
      return {
        facts: [
          recordFact('azure.delegated-grant', view.tenant, id, {
            id,
            clientId: objectId(client),
            consentType: user.is === 'known' ? 'Principal' : 'AllPrincipals',
            principalId: user.is === 'known' ? objectId(user.text) : null,
            resourceId: api.is === 'known' ? objectId(api.text) : '*',
            scope: [...scopes].sort().join(' '),
          }),
        ],
      };
    }),
};

/** https://registry.terraform.io/providers/hashicorp/azuread/latest/docs */
export const directoryTypes: Readonly<Record<string, PlanType>> = {
  azuread_application: application,
  azuread_application_registration: { ...application, gives: 'an application' },
  azuread_service_principal: principal,
  azuread_application_owner: {
    gives: 'who owns an application, and so makes secrets for it',
    read: (_, values, view) =>
      given(view.text(values.application_id), 'which application it is', (id) =>
        given(view.text(values.owner_object_id), 'who owns it', (owner) => ({
          facts: [ownership(id, 'application')(owner, view)],
        })),
      ),
  },
  azuread_application_password: credential(
    ['application_id', 'application_object_id'],
    'passwordCredentials',
    'client-secret',
  ),
  azuread_application_certificate: credential(
    ['application_id', 'application_object_id'],
    'keyCredentials',
    'certificate',
  ),
  azuread_service_principal_password: credential(
    ['service_principal_id'],
    'passwordCredentials',
    'client-secret',
  ),
  azuread_service_principal_certificate: credential(
    ['service_principal_id'],
    'keyCredentials',
    'certificate',
  ),
  azuread_application_federated_identity_credential: federated(['application_id', 'application_object_id']),
  azuread_application_flexible_federated_identity_credential: federated(['application_id']),
  azuread_app_role_assignment: {
    gives: 'a permission of an API, Microsoft Graph among them',
    read: (resource, values, view) =>
      given(view.text(values.principal_object_id), 'who gets the permission', (who) =>
        given(view.text(values.app_role_id), 'which permission it is', (role) => {
          const api = view.text(values.resource_object_id);
          const id = text(values.id) ?? standIn(resource.address);
          return {
            facts: [
              recordFact('azure.app-role-assignment', view.tenant, id, {
                id,
                principalId: objectId(who),
                principalType: text(values.principal_type) ?? null,
                resourceId: api.is === 'known' ? objectId(api.text) : '*',
                appRoleId: role.toLowerCase(),
              }),
            ],
          };
        }),
      ),
  },
  azuread_service_principal_delegated_permission_grant: delegated,
  azuread_directory_role_assignment: {
    gives: 'a directory role',
    read: directoryAssignment('role_id', 'principal_object_id', 'assigned'),
  },
  azuread_directory_role_member: {
    gives: 'a directory role',
    read: directoryAssignment('role_object_id', 'member_object_id', 'assigned'),
  },
  azuread_directory_role_eligibility_schedule_request: {
    gives: 'a directory role that must be activated',
    read: directoryAssignment('role_definition_id', 'principal_id', 'eligible'),
  },
  azuread_custom_directory_role: {
    gives: 'what a role of one’s own for the directory holds',
    read: (resource, values, view) => {
      const id = (
        text(values.object_id) ??
        text(values.template_id) ??
        standIn(resource.address)
      ).toLowerCase();
      return {
        facts: [
          recordFact('azure.directory-role-definition', view.tenant, id, {
            id,
            templateId: text(values.template_id) ?? null,
            displayName: text(values.display_name) ?? id,
            isBuiltIn: false,
            isEnabled: values.enabled !== false,
            rolePermissions: blocksOf(values.permissions).map((block) => ({
              allowedResourceActions: view
                .texts(block.allowed_resource_actions)
                .flatMap((action) => (action.is === 'known' ? [action.text] : [])),
            })),
          }),
        ],
      };
    },
  },
  azuread_conditional_access_policy: limit(
    limitType('what must be met to sign in', 'what the Conditional Access policy no longer asks for'),
  ),
  azuread_named_location: limit(
    limitType(
      'a place from which people sign in',
      'who signs in from the named location without being asked for more',
    ),
  ),
  azuread_group_role_management_policy: limit(
    limitType(
      'what must be met to activate a membership',
      'what the activation of the membership no longer asks for',
    ),
  ),
  azuread_group: group,
  azuread_group_without_members: { ...group, gives: 'a group and its owners' },
  azuread_group_member: {
    gives: 'who enters a group',
    read: (_, values, view) =>
      given(view.text(values.group_object_id), 'which group it is', (id) =>
        given(view.text(values.member_object_id), 'who enters the group', (member) => ({
          facts: [membership(id)(member, view)],
        })),
      ),
  },
  azuread_privileged_access_group_assignment_schedule: {
    gives: 'who is in a group or owns it, until an end',
    read: groupInstance('active'),
  },
  azuread_privileged_access_group_eligibility_schedule: {
    gives: 'a membership that must be activated',
    read: groupInstance('eligible'),
  },
};
