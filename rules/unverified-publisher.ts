import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const unverifiedPublisher: Rule = {
  id: 'unverified-publisher',
  title: 'Application of an unverified publisher has privileges',
  owasp: ['NHI3:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI3:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `Its credentials are held by an outside party whose identity the platform has not verified. Its permissions here can be used from
there at any time, and only a name and a logo distinguish it from an imitation.`,
  limits: `- Reported where the platform says that the publisher is not verified; where it does not say, nothing is reported.
- Applications of your own tenant, and Microsoft's, are left out.
- An unverified publisher may be a sister company: compare its tenant id with your own records.`,
  remedy: `Find out who publishes it and who needs it, and remove its permissions:

\`\`\`sh
az ad sp show --id PRINCIPAL --query "{name:displayName,publisher:verifiedPublisher,tenant:appOwnerOrganizationId}"
az ad sp delete --id PRINCIPAL
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/',
    'https://learn.microsoft.com/entra/identity-platform/publisher-verification-overview',
  ],
  check: exposuresOf('unverified-publisher', 'medium', 'high'),
};
