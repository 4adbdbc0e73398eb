import type { Credential } from '../src/model/credential.ts';
import type { Rule } from '../src/model/rule.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { credentialEvidence, isLastingSecret } from './knowledge/credentials.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf, daysSince, plain } from './knowledge/wording.ts';

/** While a key is being replaced both have to work; after this many days the old one was forgotten. */
const rotationDays = 7;

export const twoActiveKeys: Rule = {
  id: 'two-active-keys',
  title: 'More than one active secret of the same kind',
  owasp: ['NHI7:2025', 'NHI9:2025'],
  facets: ['secret'],
  severity: 'low',
  confidence: 'medium',
  controls: controlsOf(['NHI7:2025', 'NHI9:2025'], 'two-active-keys'),
  needs: ['credentials'],
  why: `A second key is meant for the days of a rotation. Where two stay active, either a rotation was never finished, or two consumers
share one identity and logs do not show which of them acted.`,
  limits: `- Shared secrets of one kind for one service count together. The newest must be older than ${rotationDays} days, so that a
  rotation under way is not reported; where no age is known, it is reported with low confidence.
- People, the root user, and identities that the provider manages itself are left out.`,
  remedy: `Find out which key is in use, deactivate the other, and delete it after a few days without errors. Where both are in use,
give the second
consumer an identity of its own. In AWS:

\`\`\`sh
aws iam get-access-key-last-used --access-key-id KEY
aws iam update-access-key --user-name NAME --access-key-id KEY --status Inactive
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/9-nhi-reuse/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  ],
  check: (identity, context) => {
    if (identity.credentials.length < 2) return [];
    const secrets = identity.credentials.filter(
      (credential) => isLastingSecret(credential) && credential.binding === 'shared-secret',
    );
    if (secrets.length < 2 || !isNonHuman(identity)) return [];
    const kinds = Map.groupBy(secrets, ({ kind, service }) =>
      service === undefined ? kind : `${kind} for ${service}`,
    );
    return [...kinds].flatMap(([kind, keys]) => {
      if (keys.length < 2) return [];
      const ages = keys.flatMap(({ createdAt }) =>
        createdAt === undefined ? [] : [daysSince(createdAt, context.now)],
      );
      if (ages.some((age) => age <= rotationDays)) return [];
      const oldest = oldestOf(keys);
      return [
        {
          key: kind,
          title: `${counted(keys.length, 'active secret')} of the kind ${plain(kind)}`,
          confidence: ages.length === keys.length ? ('medium' as const) : ('low' as const),
          evidence: keys.map((key) =>
            credentialEvidence(
              identity,
              key,
              `is active${key.createdAt === undefined ? '' : `, made on ${dayOf(key.createdAt)}`}`,
            ),
          ),
          cause: causeOfCredential(identity, oldest),
          fix: fixOf(
            'Deactivate the key that is not in use, most often the older one.',
            oldest && context.remedies.deactivate(identity, oldest),
          ),
        },
      ];
    });
  },
};

const oldestOf = (keys: readonly Credential[]): Credential | undefined =>
  [...keys].sort((a, b) =>
    (a.createdAt ?? '9') === (b.createdAt ?? '9')
      ? a.id < b.id
        ? -1
        : 1
      : (a.createdAt ?? '9') < (b.createdAt ?? '9')
        ? -1
        : 1,
  )[0];
