import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const recommendedReductionOpen: Rule = {
  id: 'recommended-reduction-open',
  title: 'An IAM recommendation to reduce a role is still open',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `The provider observed for months which permissions of a role are used, and recommends a smaller role or none. Permissions that
were never used in that time only help an attacker.`,
  limits: `- Reported: open recommendations, collected with \`--gcp-recommendations\`. Dismissed ones are left out.
- A permission that is used once a year may not have been observed.`,
  remedy: `Grant the recommended permissions, remove the role, and mark the recommendation as succeeded:

\`\`\`sh
gcloud recommender recommendations mark-succeeded RECOMMENDATION --project PROJECT --location global --recommender google.iam.policy.Recommender --etag ETAG
\`\`\``,
  sources: [
    'https://cloud.google.com/policy-intelligence/docs/role-recommendations-overview',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('less-recommended', 'low', 'medium'),
};
