import { answerFault } from '../../../src/collection/failure.ts';
import type { AwsService } from './calls.ts';

/**
 * The SDK takes a 200 with an empty body, an HTML page or a list without its end for an empty result. That would be
 * reported as complete, so each answer is looked at before the SDK reads it.
 */

/** Services whose answers are JSON objects; those of the others are XML. */
const jsonServices: ReadonlySet<AwsService> = new Set([
  'codebuild',
  'config',
  'ecs',
  'glue',
  'lambda',
  'organizations',
  'sagemaker',
]);

interface Answer {
  readonly statusCode: number;
  readonly body: unknown;
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'statusCode' in value && 'body' in value;

/** Gateways that answer for a service that is away for the moment: worth another attempt. */
const away = new Set([502, 503, 504]);

const bytesOf = async (body: unknown): Promise<Uint8Array> => {
  if (body instanceof Uint8Array) return body;
  const pieces: Uint8Array[] = [];
  // A connection that ends too early throws here, inside the SDK's retries.
  for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
};

const edge = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(Math.max(from, 0), Math.max(to, 0)))
    .toString('latin1')
    .trim();

const rootElement = /^(?:\uFEFF|ï»¿)?\s*(?:<\?xml[^>]*\?>)?\s*<([A-Za-z]\w*)[\s>/]/;

/** What is wrong with the bytes as an answer to the operation; `undefined`: nothing. */
const fault = (
  service: AwsService,
  operation: string,
  status: number,
  bytes: Uint8Array,
): string | undefined => {
  const start = edge(bytes, 0, 512);
  const end = edge(bytes, bytes.length - 128, bytes.length);
  if (jsonServices.has(service)) {
    if (start.startsWith('{') && end.endsWith('}')) return;
    return status >= 300 && bytes.length === 0 ? undefined : 'not a JSON answer';
  }
  const root = rootElement.exec(start)?.[1];
  if (status >= 300) {
    return root === 'ErrorResponse' || root === 'Response' || root === 'Error'
      ? undefined
      : 'not an XML error';
  }
  if (root !== `${operation}Response`) return 'not an XML answer to this call';
  return end.endsWith(`</${operation}Response>`) ? undefined : 'an XML answer without its end';
};

/**
 * Reads the whole body of an answer and hands it on as bytes; throws `AnswerNotUnderstood` where it is none of the
 * API's. Such an answer is not asked for again, unless a gateway says that the service is away.
 */
export const checkAnswer = async (
  service: AwsService,
  operation: string,
  response: unknown,
): Promise<unknown> => {
  if (!isAnswer(response)) return response;
  const bytes = await bytesOf(response.body);
  const wrong = fault(service, operation, response.statusCode, bytes);
  if (wrong !== undefined) {
    const kind = /^\s*<(!doctype\s+html|html)/i.test(edge(bytes, 0, 512)) ? 'an HTML page' : wrong;
    const error = answerFault(
      `HTTP ${response.statusCode} with ${bytes.length === 0 ? 'an empty body' : kind}; the endpoint does not offer this call`,
    );
    throw away.has(response.statusCode) ? Object.assign(error, { $retryable: { throttling: false } }) : error;
  }
  return Object.assign(response, { body: bytes });
};
