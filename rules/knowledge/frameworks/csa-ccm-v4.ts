import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

export const csaCcmV4: Framework = {
  id: 'csa-ccm-v4',
  name: 'CSA CCM v4',
  version: 'v4',
  title: 'Cloud Controls Matrix',
  source: 'https://cloudsecurityalliance.org/research/cloud-controls-matrix',
  scope: allIdentities,
  controls: [
    { id: 'CEK-12', about: 'keys are rotated' },
    { id: 'IAM-03', about: 'identities and their level of access are on record' },
    { id: 'IAM-05', about: 'least privilege' },
    { id: 'IAM-07', about: 'access is changed or taken away in time' },
    { id: 'IAM-09', about: 'privileged access is kept apart' },
    { id: 'IAM-10', about: 'privileged access is given for a limited time' },
    { id: 'IAM-13', about: 'an identity can be traced to one holder' },
    { id: 'IAM-14', about: 'strong authentication' },
    { id: 'IAM-15', about: 'passwords and secrets are kept safe' },
    { id: 'IAM-16', about: 'access is checked against what was authorised' },
    { id: 'LOG-03', about: 'security events are watched' },
  ],
  byRisk: {
    'NHI1:2025': ['IAM-03', 'IAM-07'],
    'NHI2:2025': ['IAM-15'],
    'NHI4:2025': ['IAM-14'],
    'NHI5:2025': ['IAM-05', 'IAM-09', 'IAM-10'],
    'NHI6:2025': ['IAM-16'],
    'NHI7:2025': ['CEK-12', 'IAM-15'],
    'NHI9:2025': ['IAM-13'],
    'NHI10:2025': ['IAM-13', 'LOG-03'],
  },
};
