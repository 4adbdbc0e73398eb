import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { beforeAll, describe, expect, test } from 'vitest';
import { collectAzure } from '../../connectors/azure/collect/index.ts';
import { fakeAzure } from '../support/azure-fake.ts';
import { temporaryFolder } from '../support/cli.ts';
import { described, writeSpecification } from './specification.ts';

/** The part of `oav` that is used; its package is installed here alone. https://github.com/Azure/oav */
interface Issue {
  readonly code: string;
  readonly message: string;
  readonly pathsInPayload?: readonly string[];
}
interface Half {
  readonly isSuccessful?: boolean;
  readonly errors: readonly Issue[];
  readonly runtimeException?: { readonly message: string };
}
interface Verdict {
  readonly requestValidationResult: Half;
  readonly responseValidationResult: Half;
  readonly runtimeException?: { readonly message: string };
}
interface Validator {
  readonly initialize: () => Promise<void>;
  readonly validateLiveRequestResponse: (pair: {
    readonly liveRequest: object;
    readonly liveResponse: object;
  }) => Promise<Verdict>;
}
interface Library {
  readonly LiveValidator: new (options: object) => Validator;
}
const packageName: string = 'oav';

interface Pair {
  readonly kind: string;
  readonly method: string;
  readonly url: URL;
  /** Of the request. */
  readonly query: unknown;
  readonly status: number;
  readonly body: unknown;
}

const kindOf = ({ pathname }: URL): string | undefined =>
  /\/providers\/Microsoft\.(?:Authorization|ResourceGraph)\/([^/]+)$/i.exec(pathname)?.[1];

/** A whole scan of the fake, in pages of two: what went over the wire to Resource Manager. */
const record = async (): Promise<readonly Pair[]> => {
  const azure = fakeAzure({ pageSize: 2 });
  const pairs: Pair[] = [];
  const sendRequest = async (request: PipelineRequest): Promise<PipelineResponse> => {
    const response = await azure.httpClient.sendRequest(request);
    const url = new URL(request.url);
    const kind = kindOf(url);
    if (kind !== undefined)
      pairs.push({
        kind,
        method: request.method.toLowerCase(),
        url,
        query: typeof request.body === 'string' ? JSON.parse(request.body) : undefined,
        status: response.status,
        body: JSON.parse(response.bodyAsText ?? 'null'),
      });
    return response;
  };
  for await (const _ of collectAzure({
    credential: {
      getToken: async () => ({ token: 'fake-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
    },
    httpClient: { sendRequest },
    retryDelay: 0,
    now: () => new Date('2026-04-01T00:00:00Z'),
  }));
  return pairs;
};

let validator: Validator;
let traffic: readonly Pair[] = [];

const wrongIn = async ({ method, url, query, status, body }: Pair): Promise<readonly string[]> => {
  const found = await validator.validateLiveRequestResponse({
    liveRequest: {
      method,
      url: `${url.pathname.replace(/^\/+/, '/')}${url.search}`,
      headers: { 'content-type': 'application/json' },
      query: Object.fromEntries(url.searchParams),
      body: query,
    },
    liveResponse: { statusCode: String(status), headers: { 'content-type': 'application/json' }, body },
  });
  const { requestValidationResult: asked, responseValidationResult: answered } = found;
  return [
    ...(found.runtimeException === undefined ? [] : [found.runtimeException.message]),
    ...[asked, answered].flatMap(({ errors, runtimeException }) => [
      ...(runtimeException === undefined ? [] : [runtimeException.message]),
      ...errors.map(
        ({ code, message, pathsInPayload = [] }) => `${code}: ${message} ${pathsInPayload.join(' ')}`,
      ),
    ]),
  ];
};

const folder = temporaryFolder();

beforeAll(async () => {
  const { LiveValidator } = (await import(packageName)) as Library;
  validator = new LiveValidator({
    directory: writeSpecification(folder),
    swaggerPathsPattern: ['authorization/**/*.json', 'resourcegraph/**/*.json'],
    git: { shouldClone: false },
  });
  await validator.initialize();
  traffic = await record();
});

test('each operation that is described is asked, and of these two providers no other is', () => {
  expect([...new Set(traffic.map(({ kind }) => kind))].sort()).toEqual([...described].sort());
});

test('several pages of one list are among them', () => {
  expect(traffic.some(({ url }) => url.searchParams.has('$skiptoken'))).toBe(true);
});

test('no request and no answer is otherwise than described', async () => {
  const wrong = new Set<string>();
  for (const pair of traffic) for (const each of await wrongIn(pair)) wrong.add(`${pair.kind}: ${each}`);
  expect([...wrong]).toEqual([]);
});

describe('what is otherwise is told', () => {
  const changed = async (kind: string, change: (pair: Pair) => Partial<Pair>): Promise<string> => {
    const pair = traffic.find(
      (each) =>
        each.kind === kind && (kind === 'resources' || /"principal(?:Id|s)"/.test(JSON.stringify(each.body))),
    )!;
    return (await wrongIn({ ...pair, ...change(pair) })).join('\n');
  };
  const answer =
    (text: string | RegExp, other: string) =>
    (pair: Pair): Partial<Pair> => ({ body: JSON.parse(JSON.stringify(pair.body).replace(text, other)) });
  const asked =
    (change: (url: URL) => void) =>
    (pair: Pair): Partial<Pair> => {
      const url = new URL(pair.url);
      change(url);
      return { url };
    };
  const version = 'api-version';
  test.each<readonly [string, string, RegExp, (pair: Pair) => Partial<Pair>]>([
    ['no version', 'roleAssignments', /version/, asked(({ searchParams }) => searchParams.delete(version))],
    [
      'a version of another kind',
      'roleAssignments',
      /best match operation/,
      asked(({ searchParams }) => searchParams.set(version, '2020-10-01')),
    ],
    [
      'another address',
      'roleAssignments',
      /best match operation/,
      asked((url) => {
        url.pathname = url.pathname.replace('roleAssignments', 'roleAssignmentz');
      }),
    ],
    [
      'a principal that is a number',
      'roleAssignments',
      /INVALID_TYPE/,
      answer(/"principalId":"[^"]*"/, '"principalId":7'),
    ],
    [
      'a kind of membership that there is not',
      'roleAssignmentScheduleInstances',
      /INVALID_TYPE|ENUM/,
      answer('"memberType":"Direct"', '"memberType":"Odd"'),
    ],
    [
      'a list that is none',
      'roleEligibilityScheduleInstances',
      /INVALID_TYPE/,
      () => ({ body: { value: 'none' } }),
    ],
    [
      'more rows than there may be',
      'resources',
      /MAXIMUM/,
      ({ query }) => ({ query: JSON.parse(JSON.stringify(query).replace(/"\$top":\d+/, '"$top":1001')) }),
    ],
    ['an answer without its count', 'resources', /MISSING/, answer('"count":', '"facets":[],"xcount":')],
    [
      'a member that there is not',
      'denyAssignments',
      /ADDITIONAL_PROPERTIES/,
      answer('"scope":', '"nonsense":1,"scope":'),
    ],
  ])('%s', async (_, kind, says, change) => {
    expect(await changed(kind, change)).toMatch(says);
  });
});
