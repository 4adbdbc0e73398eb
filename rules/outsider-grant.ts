import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const outsiderGrant: Rule = {
  id: 'outsider-grant',
  title: 'Privileges of somebody outside of the organisation',
  owasp: ['NHI3:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI3:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Its keys, its updates and who may become it are decided by somebody else. A vendor's breach is yours, and when the contract ends nobody
there takes the privileges away.`,
  limits: `- An account whose project is not among those of the organisation, where the organisation and its projects were read. A project that the scan
  may not see looks the same: confidence \`medium\`.
- People of another domain than the organisation's name: a company can have several. Public mail addresses are certain.
- Accounts that the provider holds for its services are left out.`,
  remedy: `Ask who answers for it, give what is needed for a time, and take the rest away:

\`\`\`sh
gcloud projects remove-iam-policy-binding PROJECT --member serviceAccount:EMAIL --role ROLE
\`\`\``,
  sources: [
    'https://cloud.google.com/resource-manager/docs/organization-policy/restricting-domains',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/',
  ],
  check: exposuresOf('outsider-grant', 'medium', 'high'),
};
