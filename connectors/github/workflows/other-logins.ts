import { loginOf } from './cloud-logins.ts';

/**
 * Actions and workflows of which nobody here knows what they open. What they are given tells some of it, and their name
 * whether there may be more.
 */

/** How an identity of a cloud looks. */
const shapes: readonly { readonly cloud: string; readonly shape: RegExp }[] = [
  { cloud: 'aws', shape: /^arn:aws[\w-]*:iam::[^:]*:(?:role|user)\// },
  { cloud: 'gcp', shape: /@[\w.-]+\.iam\.gserviceaccount\.com$/ },
  { cloud: 'gcp', shape: /(?:^|\/)projects\/[^/]+\/locations\/[^/]+\/workloadIdentityPools\// },
  { cloud: 'azure', shape: /^\/subscriptions\/[^/]+\/.*\/userAssignedIdentities\//i },
];

/** Names of inputs that say nothing but an identity of a cloud, with `-` for `_`. */
const inputs: readonly { readonly cloud: string; readonly name: RegExp }[] = [
  {
    cloud: 'aws',
    name: /^(?:(?:aws-)?(?:iam-)?role-(?:to-assume|arn)|aws-(?:iam-)?role(?:-name)?|assume-role(?:-arn)?)$/,
  },
  {
    cloud: 'gcp',
    name: /^(?:gcp-|google-)?(?:workload-identity-(?:provider|federation-provider)|service-account)(?:-email)?$/,
  },
  { cloud: 'azure', name: /^(?:azure|arm|az)-client-id$/ },
];

/** Variables from which SDKs and tools of clouds take whom they become by the token of a job; names in lower case. */
export const variables: readonly { readonly cloud: string; readonly name: string }[] = [
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
  { cloud: 'aws', name: 'aws_role_arn' },
  // https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/service_principal_oidc
  { cloud: 'azure', name: 'arm_client_id' },
  // https://learn.microsoft.com/javascript/api/overview/azure/identity-readme#environment-variables
  { cloud: 'azure', name: 'azure_client_id' },
];

/** Roles that a script names, each once, in the order of the text. */
export const identitiesIn = (script: string): readonly { readonly cloud: string; readonly id: string }[] =>
  [...new Set(script.match(/\barn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]*[\w+=@-]/g) ?? [])].map((id) => ({
    cloud: 'aws',
    id,
  }));

/** @param value as it is, or the expression that nobody can work out */
export const cloudOf = (input: string, value: string): string | undefined =>
  shapes.find(({ shape }) => shape.test(value))?.cloud ??
  inputs.find(({ name }) => name.test(input.toLowerCase().replaceAll('_', '-')))?.cloud;

const words: ReadonlySet<string> = new Set([
  ...['login', 'signin', 'auth', 'authenticate', 'authentication', 'authorize', 'credential', 'credentials'],
  ...['assume', 'oidc', 'sts', 'federate', 'federated', 'federation', 'token', 'tokens', 'vault', 'secrets'],
  ...['iam', 'sso', 'kubeconfig', 'impersonate'],
]);
const looksFor: ReadonlySet<string> = new Set([
  'scan',
  'scanner',
  'scanning',
  'detect',
  'detection',
  'lint',
  'check',
]);

/** They open nothing but with what the job has already: credentials from before, or a secret, which is told. */
const openNothing: readonly RegExp[] = [
  // https://github.com/docker/login-action
  /^docker\/login-action@/i,
  // https://github.com/aws-actions/amazon-ecr-login
  /^aws-actions\/amazon-ecr-login@/i,
  // https://github.com/google-github-actions/get-gke-credentials
  /^google-github-actions\/get-gke-credentials@/i,
  // https://github.com/Azure/docker-login
  /^azure\/docker-login@/i,
];

/** Whether an action is by its name one that signs in somewhere, and none whose meaning is known. */
export const isUnknownLogin = (uses: string): boolean => {
  if (loginOf({ uses, with: new Map(), number: 0 }) !== undefined) return false;
  if (uses.startsWith('docker://') || openNothing.some((action) => action.test(uses))) return false;
  const parts = uses
    .replace(/@[^@]*$/, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return parts.some((part) => words.has(part)) && !parts.some((part) => looksFor.has(part));
};
