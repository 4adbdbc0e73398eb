import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const activationWithoutApproval: Rule = {
  id: 'activation-without-approval',
  title: 'A privileged role can be activated without approval',
  owasp: ['NHI5:2025'],
  facets: ['standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Activation is temporary and logged, but without an approver anyone who compromises the identity can activate the role
immediately. An approval by a second person prevents that.`,
  limits: `- Reported: entitlements without an approval step, entitlements whose requester is also an approver (directly or through a
  group), and requests that were approved by the person who made them.
- Roles that do not give control of anything are \`low\`: a short duration and a justification can be enough.`,
  remedy: `Require approval by people who cannot request the entitlement themselves:

\`\`\`sh
gcloud pam entitlements update ENTITLEMENT --location global --project PROJECT --entitlement-file entitlement.yaml
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/pam-create-entitlements',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('activation-without-approval', 'medium', 'medium'),
};
