import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const outsiderGrant: Rule = {
  id: 'outsider-grant',
  title: 'An identity from outside the organisation has privileges',
  owasp: ['NHI3:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI3:2025'], 'outsider-grant'),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Someone else decides about its keys, its updates and who may impersonate it. A breach of the vendor becomes yours, and when the
contract ends nobody there removes the access.`,
  limits: `- Reported: service accounts whose project does not belong to the organisation, where the organisation and its projects were
  provided. A project that the scan cannot see looks the same: confidence \`medium\`.
- Groups and whole domains whose name is not below the organisation's display name: with the same confidence.
- Users whose domain differs from the organisation's display name: a company can have several domains, so confidence is \`medium\`; it
  is \`high\` for consumer addresses such as gmail.com.
- Google's own service agents are left out.`,
  remedy: `Find out who is responsible for it, grant what is needed with an expiry, and remove the rest:

\`\`\`sh
gcloud projects remove-iam-policy-binding PROJECT --member serviceAccount:EMAIL --role ROLE
\`\`\``,
  sources: [
    'https://cloud.google.com/resource-manager/docs/organization-policy/restricting-domains',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/',
  ],
  check: exposuresOf('outsider-grant', 'medium', 'high'),
};
