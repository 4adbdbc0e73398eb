import type { Condition } from '../../../src/model/condition.ts';
import { holdsWithoutClaim, operatorOf, type SubjectWidth, type Width, widthRank } from '../subjects.ts';
import type { Issuer } from './index.ts';

/**
 * What further claims of a token narrow down. Names that everybody can give (a branch, an environment) mean nothing by
 * themselves: they count inside of what another condition names.
 */
interface ClaimMeaning {
  readonly issuers: RegExp;
  readonly claim: RegExp;
  readonly width: Exclude<Width, 'anyone'>;
  /** How narrow the other conditions must be already for this one to count. */
  readonly within?: Width;
  /** Who comes in, after "every". */
  readonly every: string;
  /** Not in all tokens of the issuer. */
  readonly optional?: true;
  /** Whoever it lets in cannot be told by it alone. */
  readonly vague?: true;
  /** Wildcards up to the first slash leave nothing, after it the owner. */
  readonly path?: true;
  readonly source: string;
}

const github =
  /^(token\.actions\.githubusercontent\.com|token\.actions\.[^/]+\.ghe\.com|github\.com\/enterprises\/)/;
const githubPage = 'https://docs.github.com/en/actions/reference/security/oidc';
const gitlab = /^gitlab\.com$/;
const gitlabPage = 'https://docs.gitlab.com/ci/secrets/id_token_authentication/';
const buildkite = /^agent\.(buildkite\.com|[^/]+\.buildkite\.(dev|site))$/;
const buildkitePage = 'https://buildkite.com/docs/agent/cli/reference/oidc';
const anyIssuer = /./;

const meanings: readonly ClaimMeaning[] = [
  {
    issuers: github,
    claim: /^repository(_id)?$/,
    width: 'project',
    every: 'branch, tag and pull request of a repository',
    path: true,
    source: githubPage,
  },
  {
    issuers: github,
    claim: /^repository_owner(_id)?$/,
    width: 'tenant',
    every: 'repository of an organisation',
    source: githubPage,
  },
  {
    issuers: github,
    claim: /^enterprise_id$/,
    width: 'tenant',
    every: 'repository of an enterprise',
    optional: true,
    source: githubPage,
  },
  {
    issuers: github,
    claim: /^(job_workflow_ref|environment|ref|workflow)$/,
    width: 'exact',
    within: 'project',
    every: '',
    optional: true,
    source: githubPage,
  },
  {
    issuers: github,
    claim: /^job_workflow_ref$/,
    width: 'tenant',
    every: 'repository that may call the workflow',
    vague: true,
    path: true,
    source: 'https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows',
  },
  {
    issuers: github,
    claim: /^actor(_id)?$/,
    width: 'tenant',
    every: 'run that one user starts, in any repository,',
    vague: true,
    source: githubPage,
  },
  {
    issuers: gitlab,
    claim: /^project_id$/,
    width: 'project',
    every: 'branch and tag of a project',
    source: gitlabPage,
  },
  {
    issuers: gitlab,
    claim: /^namespace_id$/,
    width: 'tenant',
    every: 'project of a group',
    source: gitlabPage,
  },
  {
    issuers: gitlab,
    claim: /^user_(id|login|email)$/,
    width: 'tenant',
    every: 'pipeline that one user starts, in any project,',
    vague: true,
    source: gitlabPage,
  },
  {
    issuers: gitlab,
    claim: /^ref_protected$/,
    width: 'exact',
    within: 'project',
    every: '',
    source: gitlabPage,
  },
  {
    issuers: buildkite,
    claim: /^(organization_(id|slug)|cluster_id)$/,
    width: 'tenant',
    every: 'pipeline of an organisation',
    optional: true,
    source: buildkitePage,
  },
  {
    issuers: buildkite,
    claim: /^pipeline_id$/,
    width: 'project',
    every: 'build of a pipeline',
    source: buildkitePage,
  },
  {
    issuers: buildkite,
    claim: /^pipeline_slug$/,
    width: 'project',
    within: 'tenant',
    every: 'build of a pipeline',
    source: buildkitePage,
  },
  {
    issuers: buildkite,
    claim: /^build_branch$/,
    width: 'exact',
    within: 'project',
    every: '',
    source: buildkitePage,
  },
  {
    issuers: /^oidc\.circleci\.com\/org\//,
    claim: /^oidc\.circleci\.com\/project-id$/,
    width: 'project',
    every: 'job of a project',
    source: 'https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/',
  },
  {
    issuers: /^accounts\.google\.com$/,
    claim: /^google\/organization_number$/,
    width: 'tenant',
    every: 'service account of an organisation',
    optional: true,
    source: 'https://docs.cloud.google.com/compute/docs/instances/verifying-instance-identity',
  },
  {
    issuers: /\.identity\.oraclecloud\.com$/,
    claim: /^rpst_id$/,
    width: 'exact',
    every: '',
    source: 'https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm',
  },
  {
    issuers: /^(graph\.facebook\.com|www\.amazon\.com)$/,
    claim: /^(user_)?id$/,
    width: 'exact',
    every: '',
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  // What Google makes of the caller of an AWS account.
  {
    issuers: /^aws account \d{12}$/,
    claim: /^(aws_role|role_name)$/,
    width: 'exact',
    every: '',
    source:
      'https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds#mappings-and-conditions',
  },
  // Ways in which a user proved who it is tell no one apart.
  {
    issuers: anyIssuer,
    claim: /^amr$/,
    width: 'exact',
    within: 'exact',
    every: '',
    source: 'https://www.rfc-editor.org/rfc/rfc8176',
  },
];

/**
 * The claim that a condition is on, without the issuer. Undefined: on something else. AWS writes the issuer before the claim;
 * where a provider of tokens is set up for one issuer, as in Google's pools, the claim stands alone.
 */
const claimOf = ({ class: kind, key }: Condition, issuer: Issuer): string | undefined => {
  const [prefix, written] = [`${issuer.name.toLowerCase()}:`, key.toLowerCase()];
  if (written.startsWith(prefix)) return written.slice(prefix.length);
  return kind === 'federated-claim' && !written.includes(':') ? written : undefined;
};

const meaningsOf = (condition: Condition, issuer: Issuer): readonly ClaimMeaning[] => {
  const claim = claimOf(condition, issuer);
  if (claim === undefined) return [];
  return meanings.filter((each) => each.issuers.test(issuer.name.toLowerCase()) && each.claim.test(claim));
};

/** The widest of the values that a claim may have; undefined: they narrow nothing. */
const widthOf = (condition: Condition, meaning: ClaimMeaning): SubjectWidth | undefined => {
  const kind = operatorOf(condition.operator);
  if (kind === 'negated' || kind === 'presence' || condition.values.length === 0) return undefined;
  if (meaning.optional === true && meaning.within !== undefined && holdsWithoutClaim(condition))
    return undefined;
  if (meaning.optional === true && holdsWithoutClaim(condition)) return undefined;
  const { width, every, vague } = meaning;
  const fixed = (value: string): boolean => kind === 'equal' || !/[*?]/.test(value);
  const named: SubjectWidth = {
    width,
    every,
    value: condition.values[0]!,
    known: vague !== true,
  };
  if (condition.values.every(fixed)) return named;
  const ownerNamed = condition.values.every((value) => fixed(value) || /^[^*?/]+\//.test(value));
  if (meaning.path !== true || !ownerNamed) return undefined;
  return width === 'tenant' ? named : { ...named, width: 'tenant', every: 'repository of an organisation' };
};

/**
 * What the claims of a token leave of what the subject lets in; undefined: neither names anybody.
 * @param subject what the conditions on the subject let in
 */
export const narrowedByClaims = (
  conditions: readonly Condition[],
  issuer: Issuer,
  subject: SubjectWidth | undefined,
): SubjectWidth | undefined => {
  const told = conditions.flatMap((condition) =>
    meaningsOf(condition, issuer).flatMap((meaning) => {
      const width = widthOf(condition, meaning);
      return width === undefined ? [] : [{ width, within: meaning.within ?? ('anyone' as const) }];
    }),
  );
  // From those that count anywhere to those that count only inside of something.
  const ordered = told.toSorted((a, b) => widthRank(b.within) - widthRank(a.within));
  return ordered.reduce<SubjectWidth | undefined>((narrowest, { width, within }) => {
    const now: Width = narrowest?.width ?? 'anyone';
    if (widthRank(now) > widthRank(within)) return narrowest;
    return narrowest === undefined || widthRank(width.width) < widthRank(now) ? width : narrowest;
  }, subject);
};

/** Whether it is an expression over claims that nobody can decide: its key is the text of it. */
export const isUndecided = ({ class: kind, operator }: Condition): boolean =>
  kind === 'federated-claim' && operator === 'CEL';

/** Whether a condition is about a claim of the issuer's token that nothing is known of. */
export const isUnknownClaim = (condition: Condition, issuer: Issuer): boolean =>
  isUndecided(condition) ||
  ((condition.class === 'other' || condition.class === 'federated-claim') &&
    claimOf(condition, issuer) !== undefined &&
    !isAudienceClaim(condition, issuer) &&
    meaningsOf(condition, issuer).length === 0);

/** Some issuers name the application that a token is for in a claim of its own. */
export const isAudienceClaim = (condition: Condition, issuer: Issuer): boolean =>
  issuer.tenantClaim === 'either' && claimOf(condition, issuer) === 'app_id';
