import { isComputed, type Values } from './planned-resource.ts';

/**
 * Arguments of resources that may give privileges, by what they are called. Providers of infrastructure use few words for
 * this, whatever the resource is; tables of resource types are sorted by the same names (`scripts/make-resource-types.ts`).
 */

/** Who may do what: a policy document, a role, a member, a permission. */
const giving =
  /^(?:policy|policies|policy_(?:data|document|json|text)|(?:resource|inline|file_system|access|trust|assume_role|key|repository)_polic(?:y|ies)(?:_document)?|\w+_policy_document|access_string|statements?|permissions?|\w+_permissions?|permissions_\w+|roles?|role_(?:names?|ids?|types?|refs?|definition_id|definition_name|entity|key)|(?:base|cluster|custom|admin|org|organization|project|team|default|inherited|predefined|user|account|security)_roles?|inherited_role_names|members?|member_(?:id|ids|name|names|object_id|principal_name)|\w*(?:principals?|principal_(?:ids?|arns?|type|object_id|name|names|set|identifier|email))|subjects|grants?|grantees?|grantee_\w+|(?:object_|\w+_)?owners|\w*administrators?|admins|admin_(?:users?|groups?|members|logins|group_object_ids|privileges)|azuread_admin\w*|acl|\w*predefined_acl|access_control_(?:policy|list)|access_controls?|canned_acl|iam_members?|invokers|authorization_type|function_url_auth_type|access_level|allow_external_principals|allow_unauthenticated_\w+|collaborators?|bypass_(?:actors|\w+_allowances)|allowed_(?:principals|accounts|users|groups|members|policies)|shared_accounts|account_ids_to_share|rbac_\w*role\w*|template_(?:body|url|uri|link|content)|desired_state|authorizations?|privileges?|token_policies|cluster_admin|superuser|super_user|is_admin|admin)$/;

/** As whom something runs. */
const running =
  /^(?!\w*kms)(?:\w*(?:^|_)(?:role_arns?|iam_roles?|service_roles?|execution_roles?|instance_roles?|instance_profile(?:_arn|_name)?|service_accounts?|service_account_(?:email|emails|id|name|names)|identity_ids?|run_as(?:_\w+)?|role_id_arn))$/;

/** What must hold for any of it. */
const conditional = /^(?:conditions?|condition_\w+|attribute_condition|\w+_condition)$/;

export type FieldMeaning = 'gives' | 'runs-as' | 'condition';

const plainName = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();

/** @param name an argument as the provider writes it: `policy_document`, `PolicyDocument` */
export const meaningOfField = (name: string): FieldMeaning | undefined => {
  const plain = plainName(name);
  if (giving.test(plain)) return 'gives';
  if (running.test(plain)) return 'runs-as';
  return conditional.test(plain) ? 'condition' : undefined;
};

/** Of providers that nobody here knows, also what they call parties, bindings and texts that hold any of it. */
const givingAnywhere =
  /^(?:subjects?|access|bound_\w+|capabilities|entitlements?|privilege_\w+|auth_policies|identity_policies)$/;

/** Labels of people and what the provider works out by itself: a change of them changes nobody's privileges. */
export const isAside = (name: string): boolean =>
  /^(?:tags?|tags_all|labels?|annotations?|terraform_labels|effective_labels|metadata_labels|timeouts?|description|id|arn|etag)$/i.test(
    name,
  );

/** Values of such arguments that give nothing: `private` of an access list; also those that ask for credentials (`…_IAM`). */
const harmless: ReadonlySet<string> = new Set([
  'private',
  'bucket-owner-full-control',
  'bucket-owner-read',
  'none',
  'no_access',
]);

export interface PrivilegeField {
  /** `rule[0].policy`. */
  readonly path: string;
  readonly meaning: FieldMeaning;
  readonly value: unknown;
}

const isSet = (value: unknown): boolean => {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (isComputed(value)) return true;
  if (typeof value === 'string') return !harmless.has(value.toLowerCase()) && !/_iam$/i.test(value);
  if (Array.isArray(value)) return value.some(isSet);
  return typeof value !== 'object' || Object.values(value).some(isSet);
};

const deepest = 12;

/**
 * Arguments of a resource that are set and may give privileges; of those inside of each other the outermost.
 * @param of `known`: by the words of providers that are understood; `any`: also by those that others use
 */
export const privilegeFieldsOf = (
  values: Values,
  of: 'known' | 'any' = 'known',
): readonly PrivilegeField[] => {
  const meaningOf = (name: string): FieldMeaning | undefined =>
    meaningOfField(name) ?? (of === 'any' && givingAnywhere.test(plainName(name)) ? 'gives' : undefined);
  const found: PrivilegeField[] = [];
  const walk = (value: unknown, path: string, depth: number): void => {
    if (depth > deepest || typeof value !== 'object' || value === null || isComputed(value)) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        walk(item, `${path}[${index}]`, depth + 1);
      });
      return;
    }
    // What may be done with what belongs together: `verbs` says little without `resources`.
    if (of === 'any' && Object.hasOwn(value, 'verbs')) {
      found.push({ path, meaning: 'gives', value });
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      if (depth === 0 && isAside(name)) continue;
      // Which identity the provider makes for the resource itself is worked out by it, and nobody writes it.
      if (/(?:^|\.)identity\[\d+\]$/.test(path) && name === 'principal_id') continue;
      const at = path === '' ? name : `${path}.${name}`;
      const meaning = meaningOf(name);
      if (meaning !== undefined && isSet(inner)) found.push({ path: at, meaning, value: inner });
      else walk(inner, at, depth + 1);
    }
  };
  walk(values, '', 0);
  return found;
};
