import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const activationWithoutApproval: Rule = {
  id: 'activation-without-approval',
  title: 'A privilege that is activated without anybody else',
  owasp: ['NHI5:2025'],
  facets: ['standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Activation ends by itself and is on record, but whoever takes the identity over asks and has it at once. Somebody who approves is what
stands between.`,
  limits: `- Entitlements without an approval, those whose approvers the requester is among (itself or by a group), and requests that were approved by who
  made them.
- Roles without control are \`low\`: a short end and a reason can be enough.`,
  remedy: `Name approvers who may not ask for it themselves:

\`\`\`sh
gcloud pam entitlements update ENTITLEMENT --location global --project PROJECT --entitlement-file entitlement.yaml
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/pam-create-entitlements',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('activation-without-approval', 'medium', 'medium'),
};
