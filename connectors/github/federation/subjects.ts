import type { ClaimOffer } from '../../../src/model/federation.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';

/**
 * What GitHub writes into the OIDC tokens of a repository's jobs.
 * https://docs.github.com/en/actions/reference/security/oidc
 */

/** Repositories made from this day on have subjects with numbers, unless their owner runs a server of its own. */
const immutableSince = '2026-07-15T00:00:00.000Z';

export const issuerOf = (server: string | undefined): string => {
  if (server === undefined || server === 'github.com') return 'token.actions.githubusercontent.com';
  if (server.endsWith('.ghe.com')) return `token.actions.${server}`;
  return `${server}/_services/token`;
};

export interface SubjectForm {
  /** `repo:acme/web`, or with numbers `repo:acme@1/web@2`. */
  readonly prefix: string;
  /** Claims that make up the subject, in their order; absent: the default. */
  readonly keys?: readonly string[];
}

export const subjectFormOf = (inventory: GitHubInventory, fullName: string): SubjectForm => {
  const facts = inventory.of('github.oidc-subject');
  const owner = organizationOf(fullName);
  const own = facts.find(({ data }) => data.repository?.full_name === fullName)?.data;
  const organization = facts.find(
    ({ scope, data }) => data.level === 'organization' && scope === owner,
  )?.data;
  const repository = inventory.repositories.get(fullName)?.data;
  const ids = [repository?.owner?.id, repository?.id];
  const immutable =
    own?.use_immutable_subject ??
    organization?.use_immutable_subject ??
    (repository?.created_at ?? '') >= immutableSince;
  const numbered =
    immutable && ids.every((id) => typeof id === 'number')
      ? `repo:${owner}@${ids[0]}/${fullName.slice(owner.length + 1)}@${ids[1]}`
      : `repo:${fullName}`;
  // The template of the organisation holds only where the repository opted in.
  const custom =
    own?.use_default === false ? (own.include_claim_keys ?? organization?.include_claim_keys) : undefined;
  return {
    prefix: own?.sub_claim_prefix ?? numbered,
    ...(custom === undefined || custom.length === 0 ? {} : { keys: custom }),
  };
};

/** Claims besides the subject; values are patterns. */
export type Claims = Readonly<Record<string, string>>;

/**
 * Subjects of one context.
 * @param context `environment:production`, `pull_request`, `ref:refs/heads/*`
 */
export const subjectOf = ({ prefix, keys }: SubjectForm, context: string, claims: Claims): string => {
  if (keys === undefined) return `${prefix}:${context}`;
  return keys
    .map((key) => {
      if (key === 'repo') return prefix;
      if (key === 'context') return context;
      return `${key}:${(claims[key] ?? '*').replaceAll(':', '%3A')}`;
    })
    .join(':');
};

export const offered = (claims: Claims): Readonly<Record<string, ClaimOffer>> =>
  Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim, { like: [value] }]));

/** Claims that every job of a repository has. */
export const claimsOf = (inventory: GitHubInventory, fullName: string): Claims => {
  const repository = inventory.repositories.get(fullName)?.data;
  const owner = organizationOf(fullName);
  return {
    aud: '*',
    repository: fullName,
    repository_owner: owner,
    ...(repository?.id === undefined ? {} : { repository_id: String(repository.id) }),
    ...(typeof repository?.owner?.id === 'number'
      ? { repository_owner_id: String(repository.owner.id) }
      : {}),
    ...(repository?.visibility == null ? {} : { repository_visibility: repository.visibility }),
    actor: '*',
    actor_id: '*',
    workflow: '*',
    event_name: '*',
    run_id: '*',
    runner_environment: '*',
    job_workflow_ref: `${fullName}/.github/workflows/*`,
  };
};
