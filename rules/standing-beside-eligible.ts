import type { Grant } from '../src/model/grant.ts';
import { levelRank } from '../src/model/level.ts';
import type { Rule } from '../src/model/rule.ts';
import { effectiveDuration } from '../src/model/standing.ts';
import { causeOfGrant } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { grantEvidence } from './knowledge/grants.ts';
import { fixOf } from './knowledge/remedies.ts';
import { plain } from './knowledge/wording.ts';

/** What two grants have in common that give the same, however they are held. */
const sameAs = ({ scope, name }: Grant): string => JSON.stringify([scope, name]);

export const standingBesideEligible: Rule = {
  id: 'standing-beside-eligible',
  title: 'Permanent role assignment next to an eligible one',
  noun: ['standing grant beside an eligible one', 'standing grants beside eligible ones'],
  owasp: ['NHI5:2025'],
  facets: ['standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['grants'],
  about: ['azure', 'gcp'],
  why: `The role is set up for activation on demand, with a justification, a time limit and perhaps an approval. The same role is also
assigned permanently, so nobody needs to activate it, and a review of eligible roles gives a false picture.`,
  limits: `- Compared: roles of the same name at the same scope, directly or through a group. A wider permanent role is a different
  finding.
- People are included, because eligible roles are theirs.
- Roles that only read settings are left out.`,
  remedy: `Test that the eligible assignment can be activated, then remove the permanent one:

\`\`\`sh
az role assignment delete --assignee PRINCIPAL --role ROLE --scope SCOPE
\`\`\``,
  sources: [
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: (identity, { now, settings, privileged, remedies }) => {
    const eligible = new Map(
      identity.grants
        .filter(({ duration, privileges }) => duration === 'eligible' && privileges.length > 0)
        .map((grant) => [sameAs(grant), grant]),
    );
    if (eligible.size === 0 || identity.breakGlass) return [];
    const standing = identity.grants.filter(
      (grant) =>
        eligible.has(sameAs(grant)) &&
        effectiveDuration(grant, now, settings.thresholds.longestGrantDays) === 'permanent' &&
        grant.privileges.some(({ level }) => level > levelRank.view),
    );
    // One role may be held twice, itself and by a group: all of it has to go.
    return [...Map.groupBy(standing, sameAs)].map(([key, grants]) => {
      const [grant] = grants as [Grant, ...Grant[]];
      const other = eligible.get(key)!;
      return {
        key,
        title: `Has ${plain(grant.name)} in ${plain(grant.scope)} permanently, and is eligible for it as well`,
        severity: privileged ? ('high' as const) : ('medium' as const),
        evidence: [
          ...grants.map(grantEvidence),
          { ...other.source, says: `${plain(other.name)} in ${plain(other.scope)} can be activated` },
        ],
        ...(grants.length === 1 ? { cause: causeOfGrant(identity, grant) } : {}),
        fix: fixOf(
          'Let people activate the eligible role when they need it, then remove the permanent one.',
          ...grants.map((each) => remedies.withdraw(identity, each)),
        ),
      };
    });
  },
};
