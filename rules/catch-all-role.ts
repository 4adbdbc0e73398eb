import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const catchAllRole: Rule = {
  id: 'catch-all-role',
  title: 'A workload has a basic role (Owner, Editor or Viewer)',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['gcp'],
  why: `Owner, Editor and Viewer contain thousands of permissions, in every current and future service. A workload uses a few dozen; an
attacker who compromises it gets the rest as well.`,
  limits: `- Reported: basic roles on projects, folders and organisations without an expiry condition. Viewer, which only reads, is
  \`low\`.
- Of a group whose members were not read, Owner and Editor on folders and projects are reported, as \`medium\` at most: workloads may
  be in it. On the organisation \`grant-at-root\` says so.
- Default service accounts are reported by \`privileged-by-default\` instead.`,
  remedy: `Find out from audit logs or IAM recommendations which permissions are used, grant a predefined or custom role with those,
then remove the basic role:

\`\`\`sh
gcloud projects remove-iam-policy-binding PROJECT --member serviceAccount:EMAIL --role roles/editor
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/roles-overview#basic',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
  ],
  check: exposuresOf('catch-all-role', 'medium', 'high'),
};
