import type { Exposure } from '../../../src/model/exposure.ts';
import { dayOf, evidence, fixBy, listed, plain, quoted, type Read } from './support.ts';

/**
 * A classic personal access token that was let into the organisation.
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens
 */
export const supersededCredential = (
  authorization: Read<'github.credential-authorization'>,
  organization: string,
): readonly Exposure[] => {
  const { data } = authorization;
  if (data.credential_type !== 'personal access token') return [];
  const note = data.authorized_credential_note ?? data.authorized_credential_title;
  const scopes = data.scopes ?? [];
  const used = data.credential_accessed_at;
  return [
    {
      kind: 'superseded-credential',
      key: `${data.credential_id}`,
      says: `Classic token ${note === undefined || note === null || note === '' ? data.credential_id : plain(note)} of ${plain(data.login)} has ${scopes.length === 0 ? 'no scopes that were told' : `${scopes.length === 1 ? 'scope' : 'scopes'} ${listed(scopes)}`} in everything that its person reaches`,
      // Without one of these it opens nothing that counts.
      ...(scopes.length > 0 && !scopes.some((scope) => /^(?:repo|workflow|admin:|write:|delete)/.test(scope))
        ? { severity: 'low' as const }
        : {}),
      evidence: [
        evidence(
          'github.credential-authorization',
          authorization,
          `classic token, ${used === undefined || used === null ? 'not known to be used' : `last used on ${dayOf(used)}`}`,
          '/credential_type',
        ),
      ],
      fix: fixBy(
        'Move what uses it to a GitHub App or a fine-grained token, then end its authorisation; classic tokens can be forbidden under Settings, Personal access tokens.',
        `gh api --method DELETE ${quoted(`orgs/${organization}/credential-authorizations/${data.credential_id}`)}`,
      ),
    },
  ];
};

/**
 * An app that is suspended, and keeps its installation, permissions and private keys.
 * https://docs.github.com/en/apps/maintaining-github-apps/suspending-a-github-app-installation
 */
export const suspendedApp = (
  installation: Read<'github.app-installation'>,
  organization: string,
): readonly Exposure[] => {
  const { data } = installation;
  if (data.suspended_at === undefined || data.suspended_at === null) return [];
  const by = data.suspended_by?.login;
  return [
    {
      kind: 'suspended-but-installed',
      key: 'suspended',
      says: `App ${plain(data.app_slug)} is suspended since ${dayOf(data.suspended_at)}, and still installed in ${plain(organization)}`,
      evidence: [
        evidence(
          'github.app-installation',
          installation,
          `suspended on ${dayOf(data.suspended_at)}${by === undefined ? '' : ` by ${plain(by)}`}`,
          '/suspended_at',
        ),
      ],
      fix: fixBy(
        `Uninstall it: Settings, GitHub Apps, ${plain(data.app_slug)}, Uninstall. As the app itself:`,
        `gh api --method DELETE app/installations/${data.id}`,
      ),
    },
  ];
};
