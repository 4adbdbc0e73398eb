/** Who a binding names. https://cloud.google.com/iam/docs/principal-identifiers */
export type Member =
  | {
      readonly is: 'service-account' | 'user' | 'group' | 'domain' | 'kubernetes' | 'agent';
      readonly id: string;
    }
  /** `principal://…` and `principalSet://…` of a pool; `id` as written. */
  | { readonly is: 'federated'; readonly id: string; readonly pool: string; readonly of: PoolMember }
  | { readonly is: 'everyone'; readonly id: 'allUsers' | 'allAuthenticatedUsers' }
  /** Whoever has the basic role on the project itself. */
  | { readonly is: 'convenience'; readonly role: string; readonly project: string }
  /** All accounts of a node of the tree, or agents; `id` as written. */
  | { readonly is: 'set'; readonly id: string }
  | { readonly is: 'deleted' | 'other'; readonly id: string };

/** Who of a pool is meant; absent: all of it. */
export interface PoolMember {
  /** `google.subject`, `google.groups`, `attribute.NAME`. */
  readonly attribute?: string;
  readonly value?: string;
}

const pool =
  /^(?:principal|principalSet):\/\/iam\.googleapis\.com\/((?:projects\/[^/]+\/)?locations\/global\/(?:workloadIdentityPools|workforcePools)\/[^/]+)\/([\s\S]+)$/;

/** What an agent runs as that has an identity of its own. https://cloud.google.com/iam/docs/agent-identity-overview */
const agent = /^principal:\/\/agents\.global\.[^/]+\.system\.id\.goog\/./;

/** https://cloud.google.com/iam/docs/principal-identifiers#allow */
const accountSet =
  /^principalSet:\/\/cloudresourcemanager\.googleapis\.com\/((?:projects|folders|organizations)\/[^/]+)(?:\/type\/(ServiceAccount|ServiceAgent))?$/;
const agentSet =
  /^principalSet:\/\/agents\.global\.[^/]+\.system\.id\.goog\/(?:\*|attribute\.(?:platform|platformContainer|container)\/.+)$/;

export const isAgentSet = (written: string): boolean => agentSet.test(written);

/** Sets that an agent is in, as they are written. https://cloud.google.com/iam/docs/agent-identity-overview */
export const agentSetsOf = (id: string): readonly string[] => {
  const [, domain, platform, container] =
    /^principal:\/\/(agents\.global\.[^/]+\.system\.id\.goog)\/resources\/([^/]+)\/(projects\/[^/]+)\//.exec(
      id,
    ) ??
    /^principal:\/\/(agents\.global\.[^/]+\.system\.id\.goog)\//.exec(id) ??
    [];
  if (domain === undefined) return [];
  const set = `principalSet://${domain}`;
  return [
    `${set}/*`,
    ...(platform === undefined
      ? []
      : [
          `${set}/attribute.platform/${platform}`,
          `${set}/attribute.platformContainer/${platform}/${container}`,
          `${set}/attribute.container/${container}`,
        ]),
  ];
};

/** Sets that the accounts of a node of the tree are in, as they are written. @param node `projects/P`, by number or by id */
export const accountSetsOf = (node: string, isAgent: boolean): readonly string[] =>
  ['', isAgent ? '/type/ServiceAgent' : '/type/ServiceAccount'].map(
    (type) => `principalSet://cloudresourcemanager.googleapis.com/${node}${type}`,
  );

/** The node whose accounts a set has. Undefined: it is another set. */
export const nodeOfAccountSet = (written: string): string | undefined => accountSet.exec(written)?.[1];

const poolMember = (rest: string): PoolMember | undefined => {
  if (rest === '*') return {};
  const slash = rest.indexOf('/');
  if (slash < 0) return undefined;
  const [kind, value] = [rest.slice(0, slash), rest.slice(slash + 1)];
  if (kind === 'subject') return { attribute: 'google.subject', value };
  if (kind === 'group') return { attribute: 'google.groups', value };
  return kind.startsWith('attribute.') ? { attribute: kind, value } : undefined;
};

const convenience: ReadonlyMap<string, string> = new Map([
  ['projectOwner', 'roles/owner'],
  ['projectEditor', 'roles/editor'],
  ['projectViewer', 'roles/viewer'],
]);
const byPrefix: ReadonlyMap<string, 'service-account' | 'user' | 'group' | 'domain'> = new Map([
  ['serviceAccount', 'service-account'],
  ['user', 'user'],
  ['group', 'group'],
  ['domain', 'domain'],
]);

export const memberOf = (written: string): Member => {
  if (written === 'allUsers' || written === 'allAuthenticatedUsers') return { is: 'everyone', id: written };
  if (written.startsWith('deleted:')) return { is: 'deleted', id: written };
  const [, of, rest] = pool.exec(written) ?? [];
  if (of !== undefined) {
    const named = poolMember(rest!);
    return named === undefined
      ? { is: 'other', id: written }
      : { is: 'federated', id: written, pool: of, of: named };
  }
  if (agent.test(written)) return { is: 'agent', id: written };
  if (accountSet.test(written) || agentSet.test(written)) return { is: 'set', id: written };
  // As access policies write them.
  const [, group] = /^principalSet:\/\/goog\/group\/(.+)$/.exec(written) ?? [];
  if (group !== undefined) return { is: 'group', id: group.toLowerCase() };
  const [, email] =
    /^principal:\/\/(?:goog\/subject|iam\.googleapis\.com\/projects\/-\/serviceAccounts)\/(.+)$/.exec(
      written,
    ) ?? [];
  if (email !== undefined)
    return {
      is: email.endsWith('.gserviceaccount.com') ? 'service-account' : 'user',
      id: email.toLowerCase(),
    };
  const colon = written.indexOf(':');
  const [prefix, id] = [written.slice(0, colon), written.slice(colon + 1)];
  const role = convenience.get(prefix);
  if (role !== undefined) return { is: 'convenience', role, project: id };
  const kind = byPrefix.get(prefix);
  if (kind === undefined) return { is: 'other', id: written };
  if (kind === 'service-account' && /\.svc\.id\.goog\[/.test(id)) return { is: 'kubernetes', id };
  return { is: kind, id: id.toLowerCase() };
};

/** Accounts that Google makes for a project, and that its owner uses. https://cloud.google.com/iam/docs/service-account-types#default */
export const isDefaultAccount = (email: string): boolean =>
  /^\d+-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$|^\d+@cloudbuild\.gserviceaccount\.com$/.test(
    email,
  );
