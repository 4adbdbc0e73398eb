import type { Exposure } from '../../../src/model/exposure.ts';
import type { Step, Workflow } from '../workflows/file.ts';
import { correctedJobs } from './corrected.ts';
import { withInputs } from './corrected-steps.ts';
import { evidence, fixBy, orElse, placeOfStep, plain, type Read } from './support.ts';

/** An action that makes a token of a GitHub App, and which of its inputs make the token less. */
interface Issuer {
  readonly action: RegExp;
  readonly allRepositories: (given: Step['with']) => boolean;
  readonly allPermissions: (given: Step['with']) => boolean;
  /** Inputs that make it less. */
  readonly least: Readonly<Record<string, string>>;
}

const issuers: readonly Issuer[] = [
  {
    // https://github.com/actions/create-github-app-token
    action: /^actions\/create-github-app-token@/i,
    // Without an owner it is for the repository of the workflow alone.
    allRepositories: (given) => given.has('owner') && !given.has('repositories'),
    allPermissions: (given) => ![...given.keys()].some((name) => name.startsWith('permission-')),
    least: { repositories: 'NAME', 'permission-contents': 'read' },
  },
  {
    // https://github.com/tibdex/github-app-token
    action: /^tibdex\/github-app-token@/i,
    allRepositories: (given) => !given.has('repositories'),
    allPermissions: (given) => !given.has('permissions'),
    least: { repositories: '["REPOSITORY"]', permissions: '{"contents": "read"}' },
  },
];

/** Whether an action makes tokens of a GitHub App with its key. */
export const isTokenIssuer = (uses: string): boolean => issuers.some(({ action }) => action.test(uses));

/**
 * Tokens of GitHub Apps that can do all that the App can where it is installed.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app
 */
export const wideAppToken = (record: Read<'github.workflow'>, workflow: Workflow): readonly Exposure[] =>
  workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step): readonly Exposure[] => {
      const issuer = issuers.find(({ action }) => action.test(step.uses ?? ''));
      if (issuer === undefined) return [];
      const repositories = issuer.allRepositories(step.with);
      const permissions = issuer.allPermissions(step.with);
      if (!repositories && !permissions) return [];
      const what = [
        ...(repositories ? ['in all repositories where it is installed'] : []),
        ...(permissions ? ['with all permissions of the installation'] : []),
      ].join(', ');
      return [
        {
          kind: 'token-not-narrowed',
          key: `${job.name} ${placeOfStep(step)}`,
          says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(record.data.repository.full_name)} makes a token of a GitHub App ${what}`,
          severity: repositories && permissions ? 'medium' : 'low',
          evidence: [
            evidence(
              'github.workflow',
              record,
              `${placeOfStep(step)} of job ${plain(job.name)} names ${[...(repositories ? ['no repositories'] : []), ...(permissions ? ['no permissions'] : [])].join(' and ')}`,
              '/text',
            ),
          ],
          fix: fixBy(
            'Name the repositories and permissions that the job needs:',
            ...orElse(
              step.within === undefined
                ? correctedJobs(record.data.text, [job.name], withInputs(step.number, issuer.least))
                : [],
              `with: ${JSON.stringify(issuer.least)}`,
            ),
          ),
        },
      ];
    }),
  );
