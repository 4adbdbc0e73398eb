import type { TokenCredential } from '@azure/identity';
import type { ReadingClient } from '../../../src/collection/asking.ts';
import { deadlineOf } from '../../../src/collection/bounds.ts';
import type { Collecting } from '../../../src/collection/collecting.ts';
import type { Failure } from '../../../src/collection/failure.ts';
import { type FirstAnswers, firstAnswers, type Login } from '../../../src/collection/first-answer.ts';
import { loadOptional } from '../../../src/collection/optional-packages.ts';
import type { Parameters } from './addresses.ts';
import { brokenBy, type Clients, createClients, loadSdk } from './clients.ts';
import type { Cloud } from './environment.ts';
import { asApiError, describeFailure } from './failure.ts';
import { createLimits, type Limits } from './limits.ts';
import type { AzureCollectOptions } from './options.ts';
import { type Answer, createReading } from './reading.ts';
import { claimsOf, defaultCredential, type TokenClaims } from './session.ts';
import { createWire } from './wire.ts';

const defaultRetryDelay = 1000;

interface SignedIn {
  readonly claims: TokenClaims;
  readonly credential: TokenCredential;
}

export const firstOf = ({ bounds }: Pick<Collecting, 'bounds'>): FirstAnswers =>
  firstAnswers({
    bounds,
    silentLogin:
      'the Azure CLI, another program that gives credentials, or the metadata service of this machine did not answer; try az account get-access-token, and --live-first gives more time',
  });

/** A token for Graph, or why there is none. */
export const signIn = async (
  { tenant, credential }: Pick<AzureCollectOptions, 'tenant' | 'credential'>,
  cloud: Cloud,
  signal: AbortSignal,
  first: FirstAnswers,
): Promise<SignedIn | Failure> => {
  // What takes long to load is no silence of a server.
  await loadOptional('a live scan of Azure', () => import('@azure/identity'));
  let cause: ReturnType<Login['cause']>;
  try {
    return await first.logIn(async (login) => {
      const own =
        credential ??
        (await defaultCredential({ cloud, login, ...(tenant === undefined ? {} : { tenant }) }));
      try {
        const token = await own.getToken(cloud.graphScope, {
          abortSignal: AbortSignal.any([signal, login.signal]),
        });
        return { claims: claimsOf(token?.token ?? ''), credential: own };
      } finally {
        cause = login.cause();
      }
    });
  } catch (error) {
    const known = asApiError(error);
    if (known === undefined) throw error;
    // The chain asks on where nobody answers, and tells of the last credential that it does not find.
    const isCut = known.credential === true && cause !== undefined;
    return describeFailure(
      isCut ? { message: known.message, connection: cause!.code, to: cause!.origin } : known,
      '',
    );
  }
};

export interface Entrance {
  readonly clients: Clients;
  readonly reading: ReadingClient<Parameters, Answer>;
  readonly limits: Limits;
  readonly retryDelay: number;
  /** Requests inside those that carry several, so far. */
  readonly inner: () => number;
}

/** The clients of one collection, behind its guard, limits and bounds. */
export const openClients = async (
  options: AzureCollectOptions,
  { signal, sleep, bounds }: Pick<Collecting, 'signal' | 'sleep' | 'bounds'>,
  cloud: Cloud,
  credential: TokenCredential,
  first: FirstAnswers,
): Promise<Entrance> => {
  const sdk = await loadOptional('a live scan of Azure', loadSdk);
  // Waits are measured on the real clock: `now` may be fixed.
  const clock = { now: options.clock ?? Date.now, sleep };
  const limits = createLimits({ clock, spacing: 0, onWait: options.onWait });
  let inner = 0;
  const wire = createWire({
    cloud,
    inner: options.httpClient ?? sdk.pipeline.createDefaultHttpClient(),
    broken: brokenBy(sdk),
    limits,
    onCall: options.onCall,
    onThrottled: options.onThrottled,
    onInner: () => {
      inner += 1;
    },
    bounds,
    first,
    inTime: deadlineOf(bounds, Date.now),
  });
  const retryDelay = options.retryDelay ?? defaultRetryDelay;
  const clients = createClients({ sdk, cloud, credential, wire, retryDelay });
  const reading = createReading({ sdk, clients, cloud, signal, bounds });
  return { clients, reading, limits, retryDelay, inner: () => inner };
};
