import type { Rule } from '../src/model/rule.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { credentialEvidence, isLastingSecret } from './knowledge/credentials.ts';
import { fixOf } from './knowledge/remedies.ts';
import { dayOf, plain } from './knowledge/wording.ts';

export const rootAccessKeys: Rule = {
  id: 'root-access-keys',
  title: 'Active key of the root user',
  owasp: ['NHI5:2025', 'NHI7:2025', 'NHI10:2025'],
  facets: ['standing', 'secret'],
  severity: 'critical',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025', 'NHI7:2025', 'NHI10:2025'], 'root-access-keys'),
  about: ['aws'],
  needs: ['root-keys'],
  why: `The root user may do everything in its account, including closing it, and no policy of the account holds it back (a service control policy of the organisation does, in member accounts). A root access
key has no expiry and needs no second factor.`,
  limits: `- Keys and certificates count, not the root user's password.
- In AWS, root keys are known from the credential report, which does not contain the key id.`,
  remedy: `Find out what uses the key, give it an identity of its own, then sign in as root and delete the key:

\`\`\`sh
aws iam delete-access-key --access-key-id KEY
\`\`\`

In an AWS organisation, member accounts can do without root credentials at all (centralised root access).`,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html',
  ],
  check: (identity, { remedies }) => {
    if (identity.kind !== 'root') return [];
    return identity.credentials.filter(isLastingSecret).map((credential) => ({
      key: credential.id,
      title: `The root user has an active ${plain(credential.kind)}`,
      evidence: [
        credentialEvidence(
          identity,
          credential,
          `of the root user is active${credential.createdAt === undefined ? '' : `, made on ${dayOf(credential.createdAt)}`}`,
        ),
      ],
      cause: causeOfCredential(identity, credential),
      fix: fixOf(
        'Give what uses the key an identity of its own, then delete the key, signed in as the root user.',
        remedies.deactivate(identity, credential),
      ),
    }));
  },
};
