import type { FactRef } from '../../src/model/evidence.ts';
import type { Draft } from './draft.ts';
import { workflowId } from './identity-keys.ts';
import type { Fact, GitHubInventory, WorkflowFact } from './inventory.ts';
import { type Right, strongest } from './permissions.ts';
import type { Job } from './workflow-file.ts';

/** Jobs of one workflow file that deploy to one environment, or to none: they get the same from outside. */
export interface JobGroup {
  readonly id: string;
  readonly repository: string;
  readonly file: WorkflowFact;
  readonly jobs: readonly Job[];
  /** Name as written; may be an expression. */
  readonly environment?: string;
  /** Absent: there is none of that name yet, or it was not read. */
  readonly protection?: Fact<'github.environment'>;
  /** Whether a job can ask for an OIDC token. */
  readonly idToken: boolean;
  readonly secrets: readonly string[];
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const tokenRights: Readonly<
  Record<string, { readonly service: string; readonly read: 1 | 2; readonly write: 3 }>
> = {
  actions: { service: 'actions', read: 1, write: 3 },
  checks: { service: 'actions', read: 1, write: 3 },
  contents: { service: 'contents', read: 2, write: 3 },
  deployments: { service: 'environments', read: 1, write: 3 },
  issues: { service: 'pull-requests', read: 1, write: 3 },
  packages: { service: 'packages', read: 2, write: 3 },
  pages: { service: 'contents', read: 1, write: 3 },
  'pull-requests': { service: 'pull-requests', read: 1, write: 3 },
  'security-events': { service: 'security', read: 2, write: 3 },
  statuses: { service: 'actions', read: 1, write: 3 },
};

/** Of a job that asks for nothing the default of the repository counts; where that was not read, the stronger one. */
const permissionsOf = (job: Job, byDefault: string | undefined): ReadonlyMap<string, string> =>
  job.permissions ??
  (byDefault === 'read'
    ? new Map([
        ['contents', 'read'],
        ['packages', 'read'],
      ])
    : new Map(Object.keys(tokenRights).map((scope) => [scope, 'write'])));

const rightsOf = (job: Job, byDefault: string | undefined): readonly Right[] =>
  [...permissionsOf(job, byDefault)].flatMap(([scope, access]): readonly Right[] => {
    const meaning = tokenRights[scope];
    if (meaning === undefined || (access !== 'read' && access !== 'write')) return [];
    return [{ place: 'repository', service: meaning.service, level: meaning[access] }];
  });

export const jobGroupsOf = (inventory: GitHubInventory): readonly JobGroup[] =>
  [...inventory.workflows].flatMap(([repository, files]) =>
    files.flatMap((file) => {
      const environments = inventory.environments.get(repository) ?? [];
      const jobs = Map.groupBy(file.workflow?.jobs ?? [], ({ environment }) => environment);
      return [...jobs].map(([environment, own]): JobGroup => {
        const protection = environments.find(
          ({ data }) => data.name.toLowerCase() === environment?.toLowerCase(),
        );
        return {
          id: workflowId(repository, file.data.path, environment),
          repository,
          file,
          jobs: own,
          ...(environment === undefined ? {} : { environment }),
          ...(protection === undefined ? {} : { protection }),
          idToken: own.some(({ permissions }) => permissions?.get('id-token') === 'write'),
          secrets: [...new Set(own.flatMap(({ secrets }) => secrets))].sort(),
        };
      });
    }),
  );

/** https://docs.github.com/en/actions/concepts/security/github_token */
export const jobDrafts = (inventory: GitHubInventory, groups: readonly JobGroup[]): readonly Draft[] =>
  groups.map((group): Draft => {
    const { repository, file, environment, jobs } = group;
    const source: FactRef = { record: 'github.workflow', id: file.id };
    const byDefault = inventory.defaultToken(repository);
    const rights = strongest([
      ...jobs.flatMap((job) => rightsOf(job, byDefault)),
      ...(group.secrets.length === 0
        ? []
        : [{ place: 'repository', service: 'secrets', level: 2 } satisfies Right]),
    ]);
    const pushes = rights.some(({ service, level }) => service === 'contents' && level >= 3);
    const name = file.data.path.slice(file.data.path.lastIndexOf('/') + 1);
    return {
      id: group.id,
      kind: 'workflow',
      nature: { is: 'machine', reason: 'GitHub Actions runs it' },
      name: environment === undefined ? name : `${name} (${environment})`,
      scope: repository,
      credentials: [
        {
          id: `job token of ${file.data.path}`,
          kind: 'job-token',
          lifetime: 'short-lived',
          binding: 'attested',
          status: 'active',
        },
      ],
      grants:
        rights.length === 0
          ? []
          : [
              {
                scope: repository,
                name: jobs.some(({ permissions }) => permissions === undefined)
                  ? 'default permissions of job tokens'
                  : 'permissions of the job',
                via: 'job token',
                // Ends with the job: no date of its own.
                duration: 'time-bound',
                rights,
                source,
              },
            ],
      holds: pushes
        ? [
            {
              place: repository,
              strength: 'push',
              assumes: ['somebody else starts what it pushed: events of a job token start no workflow'],
            },
          ]
        : [],
      source,
    };
  });
