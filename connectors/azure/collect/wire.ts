import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { type Bounds, boundedBytes, type InTime } from '../../../src/collection/bounds.ts';
import {
  answerFault,
  boundReached,
  connectionCode,
  oneLine,
  proxyAnswer,
} from '../../../src/collection/failure.ts';
import type { FirstAnswers } from '../../../src/collection/first-answer.ts';
import type { AzureCall } from './calls.ts';
import type { Cloud } from './environment.ts';
import { guardRequest, leadsOn } from './guard.ts';
import type { Limited, Limits } from './limits.ts';
import { checkAnswer, nextOf, readable } from './shapes.ts';

export interface WireOptions {
  readonly cloud: Cloud;
  readonly inner: HttpClient;
  /** The SDK's error of a connection: such a request is sent again. */
  readonly broken: (code: string, request: PipelineRequest) => Error;
  readonly limits: Limits;
  /** For each request that is sent, repeated ones included, with the id of the call. */
  readonly onCall?: ((call: string) => unknown) | undefined;
  readonly onThrottled?: ((seconds: number) => void) | undefined;
  /** For each request that goes inside another. */
  readonly onInner: (call: string) => void;
  readonly bounds: Bounds;
  readonly first: FirstAnswers;
  /** Throws when the time of the whole collection is over. */
  readonly inTime: InTime;
}

export const limitedOf = ({ host, kql }: AzureCall): Limited => {
  if (host === 'graph') return 'Microsoft Graph';
  return kql === undefined ? 'Azure Resource Manager' : 'Azure Resource Graph';
};

/** Of each answer of Azure and of Microsoft Graph, and of what stands before both: an answer without any is a proxy's. */
const marks = ['request-id', 'x-ms-request-id', 'x-ms-correlation-request-id', 'x-azure-ref'] as const;

/** The SDK's client takes what a proxy says for the answer. */
const refusalOfProxy = (origin: string, { status, headers }: PipelineResponse): Error | undefined =>
  marks.some((name) => headers.has(name))
    ? undefined
    : proxyAnswer(origin, status, headers.get('content-type'));

const everyStatus: ReadonlySet<number> = new Set([Number.POSITIVE_INFINITY]);

const send = async (
  inner: HttpClient,
  request: PipelineRequest,
  signal: AbortSignal,
): Promise<PipelineResponse> => {
  const { abortSignal, streamResponseStatusCodes } = request;
  request.abortSignal = signal;
  request.headers.delete('Accept-Encoding');
  const { body } = request;
  request.requestOverrides = {
    headers: {
      ...request.headers.toJSON({ preserveCase: true }),
      'Accept-Encoding': 'gzip',
      ...(typeof body === 'string' ? { 'Content-Length': String(Buffer.byteLength(body)) } : {}),
    },
  };
  // So that the body comes piece by piece, and no more of it than it may have.
  request.streamResponseStatusCodes = new Set(everyStatus);
  try {
    return await inner.sendRequest(request);
  } finally {
    if (abortSignal === undefined) delete request.abortSignal;
    else request.abortSignal = abortSignal;
    if (streamResponseStatusCodes === undefined) delete request.streamResponseStatusCodes;
    else request.streamResponseStatusCodes = streamResponseStatusCodes;
  }
};

const unzip = promisify(gunzip);
const mebibyte = 1_048_576;

/** The SDK's client pipes a body through its own decompression, which waits for ever where the connection breaks. */
const unzipped = async (
  bytes: Uint8Array,
  encoding: string,
  { answerBytes }: Bounds,
): Promise<Uint8Array> => {
  if (encoding === '' || encoding === 'identity') return bytes;
  if (encoding !== 'gzip')
    throw answerFault(`the answer is packed by ${oneLine(encoding)}, which was not asked for`);
  try {
    return await unzip(bytes, { maxOutputLength: answerBytes });
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE')
      throw boundReached(`the answer is longer than ${Math.floor(answerBytes / mebibyte)} MiB`);
    throw answerFault('the answer cannot be unpacked');
  }
};

const textOf = async (
  response: PipelineResponse,
  bounds: Bounds,
  inTime: InTime,
  brokenOff: (code: string) => Error,
): Promise<string> => {
  const stream = response.readableStreamBody;
  if (stream === undefined) return response.bodyAsText ?? '';
  let bytes: Uint8Array;
  try {
    bytes = await boundedBytes(stream as AsyncIterable<Uint8Array>, bounds, inTime);
  } catch (error) {
    const code = connectionCode(error);
    throw code === undefined ? error : brokenOff(code);
  }
  const encoding = response.headers.get('content-encoding')?.toLowerCase() ?? '';
  return Buffer.from(await unzipped(bytes, encoding, bounds)).toString('utf8');
};

const html = /^\s*<(?:!doctype\s+html|html)/i;

const parse = (text: string, status: number): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const what = html.test(text) ? 'an HTML page' : text.trim() === '' ? 'an empty body' : 'no JSON';
    throw answerFault(`HTTP ${status} with ${what}`);
  }
};

/** Of those that share a budget: this worker itself waits as long as it was told. */
const throttledSeconds = 30;

/**
 * What all clients send through: guard, count, limits, bounds. Each answer is looked at before an SDK reads it, which
 * takes an empty body or a page of a portal for an empty list, and follows a link to any host with the token in hand.
 */
export const createWire = ({
  cloud,
  inner,
  broken,
  limits,
  onCall,
  onThrottled,
  onInner,
  bounds,
  first,
  inTime,
}: WireOptions): HttpClient => {
  const sendRequest: HttpClient['sendRequest'] = async (request) => {
    inTime();
    const { method, url, body } = request;
    const guarded = guardRequest(cloud, { method, url, body });
    const { call } = guarded;
    const limited = limitedOf(call);
    await limits.turn(limited);
    await onCall?.(call.id);
    for (const { id } of guarded.inner) onInner(id);
    const { origin } = new URL(url);
    const response = await first.attempt(
      origin,
      request.abortSignal as AbortSignal | undefined,
      async (signal) => {
        const answer = await send(inner, request, signal);
        const refused = refusalOfProxy(origin, answer);
        if (refused !== undefined) throw refused;
        return answer;
      },
    );
    const { status, headers } = response;
    const text = await textOf(response, bounds, inTime, (code) => broken(code, request));
    if (limits.note(limited, { status, header: (name) => headers.get(name) }))
      onThrottled?.(throttledSeconds);
    // Gateways refuse in HTML too: what that means is in the status.
    let given = text;
    if (status < 400) {
      if (status !== 200) throw answerFault(`HTTP ${status}, which is no answer to this call`);
      const answer = checkAnswer(call, parse(text, status));
      const next = call.kql === undefined ? nextOf(call, answer) : undefined;
      if (next !== undefined && !leadsOn(cloud, call, next))
        throw answerFault('the link to the next page leads to something else: not followed');
      if (call.id.includes('{scope}')) given = JSON.stringify(readable(answer));
    }
    headers.delete('content-encoding');
    return { status, headers, request, bodyAsText: given };
  };
  return { sendRequest };
};
