import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const secretVisibleTooWidely: Rule = {
  id: 'secret-visible-too-widely',
  title: 'A stored secret is available to more repositories than need it',
  owasp: ['NHI2:2025', 'NHI5:2025'],
  facets: ['excessive', 'secret'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI2:2025', 'NHI5:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `Every workflow in every repository with access to the secret can print it or send it elsewhere, so anyone who can change one of
these workflows has the secret.`,
  limits: `- Reported for secrets of an organisation that all repositories, or all private ones, can use.
- Which repositories use it is known only where their workflows were provided.`,
  remedy: `Store a secret where it is used: in a protected environment, otherwise in the repository, otherwise for selected repositories:

\`\`\`sh
gh secret set NAME --org ORGANISATION --visibility selected --repos REPOSITORY
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
    'https://docs.github.com/en/actions/concepts/security/secrets',
  ],
  check: exposuresOf('widely-visible-secret', 'medium', 'high'),
};
