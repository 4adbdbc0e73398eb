import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { deadlineOf } from '../../../src/collection/bounds.ts';
import { type CollectionOptions, collecting, type Item } from '../../../src/collection/collecting.ts';
import { noJournal, openJournal } from '../../../src/collection/journal.ts';
import { createLedger } from '../../../src/collection/ledger.ts';
import { loadOptional } from '../../../src/collection/optional-packages.ts';
import type { Budget } from '../../../src/collection/pacing.ts';
import type { StepEntry } from '../../../src/collection/step.ts';
import { unnamedTenant } from '../facts/records.ts';
import { readAuthorization } from './authorization.ts';
import { createBatch } from './batch.ts';
import { createClients, loadSdk } from './clients.ts';
import { type Cloud, cloudOf } from './clouds.ts';
import { closed, coverageOf } from './coverage.ts';
import { asApiError, describeFailure } from './failure.ts';
import { readHoldingGroups, readUsers } from './groups.ts';
import { azureJournals, type JournalOf } from './journal.ts';
import { createLimits } from './limits.ts';
import { readPrincipals } from './principals.ts';
import { createReading } from './reading.ts';
import { readSubscriptionsAndResources } from './resources.ts';
import { claimsOf, defaultCredential, isGuid, type TokenClaims } from './session.ts';
import type { Place } from './step.ts';
import { readOrganization, readTenant } from './tenant.ts';
import { createWire } from './wire.ts';

export interface AzureCollectOptions extends CollectionOptions {
  /** Id or domain. Absent: that of the credential. */
  readonly tenant?: string | undefined;
  /** Ids. Absent: all that can be seen. */
  readonly subscriptions?: readonly string[] | undefined;
  /** Name: those below it. */
  readonly managementGroup?: string | undefined;
  /** Name of the cloud. */
  readonly cloud?: string | undefined;
  /** Absent: the default chain of `@azure/identity`. */
  readonly credential?: TokenCredential | undefined;
  readonly onCost?: ((cost: AzureCost) => void) | undefined;
  /** Told before a wait for a rate limit: until when (ISO 8601, UTC). */
  readonly onWait?: ((until: string) => void) | undefined;
  /** For tests: what sends, where the hosts are, and milliseconds before what failed is asked again. */
  readonly httpClient?: HttpClient | undefined;
  readonly hosts?: Cloud | undefined;
  readonly retryDelay?: number | undefined;
}

/** What a collection cost. */
export interface AzureCost {
  readonly budgets: readonly Budget[];
  /** Requests inside those that carry several. */
  readonly inner: number;
  /** Service principals that expose app roles: each is asked who holds them. */
  readonly exposing: number;
}

const defaultRetryDelay = 1000;

interface SignedIn {
  readonly claims: TokenClaims;
  readonly credential: TokenCredential;
}

/** A token for Graph, or why there is none. */
const signIn = async (
  { tenant, credential }: AzureCollectOptions,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<SignedIn | { readonly reason: string }> => {
  try {
    const own =
      credential ??
      (await loadOptional('a live scan of Azure', () =>
        defaultCredential({ cloud, ...(tenant === undefined ? {} : { tenant }) }),
      ));
    const token = await own.getToken(cloud.graphScope, { abortSignal: signal });
    return { claims: claimsOf(token?.token ?? ''), credential: own };
  } catch (error) {
    const known = asApiError(error);
    if (known === undefined) throw error;
    return { reason: describeFailure(known, '').reason };
  }
};

/**
 * Reads a tenant of Entra and its subscriptions through the APIs, read-only, and gives facts and coverage as they come. Whatever
 * fails is written down as coverage, and the rest goes on. Throws `InputError` for a cloud that is none, and the reason of `signal`
 * when interrupted.
 */
export const collectAzure = (options: AzureCollectOptions): AsyncGenerator<Item> =>
  collecting(options, async ({ emit, signal, now, sleep, bounds }) => {
    const cloud = options.hosts ?? cloudOf(options.cloud);
    const wanted = {
      subscriptions: options.subscriptions?.map((id) => id.toLowerCase()).sort(),
      managementGroup: options.managementGroup,
    };
    const startedAt = now().toISOString();
    const given = options.tenant?.toLowerCase();
    const signedIn = await signIn(options, cloud, signal);
    if ('reason' in signedIn) {
      for (const line of closed(given !== undefined && isGuid(given) ? given : '*', signedIn.reason))
        await emit(line);
      return;
    }
    const sdk = await loadOptional('a live scan of Azure', loadSdk);
    const { claims, credential } = signedIn;
    const limits = createLimits({
      // Waits are measured on the real clock: `now` may be fixed.
      clock: { now: () => Date.now(), sleep },
      spacing: 0,
      onWait: options.onWait,
    });
    let inner = 0;
    const wire = createWire({
      cloud,
      inner: options.httpClient ?? sdk.pipeline.createDefaultHttpClient(),
      limits,
      onCall: options.onCall,
      onInner: () => {
        inner += 1;
      },
      bounds,
      inTime: deadlineOf(bounds, Date.now),
    });
    const retryDelay = options.retryDelay ?? defaultRetryDelay;
    const clients = createClients({ sdk, cloud, credential, wire, retryDelay });
    const ledger = createLedger('Microsoft');
    const placeOf = (scope: string): Omit<Place, 'journal'> => ({
      scope,
      ledger,
      emit,
      reading: createReading({ sdk, clients, cloud, signal, bounds }),
      batch: createBatch({ clients, cloud, limits, signal, bounds, sleep, retryDelay }),
      progress: (source, count) => options.onProgress?.({ connector: 'azure', scope, source, count }),
    });
    // A token says the tenant; one that does not is asked about by its first answer.
    const scope = claims.tid ?? (given !== undefined && isGuid(given) ? given : undefined);
    const of: JournalOf = {
      cloud: cloud.arm,
      tenant: scope ?? given ?? '',
      caller: claims.oid ?? '',
      subscriptions: wanted.subscriptions ?? null,
      managementGroup: wanted.managementGroup ?? null,
    };
    const journal =
      options.journal === undefined
        ? noJournal<StepEntry>(startedAt)
        : openJournal<StepEntry>({ path: options.journal, kind: azureJournals, of, now: startedAt });
    const place: Place = { ...placeOf(scope ?? unnamedTenant), journal };
    if (claims.oid !== undefined)
      await emit({
        record: 'azure.caller',
        scope: place.scope,
        id: claims.oid,
        data: { id: claims.oid, type: claims.idtyp ?? null },
      });
    await emit({
      connector: 'azure',
      scope: place.scope,
      source: 'sign-in',
      status: claims.oid === undefined ? 'unsupported' : 'complete',
      detail: claims.oid === undefined ? 'the token does not say whom it is of' : '',
      gives: ['scanner'],
    });
    await readOrganization(place);
    const principals = await readPrincipals(place);
    const tenant = await readTenant(place);
    const subscriptions = await readSubscriptionsAndResources(place, wanted);
    const assigned = await readAuthorization(place, subscriptions);
    const named = [...principals.named, ...tenant.named, ...assigned];
    const people = await readHoldingGroups(place, named, tenant.groups, principals.known);
    await readUsers(place, people, principals.known);
    for (const line of coverageOf(place.scope, ledger)) await emit(line);
    options.onCost?.({ budgets: limits.budgets(), inner, exposing: principals.exposing });
    // A credential that ran out in between is no end: with a new one it goes on.
    if (ledger.ended() === undefined) journal.discard();
  });
