import type { NamedCall } from '../../../../src/collection/calls.ts';
import type { InputKind } from '../../../../src/model/coverage.ts';

/** `arm`: Azure Resource Manager. `graph`: Microsoft Graph. */
export type Host = 'arm' | 'graph';

/** `directory`: of the tenant. `azure`: of its subscriptions. */
export type AzurePart = 'directory' | 'azure';

/** A licence by its name on Microsoft's price list. */
export type Licence =
  | 'Microsoft Entra ID P1'
  | 'Microsoft Entra ID P2 or Microsoft Entra ID Governance'
  | 'Microsoft Entra Workload ID Premium';

/** One row of the table of calls. */
export interface AzureCall extends NamedCall<AzurePart> {
  /** Method and path; of Graph with the version before it and, where two rows have one path, a word on which it is. */
  readonly id: string;
  readonly host: Host;
  /** Method and path as documented, for the guard. */
  readonly path: string;
  /** `api-version` of ARM; of Graph `v1.0` or `beta`. */
  readonly version: string;
  /** Actions of Azure, or application permissions of Graph, that it needs. */
  readonly permissions: readonly string[];
  /** Without it the service refuses. */
  readonly licence?: Licence;
  /** Of Graph: query options of the first page, each as it is sent. */
  readonly query?: Readonly<Record<string, string>>;
  /** Of Graph: a filter is put in when it is asked; by its beginning the row is known among those of one path. */
  readonly filter?: string;
  /** Graph answers advanced queries only where they say so. https://learn.microsoft.com/graph/aad-advanced-queries */
  readonly advanced?: true;
  /** Of Resource Graph. */
  readonly kql?: string;
  /** One object, not a list. */
  readonly single?: true;
  /** Id of the list that leads to it. */
  readonly lead?: string;
}

export const once = 'Once.';
export const everySubscription = 'For each subscription.';

interface Rest {
  readonly gives: readonly InputKind[];
  readonly permissions: readonly string[];
  readonly why: string;
  readonly when: string;
}
type Further = Partial<Omit<AzureCall, keyof Rest | 'id' | 'host' | 'path' | 'version' | 'part'>>;

export const arm = (path: string, version: string, rest: Rest & Further): AzureCall => ({
  id: `GET ${path}`,
  host: 'arm',
  part: 'azure',
  path: `GET ${path}`,
  version,
  ...rest,
});

/** Queries are told apart by name; a path has them all. */
export const resourceGraphPath = '/providers/Microsoft.ResourceGraph/resources';

export const resourceGraph = (name: string, kql: string, rest: Rest & Further): AzureCall => ({
  id: `POST ${resourceGraphPath} (${name})`,
  host: 'arm',
  part: 'azure',
  path: `POST ${resourceGraphPath}`,
  version: '2022-10-01',
  kql,
  ...rest,
});

/** @param which where another row has the same path: `federated` */
export const graph = (
  version: 'v1.0' | 'beta',
  path: string,
  { which, ...rest }: Rest & Further & { readonly which?: string },
): AzureCall => ({
  id: `GET /${version}${path}${which === undefined ? '' : ` (${which})`}`,
  host: 'graph',
  part: 'directory',
  path: `GET /${version}${path}`,
  version,
  ...rest,
});
