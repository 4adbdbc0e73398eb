import type { ReadingClient } from '../../../src/collection/asking.ts';
import { type Bounds, createMarkers } from '../../../src/collection/bounds.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import { type GcpCall, gcpCall } from './calls.ts';
import { baseOf, isInPlace } from './guard.ts';
import { checkShape, entriesOf } from './shapes.ts';
import type { Wire } from './wire.ts';

/** What stands in the path, by the name of its place, and parameters; a list is given several times. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;
export type Answer = Readonly<Record<string, unknown>>;

export interface ClientOptions {
  /** `https://{name}.googleapis.com` */
  readonly endpoint: string;
  readonly wire: Wire;
  readonly bounds: Pick<Bounds, 'pages'>;
}

/** A thin client of Google's REST interfaces: what it can ask is the table of calls. */
export type GcpClient = ReadingClient<Parameters, Answer>;

/** In a path: slashes between names stay, but for a name that is one part of it. */
const inPath = (place: string, value: string): string =>
  place === 'attachment' ? encodeURIComponent(value) : value.split('/').map(encodeURIComponent).join('/');

const known = (id: string): GcpCall => {
  const call = gcpCall(id);
  if (call === undefined) throw new Error(`no such call: ${id}`);
  return call;
};

export const addressOf = (
  endpoint: string,
  call: GcpCall,
  parameters: Parameters,
  marker: string | undefined,
): string => {
  const used = new Set<string>();
  const path = call.path.replace(/\{(\w+)\}/g, (_, place: string) => {
    used.add(place);
    const written = inPath(place, String(parameters[place] ?? ''));
    if (isInPlace(place, written)) return written;
    throw answerFault('a name has not the form that Google documents: nothing can be asked of it');
  });
  const query = new URLSearchParams(call.query);
  if (call.regional === true) used.add('location');
  if (JSON.stringify(call.body ?? '').includes('{node}')) used.add('node');
  for (const [name, value] of Object.entries(parameters))
    if (!used.has(name)) for (const each of [value].flat()) query.append(name, each);
  if (call.pageSize !== undefined) query.set(call.pageSize.parameter, String(call.pageSize.most));
  if (marker !== undefined) query.set('pageToken', marker);
  const text = query.toString();
  return `${baseOf(endpoint, call, String(parameters.location ?? ''))}${path}${text === '' ? '' : `?${text}`}`;
};

/** The body of a row, with the node that is asked about where it names one. */
const bodyOf = ({ body }: GcpCall, { node }: Parameters): unknown => {
  if (body === undefined || !JSON.stringify(body).includes('{node}')) return body;
  const written = String(node ?? '');
  if (!isInPlace('node', written) || !/^[\w/.:-]+$/.test(written))
    throw answerFault('a name has not the form that Google documents: nothing can be asked of it');
  return JSON.parse(JSON.stringify(body).replaceAll('{node}', written));
};

const nextOf = (call: GcpCall, { nextPageToken }: Answer): string | undefined => {
  if (nextPageToken === undefined || nextPageToken === null || nextPageToken === '') return;
  if (typeof nextPageToken !== 'string') throw answerFault('the marker of the next page is no text');
  if (call.pageSize === undefined) throw answerFault('more is announced of a list that has no pages');
  return nextPageToken;
};

export const createClient = ({ endpoint, wire, bounds }: ClientOptions): GcpClient => ({
  get: async (id, parameters) => {
    const call = known(id);
    const answer = await wire(
      call.method,
      addressOf(endpoint, call, parameters, undefined),
      bodyOf(call, parameters),
    );
    checkShape(id, answer);
    return answer as Answer;
  },
  pages: async function* (id, parameters) {
    const call = known(id);
    const markers = createMarkers(bounds);
    let marker: string | undefined;
    do {
      const answer = (await wire(
        call.method,
        addressOf(endpoint, call, parameters, marker),
        bodyOf(call, parameters),
      )) as Answer;
      // What is wrong with what follows does not take away what came.
      yield { entries: entriesOf(id, answer), answer };
      marker = markers.next(nextOf(call, answer));
    } while (marker !== undefined);
  },
});
