import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

export const nistCsf20: Framework = {
  id: 'nist-csf-2-0',
  name: 'NIST CSF 2.0',
  version: '2.0',
  title: 'Cybersecurity Framework',
  source: 'https://www.nist.gov/cyberframework',
  scope: allIdentities,
  controls: [
    { id: 'GV.SC', about: 'risks of the supply chain are managed' },
    { id: 'ID.AM', about: 'assets and who answers for them are known' },
    { id: 'PR.AA-01', about: 'identities and credentials are managed' },
    { id: 'PR.AA-05', about: 'rights follow policy, least privilege and separation' },
  ],
  byRisk: {
    'NHI1:2025': ['PR.AA-01'],
    'NHI2:2025': ['PR.AA-01'],
    'NHI3:2025': ['GV.SC', 'PR.AA-05'],
    'NHI4:2025': ['PR.AA-01'],
    'NHI5:2025': ['PR.AA-05'],
    'NHI6:2025': ['PR.AA-05'],
    'NHI7:2025': ['PR.AA-01'],
    'NHI8:2025': ['PR.AA-05'],
    'NHI9:2025': ['PR.AA-01'],
    'NHI10:2025': ['PR.AA-01'],
  },
  byRule: {
    'no-owner': ['ID.AM'],
  },
  notByRule: {
    'invalid-exception': ['PR.AA-01'],
    'outsider-grant': ['GV.SC'],
  },
  focus: { 'GV.SC': { sure: true } },
};
