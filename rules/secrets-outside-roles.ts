import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const secretsOutsideRoles: Rule = {
  id: 'secrets-outside-roles',
  title: 'Access to secrets outside of roles',
  owasp: ['NHI5:2025'],
  facets: ['standing', 'excessive'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `A key vault can decide by access policies of its own instead of roles. They cover the whole vault, never end, cannot be made eligible,
know no conditions, and no review of role assignments shows them; and whoever may write the vault's settings can add one.`,
  limits: `- Reported for machines with an access policy of a vault that does not decide by roles.
- Policies that are left over in a vault that decides by roles do nothing, and are left out.
- Policies for metadata alone (\`list\`) are left out.`,
  remedy: `Assign roles for what the policies give, at the vault or at single secrets, then let the vault decide by roles:

\`\`\`sh
az role assignment create --assignee PRINCIPAL --role "Key Vault Secrets User" --scope VAULT
az keyvault update --name VAULT --enable-rbac-authorization true
\`\`\``,
  sources: [
    'https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy',
    'https://learn.microsoft.com/azure/key-vault/general/rbac-migration',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('secrets-outside-roles', 'low', 'medium'),
};
