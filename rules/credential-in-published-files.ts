import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const credentialInPublishedFiles: Rule = {
  id: 'credential-in-published-files',
  title: 'An uploaded artifact contains the job token',
  owasp: ['NHI2:2025'],
  facets: ['secret'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI2:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `\`actions/checkout\` stores the job's token in \`.git/config\` so that later git commands can use it. Where the whole working
directory is uploaded as an artifact, anyone who can download the artifact has the token, and the permissions of the job, for as long as
the job runs.`,
  limits: `- Reported where a checkout that keeps the token comes before an upload of the whole folder. \`low\` where the upload leaves
  hidden files
  out by default, or the token may only read.
- Uploads by scripts and by other actions are not analysed.`,
  remedy: `Turn off \`persist-credentials\`, and upload only the build output. In GitHub Actions:

\`\`\`sh
# - uses: actions/checkout@<commit> # v4
#   with: { persist-credentials: false }
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
    'https://github.com/actions/checkout',
    'https://github.com/actions/upload-artifact#uploading-hidden-files',
  ],
  check: exposuresOf('credential-in-files', 'medium', 'high'),
};
