import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders, RestError } from '@azure/core-rest-pipeline';
import { azureCall } from '../../connectors/azure/collect/calls.ts';
import { type Cloud, cloudOf } from '../../connectors/azure/collect/environment.ts';
import { guardRequest } from '../../connectors/azure/collect/guard.ts';
import { azureOracle } from './azure-oracle.ts';
import { type Entry, type FakeTenant, sampleTenant } from './azure-tenant.ts';

/** What is said in place of an answer. */
export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Text of the body as it is. */
  readonly raw?: string;
  /** The connection breaks; of a request inside another, no answer to it comes. */
  readonly cut?: true;
}

/** A request as the service sees it. */
export interface Seen {
  /** Id of the table of calls. */
  readonly call: string;
  readonly method: string;
  readonly url: URL;
  /** Inside a `$batch`. */
  readonly inner: boolean;
  /** How often the same was asked before. */
  readonly before: number;
}

export interface FakeOptions {
  readonly tenant?: FakeTenant;
  readonly cloud?: Cloud;
  /** Entries of a page; default: what is asked for, else what Microsoft gives. */
  readonly pageSize?: number;
  /** Licences that the tenant has not. */
  readonly unlicensed?: readonly ('P1' | 'P2')[];
  /** Application permissions that were not consented to. */
  readonly withoutConsent?: readonly string[];
  /** Subscriptions in which nothing may be read. */
  readonly closed?: readonly string[];
  readonly interject?: (seen: Seen) => Said | undefined;
  /** What becomes of an answer on its way, after it was held against Microsoft's descriptions. */
  readonly change?: (body: unknown, seen: Seen) => unknown;
}

export interface FakeAzure {
  /** In the place of the network. */
  readonly httpClient: HttpClient;
  readonly requests: readonly Seen[];
  /** What was asked, or answered, otherwise than Microsoft describes it. */
  readonly faults: readonly string[];
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

const refusal = (status: number, code: string, message = code): Said => ({
  status,
  body: { error: { code, message } },
});

const ok = (body: unknown): Said => ({ status: 200, body });

const bodyOf = ({ raw, body }: Said): string => raw ?? JSON.stringify(body ?? {});

/** Where an entry of Microsoft.Authorization is: what stands before the provider in its id. */
const scopeOf = (entry: Entry): string => {
  const { scope } = (entry.properties ?? {}) as Entry;
  return String(scope ?? String(entry.id).split('/providers/Microsoft.Authorization/')[0]).toLowerCase();
};

const strictIds = /^id in \(('[0-9a-f-]{36}'(?:,'[0-9a-f-]{36}')*)\)$/;

const matches = (filter: string, entry: Entry, inside: ReadonlySet<string>): boolean => {
  const ids = strictIds.exec(filter)?.[1];
  if (ids !== undefined) {
    const list = ids.split(',');
    // https://learn.microsoft.com/graph/filter-query-parameter
    return list.length <= 15 && list.includes(`'${String(entry.id)}'`);
  }
  if (filter === 'isAssignableToRole eq true') return entry.isAssignableToRole === true;
  if (filter === 'federatedIdentityCredentials/$count ne 0') return inside.has(String(entry.id));
  if (filter === 'owners/$count ne 0') return ((entry.owners ?? []) as readonly Entry[]).length > 0;
  const parts = [...filter.matchAll(/(\w+) eq '([^']*)'/g)];
  return parts.length > 0 && parts.every(([, name = '', value]) => entry[name] === value);
};

/**
 * Azure Resource Manager, Privileged Identity Management, Resource Graph and Microsoft Graph of one tenant, as far as a scan asks
 * for them, and strictly: an address, an option or a version that is not described is refused.
 */
export const fakeAzure = (options: FakeOptions = {}): FakeAzure => {
  const { tenant = sampleTenant(), cloud = cloudOf(), interject } = options;
  const requests: Seen[] = [];
  const faults: string[] = [];
  const counts = new Map<string, number>();
  const changed = (said: Said, seen: Seen): Said =>
    said.status === 200 && options.change !== undefined
      ? { ...said, body: options.change(said.body, seen) }
      : said;
  const fault = (what: string): void => {
    if (!faults.includes(what)) faults.push(what);
  };

  /** What has no description but documentation is held against that. */
  const held = (call: string, said: Said): Said => {
    const { value, data } = (said.body ?? {}) as Entry;
    if (said.status === 200)
      for (const wrong of azureOracle().documented(
        call,
        JSON.parse(JSON.stringify(value ?? data ?? null)),
      ) ?? ['is described nowhere'])
        fault(`${call}: answer ${wrong}`);
    return said;
  };

  const paged = (
    entries: readonly Entry[],
    url: URL,
    most: number,
    link: '@odata.nextLink' | 'nextLink',
  ): Said => {
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const size = Math.min(
      options.pageSize ?? Number.MAX_SAFE_INTEGER,
      Number(url.searchParams.get('$top') ?? most),
      // Of objects of the directory no more with what is expanded: https://learn.microsoft.com/graph/query-parameters#expand-parameter
      /^\/v1.0\/(applications|servicePrincipals|groups|users)$/.test(url.pathname) &&
        url.searchParams.has('$expand')
        ? 100
        : Number.MAX_SAFE_INTEGER,
    );
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(from + size));
    return ok({
      ...(link === 'nextLink' ? {} : { '@odata.context': `${url.origin}/v1.0/$metadata` }),
      value: entries.slice(from, from + size),
      ...(from + size < entries.length ? { [link]: next.href } : {}),
    });
  };

  /** Asked anew each time: the tenant may remember what is changed in it. */
  const federatedOwners = (): ReadonlySet<string> =>
    new Set(
      [...tenant.graph].flatMap(([path, entries]) =>
        entries.length > 0 && path.endsWith('/federatedIdentityCredentials') ? [path.split('/')[2]!] : [],
      ),
    );

  const graphList = (url: URL, path: string, header: Asked['header']): Said => {
    const filter = url.searchParams.get('$filter') ?? undefined;
    const single = tenant.single.get(path);
    if (single !== undefined) return ok(single);
    const owner = /^\/(applications|servicePrincipals)\/([^/]+)\/owners$/.exec(path);
    const all =
      owner === null
        ? (tenant.graph.get(path) ?? [])
        : ((tenant.graph.get(`/${owner[1]}`)?.find(({ id }) => id === owner[2])?.owners ??
            []) as readonly Entry[]);
    if (filter?.includes('/$count') === true) {
      // https://learn.microsoft.com/graph/aad-advanced-queries
      if (header('consistencylevel') !== 'eventual' || url.searchParams.get('$count') !== 'true')
        return refusal(400, 'Request_UnsupportedQuery');
    }
    if (path.startsWith('/identityGovernance/') && filter === undefined)
      return refusal(400, 'MissingParameters', 'The required parameters GroupId or PrincipalId is missing.');
    const having: ReadonlySet<string> =
      filter?.startsWith('federatedIdentityCredentials/') === true ? federatedOwners() : new Set();
    const found = filter === undefined ? all : all.filter((entry) => matches(filter, entry, having));
    const expands = url.searchParams.has('$expand');
    const select = url.searchParams.get('$select')?.split(',');
    const shown = found.map((entry): Entry => {
      const { owners, ...rest } = entry;
      if (path === '/applications' || path === '/servicePrincipals') {
        const own = (owners ?? []) as readonly Entry[];
        if (select !== undefined) return { id: entry.id };
        return expands
          ? {
              ...rest,
              owners: own.slice(0, 20).map((each) => ({ '@odata.type': each['@odata.type'], id: each.id })),
            }
          : rest;
      }
      if (select === undefined) return entry;
      return Object.fromEntries(
        Object.entries(entry).filter(([name]) => name === '@odata.type' || select.includes(name)),
      );
    });
    return paged(shown, url, 100, '@odata.nextLink');
  };

  const licence = (call: string): Said | undefined => {
    const needed = azureCall(call)?.licence;
    if (needed === undefined) return;
    if (options.unlicensed?.includes('P2') === true && needed.includes('P2'))
      return refusal(
        400,
        'AadPremiumLicenseRequired',
        'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
      );
    if (options.unlicensed?.includes('P1') === true && needed.endsWith('P1'))
      return refusal(
        403,
        'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        "Neither tenant is B2C or tenant doesn't have premium license",
      );
    return;
  };

  const armAnswer = (seen: Seen, body: string): Said => {
    const { url, call } = seen;
    const version = url.searchParams.get('api-version');
    if (url.pathname.includes('//')) return refusal(400, 'InvalidResourceUri', 'two slashes');
    if (version !== azureCall(call)!.version) return refusal(400, 'InvalidApiVersionParameter', `${version}`);
    const query = /\((.+)\)$/.exec(call)?.[1];
    if (query !== undefined) {
      const asked = JSON.parse(body) as {
        readonly subscriptions?: readonly string[];
        readonly options: { readonly $top: number; readonly $skipToken?: string };
      };
      const all = (tenant.resourceGraph.get(query) ?? []).filter(
        ({ id }) =>
          asked.subscriptions === undefined ||
          asked.subscriptions.some((each) => String(id).toLowerCase().startsWith(`/subscriptions/${each}`)),
      );
      const from = Number(asked.options.$skipToken ?? 0);
      const size = Math.min(options.pageSize ?? 1000, asked.options.$top);
      const data = all.slice(from, from + size);
      return held(
        call,
        ok({
          totalRecords: all.length,
          count: data.length,
          data,
          facets: [],
          resultTruncated: 'false',
          ...(from + size < all.length ? { $skipToken: String(from + size) } : {}),
        }),
      );
    }
    if (url.pathname === '/subscriptions')
      return held(call, paged(tenant.subscriptions, url, 1000, 'nextLink'));
    const [scope = '', kind = ''] = decodeURIComponent(url.pathname)
      .toLowerCase()
      .split('/providers/microsoft.authorization/');
    if (options.closed?.some((id) => scope.startsWith(`/subscriptions/${id}`)) === true)
      return refusal(403, 'AuthorizationFailed', 'The client does not have authorization to perform action.');
    const key = [...tenant.authorization.keys()].find((each) => each.toLowerCase() === kind) ?? '';
    for (const wrong of azureOracle().armQuery(key, url.searchParams.keys()))
      fault(`${key}: option ${wrong}`);
    const filter = url.searchParams.get('$filter');
    const isDefinition = key === 'roleDefinitions';
    const found = (tenant.authorization.get(key) ?? []).filter((entry) => {
      const at = scopeOf(entry);
      const { type, assignableScopes } = (entry.properties ?? {}) as Entry;
      if (isDefinition) {
        if (filter !== null && type !== 'CustomRole') return false;
        return (assignableScopes as readonly string[]).some((each) =>
          each === '/' ? true : scope.startsWith(each.toLowerCase()),
        );
      }
      // At, below, and above.
      return at === '/' || at.startsWith('/providers/microsoft.management') || at.startsWith(scope);
    });
    const said = paged(found, url, 1000, 'nextLink');
    const described = JSON.parse(bodyOf(said)) as unknown;
    for (const wrong of azureOracle().armAnswer(key, described)) fault(`${key}: answer ${wrong}`);
    return said;
  };

  const graphAnswer = (seen: Seen, header: Asked['header']): Said => {
    const { url, call } = seen;
    const row = azureCall(call)!;
    if (row.permissions.some((each) => options.withoutConsent?.includes(each) === true))
      return refusal(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    const path = decodeURIComponent(url.pathname).replace(/^\/(?:v1\.0|beta)/, '');
    const isDescribed = row.version === 'v1.0';
    if (isDescribed) for (const wrong of azureOracle().graphAddress(url)) fault(`${call}: address ${wrong}`);
    const said = graphList(url, path, header);
    if (isDescribed && said.status === 200)
      for (const wrong of azureOracle().graphAnswer(url, said.body)) fault(`${call}: answer ${wrong}`);
    return isDescribed ? said : held(call, said);
  };

  const seenOf = (method: string, url: URL, body: string, inner: boolean): Seen => {
    const { call } = guardRequest(cloud, { method, url: url.href, body });
    const key = `${method} ${url.href} ${body}`;
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    const seen = { call: call.id, method, url, inner, before };
    requests.push(seen);
    return seen;
  };

  const batch = (url: URL, body: string): Said => {
    const [, version] = url.pathname.split('/');
    const { requests: inner } = JSON.parse(body) as { readonly requests: readonly Entry[] };
    const responses = inner.flatMap((each) => {
      const headers = new Map(
        Object.entries((each.headers ?? {}) as Readonly<Record<string, string>>).map(([name, value]) => [
          name.toLowerCase(),
          value,
        ]),
      );
      const target = new URL(`${url.origin}/${version}${String(each.url)}`);
      const seen = seenOf('GET', target, '', true);
      const said =
        interject?.(seen) ??
        licence(seen.call) ??
        changed(
          graphAnswer(seen, (name) => headers.get(name.toLowerCase())),
          seen,
        );
      if (said.cut === true) return [];
      let given: unknown = said.raw ?? said.body ?? {};
      if (said.raw !== undefined) {
        try {
          given = JSON.parse(said.raw);
        } catch {
          given = said.raw;
        }
      }
      return [{ id: each.id, status: said.status, headers: said.headers ?? {}, body: given }];
    });
    // The order is free.
    return ok({ responses: responses.reverse() });
  };

  const answer = ({ method, url, header, body }: Asked): Said => {
    if (header('authorization') !== 'Bearer fake-token') return refusal(401, 'InvalidAuthenticationToken');
    const target = new URL(url);
    const seen = seenOf(method, target, body, false);
    const interjected = interject?.(seen);
    if (interjected !== undefined) return interjected;
    if (seen.call === 'POST $batch') return batch(target, body);
    const unlicensed = licence(seen.call);
    if (unlicensed !== undefined) return unlicensed;
    return changed(target.origin === cloud.arm ? armAnswer(seen, body) : graphAnswer(seen, header), seen);
  };

  const respond = (request: PipelineRequest): PipelineResponse => {
    const said = answer({
      method: request.method,
      url: request.url,
      header: (name) => request.headers.get(name),
      body: String(request.body ?? ''),
    });
    if (said.cut === true) throw new RestError('socket hang up', { code: 'ECONNRESET', request });
    return {
      request,
      status: said.status,
      headers: createHttpHeaders({ 'content-type': 'application/json', ...said.headers }),
      bodyAsText: bodyOf(said),
    };
  };

  return { httpClient: { sendRequest: async (request) => respond(request) }, requests, faults };
};
