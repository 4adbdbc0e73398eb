/**
 * Scopes are paths: `/`, `/providers/Microsoft.Management/managementGroups/<name>`, `/subscriptions/<id>`,
 * `…/resourceGroups/<name>`, and of resources. What is assigned at one holds below it, by whole segments and without regard
 * to case. Management groups hold subscriptions by another relation than the path: {@link scopeTree}.
 * https://learn.microsoft.com/azure/role-based-access-control/scope-overview
 */

/** Lower case, no slash at the end, one between segments; `/` is the root. */
export const normalScope = (scope: string): string => {
  const segments = scope
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  // Ids of schedule instances begin with `/providers/Microsoft.Subscription/subscriptions/…`, their scopes do not.
  const [first, second, third] = segments;
  if (first === 'providers' && second === 'microsoft.subscription' && third === 'subscriptions')
    segments.splice(0, 2);
  return `/${segments.join('/')}`;
};

export const rootScope = '/';

export const managementGroupScope = (name: string): string =>
  normalScope(`/providers/Microsoft.Management/managementGroups/${name}`);

export const subscriptionScope = (id: string): string => normalScope(`/subscriptions/${id}`);

export const subscriptionOf = (scope: string): string | undefined =>
  /^\/subscriptions\/([^/]+)/.exec(scope)?.[1];

export const resourceGroupOf = (scope: string): string | undefined =>
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/.exec(scope)?.[0];

export const managementGroupOf = (scope: string): string | undefined =>
  /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/.exec(scope)?.[1];

/** `microsoft.web/sites/slots`: of a normal scope; undefined: it is no resource. */
export const typeOfResource = (scope: string): string | undefined => {
  const [, written] = /^\/subscriptions\/.*\/providers\/(.+)$/.exec(scope) ?? [];
  const [namespace, ...rest] = written?.split('/') ?? [];
  return rest.length < 2 ? undefined : [namespace, ...rest.filter((_, at) => at % 2 === 0)].join('/');
};

/** How far down a scope lies, for whoever takes part of a subscription. */
export type ScopeKind = 'root' | 'management-group' | 'subscription' | 'resource-group' | 'resource';

export const kindOfScope = (scope: string): ScopeKind => {
  if (scope === rootScope) return 'root';
  if (managementGroupOf(scope) !== undefined) return 'management-group';
  if (/^\/subscriptions\/[^/]+$/.test(scope)) return 'subscription';
  return resourceGroupOf(scope) === scope ? 'resource-group' : 'resource';
};

export interface ScopeTree {
  /** Whether what holds at `scope` holds at `place` as well. Both normal. */
  readonly covers: (scope: string, place: string) => boolean;
  /** The scopes above one, itself first, the root last. */
  readonly chain: (place: string) => readonly string[];
}

/**
 * @param parents of subscriptions and management groups: the scope of the management group that holds them
 * @param inherited of subscriptions: scopes of management groups above them, of which nobody knows which holds which
 */
export const scopeTree = (
  parents: ReadonlyMap<string, string>,
  inherited: ReadonlyMap<string, readonly string[]> = new Map(),
): ScopeTree => {
  const known = new Map<string, readonly string[]>();
  const chain = (place: string): readonly string[] => {
    let found = known.get(place);
    if (found === undefined) {
      const scopes = new Set<string>();
      let at: string | undefined = place;
      // A cycle in what was read ends where it began.
      while (at !== undefined && at !== rootScope && !scopes.has(at)) {
        scopes.add(at);
        for (const above of inherited.get(at) ?? []) scopes.add(above);
        at = parents.get(at) ?? aboveByPath(at);
      }
      found = [...scopes, rootScope];
      known.set(place, found);
    }
    return found;
  };
  return {
    chain,
    covers: (scope, place) =>
      scope === place || scope === rootScope || place.startsWith(`${scope}/`) || chain(place).includes(scope),
  };
};

/** The resource that holds this one, its group, its subscription. */
const aboveByPath = (scope: string): string | undefined => {
  const kind = kindOfScope(scope);
  if (kind === 'management-group' || kind === 'subscription') return undefined;
  if (kind === 'resource-group') return /^\/subscriptions\/[^/]+/.exec(scope)![0];
  // …/providers/<namespace>/<type>/<name>[/<type>/<name>…]: a pair less, or what stands before `/providers/`.
  const at = scope.lastIndexOf('/providers/');
  if (at < 0) return /^\/subscriptions\/[^/]+/.exec(scope)?.[0];
  const own = scope.slice(at + 1).split('/');
  if (own.length > 4) return `${scope.slice(0, at)}/${own.slice(0, -2).join('/')}`;
  return at === 0 ? undefined : scope.slice(0, at);
};
