import { membershipTechnique, type Technique } from '../../../src/model/takeover.ts';

/** Known ways from one place of GitHub to another. Mechanisms and sources are GitHub's own documentation. */
/** Says only that somebody is in a group. */
export const membership: Technique = {
  id: membershipTechnique,
  mechanism: 'control',
  does: 'act there with what it holds',
  source: 'https://docs.github.com/en/get-started/learning-about-github/access-permissions-on-github',
};
export const pushBranch: Technique = {
  id: 'push-branch',
  mechanism: 'write-code',
  does: 'push a branch',
  source:
    'https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization',
};
export const pushProtected: Technique = {
  id: 'push-protected-branch',
  mechanism: 'write-code',
  does: 'push to the protected branch, past what protects it',
  source:
    'https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#granting-bypass-permissions-for-your-branch-or-tag-ruleset',
};
export const writeWorkflow: Technique = {
  id: 'write-workflow',
  mechanism: 'write-code',
  does: 'push a workflow file of its own',
  source: 'https://docs.github.com/en/actions/concepts/workflows-and-actions/workflows',
};
export const changeWhatRuns: Technique = {
  id: 'change-code-a-workflow-runs',
  mechanism: 'write-code',
  does: 'change what the workflow runs',
  source: 'https://docs.github.com/en/actions/reference/security/secure-use',
};
export const administer: Technique = {
  id: 'administer-repository',
  mechanism: 'control',
  does: 'administer it: protections, environments, keys and secrets',
  source:
    'https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization',
};
export const own: Technique = {
  id: 'own-organization',
  mechanism: 'control',
  does: 'administer the organisation',
  source:
    'https://docs.github.com/en/organizations/managing-peoples-access-to-your-organization-with-roles/roles-in-an-organization',
};
export const approve: Technique = {
  id: 'approve-own-deployment',
  mechanism: 'write-code',
  does: 'start the deployment and approve it itself',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments',
};
export const takeJobs: Technique = {
  id: 'read-jobs-of-a-runner',
  mechanism: 'write-code',
  does: 'change and read the jobs that the runner takes',
  source:
    'https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
};
export const stayOnRunner: Technique = {
  id: 'stay-on-a-runner',
  mechanism: 'write-code',
  does: 'run a job on the runner that outlives the job',
  source:
    'https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
};
export const registerRunner: Technique = {
  id: 'register-a-runner',
  mechanism: 'write-code',
  does: 'register a runner of its own that takes the job',
  source: 'https://docs.github.com/en/rest/actions/self-hosted-runners',
};
export const approveRequest: Technique = {
  id: 'approve-a-token',
  mechanism: 'write-permission',
  does: 'approve what the token asks for',
  source: 'https://docs.github.com/en/rest/orgs/personal-access-tokens',
};
export const changeCalled: Technique = {
  id: 'change-called-code',
  mechanism: 'write-code',
  does: 'change the workflow or action that it calls',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations#workflow-calling-syntax',
};
