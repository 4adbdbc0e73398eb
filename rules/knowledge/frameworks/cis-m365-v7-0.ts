import type { Framework } from '../../../src/model/framework.ts';
import { azureIdentities } from './scopes.ts';

export const cisM365V70: Framework = {
  id: 'cis-m365-v7-0',
  name: 'CIS Microsoft 365 Foundations v7.0',
  version: '7.0.0',
  title: 'CIS Microsoft 365 Foundations Benchmark',
  source: 'https://www.cisecurity.org/benchmark/microsoft_365',
  scope: azureIdentities,
  controls: [
    { id: '5.1.5.3', about: 'applications get no passwords' },
    { id: '5.1.5.4', about: 'passwords of applications last 180 days at most' },
    { id: '5.1.5.6', about: 'certificates of applications last 180 days at most' },
    { id: '5.3.1', about: 'privileged roles are activated and not held' },
  ],
  byRisk: {},
  byRule: {
    'static-key-instead-of-federation': ['5.1.5.3'],
    'long-lived-secret': ['5.1.5.4', '5.1.5.6'],
    'service-key-without-expiry': ['5.1.5.4', '5.1.5.6'],
    'standing-administrator': ['5.3.1'],
    'standing-privilege-short-lived-credential': ['5.3.1'],
  },
  focus: {
    '5.1.5.3': { credentials: ['client-secret'] },
    '5.1.5.4': { credentials: ['client-secret'] },
    '5.1.5.6': { credentials: ['certificate'] },
    '5.3.1': { records: ['azure.directory-role-assignment', 'azure.directory-role-instance'] },
  },
};
