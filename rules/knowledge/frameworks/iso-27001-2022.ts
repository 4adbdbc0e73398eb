import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/**
 * Left out: A.8.15 (no rule reads logs), A.8.9 (a setting that is loose does not show how configurations are managed), A.5.23, A.8.4, A.8.24 and A.8.25 (contracts, access to source code, cryptography and the
 * way software is made are not what is looked at).
 */
export const iso270012022: Framework = {
  id: 'iso-27001-2022',
  name: 'ISO/IEC 27001:2022',
  version: '2022',
  title: 'Information security management systems, Annex A',
  source: 'https://www.iso.org/standard/27001',
  scope: allIdentities,
  controls: [
    { id: 'A.5.15', about: 'rules for access' },
    { id: 'A.5.16', about: 'the life of identities is managed' },
    { id: 'A.5.17', about: 'secrets of authentication are managed' },
    { id: 'A.5.18', about: 'rights are given, reviewed and taken away' },
    { id: 'A.5.19', about: 'risks of suppliers' },
    { id: 'A.8.2', about: 'privileged rights are restricted' },
    { id: 'A.8.5', about: 'authentication is secure' },
    { id: 'A.8.31', about: 'development, test and production are apart' },
    { id: 'A.8.32', about: 'changes are managed' },
  ],
  byRisk: {
    'NHI1:2025': ['A.5.16', 'A.5.18'],
    'NHI2:2025': ['A.5.17'],
    'NHI3:2025': ['A.5.19'],
    'NHI4:2025': ['A.5.17', 'A.8.5'],
    'NHI5:2025': ['A.5.15', 'A.8.2'],
    'NHI6:2025': ['A.5.15'],
    'NHI7:2025': ['A.5.17'],
    'NHI8:2025': ['A.8.31'],
    'NHI9:2025': ['A.5.16'],
    'NHI10:2025': ['A.5.16'],
  },
  byRule: {
    'unprotected-deployment-context': ['A.8.32'],
  },
  notByRule: {
    'host-open-to-outsiders': ['A.8.31'],
    'expired-credential-kept': ['A.5.18'],
    'invalid-exception': ['A.5.16', 'A.5.18'],
    'no-owner': ['A.5.18'],
    'outsider-grant': ['A.5.19'],
    'retired-grant': ['A.5.16'],
    'two-active-keys': ['A.5.16'],
    'unprotected-deployment-context': ['A.8.31'],
  },
  focus: { 'A.5.19': { sure: true } },
};
