import type { Framework } from '../../../src/model/framework.ts';
import { awsIdentities } from './scopes.ts';

/**
 * Left out: 1.17 and 1.20 (what runs on an instance without its role, and how people sign in, is not what is looked at). 1.15 is about
 * policies that allow everything: other ways to full control do not stand against it.
 */
export const cisAwsV50: Framework = {
  id: 'cis-aws-v5-0',
  name: 'CIS AWS Foundations v5.0',
  version: '5.0.0',
  title: 'CIS Amazon Web Services Foundations Benchmark',
  source: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  scope: awsIdentities,
  controls: [
    { id: '1.3', about: 'no access key of the root user' },
    { id: '1.11', about: 'credentials not used for 45 days are off' },
    { id: '1.12', about: 'one active access key for a user' },
    { id: '1.13', about: 'access keys are replaced within 90 days' },
    { id: '1.15', about: 'no policy allows everything' },
  ],
  byRisk: {},
  byRule: {
    'root-access-keys': ['1.3'],
    'unused-credential': ['1.11'],
    'two-active-keys': ['1.12'],
    'long-lived-secret': ['1.13'],
    'standing-administrator': ['1.15'],
    'standing-privilege-short-lived-credential': ['1.15'],
  },
  focus: {
    '1.11': { credentials: ['access-key', 'console-password'] },
    '1.12': { credentials: ['access-key'] },
    '1.13': { credentials: ['access-key'], olderThan: 90 },
    '1.15': { everything: true },
  },
};
