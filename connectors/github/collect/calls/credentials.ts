import { codespaces, everyHundred, type GitHubCall, once, org, orgAdministration } from './call.ts';

/** What may enter the organisation, and the secrets that it keeps. */
export const credentialCalls: readonly GitHubCall[] = [
  org('GET /orgs/{org}', [], 'admin:org', ['organization', 'configuration'], {
    why: 'Base permission of members, two-factor requirement, whether deploy keys may be used.',
    when: once,
  }),
  org('GET /orgs/{org}/installations', orgAdministration, 'admin:org', ['inventory', 'grants'], {
    list: 'installations',
    why: 'App installations with their permissions, repositories (all or selected), suspension.',
    when: everyHundred,
  }),
  org('GET /apps/{app_slug}', [], '', ['owners'], {
    why: 'Who owns an App. Private Apps of others are not shown.',
    when: 'Once for each App that is installed.',
  }),
  org(
    'GET /orgs/{org}/personal-access-tokens',
    ['organization_personal_access_tokens'],
    '',
    ['inventory', 'grants', 'credentials', 'credential-use'],
    {
      list: '',
      why: 'Fine-grained personal access tokens that may enter the organisation. Shown to Apps only.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories',
    ['organization_personal_access_tokens'],
    '',
    [],
    {
      list: '',
      why: 'Which repositories a token may enter.',
      when: 'For each token that may enter some and not all, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/personal-access-token-requests',
    ['organization_personal_access_token_requests'],
    '',
    ['approvals'],
    {
      list: '',
      why: 'Requests for fine-grained tokens that wait for approval. Shown to Apps only.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/credential-authorizations',
    orgAdministration,
    'read:org',
    ['inventory', 'credentials', 'credential-use'],
    {
      list: '',
      cloudOnly: true,
      why: 'Classic personal access tokens, SSH keys and OAuth tokens that members authorised for SAML single sign-on.',
      when: 'A page for each 100. Only organisations with SAML have it.',
    },
  ),
  org(
    'GET /orgs/{org}/insights/api/subject-stats',
    ['organization_api_insights'],
    'admin:org',
    ['identity-use'],
    {
      list: '',
      cloudOnly: true,
      why: 'When App installations and users last called the API.',
      when: 'A page for each 100, of the last 30 days. Only on GitHub Enterprise Cloud.',
    },
  ),
  org(
    'GET /orgs/{org}/actions/secrets',
    ['organization_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Actions secrets: names, dates, visibility. Never values: the API does not give them.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/actions/secrets/{secret_name}/repositories',
    ['organization_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/dependabot/secrets',
    ['organization_dependabot_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Dependabot secrets.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/dependabot/secrets/{secret_name}/repositories',
    ['organization_dependabot_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  codespaces(
    'GET /orgs/{org}/codespaces/secrets',
    ['organization_codespaces_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Codespaces secrets.',
      when: everyHundred,
    },
  ),
  codespaces(
    'GET /orgs/{org}/codespaces/secrets/{secret_name}/repositories',
    ['organization_codespaces_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/agents/secrets',
    ['organization_agent_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Secrets of the Copilot cloud agent.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/agents/secrets/{secret_name}/repositories',
    ['organization_agent_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/private-registries',
    ['organization_private_registries'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'configurations',
      why: 'Private registries: whether by a stored token or by OIDC, and as whom.',
      when: everyHundred,
    },
  ),
  org('GET /orgs/{org}/hooks', ['organization_hooks'], 'admin:org_hook', ['configuration'], {
    list: '',
    why: 'Webhooks: where they go, whether they are signed. A secret is only noted as present.',
    when: everyHundred,
  }),
];
