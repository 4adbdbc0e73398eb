import { numberServices } from '../../../src/identities/numbers.ts';
import type { Sensitivity } from '../../../src/model/scope.ts';

/** What privileges on GitHub can be about. `organization` and `repository`: where it exists. */
interface ServiceRow {
  readonly name: string;
  readonly sensitivity: Sensitivity;
  readonly organization: boolean;
  readonly repository: boolean;
}

const rows: readonly ServiceRow[] = [
  { name: 'actions', sensitivity: 'compute', organization: true, repository: true },
  { name: 'administration', sensitivity: 'identity', organization: true, repository: true },
  { name: 'contents', sensitivity: 'data', organization: false, repository: true },
  { name: 'copilot', sensitivity: 'compute', organization: true, repository: true },
  { name: 'environments', sensitivity: 'compute', organization: false, repository: true },
  { name: 'members', sensitivity: 'identity', organization: true, repository: false },
  { name: 'metadata', sensitivity: 'rest', organization: true, repository: true },
  { name: 'packages', sensitivity: 'data', organization: true, repository: true },
  { name: 'pull-requests', sensitivity: 'rest', organization: false, repository: true },
  { name: 'runners', sensitivity: 'compute', organization: true, repository: false },
  { name: 'secrets', sensitivity: 'secrets', organization: true, repository: true },
  { name: 'security', sensitivity: 'data', organization: true, repository: true },
  { name: 'webhooks', sensitivity: 'rest', organization: true, repository: true },
  { name: 'workflows', sensitivity: 'compute', organization: false, repository: true },
];

export type GitHubService = string;

export const githubServices = numberServices('github', rows);

const indicesWhere = (keep: (row: ServiceRow) => boolean): readonly number[] =>
  rows.flatMap((row, index) => (keep(row) ? [index] : []));

export const organizationServices = indicesWhere(({ organization }) => organization);
export const repositoryServices = indicesWhere(({ repository }) => repository);
