import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const credentialUsedElsewhere: Rule = {
  id: 'credential-used-elsewhere',
  title: 'A credential is used while its identity is not',
  owasp: ['NHI1:2025'],
  facets: ['stale', 'exposure'],
  severity: 'low',
  confidence: 'medium',
  controls: controlsOf(['NHI1:2025'], 'credential-used-elsewhere'),
  needs: ['credential-use'],
  about: ['azure'],
  why: `The identity does nothing here, and somebody signs in with its credential all the same: in another tenant that has taken the
application in, or somewhere that nobody had in mind. What it may do here is not needed for that, and comes with the credential.`,
  limits: `- Reported: a secret or certificate of an application that was used at least 30 days after its service principal last signed in
  here, or while that never did, where sign-ins of service principals were read in full.
- The two reports of Microsoft Entra are made apart and days late; less than 30 days say nothing.`,
  remedy: `Find out who uses it, give the other place a registration of its own, and take away what the identity has here:

\`\`\`sh
az rest --method GET --url https://graph.microsoft.com/beta/reports/appCredentialSignInActivities
az ad app credential delete --id APPLICATION --key-id KEY
\`\`\``,
  sources: [
    'https://learn.microsoft.com/graph/api/resources/appcredentialsigninactivity',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
  ],
  check: exposuresOf('used-elsewhere', 'low', 'medium'),
};
