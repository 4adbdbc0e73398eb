import type { Framework } from '../../../src/model/framework.ts';
import { aiAgents } from './scopes.ts';

export const owaspAgentic2026: Framework = {
  id: 'owasp-agentic-2026',
  name: 'OWASP Agentic Top 10 2026',
  version: '2026',
  title: 'OWASP Top 10 for Agentic Applications',
  source: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
  scope: aiAgents,
  controls: [
    { id: 'ASI01', about: 'the goal of an agent is taken over' },
    { id: 'ASI02', about: 'tools are used for what they are not meant for' },
    { id: 'ASI03', about: 'identity and privileges of an agent are abused' },
    { id: 'ASI04', about: 'parts of an agent come from others' },
    { id: 'ASI05', about: 'code runs that nobody expected' },
    { id: 'ASI06', about: 'memory and context are poisoned' },
    { id: 'ASI07', about: 'agents talk to each other without protection' },
    { id: 'ASI08', about: 'one failure brings others' },
    { id: 'ASI09', about: 'people trust an agent too much' },
    { id: 'ASI10', about: 'agents beyond control' },
  ],
  byRisk: {
    'NHI1:2025': ['ASI03', 'ASI10'],
    'NHI2:2025': ['ASI03'],
    'NHI3:2025': ['ASI04'],
    'NHI4:2025': ['ASI03'],
    'NHI5:2025': ['ASI02', 'ASI03'],
    'NHI7:2025': ['ASI03'],
    'NHI9:2025': ['ASI03'],
    'NHI10:2025': ['ASI03'],
  },
  byRule: { 'untrusted-code-runs-as-identity': ['ASI05'] },
};
