import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const suspendedButInstalled: Rule = {
  id: 'suspended-but-installed',
  title: 'Suspended or disabled, but its permissions remain',
  owasp: ['NHI1:2025'],
  facets: ['stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025']),
  needs: ['configuration'],
  about: ['azure', 'github', 'gcp'],
  why: `A suspended installation has no access today, but one click restores all of it. Nobody reviews its permissions in the meantime,
and its keys stay valid.`,
  limits: `- How long it has been suspended is in the evidence; a suspension of a few days may be an investigation.`,
  remedy: `Uninstall what is not used, and ask its owner to delete its keys:

\`\`\`sh
gh api orgs/ORGANISATION/installations --jq '.installations[] | select(.suspended_at) | {id, app_slug, suspended_at}'
\`\`\`

An organisation owner uninstalls an App under Settings, GitHub Apps.

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
