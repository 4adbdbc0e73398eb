import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const grantAtRoot: Rule = {
  id: 'grant-at-root',
  title: 'Privileges at the root of everything',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `What is given at the root holds in every scope that there is, and in each that somebody makes tomorrow. Nobody who looks at a scope
takes it for its own, and administrators of a scope cannot take it away.`,
  limits: `- Identities that are no people. Of people it is what is left when somebody raised their own access and did not lower it again.
- What is given on the topmost management group is another assignment, and looks like any other.
- In Google Cloud: roles on the organisation by which somebody controls something. Roles on folders are not reported here.`,
  remedy: `Assign the role where it is needed, and take the one at the root away:

\`\`\`sh
az role assignment list --scope / --output table
az role assignment delete --assignee PRINCIPAL --role ROLE --scope /
\`\`\`

In Google Cloud:

\`\`\`sh
gcloud projects add-iam-policy-binding PROJECT --member MEMBER --role ROLE
gcloud organizations remove-iam-policy-binding ORGANIZATION --member MEMBER --role ROLE
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/resource-hierarchy-access-control',
    'https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('grant-at-root', 'high', 'critical'),
};
