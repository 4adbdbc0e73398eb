import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const supersededCredentialKind: Rule = {
  id: 'superseded-credential-kind',
  title: 'A kind of credential that its provider has superseded',
  owasp: ['NHI4:2025', 'NHI7:2025'],
  facets: ['secret'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI4:2025', 'NHI7:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A classic personal access token has the reach of its person in every organisation, cannot be limited to repositories, needs no approval
of the organisation and need not expire. Its successors can do each of these.`,
  limits: `- Classic tokens are visible only in organisations with SAML single sign-on, and there only those that were authorised for it.
- What the token may do is its scopes; which of them are used is not visible.`,
  remedy: `Move automation to a GitHub App or a fine-grained token, then forbid the old kind: Organisation settings, Personal access tokens,
"Restrict access via personal access tokens (classic)". The authorisation of one token is ended by:

\`\`\`sh
gh api --method DELETE orgs/ORGANISATION/credential-authorizations/CREDENTIAL_ID
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/',
    'https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization',
  ],
  check: exposuresOf('superseded-credential', 'medium', 'high'),
};
