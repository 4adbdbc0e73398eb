import { byText } from '../model/by-text.ts';
import { dayOf, daysOf, intervalsOf } from './days.ts';
import type { UsageEvent } from './event.ts';
import { type Few, few } from './few.ts';
import type { WindowData } from './record.ts';
import { iso, noSpan, type Span, widen } from './span.ts';

/** Services, and regions, that may be told of one scope. */
const mostNames = 400;
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

/** What the logs of each scope cover: from when to when, which days, services and places. */
export const createWindows = () => {
  const windows = new Map<string, Window>();

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

  return {
    add: (event: UsageEvent): void => {
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
    },
    addFolded: (scope: string, data: WindowData): void => {
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
    list: () =>
      [...windows.values()]
        .map((each) => ({ scope: each.scope, data: windowOf(each) }))
        .sort((a, b) => byText(a.scope, b.scope) || byText(a.data.Log, b.data.Log)),
  };
};
