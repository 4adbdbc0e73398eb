import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const privilegedByDefault: Rule = {
  id: 'privileged-by-default',
  title: 'Privileges are granted by default',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['github', 'gcp'],
  why: `Where the default permission of the workflow token is write, every workflow without a \`permissions\` block can change code,
releases and packages, and so can every action that it runs. A token that may approve pull requests can satisfy a review requirement
that was meant for people.`,
  limits: `- The default is reported once for the organisation or repository, not for each workflow.
- A pipeline that states its own permissions is not affected by the default.
- In Google Cloud: default service accounts with Owner or Editor; \`high\` where a workload is known to use them.`,
  remedy: `Make read-only the default, and let each job request what it needs:

\`\`\`sh
gh api --method PUT orgs/ORGANISATION/actions/permissions/workflow --field default_workflow_permissions=read --field can_approve_pull_request_reviews=false
\`\`\`

In Google Cloud:

\`\`\`sh
gcloud projects remove-iam-policy-binding PROJECT --member serviceAccount:EMAIL --role roles/editor
gcloud resource-manager org-policies enable-enforce iam.automaticIamGrantsForDefaultServiceAccounts --project PROJECT
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/service-account-types',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.github.com/en/actions/tutorials/authenticate-with-github_token',
  ],
  check: exposuresOf('privileged-by-default', 'medium'),
};
