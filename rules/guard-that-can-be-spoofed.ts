import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const guardThatCanBeSpoofed: Rule = {
  id: 'guard-that-can-be-spoofed',
  title: 'An outsider can satisfy the condition that should keep them out',
  owasp: ['NHI6:2025', 'NHI4:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI6:2025', 'NHI4:2025'], 'guard-that-can-be-spoofed'),
  needs: ['configuration'],
  about: ['github'],
  why: `\`github.actor\` is whoever triggered the last event, not the author of the pull request: a bot can be made to act on a
stranger's pull request, and the condition passes. Branch names and commit authors are chosen by the person who creates them. A
condition on these does not protect the privileges of the job.`,
  limits: `- Reported for triggers that run with the privileges of the target while somebody else wrote the code, where a job or step
  checks nothing else. A second condition that outsiders cannot satisfy clears it.
- \`high\` where the job also checks out the pull request's code, \`low\` where its privileges cannot change anything that others run.
- Conditions inside scripts are not analysed.`,
  remedy: `Check who opened the pull request and which repository it comes from. In GitHub Actions:

\`\`\`sh
# if: github.event.pull_request.user.login == 'dependabot[bot]' && github.event.pull_request.head.repo.full_name == github.repository
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
    'https://docs.github.com/en/code-security/dependabot/working-with-dependabot/automating-dependabot-with-github-actions',
    'https://docs.github.com/en/actions/reference/security/secure-use',
  ],
  check: exposuresOf('spoofable-guard', 'medium', 'high'),
};
