import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../src/audit/fingerprint.ts';
import { holdsDigest, lookForNotices } from '../../src/history/notices.ts';
import { recordScan } from '../../src/history/record.ts';
import { removeScan } from '../../src/history/remove.ts';
import { type HistoryStore, openHistory } from '../../src/history/store.ts';
import { historyTarget } from '../../src/history/target.ts';
import { type SharedKnown, tellChanges } from '../../src/notices/deliver.ts';
import type { NoticeState } from '../../src/notices/state.ts';
import { subjects } from '../history/draws.ts';
import { sketchObservation } from '../history/observations.ts';
import { temporaryFolder } from '../support/cli.ts';
import { type Loopback, loopback, status } from './loopback.ts';
import { item, settingsOf, state } from './sketch.ts';

/** Two machines, each with a spool of its own, and the history of both. */

const open: HistoryStore[] = [];
afterAll(async () => {
  for (const { engine } of open) await engine.close();
});
const opened = async (path: string): Promise<HistoryStore> => {
  const store = await openHistory(historyTarget(path), true);
  open.push(store);
  return store;
};

let clock = Date.parse('2026-03-10T09:00:00Z');
const machine = async (history: string, server: Loopback, series = 's') => {
  const { engine } = await opened(history);
  const folder = temporaryFolder();
  const notes: string[] = [];
  const sharedOf = ({ collectedAt }: NoticeState): SharedKnown => ({
    look: (decide) =>
      lookForNotices(engine, { series, collectedAt, roots: [], tried: [] }, (known, others) =>
        decide(known && { kinds: [...known.kinds], items: [...known.items] }, others),
      ),
    holds: (digest) => holdsDigest(engine, digest),
  });
  const tell = (after: NoticeState, change: (shared: SharedKnown) => SharedKnown = (same) => same) =>
    tellChanges(
      undefined,
      after,
      {
        settings: settingsOf({ chat: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_URL' } }),
        folder,
        environment: { NHI_AUDIT_NOTIFY_URL: server.url },
        now: () => new Date(clock++),
        tool: { name: 'nhi-audit', version: '1' },
        note: (line) => notes.push(line),
        wait: async () => {},
      },
      change(sharedOf(after)),
    );
  return { tell, notes };
};

const titlesIn = ({ received }: Loopback): readonly string[] =>
  received.flatMap(({ body }) => [...body.matchAll(/title of (\w+)/g)].map(([, name]) => name!)).sort();

const on = (day: number, ...names: string[]): NoticeState =>
  state(
    names.map((name) => item(name)),
    { collectedAt: `2026-03-0${day}T08:00:00.000Z` },
  );

const two = async (series: readonly [string, string] = ['s', 's']) => {
  const history = join(temporaryFolder(), 'nhi.db');
  const server = await loopback(status(200));
  const a = await machine(history, server, series[0]);
  const b = await machine(history, server, series[1]);
  await a.tell(on(1, 'old'));
  return { a, b, server };
};

test('a scan that lost all of a scope is told against what was known of both, and one that never tried it is not', async () => {
  const { engine } = await opened(join(temporaryFolder(), 'nhi.db'));
  await engine.alone((db) =>
    db.insertInto('series').values({ no: 1, id: 'both', roots: '["a","b"]' }).execute(),
  );
  const knownTo = async (day: number, series: string, roots: readonly string[], tried: readonly string[]) => {
    let keys: readonly string[] | undefined;
    const collectedAt = `2026-03-0${day}T08:00:00.000Z`;
    await lookForNotices(engine, { series, collectedAt, roots, tried }, (known) => {
      keys = known?.items.map(({ key }) => key);
      const item = { kind: 'coverage-lost', key: `day ${day}`, scope: 'b' } as const;
      return { known: { kinds: ['coverage-lost'], items: [item] } };
    });
    return keys;
  };
  expect(await knownTo(1, 'both', ['a', 'b'], [])).toBeUndefined();
  expect(await knownTo(2, 'a alone', ['a'], ['b'])).toEqual(['day 1']);
  expect(await knownTo(3, 'both', ['a', 'b'], [])).toEqual(['day 2']);
  expect(await knownTo(4, 'a alone', ['a'], [])).toBeUndefined();
  expect(await knownTo(5, 'another', ['c'], ['b'])).toBeUndefined();
});

describe('two machines with one history', () => {
  test('tell a change once, whoever sees it first', async () => {
    const { a, b, server } = await two();
    await b.tell(on(2, 'old', 'x'));
    await a.tell(on(3, 'old', 'x', 'y'));
    await b.tell(on(4, 'old', 'x', 'y'));
    expect(titlesIn(server)).toEqual(['x', 'y']);
  });

  test('tell it once where both have the same facts', async () => {
    const { a, b, server } = await two();
    await a.tell(on(2, 'old', 'x'));
    await b.tell(on(2, 'old', 'x'));
    expect(titlesIn(server)).toEqual(['x']);
  });

  test('tell what comes back again, and not what an older scan still has', async () => {
    const { a, b, server } = await two();
    await a.tell(on(2, 'old', 'x'));
    await b.tell(on(5, 'old'));
    await a.tell(on(4, 'old', 'x'));
    expect(titlesIn(server)).toEqual(['x']);
    expect(a.notes.join()).toContain('a later scan was looked at before');
    await a.tell(on(6, 'old', 'x'));
    expect(titlesIn(server)).toEqual(['x', 'x']);
  });

  test('of other scopes each: what one of them knows the other does not tell', async () => {
    const { a, b, server } = await two(['s', 'other']);
    await b.tell(on(1));
    await a.tell(on(2, 'old', 'x'));
    await b.tell(on(3, 'x', 'z'));
    expect(titlesIn(server)).toEqual(['x', 'z']);
  });
});

test('a look at facts of a clock that was years ahead keeps nothing from being told', async () => {
  const server = await loopback(status(200));
  // By one machine alone, whose spool remembers it …
  const folder = temporaryFolder();
  const input = {
    settings: settingsOf({ chat: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_URL' } }),
    folder,
    environment: { NHI_AUDIT_NOTIFY_URL: server.url },
    now: () => new Date(clock++),
    tool: { name: 'nhi-audit', version: '1' },
    note: () => undefined,
    wait: async () => {},
  } as const;
  const ahead = state([item('a')], { collectedAt: '2099-01-01T08:00:00.000Z' });
  await tellChanges(undefined, ahead, input);
  await tellChanges(undefined, on(5, 'a', 'b'), input);
  expect(titlesIn(server)).toEqual(['b']);
  const one = { roots: ['org'], scopes: { org: null, a: 'org', b: 'org' } };
  // … and by what a history remembers, once the scan was taken out of it.
  const path = join(temporaryFolder(), 'nhi.db');
  const { engine } = await opened(path);
  const told = await machine(path, server, digestOf(['org']));
  const found = sketchObservation({ day: 3, ...one, findings: {} }, subjects);
  const wrong = sketchObservation({ day: 9000, ...one, findings: {} }, subjects);
  for (const each of [found, wrong]) await recordScan(engine, each, 'test');
  expect(found.series).toBe(digestOf(['org']));
  await told.tell(on(3, 'c'));
  await told.tell({ ...on(3, 'c'), collectedAt: wrong.collectedAt });
  await told.tell(on(5, 'c', 'd'));
  expect(titlesIn(server)).toEqual(['b']);
  await removeScan(engine, wrong.id);
  await told.tell(on(6, 'c', 'd'));
  expect(titlesIn(server)).toEqual(['b', 'd']);
});

test('what comes back while its notice still waits is not told twice', async () => {
  const { a, server } = await two();
  server.answers = [status(503)];
  await a.tell(on(2, 'old', 'x'));
  await a.tell(on(3, 'old'));
  await a.tell(on(4, 'old', 'x'));
  server.received.length = 0;
  server.answers = [status(200)];
  await a.tell(on(5, 'old', 'x'));
  expect(titlesIn(server)).toEqual(['x']);
});

describe('a run that ends in the middle', () => {
  const stopped = new Error('stopped');

  test('before the history has it: whoever looks next tells it, and nobody else', async () => {
    const { a, b, server } = await two();
    const before = (shared: SharedKnown): SharedKnown => ({
      ...shared,
      look: (decide) =>
        shared.look((...known) => {
          decide(...known);
          throw stopped;
        }),
    });
    await expect(a.tell(on(2, 'old', 'x'), before)).rejects.toThrow(stopped);
    expect(titlesIn(server)).toEqual([]);
    await b.tell(on(3, 'old', 'x'));
    await a.tell(on(4, 'old', 'x'));
    expect(titlesIn(server)).toEqual(['x']);
  });

  test('behind it: its own next run sends it, and nobody else', async () => {
    const { a, b, server } = await two();
    const behind = (shared: SharedKnown): SharedKnown => ({
      ...shared,
      look: async (decide) => {
        await shared.look(decide);
        throw stopped;
      },
    });
    await expect(a.tell(on(2, 'old', 'x'), behind)).rejects.toThrow(stopped);
    await b.tell(on(3, 'old', 'x'));
    expect(titlesIn(server)).toEqual([]);
    await a.tell(on(4, 'old'));
    expect(titlesIn(server)).toEqual(['x']);
  });
});
