import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const orphanedGrant: Rule = {
  id: 'orphaned-grant',
  title: 'Privileges of an id that stands for nobody',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI1:2025']),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `What had the privileges was deleted, and they were not taken away. Reviews show a bare id that nobody can explain, so it stays; and where
ids could come again, so would the privileges.`,
  limits: `- Reported where the list of identities is whole and does not have it: an identity of another tenant that was given something here by
  delegation looks the same.
- Users and groups are left out: their lists are never whole.
- In Google Cloud: members that policies name as deleted. They hold nothing until somebody undeletes them: \`low\`.`,
  remedy: `Delete what is assigned to ids that stand for nobody:

\`\`\`sh
az role assignment list --all --query "[?principalName==''].id" --output tsv
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
  ],
  check: exposuresOf('orphaned-grant', 'medium', 'high'),
};
