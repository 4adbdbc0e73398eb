import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { ReadingClient } from '../../../src/collection/asking.ts';
import { type Bounds, createMarkers } from '../../../src/collection/bounds.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import { pagesOf } from '../../../src/collection/pages.ts';
import { armUrlOf, graphUrlOf, type Parameters } from './addresses.ts';
import { resourceGraphPath } from './calls/call.ts';
import { type AzureCall, azureCall } from './calls.ts';
import type { AzureSdk, Clients } from './clients.ts';
import type { Cloud } from './environment.ts';
import { entriesOf, isObject, nextOf } from './shapes.ts';

export type Answer = Readonly<Record<string, unknown>>;

export interface ReadingOptions {
  readonly sdk: AzureSdk;
  readonly clients: Clients;
  readonly cloud: Cloud;
  readonly signal: AbortSignal;
  readonly bounds: Bounds;
}

interface Paged {
  readonly byPage: () => AsyncIterable<readonly object[]>;
}

interface Given {
  /** Without the slash before it: the package puts one there itself. */
  readonly scope: string;
  readonly filter?: string;
  readonly abortSignal: AbortSignal;
}

/** By the end of the path. */
const lists: ReadonlyMap<string, (client: AuthorizationManagementClient, given: Given) => Paged> = new Map<
  string,
  (client: AuthorizationManagementClient, given: Given) => Paged
>([
  ['roleAssignments', (client, { scope, ...rest }) => client.roleAssignments.listForScope(scope, rest)],
  ['roleDefinitions', (client, { scope, ...rest }) => client.roleDefinitions.list(scope, rest)],
  ['denyAssignments', (client, { scope, ...rest }) => client.denyAssignments.listForScope(scope, rest)],
  [
    'roleAssignmentScheduleInstances',
    (client, { scope, ...rest }) => client.roleAssignmentScheduleInstances.listForScope(scope, rest),
  ],
  [
    'roleEligibilityScheduleInstances',
    (client, { scope, ...rest }) => client.roleEligibilityScheduleInstances.listForScope(scope, rest),
  ],
  [
    'roleManagementPolicyAssignments',
    (client, { scope, ...rest }) => client.roleManagementPolicyAssignments.listForScope(scope, rest),
  ],
]);

/** Models have times as objects; one that was none on the wire is left out. */
const plain = (value: unknown): unknown => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, plain(inner)]));
};

const rowOf = (id: string): AzureCall => {
  const row = azureCall(id);
  if (row === undefined) throw new Error(`${id} is not in the table of calls`);
  return row;
};

const objectOf = (value: unknown): Answer => {
  if (isObject(value)) return value;
  throw answerFault('the answer is no JSON object');
};

/** Reads the calls of the table, each by the client that it is for. */
export const createReading = ({
  sdk,
  clients,
  cloud,
  signal,
  bounds,
}: ReadingOptions): ReadingClient<Parameters, Answer> => {
  const byLink = (call: AzureCall, first: string): AsyncIterable<Answer> =>
    pagesOf(
      async (link) => objectOf(await clients.send(call.host, { method: 'GET', url: link ?? first, signal })),
      (page) => nextOf(call, page),
      bounds,
    );
  const byToken = (call: AzureCall, within: Parameters['within']): AsyncIterable<Answer> =>
    pagesOf(
      async (token) =>
        objectOf(
          await clients.send('arm', {
            method: 'POST',
            url: `${cloud.arm}${resourceGraphPath}?api-version=${call.version}`,
            body: {
              query: call.kql,
              ...within,
              options: {
                resultFormat: 'objectArray',
                $top: 1000,
                ...(token === undefined ? {} : { $skipToken: token }),
              },
            },
            signal,
          }),
        ),
      (page) => nextOf(call, page),
      bounds,
    );
  const bySdk = async function* (call: AzureCall, { scope = '', filter }: Parameters) {
    const list = lists.get(call.path.slice(call.path.lastIndexOf('/') + 1))!;
    const markers = createMarkers(bounds);
    const paged = list(clients.authorization, {
      scope: scope.replace(/^\/+/, ''),
      ...(filter === undefined ? {} : { filter }),
      abortSignal: signal,
    });
    for await (const page of paged.byPage()) {
      yield { value: page.map(plain) };
      markers.next(sdk.authorization.getContinuationToken(page));
    }
  };
  const pagesBy = (call: AzureCall, parameters: Parameters): AsyncIterable<Answer> => {
    if (call.kql !== undefined) return byToken(call, parameters.within);
    if (call.path.includes('{scope}')) return bySdk(call, parameters);
    return byLink(call, call.host === 'graph' ? graphUrlOf(cloud, call, parameters) : armUrlOf(cloud, call));
  };
  return {
    get: async (id, parameters) => {
      const call = rowOf(id);
      const url = graphUrlOf(cloud, call, parameters);
      return objectOf(await clients.send(call.host, { method: 'GET', url, signal }));
    },
    pages: async function* (id, parameters) {
      const call = rowOf(id);
      signal.throwIfAborted();
      for await (const answer of pagesBy(call, parameters)) {
        signal.throwIfAborted();
        yield { entries: entriesOf(call, answer), answer };
      }
    },
  };
};
