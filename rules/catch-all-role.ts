import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const catchAllRole: Rule = {
  id: 'catch-all-role',
  title: 'A workload with a role that is made for no task',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Owner, Editor and Viewer hold thousands of permissions, in every service that there is and will be. A workload uses a few dozen, and whoever
gets hold of it has the rest.`,
  limits: `- Basic roles on projects, folders and organisations that have no end. Viewer, which only reads, is \`low\`.
- Default service accounts are \`privileged-by-default\`.`,
  remedy: `See in the logs or the recommendations what is used, give that, and take the basic role away:

\`\`\`sh
gcloud projects remove-iam-policy-binding PROJECT --member serviceAccount:EMAIL --role roles/editor
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/roles-overview#basic',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('catch-all-role', 'medium', 'high'),
};
