import type { Framework } from '../../../src/model/framework.ts';
import { aiAgents } from './scopes.ts';

/**
 * Ids of release 1.0: 1.1 numbers IAM anew from 12 on.
 * Left out: IAM-08 (that somebody reviews access from time to time is not in the data: unused access does not disprove it).
 */
export const csaAicm10: Framework = {
  id: 'csa-aicm-1-0',
  name: 'CSA AICM 1.0',
  version: '1.0',
  title: 'AI Controls Matrix',
  source: 'https://cloudsecurityalliance.org/artifacts/ai-controls-matrix',
  scope: aiAgents,
  controls: [
    { id: 'AIS-11', about: 'agents have boundaries' },
    { id: 'IAM-03', about: 'identities and their level of access are on record' },
    { id: 'IAM-13', about: 'what an identity does can be traced to it' },
    { id: 'IAM-16', about: 'access is checked against what was authorised' },
    { id: 'IAM-19', about: 'agents reach only the tools that the task needs' },
  ],
  byRisk: {
    'NHI5:2025': ['IAM-19'],
    'NHI6:2025': ['IAM-16'],
    'NHI9:2025': ['IAM-13'],
    'NHI10:2025': ['IAM-13'],
  },
  byRule: {
    'external-trust-without-condition': ['IAM-16'],
    'no-owner': ['IAM-03'],
    'weak-agent-guardrails': ['AIS-11'],
  },
};
