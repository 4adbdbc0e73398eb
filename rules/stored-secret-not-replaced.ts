import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const storedSecretNotReplaced: Rule = {
  id: 'stored-secret-not-replaced',
  title: 'A stored secret has not been rotated in time',
  owasp: ['NHI7:2025'],
  facets: ['secret', 'stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI7:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A secret that is never rotated stays valid for everyone who ever saw it: former colleagues, old logs, a leaked cache. The
platform shows only when it was last written.`,
  limits: `- Reported when the secret was last written more than \`thresholds.secretAgeDays\` ago.
- Not every stored secret is a credential (some are addresses or names); the value is not visible.`,
  remedy: `Replace it by a federated, short-lived credential; if it has to stay, issue a new one, store it, and revoke the old one:

\`\`\`sh
gh secret set NAME --repo OWNER/REPOSITORY < new-secret
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/',
    'https://docs.github.com/en/actions/concepts/security/secrets',
  ],
  check: exposuresOf('stale-secret', 'low', 'medium'),
};
