import type { Mechanism } from '../../../src/model/trust.ts';

/**
 * Ways to become another AWS identity or to gain full control, as data. Published collections that name them:
 * https://pathfinding.cloud (Apache-2.0; ids in `catalogue`) and https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/.
 * Each `source` is the AWS page that documents the mechanism itself.
 */
export interface Need {
  /** As AWS writes it. */
  readonly action: string;
  /**
   * What the action is checked against. `target`: the identity that is taken over. Otherwise an ARN pattern with
   * `{partition}` and `{account}`; the holder picks the resource (a new one, or one that fits). `*`: the action knows
   * no resources.
   */
  readonly on: 'target' | '*' | `arn:${string}`;
  /** Other resources of which one does as well. */
  readonly or?: readonly `arn:${string}`[];
  /** ARNs among those of `on` that are not the holder's to pick. */
  readonly but?: RegExp;
}

export interface TechniqueRow {
  /** kebab-case, stable. */
  readonly id: string;
  /** The rest of the sentence "it can …". */
  readonly does: string;
  readonly source: string;
  /** Ids of the same path in the published catalogue. */
  readonly catalogue?: readonly string[];
}

/** What a credential technique needs to be true of its target user. */
export type UserFact =
  | 'room-for-key'
  | 'has-password'
  | 'has-no-password'
  | 'may-have-password'
  | 'has-two-keys';

/** Writes something that proves the target: the holder can then act as it. */
export interface CredentialRow extends TechniqueRow {
  readonly kind: 'credential';
  readonly mechanism: Mechanism;
  readonly target: 'user' | 'role';
  readonly needs: readonly Need[];
  readonly fact?: UserFact;
}

/** Writes the permissions of an identity: whoever holds that identity then has any permission its limits admit. */
export interface PermissionRow extends TechniqueRow {
  readonly kind: 'permission';
  /**
   * Whose permissions. `group`: of the members of the group. `policy`: of everyone the policy is attached to.
   * `membership`: of the user that joins a group which already has more.
   */
  readonly target: 'user' | 'role' | 'group' | 'policy' | 'policy-version' | 'membership';
  readonly action: string;
}

/** Makes an identity of its own with any permission. `principal`: the new identity, whose name the holder picks. */
export interface CreationRow extends TechniqueRow {
  readonly kind: 'creation';
  readonly principal: 'user' | 'role';
  readonly create: string;
  /** One of each list must be allowed on the new identity. */
  readonly oneOf: readonly (readonly string[])[];
}

/** Hands a role to a service and runs code or calls there as the role. `iam:PassRole` on the role is always needed. */
export interface PassRoleRow extends TechniqueRow {
  readonly kind: 'pass-role';
  /** Service principals of which the role must trust one; `iam:PassedToService` is the first of them. */
  readonly services: readonly string[];
  readonly needs: readonly Need[];
  /** Part of the name of an identity provider: the role trusts that, not the service, and is assumed with a token. */
  readonly identityProvider?: string;
  /** The service acts for a new resource, which no trust policy can name. */
  readonly newResource?: true;
  /** The role must be in an instance profile, or the holder must be able to make one. */
  readonly instanceProfile?: boolean;
  /** What the snapshot does not show and the technique rests on. */
  readonly assumes?: string;
  /**
   * What has to be there already, in the words of AWS Config: where one of each is known on which the holder has what it
   * needs, nothing is assumed.
   */
  readonly existing?: readonly string[];
  readonly uses?: ServiceUse;
}

/** A service that makes some calls of its own with a role, and no others: whoever passes the role gains no more than these. */
export interface ServiceUse {
  /** Actions, with wildcards as policies have them. */
  readonly actions: readonly string[];
  /** Through one of them the caller may get at all that the role may do. */
  readonly allThrough?: { readonly action: string; readonly assumes: string };
}

/** Controls what runs as a role already. Real only where such a workload runs. */
export interface WorkloadRow extends TechniqueRow {
  readonly kind: 'workload';
  /** In the words of AWS Config. */
  readonly resourceType: string;
  /** What the snapshot would have to show, with `a` or `an`. */
  readonly workload: string;
  /** Service principals that the role would trust. */
  readonly services: readonly string[];
  readonly identityProvider?: string;
  readonly newResource?: true;
  /** The resource that the needs are checked against, where it is not the workload itself, from the workload's ARN. */
  readonly owner?: { readonly of: RegExp; readonly is: string };
  /** Checked against the workload's ARN where it is known. */
  readonly needs: readonly Need[];
  /** What a known workload still leaves open. */
  readonly assumes?: string;
  /** Whoever changes the workload says as what it runs: any role of the account in an instance profile. */
  readonly anyInstanceProfile?: true;
  readonly uses?: ServiceUse;
}

/** Becomes the SAML provider that a role trusts; the actions are on the provider. */
export interface SamlRow extends TechniqueRow {
  readonly kind: 'saml';
  readonly actions: readonly string[];
}

/**
 * Needs that only the management account of an organisation can use, on accounts that belong to it; and an account that
 * administers the service for the organisation, on all but the management account.
 */
export interface OrganizationRow extends TechniqueRow {
  readonly kind: 'organization';
  /** Service principal by which the service is delegated. */
  readonly service: string;
  /** `members`: not the management account itself. `permission-set-roles`: the roles of IAM Identity Center. */
  readonly reaches: 'members' | 'every-account' | 'accounts-with-permission-sets' | 'permission-set-roles';
  readonly needs: readonly Need[];
  /**
   * What shows that the service works across the organisation: roles that it made. Without them, permission sets are
   * taken to be none, and stack sets are an assumption.
   */
  readonly shownBy?: 'permission-sets' | 'stack-sets';
  readonly assumes?: string;
}

/** A row of the tables. */
export type AwsRow =
  | CredentialRow
  | PermissionRow
  | CreationRow
  | PassRoleRow
  | WorkloadRow
  | SamlRow
  | OrganizationRow;
