import type { Exposure } from '../../../src/model/exposure.ts';
import { reviewRuleset } from '../rulesets.ts';
import { isExpression, type Job, type Workflow } from '../workflows/file.ts';
import { evidence, fixBy, listed, plain, quoted, type Read } from './support.ts';

type Environment = Read<'github.environment'>;

/** What a repository's contexts are known to be. */
export interface Contexts {
  readonly repository: string;
  /** By name, lower case: names of environments ignore case. Absent: they were not read. */
  readonly environments?: ReadonlyMap<string, Environment>;
  /** Whether all of them were read: one that is missing then does not exist yet. */
  readonly complete: boolean;
  /** Upper-case names of secrets that lie in an environment, by the environment's lower-case name. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  /** The default branch is known to have no protection. */
  readonly openBranch?: Read<'github.repository'>;
}

/** Why anybody who may push can deploy to it; undefined: somebody or something stands before, or it was not read. */
const opennessOf = ({ data }: Environment): string | undefined => {
  if (data.reviewers === undefined || data.reviewers.length > 0) return undefined;
  if ((data.custom_rules ?? []).length > 0) return undefined;
  const policy = data.deployment_branch_policy;
  if (policy === undefined) return undefined;
  if (policy === null) return 'no required reviewers and no limit on branches';
  if (!policy.custom_branch_policies) return undefined;
  return data.branch_policies?.some(({ name }) => /^\*+(?:\/\*+)?$/.test(name)) === true
    ? 'no required reviewers, and a limit on branches that all of them pass'
    : undefined;
};

/** What hangs on an environment. */
const stakesOf = (jobs: readonly Job[], own: readonly string[]): string => {
  const federating = jobs.filter(({ permissions }) => permissions?.get('id-token') === 'write');
  const named = jobs.flatMap(({ secrets }) => secrets).filter((name) => name !== '*');
  const secrets = [...new Set([...own, ...named])].sort();
  return [
    ...(federating.length === 0
      ? []
      : [`tokens for clouds in ${listed(federating.map(({ name }) => name).sort())}`]),
    ...(secrets.length === 0
      ? jobs.some((job) => job.secrets.includes('*'))
        ? ['all secrets']
        : []
      : [`${secrets.length === 1 ? 'secret' : 'secrets'} ${listed(secrets)}`]),
  ].join(' and ');
};

const protect = (repository: string, environment: string): string =>
  fixBy(
    `Require a reviewer and limit the branches: Settings, Environments, ${plain(environment)}.`,
    `gh api --method PUT ${quoted(`repos/${repository}/environments/${encodeURIComponent(environment)}`)} --input - <<< '{"reviewers":[{"type":"Team","id":TEAM}],"prevent_self_review":true,"deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}}'`,
  );

/**
 * Environments that everybody who may push can deploy to, with secrets or tokens for clouds behind them; and the same for
 * jobs outside of an environment, where the default branch has no protection.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export const unprotectedContexts = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  { repository, environments, complete, secrets, openBranch }: Contexts,
): readonly Exposure[] => {
  const named = Map.groupBy(
    workflow.jobs.filter(({ environment }) => environment !== undefined && !isExpression(environment)),
    ({ environment }) => environment!,
  );
  const found = [...named]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, jobs]): Exposure[] => {
      if (environments === undefined) return [];
      const known = environments.get(name.toLowerCase());
      if (known === undefined && !complete) return [];
      const why =
        known === undefined ? 'no settings: the first run makes it, without protection' : opennessOf(known);
      const stakes = stakesOf(jobs, secrets.get(name.toLowerCase()) ?? []);
      if (why === undefined || stakes === '') return [];
      const uses = evidence(
        'github.workflow',
        record,
        `${jobs.length === 1 ? 'job' : 'jobs'} ${listed(jobs.map((job) => job.name))} run in ${plain(name)}`,
        '/text',
      );
      return [
        {
          kind: 'unprotected-context',
          key: `environment ${name.toLowerCase()}`,
          says: `Environment ${plain(name)} of ${plain(repository)} has ${why}; on it hang ${stakes}`,
          evidence:
            known === undefined ? [uses] : [evidence('github.environment', known, `has ${why}`), uses],
          fix: protect(repository, name),
        },
      ];
    });
  const outside = workflow.jobs.filter(
    ({ environment, permissions, secrets: used }) =>
      environment === undefined && (used.length > 0 || permissions?.get('id-token') === 'write'),
  );
  if (openBranch === undefined || outside.length === 0) return found;
  const branch = openBranch.data.default_branch ?? 'the default branch';
  return [
    ...found,
    {
      kind: 'unprotected-context',
      key: 'branch',
      says: `Branch ${plain(branch)} of ${plain(repository)} has no protection; on it hang ${stakesOf(outside, [])} of ${plain(record.data.path)}`,
      severity: 'low',
      evidence: [
        evidence('github.repository', openBranch, `branch ${plain(branch)} has no protection`, '/protection'),
        evidence(
          'github.workflow',
          record,
          `${listed(outside.map(({ name }) => name))} outside of an environment`,
          '/text',
        ),
      ],
      fix: fixBy(
        'Let a ruleset require a pull request with a review for the branch, and move the jobs to a protected environment.',
        `gh api --method POST ${quoted(`repos/${repository}/rulesets`)} --input - <<< '${reviewRuleset}'`,
      ),
    },
  ];
};
