import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const permanentDespiteActivation: Rule = {
  id: 'permanent-despite-activation',
  title: 'Permanent privileged role in a tenant that uses just-in-time activation',
  owasp: ['NHI5:2025'],
  facets: ['standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['azure', 'gcp'],
  why: `The tenant has Privileged Identity Management and uses it: a role is activated for hours, with a reason and perhaps an approval.
A permanent assignment bypasses all of that, and is what an attacker looks for.`,
  limits: `- Reported: people with control of something through an assignment without expiry, in a tenant where at least one role or
  membership is eligible, or that has a licence with Privileged Identity Management. Where active assignments could not be read, none
  is known to be permanent.
- An assignment of Azure or Entra that ends later than the policy of its role lets one last counts as permanent.
- Break-glass accounts and read-only roles are left out.
- Applications and managed identities cannot activate roles: their permanent roles are reported by \`standing-administrator\`.
- In Google Cloud: people with control through a role without expiry, where at least one Privileged Access Manager entitlement exists.`,
  remedy: `Make the role eligible, with a time limit and activation requirements, then remove the permanent assignment:

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
