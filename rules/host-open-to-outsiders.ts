import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const hostOpenToOutsiders: Rule = {
  id: 'host-open-to-outsiders',
  title: 'A persistent self-hosted runner accepts jobs from outsiders',
  owasp: ['NHI6:2025', 'NHI8:2025'],
  facets: ['exposure'],
  severity: 'high',
  confidence: 'medium',
  controls: controlsOf(['NHI6:2025', 'NHI8:2025'], 'host-open-to-outsiders'),
  needs: ['configuration'],
  about: ['github'],
  why: `A self-hosted runner that is not destroyed after each job keeps what a job leaves behind: a modified tool, a background process,
a token in a file. Where a public repository can send jobs to it, anyone's pull request can leave something for the next
job, which may hold production secrets.`,
  limits: `- Reported for runners that are not ephemeral and that a public repository may use.
- Where the list of runners was not provided: jobs that use a self-hosted runner on pull requests, \`low\` confidence unless the repository
  is known to be public.
- Whether the machine is reset in some other way, and whether runs by outsiders need approval, is not visible: confidence
  \`medium\`.`,
  remedy: `Do not let public repositories use self-hosted runners, and register ephemeral runners that take one job each:

\`\`\`sh
./config.sh --url https://github.com/ORGANISATION --token TOKEN --ephemeral
gh api --method PATCH orgs/ORGANISATION/actions/runner-groups/ID --field allows_public_repositories=false
\`\`\``,
  sources: [
    'https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
    'https://docs.github.com/en/actions/reference/runners/self-hosted-runners',
  ],
  check: exposuresOf('open-host', 'high', 'critical'),
};
