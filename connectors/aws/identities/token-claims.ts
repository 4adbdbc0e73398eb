/**
 * Claims beside subject and audience that STS checks, by issuer; of GitHub, Google, CircleCI and Oracle since January 2026.
 * What they narrow is the issuer's matter: `rules/knowledge/issuers/claims.ts`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 * https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
 */
const claims: readonly RegExp[] = [
  // github.com, one customer's issuer path, GitHub Enterprise Cloud with data residency.
  /^(token\.actions\.(githubusercontent\.com(\/[^:]+)?|[^:]+\.ghe\.com)|github\.com\/enterprises\/[^:]+):(actor|actor_id|enterprise_id|environment|job_workflow_ref|ref|repository|repository_id|repository_owner_id|workflow)$/,
  /^gitlab\.com:(namespace_id|pipeline_source|project_id|ref_protected|runner_environment|user_access_level|user_email|user_id|user_login)$/,
  /^agent\.(buildkite\.com|[^:]+\.buildkite\.(dev|site)):(build_branch|cluster_id|cluster_name|organization_id|organization_slug|pipeline_id|pipeline_slug)$/,
  /^oidc\.circleci\.com\/org\/[^:]+:oidc\.circleci\.com\/project-id$/,
  /^accounts\.google\.com:google\/organization_number$/,
  /^idcs-[^:]+\.identity\.oraclecloud\.com:rpst_id$/,
  /^graph\.facebook\.com:(app_id|id)$/,
  /^www\.amazon\.com:(app_id|user_id)$/,
];

/** @param key lower case */
export const isTokenClaim = (key: string): boolean => claims.some((claim) => claim.test(key));
