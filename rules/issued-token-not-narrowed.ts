import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const issuedTokenNotNarrowed: Rule = {
  id: 'issued-token-not-narrowed',
  title: 'A token is made with all that its app can do',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `An app is installed once for many uses. A token that one job makes of it can do what all of these need together, in every place where
the app is installed, unless the job asks for less. Whoever gets at that token has the reach of the app.`,
  limits: `- Reported for known steps that make such tokens, where they name no places or no permissions: \`medium\` where neither is named, else
  \`low\`. A script that makes a token by itself is not looked into.
- What the app may do at most is part of its installation: an app made for this one job needs no narrowing.`,
  remedy: `Name the repositories and the permissions. In GitHub Actions:

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
