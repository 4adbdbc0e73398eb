import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const grantAtRoot: Rule = {
  id: 'grant-at-root',
  title: 'Privileges at the root scope or on the whole organisation',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `A role at the root applies to every scope below, including those created later. It is easily missed in the access review of a
single scope, and the administrators of that scope cannot remove it.`,
  limits: `- In Azure also reported for people, as medium at most: a role of theirs at the root is usually elevated access that was not
  removed. In Google Cloud people are left out.
- Roles on the root management group are not reported here.
- In Google Cloud: roles on the organisation that give control of something. Roles on folders are not reported here.`,
  remedy: `Assign the role at the scope where it is needed, then remove the assignment at the root:

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
