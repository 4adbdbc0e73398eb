import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import type { Provider } from '../../src/model/scope.ts';

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

/**
 * Holds a `lies.test.ts` to its promise: the calls that it lies to are those of the table that the connector publishes, each of
 * them, and each is told every kind of lie.
 * @param bodies what a call is answered with
 */
export const everyLie = (
  provider: Provider,
  calls: readonly string[],
  bodies: (call: string) => readonly string[],
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
};

/** How a test of lists whose entries are none is named: its body depends on the list, so that {@link kinds} cannot tell it. */
const wrongEntries = /(?:wrong entries|entries that are none)/;

/**
 * Connectors that are asked live and have no `collect/lies.test.ts` that is held by {@link everyLie} and lies with wrong entries.
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
    return !isHeld || !wrongEntries.test(text);
  });
