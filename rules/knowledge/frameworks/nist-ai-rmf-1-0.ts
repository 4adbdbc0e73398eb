import type { Framework } from '../../../src/model/framework.ts';
import { aiAgents } from './scopes.ts';

/** Left out: what asks for oversight, for watching and for the treatment of risks, none of which is in the data. */
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
    { id: 'MAP 3.3', about: 'what a system is for has limits' },
    { id: 'MAP 4.1', about: 'risks of components of others are mapped' },
    { id: 'MEASURE 2.7', about: 'security and resilience are evaluated' },
    { id: 'MEASURE 2.8', about: 'accountability is examined' },
  ],
  byRisk: {
    'NHI1:2025': ['GOVERN 1.6', 'GOVERN 1.7'],
    'NHI2:2025': ['MEASURE 2.7'],
    'NHI3:2025': ['MAP 4.1'],
    'NHI4:2025': ['MEASURE 2.7'],
    'NHI5:2025': ['MAP 3.3'],
    'NHI6:2025': ['MEASURE 2.7'],
    'NHI7:2025': ['MEASURE 2.7'],
    'NHI9:2025': ['MEASURE 2.8'],
    'NHI10:2025': ['MEASURE 2.8'],
  },
};
