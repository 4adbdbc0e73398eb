import { collecting, type Item } from '../../../src/collection/collecting.ts';
import { noJournal, openJournal } from '../../../src/collection/journal.ts';
import { createLedger } from '../../../src/collection/ledger.ts';
import type { StepEntry } from '../../../src/collection/step.ts';
import { unnamedTenant } from '../facts/records.ts';
import { readAuthorization } from './authorization.ts';
import { createBatch } from './batch.ts';
import { closed, coverageOf } from './coverage.ts';
import { firstOf, openClients, signIn } from './entrance.ts';
import { cloudOf, isGuid } from './environment.ts';
import { readHoldingGroups, readUsers } from './groups.ts';
import { azureJournals, type JournalOf } from './journal.ts';
import type { AzureCollectOptions } from './options.ts';
import { readPrincipals } from './principals.ts';
import { readSubscriptionsAndResources, type Wanted } from './resources.ts';
import type { TokenClaims } from './session.ts';
import type { Place } from './step.ts';
import { readOrganization, readTenant } from './tenant.ts';

/** Each record once: what is assigned above subscriptions is shown in each of them. */
const onceEach = (emit: (item: Item) => Promise<void>): ((item: Item) => Promise<void>) => {
  const given = new Set<string>();
  return async (item) => {
    if ('record' in item) {
      const key = `${item.record} ${item.id}`;
      if (given.has(key)) return;
      given.add(key);
    }
    await emit(item);
  };
};

const sayCaller = async (
  { scope, emit }: Pick<Place, 'scope'> & { readonly emit: (item: Item) => Promise<void> },
  claims: TokenClaims,
): Promise<void> => {
  const { oid, idtyp = null } = claims;
  if (oid !== undefined)
    await emit({ record: 'azure.caller', scope, id: oid, data: { id: oid, type: idtyp } });
  await emit({
    connector: 'azure',
    scope,
    source: 'sign-in',
    status: oid === undefined ? 'unsupported' : 'complete',
    detail: oid === undefined ? 'the token does not say whom it is of' : '',
    gives: ['scanner'],
  });
};

/** Everything, in the order in which one thing leads to another. */
const readAll = async (place: Place, wanted: Wanted): Promise<{ readonly exposing: number }> => {
  const itself = await readOrganization(place);
  const principals = await readPrincipals(place);
  const tenant = await readTenant(place, itself);
  const subscriptions = await readSubscriptionsAndResources(place, wanted);
  const assigned = await readAuthorization(place, subscriptions);
  const named = [...principals.named, ...tenant.named, ...assigned];
  const people = await readHoldingGroups(place, named, tenant.groups, principals.known);
  await readUsers(place, people, principals.known);
  return { exposing: principals.exposing };
};

/**
 * Reads a tenant of Entra and its subscriptions through the APIs, read-only, and gives facts and coverage as they come. Whatever
 * fails is written down as coverage, and the rest goes on. Throws `InputError` for a cloud that is none, and the reason of `signal`
 * when interrupted.
 */
export const collectAzure = (options: AzureCollectOptions): AsyncGenerator<Item> =>
  collecting(options, async ({ emit: emitAny, signal, now, sleep, bounds }) => {
    const emit = onceEach(emitAny);
    const cloud = cloudOf(options.cloud);
    const wanted: Wanted = {
      subscriptions: options.subscriptions?.map((id) => id.toLowerCase()).sort(),
      managementGroup: options.managementGroup,
    };
    const startedAt = now().toISOString();
    const given = options.tenant?.toLowerCase();
    const givenId = given !== undefined && isGuid(given) ? given : undefined;
    const first = firstOf({ bounds });
    const signedIn = await signIn(options, cloud, signal, first);
    if ('reason' in signedIn) {
      for (const line of closed(givenId ?? '*', signedIn)) await emit(line);
      return;
    }
    const { claims, credential } = signedIn;
    // A token that does not say its tenant is asked for it by the first answer, and the records are joined by that.
    const scope = claims.tid ?? givenId ?? unnamedTenant;
    const of: JournalOf = {
      cloud: cloud.arm,
      tenant: scope,
      caller: claims.oid ?? '',
      subscriptions: wanted.subscriptions ?? null,
      managementGroup: wanted.managementGroup ?? null,
    };
    const journal =
      options.journal === undefined
        ? noJournal<StepEntry>(startedAt)
        : openJournal<StepEntry>({ path: options.journal, kind: azureJournals, of, now: startedAt });
    const world = { signal, sleep, bounds };
    const { clients, limits, retryDelay, inner, reading } = await openClients(
      options,
      world,
      cloud,
      credential,
      first,
    );
    const ledger = createLedger('Microsoft');
    await sayCaller({ scope, emit }, claims);
    const { exposing } = await readAll(
      {
        scope,
        ledger,
        journal,
        emit,
        reading,
        batch: createBatch({ clients, cloud, limits, signal, bounds, sleep, retryDelay }),
        progress: (source, count) => options.onProgress?.({ connector: 'azure', scope, source, count }),
      },
      wanted,
    );
    for (const line of coverageOf(scope, ledger)) await emit(line);
    options.onCost?.({ budgets: limits.budgets(), inner: inner(), exposing });
    // A credential that ran out in between is no end: with a new one it goes on.
    if (ledger.ended() === undefined) journal.discard();
  });
