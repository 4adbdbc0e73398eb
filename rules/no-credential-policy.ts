import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const noCredentialPolicy: Rule = {
  id: 'no-credential-policy',
  title: 'Nothing bounds the secrets that can be made for it',
  owasp: ['NHI7:2025'],
  facets: ['secret'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI7:2025']),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `Whoever owns an application makes secrets for it, for as long as they like. A policy of the tenant bounds that for all applications at
once; without one, each of them is as careful as its least careful owner.`,
  limits: `- Reported at applications of the tenant that control something and have a secret that works.
- Not reported where policies could not be read, and not where any restriction of password credentials is in force.
- In Google Cloud: accounts with a key that works and has no end, in projects where neither making keys is forbidden nor their life is bounded.
  Not reported where no policy of the organisation was read.`,
  remedy: `Bound how long secrets live, or forbid new ones, in the default application management policy; exempt by a policy of its own what cannot
do without yet:

\`\`\`sh
az rest --method PATCH --url https://graph.microsoft.com/v1.0/policies/defaultAppManagementPolicy --body policy.json
\`\`\`

In Google Cloud:

\`\`\`sh
gcloud resource-manager org-policies enable-enforce iam.disableServiceAccountKeyCreation --project PROJECT
\`\`\``,
  sources: [
    'https://cloud.google.com/resource-manager/docs/organization-policy/restricting-service-accounts',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/tutorial-enforce-secret-standards',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/',
  ],
  check: exposuresOf('no-credential-policy', 'low', 'medium'),
};
