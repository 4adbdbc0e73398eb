import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const publicGrant: Rule = {
  id: 'public-grant',
  title: 'Privileges granted to everyone (allUsers or allAuthenticatedUsers)',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'exposure'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Anyone who knows the name of the resource can use it, without an account or with a free one. Logs do not show who they are, and
access cannot be revoked for a single user.`,
  limits: `- Permission to invoke a Cloud Run service or function is left out: public endpoints are often intended.
- Public read access can be intended (a website's files): \`medium\`. Write access is \`critical\`.
- Whether an organisation policy blocks the binding is not checked.`,
  remedy: `Grant access to those who need it, remove the public member, and prevent it by organisation policy:

\`\`\`sh
gcloud projects remove-iam-policy-binding PROJECT --member allUsers --role ROLE
gcloud resource-manager org-policies allow iam.allowedPolicyMemberDomains CUSTOMER --organization NUMBER
\`\`\``,
  sources: [
    'https://cloud.google.com/resource-manager/docs/organization-policy/restricting-domains',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('public-grant', 'high', 'critical'),
};
