import { readOnlyViolation } from '../../../src/collection/guard.ts';
import { batchCall } from './calls/graph.ts';
import { type AzureCall, azureCalls } from './calls.ts';
import type { Cloud } from './environment.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

/** The row that a request is, and those that it carries. */
export interface Guarded {
  readonly call: AzureCall;
  /** Of a `$batch`, in order. */
  readonly inner: readonly AzureCall[];
}

interface Route {
  readonly call: AzureCall;
  readonly method: string;
  readonly pattern: RegExp;
}

/** `{scope}`: a subscription or what is in it, a management group; one slash too many is let through as ARM does. */
const scope = '/{0,2}(?:[^/]+/)*[^/]+';

const patternOf = (path: string): RegExp => {
  const escaped = path
    .replace('{scope}', '@S')
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{[^}]+\}/g, '[^/]+')
    .replace('@S', scope);
  return new RegExp(`^${escaped}$`, 'i');
};

const routes: readonly Route[] = azureCalls
  .filter((call) => call.id !== batchCall.id)
  .map((call) => {
    const [method = '', path = ''] = call.path.split(' ');
    return { call, method, pattern: patternOf(path) };
  });

const byKql = new Map(azureCalls.flatMap((call) => (call.kql === undefined ? [] : [[call.kql, call]])));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (body: unknown, what: string): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(String(body));
  } catch {
    throw readOnlyViolation(`the body of a ${what} is not JSON`);
  }
  if (isObject(value)) return value;
  throw readOnlyViolation(`the body of a ${what} is no object`);
};

const onlyMembers = (value: Readonly<Record<string, unknown>>, allowed: readonly string[], what: string) => {
  const other = Object.keys(value).find((member) => !allowed.includes(member));
  if (other !== undefined) throw readOnlyViolation(`${what} has the member ${other}`);
};

const queryCall = (body: unknown): AzureCall => {
  const value = parsed(body, 'query of Resource Graph');
  onlyMembers(
    value,
    ['query', 'subscriptions', 'managementGroups', 'options'],
    'the query of Resource Graph',
  );
  const call = byKql.get(String(value.query));
  if (call === undefined) throw readOnlyViolation('the text is none of the queries of this scanner');
  return call;
};

/** Of several rows with one path the one whose filter it is; further pages may come without. */
const rowOf = (method: string, path: string, search: URLSearchParams): AzureCall | undefined => {
  const found = routes.filter((route) => route.method === method && route.pattern.test(path));
  const filter = search.get('$filter');
  const beginningOf = (call: AzureCall): string | undefined => call.filter?.split('{')[0];
  return (
    found.find(({ call }) => call.filter !== undefined && filter?.startsWith(beginningOf(call)!))?.call ??
    found.find(({ call }) => call.filter === undefined)?.call ??
    found[0]?.call
  );
};

const mostInBatch = 20;

const batched = (cloud: Cloud, version: string, body: unknown): readonly AzureCall[] => {
  const value = parsed(body, '$batch');
  onlyMembers(value, ['requests'], 'the $batch');
  const { requests } = value;
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > mostInBatch)
    throw readOnlyViolation('a $batch without 1 to 20 requests');
  return requests.map((request: unknown) => {
    if (!isObject(request)) throw readOnlyViolation('a request in a $batch that is no object');
    onlyMembers(request, ['id', 'method', 'url', 'headers'], 'a request in a $batch');
    const { method, url, headers = {} } = request;
    if (method !== 'GET') throw readOnlyViolation(`a ${String(method)} in a $batch`);
    if (!isObject(headers)) throw readOnlyViolation('headers in a $batch that are no object');
    onlyMembers(headers, ['ConsistencyLevel'], 'headers in a $batch');
    if (typeof url !== 'string' || !/^\/(?!\/)/.test(url))
      throw readOnlyViolation('an address in a $batch that is not relative');
    return singleCall('GET', new URL(`${cloud.graph}/${version}${url}`));
  });
};

const singleCall = (method: string, { pathname, searchParams }: URL): AzureCall => {
  const call = rowOf(method, decodeURI(pathname), searchParams);
  if (call === undefined)
    throw readOnlyViolation(`${method} ${pathname} is not among the calls of this scanner`);
  return call;
};

/**
 * The call of the table that a request is. Throws `ReadOnlyViolation` for everything else: another host, another method
 * than GET, but for the queries of Resource Graph by their text and for a `$batch` of nothing but such GETs.
 */
export const guardRequest = (cloud: Cloud, { method, url, body }: OutgoingRequest): Guarded => {
  const target = new URL(url);
  const host = ([cloud.arm, cloud.graph] as const).find((origin) => origin === target.origin);
  if (host === undefined || target.username !== '' || target.password !== '')
    throw readOnlyViolation(`${target.origin} is not a host of this scan`);
  const { pathname } = target;
  if (method === 'POST') {
    const version = /^\/(v1\.0|beta)\/\$batch$/.exec(pathname)?.[1];
    if (host === cloud.graph && version !== undefined && target.search === '')
      return { call: batchCall, inner: batched(cloud, version, body) };
    const call = host === cloud.arm ? rowOf('POST', pathname, target.searchParams) : undefined;
    if (call?.kql !== undefined) return { call: queryCall(body), inner: [] };
    throw readOnlyViolation(`POST ${pathname} is not among the calls of this scanner`);
  }
  const call = singleCall(method, target);
  if (cloud[call.host] !== host) throw readOnlyViolation(`${pathname} is not a path of ${host}`);
  return { call, inner: [] };
};

/** Whether an address is one of the same path of the table, on the call's own host. */
export const leadsOn = (cloud: Cloud, call: AzureCall, url: string): boolean => {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || target.origin !== cloud[call.host] || target.username !== '') return false;
  const [method = '', path = ''] = call.path.split(' ');
  return method === 'GET' && patternOf(path).test(decodeURI(target.pathname));
};
