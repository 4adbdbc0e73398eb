import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const weakerOwner: Rule = {
  id: 'weaker-owner',
  title: 'Owned by somebody who has less',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'ownership'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `Whoever owns an application may add a credential to it and sign in as it. An owner without any such privilege has it by the ownership,
past every approval and every end that the privilege itself may have, and no list of administrators shows them.`,
  limits: `- Reported: users who control nothing by grants of their own, and own something that does.
- What an owner is only eligible for does not count as theirs.
- The path itself is in the owner's own takeover graph; this is where it is cut.`,
  remedy: `Take the ownership away, and let administrators of applications look after what is privileged:

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
