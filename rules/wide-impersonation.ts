import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const wideImpersonation: Rule = {
  id: 'wide-impersonation',
  title: 'May act as every service account of a project or above',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `The right to act as an account is given where all accounts are, so it holds for those that are strongest and for those that will be made
tomorrow. What the holder may do is then the sum of what all of them may.`,
  limits: `- Roles on projects, folders and organisations, without an end, that have a permission on service accounts which is enough by itself, or
  \`iam.serviceAccounts.actAs\`. Basic roles have a finding of their own.
- People are included: the benchmark of CIS is about them.`,
  remedy: `Give it on the one account, and take it from the project:

\`\`\`sh
gcloud iam service-accounts add-iam-policy-binding EMAIL --member MEMBER --role roles/iam.serviceAccountUser
gcloud projects remove-iam-policy-binding PROJECT --member MEMBER --role roles/iam.serviceAccountUser
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#project-folder-grants',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('wide-impersonation', 'medium', 'high'),
};
