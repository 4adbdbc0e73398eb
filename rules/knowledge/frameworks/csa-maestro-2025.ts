import type { Framework } from '../../../src/model/framework.ts';
import { aiAgents } from './scopes.ts';

/** A method, not a catalogue: it has layers and no control ids. */
export const csaMaestro2025: Framework = {
  id: 'csa-maestro-2025',
  name: 'CSA MAESTRO layer',
  version: '2025',
  title: 'MAESTRO, threat modelling for agentic AI',
  source: 'https://cloudsecurityalliance.org/blog/2025/02/06/agentic-ai-threat-modeling-framework-maestro',
  scope: aiAgents,
  controls: [
    { id: 'L1', about: 'foundation models' },
    { id: 'L2', about: 'data operations' },
    { id: 'L3', about: 'agent frameworks' },
    { id: 'L4', about: 'deployment infrastructure' },
    { id: 'L5', about: 'evaluation and observability' },
    { id: 'L6', about: 'security, across the others' },
    { id: 'L7', about: 'agent ecosystem' },
  ],
  byRisk: {
    'NHI1:2025': ['L6'],
    'NHI2:2025': ['L2', 'L4', 'L6'],
    'NHI3:2025': ['L3', 'L7'],
    'NHI4:2025': ['L4', 'L6'],
    'NHI5:2025': ['L3', 'L6'],
    'NHI6:2025': ['L4'],
    'NHI7:2025': ['L6'],
    'NHI8:2025': ['L4'],
    'NHI9:2025': ['L3', 'L6'],
    'NHI10:2025': ['L6'],
  },
};
