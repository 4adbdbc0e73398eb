import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/**
 * The matrix itself is not public. Ids and titles are those of the mapping to ATT&CK by MITRE's Center for Threat-Informed Defense
 * (`mapping_framework_version` 4.1, last update 2026-01-27, with the controls that 4.1 added: DCS-16, LOG-14, STA-15 …): it lists
 * IAM-01 to IAM-11 and IAM-13 to IAM-16. IAM-12 of v4.0 is the one that the publisher says was dropped, and nothing was numbered anew.
 * Left out: IAM-08 (that somebody reviews access from time to time is not in the data).
 * https://github.com/center-for-threat-informed-defense/mappings-explorer, commit 2911162c, mappings/csa_ccm/attack-17.1/csa_ccm-4.1
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
    { id: 'IAM-10', about: 'privileged access is given for a limited time' },
    { id: 'IAM-13', about: 'an identity can be traced to one holder' },
    { id: 'IAM-14', about: 'strong authentication' },
    {
      id: 'IAM-15',
      about: 'passwords are managed securely; a secret of a machine counts as one',
    },
    { id: 'IAM-16', about: 'access is checked against what was authorised' },
  ],
  byRisk: {
    'NHI1:2025': ['IAM-07'],
    'NHI2:2025': ['IAM-15'],
    'NHI4:2025': ['IAM-14'],
    'NHI5:2025': ['IAM-05'],
    'NHI6:2025': ['IAM-16'],
    'NHI7:2025': ['IAM-15'],
    'NHI8:2025': ['I&S-05'],
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
    'host-open-to-outsiders': ['I&S-05'],
    'invalid-exception': ['IAM-07'],
    'metadata-service-without-token': ['IAM-14'],
    'no-owner': ['IAM-07'],
    'retired-grant': ['IAM-07'],
    'two-active-keys': ['IAM-13'],
    'unprotected-deployment-context': ['I&S-05'],
  },
};
