import type { Rule } from '../src/model/rule.ts';
import { effectiveDuration } from '../src/model/standing.ts';
import { causeOfGrant, causeOfTrust } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf, daysSince, plain } from './knowledge/wording.ts';

export const expiredGrant: Rule = {
  id: 'expired-grant',
  title: 'Expired grant or trust that was not removed',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025'], 'expired-grant'),
  needs: ['grants', 'trusts'],
  why: `It gives no access today, but one edited date would restore it, and it clutters every review of the identity.`,
  limits: `- Reported: grants with an expiry in the past, and trusts in principals that were deleted or have expired.
- Always \`low\`, because it is housekeeping. People, the root user, and identities that the provider manages itself are left out.`,
  remedy: `Delete the grant. In AWS:

\`\`\`sh
aws iam delete-role-policy --role-name NAME --policy-name POLICY
\`\`\`

In a trust policy, delete the principal that begins with \`AIDA\` or \`AROA\`: it is what remains of a deleted user or role.`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
  ],
  check: (identity, { now, settings, remedies }) => {
    const grants = identity.grants.filter(
      (grant) =>
        grant.until !== undefined &&
        effectiveDuration(grant, now, settings.thresholds.longestGrantDays) === 'ended',
    );
    const trusts = identity.trusts.filter(
      ({ party, conditions }) =>
        party === 'deleted' || conditions.some((condition) => condition.class === 'expired'),
    );
    if ((grants.length === 0 && trusts.length === 0) || !isNonHuman(identity)) return [];
    return [
      ...grants.map((grant) => ({
        key: `grant ${grant.scope} ${grant.via} ${grant.name}`,
        title: `Grant ended ${counted(daysSince(grant.until ?? '', now), 'day')} ago`,
        evidence: [
          {
            ...grant.source,
            says: `${plain(grant.name)} (${plain(grant.via)}) ended on ${dayOf(grant.until ?? '')}`,
          },
        ],
        cause: causeOfGrant(identity, grant),
        fix: fixOf('Delete the grant.', remedies.withdraw(identity, grant)),
      })),
      ...trusts.map((trust) => ({
        key: `trust ${trust.mechanism} ${trust.principal}`,
        title: trust.party === 'deleted' ? 'Trusts a principal that was deleted' : 'Trust that has ended',
        evidence: [
          {
            ...trust.source,
            says: `${plain(trust.principal)} ${trust.party === 'deleted' ? 'was deleted' : 'was trusted until a date that is past'}`,
          },
        ],
        cause: causeOfTrust(identity, trust),
        fix: fixOf(
          'Take the principal out of the trust.',
          remedies.changeTrust(identity, [trust], 'removed'),
        ),
      })),
    ];
  },
};
