import { type Bounds, boundedBytes, type InTime } from '../../../src/collection/bounds.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import type { AwsService } from './calls.ts';
import { jsonFault, rootOf, xmlFault } from './shapes.ts';

/**
 * The SDK takes a 200 with an empty body, an HTML page or a list without its end for an empty result. That would be
 * reported as complete, so each answer is looked at before the SDK reads it.
 */

/** Services whose answers are JSON objects; those of the others are XML. */
const jsonServices: ReadonlySet<AwsService> = new Set([
  'codebuild',
  'config',
  'ecr',
  'ecs',
  'glue',
  'kms',
  'lambda',
  'organizations',
  'sagemaker',
  'secretsmanager',
  'sqs',
  'ssm',
]);

/** Answers in JSON of services that write XML else, errors too. */
const jsonAnswers: ReadonlySet<string> = new Set(['s3:GetBucketPolicy']);

interface Answer {
  readonly statusCode: number;
  readonly body: unknown;
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'statusCode' in value && 'body' in value;

/** Gateways that answer for a service that is away for the moment: worth another attempt. */
const away = new Set([502, 503, 504]);

const bytesOf = (body: unknown, bounds: Bounds, inTime: InTime): Uint8Array | Promise<Uint8Array> =>
  // A connection that ends too early throws here, inside the SDK's retries.
  body instanceof Uint8Array ? body : boundedBytes(body as AsyncIterable<Uint8Array>, bounds, inTime);

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
  const call = `${service}:${operation}`;
  if (jsonServices.has(service) || (status < 300 && jsonAnswers.has(call))) {
    if (status >= 300 && bytes.length === 0) return;
    if (!start.startsWith('{') || !end.endsWith('}')) return 'not a JSON answer';
    return status >= 300 ? undefined : jsonFault(call, bytes);
  }
  const root = rootElement.exec(start)?.[1];
  if (status >= 300) {
    return root === 'ErrorResponse' || root === 'Response' || root === 'Error'
      ? undefined
      : 'not an XML error';
  }
  if (root !== rootOf(call)) return 'not an XML answer to this call';
  if (!end.endsWith(`</${rootOf(call)}>`)) return 'an XML answer without its end';
  return xmlFault(call, bytes);
};

/**
 * Reads the whole body of an answer and hands it on as bytes; throws `AnswerNotUnderstood` where it is none of the
 * API's. Such an answer is not asked for again, unless a gateway says that the service is away.
 */
export const checkAnswer = async (
  service: AwsService,
  operation: string,
  response: unknown,
  bounds: Bounds,
  inTime: InTime,
): Promise<unknown> => {
  if (!isAnswer(response)) return response;
  const bytes = await bytesOf(response.body, bounds, inTime);
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
