import type { Framework } from '../../../src/model/framework.ts';
import { azureIdentities } from './scopes.ts';

/**
 * 5.1.5.3 and 5.1.5.4 are about the tenant's policy for credentials of applications: a secret that is there may be older than it, so that
 * only the missing policy stands against them. Left out: 5.1.5.6 (the same for certificates, which no rule looks at).
 */
export const cisM365V70: Framework = {
  id: 'cis-m365-v7-0',
  name: 'CIS Microsoft 365 Foundations v7.0',
  version: '7.0.0',
  title: 'CIS Microsoft 365 Foundations Benchmark',
  source: 'https://www.cisecurity.org/benchmark/microsoft_365',
  scope: azureIdentities,
  controls: [
    { id: '5.1.5.3', about: 'a policy blocks passwords of applications' },
    { id: '5.1.5.4', about: 'a policy limits how long passwords of applications last' },
    { id: '5.3.1', about: 'privileged roles are activated and not held' },
  ],
  byRisk: {},
  byRule: {
    'no-credential-policy': ['5.1.5.3', '5.1.5.4'],
    'standing-administrator': ['5.3.1'],
    'standing-privilege-short-lived-credential': ['5.3.1'],
  },
  focus: {
    '5.3.1': { records: ['azure.directory-role-assignment', 'azure.directory-role-instance'] },
  },
};
