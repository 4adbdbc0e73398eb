import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const consentForEverybody: Rule = {
  id: 'consent-for-everybody',
  title: 'Acts with strong rights for every user',
  owasp: ['NHI5:2025', 'NHI3:2025'],
  facets: ['excessive', 'exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025', 'NHI3:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `An administrator agreed once for all: whoever signs in to the application lends it rights that change things, whether or not they know.
Whoever takes the application over acts for the most privileged of its users.`,
  limits: `- Reported: scopes that write, send, manage or act as the user. Those that read are left out.
- It needs a user who is signed in: it is no privilege of the application by itself, and no part of its blast radius.
- Applications of the provider are left out.`,
  remedy: `Take the consent for everybody back, and grant the scopes of the task to those who need it:

\`\`\`sh
az rest --method GET --url "https://graph.microsoft.com/v1.0/oauth2PermissionGrants?$filter=consentType eq 'AllPrincipals'"
az rest --method DELETE --url https://graph.microsoft.com/v1.0/oauth2PermissionGrants/GRANT
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
  ],
  check: exposuresOf('consent-for-everybody', 'medium', 'high'),
};
