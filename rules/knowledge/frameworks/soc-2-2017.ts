import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/**
 * Left out: CC7.2 (no rule reads logs).
 */
export const soc22017: Framework = {
  id: 'soc-2-2017',
  name: 'SOC 2',
  version: '2017 (points of focus of 2022)',
  title: 'Trust Services Criteria',
  source:
    'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022',
  scope: allIdentities,
  controls: [
    { id: 'CC6.1', about: 'logical access is protected' },
    { id: 'CC6.2', about: 'credentials are issued to who is authorised, and taken away' },
    { id: 'CC6.3', about: 'access follows roles, least privilege and separation' },
    { id: 'CC6.6', about: 'access from outside the boundaries is protected against' },
    { id: 'CC8.1', about: 'changes are authorised and tested' },
    { id: 'CC9.2', about: 'risks of vendors and partners are managed' },
  ],
  byRisk: {
    'NHI1:2025': ['CC6.2', 'CC6.3'],
    'NHI2:2025': ['CC6.1'],
    'NHI3:2025': ['CC6.6', 'CC9.2'],
    'NHI4:2025': ['CC6.1'],
    'NHI5:2025': ['CC6.3'],
    'NHI6:2025': ['CC6.1'],
    'NHI7:2025': ['CC6.1'],
    'NHI8:2025': ['CC6.1'],
    'NHI9:2025': ['CC6.1'],
    'NHI10:2025': ['CC6.1'],
  },
  byRule: {
    'unprotected-deployment-context': ['CC8.1'],
  },
  notByRule: {
    'expired-credential-kept': ['CC6.2', 'CC6.3'],
    'invalid-exception': ['CC6.2', 'CC6.3'],
    'no-owner': ['CC6.2', 'CC6.3'],
    'outsider-grant': ['CC9.2'],
    'unpinned-third-party-code': ['CC6.6'],
  },
  focus: { 'CC9.2': { sure: true } },
};
