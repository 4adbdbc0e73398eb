import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/**
 * Left out: 8.2.2 (accounts that people share; workloads that do are no people), and for 8.6.3 whatever does not show that a secret was left
 * as it is: only its age and a rotation that does not work do. 7.2.4 and 7.2.5.1 (that accounts are reviewed, and management acknowledges it, is not in the data).
 */
export const pciDss401: Framework = {
  id: 'pci-dss-4-0-1',
  name: 'PCI DSS 4.0.1',
  version: '4.0.1',
  title: 'Payment Card Industry Data Security Standard',
  source: 'https://www.pcisecuritystandards.org/document_library/',
  scope: allIdentities,
  controls: [
    { id: '6.5.3', about: 'production and other environments are apart, and access enforces it' },
    { id: '6.5.4', about: 'roles are separate in production, so that only reviewed changes are deployed' },
    { id: '7.2.5', about: 'accounts of systems hold what they need, where they need it' },
    { id: '8.6.1', about: 'people use accounts of systems only by exception, for a time' },
    { id: '8.6.2', about: 'no passwords of systems in code and files' },
    { id: '8.6.3', about: 'passwords of systems are changed, by a risk analysis' },
  ],
  byRisk: {
    'NHI5:2025': ['7.2.5'],
    'NHI6:2025': ['7.2.5'],
    'NHI8:2025': ['6.5.3'],
    'NHI10:2025': ['8.6.1'],
  },
  byRule: {
    'consent-for-everybody': ['7.2.5'],
    'external-trust-without-condition': ['7.2.5'],
    'literal-secret-in-configuration': ['8.6.2'],
    'long-lived-secret': ['8.6.3'],
    'stored-secret-not-replaced': ['8.6.3'],
    'stored-secret-without-rotation': ['8.6.3'],
    'unprotected-deployment-context': ['6.5.4'],
  },
  focus: { '8.6.3': { olderThan: 90 } },
  notByRule: {
    'host-open-to-outsiders': ['6.5.3'],
    'root-access-keys': ['8.6.1'],
    'unprotected-deployment-context': ['6.5.3'],
  },
};
