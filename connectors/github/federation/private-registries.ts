import type { StoredKey, TokenOffer } from '../../../src/model/federation.ts';
import { dependabotId } from '../facts/identity-keys.ts';
import type { Fact, GitHubInventory } from '../facts/inventory.ts';
import type { OfferOf } from './offer.ts';
import { wordsOf } from './stored-keys.ts';

/**
 * Private registries that an organisation opens to Dependabot and to code scanning.
 * https://docs.github.com/en/rest/private-registries/organization-configurations
 */
type Registry = Fact<'github.private-registry'>;

interface Host {
  readonly host: RegExp;
  /** As people call it. */
  readonly issuer: string;
  /** Whose key opens it, where identities of that cloud are part of an estate. */
  readonly provider?: StoredKey['provider'];
}

/** Registries that take tokens of GitHub. */
const hosts: readonly Host[] = [
  {
    host: /\.codeartifact\.[\w-]+\.amazonaws\.com$|\.ecr\.[\w-]+\.amazonaws\.com$/,
    issuer: 'AWS',
    provider: 'aws',
  },
  { host: /\.azurecr\.io$/, issuer: 'Azure', provider: 'azure' },
  // Opened by tokens of Azure DevOps, which are of nobody in the directory.
  { host: /\.pkgs\.visualstudio\.com$|^pkgs\.dev\.azure\.com$/, issuer: 'Azure' },
  { host: /\.pkg\.dev$|(?:^|\.)gcr\.io$/, issuer: 'Google Cloud', provider: 'gcp' },
  { host: /\.jfrog\.io$/, issuer: 'JFrog' },
  { host: /\.cloudsmith\.(?:io|com)$/, issuer: 'Cloudsmith' },
];

export const hostOf = (url: string | null | undefined): string =>
  /^(?:[a-z+]+:\/\/)?([^/:?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase() ?? '';

export const federatingHost = (host: string): Host | undefined => hosts.find((each) => each.host.test(host));

export const isStatic = ({ data }: Pick<Registry, 'data'>): boolean =>
  data.auth_type === 'token' || data.auth_type === 'username_password';

/** As whom Dependabot enters a cloud; undefined: it exchanges no token, or not with a cloud. */
const entersAs = ({ data }: Registry): TokenOffer['only'] | undefined => {
  const as = (name: string | null | undefined, scope?: string | null): TokenOffer['only'] | undefined =>
    name == null ? undefined : { name, ...(scope == null ? {} : { scope }) };
  switch (data.auth_type) {
    case 'oidc_aws':
      return as(data.role_name, data.account_id);
    case 'oidc_azure':
      return as(data.client_id);
    case 'oidc_gcp':
      return as(data.service_account);
    default:
      return undefined;
  }
};

/**
 * Tokens that update jobs exchange for those of a cloud: of the default branch, for one identity only.
 * https://docs.github.com/en/code-security/how-tos/secure-at-scale/configure-organization-security/manage-usage-and-access/giving-org-access-private-registries#configuring-oidc-authentication-for-a-private-registry
 */
export const registryOffers = (
  inventory: GitHubInventory,
  indexOf: (id: string) => number | undefined,
  offer: OfferOf,
): readonly TokenOffer[] =>
  inventory.of('github.private-registry').flatMap((registry) => {
    const { scope, data } = registry;
    const node = indexOf(dependabotId(scope));
    const only = entersAs(registry);
    if (node === undefined || only === undefined) return [];
    return inventory
      .repositoriesOf(scope)
      .filter(
        (each) =>
          each.data.archived !== true && (data.visibility !== 'private' || each.data.visibility !== 'public'),
      )
      .map((each): TokenOffer => {
        const name = each.data.full_name;
        const ref = `refs/heads/${each.data.default_branch ?? 'main'}`;
        const further = {
          event_name: 'dynamic',
          actor: 'dependabot[bot]',
          job_workflow_ref: '*',
          ...(data.audience == null ? {} : { aud: data.audience }),
        };
        const context = { context: `ref:${ref}`, claims: { ref, ref_type: 'branch' } };
        const assumes =
          data.visibility === 'all' || data.visibility === 'private'
            ? []
            : [`registry ${data.name} is open to ${name}, which was not read`];
        return { ...offer(node, name, context, further, [], assumes), only };
      });
  });

/** Passwords and tokens that open a registry of a cloud: by its address they are a key of that cloud. */
export const registryKeys = (
  inventory: GitHubInventory,
  indexOf: (id: string) => number | undefined,
): readonly StoredKey[] =>
  inventory.of('github.private-registry').flatMap((registry): readonly StoredKey[] => {
    const { scope, data } = registry;
    const host = hostOf(data.url);
    const provider = federatingHost(host)?.provider;
    const node = indexOf(dependabotId(scope));
    if (!isStatic(registry) || provider === undefined || node === undefined) return [];
    return [
      {
        node,
        label: `private registry ${data.name} of ${scope}`,
        provider,
        ...(data.updated_at == null ? {} : { setAt: data.updated_at }),
        hints: [...new Set([...wordsOf(data.name), ...wordsOf(data.username ?? '')])].sort(),
        names: host.match(/\b\d{12}\b/g) ?? [],
      },
    ];
  });
