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

/** Ways to become the SAML provider that a role trusts; the actions are on the provider. */
export const samlTechniques = [
  {
    id: 'update-saml-provider',
    mechanism: 'write-trust',
    does: 'replace the metadata of the SAML provider that the role trusts, and sign in as anyone',
    source: iamApi('UpdateSAMLProvider'),
    actions: ['iam:UpdateSAMLProvider'],
  },
  {
    id: 'replace-saml-provider',
    mechanism: 'write-trust',
    does: 'delete the SAML provider that the role trusts, make its own under the same name, and sign in as anyone',
    source: iamApi('CreateSAMLProvider'),
    actions: ['iam:DeleteSAMLProvider', 'iam:CreateSAMLProvider'],
  },
] as const;
