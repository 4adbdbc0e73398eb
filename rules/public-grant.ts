import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const publicGrant: Rule = {
  id: 'public-grant',
  title: 'Privileges that everybody has',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'exposure'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Whoever knows the name can use it, without an account or with one that costs nothing. Nobody sees who does, and nobody can take it from
one of them only.`,
  limits: `- What a service gives its callers (to invoke a service or function of Cloud Run) is left out: it is meant to be called.
- Read access for everybody can be on purpose (files of a web site): \`medium\`. What changes something is \`critical\`.
- Whether a constraint keeps such a binding from counting is not checked.`,
  remedy: `Name who needs it, take it from everybody, and keep it from coming back:

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
