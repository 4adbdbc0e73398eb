import type { Coverage } from '../model/coverage.ts';
import type { UsageWindow, Use } from '../model/usage.ts';
import { gapsOf } from './days.ts';
import { entered, type UsageFold } from './fold.ts';
import type { UseData, WindowData } from './record.ts';

/** What logs of use say, as interpretation asks for it. */
export interface UsageTable {
  /** By identity, as the log names it. */
  readonly of: (identity: string) => IdentityUses | undefined;
  readonly windows: readonly UsageWindow[];
  /** Records of the windows, by scope. */
  readonly windowData: ReadonlyMap<string, WindowData>;
  /** Names of all whom the logs name. */
  readonly identities: Iterable<string>;
}

export interface IdentityUses {
  /** Sorted by action, then credential. */
  readonly uses: readonly Use[];
  /** ISO 8601: any sign of it, refused attempts and begun sessions too. */
  readonly last: string;
  /** The same by credential. */
  readonly credentials: ReadonlyMap<string, string>;
  /** Latest by action, and by service; without what was refused. */
  readonly actions: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
  /** Services with an event whose privilege nobody knows. */
  readonly unmapped: ReadonlySet<string>;
}

const later = (map: Map<string, string>, key: string, time: string): void => {
  const before = map.get(key);
  if (before === undefined || time > before) map.set(key, time);
};

const useOf = (provider: string, data: UseData): Use => ({
  source: { record: `${provider}.use`, id: data.Id },
  service: data.Service,
  action: data.Action,
  resources: data.Resources.map(({ Id }) => Id),
  otherResources: data.OtherResources === true,
  first: data.First,
  last: data.Last,
  count: data.Count,
  from: data.Networks,
  clients: data.Clients,
  ...(data.Sessions === undefined ? {} : { sessions: data.Sessions }),
  ...(data.OtherSessions === undefined ? {} : { otherSessions: true as const }),
  ...(data.Credential === undefined ? {} : { credential: data.Credential }),
});

const usesOf = (provider: string, lines: readonly UseData[]): IdentityUses => {
  const uses: Use[] = [];
  const credentials = new Map<string, string>();
  const actions = new Map<string, string>();
  const services = new Map<string, string>();
  const unmapped = new Set<string>();
  let last = '';
  for (const line of lines) {
    if (line.Last > last) last = line.Last;
    if (line.Credential !== undefined) later(credentials, line.Credential, line.Last);
    if (line.Action === entered || line.Refused === true) continue;
    uses.push(useOf(provider, line));
    later(services, line.Service, line.Last);
    if (line.Unmapped === true) unmapped.add(line.Service);
    else later(actions, line.Action, line.Last);
  }
  return { uses, last, credentials, actions, services, unmapped };
};

/** @param provider whose windows they are */
export const usageTable = (provider: string, fold: UsageFold): UsageTable => {
  const byIdentity = Map.groupBy(
    fold.uses().map(({ data }) => data),
    ({ Identity }) => Identity,
  );
  const made = new Map<string, IdentityUses>();
  const windows = fold.windows();
  return {
    of: (identity) => {
      const lines = byIdentity.get(identity);
      if (lines === undefined) return undefined;
      const known = made.get(identity) ?? usesOf(provider, lines);
      made.set(identity, known);
      return known;
    },
    windows: windows.map(({ scope, data }) => ({
      provider,
      scope,
      log: data.Log,
      from: data.From,
      to: data.To,
      ...gapsOf(data.Days),
      reads: data.Reads,
      dataOf: data.DataOf,
    })),
    windowData: new Map(windows.map(({ scope, data }) => [scope, data])),
    identities: byIdentity.keys(),
  };
};

/** The later of two, where `never` is before all. */
export const laterOf = (told: string | undefined, seen: string | undefined): string | undefined =>
  seen === undefined || (told !== undefined && told !== 'never' && told >= seen) ? told : seen;

/** What the provider tells with what the logs show, of either what is later. Undefined: neither says anything. */
export const withSeen = (
  told: Readonly<Record<string, string>> | undefined,
  seen: ReadonlyMap<string, string> | undefined,
): Readonly<Record<string, string>> | undefined => {
  if (seen === undefined || seen.size === 0) return told;
  const all = new Map(Object.entries(told ?? {}));
  for (const [name, time] of seen) {
    const latest = laterOf(all.get(name), time);
    if (latest !== undefined) all.set(name, latest);
  }
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const day = (time: string): string => time.slice(0, 10);

/**
 * What the logs cover, one entry for each scope and log. Never `complete`: no log shows all uses.
 * @param blind what this log never shows, as it goes on after "not in it:"
 */
export const usageCoverage = (
  connector: string,
  { windows, windowData }: UsageTable,
  blind: string,
): readonly Coverage[] =>
  windows.map(({ scope, log, from, to, emptyDays, unbrokenSince, reads, dataOf }) => {
    const data = windowData.get(scope);
    const places = data?.Places ?? [];
    const parts = [
      `${data?.Events ?? 0} events from ${day(from)} to ${day(to)}`,
      ...(emptyDays === 0
        ? []
        : [`${emptyDays} days between without any, so that absence counts from ${day(unbrokenSince)} only`]),
      ...(places.length === 0
        ? []
        : [
            `regions: ${places.slice(0, 8).join(', ')}${places.length > 8 ? ` and ${places.length - 8} more` : ''}`,
          ]),
      ...(reads ? [] : ['no event that only reads']),
      ...(data === undefined || data.Unmapped === 0
        ? []
        : [`${data.Unmapped} with a name that is no privilege`]),
      dataOf.length === 0
        ? 'no uses of data'
        : `uses of data: ${dataOf.slice(0, 8).join(', ')}${dataOf.length > 8 ? ` and ${dataOf.length - 8} more` : ''}`,
      `not in it: ${blind}`,
    ];
    return {
      connector,
      scope,
      source: log,
      status: 'partial',
      detail: parts.join('; '),
      gives: ['service-use'],
    };
  });
