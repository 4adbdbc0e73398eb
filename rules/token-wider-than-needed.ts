import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const tokenWiderThanNeeded: Rule = {
  id: 'token-wider-than-needed',
  title: 'The job token has more permissions than needed',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['github', 'gcp'],
  why: `A job with \`permissions: write-all\` passes all permissions to each action and script that it runs: code, releases, packages,
approval of reviews. An attacker who compromises one of these has them as well. A job without a \`permissions\` block gets the default
of the repository, which is not visible in the file.`,
  limits: `- Reported where the file says \`write-all\`, and where it has no \`permissions\` and the default is write.
- Where the default is not known, only jobs that run third-party code by a tag or branch are reported, \`low\` with confidence \`low\`:
  most defaults are read-only. Reusable workflows have the permissions of their caller and are not reported.
- Whether the steps use their permissions is not judged: scripts are not analysed.
- In Google Cloud: API keys without API restrictions, bound to a service account or not; keys with API restrictions that work from any
  host or app are \`low\`.`,
  remedy: `Set empty permissions at the top of the file, and in each job only those that its steps use. In GitHub Actions:

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
