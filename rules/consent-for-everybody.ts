import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const consentForEverybody: Rule = {
  id: 'consent-for-everybody',
  title: 'Consent of one administrator for all users to strong delegated permissions',
  owasp: ['NHI5:2025', 'NHI3:2025'],
  facets: ['excessive', 'exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025', 'NHI3:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `An administrator consented on behalf of all users: whoever signs in to the application gives it permissions that change things,
often without knowing. An attacker who compromises the application acts with the rights of its most privileged user. With domain-wide
delegation of Google Workspace nobody even signs in: the service account acts as any user, the administrators among them.`,
  limits: `- Reported: scopes that read what people keep (mail, files, sites, chats, recordings), change what only administrators may, or send in
  the user's name: each delegated permission of Microsoft Graph is judged. Scopes that read the directory or settings, that reach only
  what was picked or made by the application, and other interfaces' read-only scopes are left out.
- Delegated permissions need a signed-in user, so they are not counted in the application's own blast radius.
- Microsoft's own applications are left out.
- Google Workspace: known where the activities of its administrators were given; no interface lists what holds, so that nothing is
  said of others.`,
  remedy: `Revoke the tenant-wide consent, and grant the scopes that are needed to the users who need them:

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
