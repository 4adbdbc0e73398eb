import type { StoredKey } from '../../../src/model/federation.ts';

/**
 * Static keys that a federation can take the place of, told by the names that their own documentation gives the secret.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export interface KeyName {
  /** Where the key is for. */
  readonly issuer: string;
  /** `cloud`: the login step has a form without a key. `registry`: packages can be published without one. */
  readonly kind: 'cloud' | 'registry';
  /** Where identities of that cloud are part of an estate. */
  readonly provider?: StoredKey['provider'];
  readonly setUp: string;
}

interface Known extends KeyName {
  readonly name: RegExp;
}

const known: readonly Known[] = [
  {
    // The id alone opens nothing: it is the secret half that counts.
    name: /(?:^|_)AWS_(?:\w+_)?SECRET_(?:ACCESS_)?KEY(?:_|$)|(?:^|_)AWS_(?:SECRET|CREDENTIALS)(?:_(?!NAME|ARN|ID)|$)/,
    issuer: 'AWS',
    kind: 'cloud',
    provider: 'aws',
    setUp:
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
  },
  {
    name: /(?:^|_)(?:AZURE|ARM|AZ)_(?:\w+_)?(?:CLIENT_SECRET|CREDENTIALS?|PASSWORD)(?:_|$)/,
    issuer: 'Azure',
    kind: 'cloud',
    provider: 'azure',
    setUp:
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure',
  },
  {
    name: /(?:^|_)(?:GCP|GCLOUD|GOOGLE|GKE)_(?:\w+_)?(?:SA_KEY|SERVICE_ACCOUNT_(?:KEY|JSON)|CREDENTIALS?(?:_JSON)?|SA_JSON|AUTH_JSON|JSON_KEY)(?:_|$)|^GCP_KEY$|^GCLOUD_AUTH$/,
    issuer: 'Google Cloud',
    kind: 'cloud',
    provider: 'gcp',
    setUp:
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-google-cloud-platform',
  },
  {
    name: /(?:^|_)VAULT_(?:\w+_)?(?:TOKEN|SECRET_ID)(?:_|$)/,
    issuer: 'HashiCorp Vault',
    kind: 'cloud',
    setUp:
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-hashicorp-vault',
  },
  {
    name: /^(?:NPM|NPMJS)_(?:\w+_)?TOKEN$/,
    issuer: 'npm',
    kind: 'registry',
    setUp: 'https://docs.npmjs.com/trusted-publishers',
  },
  {
    name: /^(?:TEST_)?PYPI_(?:\w+_)?(?:TOKEN|PASSWORD)$|^PYPI_TOKEN_\w+$/,
    issuer: 'PyPI',
    kind: 'registry',
    setUp:
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-pypi',
  },
  {
    name: /^(?:CARGO_REGISTRY|CRATES(?:_?IO)?)_(?:\w+_)?TOKEN$/,
    issuer: 'crates.io',
    kind: 'registry',
    setUp: 'https://crates.io/docs/trusted-publishing',
  },
  {
    name: /^(?:GEM_HOST|RUBYGEMS?)_(?:API_KEY|AUTH_TOKEN|TOKEN|KEY)$/,
    issuer: 'RubyGems',
    kind: 'registry',
    setUp: 'https://guides.rubygems.org/trusted-publishing/',
  },
  {
    name: /^NUGET_(?:\w+_)?(?:API_?KEY|KEY|TOKEN)$/,
    issuer: 'NuGet',
    kind: 'registry',
    setUp: 'https://learn.microsoft.com/en-us/nuget/nuget-org/trusted-publishing',
  },
  {
    name: /^(?:JFROG|ARTIFACTORY|JF)_(?:\w+_)?(?:TOKEN|PASSWORD|API_KEY)$/,
    issuer: 'JFrog',
    kind: 'registry',
    setUp:
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-jfrog',
  },
];

/** Undefined: by its name no key that a federation could replace. */
export const keyOfName = (secret: string): KeyName | undefined =>
  known.find(({ name }) => name.test(secret.toUpperCase()));
