import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const unpinnedThirdPartyCode: Rule = {
  id: 'unpinned-third-party-code',
  title: 'Third-party action is not pinned to a commit',
  owasp: ['NHI3:2025'],
  facets: ['exposure'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI3:2025'], 'unpinned-third-party-code'),
  needs: ['configuration'],
  about: ['github'],
  why: `A tag or branch of someone else's repository can be moved to other code at any time, by its owner or by an attacker who
compromises it. That code runs with the job's token, its secrets and the cloud roles it assumes. A commit id cannot be moved.`,
  limits: `- Reported for steps and called pipelines of other owners in jobs that hold privileges: a token that may write, secrets, or a
  role
  elsewhere. Actions of the organisation itself and of GitHub are left out.
- What a pinned action itself downloads is not analysed.
- Privileged identities are \`high\`.`,
  remedy: `Pin the full commit id, with the version as a comment, and let a bot (Dependabot, Renovate) update it by pull request:

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
