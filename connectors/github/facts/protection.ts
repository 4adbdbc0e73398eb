import type { GitHubRecordData } from './records.ts';

type Environment = GitHubRecordData<'github.environment'>;
type Protection = NonNullable<GitHubRecordData<'github.repository'>['protection']>;

/**
 * Whether somebody else, or a condition, stands before what is protected.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
export const isGuarded = (what: Environment | Protection | null | undefined): boolean => {
  if (what == null) return false;
  if ('repository' in what) return environmentGuard(what) !== undefined;
  return (
    what.restricts_pushes === true ||
    (what.requires_approving_reviews === true && what.required_approving_review_count !== 0) ||
    (what.rules ?? []).some((rule) => rule === 'PULL_REQUEST' || rule === 'UPDATE')
  );
};

interface EnvironmentGuard {
  readonly by: 'reviewers' | 'app' | 'branch';
  /** What must happen, as a clause. */
  readonly clause: string;
}

/** What must happen before a job gets into an environment: all of it. */
export const environmentGuards = (environment: Environment | undefined): readonly EnvironmentGuard[] => {
  if (environment === undefined) return [];
  const { name, reviewers = [], custom_rules: rules = [], deployment_branch_policy: policy } = environment;
  const free =
    policy?.custom_branch_policies === true &&
    (environment.branch_policies ?? []).some((each) => each.name === '*');
  return [
    ...(reviewers.length > 0
      ? [{ by: 'reviewers', clause: `a reviewer of environment ${name} approves` } as const]
      : []),
    ...rules.map((rule) => ({ by: 'app', clause: `${rule} lets it into environment ${name}` }) as const),
    ...(policy == null || free
      ? []
      : [{ by: 'branch', clause: `the branch may deploy to environment ${name}` } as const]),
  ];
};

/** The first thing that must happen; undefined: nothing. */
export const environmentGuard = (environment: Environment | undefined): string | undefined =>
  environmentGuards(environment)[0]?.clause;
