import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const recommendedReductionOpen: Rule = {
  id: 'recommended-reduction-open',
  title: 'The provider proposes less, and nobody acted on it',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `The provider saw for months what is used of a role and proposes a smaller one, or none. What was never used in that time is only of use to
somebody who takes the identity over.`,
  limits: `- Proposals that are open, where they were asked for (\`--gcp-recommendations\`). Those that were dismissed are left out.
- What is used once a year was perhaps not seen.`,
  remedy: `Give the permissions that are named, take the role away, and mark the proposal as done:

\`\`\`sh
gcloud recommender recommendations mark-succeeded RECOMMENDATION --project PROJECT --location global --recommender google.iam.policy.Recommender --etag ETAG
\`\`\``,
  sources: [
    'https://cloud.google.com/policy-intelligence/docs/role-recommendations-overview',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('less-recommended', 'low', 'medium'),
};
