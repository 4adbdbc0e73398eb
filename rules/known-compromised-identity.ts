import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const knownCompromisedIdentity: Rule = {
  id: 'known-compromised-identity',
  title: 'The provider found a leaked credential of this identity',
  owasp: ['NHI2:2025'],
  facets: ['secret', 'exposure'],
  severity: 'critical',
  confidence: 'high',
  controls: controlsOf(['NHI2:2025']),
  needs: ['grants'],
  about: ['aws', 'gcp'],
  why: `AWS looks for access keys in public repositories and attaches a policy named \`AWSCompromisedKeyQuarantine…\` to the user whose
key it finds. The policy denies some costly or dangerous actions, nothing else: the key keeps working for everything else.`,
  limits: `- Detected by the policy that AWS attached; whether anyone else used the key is not known.
- A policy that was left in place after the key was replaced is reported as well: detach it once the case is closed.
- In Google Cloud: keys whose disable reason is exposed or compromised. The reason remains if someone enables the key again; for a
  disabled key it is \`medium\` at most.`,
  remedy: `Deactivate the key first, then check what was done with it, then replace it:

\`\`\`sh
aws iam update-access-key --user-name NAME --access-key-id KEY --status Inactive
aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=KEY
\`\`\`

Answer the AWS support case; detach the policy only after that.

In Google Cloud:

\`\`\`sh
gcloud iam service-accounts keys disable KEY --iam-account EMAIL
gcloud iam service-accounts keys delete KEY --iam-account EMAIL
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/service-account-creds-security',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html',
    'https://repost.aws/knowledge-center/potential-account-compromise',
  ],
  check: exposuresOf('known-compromise', 'critical'),
};
