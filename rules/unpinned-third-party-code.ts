import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const unpinnedThirdPartyCode: Rule = {
  id: 'unpinned-third-party-code',
  title: 'Third-party code runs with this identity by a name that can be moved',
  owasp: ['NHI3:2025'],
  facets: ['exposure'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI3:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A tag or a branch of somebody else's repository can be moved to other code at any time, by its owner or by whoever takes it
over. What runs then has the job's token, its secrets and the roles that it enters. A commit id cannot be moved.`,
  limits: `- Reported for steps and called pipelines of other owners in jobs that hold privileges: a token that may write, secrets, or a role
  elsewhere. The organisation's own and the platform vendor's are left out.
- What a pinned action itself loads is not looked into.
- Privileged identities are \`high\`.`,
  remedy: `Name the full commit id, with the version as a comment, and let a bot move it by pull request:

\`\`\`sh
# uses: owner/action@<40 hex digits> # v1.2.3
gh api repos/OWNER/ACTION/commits/v1.2.3 --jq .sha
\`\`\`

An organisation can require it: Settings, Actions, "Require actions to be pinned to a full-length commit SHA".`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/',
    'https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions',
  ],
  check: exposuresOf('unpinned-code', 'low', 'high'),
};
