import type { Credential } from '../src/model/credential.ts';
import type { Confidence, Severity } from '../src/model/finding.ts';
import type { Rule, RuleContext } from '../src/model/rule.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { couldHaveEnd, credentialEvidence, isLastingSecret, isServiceKey } from './knowledge/credentials.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf, daysSince, plain } from './knowledge/wording.ts';

interface Age {
  readonly title: string;
  readonly says: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** What is wrong with a secret's life, the worst first; undefined: nothing. */
const ageOf = (credential: Credential, { now, settings, privileged }: RuleContext): Age | undefined => {
  const { createdAt, expiresAt } = credential;
  const kind = plain(credential.kind);
  const limit = settings.thresholds.secretAgeDays;
  const end = expiresAt === undefined ? 'has no expiry' : `expires on ${dayOf(expiresAt)}`;
  const age = createdAt === undefined ? undefined : daysSince(createdAt, now);
  if (createdAt !== undefined && age !== undefined && age > limit) {
    return {
      title: `${kind} is ${counted(age, 'day')} old`,
      says: `was made on ${dayOf(createdAt)} and ${end}`,
      severity: privileged ? 'high' : 'medium',
      confidence: 'high',
    };
  }
  if (expiresAt !== undefined) {
    const whole = daysSince(createdAt ?? new Date(now).toISOString(), Date.parse(expiresAt));
    if (!(whole > limit)) return undefined;
    return {
      title: `${kind} is valid for ${counted(whole, 'day')}`,
      says: end,
      severity: privileged ? 'medium' : 'low',
      confidence: 'high',
    };
  }
  if (age === undefined) {
    return {
      title: `${kind} of unknown age without expiry`,
      says: `${end}, and nothing says when it was made`,
      severity: privileged ? 'medium' : 'low',
      confidence: 'low',
    };
  }
  if (!privileged) {
    return couldHaveEnd(credential)
      ? {
          title: `${kind} without expiry, although it could have one`,
          says: end,
          severity: 'low',
          confidence: 'high',
        }
      : undefined;
  }
  return {
    title: `${kind} without expiry on a privileged identity`,
    says: end,
    severity: 'medium',
    confidence: 'high',
  };
};

export const longLivedSecret: Rule = {
  id: 'long-lived-secret',
  title: 'Long-lived secret: older than allowed, or without a near expiry',
  noun: ['long-lived secret', 'long-lived secrets'],
  owasp: ['NHI7:2025'],
  facets: ['secret'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI7:2025']),
  needs: ['credentials'],
  why: `The longer a secret lives, the more copies of it exist: configuration files, build systems, backups, laptops of former
employees. A secret without expiry works from all of these until someone revokes it.`,
  limits: `- Reported: a secret older than \`thresholds.secretAgeDays\`; one that is valid for longer than that; one without expiry whose
  age is not known (low confidence); any secret without expiry on a privileged identity; and one whose kind could have an
  expiry (a personal access token, a key of a Google Cloud service account).
- Other young secrets without expiry on identities that are not privileged are not reported: some providers, AWS among them, cannot
  give an access key an expiry.
- Keys for one service are \`service-key-without-expiry\`; passwords are \`interactive-use-of-service-identity\`.
- People, the root user, and identities that the provider manages itself are left out. The tool does not search for copies of the
  secret.`,
  remedy: `Replace the secret by an identity that the platform proves (workload identity): an instance or function role, or OIDC from
the pipeline. Where a secret has to
stay, rotate it: make a second one, change the consumer, deactivate the first. In AWS:

\`\`\`sh
aws iam create-access-key --user-name NAME
aws iam update-access-key --user-name NAME --access-key-id OLD_KEY --status Inactive
aws iam delete-access-key --user-name NAME --access-key-id OLD_KEY
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
  ],
  check: (identity, context) => {
    const secrets = identity.credentials.filter(
      (credential) => isLastingSecret(credential) && !isServiceKey(credential),
    );
    if (secrets.length === 0 || !isNonHuman(identity)) return [];
    return secrets.flatMap((credential) => {
      const age = ageOf(credential, context);
      if (age === undefined) return [];
      return [
        {
          key: credential.id,
          title: age.title,
          severity: age.severity,
          confidence: age.confidence,
          evidence: [credentialEvidence(identity, credential, age.says)],
          cause: causeOfCredential(identity, credential),
          fix: fixOf(
            'Replace the secret by workload identity (a role of the platform, or OIDC); until then rotate it: create a new one and deactivate this one.',
            context.remedies.issue(identity, credential),
            // Last: what uses it goes on with the new one.
            context.remedies.deactivate(identity, credential),
          ),
        },
      ];
    });
  },
};
