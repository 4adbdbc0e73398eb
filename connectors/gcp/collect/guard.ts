import { readOnlyViolation } from '../../../src/collection/guard.ts';
import { type GcpCall, gcpCalls } from './calls.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  /** JSON, where there is a body. */
  readonly body: string | undefined;
}

/** The call of the table that a request is. @throws a violation for everything else */
export type Guard = (request: OutgoingRequest) => GcpCall;

const tree = '(?:organizations|folders|projects)';

/** What may stand in the place of a name in a path; absent: anything without a slash. */
const places: Readonly<Record<string, string>> = {
  node: `${tree}/[^/]+?`,
  account: 'projects/[^/]+/serviceAccounts/[^/]+?',
  pool: 'projects/[^/]+/locations/global/workloadIdentityPools/[^/]+',
  provider: 'projects/[^/]+/locations/[^/]+/authProviders/[^/]+?',
  entitlement: `${tree}/[^/]+/locations/[^/]+/entitlements/[^/]+`,
  policy: `${tree}/[^/]+/locations/[^/]+/accessPolicies/[^/]+`,
  attachment: `cloudresourcemanager\\.googleapis\\.com%2F${tree}%2F[^/]+`,
};

const escaped = (text: string): string => text.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&');

const placePatterns = new Map(
  Object.entries(places).map(([place, pattern]) => [place, new RegExp(`^${pattern}$`)]),
);

/** Whether what a server named can stand in a path, as it is written there: else it would be another call, or none. */
export const isInPlace = (place: string, written: string): boolean =>
  written !== '' && (placePatterns.get(place)?.test(written) ?? !written.includes('/'));

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/(\{\w+\})/)
      .map((part) => (/^\{\w+\}$/.test(part) ? (places[part.slice(1, -1)] ?? '[^/]+?') : escaped(part)))
      .join('')}$`,
  );

/** A body says the same as its row, but for names of what is asked about. */
const bodyPattern = (body: unknown): RegExp =>
  new RegExp(`^${JSON.stringify(body).split('{node}').map(escaped).join(`${tree}/[\\w.:-]+`)}$`);

/** Placeholder of an endpoint: the name of the API. */
export const apiName = '{name}';

/** Address of an API, without a slash at the end. */
export const baseOf = (endpoint: string, call: GcpCall, location = ''): string =>
  endpoint.replace(apiName, call.regional === true ? `${location}-${call.api}` : call.api);

/** What Google calls regions and multi-regions. */
const location = '[a-z][a-z0-9-]{0,62}';

const isAskedSo = (call: GcpCall, parameters: URLSearchParams): boolean => {
  const fixed = Object.entries(call.query ?? {});
  const others = [
    ...(call.takes ?? []),
    ...(call.pageSize === undefined ? [] : [call.pageSize.parameter, 'pageToken']),
  ];
  return (
    fixed.every(([name, value]) => parameters.getAll(name).join('\n') === value) &&
    [...parameters.keys()].every((name) => others.includes(name) || fixed.some(([own]) => own === name))
  );
};

/**
 * @param endpoint `https://{name}.googleapis.com`
 * A request passes where host, method, path, fixed parameters and body are those of a row; a POST reads only with the body, or
 * without one, as the row has it.
 */
export const createGuard = (endpoint: string): Guard => {
  const routes = gcpCalls.map((call) => {
    const base = escaped(baseOf(endpoint, call, '@'));
    return {
      call,
      base: new RegExp(`^${call.regional === true ? base.replace('@', location) : base}(?=/)`),
      pattern: patternOf(call.path),
      body: call.body === undefined ? undefined : bodyPattern(call.body),
    };
  });
  return ({ method, url, body }) => {
    const target = new URL(url);
    if (target.username !== '' || target.password !== '' || target.hash !== '')
      throw readOnlyViolation('the address holds more than a call');
    const address = `${target.origin}${target.pathname}`;
    const route = routes.find((each) => {
      const base = each.base.exec(address)?.[0];
      return (
        base !== undefined &&
        each.call.method === method &&
        (each.body === undefined ? body === undefined : body !== undefined && each.body.test(body)) &&
        each.pattern.test(address.slice(base.length)) &&
        isAskedSo(each.call, target.searchParams)
      );
    });
    if (route === undefined)
      throw readOnlyViolation(`${method} ${address} is not among the calls of this scanner`);
    return route.call;
  };
};
