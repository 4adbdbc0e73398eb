import type { Framework } from '../../../src/model/framework.ts';
import { azureIdentities } from './scopes.ts';

export const cisAzureV60: Framework = {
  id: 'cis-azure-v6-0',
  name: 'CIS Azure Foundations v6.0',
  version: '6.0.0',
  title: 'CIS Microsoft Azure Foundations Benchmark',
  source: 'https://www.cisecurity.org/benchmark/azure',
  scope: azureIdentities,
  controls: [
    { id: '5.3.4', about: 'privileged role assignments are reviewed' },
    { id: '5.3.7', about: 'other role assignments are reviewed' },
    { id: '5.4', about: 'no custom roles that administer a subscription' },
  ],
  byRisk: {},
  byRule: {
    'unused-privileged-identity': ['5.3.4'],
    'never-used-identity': ['5.3.7'],
    'wildcard-privileges-on-sensitive-services': ['5.4'],
  },
};
