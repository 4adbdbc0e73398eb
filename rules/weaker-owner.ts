import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const weakerOwner: Rule = {
  id: 'weaker-owner',
  title: 'Owner of an application with more privileges than their own',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'ownership'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `An owner of an application can add a credential to it and sign in as it. An owner without these privileges gains them through
ownership, bypassing every approval and time limit on the privilege itself, and does not appear in any list of administrators.`,
  limits: `- Reported: users who have no control through grants of their own, and own an application that has.
- Roles that an owner is only eligible for do not count as their own.
- The path itself is also reported for the owner, as an escalation path.`,
  remedy: `Remove the owner, and let application administrators manage privileged applications:

\`\`\`sh
az ad app owner list --id APPLICATION --output table
az ad app owner remove --id APPLICATION --owner-object-id OWNER
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices',
  ],
  check: exposuresOf('weaker-owner', 'medium', 'high'),
};
