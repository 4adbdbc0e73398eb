import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const permanentDespiteActivation: Rule = {
  id: 'permanent-despite-activation',
  title: 'Permanent control where others activate theirs',
  owasp: ['NHI5:2025'],
  facets: ['standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `The tenant has Privileged Identity Management and uses it: a role is activated for hours, with a reason and perhaps an approval. Whoever
has the same kind of role for good is past all of that, and is the account that an attacker looks for.`,
  limits: `- Reported: people with control of something by an assignment without an end, in a tenant where at least one role or membership is eligible.
- Break-glass accounts are left out, as are roles that only read.
- Applications and managed identities cannot activate anything: what they hold for good is \`standing-administrator\`.
- In Google Cloud: people with control by a role without an end, where at least one entitlement of Privileged Access Manager is there.`,
  remedy: `Make the role eligible, with an end and with what its activation asks for, then take the permanent assignment away:

\`\`\`sh
az role assignment delete --assignee PRINCIPAL --role ROLE --scope SCOPE
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/pam-overview',
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-deployment-plan',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: (identity, context) =>
    identity.breakGlass
      ? []
      : exposuresOf('permanent-despite-activation', 'medium', 'high')(identity, context),
};
