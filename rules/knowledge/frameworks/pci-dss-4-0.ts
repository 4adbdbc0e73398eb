import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

export const pciDss40: Framework = {
  id: 'pci-dss-4-0',
  name: 'PCI DSS 4.0',
  version: '4.0',
  title: 'Payment Card Industry Data Security Standard',
  source: 'https://www.pcisecuritystandards.org/document_library/',
  scope: allIdentities,
  controls: [
    { id: '7.2.4', about: 'accounts of users and vendors are reviewed' },
    { id: '7.2.5', about: 'accounts of systems hold what they need, where they need it' },
    { id: '7.2.5.1', about: 'accounts of systems are reviewed, and management acknowledges it' },
    { id: '8.2.2', about: 'shared accounts only by exception, for a time' },
    { id: '8.6.1', about: 'people use accounts of systems only by exception, for a time' },
    { id: '8.6.2', about: 'no passwords of systems in code and files' },
    { id: '8.6.3', about: 'passwords of systems are changed, by a risk analysis' },
  ],
  byRisk: {
    'NHI1:2025': ['7.2.5.1'],
    'NHI2:2025': ['8.6.2'],
    'NHI3:2025': ['7.2.4'],
    'NHI4:2025': ['8.2.2', '8.6.1'],
    'NHI5:2025': ['7.2.5'],
    'NHI6:2025': ['7.2.5'],
    'NHI7:2025': ['8.6.3'],
    'NHI9:2025': ['8.2.2'],
    'NHI10:2025': ['8.6.1'],
  },
};
