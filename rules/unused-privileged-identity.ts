import type { Rule } from '../src/model/rule.ts';
import { causeOfIdentity } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { idleFor, isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf, listed } from './knowledge/wording.ts';

export const unusedPrivilegedIdentity: Rule = {
  id: 'unused-privileged-identity',
  title: 'Privileged identity that nobody uses',
  owasp: ['NHI1:2025', 'NHI5:2025'],
  facets: ['stale', 'excessive'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025', 'NHI5:2025']),
  needs: ['identity-use', 'grants'],
  needsOfIdentity: ['use'],
  why: `Nobody would miss this identity, and nobody would notice if an attacker began to use it. Removing it reduces risk at almost no
cost.`,
  limits: `- Idle means: not used for \`thresholds.unusedIdentityDays\`, or never used and older than
  \`thresholds.neverUsedIdentityDays\`.
- An identity is called unused only if it was observed for that long; otherwise, and where the observation period or its age is not
  known, it is not reported. Providers
  remember for a limited time (AWS: 400 days for roles).
- Break-glass identities are left out: rare use is their purpose. So are people, the root user, and identities that the
  provider manages itself.
- Where its privileges depend on something that the collected data does not show, confidence is medium.
- A yearly job looks unused for most of the year: look at the owner before deleting.`,
  remedy: `Disable it first, and delete it after a month without complaints. In AWS, a deny-all policy disables a role or user and is
easily reverted:

\`\`\`sh
aws iam put-role-policy --role-name NAME --policy-name nhi-audit-quarantine --policy-document \\
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html',
  ],
  check: (identity, context) => {
    if (!context.privileged || identity.lastUsedAt === undefined) return [];
    if (!isNonHuman(identity) || identity.breakGlass) return [];
    const idle = idleFor(identity, context);
    if (idle === undefined) return [];
    const { radius, estate } = context;
    const scopes = radius.admin.map((scope) => estate.scopes[scope]!.id);
    const ifScopes = radius.adminIf.map(({ scope }) => estate.scopes[scope]!.id);
    const power =
      scopes.length > 0
        ? `control of ${listed(scopes, 3)}`
        : ifScopes.length > 0
          ? `control of ${listed(ifScopes, 3)} under conditions`
          : `a blast radius of ${radius.score} of 100`;
    return [
      {
        title: idle.never
          ? `Never used, observed ${counted(idle.days, 'day')}, with ${power}`
          : `Not used for ${counted(idle.days, 'day')}, with ${power}`,
        confidence: scopes.length === 0 && ifScopes.length > 0 ? 'medium' : 'high',
        evidence: [
          {
            ...identity.source,
            says: idle.never ? 'no use in the observed time' : `last used on ${dayOf(identity.lastUsedAt)}`,
          },
        ],
        path: context.reach.path(context.index),
        cause: causeOfIdentity(identity),
        fix: fixOf(
          'Disable the identity, and delete it after a month without complaints.',
          context.remedies.quarantine(identity),
        ),
      },
    ];
  },
};
