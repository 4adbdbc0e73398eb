import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/**
 * The publisher says that v4.1 has one control less in IAM than v4.0, and adds none there or in infrastructure security, which is
 * called I&S. The matrix itself is not public: by an index of others the integrity of logs went (IAM-12 of v4.0), and what stood
 * behind it moved up by one. So nothing behind it is claimed here: IDs of v4.0 from IAM-13 on have none in v4.1.
 * https://cloudsecurityalliance.org/articles/ccm-v4-1-transition-timeline
 */
export const csaCcmV41: Framework = {
  id: 'csa-ccm-v4-1',
  name: 'CSA CCM v4.1',
  version: 'v4.1.0',
  title: 'Cloud Controls Matrix',
  source: 'https://cloudsecurityalliance.org/research/cloud-controls-matrix',
  scope: allIdentities,
  controls: [
    { id: 'I&S-05', about: 'production and other environments are apart' },
    { id: 'IAM-03', about: 'identities and their level of access are on record' },
    { id: 'IAM-05', about: 'least privilege' },
    { id: 'IAM-07', about: 'access is changed or taken away in time' },
    { id: 'IAM-08', about: 'access is looked at again from time to time' },
    { id: 'IAM-10', about: 'privileged access is given for a limited time' },
  ],
  byRisk: {
    'NHI1:2025': ['IAM-07'],
    'NHI5:2025': ['IAM-05'],
    'NHI8:2025': ['I&S-05'],
  },
  byRule: {
    'no-owner': ['IAM-03'],
    'standing-administrator': ['IAM-10'],
    'permanent-despite-activation': ['IAM-10'],
    'standing-beside-eligible': ['IAM-10'],
    'standing-privilege-short-lived-credential': ['IAM-10'],
    'standing-write-across-scopes': ['IAM-10'],
    'standing-write-by-static-key': ['IAM-10'],
    'unused-privileged-identity': ['IAM-08'],
  },
};
