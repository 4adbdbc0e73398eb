import type { Condition } from '../../src/model/condition.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Technique } from '../../src/model/takeover.ts';
import type { Trust } from '../../src/model/trust.ts';

/** Ordinary parts of an identity; give only what the case is about. */

export const account = '111111111111';

export const accessKey = (credential: Partial<Credential> = {}): Credential => ({
  id: 'AKIAEXAMPLE000000001',
  kind: 'access-key',
  lifetime: 'static',
  binding: 'shared-secret',
  status: 'active',
  ...credential,
});

export const password = (credential: Partial<Credential> = {}): Credential =>
  accessKey({ id: 'console-password', kind: 'console-password', ...credential });

export const session = (credential: Partial<Credential> = {}): Credential =>
  accessKey({
    id: 'role-session',
    kind: 'role-session',
    lifetime: 'short-lived',
    binding: 'attested',
    maxSeconds: 3600,
    ...credential,
  });

/** Services by index are those of `sketchEstate`: iam, secretsmanager, s3, lambda, sns. */
export const grant = (part: Partial<Grant> = {}): Grant => ({
  scope: account,
  name: 'ReadObjects',
  source: { record: 'aws.policy', id: `arn:aws:iam::${account}:policy/ReadObjects` },
  via: 'attached',
  providerManaged: false,
  duration: 'permanent',
  privileges: [{ service: 2, level: 2, breadth: 0.1, full: false }],
  conditions: [],
  ...part,
});

export const everything = (part: Partial<Grant> = {}): Grant =>
  grant({
    name: 'AdministratorAccess',
    source: { record: 'aws.policy', id: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    providerManaged: true,
    privileges: [0, 1, 2, 3, 4].map((service) => ({ service, level: 4, breadth: 1, full: true })),
    ...part,
  });

export const trust = (part: Partial<Trust> = {}): Trust => ({
  mechanism: 'assume',
  party: 'scope',
  principal: '999999999999',
  external: 'yes',
  scope: '999999999999',
  conditions: [],
  source: { record: 'aws.role', id: 'deploy', pointer: '/AssumeRolePolicyDocument/Statement/0' },
  ...part,
});

export const condition = (part: Partial<Condition> & Pick<Condition, 'class'>): Condition => ({
  operator: 'StringEquals',
  key: 'test:key',
  values: ['x'],
  ...part,
});

const issuer = 'token.actions.githubusercontent.com';
export const subject = (operator: string, ...values: readonly string[]): Condition =>
  condition({ class: 'federated-subject', operator, key: `${issuer}:sub`, values });
export const audience = (operator = 'StringEquals', ...values: readonly string[]): Condition =>
  condition({
    class: 'federated-audience',
    operator,
    key: `${issuer}:aud`,
    values: values.length > 0 ? values : ['sts.amazonaws.com'],
  });
export const oidc = (conditions: readonly Condition[], of = issuer): Trust => ({
  mechanism: 'federate',
  party: 'federated',
  principal: `arn:aws:iam::${account}:oidc-provider/${of}`,
  external: 'yes',
  conditions,
  source: { record: 'aws.role', id: 'deploy', pointer: '/AssumeRolePolicyDocument/Statement/0' },
});

/** The edge of somebody who may do everything. */
export const fullAccess: Technique = {
  id: 'full-access',
  mechanism: 'control',
  does: 'do everything in the account',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
};
