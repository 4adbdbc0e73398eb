import type { Indeterminate } from '../../../src/model/gate.ts';
import { isChanged, isComputed, type PlannedResource } from '../../../src/plan/planned-resource.ts';
import { isAside } from '../../../src/plan/privilege-fields.ts';

/**
 * Resources that give or limit privileges of identities and are not evaluated from a plan: a change of one could be
 * anything, and is told as that.
 */
interface Unread {
  /** What nobody can tell. */
  readonly what: string;
  /** `gives`: more of it is more privilege. `limits`: less of it is. `vouches`: by itself it gives nothing, another one may. */
  readonly does: 'gives' | 'limits' | 'vouches';
  /** Only a change of one of these counts. Absent: any. */
  readonly fields?: readonly string[];
}

const permissionSet = 'what the permission set gives in the accounts that it is assigned in';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
const types: Readonly<Record<string, Unread>> = {
  aws_ssoadmin_account_assignment: { what: 'what the assignment of Identity Center gives', does: 'gives' },
  aws_identitystore_group_membership: {
    what: 'what the group of Identity Center gives to whoever enters it',
    does: 'gives',
  },
  aws_cognito_user_in_group: { what: 'which role the group gives to the user who enters it', does: 'gives' },
  aws_ssoadmin_customer_managed_policy_attachment: { what: permissionSet, does: 'gives' },
  aws_ssoadmin_managed_policy_attachment: { what: permissionSet, does: 'gives' },
  aws_ssoadmin_permission_set_inline_policy: { what: permissionSet, does: 'gives' },
  aws_ssoadmin_permissions_boundary_attachment: {
    what: 'what the boundary of the permission set took away',
    does: 'limits',
  },
  aws_organizations_policy: {
    what: 'what the policy of the organisation no longer takes away',
    does: 'limits',
  },
  aws_organizations_policy_attachment: {
    what: 'what the policy of the organisation no longer takes away',
    does: 'limits',
  },
  aws_organizations_account: {
    what: 'which policies of the organisation no longer hold for the account',
    does: 'limits',
    fields: ['parent_id'],
  },
  aws_organizations_organizational_unit: {
    what: 'which policies of the organisation no longer hold for the unit',
    does: 'limits',
    fields: ['parent_id'],
  },
  aws_organizations_organization: {
    what: 'which policies of the organisation no longer hold',
    does: 'limits',
    fields: ['enabled_policy_types', 'feature_set'],
  },
  aws_organizations_delegated_administrator: {
    what: 'what the delegated administrator may do in the organisation',
    does: 'gives',
  },
  aws_eks_access_entry: { what: 'what the access entry gives in the cluster', does: 'gives' },
  aws_eks_access_policy_association: { what: 'what the access policy gives in the cluster', does: 'gives' },
  aws_eks_pod_identity_association: { what: 'which pods become the role', does: 'gives' },
  aws_rolesanywhere_profile: {
    what: 'which holders of certificates become the roles of the profile',
    does: 'gives',
  },
  aws_rolesanywhere_trust_anchor: { what: 'whose certificates become roles', does: 'gives' },
  aws_cognito_identity_pool_roles_attachment: {
    what: 'who becomes the roles of the identity pool',
    does: 'gives',
  },
  aws_iam_saml_provider: { what: 'for whom the identity provider now vouches', does: 'vouches' },
  aws_lakeformation_permissions: { what: 'what the grant of Lake Formation gives', does: 'gives' },
};

const whenText: Readonly<Record<Unread['does'], string>> = {
  gives: 'it comes or changes',
  limits: 'it changes or goes',
  vouches: 'it changes',
};

/** For the documentation. */
export const unreadTypes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(types).map(([type, { does, fields }]) => [
    type,
    `not evaluated: \`indeterminate\` when ${
      fields === undefined
        ? whenText[does]
        : `${fields.map((field) => `\`${field}\``).join(' or ')} changes, or it goes`
    }`,
  ]),
);

const counts = ({ before, after }: PlannedResource, { does, fields }: Unread): boolean =>
  (does === 'limits' || after !== undefined) &&
  (does === 'gives' || before !== undefined) &&
  (before === undefined ||
    after === undefined ||
    (
      fields ?? [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isAside(name))
    ).some(
      (field) => isComputed(after[field]) || JSON.stringify(before[field]) !== JSON.stringify(after[field]),
    ));

/** What of the plan nobody can tell, although it bears on privileges. */
export const unreadChanges = (resources: readonly PlannedResource[]): readonly Indeterminate[] =>
  resources.flatMap((resource): readonly Indeterminate[] => {
    const unread = Object.hasOwn(types, resource.type) ? types[resource.type] : undefined;
    if (unread === undefined || !isChanged(resource) || !counts(resource, unread)) return [];
    return [
      {
        identity: resource.address,
        what: unread.what,
        why: `a plan does not show what ${resource.type} leads to`,
        privileged: true,
        location: resource.location,
      },
    ];
  });
