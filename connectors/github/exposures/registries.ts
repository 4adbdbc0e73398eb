import type { Exposure } from '../../../src/model/exposure.ts';
import { federatingHost, hostOf, isStatic } from '../federation/private-registries.ts';
import { evidence, plain, quoted, type Read } from './support.ts';

/**
 * A private registry of the organisation that is opened with a stored token or password, where its host takes OIDC.
 * https://docs.github.com/en/code-security/how-tos/secure-at-scale/configure-organization-security/manage-usage-and-access/giving-org-access-private-registries
 */
export const staticRegistry = (
  registry: Read<'github.private-registry'>,
  organization: string,
): readonly Exposure[] => {
  const { data } = registry;
  if (!isStatic(registry)) return [];
  const host = hostOf(data.url);
  const issuer = federatingHost(host)?.issuer;
  if (issuer === undefined) return [];
  return [
    {
      kind: 'key-instead-of-federation',
      key: `registry ${data.name}`,
      says: `Private registry ${plain(data.name)} of ${plain(organization)} is opened with a stored ${data.auth_type === 'token' ? 'token' : 'password'}, though ${issuer} takes tokens of GitHub`,
      confidence: 'high',
      evidence: [
        evidence(
          'github.private-registry',
          registry,
          `${plain(data.auth_type ?? '')} at ${plain(host)}`,
          '/auth_type',
        ),
      ],
      fix: `Settings, Advanced Security, Private registries, ${plain(data.name)}: choose OIDC, then end the stored ${data.auth_type === 'token' ? 'token' : 'password'} at ${issuer}; what is stored shows in:\ngh api ${quoted(`orgs/${organization}/private-registries/${data.name}`)}`,
    },
  ];
};
