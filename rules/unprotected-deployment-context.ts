import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const unprotectedDeploymentContext: Rule = {
  id: 'unprotected-deployment-context',
  title: 'An environment or branch that other systems trust is not protected',
  owasp: ['NHI8:2025', 'NHI6:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI8:2025', 'NHI6:2025'], 'unprotected-deployment-context'),
  needs: ['configuration'],
  about: ['github'],
  why: `A cloud role that trusts "this repository, this environment" or "this branch" is only as well protected as the environment or
branch. Without reviewers or branch protection, anyone with write access to the repository can assume the role.`,
  limits: `- Environments without required reviewers and without a limit on branches, and branches without protection, are reported when
  a trust elsewhere or a secret depends on them.
- Custom protection rules of apps count as protection; what they check is not visible.`,
  remedy: `Require a reviewer and limit the branches of the environment:

\`\`\`sh
gh api --method PUT repos/OWNER/REPOSITORY/environments/production --input - <<< '{"reviewers":[{"type":"Team","id":TEAM}],"prevent_self_review":true,"deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}}'
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/8-environment-isolation/',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments',
  ],
  check: exposuresOf('unprotected-context', 'medium', 'high'),
};
