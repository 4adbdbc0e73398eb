import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const allSecretsHandedOver: Rule = {
  id: 'all-secrets-handed-over',
  title: 'All secrets are passed to one step or pipeline',
  owasp: ['NHI2:2025', 'NHI5:2025'],
  facets: ['secret', 'excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI2:2025', 'NHI5:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A step or a called workflow that receives all secrets can leak all of them, and a reviewer cannot see which ones it needs. A
secret that is added later is passed on as well.`,
  limits: `- Reported where one expression contains all secrets (\`toJSON(secrets)\`), where the name of the secret is computed at run
  time (\`low\`), and where a reusable workflow of another owner inherits them. Inheritance within the same owner is not reported.
- Which of the secrets the receiver uses is not known.`,
  remedy: `Pass only the secrets that are needed, by name. In GitHub Actions:

\`\`\`sh
# secrets:
#   DEPLOY_KEY: "\${{ secrets.DEPLOY_KEY }}"
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
    'https://docs.github.com/en/actions/reference/security/secure-use',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsecretsinherit',
  ],
  check: exposuresOf('all-secrets', 'medium'),
};
