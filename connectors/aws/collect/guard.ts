import type { IAMClient } from '@aws-sdk/client-iam';
import { checkAnswer } from './answer.ts';
import type { AwsService } from './calls.ts';
import { awsCall, callId } from './calls.ts';

export interface GuardOptions {
  readonly service: AwsService;
  /** Bounds how many calls run at once. */
  readonly limit: <T>(run: () => Promise<T>) => Promise<T>;
  /** Called for each request that is sent, repeated ones included, with the id of the call. */
  readonly onCall?: ((call: string) => void) | undefined;
}

/** Any client of the SDK. */
export interface Guardable {
  readonly middlewareStack: unknown;
}

/**
 * Puts the guard on a client. It refuses every operation that is not in the table of calls before anything is sent,
 * counts what is sent, and looks at what comes back.
 */
export const guard = <Client extends Guardable>(
  client: Client,
  { service, limit, onCall }: GuardOptions,
): Client => {
  // The stacks differ only in the types of their inputs, which nothing here looks at.
  const stack = client.middlewareStack as IAMClient['middlewareStack'];
  const operationOf = (context: { readonly commandName?: string }): string =>
    (context.commandName ?? '').replace(/Command$/, '');
  stack.add(
    (next, context) => async (input) => {
      const id = callId({ service, operation: operationOf(context) });
      if (awsCall(id) === undefined) {
        throw Object.assign(
          new Error(`read-only guard: ${id} is not among the calls of this scanner; nothing was sent`),
          {
            name: 'ReadOnlyViolation',
          },
        );
      }
      return limit(() => next(input));
    },
    { step: 'initialize', priority: 'high', name: 'nhiAuditReadOnlyGuard' },
  );
  stack.add(
    (next, context) => async (input) => {
      const operation = operationOf(context);
      onCall?.(callId({ service, operation }));
      const result = await next(input);
      return { ...result, response: await checkAnswer(service, operation, result.response) };
    },
    // Next to the wire: once for each attempt, and before the SDK reads the answer.
    { step: 'deserialize', priority: 'low', name: 'nhiAuditAnswerCheck' },
  );
  return client;
};
