import { byText } from '../model/by-text.ts';
import { InputError } from '../model/input-error.ts';
import { type ClientKind, clientKinds, keptOfUse } from '../model/usage.ts';
import type { UsageEvent } from './event.ts';
import { type Few, few } from './few.ts';
import type { UseData } from './record.ts';
import { iso, noSpan, type Span, widen } from './span.ts';

/** Lines that may be kept: some 1.5 GB. */
const mostLines = 2_000_000;
/** What is longer is no name of anything. */
export const longestName = 2048;

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

export type LineKey = Omit<Line['key'], 'Id'>;

const bitOf: ReadonlyMap<ClientKind, number> = new Map(clientKinds.map((kind, bit) => [kind, 1 << bit]));
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

/**
 * Identity × privilege × credential, with the first of its resources and networks.
 * @param what for the message where there are too many: the file that is being read
 */
export const createLines = (what: () => string) => {
  /** By scope, log, identity, action and the rest: maps in maps, because to join the names of each event costs more. */
  const lines = new Map<string, Map<string, Line>>();
  let count = 0;

  const line = (scope: string, key: LineKey): Line => {
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

  return {
    add: (scope: string, key: LineKey, { time, resources, network, session, client }: UsageEvent): void => {
      const found = line(scope, key);
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
    },
    addFolded: (scope: string, data: UseData): void => {
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
    list: () =>
      [...lines.values()]
        .flatMap((own) => [...own.values()])
        .map((each) => ({ scope: each.scope, data: lineOf(each) }))
        .sort((a, b) => byText(a.scope, b.scope) || byText(a.data.Id, b.data.Id)),
  };
};
