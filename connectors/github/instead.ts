import type { Instead } from '../../src/model/remedy.ts';

/** Task-scoped alternatives to what a change adds. */
export const githubInstead: readonly Instead[] = [
  {
    about: 'credential',
    says: 'Instead of a stored token or a deploy key let the workflow use its GITHUB_TOKEN with the permissions of the job, or OIDC (id-token: write) towards the cloud; where a token must be, an installation token of a GitHub App for one repository ends after an hour.',
    source: 'https://docs.github.com/actions/reference/security/oidc',
  },
  {
    kinds: ['workflow', 'job'],
    about: 'grant',
    says: 'Give the permission to the one job that needs it (jobs.<id>.permissions), read elsewhere, behind an environment with required reviewers.',
    source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions',
  },
  {
    about: 'grant',
    says: 'Take a GitHub App that is installed on the repositories that need it, with the permissions of the task, and narrow each installation token when it is made (repositories, permissions).',
    source: 'https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app',
  },
];
