import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const noCredentialPolicy: Rule = {
  id: 'no-credential-policy',
  title: 'No policy limits the secrets of this application',
  owasp: ['NHI7:2025'],
  facets: ['secret'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI7:2025']),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `Owners of an application can create secrets for it with any lifetime. A tenant-wide policy limits that for all applications at
once; without one, it depends on each owner.`,
  limits: `- Reported for applications of the tenant that control something and have an active secret.
- Not reported where policies could not be read, and not where any restriction of password credentials is in force.
- In Google Cloud: service accounts with an active key without expiry, in projects where organisation policy neither forbids creating
  keys nor limits their lifetime. Not reported where organisation policies were not provided.`,
  remedy: `Limit the lifetime of secrets, or forbid new ones, in the default application management policy; exempt applications that
still need secrets by a custom policy:

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
