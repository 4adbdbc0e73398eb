import type { Instead } from '../../src/model/remedy.ts';

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
    says: 'Trust one subject and one audience: StringEquals on <issuer>:sub (one repository and environment) and <issuer>:aud. For a task add DateLessThan on aws:CurrentTime to the statement.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  {
    about: 'trust',
    of: ['assume'],
    says: 'Name the one role that needs it instead of an account, with sts:ExternalId for a third party, and DateLessThan on aws:CurrentTime where it is for a task. The caller narrows its session with a session policy (sts:AssumeRole --policy).',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  },
  {
    about: 'trust',
    of: ['pass-to-service'],
    says: 'Give the service a role of its own that holds only what this workload needs, with aws:SourceArn and aws:SourceAccount as conditions of its trust.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  {
    kinds: ['user'],
    about: 'grant',
    says: 'Give it to a role instead, for the task: an inline policy with the actions and resources of the task and {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, assumed with OIDC or a session of an hour. A user has credentials that do not end.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  },
  {
    about: 'grant',
    says: 'Allow the actions and resources of the task only, with {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, or leave the role as it is and let each session take a part of it with a session policy (sts:AssumeRole --policy).',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  },
];
