import type { Exposure } from '../../../src/model/exposure.ts';
import { evidence, plain, type Read } from './support.ts';

/** Registries that take tokens of GitHub, by their hosts. */
const federating: readonly { readonly host: RegExp; readonly type: string }[] = [
  { host: /\.codeartifact\.[\w-]+\.amazonaws\.com$|\.ecr\.[\w-]+\.amazonaws\.com$/, type: 'AWS' },
  { host: /\.azurecr\.io$|\.pkgs\.visualstudio\.com$|^pkgs\.dev\.azure\.com$/, type: 'Azure' },
  { host: /\.pkg\.dev$|(?:^|\.)gcr\.io$/, type: 'Google Cloud' },
  { host: /\.jfrog\.io$/, type: 'JFrog' },
  { host: /\.cloudsmith\.(?:io|com)$/, type: 'Cloudsmith' },
];

/**
 * A private registry of the organisation that is opened with a stored token or password, where its host takes OIDC.
 * https://docs.github.com/en/code-security/how-tos/secure-at-scale/configure-organization-security/manage-usage-and-access/giving-org-access-private-registries
 */
export const staticRegistry = (
  registry: Read<'github.private-registry'>,
  organization: string,
): readonly Exposure[] => {
  const { data } = registry;
  if (data.auth_type !== 'token' && data.auth_type !== 'username_password') return [];
  const host = /^(?:[a-z+]+:\/\/)?([^/:?#]+)/i.exec(data.url ?? '')?.[1]?.toLowerCase() ?? '';
  const issuer = federating.find((each) => each.host.test(host));
  if (issuer === undefined) return [];
  return [
    {
      kind: 'key-instead-of-federation',
      key: `registry ${data.name}`,
      says: `Private registry ${plain(data.name)} of ${plain(organization)} is opened with a stored ${data.auth_type === 'token' ? 'token' : 'password'}, though ${issuer.type} takes tokens of GitHub`,
      confidence: 'high',
      evidence: [
        evidence(
          'github.private-registry',
          registry,
          `${plain(data.auth_type)} at ${plain(host)}`,
          '/auth_type',
        ),
      ],
      fix: `Settings, Advanced Security, Private registries, ${plain(data.name)}: choose OIDC, then end the stored ${data.auth_type === 'token' ? 'token' : 'password'} at ${issuer.type}.`,
    },
  ];
};
