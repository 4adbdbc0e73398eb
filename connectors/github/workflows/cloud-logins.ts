import type { Step } from './file.ts';

/** A step that enters a cloud: whom it opens, and by which inputs. */
export interface CloudLogin {
  readonly action: RegExp;
  /** `owner/name` */
  readonly name: string;
  /** As people call it. */
  readonly issuer: string;
  /** As the gate calls it. */
  readonly cloud: string;
  /** Inputs that take a stored key; names of inputs in lower case. */
  readonly key: readonly string[];
  /** Inputs that name as whom, where the token of the job is exchanged. */
  readonly federated: readonly string[];
  /** Inputs that name as whom in any case. */
  readonly as: readonly string[];
}

const logins: readonly CloudLogin[] = [
  // https://github.com/aws-actions/configure-aws-credentials
  {
    action: /^aws-actions\/configure-aws-credentials@/i,
    name: 'aws-actions/configure-aws-credentials',
    issuer: 'AWS',
    cloud: 'aws',
    key: ['aws-secret-access-key'],
    federated: ['role-to-assume'],
    as: ['role-to-assume'],
  },
  // https://github.com/Azure/login
  {
    action: /^azure\/login@/i,
    name: 'azure/login',
    issuer: 'Azure',
    cloud: 'azure',
    key: ['creds'],
    federated: ['client-id'],
    as: ['client-id'],
  },
  // https://github.com/google-github-actions/auth
  {
    action: /^google-github-actions\/auth@/i,
    name: 'google-github-actions/auth',
    issuer: 'Google Cloud',
    cloud: 'gcp',
    key: ['credentials_json'],
    federated: ['workload_identity_provider'],
    as: ['service_account', 'workload_identity_provider'],
  },
  // https://github.com/hashicorp/vault-action
  {
    action: /^hashicorp\/vault-action@/i,
    name: 'hashicorp/vault-action',
    issuer: 'HashiCorp Vault',
    cloud: 'vault',
    key: ['token', 'secretid'],
    federated: [],
    as: ['role'],
  },
];

export const loginOf = ({ uses = '' }: Step): CloudLogin | undefined =>
  logins.find(({ action }) => action.test(uses));

/** The action that enters a cloud of that name. */
export const loginFor = (issuer: string): CloudLogin | undefined =>
  logins.find((login) => login.issuer === issuer);
