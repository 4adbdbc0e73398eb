import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Provider } from '../../src/model/scope.ts';
import { type ListPlace, type WrongEntries, withWrongEntries, wrongEntries } from './wrong-entries.ts';

/** What each connector has to be lied to with, whatever else its own service could be mistaken by. Each comes with 200. */
const kinds: readonly (readonly [what: string, is: (body: string) => boolean])[] = [
  ['the page of a captive portal or a proxy', (body) => /^<!doctype html/i.test(body)],
  ['plain text', (body) => body === 'ok'],
  ['nothing', (body) => body === ''],
  ['null', (body) => body === 'null'],
  [
    'a list where there is none, or an object in the place of one',
    (body) => /^(?:\[|\{"a":\[\]\})/.test(body),
  ],
  ['half of an answer', (body) => body.startsWith('{') && !isJson(body)],
  ['an object without what is asked for', (body) => body.startsWith('{') && isJson(body)],
];

const isJson = (body: string): boolean => {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
};

/** Lists that the calls of a table answer with, and how to be lied to in them. */
export interface LyingLists {
  /** By call; one whose answer holds several lists stands there several times. */
  readonly places: readonly (readonly [call: string, place: ListPlace])[];
  /** Of these nothing is read of an entry but its name: what else it says cannot be wrong. */
  readonly onlyNames: ReadonlySet<string>;
  /** Scans whose answers `change` makes others of: each call of the lists is made in one of them. */
  readonly scan: (change: (call: string, answer: unknown) => unknown) => Promise<readonly Coverage[]>;
}

/**
 * Holds a `lies.test.ts` to its promise: the calls that it lies to are those of the table that the connector publishes, each of
 * them, and each is told every kind of lie; and each list is told with wrong entries among good ones.
 * @param bodies what a call is answered with
 */
export const everyLie = (
  provider: Provider,
  calls: readonly string[],
  bodies: (call: string) => readonly string[],
  { places, onlyNames, scan }: LyingLists,
): void => {
  test('every call of the published table is lied to, with every kind of lie', async () => {
    const live = await connectors.find(({ id }) => id === provider)!.live!.load();
    const published = live.calls.rows.map(([first]) => first!.replaceAll('`', ''));
    expect(published.length).toBeGreaterThan(0);
    expect([...calls].sort()).toEqual([...published].sort());
    const missing = calls.flatMap((call) =>
      kinds.filter(([, is]) => !bodies(call).some(is)).map(([what]) => `${call}: ${what}`),
    );
    expect(missing).toEqual([]);
  });

  const due = (what: WrongEntries) =>
    places.filter(([call]) => what === 'what is no entry' || !onlyNames.has(call));
  // All calls at once: what is good in each list leads to the others.
  const rounds = (what: WrongEntries) => {
    const seen = new Map<string, number>();
    return Map.groupBy(due(what), ([call]) => {
      const round = seen.get(call) ?? 0;
      seen.set(call, round + 1);
      return round;
    });
  };
  const what = Object.keys(wrongEntries) as readonly WrongEntries[];
  test.each(
    what.flatMap((each) => [...rounds(each).values()].map((lists) => [each, new Map(lists)] as const)),
  )(
    'a list of which the rest is true and that holds %s is told at the line of its own call',
    async (each, lists) => {
      const told = new Set<string>();
      const lied = new Set<string>();
      // Where a lie cost a whole answer, what it leads to is asked for in the next scan.
      for (let before = -1; before < lied.size && lied.size < lists.size; ) {
        before = lied.size;
        const due = new Map([...lists].filter(([call]) => !lied.has(call)));
        const coverage = await scan((call, answer) => {
          const place = due.get(call);
          const wrong = place === undefined ? answer : withWrongEntries(each, place, answer);
          if (wrong !== answer) lied.add(call);
          return wrong;
        });
        for (const { source, status, detail } of coverage)
          if (due.has(source) && status === 'partial' && entriesTold.test(detail)) told.add(source);
      }
      expect({
        unasked: [...lists.keys()].filter((call) => !lied.has(call)),
        silent: [...lied].filter((call) => !told.has(call)),
      }).toEqual({ unasked: [], silent: [] });
    },
  );
};

/** How coverage says that entries were left out, or that an answer was refused for them. */
const entriesTold =
  /did not have the shape|ha(?:ve|s) not the (?:documented )?form|not of the documented types|is no list|without a name|could not be read (?:whole|in full)|which was asked for|are null, and no error says why/;

/**
 * Connectors that are asked live and have no `collect/lies.test.ts` that is held by {@link everyLie}.
 * @param ids of those that can be asked live
 * @param tests the folder of the tests of connectors
 */
export const withoutLies = (ids: readonly string[], tests: string): readonly string[] =>
  ids.filter((id) => {
    const file = join(tests, id, 'collect/lies.test.ts');
    if (!existsSync(file)) return true;
    const text = readFileSync(file, 'utf8');
    const ofTable = new RegExp(`from '(?:\\.\\./)+(?:connectors/)?${id}/collect/calls\\.ts'`);
    const isHeld = ofTable.test(text) && new RegExp(`everyLie\\(\\s*'${id}',`).test(text);
    return !isHeld;
  });
