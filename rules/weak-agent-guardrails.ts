import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const weakAgentGuardrails: Rule = {
  id: 'weak-agent-guardrails',
  title: 'AI agent without the guardrails that its platform offers',
  owasp: ['NHI5:2025', 'NHI6:2025'],
  facets: ['excessive', 'exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025', 'NHI6:2025']),
  needs: ['configuration'],
  about: ['azure', 'github', 'gcp'],
  why: `An agent acts on text that it reads, and some of that text may come from an attacker (prompt injection). The prompt does not
limit the damage; network access, who may start the agent, and a human review before its changes run with privileges do.`,
  limits: `- Reported: a firewall that is off or lets everything through, pipelines that run on the agent's changes without an approval,
  and
  automations that people without write access can set off.
- In Entra: agent blueprints that have a secret and are used by many agents, and agents without a sponsor or owner who still exists,
  and blueprints without a sponsor; agents and blueprints that nobody owns; agents, and users of agents, that no policy of Conditional
  Access in force is about; agents that no such policy blocks at high risk, in a tenant that could; agents without a custom security attribute
  of their own or of their blueprint (\`low\`). Each is judged where what it rests on was read in full.
- Controls outside the platform (a proxy, a sandbox) are not visible.
- In Google Cloud: agents that run as a default account or one that others have too, and auth providers with an API key, without named
  scopes,
  or used by several agents. Which agents use an auth provider is known where that was read; else it is reported by itself.`,
  remedy: `Turn the limits on for the repository: Settings, Copilot, Coding agent: firewall on with the recommended allow-list, "Require
approval
for workflow runs". What is set can be read back:

\`\`\`sh
gh api repos/OWNER/REPOSITORY/copilot/cloud-agent/configuration
\`\`\``,
  sources: [
    'https://cloud.google.com/iam/docs/agent-identity-overview',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.github.com/en/copilot/how-tos/use-copilot-agents/coding-agent/customize-the-agent-firewall',
  ],
  check: exposuresOf('weak-agent-guardrail', 'medium', 'high'),
};
