import type { Framework } from '../../../src/model/framework.ts';
import { azureIdentities } from './scopes.ts';

/** Left out: 5.3.4 and 5.3.7 (that somebody reviews role assignments from time to time is not in the data). */
export const cisAzureV60: Framework = {
  id: 'cis-azure-v6-0',
  name: 'CIS Azure Foundations v6.0',
  version: '6.0.0',
  title: 'CIS Microsoft Azure Foundations Benchmark',
  source: 'https://www.cisecurity.org/benchmark/azure',
  scope: azureIdentities,
  controls: [{ id: '5.4', about: 'no custom roles that administer a subscription' }],
  byRisk: {},
  byRule: {
    'standing-administrator': ['5.4'],
    'standing-privilege-short-lived-credential': ['5.4'],
  },
  focus: { '5.4': { everything: true, custom: true } },
};
