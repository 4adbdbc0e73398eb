import type { Rule } from '../src/model/rule.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { credentialEvidence } from './knowledge/credentials.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf, daysSince, plain } from './knowledge/wording.ts';

export const expiredCredentialKept: Rule = {
  id: 'expired-credential-kept',
  title: 'Expired credential that was not removed',
  noun: ['expired credential', 'expired credentials'],
  owasp: ['NHI1:2025', 'NHI7:2025'],
  facets: ['stale', 'secret'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025', 'NHI7:2025'], 'expired-credential-kept'),
  needs: ['credentials'],
  about: ['azure'],
  why: `It no longer gives access, but it shows that nobody maintains the application's credentials. Among expired entries, a credential
that an attacker added is easily overlooked.`,
  limits: `- Only providers that keep listing expired credentials are affected: Entra does.
- Always \`low\`, because it is housekeeping. People, and identities that the provider manages itself are left out.`,
  remedy: `Delete it, and find out whether the application still runs:

\`\`\`sh
az ad app credential delete --id APPLICATION --key-id KEY
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://learn.microsoft.com/entra/identity/monitoring-health/recommendation-remove-unused-credential-from-apps',
  ],
  check: (identity, { now, remedies }) => {
    if (!isNonHuman(identity)) return [];
    return identity.credentials.flatMap((credential) => {
      const { status, expiresAt, id, kind } = credential;
      if (status !== 'expired' || expiresAt === undefined) return [];
      return [
        {
          key: id,
          title: `${plain(kind)} expired ${counted(daysSince(expiresAt, now), 'day')} ago and is still there`,
          evidence: [credentialEvidence(identity, credential, `expired on ${dayOf(expiresAt)}`)],
          cause: causeOfCredential(identity, credential),
          fix: fixOf('Delete the credential.', remedies.deactivate(identity, credential)),
        },
      ];
    });
  },
};
