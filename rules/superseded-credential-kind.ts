import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const supersededCredentialKind: Rule = {
  id: 'superseded-credential-kind',
  title: 'Credential type that the provider has superseded',
  owasp: ['NHI4:2025', 'NHI7:2025'],
  facets: ['secret'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI4:2025', 'NHI7:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A classic personal access token has its owner's access in every organisation, cannot be limited to repositories, needs no
approval by the organisation and need not expire. Fine-grained tokens and GitHub Apps have these controls.`,
  limits: `- Classic tokens are visible only in organisations with SAML single sign-on, and there only those that were authorised for it.
- The token's scopes are known; which of them are used is not visible.`,
  remedy: `Move automation to a GitHub App or a fine-grained token, then block classic tokens: Organisation settings, Personal access
tokens,
"Restrict access via personal access tokens (classic)". To revoke the authorisation of one token:

\`\`\`sh
gh api --method DELETE orgs/ORGANISATION/credential-authorizations/CREDENTIAL_ID
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/',
    'https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization',
  ],
  check: exposuresOf('superseded-credential', 'medium', 'high'),
};
