import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const multiTenantApplication: Rule = {
  id: 'multi-tenant-application',
  title: 'Privileged application that other tenants can use',
  owasp: ['NHI6:2025'],
  facets: ['exposure'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI6:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `An application that is registered for several organisations can be taken in by any of them. Its credentials then work there and here:
what is stolen in one place opens the other, and users from anywhere reach its sign-in.`,
  limits: `- Reported: applications of your own tenant whose sign-in audience is other organisations or personal accounts, and which can change
  something here.
- A product that is sold to others is made so on purpose; it needs no privileges here, and should have a registration of its own.
- Which other tenants have taken it in is not visible here.`,
  remedy: `Let it sign in users of this tenant alone, or move the privileges to a registration of their own:

\`\`\`sh
az ad app update --id APPLICATION --sign-in-audience AzureADMyOrg
\`\`\``,
  sources: [
    'https://learn.microsoft.com/entra/identity-platform/howto-convert-app-to-be-multi-tenant',
    'https://learn.microsoft.com/security/zero-trust/develop/identity-supported-account-types',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
  ],
  check: exposuresOf('multi-tenant-application', 'low', 'medium'),
};
