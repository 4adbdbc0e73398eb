import type { Credential } from '../src/model/credential.ts';
import type { Rule, RuleContext } from '../src/model/rule.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { credentialEvidence, isInteractive, isLastingSecret, isUsable } from './knowledge/credentials.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf, daysSince, plain } from './knowledge/wording.ts';

/** Days without use beyond the threshold; undefined: in use, too young, or not known. */
const unusedDays = (
  { lastUsedAt, createdAt }: Credential,
  { now, settings }: RuleContext,
): number | undefined => {
  const since = lastUsedAt === 'never' ? createdAt : lastUsedAt;
  if (since === undefined) return undefined;
  const days = daysSince(since, now);
  return days >= settings.thresholds.unusedCredentialDays ? days : undefined;
};

export const unusedCredential: Rule = {
  id: 'unused-credential',
  title: 'Active credential that nobody uses',
  noun: ['unused credential', 'unused credentials'],
  owasp: ['NHI1:2025', 'NHI7:2025'],
  facets: ['stale', 'secret'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025', 'NHI7:2025'], 'unused-credential'),
  needs: ['credential-use'],
  needsOfIdentity: ['credential-use'],
  why: `The credential still works and nobody needs it. A copy may be left in a file, a build log or on a laptop; revoking it costs
nothing.`,
  limits: `- Not used for \`thresholds.unusedCredentialDays\`, or never used and older than that. Credentials whose last use or age is
  not known are not reported.
- Inactive and expired credentials are not reported; neither are those that the platform issues and rotates.
- A password on a machine's identity is \`interactive-use-of-service-identity\`.
- Break-glass identities, people, the root user, and identities that the provider manages itself are left out.
- AWS records use with a delay of up to several hours, and only the first use within 15 minutes.`,
  remedy: `Deactivate it, wait, then delete it. In AWS:

\`\`\`sh
aws iam update-access-key --user-name NAME --access-key-id KEY --status Inactive
aws iam delete-access-key --user-name NAME --access-key-id KEY
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html',
  ],
  check: (identity, context) => {
    const candidates = identity.credentials.filter(
      (credential) =>
        credential.lastUsedAt !== undefined &&
        (isLastingSecret(credential) ||
          (isInteractive(credential) && isUsable(credential) && identity.nature.is !== 'machine')),
    );
    if (candidates.length === 0 || !isNonHuman(identity) || identity.breakGlass) return [];
    return candidates.flatMap((credential) => {
      const days = unusedDays(credential, context);
      if (days === undefined || credential.lastUsedAt === undefined) return [];
      const never = credential.lastUsedAt === 'never';
      return [
        {
          key: credential.id,
          title: never
            ? `${plain(credential.kind)} never used in ${counted(days, 'day')}`
            : `${plain(credential.kind)} not used for ${counted(days, 'day')}`,
          severity: context.privileged ? ('high' as const) : ('medium' as const),
          confidence: credential.status === 'unknown' ? ('medium' as const) : ('high' as const),
          evidence: [
            credentialEvidence(
              identity,
              credential,
              `is ${credential.status === 'unknown' ? 'perhaps ' : ''}active, ${
                never
                  ? 'and was never used'
                  : `last used on ${dayOf(credential.lastUsedAt)}${
                      credential.lastUsedAtMost === true
                        ? ' at the latest: that is when its identity was, and no report lists it'
                        : ''
                    }`
              }`,
            ),
          ],
          cause: causeOfCredential(identity, credential),
          fix: fixOf(
            'Deactivate the credential, and delete it after a while without errors.',
            context.remedies.deactivate(identity, credential),
          ),
        },
      ];
    });
  },
};
