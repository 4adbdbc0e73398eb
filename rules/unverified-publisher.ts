import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const unverifiedPublisher: Rule = {
  id: 'unverified-publisher',
  title: 'Application of an unverified publisher with privileges',
  owasp: ['NHI3:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI3:2025']),
  needs: ['configuration'],
  about: ['azure'],
  why: `Its secrets are kept by somebody outside, whom the platform has not checked. What it was given here can be used from there at any time,
and a name and a logo are all that tells it from an imitation.`,
  limits: `- Reported where the platform says that nobody is verified; where it does not say, nothing is reported.
- Applications of one's own tenant, and those of the provider, are left out.
- An unverified publisher may be a sister company: then its tenant is a matter of your own records.`,
  remedy: `Find out who publishes it and who needs it, and take away what it was given:

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
