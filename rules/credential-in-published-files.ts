import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const credentialInPublishedFiles: Rule = {
  id: 'credential-in-published-files',
  title: 'A credential lies in files that are published',
  owasp: ['NHI2:2025'],
  facets: ['secret'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI2:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A checkout keeps the job's token in its own configuration, so that later commands can use it. Where the whole folder is uploaded, whoever
may download the files has the token for as long as the job runs, and with it what the job may do.`,
  limits: `- Reported where a checkout that keeps the token comes before an upload of the whole folder. \`low\` where the upload leaves hidden files
  out by default, or the token may only read.
- Uploads by scripts and by other actions are not looked into.`,
  remedy: `Keep no token in the checkout, and upload what was built only. In GitHub Actions:

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
