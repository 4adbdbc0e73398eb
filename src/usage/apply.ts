import type { Coverage } from '../model/coverage.ts';
import type { Credential } from '../model/credential.ts';
import type { Estate } from '../model/estate.ts';
import type { Identity } from '../model/identity.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { seenSince } from '../model/usage.ts';
import { createUsageFold } from './fold.ts';
import type { UseData, WindowData } from './record.ts';
import { type IdentityUses, laterOf, usageCoverage, usageTable, withSeen } from './table.ts';

/** What an estate's makers say of a provider's logs. */
export interface UsageOf {
  readonly provider: string;
  /** Under which names logs know an identity, in lower case. */
  readonly namesOf: (identity: Identity) => readonly string[];
  /** Scope of the estate for one that a log names, which may be written otherwise. Default: the same. */
  readonly scopeOf?: (scope: string, estate: Estate) => string;
  /** The estate's name for a service as a log calls it; undefined: it is none of them. Default: the same. */
  readonly serviceOf?: (service: string) => string | undefined;
  /** What the logs never show, as it goes on after "not in it:". */
  readonly blind: string;
}

const credentialSeen = (credential: Credential, seen: IdentityUses): Credential => {
  const lastUsedAt = laterOf(credential.lastUsedAt, seen.credentials.get(credential.id));
  if (lastUsedAt === undefined || lastUsedAt === credential.lastUsedAt) return credential;
  // Now it was seen itself.
  const { lastUsedAtMost: _, ...rest } = credential;
  return { ...rest, lastUsedAt };
};

/** Latest by service, as the estate names services: several of a log may be one of them. */
const named = (
  seen: ReadonlyMap<string, string>,
  serviceOf: NonNullable<UsageOf['serviceOf']>,
): ReadonlyMap<string, string> => {
  const latest = new Map<string, string>();
  for (const [service, time] of seen) {
    const name = serviceOf(service);
    if (name !== undefined) latest.set(name, laterOf(latest.get(name), time)!);
  }
  return latest;
};

const identitySeen = (
  identity: Identity,
  seen: IdentityUses | undefined,
  since: string | undefined,
  serviceOf: NonNullable<UsageOf['serviceOf']>,
): Identity => {
  if (seen === undefined) return { ...identity, uses: [] };
  const lastUsedAt = laterOf(identity.lastUsedAt, seen.last);
  const services = withSeen(identity.serviceLastUsed, named(seen.services, serviceOf));
  const actions = withSeen(identity.actionsLastUsed, seen.actions);
  return {
    ...identity,
    ...(since === undefined || identity.observedSince !== undefined ? {} : { observedSince: since }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    ...(services === undefined ? {} : { serviceLastUsed: services }),
    ...(actions === undefined ? {} : { actionsLastUsed: actions }),
    credentials: identity.credentials.map((credential) => credentialSeen(credential, seen)),
    uses: seen.uses.map((use) => ({ ...use, service: serviceOf(use.service) ?? use.service })),
  };
};

/** Takes in records of use, whatever their provider calls them, and lays what they show over its estate. */
export interface UsageLayer {
  /** Whether it was such a record, and nobody else needs it. */
  readonly take: (record: SnapshotRecord) => boolean;
  /** Nothing changes where there were none. A use in a log counts; that none is there says nothing. */
  readonly over: (estate: Estate) => Estate;
}

export const usageLayer = ({
  provider,
  namesOf,
  scopeOf = (scope) => scope,
  serviceOf = (service) => service,
  blind,
}: UsageOf): UsageLayer => {
  const records: SnapshotRecord[] = [];
  return {
    take: (record) => {
      const isUse = record.record === `${provider}.use` || record.record === `${provider}.use-window`;
      if (isUse) records.push(record);
      return isUse;
    },
    over: (estate) => {
      if (records.length === 0) return estate;
      const fold = createUsageFold();
      for (const { record, scope, data } of records) {
        // The schemas of `record.ts` were applied where the records came in.
        if (record.endsWith('.use')) fold.addUse(scopeOf(scope, estate), data as UseData);
        else fold.addWindow(scopeOf(scope, estate), data as WindowData);
      }
      const table = usageTable(provider, fold);
      const sinceOf = new Map(
        table.windows.map(({ scope, unbrokenSince, from }) => [scope, seenSince({ unbrokenSince, from })]),
      );
      const seenOf = (identity: Identity): IdentityUses | undefined => {
        for (const name of namesOf(identity)) {
          const seen = table.of(name);
          if (seen !== undefined) return seen;
        }
        return undefined;
      };
      const coverage: readonly Coverage[] = usageCoverage(provider, table, blind);
      return {
        ...estate,
        identities: estate.identities.map((identity) =>
          identitySeen(identity, seenOf(identity), sinceOf.get(identity.scope), serviceOf),
        ),
        usageWindows: table.windows,
        coverage: [...estate.coverage, ...coverage],
      };
    },
  };
};
