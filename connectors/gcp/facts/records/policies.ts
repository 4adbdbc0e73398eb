import { z } from 'zod';
import { digits, flag, labels, list, when, words } from './fields.ts';

/** The tree of resources, and what says who may do what in it. */

/** `organizations.search`. https://cloud.google.com/resource-manager/reference/rest/v3/organizations */
export const organizationSchema = z.object({ name: z.string(), displayName: words });

/** `folders.search`. */
export const folderSchema = z.object({ name: z.string(), displayName: words, parent: words });

/** `projects.search`. https://cloud.google.com/resource-manager/reference/rest/v3/projects */
export const projectSchema = z.object({
  projectId: z.string(),
  projectNumber: digits.nullish(),
  displayName: words,
  /** `folders/N`, `organizations/N`. */
  parent: words,
  state: words,
  labels,
});

const condition = z.object({ title: words, description: words, expression: words }).nullish();

/** An allow policy, version 3: `getIamPolicy`, `searchAllIamPolicies`. https://cloud.google.com/iam/docs/reference/rest/v1/Policy */
export const iamPolicySchema = z.object({
  /** Full name: `//cloudresourcemanager.googleapis.com/projects/P`. */
  resource: z.string(),
  assetType: words,
  /** From the resource upward: `projects/N`, `folders/N`, `organizations/N`. */
  ancestors: list,
  bindings: z.array(z.object({ role: z.string(), members: list, condition })).nullish(),
});

/** `roles.list` with `view=FULL`. https://cloud.google.com/iam/docs/reference/rest/v1/organizations.roles */
export const roleSchema = z.object({
  name: z.string(),
  title: words,
  stage: words,
  deleted: flag,
  /** Absent: it is not known what it permits. */
  includedPermissions: list,
});

/** `policies.listPolicies` of IAM v2. https://cloud.google.com/iam/docs/reference/rest/v2/policies */
export const denyPolicySchema = z.object({
  /** `policies/cloudresourcemanager.googleapis.com%2Fprojects%2FP/denypolicies/D`. */
  name: z.string(),
  displayName: words,
  rules: z
    .array(
      z.object({
        denyRule: z
          .object({
            deniedPrincipals: list,
            exceptionPrincipals: list,
            deniedPermissions: list,
            exceptionPermissions: list,
            denialCondition: condition,
          })
          .nullish(),
      }),
    )
    .nullish(),
});

/** `entitlements.list`. https://cloud.google.com/iam/docs/reference/pam/rest/v1/projects.locations.entitlements */
export const entitlementSchema = z.object({
  /** `projects/P/locations/global/entitlements/E`. */
  name: z.string(),
  state: words,
  eligibleUsers: z.array(z.object({ principals: list })).nullish(),
  maxRequestDuration: words,
  /** Whether somebody has to approve. */
  approval: flag,
  /** Whose approval is asked for, of all steps. */
  approvers: list,
  createTime: when,
  privilegedAccess: z
    .object({
      gcpIamAccess: z
        .object({
          resource: words,
          roleBindings: z.array(z.object({ role: z.string(), conditionExpression: words })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** One constraint of an organisation policy as it is set at a resource. https://cloud.google.com/resource-manager/docs/organization-policy/org-policy-constraints */
export const orgPolicySchema = z.object({
  /** `projects/P`, `folders/N`, `organizations/N`. */
  resource: z.string(),
  /** `constraints/iam.disableServiceAccountKeyCreation`. */
  constraint: z.string(),
  /** Of a boolean constraint. Absent: it is another kind. */
  enforced: flag,
});

/** What was asked for by an entitlement. https://cloud.google.com/iam/docs/reference/pam/rest/v1/projects.locations.entitlements.grants */
export const grantSchema = z.object({
  /** `projects/P/locations/global/entitlements/E/grants/G`. */
  name: z.string(),
  requester: words,
  /** `ACTIVE`, `ENDED`, `APPROVAL_AWAITED`… */
  state: words,
  createTime: when,
  requestedDuration: words,
  /** From when until when it was held. */
  accessGrantTime: when,
  accessRemoveTime: when,
  /** Who approved it: absent where nobody had to. */
  approvedBy: list,
  resource: words,
  roleBindings: z.array(z.object({ role: z.string(), conditionExpression: words })).nullish(),
});

/** Beyond these resources principals can do nothing, whatever they are granted. https://cloud.google.com/iam/docs/principal-access-boundary-policies */
export const boundarySchema = z.object({
  /** `organizations/N/locations/global/principalAccessBoundaryPolicies/P`. */
  name: z.string(),
  displayName: words,
  details: z
    .object({
      /** Which permissions it holds for: `1`, `2`… */
      enforcementVersion: words,
      rules: z.array(z.object({ effect: words, resources: list })).nullish(),
    })
    .nullish(),
});

/** To whom a boundary applies, and where an access policy does. https://cloud.google.com/iam/docs/reference/rest/v3/organizations.locations.policyBindings */
export const policyBindingSchema = z.object({
  name: z.string(),
  policy: words,
  policyKind: words,
  target: z
    .object({
      principalSet: words,
      /** Of an access policy: full name. */
      resource: words,
    })
    .nullish(),
  condition,
});

/**
 * Rules that allow or deny, of IAM v3; a policy binding says where they hold.
 * https://cloud.google.com/iam/docs/reference/rest/v3/projects.locations.accessPolicies
 */
export const accessPolicySchema = z.object({
  /** `projects/P/locations/global/accessPolicies/A`; of folders and organisations the same. */
  name: z.string(),
  displayName: words,
  details: z
    .object({
      rules: z
        .array(
          z.object({
            /** `ALLOW`, `DENY`. */
            effect: words,
            principals: list,
            excludedPrincipals: list,
            /** Permissions are written with the full name of their service. */
            operation: z.object({ permissions: list, excludedPermissions: list }).nullish(),
            /** By the full name of the service that they are about. */
            conditions: z.record(z.string(), z.object({ expression: words }).nullish()).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** A value of a tag. https://cloud.google.com/resource-manager/reference/rest/v3/tagValues */
export const tagValueSchema = z.object({
  /** `tagValues/N`. */
  name: z.string(),
  /** `tagKeys/N`. */
  parent: words,
  /** `ORGANISATION/KEY/VALUE`, `PROJECT/KEY/VALUE`. */
  namespacedName: words,
});

/** A tag on a resource, and so on what lies below. https://cloud.google.com/resource-manager/reference/rest/v3/tagBindings */
export const tagBindingSchema = z.object({
  name: z.string(),
  /** Full name of the resource. */
  parent: z.string(),
  /** `tagValues/N`. */
  tagValue: words,
  tagValueNamespacedName: words,
});
