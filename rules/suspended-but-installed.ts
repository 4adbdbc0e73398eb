import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const suspendedButInstalled: Rule = {
  id: 'suspended-but-installed',
  title: 'Switched off, but still installed with all it may do',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025']),
  needs: ['configuration'],
  about: ['azure', 'github', 'gcp'],
  why: `A suspended installation does nothing today, and everything again when somebody clicks once. Nobody looks at what it may do while it
sleeps, and its keys stay valid.`,
  limits: `- How long it has been suspended is in the evidence; a suspension of a few days may be an investigation.`,
  remedy: `Uninstall what is not used, then delete its keys with its owner:

\`\`\`sh
gh api orgs/ORGANISATION/installations --jq '.installations[] | select(.suspended_at) | {id, app_slug, suspended_at}'
\`\`\`

Removing an installation of an organisation is done by an owner under Settings, GitHub Apps.

In Google Cloud:

\`\`\`sh
gcloud projects remove-iam-policy-binding PROJECT --member serviceAccount:EMAIL --role ROLE
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://docs.github.com/en/apps/maintaining-github-apps/suspending-a-github-app-installation',
  ],
  check: exposuresOf('suspended-but-installed', 'low', 'medium'),
};
