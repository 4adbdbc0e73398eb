import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const wideImpersonation: Rule = {
  id: 'wide-impersonation',
  title: 'Can impersonate every service account of a project, folder or organisation',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `The permission to impersonate service accounts is granted on the project or above, so it applies to all of them: the most
privileged ones, and those created later. The holder effectively has the permissions of all of them together.`,
  limits: `- Reported: roles on projects, folders and organisations, without expiry, with a permission that is enough to impersonate a
  service account, or with \`iam.serviceAccounts.actAs\`. Basic roles are reported by \`catch-all-role\`.
- People are included, because the CIS benchmark (1.7) is about them.`,
  remedy: `Grant it on the one service account, and remove it from the project:

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
