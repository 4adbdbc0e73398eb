import type { Framework } from '../../../src/model/framework.ts';
import { githubAgents } from './scopes.ts';

/**
 * A beta: numbers may still move. Only the configuration of MCP servers is read, of agents at GitHub; what a running server does is not.
 */
export const owaspMcp2025: Framework = {
  id: 'owasp-mcp-2025',
  name: 'OWASP MCP Top 10 (beta)',
  version: '2025, v0.1 beta',
  title: 'OWASP Top 10 for Model Context Protocol',
  source: 'https://owasp.org/www-project-mcp-top-10/',
  scope: githubAgents,
  controls: [
    { id: 'MCP01:2025', about: 'tokens and secrets in configurations, memory and logs' },
    { id: 'MCP02:2025', about: 'scopes that grow over time' },
    { id: 'MCP03:2025', about: 'tools that are poisoned' },
    { id: 'MCP04:2025', about: 'parts that were tampered with on their way' },
    { id: 'MCP05:2025', about: 'commands that others put in' },
    { id: 'MCP06:2025', about: 'what is to be done is turned by what is read' },
    { id: 'MCP07:2025', about: 'identity and rights that nobody checks' },
    { id: 'MCP08:2025', about: 'nothing is written down that could be looked at' },
    { id: 'MCP09:2025', about: 'servers that nobody knows of' },
    { id: 'MCP10:2025', about: 'context that is shared too widely' },
  ],
  byRisk: {},
  byRule: {
    'literal-secret-in-configuration': ['MCP01:2025'],
  },
};
