import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const retiredGrant: Rule = {
  id: 'retired-grant',
  title: 'Grant of a type that the provider has retired',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025'], 'retired-grant'),
  needs: ['configuration'],
  about: ['azure'],
  why: `The provider no longer honours it, so nobody reviews it. It shows that the person once had full access, and makes it easy to
miss that the same access was granted again by a role.`,
  limits: `- Classic administrators of Azure, which were retired on 31 August 2024: they no longer grant access.
- Reported for the user whose sign-in name is listed, guests by their own address; one whom nobody collected is an identity by the
  listed name.`,
  remedy: `Assign a role for what is still needed, then remove the entries listed by:

\`\`\`sh
az rest --method GET --url "https://management.azure.com/subscriptions/ID/providers/Microsoft.Authorization/classicAdministrators?api-version=2015-07-01"
\`\`\``,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/classic-administrators',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
  ],
  check: exposuresOf('retired-grant', 'low'),
};
