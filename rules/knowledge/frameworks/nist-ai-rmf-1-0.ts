import type { Framework } from '../../../src/model/framework.ts';
import { aiAgents } from './scopes.ts';

/**
 * Left out: what asks for oversight, for watching and for the treatment of risks, none of which is in the data; MAP 3.3 and 4.1, MEASURE 2.7
 * and 2.8 (that a scope was set, or that risks and security were evaluated, is not disproved by a finding).
 */
export const nistAiRmf10: Framework = {
  id: 'nist-ai-rmf-1-0',
  name: 'NIST AI RMF 1.0',
  version: '1.0',
  title: 'Artificial Intelligence Risk Management Framework',
  source: 'https://airc.nist.gov/airmf-resources/airmf/5-sec-core/',
  scope: aiAgents,
  controls: [
    { id: 'GOVERN 1.6', about: 'AI systems are on record' },
    { id: 'GOVERN 1.7', about: 'AI systems are taken out of service safely' },
  ],
  byRisk: {},
  byRule: {
    'no-owner': ['GOVERN 1.6'],
    'suspended-but-installed': ['GOVERN 1.7'],
    'unused-privileged-identity': ['GOVERN 1.7'],
  },
};
