import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const privilegedByDefault: Rule = {
  id: 'privileged-by-default',
  title: 'Privilege is given to whoever asks for none in particular',
  owasp: ['NHI5:2025'],
  facets: ['excessive', 'standing'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['configuration'],
  about: ['github', 'gcp'],
  why: `Where the default of a pipeline's token is to write, every pipeline that says nothing about permissions can change code, releases and
packages, and every action that it runs can as well. A token that may approve pull requests can pass a review that was
meant for people.`,
  limits: `- The default of the organisation or repository is reported once there, not for each pipeline.
- A pipeline that states its own permissions is not affected by the default.
- In Google Cloud: default service accounts with Owner or Editor; \`high\` where something is known to run as them.`,
  remedy: `Make reading the default, and let each job ask for what it needs:

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
