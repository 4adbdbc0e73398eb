import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const orphanedGrant: Rule = {
  id: 'orphaned-grant',
  title: 'Role assignment to an identity that no longer exists',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI1:2025'], 'orphaned-grant'),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `The identity was deleted and its role assignments were not. Access reviews show a bare id that nobody can explain, so it stays;
if the identity is restored, it has its privileges again.`,
  limits: `- Reported where the list of identities is complete and does not contain the id: an identity of another tenant with delegated
  access (Azure Lighthouse) looks the same.
- Users and groups are left out: their lists are never complete.
- In Google Cloud: members marked \`deleted:\` in a policy (accounts, users, groups, identities of pools). They have no access unless someone undeletes them: \`low\`.`,
  remedy: `Delete assignments to ids that no longer exist:

\`\`\`sh
az role assignment list --all --query "[?principalName==''].id" --output tsv
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
  ],
  check: exposuresOf('orphaned-grant', 'medium', 'high'),
};
