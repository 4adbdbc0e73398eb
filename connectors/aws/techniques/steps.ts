import { api, iamApi } from './shared.ts';

/** Steps that the code knows by name. */
export const assumeRole = {
  id: 'assume-role',
  mechanism: 'assume',
  does: 'assume the role',
  source: api('STS/latest/APIReference/API_AssumeRole'),
  catalogue: ['sts-001'],
} as const;

export const fullAccess = {
  id: 'full-access',
  mechanism: 'control',
  does: 'do everything in the account',
  source: api('IAM/latest/UserGuide/access_policies_job-functions'),
} as const;

export const updateSamlProvider = {
  id: 'update-saml-provider',
  mechanism: 'write-trust',
  does: 'replace the metadata of the SAML provider that the role trusts, and sign in as anyone',
  source: iamApi('UpdateSAMLProvider'),
} as const;
