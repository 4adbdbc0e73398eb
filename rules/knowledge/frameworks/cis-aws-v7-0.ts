import type { Framework } from '../../../src/model/framework.ts';
import { awsIdentities } from './scopes.ts';

/**
 * Left out: 2.1.4 (a trust across environments does not show how accounts are grouped), 2.16 and 2.19 (what runs on an instance without
 * its role, and how people sign in, is not what is looked at). 2.14 is about policies that allow everything, 2.21 about trust in everybody.
 */
export const cisAwsV70: Framework = {
  id: 'cis-aws-v7-0',
  name: 'CIS AWS Foundations v7.0',
  version: '7.0.0',
  title: 'CIS Amazon Web Services Foundations Benchmark',
  source: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  scope: awsIdentities,
  controls: [
    { id: '2.4', about: 'no access key of the root user' },
    { id: '2.11', about: 'credentials not used for 45 days are off' },
    { id: '2.12', about: 'access keys are replaced within 90 days' },
    { id: '2.14', about: 'no policy allows everything' },
    { id: '2.21', about: 'no trust in everybody' },
  ],
  byRisk: {},
  byRule: {
    'root-access-keys': ['2.4'],
    'unused-credential': ['2.11'],
    'long-lived-secret': ['2.12'],
    'standing-administrator': ['2.14'],
    'standing-privilege-short-lived-credential': ['2.14'],
    'external-trust-without-condition': ['2.21'],
  },
  focus: {
    '2.11': { credentials: ['access-key', 'console-password'] },
    '2.12': { credentials: ['access-key'], olderThan: 90 },
    '2.14': { everything: true },
    '2.21': { everyone: true },
  },
};
