import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const staticKeyInsteadOfFederation: Rule = {
  id: 'static-key-instead-of-federation',
  title: 'Static cloud key where OIDC federation would give short-lived credentials',
  owasp: ['NHI4:2025', 'NHI7:2025'],
  facets: ['secret', 'standing'],
  severity: 'medium',
  confidence: 'medium',
  controls: controlsOf(['NHI4:2025', 'NHI7:2025']),
  needs: ['configuration'],
  about: ['github', 'azure', 'gcp'],
  why: `A cloud key in a pipeline's secrets works for anyone, from anywhere, until someone revokes it. The platform can instead sign a
token that states which repository and context is running, and the cloud exchanges it for credentials that last an hour: no secret is
stored, so none can leak.`,
  limits: `- Registries of packages that take tokens of pipelines in place of a key (npm, PyPI, crates.io, RubyGems, NuGet) are reported
  where a step publishes with a stored key; whether the package's owner can set that up is not known.
- Detected by the names of the secrets, the inputs of known login actions, and variables that a cloud's tools read (those that are
  set from \`secrets\`): confidence \`medium\`.
- Of an application of Entra: a secret beside a federated credential, and one that a connection of Azure DevOps keeps. What else uses
  the secret is not known: confidence \`medium\`.
- Where the same repository already uses federation, the finding says so.
- Of a service account of Google Cloud: a key that works, where something runs as the account or a pool may become it. Whether the
  key is used for something else is not known: confidence \`medium\`. An API key that is bound to an account, whatever its age and
  restrictions: \`low\`.`,
  remedy: `Let the cloud trust the pipeline's OIDC tokens, with a narrow subject, and delete the key. AWS from GitHub Actions:

\`\`\`json
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:OWNER/REPOSITORY:environment:production" } } }
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/',
    'https://docs.github.com/en/actions/concepts/security/openid-connect',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
  ],
  check: exposuresOf('key-instead-of-federation', 'medium', 'high'),
};
