import { workflowId } from '../facts/identity-keys.ts';
import type { Fact, GitHubInventory, WorkflowFact } from '../facts/inventory.ts';
import { isOnlyCalled } from '../workflows/calls.ts';
import type { Job } from '../workflows/file.ts';

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

/** What only others call holds nothing of its own: its jobs are among those of its callers. */
export const jobGroupsOf = (inventory: GitHubInventory): readonly JobGroup[] =>
  [...inventory.workflows].flatMap(([repository, files]) =>
    files.flatMap((file) => {
      if (file.workflow !== undefined && isOnlyCalled(file.workflow)) return [];
      const environments = inventory.environments.get(repository) ?? [];
      const jobs = Map.groupBy(file.runs?.jobs ?? [], ({ environment }) => environment);
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
