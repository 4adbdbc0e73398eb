import type { NamedCall } from '../../../../src/collection/calls.ts';
import type { InputKind } from '../../../../src/model/coverage.ts';

/** One row of the table of calls. */
export interface GitHubCall extends NamedCall<GitHubPart> {
  /** Method and path as GitHub documents them, or `graphql` and the name of the query. */
  readonly id: string;
  /** Permissions of a GitHub App that it needs, each at `read`. Empty: needs none. */
  readonly permissions: readonly string[];
  /** Scope of a classic personal access token that it needs; empty: none. */
  readonly scope: string;
  /** Member of the answer that holds the entries of a list; empty: the answer is the list. Absent: no list. */
  readonly list?: string;
  /** GitHub Enterprise Cloud only: elsewhere a 404 means that there is no such thing. */
  readonly cloudOnly?: true;
}

/**
 * `session`: how the scan gets in. `organization`: for each organisation. `repository`: for its repositories.
 * `enterprise`: only with `--github-enterprise`. `codespaces`: only with `--github-codespaces`.
 */
export type GitHubPart = 'session' | 'organization' | 'repository' | 'enterprise' | 'codespaces';

export const everyHundred = 'A page for each 100.';
export const once = 'Once.';

type Rest = Omit<GitHubCall, 'id' | 'part' | 'permissions' | 'scope' | 'gives'>;

const call =
  (part: GitHubPart) =>
  (
    id: string,
    permissions: readonly string[],
    scope: string,
    gives: readonly InputKind[],
    rest: Rest,
  ): GitHubCall => ({ id, part, permissions, scope, gives, ...rest });

export const session = call('session');
export const org = call('organization');
export const repo = call('repository');
export const enterprise = call('enterprise');
export const codespaces = call('codespaces');

export const orgAdministration = ['organization_administration'];
