import type { NamedCall } from '../../../../src/collection/calls.ts';
import type { InputKind } from '../../../../src/model/coverage.ts';

/** One row of the table of calls. */
export interface GcpCall extends NamedCall<GcpPart> {
  /** Google's own name of the method, with what is asked of it where it gives several things: `cloudasset.assets.list RESOURCE`. */
  readonly id: string;
  /** Of the API that answers: `cloudasset` of cloudasset.googleapis.com. */
  readonly api: string;
  readonly method: 'GET' | 'POST';
  /** `{node}`: `organizations/N`, `folders/N` or `projects/P`; see `places` for the others. */
  readonly path: string;
  /** Always asked with, word for word. */
  readonly query?: Readonly<Record<string, string>>;
  /** Other parameters that may be given. */
  readonly takes?: readonly string[];
  /** Of a POST that reads: it is sent so and not otherwise, with what stands in the path in the place of `{node}`. */
  readonly body?: unknown;
  /** Every one is needed. */
  readonly permissions: readonly string[];
  /** Member of the answer that holds the entries. Absent: no list. */
  readonly list?: string;
  /** Members that a list may have instead of entries; of compute each place has a list of its own. */
  readonly pageSize?: { readonly parameter: 'pageSize' | 'maxResults'; readonly most: number };
  readonly bucket: Bucket;
  /**
   * The list whose entries it is made for; `projects`, `accounts`, `enabled`, `policies`: whatever told of the projects, of
   * the accounts in them, of the APIs that are enabled there, of who holds what.
   */
  readonly lead?: string;
  /** The API answers at `LOCATION-NAME.googleapis.com`. */
  readonly regional?: true;
}

/**
 * `session`: how the scan gets in. `inventory`: Cloud Asset Inventory, one question for the whole tree. `single`: the same
 * resource by resource, where the inventory is refused. `node`: what no inventory has, for each organisation, folder or project.
 * `groups`: members of groups that hold something. `agents`: where the APIs of agents are enabled. `recommendations`: only with
 * `--gcp-recommendations`.
 */
export type GcpPart = 'session' | 'inventory' | 'single' | 'node' | 'groups' | 'agents' | 'recommendations';

/**
 * Requests a minute that Google allows for a project by default; what is asked of a bucket waits for its minute.
 * https://cloud.google.com/asset-inventory/docs/quota, https://cloud.google.com/iam/quotas
 */
export const buckets = {
  'asset lists': 100,
  'asset searches': 400,
  'IAM reads': 6000,
  'deny policies': 5,
  'IAM v3 reads': 5,
  'federation reads': 600,
  'API keys': 240,
  'Privileged Access Manager': 600,
  'Policy Analyzer': 1000,
  recommendations: 100,
  directory: 1000,
  'log reads': 60,
  'Resource Manager': 600,
  others: 600,
} as const satisfies Readonly<Record<string, number>>;

export type Bucket = keyof typeof buckets;

type Rest = Omit<GcpCall, 'id' | 'part' | 'api' | 'method' | 'path' | 'gives' | 'permissions'>;

/** @param route method and path: `GET /v1/{node}/assets` */
const call =
  (part: GcpPart) =>
  (
    id: string,
    route: string,
    permissions: readonly string[],
    gives: readonly InputKind[],
    { api = id.slice(0, id.indexOf('.')), ...rest }: Rest & { readonly api?: string },
  ): GcpCall => {
    const [method, path = ''] = route.split(' ');
    return { id, part, api, method: method === 'POST' ? 'POST' : 'GET', path, permissions, gives, ...rest };
  };

export const session = call('session');
export const inventory = call('inventory');
export const single = call('single');
export const node = call('node');
export const groups = call('groups');
export const agents = call('agents');
export const recommendations = call('recommendations');

export const pages = (most: number, parameter: 'pageSize' | 'maxResults' = 'pageSize') => ({
  pageSize: { parameter, most },
});

/** What runs as an account: a list in each project, or in each region of it. */
export const carriers = (
  id: string,
  route: string,
  list: string,
  page: ReturnType<typeof pages>,
  permission: string,
  told: Pick<Rest, 'lead' | 'why' | 'when'>,
): GcpCall => single(id, route, [permission], ['workloads'], { list, ...page, bucket: 'others', ...told });
