import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsService } from '../../connectors/aws/collect/calls.ts';
import type { LoopbackAccount, LoopbackOrganization } from './aws-answers.ts';
import { answerIam, answerOrganizations, answerSts, NamedError } from './aws-answers.ts';
import { answerRegional } from './aws-regional.ts';
import { toXml } from './aws-xml.ts';
import { answerSlowly, type Slow } from './slow-answers.ts';

/**
 * AWS on the loopback interface: the query protocol with XML for IAM, STS, CloudFormation and (in a form of its own)
 * EC2, REST for Lambda, JSON 1.1 for the others. Answers are
 * written in the names of the SDK's own model, so the SDK's deserialiser is the check on their shape. The account is
 * told by the access key: `AKIA<account>` and, after `AssumeRole`, `ASIA<account>`.
 */
export interface LoopbackRequest {
  readonly service: AwsService;
  readonly region: string;
  readonly operation: string;
  /** `iam:ListAccessKeys`. */
  readonly call: string;
  readonly account: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** How many requests for this call came before, repeated ones included. */
  readonly before: number;
}

export type Fault =
  | { readonly kind: 'error'; readonly code: string; readonly status: number }
  /** An answer of something that is not AWS. */
  | { readonly kind: 'html'; readonly status: number }
  /** 200 and nothing. */
  | { readonly kind: 'empty' }
  /** 200 and this. */
  | { readonly kind: 'body'; readonly type: string; readonly body: string }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** A proxy hands on the first half of the answer as if it were all. */
  | { readonly kind: 'half' }
  /** It begins, or does not, and does not end. */
  | { readonly kind: 'slow'; readonly slow: Slow };

export const accessDenied: Fault = { kind: 'error', code: 'AccessDenied', status: 403 };
export const throttled: Fault = { kind: 'error', code: 'Throttling', status: 400 };

export interface LoopbackOptions {
  readonly accounts: readonly LoopbackAccount[];
  readonly organization?: LoopbackOrganization;
  /** Entries a page where the request allows more. */
  readonly pageSize?: number;
  readonly fault?: (request: LoopbackRequest) => Fault | undefined;
  /** Makes another answer of the true one, before it is written as XML or JSON. */
  readonly twist?: (call: string, answer: unknown) => unknown;
}

export interface Loopback {
  readonly url: string;
  readonly requests: readonly LoopbackRequest[];
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const xmlServices: ReadonlySet<string> = new Set([
  'cloudformation',
  'ec2',
  'iam',
  's3',
  's3control',
  'sns',
  'sts',
]);

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
};

const errorAnswer = (service: string, code: string, status: number): Answer =>
  !xmlServices.has(service)
    ? {
        status,
        type: 'application/x-amz-json-1.1',
        body: JSON.stringify({
          __type: code === 'AccessDenied' ? 'AccessDeniedException' : code,
          Message: code,
        }),
      }
    : {
        status,
        type: 'text/xml',
        body: service.startsWith('s3')
          ? toXml('Error', { Code: code, Message: code })
          : service === 'ec2'
            ? toXml('Response', { Errors: { Error: { Code: code, Message: code } }, RequestID: 'r' })
            : toXml('ErrorResponse', {
                Error: { Type: 'Sender', Code: code, Message: code },
                RequestId: 'r',
              }),
      };

const send = (response: ServerResponse, answer: Answer, fault: Fault | undefined): void => {
  const { status, type, body } = answer;
  const bytes = Buffer.from(body);
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.setHeader('x-amzn-requestid', '00000000-0000-0000-0000-000000000000');
  if (fault?.kind === 'half') {
    response.end(bytes.subarray(0, bytes.length >> 1));
  } else if (fault?.kind === 'cut') {
    response.setHeader('content-length', bytes.length);
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  } else {
    response.end(bytes);
  }
};

/** Questions about a bucket, by what follows its name. */
const ofBuckets: ReadonlyMap<string, string> = new Map([
  ['policy', 'GetBucketPolicy'],
  ['acl', 'GetBucketAcl'],
  ['publicAccessBlock', 'GetPublicAccessBlock'],
]);

/** Root elements of answers of S3. */
const s3Roots: ReadonlyMap<string, string> = new Map([
  ['ListBuckets', 'ListAllMyBucketsResult'],
  ['GetBucketAcl', 'AccessControlPolicy'],
  ['GetPublicAccessBlock', 'PublicAccessBlockConfiguration'],
]);

/** The call that an address of a REST service means. */
const restOperation = (service: string, path: string, query: string): string => {
  if (service === 'lambda') {
    if (/^\/2015-03-31\/functions\/[^/]+\/policy$/.test(path)) return 'GetPolicy';
    return path.startsWith('/2015-03-31/functions') ? 'ListFunctions' : '';
  }
  if (service === 's3control')
    return path === '/v20180820/configuration/publicAccessBlock' ? 'GetPublicAccessBlock' : '';
  if (service !== 's3') return '';
  if (path === '/') return 'ListBuckets';
  const asked = /(?:^|&)(policy|acl|publicAccessBlock)(?:=|&|$)/.exec(query)?.[1] ?? '';
  return ofBuckets.get(asked) ?? '';
};

const page = '<!doctype html>\n<html lang=en>\n<title>Internal Server Error</title>\n<p>Sorry.</p>\n';

export const startLoopback = async (options: LoopbackOptions): Promise<Loopback> => {
  const requests: LoopbackRequest[] = [];
  const counts = new Map<string, number>();
  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    const target = incoming.headers['x-amz-target'] as string | undefined;
    const [, key = '', region = '', signed = ''] =
      /Credential=([A-Z0-9]+)\/\d+\/([\w-]+)\/(\w+)\//.exec(incoming.headers.authorization ?? '') ?? [];
    const service = (
      signed === 's3' && incoming.url?.startsWith('/v20180820/') ? 's3control' : signed
    ) as AwsService;
    const query = incoming.url?.split('?')[1] ?? '';
    const restful = service === 'lambda' || service === 's3' || service === 's3control';
    const form = new URLSearchParams(restful ? query : target === undefined ? body : '');
    const path = decodeURIComponent(incoming.url?.split('?')[0] ?? '');
    const rest = restOperation(service, path, query);
    const operation = target?.split('.')[1] ?? form.get('Action') ?? rest;
    const call = `${service}:${operation}`;
    const input =
      target === undefined ? { ...Object.fromEntries(form), path } : (JSON.parse(body || '{}') as object);
    const request: LoopbackRequest = {
      service,
      region,
      operation,
      call,
      account: key.slice(-12),
      input: { ...input },
      before: counts.get(call) ?? 0,
    };
    counts.set(call, request.before + 1);
    requests.push(request);
    const fault = options.fault?.(request);
    if (fault?.kind === 'error') return send(response, errorAnswer(service, fault.code, fault.status), fault);
    if (fault?.kind === 'slow') return answerSlowly(response, fault.slow);
    if (fault?.kind === 'html')
      return send(response, { status: fault.status, type: 'text/html', body: page }, fault);
    if (fault?.kind === 'empty') return send(response, { status: 200, type: 'text/xml', body: '' }, fault);
    if (fault?.kind === 'body')
      return send(response, { status: 200, type: fault.type, body: fault.body }, fault);
    const twisted = (answer: unknown): unknown => options.twist?.(call, answer) ?? answer;
    try {
      const context = { ...options, pageSize: options.pageSize ?? 1000 };
      if (service === 'organizations') {
        const answer = JSON.stringify(twisted(answerOrganizations(request, context)));
        return send(response, { status: 200, type: 'application/x-amz-json-1.1', body: answer }, fault);
      }
      if (!xmlServices.has(service)) {
        const answer = JSON.stringify(twisted(answerRegional(request, context)));
        return send(response, { status: 200, type: 'application/x-amz-json-1.1', body: answer }, fault);
      }
      if (service === 's3' || service === 's3control') {
        const answer = twisted(answerRegional(request, context));
        return typeof answer === 'string'
          ? send(response, { status: 200, type: 'application/json', body: answer }, fault)
          : send(
              response,
              {
                status: 200,
                type: 'application/xml',
                body: toXml(s3Roots.get(operation) ?? operation, answer),
              },
              fault,
            );
      }
      if (service === 'ec2') {
        const xml = toXml(`${operation}Response`, twisted(answerRegional(request, context)));
        return send(response, { status: 200, type: 'text/xml', body: xml }, fault);
      }
      const answer = service === 'sts' ? answerSts : service === 'iam' ? answerIam : answerRegional;
      const result = twisted(answer(request, context));
      const xml = toXml(`${operation}Response`, {
        [`${operation}Result`]: result,
        ResponseMetadata: { RequestId: 'r' },
      });
      return send(response, { status: 200, type: 'text/xml', body: xml }, fault);
    } catch (error) {
      if (!(error instanceof NamedError)) throw error;
      return send(response, errorAnswer(service, error.message, error.status), fault);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
