import type { BlindSpot } from '../../../src/collection/calls.ts';
import { actionsCalls } from './calls/actions.ts';
import type { GitHubCall } from './calls/call.ts';
import { credentialCalls } from './calls/credentials.ts';
import { enterpriseCalls } from './calls/enterprise.ts';
import { peopleCalls } from './calls/people.ts';
import { repositoryCalls } from './calls/repository.ts';
import { sessionCalls } from './calls/session.ts';

export type { GitHubCall, GitHubPart } from './calls/call.ts';

/**
 * Every API call that this connector can make, and no other: the guard refuses what is not in this table, the
 * permissions are printed from it, `docs/api-calls/github.md` is checked against it. Loads no SDK.
 * Routes: https://docs.github.com/en/enterprise-cloud@latest/rest
 * Permissions: https://docs.github.com/en/enterprise-cloud@latest/rest/authentication/permissions-required-for-github-apps
 */
export const githubCalls: readonly GitHubCall[] = [
  ...sessionCalls,
  ...credentialCalls,
  ...actionsCalls,
  ...peopleCalls,
  ...repositoryCalls,
  ...enterpriseCalls,
];

/**
 * Not in the description of every Enterprise Server that GitHub supports: a 404 there says that there is no such thing.
 * https://github.com/github/rest-api-description (ghes-3.17)
 */
const notOnEveryServer = [
  '/agents/secrets',
  '/codespaces/secrets',
  '/copilot/',
  '/insights/api/',
  '/credential-authorizations',
  '/oidc/customization/properties/repo',
  '/permissions/fork-pr-',
  '/permissions/self-hosted-runners',
  'GET /enterprises/',
];

export const mayLackOnServer = (id: string): boolean => notOnEveryServer.some((part) => id.includes(part));

const byId = new Map(githubCalls.map((each) => [each.id, each]));

export const githubCall = (id: string): GitHubCall | undefined => byId.get(id);

/** What GitHub shows to nobody, or not to everybody: said in every scan, so that it is not taken for "none". */
export const githubBlindSpots: readonly BlindSpot[] = [
  {
    source: 'classic personal access tokens',
    detail:
      'GitHub lists them only where members authorised them for SAML single sign-on (credential-authorizations); the others it shows to nobody',
  },
  {
    source: 'OAuth apps',
    detail:
      'GitHub has no list of the OAuth apps that members authorised; only their tokens in organisations with SAML are seen',
  },
  {
    source: 'private keys of Apps',
    detail:
      'GitHub shows them to nobody but the owner of the App, in its settings; age and number are not known',
  },
  {
    source: 'SSH keys of members',
    detail:
      'ages and last uses are shown only where members authorised them for SAML single sign-on (credential-authorizations)',
  },
];
