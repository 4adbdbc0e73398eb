import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const issuedTokenNotNarrowed: Rule = {
  id: 'issued-token-not-narrowed',
  title: 'An App token is created with all permissions of the App',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `An App is installed once for many uses. A token that a job creates has all permissions of the App in every repository where it
is installed, unless the job asks for less. Anyone who obtains that token has them too.`,
  limits: `- Reported for known actions that create such tokens without naming repositories or permissions: \`medium\` where neither is
  named, otherwise \`low\`. Scripts that create tokens are not analysed.
- The maximum is set by the installation: an App that exists for this one job needs no further limit.`,
  remedy: `Limit the token to the repositories and permissions that the job needs. In GitHub Actions:

\`\`\`sh
# - uses: actions/create-github-app-token@<commit> # v2
#   with:
#     app-id: 1
#     private-key: "\${{ secrets.APP_KEY }}"
#     repositories: web
#     permission-contents: read
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app',
    'https://github.com/actions/create-github-app-token',
  ],
  check: exposuresOf('token-not-narrowed', 'medium'),
};
