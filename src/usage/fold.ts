import { byText } from '../model/by-text.ts';
import { InputError } from '../model/input-error.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { type ClientKind, clientKinds, keptOfUse } from '../model/usage.ts';
import { dayOf, daysOf, intervalsOf } from './days.ts';
import type { UsageEvent } from './event.ts';
import { type Few, few } from './few.ts';
import type { UseData, WindowData } from './record.ts';

/**
 * Many events as few lines: identity × privilege × credential, with the first of its resources and networks. Sums, ends and
 * first-by-text are the same in whatever order events come and however they were split into files; memory is that of the lines.
 */
export interface UsageFold {
  readonly add: (event: UsageEvent) => void;
  /** Lines that were folded before: from a snapshot, or of another part. */
  readonly addUse: (scope: string, data: UseData) => void;
  readonly addWindow: (scope: string, data: WindowData) => void;
  /** Sorted. */
  readonly uses: () => readonly { readonly scope: string; readonly data: UseData }[];
  readonly windows: () => readonly { readonly scope: string; readonly data: WindowData }[];
}

/** Of whose session was begun: a use of it by somebody else, and of none of its privileges. */
export const entered = 'entered';

/** Lines that may be kept: some 1.5 GB. */
const mostLines = 2_000_000;
/** Services, and regions, that may be told of one scope. */
const mostNames = 400;
/** What is longer is no name of anything. */
const longestName = 2048;

interface Span {
  first: number;
  last: number;
  count: number;
}
const noSpan = (): Span => ({ first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, count: 0 });
const widen = (span: Span, { first, last, count }: Readonly<Span>): void => {
  if (first < span.first) span.first = first;
  if (last > span.last) span.last = last;
  span.count += count;
};

interface Line extends Span {
  readonly key: Omit<
    UseData,
    | 'First'
    | 'Last'
    | 'Count'
    | 'Resources'
    | 'OtherResources'
    | 'Networks'
    | 'OtherNetworks'
    | 'Sessions'
    | 'OtherSessions'
    | 'Clients'
  >;
  readonly scope: string;
  readonly resources: Few<Span>;
  readonly networks: Few<true>;
  readonly sessions: Few<true>;
  /** A bit for each of `clientKinds`. */
  clients: number;
}

interface Window extends Span {
  readonly log: string;
  readonly scope: string;
  readonly days: Set<number>;
  refused: number;
  nameless: number;
  unmapped: number;
  reads: boolean;
  readonly services: Few<true>;
  readonly dataOf: Few<true>;
  readonly places: Few<true>;
}

const bitOf: ReadonlyMap<ClientKind, number> = new Map(clientKinds.map((kind, bit) => [kind, 1 << bit]));
const iso = (time: number): string => new Date(time).toISOString();

const lineOf = ({ key, first, last, count, resources, networks, sessions, clients }: Line): UseData => ({
  ...key,
  First: iso(first),
  Last: iso(last),
  Count: count,
  Resources: resources
    .entries()
    .map(([Id, span]) => ({ Id, First: iso(span.first), Last: iso(span.last), Count: span.count })),
  ...(resources.more() ? { OtherResources: true as const } : {}),
  Networks: networks.entries().map(([network]) => network),
  ...(networks.more() ? { OtherNetworks: true as const } : {}),
  ...(sessions.entries().length === 0 ? {} : { Sessions: sessions.entries().map(([session]) => session) }),
  ...(sessions.more() ? { OtherSessions: true as const } : {}),
  Clients: clientKinds.filter((kind) => (clients & bitOf.get(kind)!) !== 0),
});

const windowOf = (window: Window): WindowData => ({
  Log: window.log,
  From: iso(window.first),
  To: iso(window.last),
  Days: intervalsOf(window.days),
  Events: window.count,
  Refused: window.refused,
  Nameless: window.nameless,
  Unmapped: window.unmapped,
  Reads: window.reads,
  Services: window.services.entries().map(([service]) => service),
  DataOf: window.dataOf.entries().map(([service]) => service),
  Places: window.places.entries().map(([place]) => place),
});

/** @param what for the message where there are too many lines: the file that is being read */
export const createUsageFold = (what: () => string = () => 'logs of use'): UsageFold => {
  /** By scope, log, identity, action and the rest: maps in maps, because to join the names of each event costs more. */
  const lines = new Map<string, Map<string, Line>>();
  const windows = new Map<string, Window>();
  let count = 0;

  const line = (scope: string, key: Omit<Line['key'], 'Id'>): Line => {
    // With its length, so that no scope and identity read as another's.
    const who = `${key.Log} ${scope.length} ${scope} ${key.Identity}`;
    let own = lines.get(who);
    if (own === undefined) {
      own = new Map();
      lines.set(who, own);
    }
    const of = key.Action.startsWith(`${key.Service}:`) ? '' : ` of ${key.Service}`;
    const use = `${key.Action}${of} ${key.Credential ?? ''}${key.Refused === true ? ' refused' : ''}${key.Unmapped === true ? ' unmapped' : ''}`;
    let found = own.get(use);
    if (found === undefined) {
      count += 1;
      if (count > mostLines) {
        throw new InputError(
          `the logs show more than ${mostLines.toLocaleString('en')} different uses`,
          what(),
          'Give the logs of fewer scopes at a time, or of a shorter time.',
        );
      }
      found = {
        key: { Id: `${key.Log} ${key.Identity} ${use}`.trimEnd(), ...key },
        scope,
        ...noSpan(),
        resources: few(keptOfUse.resources, noSpan),
        networks: few(keptOfUse.networks, () => true as const),
        sessions: few(keptOfUse.sessions, () => true as const),
        clients: 0,
      };
      own.set(use, found);
    }
    return found;
  };

  const window = (scope: string, log: string): Window => {
    const key = `${log} ${scope}`;
    let found = windows.get(key);
    if (found === undefined) {
      found = {
        log,
        scope,
        ...noSpan(),
        days: new Set(),
        refused: 0,
        nameless: 0,
        unmapped: 0,
        reads: false,
        services: few(mostNames, () => true as const),
        dataOf: few(mostNames, () => true as const),
        places: few(mostNames, () => true as const),
      };
      windows.set(key, found);
    }
    return found;
  };

  const addToWindow = (event: UsageEvent): void => {
    const { time } = event;
    const of = window(event.scope, event.log);
    if (time < of.first) of.first = time;
    if (time > of.last) of.last = time;
    of.count += 1;
    of.days.add(dayOf(time));
    if (event.refused) of.refused += 1;
    if (event.identity === undefined) of.nameless += 1;
    if (event.unmapped === true) of.unmapped += 1;
    if (event.reads) of.reads = true;
    of.services.at(event.service);
    if (event.ofData) of.dataOf.at(event.service);
    if (event.place !== undefined) of.places.at(event.place);
  };

  const keyOf = (event: UsageEvent, identity: string, action: string): Omit<Line['key'], 'Id'> => ({
    Log: event.log,
    Identity: identity,
    Action: action,
    ...(event.credential === undefined ? {} : { Credential: event.credential }),
    ...(event.refused ? { Refused: true as const } : {}),
    Service: event.service,
    ...(event.unmapped === true ? { Unmapped: true as const } : {}),
  });

  const addToLine = (found: Line, { time, resources, network, session, client }: UsageEvent): void => {
    const span = { first: time, last: time, count: 1 };
    widen(found, span);
    let named = false;
    for (const resource of resources) {
      if (resource === '' || resource.length > longestName) continue;
      named = true;
      const figures = found.resources.at(resource);
      if (figures !== undefined) widen(figures, span);
    }
    if (!named) found.resources.setMore();
    if (network !== undefined) found.networks.at(network);
    if (session === '' || (session !== undefined && session.length > longestName)) found.sessions.setMore();
    else if (session !== undefined) found.sessions.at(session);
    found.clients |= bitOf.get(client)!;
  };

  return {
    add: (event) => {
      addToWindow(event);
      const { identity, enters } = event;
      if (enters !== undefined && enters.id.length <= longestName && !event.refused)
        addToLine(
          line(enters.scope, {
            Log: event.log,
            Identity: enters.id,
            Action: entered,
            Service: event.service,
          }),
          { ...event, resources: [] },
        );
      if (identity === undefined || identity.id.length > longestName) return;
      for (const action of event.actions)
        if (action.length <= longestName)
          addToLine(line(identity.scope, keyOf(event, identity.id, action)), event);
    },
    addUse: (scope, data) => {
      const found = line(scope, {
        Log: data.Log,
        Identity: data.Identity,
        Action: data.Action,
        ...(data.Credential === undefined ? {} : { Credential: data.Credential }),
        ...(data.Refused === undefined ? {} : { Refused: data.Refused }),
        Service: data.Service,
        ...(data.Unmapped === undefined ? {} : { Unmapped: data.Unmapped }),
      });
      widen(found, { first: Date.parse(data.First), last: Date.parse(data.Last), count: data.Count });
      for (const { Id, First, Last, Count } of data.Resources) {
        const figures = found.resources.at(Id);
        if (figures !== undefined)
          widen(figures, { first: Date.parse(First), last: Date.parse(Last), count: Count });
      }
      if (data.OtherResources === true) found.resources.setMore();
      for (const network of data.Networks) found.networks.at(network);
      if (data.OtherNetworks === true) found.networks.setMore();
      for (const session of data.Sessions ?? []) found.sessions.at(session);
      if (data.OtherSessions === true) found.sessions.setMore();
      for (const kind of data.Clients) found.clients |= bitOf.get(kind)!;
    },
    addWindow: (scope, data) => {
      const of = window(scope, data.Log);
      widen(of, { first: Date.parse(data.From), last: Date.parse(data.To), count: data.Events });
      for (const day of daysOf(data.Days)) of.days.add(day);
      of.refused += data.Refused;
      of.nameless += data.Nameless;
      of.unmapped += data.Unmapped;
      if (data.Reads) of.reads = true;
      for (const service of data.Services) of.services.at(service);
      for (const service of data.DataOf) of.dataOf.at(service);
      for (const place of data.Places) of.places.at(place);
    },
    uses: () =>
      [...lines.values()]
        .flatMap((own) => [...own.values()])
        .map((each) => ({ scope: each.scope, data: lineOf(each) }))
        .sort((a, b) => byText(a.scope, b.scope) || byText(a.data.Id, b.data.Id)),
    windows: () =>
      [...windows.values()]
        .map((each) => ({ scope: each.scope, data: windowOf(each) }))
        .sort((a, b) => byText(a.scope, b.scope) || byText(a.data.Log, b.data.Log)),
  };
};

/** The fold as records of a provider. */
export function* recordsOf(provider: string, fold: UsageFold): Generator<SnapshotRecord> {
  for (const { scope, data } of fold.windows())
    yield { record: `${provider}.use-window`, scope, id: data.Log, data };
  for (const { scope, data } of fold.uses()) yield { record: `${provider}.use`, scope, id: data.Id, data };
}
