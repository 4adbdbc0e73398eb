import type { Credential } from '../src/model/credential.ts';
import type { Rule } from '../src/model/rule.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { credentialEvidence, isServiceKey } from './knowledge/credentials.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, dayOf, daysSince, plain } from './knowledge/wording.ts';

/** First parts of the names of services that run models: a stolen key there is spent on somebody else's prompts. */
const aiServices: ReadonlySet<string> = new Set([
  'bedrock',
  'aiplatform',
  'generativelanguage',
  'cognitiveservices',
]);
const isAi = (service: string): boolean => aiServices.has(service.toLowerCase().split('.')[0]!);

/** Days from creation (or, where that is not known, from now) to expiry; undefined: no expiry. */
const validDays = ({ createdAt, expiresAt }: Credential, now: number): number | undefined =>
  expiresAt === undefined
    ? undefined
    : daysSince(createdAt ?? new Date(now).toISOString(), Date.parse(expiresAt));

export const serviceKeyWithoutExpiry: Rule = {
  id: 'service-key-without-expiry',
  title: 'Key for one service (an AI service among them) without a near expiry',
  owasp: ['NHI7:2025', 'NHI4:2025'],
  facets: ['secret'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI7:2025', 'NHI4:2025']),
  needs: ['ai-keys'],
  about: ['aws', 'azure'],
  why: `A key for one service is a bearer secret: it is sent as is, without a signature, and is kept in the settings of agents and
tools. Common inventories do not list it (it is not in AWS's credential report). A leaked key to an AI model service without expiry
means unlimited cost, and access to the data that the model can reach.`,
  limits: `- Reported: an active key for one service without expiry, or valid for longer than \`thresholds.secretAgeDays\`. Model services
  are \`high\`.
- Public keys for one service (SSH) are \`long-lived-secret\`: nobody can use what the provider holds.
- Short-term keys that are created from a session are not listed by the provider and expire with it.
- People are not left out: such a key acts without them. Identities that the provider manages itself are.
- What else the identity's policies allow is not analysed here.`,
  remedy: `Use short-term keys or the identity's session instead; where a key has to stay, give it an expiry. In AWS:

\`\`\`sh
aws iam create-service-specific-credential --user-name NAME --service-name bedrock.amazonaws.com --credential-age-days 30
aws iam update-service-specific-credential --user-name NAME --service-specific-credential-id ID --status Inactive
\`\`\`

Keys of an Azure resource (a storage account's) cannot expire: switch them off, and renew them until then:

\`\`\`sh
az storage account keys renew --account-name NAME --resource-group GROUP --key key1
az storage account update --ids RESOURCE --allow-shared-key-access false
\`\`\`

In AWS a service control policy can forbid longer ones by the condition key \`iam:ServiceSpecificCredentialAgeDays\`.`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html',
  ],
  check: (identity, context) => {
    const keys = identity.credentials.filter(isServiceKey);
    if (keys.length === 0 || identity.providerOwned) return [];
    return keys.flatMap((credential) => {
      const days = validDays(credential, context.now);
      if (days !== undefined && !(days > context.settings.thresholds.secretAgeDays)) return [];
      const service = plain(credential.service ?? '');
      return [
        {
          key: credential.id,
          title:
            days === undefined
              ? `Key for ${service} without expiry`
              : `Key for ${service} is valid for ${counted(days, 'day')}`,
          severity: isAi(service) ? ('high' as const) : ('medium' as const),
          evidence: [
            credentialEvidence(
              identity,
              credential,
              `opens ${service} and ${
                credential.expiresAt === undefined
                  ? 'has no expiry'
                  : `expires on ${dayOf(credential.expiresAt)}`
              }`,
            ),
          ],
          cause: causeOfCredential(identity, credential),
          fix: fixOf(
            credential.kind === 'account-key'
              ? 'Such a key cannot expire: let what uses it sign in instead, and switch the keys off; until then move it to the other key and make this one anew.'
              : 'Use sessions or short-term keys; where a key has to stay, make one that expires and deactivate this one.',
            context.remedies.issue(identity, credential),
            context.remedies.deactivate(identity, credential),
          ),
        },
      ];
    });
  },
};
