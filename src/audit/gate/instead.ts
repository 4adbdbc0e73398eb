import type { ChangeClass } from '../../model/gate.ts';
import type { Provider } from '../../model/scope.ts';

/** What a change is about, whatever its class. */
export type About = 'grant' | 'trust' | 'credential' | 'chain' | 'exception' | 'unknown';

/**
 * The task-scoped alternative to a change, by provider, kind of identity and what it is about. The first row that fits is
 * told; a row without a column fits all. Sources: the providers' own pages.
 */
interface Row {
  readonly provider?: Provider;
  readonly kinds?: readonly string[];
  readonly about: About;
  /** Kinds of credentials, or mechanisms of trusts. */
  readonly of?: readonly string[];
  readonly says: string;
  readonly source?: string;
}

const rows: readonly Row[] = [
  {
    provider: 'aws',
    about: 'credential',
    of: ['access-key'],
    says: 'Instead of an access key let the workload assume a role: sts:AssumeRoleWithWebIdentity from the OIDC provider of its pipeline or cluster, with conditions on sub and aud, or IAM Roles Anywhere outside of AWS. A session ends after an hour by itself.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  {
    provider: 'aws',
    about: 'credential',
    of: ['service-specific-credential'],
    says: 'Take short-term keys of the service, which end within 12 hours with the session that made them, or call it with the credentials of a role. If it must be a long-term one, make it with --credential-age-days.',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
  },
  {
    provider: 'aws',
    about: 'credential',
    of: ['console-password'],
    says: 'People sign in through IAM Identity Center with MFA and take a permission set for a session; a program needs no password.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  {
    provider: 'aws',
    about: 'trust',
    of: ['federate'],
    says: 'Trust one subject and one audience: StringEquals on <issuer>:sub (one repository and environment) and <issuer>:aud. For a task add DateLessThan on aws:CurrentTime to the statement.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  {
    provider: 'aws',
    about: 'trust',
    of: ['assume'],
    says: 'Name the one role that needs it instead of an account, with sts:ExternalId for a third party, and DateLessThan on aws:CurrentTime where it is for a task. The caller narrows its session with a session policy (sts:AssumeRole --policy).',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  },
  {
    provider: 'aws',
    about: 'trust',
    of: ['pass-to-service'],
    says: 'Give the service a role of its own that holds only what this workload needs, with aws:SourceArn and aws:SourceAccount as conditions of its trust.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  {
    provider: 'aws',
    kinds: ['user'],
    about: 'grant',
    says: 'Give it to a role instead, for the task: an inline policy with the actions and resources of the task and {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, assumed with OIDC or a session of an hour. A user has credentials that do not end.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  },
  {
    provider: 'aws',
    about: 'grant',
    says: 'Allow the actions and resources of the task only, with {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, or leave the role as it is and let each session take a part of it with a session policy (sts:AssumeRole --policy).',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  },
  {
    provider: 'azure',
    about: 'credential',
    of: ['client-secret', 'password', 'certificate'],
    says: 'Instead of a secret add a federated identity credential (issuer, subject, audience), or use a managed identity: nothing is stored and nothing has to be replaced.',
    source: 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation',
  },
  {
    provider: 'azure',
    about: 'grant',
    says: 'Assign the role at the smallest scope and with an end (roleAssignmentScheduleRequests with expiration afterDateTime); people get it as eligible in Privileged Identity Management.',
    source: 'https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests',
  },
  {
    provider: 'gcp',
    about: 'credential',
    of: ['service-account-key', 'user-managed-key', 'access-key', 'hmac-key'],
    says: 'Instead of a key use workload identity federation, or attach the service account to the workload: tokens end after an hour by themselves.',
    source: 'https://cloud.google.com/iam/docs/workload-identity-federation',
  },
  {
    provider: 'gcp',
    about: 'grant',
    says: 'Bind the role at the smallest resource with a condition (request.time < timestamp("<end of the task>")), or make it an entitlement of Privileged Access Manager with a longest duration.',
    source: 'https://cloud.google.com/iam/docs/configuring-temporary-access',
  },
  {
    provider: 'github',
    about: 'credential',
    says: 'Instead of a stored token or a deploy key let the workflow use its GITHUB_TOKEN with the permissions of the job, or OIDC (id-token: write) towards the cloud; where a token must be, an installation token of a GitHub App for one repository ends after an hour.',
    source: 'https://docs.github.com/actions/reference/security/oidc',
  },
  {
    provider: 'github',
    kinds: ['workflow', 'job'],
    about: 'grant',
    says: 'Give the permission to the one job that needs it (jobs.<id>.permissions), read elsewhere, behind an environment with required reviewers.',
    source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions',
  },
  {
    provider: 'github',
    about: 'grant',
    says: 'Take a GitHub App that is installed on the repositories that need it, with the permissions of the task, and narrow each installation token when it is made (repositories, permissions).',
    source: 'https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app',
  },
  {
    about: 'credential',
    says: 'Let a third party vouch for the workload (OIDC, SPIFFE, a metadata service) instead of storing a secret, or give the credential an end within the policy.',
  },
  {
    about: 'trust',
    says: 'Trust the one party that needs it, under conditions that only it meets, and for the time of the task.',
  },
  {
    about: 'chain',
    says: 'Break the chain: `nhi-audit explain <identity>` shows it step by step, and the change that ends each step.',
  },
  {
    about: 'exception',
    says: 'End what the exception was for. If it must stay, have it reviewed and approved again with a new end.',
  },
  {
    about: 'unknown',
    says: 'Make it known: write the value out or read the missing source, and run the gate again.',
  },
  { about: 'grant', says: 'Give the privileges of the task, on its resources, with an end.' },
];

/** @param of kind of the credential or mechanism of the trust, where the change is about one */
export const insteadOf = (
  change: { readonly class: ChangeClass; readonly about: About; readonly of?: string | undefined },
  provider: Provider | undefined,
  kind: string | undefined,
): string =>
  change.class === 'time-bound-grant'
    ? 'It ends by itself or must be activated: nothing has to be done.'
    : rows.find(
        (row) =>
          row.about === change.about &&
          (row.provider === undefined || row.provider === provider) &&
          (row.kinds === undefined || (kind !== undefined && row.kinds.includes(kind))) &&
          (row.of === undefined || (change.of !== undefined && row.of.includes(change.of))),
      )!.says;
