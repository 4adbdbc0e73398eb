import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const identityAtRisk: Rule = {
  id: 'identity-at-risk',
  title: 'The provider reports the identity as at risk or compromised',
  owasp: ['NHI2:2025'],
  facets: ['exposure'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI2:2025']),
  needs: ['risk'],
  about: ['azure'],
  why: `The provider compares sign-ins and configuration with what it knows of attacks: credentials found in public, an application that behaves
unlike itself, sign-ins from where attackers are. Somebody has to look at it, and until then the identity has all that it had.`,
  limits: `- Microsoft Entra ID Protection, of service principals and agents: \`atRisk\` by its level, and \`confirmedCompromised\`. What was
  remediated, dismissed or confirmed safe is left out.
- At risk is what the provider holds likely: its level is the severity, with medium confidence.
- Needs a licence (Microsoft Entra Workload ID Premium) and a permission of its own: without them the rule is not assessed.`,
  remedy: `Look at what was detected, switch the identity off and replace its credentials, or dismiss the risk once it is explained:

\`\`\`sh
az rest --method GET --url "https://graph.microsoft.com/v1.0/identityProtection/servicePrincipalRiskDetections"
az rest --method PATCH --url https://graph.microsoft.com/v1.0/servicePrincipals/PRINCIPAL --body '{"accountEnabled":false}'
\`\`\``,
  sources: [
    'https://learn.microsoft.com/entra/id-protection/concept-workload-identity-risk',
    'https://learn.microsoft.com/graph/api/resources/riskyagent',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
  ],
  check: exposuresOf('at-risk', 'high', 'high'),
};
