import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const guardThatCanBeSpoofed: Rule = {
  id: 'guard-that-can-be-spoofed',
  title: 'Outsiders can meet the condition that keeps them out',
  owasp: ['NHI6:2025', 'NHI4:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI6:2025', 'NHI4:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `Who acted last on a proposal is not who wrote it: a bot can be brought to act on the proposal of a stranger, and the condition
holds. Names of branches and authors of commits are chosen by whoever makes them. Behind such a condition the privileges are open.`,
  limits: `- Reported for triggers that run with the privileges of the target while somebody else wrote the code, where the condition of a job or a
  step asks for nothing else. A second condition that outsiders cannot meet ends it.
- \`high\` where the job also takes the proposal's code, \`low\` where what it holds changes nothing that others run.
- Conditions inside of scripts are not read.`,
  remedy: `Ask who opened the proposal, and where it comes from. In GitHub Actions:

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
