import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/**
 * The matrix itself is not public: ids and titles were compared with copies of it (IAM-01 to IAM-16, IVS-05 by its own name, on
 * 2026-11-30), and with the mapping of 4.1 by MITRE's center, where all that are used here stand unchanged but IVS-05 (I&S-05).
 * Left out: LOG-03 (no rule reads logs), IAM-08 and IAM-09 (that somebody reviews access, and who separates roles, is not in the data),
 * CEK-12 (secrets are no keys of encryption).
 */
export const csaCcmV40: Framework = {
  id: 'csa-ccm-v4-0',
  name: 'CSA CCM v4.0',
  version: 'v4.0.13',
  title: 'Cloud Controls Matrix',
  source: 'https://cloudsecurityalliance.org/research/cloud-controls-matrix',
  scope: allIdentities,
  controls: [
    { id: 'IAM-03', about: 'identities and their level of access are on record' },
    { id: 'IAM-05', about: 'least privilege' },
    { id: 'IAM-07', about: 'access is changed or taken away in time' },
    { id: 'IAM-10', about: 'privileged access is given for a limited time' },
    { id: 'IAM-13', about: 'an identity can be traced to one holder' },
    { id: 'IAM-14', about: 'strong authentication' },
    {
      id: 'IAM-15',
      about: 'passwords are managed securely; a secret of a machine counts as one',
    },
    { id: 'IAM-16', about: 'access is checked against what was authorised' },
    { id: 'IVS-05', about: 'production and other environments are apart' },
  ],
  byRisk: {
    'NHI1:2025': ['IAM-07'],
    'NHI2:2025': ['IAM-15'],
    'NHI4:2025': ['IAM-14'],
    'NHI5:2025': ['IAM-05'],
    'NHI6:2025': ['IAM-16'],
    'NHI7:2025': ['IAM-15'],
    'NHI8:2025': ['IVS-05'],
    'NHI9:2025': ['IAM-13'],
    'NHI10:2025': ['IAM-13'],
  },
  byRule: {
    'external-trust-without-condition': ['IAM-16'],
    'no-owner': ['IAM-03'],
    'standing-administrator': ['IAM-10'],
    'permanent-despite-activation': ['IAM-10'],
    'standing-beside-eligible': ['IAM-10'],
    'standing-privilege-short-lived-credential': ['IAM-10'],
    'standing-write-across-scopes': ['IAM-10'],
    'standing-write-by-static-key': ['IAM-10'],
  },
  notByRule: {
    'expired-credential-kept': ['IAM-07'],
    'guard-that-can-be-spoofed': ['IAM-14'],
    'host-open-to-outsiders': ['IVS-05'],
    'invalid-exception': ['IAM-07'],
    'metadata-service-without-token': ['IAM-14'],
    'no-owner': ['IAM-07'],
    'retired-grant': ['IAM-07'],
    'two-active-keys': ['IAM-13'],
    'unprotected-deployment-context': ['IVS-05'],
  },
};
