import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const tokenWiderThanNeeded: Rule = {
  id: 'token-wider-than-needed',
  title: 'The token of a job may do everything',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['github', 'gcp'],
  why: `A job that asks for everything gives everything to each action and script that it runs: code, releases, packages, the approval of
reviews. Whoever takes over one of these has it as well. A job that asks for nothing in particular leaves that to a setting that
nobody sees in the file.`,
  limits: `- Reported where the file asks for everything by one word, and where it asks for nothing in particular and the default is to write.
- Where the default was not read, only jobs that run code of others by a tag or branch are told, \`low\` with confidence \`low\`: most
  defaults are to read. What only others call has what they have.
- Whether the steps use what they may is not judged: scripts are not looked into.
- Of Google Cloud: API keys that name no interface, bound to a service account or not; those that name some and work from anywhere are \`low\`.`,
  remedy: `Ask for nothing at the top, and in each job for what its steps use. In GitHub Actions:

\`\`\`sh
# permissions: {}
# jobs:
#   release:
#     permissions: { contents: write }
\`\`\``,
  sources: [
    'https://cloud.google.com/docs/authentication/api-keys',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions',
    'https://docs.github.com/en/actions/tutorials/authenticate-with-github_token',
  ],
  // What the default of a token would give makes nobody privileged who was not.
  check: exposuresOf('wide-token', 'medium', 'low'),
};
