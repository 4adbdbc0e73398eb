import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const trustInReusableName: Rule = {
  id: 'trust-in-reusable-name',
  title: 'A trust names something that someone else could register',
  owasp: ['NHI6:2025', 'NHI1:2025'],
  facets: ['exposure', 'stale'],
  severity: 'high',
  confidence: 'medium',
  controls: controlsOf(['NHI6:2025', 'NHI1:2025'], 'trust-in-reusable-name'),
  needs: ['configuration'],
  about: ['github'],
  why: `Names of repositories, organisations and users can be released and registered again by someone else. A trust by name trusts
whoever holds the name today. Numeric ids are never reused: a subject with the owner's and the repository's id cannot be inherited.`,
  limits: `- Reported where the name that a trust gives is not that of a repository or organisation which was read, or where only one
  side has
  moved to subjects with ids.
- Whether a name is free to register is not tested: confidence \`medium\`.`,
  remedy: `Remove trusts in names that no longer exist, and bind the others to ids:

\`\`\`json
{ "StringEquals": { "token.actions.githubusercontent.com:repository_id": "123456789" } }
\`\`\``,
  sources: [
    'https://docs.github.com/en/actions/reference/security/oidc',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
  ],
  check: exposuresOf('reusable-name', 'high', 'critical'),
};
