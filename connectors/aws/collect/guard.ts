import type { IAMClient } from '@aws-sdk/client-iam';
import type { Bounds, InTime } from '../../../src/collection/bounds.ts';
import type { Bound } from '../../../src/collection/concurrency.ts';
import { answerFault, boundReached } from '../../../src/collection/failure.ts';
import type { Login } from '../../../src/collection/first-answer.ts';
import { readOnlyViolation } from '../../../src/collection/guard.ts';
import { checkAnswer } from './answer.ts';
import type { AwsService } from './calls.ts';
import { awsCall, callId } from './calls.ts';
import { endpointOf, isThrottling, withEndpoint } from './failure.ts';
import { keptOf, listOf } from './kept.ts';
import type { Remember } from './memory.ts';
import { parsedFault } from './shapes.ts';

export interface GuardOptions {
  readonly service: AwsService;
  /** Bounds how many calls run at once. */
  readonly limit: Bound;
  readonly region: string;
  readonly remember: Remember;
  /** Called for each request that is sent, repeated ones included, with the id of the call. */
  readonly onCall?: ((call: string) => unknown) | undefined;
  readonly onThrottled?: ((seconds: number) => void) | undefined;
  readonly bounds: Bounds;
  /** Throws when the time of the whole collection is over. */
  readonly inTime: InTime;
  /** Of the first call: told whom it asks, and what fails. */
  readonly login?: Pick<Login, 'asks' | 'failed'> | undefined;
}

/** Any client of the SDK. */
export interface Guardable {
  readonly middlewareStack: unknown;
}

/** AWS does not say for how long. */
const throttledSeconds = 5;

/**
 * Puts the guard on a client. It refuses every operation that is not in the table of calls before anything is sent,
 * counts what is sent, looks at what comes back, and lets through of it what the table of kept members names.
 */
export const guard = <Client extends Guardable>(
  client: Client,
  { service, limit, region, remember, onCall, onThrottled, bounds, inTime, login }: GuardOptions,
): Client => {
  // The stacks differ only in the types of their inputs, which nothing here looks at.
  const stack = client.middlewareStack as IAMClient['middlewareStack'];
  const pages = new Map<string, number>();
  /** Each page but the first is asked for by a marker. */
  const countPage = (id: string, input: Readonly<Record<string, unknown>>): void => {
    const list = listOf(id, input);
    if (list === undefined) return;
    const count = (pages.get(list) ?? 1) + 1;
    pages.set(list, count);
    if (count > bounds.pages) throw boundReached(`the list has more than ${bounds.pages} pages`);
  };
  const operationOf = (context: { readonly commandName?: string }): string =>
    (context.commandName ?? '').replace(/Command$/, '');
  stack.add(
    (next, context) => async (input) => {
      const id = callId({ service, operation: operationOf(context) });
      if (awsCall(id) === undefined) throw readOnlyViolation(`${id} is not among the calls of this scanner`);
      type Result = Awaited<ReturnType<typeof next>>;
      const output = await remember({ call: id, region, input: { ...input.input } }, async () => {
        inTime();
        countPage(id, input.input as Readonly<Record<string, unknown>>);
        const result = await limit(() => next(input));
        const wrong = parsedFault(id, result.output);
        if (wrong !== undefined) throw answerFault(wrong);
        return keptOf(id, result.output);
      });
      return { output, response: undefined } as Result;
    },
    { step: 'initialize', priority: 'high', name: 'nhiAuditReadOnlyGuard' },
  );
  stack.add(
    (next, context) => async (input) => {
      const operation = operationOf(context);
      await onCall?.(callId({ service, operation }));
      login?.asks(endpointOf(input.request) ?? service);
      const result = await next(input).catch((error: unknown) => {
        login?.failed(error);
        throw withEndpoint(error, input.request);
      });
      return { ...result, response: await checkAnswer(service, operation, result.response, bounds, inTime) };
    },
    // Next to the wire: once for each attempt, and before the SDK reads the answer.
    { step: 'deserialize', priority: 'low', name: 'nhiAuditAnswerCheck' },
  );
  if (onThrottled !== undefined) {
    stack.add(
      (next) => async (input) => {
        try {
          return await next(input);
        } catch (error) {
          if (isThrottling(error)) onThrottled(throttledSeconds);
          throw error;
        }
      },
      // Inside the retries: each refusal is told.
      { step: 'finalizeRequest', priority: 'low', name: 'nhiAuditThrottling' },
    );
  }
  return client;
};
