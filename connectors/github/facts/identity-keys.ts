import type { GitHubRecordData } from './records.ts';

/**
 * Ids of GitHub's identities: the path of the REST API that shows them, so that each can be looked up with `gh api`.
 * A workflow is the path of its file; jobs that deploy to an environment are an identity of their own, because the
 * environment decides what they get.
 * https://docs.github.com/en/rest
 */
export const installationId = (organization: string, id: number): string =>
  `orgs/${organization}/installations/${id}`;
export const tokenId = (organization: string, id: number): string =>
  `orgs/${organization}/personal-access-tokens/${id}`;
/** Of a token that waits to be let in. */
export const requestId = (organization: string, id: number): string =>
  `orgs/${organization}/personal-access-token-requests/${id}`;
export const authorizationId = (organization: string, id: number): string =>
  `orgs/${organization}/credential-authorizations/${id}`;
export const deployKeyId = (repository: string, id: number): string => `repos/${repository}/keys/${id}`;
export const userId = (organization: string, login: string): string =>
  `orgs/${organization}/members/${login}`;
export const collaboratorId = (organization: string, login: string): string =>
  `orgs/${organization}/outside_collaborators/${login}`;
export const workflowId = (repository: string, path: string, environment?: string): string =>
  `repos/${repository}/${path}${environment === undefined ? '' : `#environment=${environment}`}`;
/** @param place an organisation, or `owner/name` of a repository */
export const runnerId = (
  place: string,
  { id, inherited, runner_group_id: group }: GitHubRecordData<'github.runner'>,
): string =>
  // The enterprise numbers its runners, the organisation its own: only the group tells them apart.
  `${placePath(place)}/actions/${inherited === true ? `runner-groups/${group}/` : ''}runners/${id}`;
export const webhookId = (place: string, id: number): string => `${placePath(place)}/hooks/${id}`;
/**
 * Actions of an organisation or repository as a whole: what each job has there that asks for nothing, and the secrets
 * that are kept for jobs. No record is one; an identity of this id carries what is reported once there.
 * https://docs.github.com/en/rest/actions
 * @param place an organisation, or `owner/name` of a repository
 */
export const actionsId = (place: string): string => `${placePath(place)}/actions`;
export const agentId = (place: string): string => `${placePath(place)}/copilot`;
export const dependabotId = (organization: string): string => `orgs/${organization}/dependabot`;

const placePath = (place: string): string => `${place.includes('/') ? 'repos' : 'orgs'}/${place}`;
