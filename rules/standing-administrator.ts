import type { Rule } from '../src/model/rule.ts';
import { causeOfGrant } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { credentialEvidence, isLastingSecret } from './knowledge/credentials.ts';
import { fullServices, grantEvidence, strongestGrants } from './knowledge/grants.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { ownControl } from './knowledge/own-control.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, listed, plain } from './knowledge/wording.ts';

export const standingAdministrator: Rule = {
  id: 'standing-administrator',
  title: 'Standing administrator: permanent full control behind a lasting credential',
  owasp: ['NHI5:2025'],
  facets: ['standing', 'excessive'],
  severity: 'critical',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['grants', 'credentials'],
  why: `The identity has full control of a scope through its own grants, none of them expires, and it has a credential that works until
someone revokes it. Anyone who copies that credential controls the scope, today and in a year, without any further step.`,
  limits: `- People, the root user and identities that the provider manages itself are left out.
- Control through other identities is \`privilege-escalation-path\`; a short-lived credential on the same grant is
  \`standing-privilege-short-lived-credential\`.
- A grant that expires later than \`thresholds.longestGrantDays\` from now counts as permanent.
- A break-glass identity is reported as \`low\`: its privileges are intended, but its credential still needs protection.
- A grant whose duration is not known is reported with low confidence, control under a condition, or behind a
  credential of unknown lifetime, as \`high\` with medium confidence.`,
  remedy: `Grant the actions of the task for as long as it takes, then remove the permanent grant. In AWS:

\`\`\`sh
aws iam put-user-policy --user-name NAME --policy-name task --policy-document file://task.json
aws iam detach-user-policy --user-name NAME --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
\`\`\`

\`task.json\` allows the task's actions only, with
\`"Condition": {"DateLessThan": {"aws:CurrentTime": "2026-01-31T00:00:00Z"}}\`.
Better: replace the user by a role that the workload assumes through workload identity (an instance role, or OIDC).`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  ],
  check: (identity, context) => {
    if (context.standing !== 'standing' && context.standing !== 'unknown') return [];
    if (!isNonHuman(identity)) return [];
    const controls = ownControl(context).filter(({ permanent }) => permanent);
    const strongest = controls[0];
    if (strongest === undefined) return [];
    const proven = strongest.assumes.length === 0;
    const scopes = controls
      .filter(({ assumes }) => (assumes.length === 0) === proven)
      .map(({ scope }) => context.estate.scopes[scope]!.id);
    const secrets = identity.credentials.filter(isLastingSecret);
    const grants = strongestGrants(identity, context);
    const unknown = context.standing === 'unknown';
    const behind =
      secrets.length > 0
        ? `behind ${counted(secrets.length, 'lasting credential')}`
        : 'with a credential of unknown lifetime';
    return [
      {
        title: unknown
          ? `Full control of ${listed(scopes, 3)} for a time that is not known`
          : `Permanent full control of ${listed(scopes, 3)} ${behind}${proven ? '' : ', under a condition'}`,
        severity: identity.breakGlass
          ? 'low'
          : proven && !unknown && secrets.length > 0
            ? 'critical'
            : 'high',
        confidence: unknown ? 'low' : proven && secrets.length > 0 ? 'high' : 'medium',
        evidence: [
          ...(grants.length > 0
            ? grants.map(grantEvidence)
            : [{ ...identity.source, says: `full control of ${listed(scopes, 3)} by its own permissions` }]),
          ...secrets.map((secret) =>
            credentialEvidence(identity, secret, `is ${secret.status} and ${secret.lifetime}`),
          ),
          ...strongest.assumes.map((assumption) => ({
            ...identity.source,
            says: `holds if ${plain(assumption)}`,
          })),
        ],
        path: context.reach.pathToControl(context.index, strongest.scope),
        cause: causeOfGrant(identity, grants[0]),
        fix: fixOf(
          'Allow the actions of the task for as long as it takes, then remove the permanent grant.',
          ...context.remedies.narrow(identity, grants, {
            services: fullServices(grants, context.estate.services),
            until: true,
          }),
        ),
      },
    ];
  },
};
