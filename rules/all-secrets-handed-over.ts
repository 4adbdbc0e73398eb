import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const allSecretsHandedOver: Rule = {
  id: 'all-secrets-handed-over',
  title: 'Every secret is handed over at once',
  owasp: ['NHI2:2025', 'NHI5:2025'],
  facets: ['secret', 'excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI2:2025', 'NHI5:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A step or a called pipeline that is given all secrets can leak all of them, and nobody sees in the file which ones it needs. A secret
that is added later is handed over as well.`,
  limits: `- Reported where all secrets stand in one expression, where a run chooses the name of a secret (\`low\`), and where a pipeline of another
  owner inherits them. What a pipeline of the same owner inherits is left out.
- Which of the secrets the receiver uses is not known.`,
  remedy: `Name each secret that is needed. In GitHub Actions:

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
