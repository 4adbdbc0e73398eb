import type { Rule } from '../src/model/rule.ts';
import { causeOfIdentity } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { idleFor, isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf } from './knowledge/wording.ts';

export const neverUsedIdentity: Rule = {
  id: 'never-used-identity',
  title: 'Identity that was never used',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025']),
  needs: ['identity-use'],
  needsOfIdentity: ['use'],
  why: `It was created and never used: an experiment, a leftover of a template, a service that never went live. It is one more attack
path that nobody watches.`,
  limits: `- Reported when it is older than \`thresholds.neverUsedIdentityDays\` and was observed for as long; where its age or the
  observed time is not known, it is not reported.
- Privileged identities are \`unused-privileged-identity\` instead. Identities that were used once and then no more are not
  reported here.
- Break-glass identities, people, the root user, and identities that the provider manages itself are left out.`,
  remedy: `Delete it (in the template that creates it, if there is one). In AWS, disable it first:

\`\`\`sh
aws iam put-role-policy --role-name NAME --policy-name nhi-audit-quarantine --policy-document \\
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html',
  ],
  check: (identity, context) => {
    if (identity.lastUsedAt !== 'never' || context.privileged) return [];
    if (!isNonHuman(identity) || identity.breakGlass) return [];
    const idle = idleFor(identity, context);
    if (idle === undefined || identity.createdAt === undefined) return [];
    return [
      {
        title: `Never used, observed ${counted(idle.days, 'day')}`,
        evidence: [
          {
            ...identity.source,
            says: `created on ${dayOf(identity.createdAt)}, no use in the observed time`,
          },
        ],
        cause: causeOfIdentity(identity),
        fix: fixOf(
          'Disable the identity, and delete it after a month without complaints.',
          context.remedies.quarantine(identity),
        ),
      },
    ];
  },
};
