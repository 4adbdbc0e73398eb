import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const unfitOwner: Rule = {
  id: 'unfit-owner',
  title: 'Owned by somebody who has left, or by a guest',
  owasp: ['NHI1:2025'],
  facets: ['ownership'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025']),
  needs: ['owners'],
  about: ['azure'],
  why: `An owner can add credentials to what they own, and answers for it. Where every owner has left nobody looks after it; where a guest
owns it, whoever takes over an account in another organisation has it.`,
  limits: `- Reported: machines with privileges whose owners are all switched off, and each guest who owns one.
- Owners that are groups or applications, and owners whose accounts were not read, count as fit.
- An owner with less than what they own is \`weaker-owner\`.`,
  remedy: `Name an owner who works here, and take the other away:

\`\`\`sh
az ad app owner add --id APPLICATION --owner-object-id OWNER
az ad app owner remove --id APPLICATION --owner-object-id FORMER-OWNER
\`\`\``,
  sources: [
    'https://learn.microsoft.com/entra/identity/enterprise-apps/overview-assign-app-owners',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
  ],
  check: exposuresOf('unfit-owner', 'medium', 'high'),
};
