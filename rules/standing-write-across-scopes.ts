import type { Estate } from '../src/model/estate.ts';
import type { Grant } from '../src/model/grant.ts';
import { levelName, levelRank } from '../src/model/level.ts';
import type { Rule, RuleContext } from '../src/model/rule.ts';
import { effectiveDuration } from '../src/model/standing.ts';
import { causeOfGrant } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { grantEvidence } from './knowledge/grants.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, listed, plain } from './knowledge/wording.ts';

const holders = new WeakMap<Estate, ReadonlySet<string>>();

/** Scopes that hold other scopes: an organisation of repositories, a management group of subscriptions. */
const holdingScopes = (estate: Estate): ReadonlySet<string> => {
  const known = holders.get(estate) ?? new Set(estate.scopes.flatMap(({ parent }) => parent ?? []));
  holders.set(estate, known);
  return known;
};

const sensitive: ReadonlySet<string> = new Set(['identity', 'secrets', 'compute']);

/** Privileges of a permanent grant that change something in all of a scope. A condition that nobody can decide may narrow it. */
const wideOf = (grant: Grant, { now, settings }: RuleContext) =>
  effectiveDuration(grant, now, settings.thresholds.longestGrantDays) === 'permanent' &&
  !grant.conditions.some((condition) => condition.class === 'other')
    ? grant.privileges.filter(({ level, breadth }) => level >= levelRank.write && breadth === 1)
    : [];

export const standingWriteAcrossScopes: Rule = {
  id: 'standing-write-across-scopes',
  title: 'Permanent write access to everything in an organisation',
  owasp: ['NHI5:2025'],
  facets: ['standing', 'excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['inventory', 'grants'],
  why: `A grant on an organisation applies to every repository or subscription below it, including those created later. Most automation
works in a few. An attacker who compromises the identity has access to all of them, and the grant never expires.`,
  limits: `- Reported: permanent grants with \`write\` or more on all of a scope that holds others. Over permissions, secrets or
  pipelines the
  finding is \`high\`, with \`control\` \`critical\`.
- For permissions that only label, comment or report it is \`low\`.
- A grant whose extent is not known (the App is limited to selected repositories, and the selection was not provided) is not reported.
  The blast radius counts it in full.
- Which of the scopes below the identity works in is not visible here.
- People and identities that the provider manages itself are left out.`,
  remedy: `Grant it where it is needed, and for as long as the task takes. A GitHub App: select its repositories and narrow the token of
each
run:

\`\`\`sh
gh api --method POST app/installations/ID/access_tokens --input - <<< '{"repositories":["REPOSITORY"],"permissions":{"contents":"write"}}'
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/choosing-permissions-for-a-github-app',
  ],
  check: (identity, context) => {
    if (!isNonHuman(identity)) return [];
    const { estate } = context;
    const holding = holdingScopes(estate);
    return identity.grants.flatMap((grant) => {
      if (!holding.has(grant.scope)) return [];
      const wide = wideOf(grant, context);
      if (wide.length === 0) return [];
      const critical = wide.filter(({ service }) => sensitive.has(estate.services[service]!.sensitivity));
      const told = critical.length > 0 ? critical : wide;
      const level = told.some((privilege) => privilege.level === levelRank.control)
        ? levelRank.control
        : levelRank.write;
      const services = [...new Set(told.map(({ service }) => estate.services[service]!.name))].sort();
      const below = estate.scopes.filter(({ parent }) => parent === grant.scope).length;
      return [
        {
          key: `${grant.scope} ${grant.name}`,
          title: `Standing ${levelName(level)} in ${listed(services)} of all ${counted(below, 'scope')} of ${plain(grant.scope)}`,
          severity: told.every(({ service }) => estate.services[service]!.sensitivity === 'rest')
            ? ('low' as const)
            : critical.length === 0
              ? ('medium' as const)
              : level === levelRank.control
                ? ('critical' as const)
                : ('high' as const),
          evidence: [grantEvidence(grant)],
          cause: causeOfGrant(identity, grant),
          fix: fixOf(
            'Grant it only in the scopes where it is used, and let it expire.',
            context.remedies.replace(identity),
            context.remedies.withdraw(identity, grant),
          ),
        },
      ];
    });
  },
};
