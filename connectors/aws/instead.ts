import type { Instead } from '../../src/model/remedy.ts';

const conditionsOnTime =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html';

/** Task-scoped alternatives to what a change adds. */
export const awsInstead: readonly Instead[] = [
  {
    about: 'credential',
    of: ['access-key'],
    says: 'Instead of an access key let the workload assume a role: sts:AssumeRoleWithWebIdentity from the OIDC provider of its pipeline or cluster, with conditions on sub and aud, or IAM Roles Anywhere outside of AWS. A session ends after an hour by itself.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  {
    about: 'credential',
    of: ['service-specific-credential'],
    says: 'Take short-term keys of the service, which end within 12 hours with the session that made them, or call it with the credentials of a role. If it must be a long-term one, make it with --credential-age-days.',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
  },
  {
    about: 'credential',
    of: ['console-password'],
    says: 'People sign in through IAM Identity Center with MFA and take a permission set for a session; a program needs no password.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  {
    about: 'trust',
    of: ['federate'],
    usedBy: 'pipeline',
    says: 'Trust one subject and one audience: StringEquals on <issuer>:sub, with one repository and one protected environment (repo:<owner>/<name>:environment:<name>), and on <issuer>:aud, and shorten the sessions (MaxSessionDuration).',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  {
    about: 'trust',
    of: ['federate'],
    usedBy: 'workload',
    says: 'Trust one service account: StringEquals on <issuer>:sub (system:serviceaccount:<namespace>:<name>) and on <issuer>:aud, or an association of EKS Pod Identity, which needs no issuer in the trust.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
  },
  {
    about: 'trust',
    of: ['federate'],
    says: 'Trust one subject and one audience: StringEquals on <issuer>:sub and <issuer>:aud.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  {
    about: 'trust',
    of: ['assume'],
    usedBy: 'person',
    says: 'Let people take a permission set of IAM Identity Center for a session, or grant it for the time of a task, instead of naming them in a trust.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html',
  },
  {
    about: 'trust',
    of: ['assume'],
    says: 'Name the one role that needs it instead of an account, with sts:ExternalId for a third party, and DateLessThan on aws:CurrentTime where it is for a task. The caller narrows its session with a session policy (sts:AssumeRole --policy).',
    source: conditionsOnTime,
  },
  {
    about: 'trust',
    of: ['pass-to-service'],
    says: 'Give the service a role of its own that holds only what this workload needs, with aws:SourceArn and aws:SourceAccount as conditions of its trust.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  {
    about: 'grant',
    usedBy: 'workload',
    says: 'The service takes the role by itself, so narrow the role: the actions that the code calls, on the ARNs of its own resources; bind the trust to the source (aws:SourceArn and aws:SourceAccount, or the one service account of a cluster); and set a permissions boundary.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
  {
    about: 'grant',
    usedBy: 'pipeline',
    says: 'Give the actions and resources of this pipeline only, trust one OIDC subject with its environment (repo:<owner>/<name>:environment:<name>), and keep its sessions short (MaxSessionDuration of an hour, role-duration-seconds of the run).',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  {
    about: 'grant',
    usedBy: 'person',
    says: 'People take it for a session: a permission set of IAM Identity Center that is assigned for the task and taken away after it, with MFA, instead of a grant that stays.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/temporary-elevated-access.html',
  },
  {
    kinds: ['user'],
    about: 'grant',
    says: 'Give it to a role instead, for the task: an inline policy with the actions and resources of the task and {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, assumed with OIDC or a session of an hour. A user has credentials that do not end.',
    source: conditionsOnTime,
  },
  {
    about: 'grant',
    says: 'Allow the actions and resources of the task only, with {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, or leave the role as it is and let each session take a part of it with a session policy (sts:AssumeRole --policy).',
    source: conditionsOnTime,
  },
];
