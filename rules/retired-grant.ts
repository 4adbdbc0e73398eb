import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const retiredGrant: Rule = {
  id: 'retired-grant',
  title: 'A kind of privilege that its provider has ended',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `The provider no longer honours it, so nobody misses it and nobody reviews it. What is left tells that the person had everything once, and
hides whether somebody has given the same again by a role.`,
  limits: `- Classic administrators of Azure, which ended on 31 August 2024: they give nothing by themselves.
- Told at the user whose sign-in name is listed; administrators from outside are not matched.`,
  remedy: `Give a role for what is still needed, then remove what is listed:

\`\`\`sh
az rest --method GET --url "https://management.azure.com/subscriptions/ID/providers/Microsoft.Authorization/classicAdministrators?api-version=2015-07-01"
\`\`\``,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/classic-administrators',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
  ],
  check: exposuresOf('retired-grant', 'low'),
};
