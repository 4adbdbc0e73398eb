import type { Rule } from '../src/model/rule.ts';
import { causeOfGrant } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isUsable } from './knowledge/credentials.ts';
import { fullServices, grantEvidence, isGrantInForce, strongestGrants } from './knowledge/grants.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { ownControl } from './knowledge/own-control.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed } from './knowledge/wording.ts';

export const standingPrivilegeShortLivedCredential: Rule = {
  id: 'standing-privilege-short-lived-credential',
  title: 'Standing privilege behind a short-lived credential',
  owasp: ['NHI5:2025'],
  facets: ['standing', 'excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['grants', 'credentials'],
  why: `Sessions of this identity are short, but its permissions are permanent: anyone who may request a session gets all of them at any
time, and again after the session expires. Rotating the credential does not help; the grant itself has to be limited.`,
  limits: `- Reported where the identity's own grants make it privileged: full control of a scope, or a blast radius of at least
  \`thresholds.privilegedBlastRadius\` without any further step. Control through other identities is reported by
  \`privilege-escalation-path\`.
- Where not all credentials are known (they were not read, or the provider shows them to nobody), confidence is medium: one that
  lasts would make it \`standing-administrator\`.
- Session policies that the caller adds when it asks for a session cannot be seen in configuration.
- People, the root user and identities that the provider manages itself are left out. Break-glass identities are
  reported as \`low\`.`,
  remedy: `Keep the identity and limit its permissions. In AWS, either grant the role only what the task needs, or let the permission
expire, or narrow each session:

\`\`\`sh
aws iam put-role-policy --role-name NAME --policy-name task --policy-document file://task.json
aws sts assume-role --role-arn ARN --role-session-name TASK --duration-seconds 900 --policy file://task.json
\`\`\`

\`task.json\` allows the task's actions on the task's resources, with
\`"Condition": {"DateLessThan": {"aws:CurrentTime": "2026-01-31T00:00:00Z"}}\` where it is attached.`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
  ],
  check: (identity, context) => {
    const unseen = context.standing === 'unknown credential on a standing grant';
    if (!unseen && context.standing !== 'short-lived credential on a standing grant') return [];
    if (!context.privileged) return [];
    if (!isNonHuman(identity)) return [];
    const { radius, settings, estate } = context;
    const controls = ownControl(context).filter(({ permanent }) => permanent);
    const byOwnGrants = radius.hops === 0 && radius.score >= settings.thresholds.privilegedBlastRadius;
    const strongest = controls[0];
    if (strongest === undefined && !byOwnGrants) return [];
    const scopes = controls.map(({ scope }) => estate.scopes[scope]!);
    const production = controls.some(
      ({ scope, assumes }) => assumes.length === 0 && estate.scopes[scope]!.environment === 'production',
    );
    const strong = strongestGrants(identity, context);
    const grants =
      strong.length > 0
        ? strong
        : identity.grants.filter((grant) => isGrantInForce(grant, context)).slice(0, 3);
    const power =
      scopes.length > 0
        ? `full control of ${listed(
            scopes.map(({ id }) => id),
            3,
          )}`
        : `${radius.score} of 100 of the estate by its own grants`;
    const credential = unseen
      ? 'whatever its credentials are: not all of them are known'
      : identity.credentials.some(isUsable)
        ? 'though sessions are short'
        : 'though no credential is active';
    return [
      {
        title: `Permanent grant of ${power}, ${credential}`,
        severity: identity.breakGlass ? 'low' : production ? 'high' : 'medium',
        confidence: unseen || (strongest !== undefined && strongest.assumes.length > 0) ? 'medium' : 'high',
        evidence:
          grants.length > 0
            ? grants.map(grantEvidence)
            : [{ ...identity.source, says: `${power} without expiry` }],
        path: strongest === undefined ? [] : context.reach.pathToControl(context.index, strongest.scope),
        cause: causeOfGrant(identity, grants[0]),
        fix: fixOf(
          'Let the grant end with the task, or narrow each session to the task.',
          context.remedies.narrowSession(identity),
          ...context.remedies.narrow(identity, grants, {
            services: fullServices(grants, context.estate.services),
            until: true,
          }),
        ),
      },
    ];
  },
};
