import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sharedBudget } from '../../src/fleet/budget.ts';
import type { FleetDatabase } from '../../src/fleet/database.ts';
import { fleetEstate } from '../../src/fleet/estate.ts';
import { putFile } from '../../src/fleet/parts/spec.ts';
import { takeDeadLetters } from '../../src/fleet/queue.ts';
import { prune } from '../../src/fleet/retention.ts';
import { storeAway } from '../../src/fleet/store/store.ts';
import { schema } from '../../src/fleet/tables.ts';
import { succeeded, targetStates } from '../../src/fleet/targets.ts';
import { planRound, work } from '../../src/fleet/work.ts';
import { openHistory } from '../../src/history/store.ts';
import { historyTarget } from '../../src/history/target.ts';
import { inputKinds } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { auditSources } from '../../src/pipeline/audit.ts';
import { addToHistory } from '../../src/pipeline/history.ts';
import { openSnapshotWriter } from '../../src/snapshot/write.ts';
import {
  answering,
  drained,
  type FakeFleet,
  fakeFleet,
  inMemory,
  newFolder,
  readOf,
  roleOf,
} from '../fleet/fake.ts';

const accounts = ['111122223333', '444455556666', '777788889999'];

let failing: Set<string>;
let harmless: Set<string>;
let silent: string[];
let listed: readonly string[];
let database: FleetDatabase;
let fleet: FakeFleet;
let folder: string;

beforeAll(async () => {
  database = await inMemory();
});
afterAll(() => database.close());

beforeEach(async () => {
  failing = new Set();
  harmless = new Set();
  silent = [];
  listed = accounts;
  folder = newFolder();
  fleet = await fakeFleet({
    folder,
    database,
    accounts: () => listed,
    answer: async function* (account, world) {
      silent.push(account);
      if (failing.has(account)) yield readOf(account, 'denied');
      else if (harmless.has(account))
        yield* [withoutPower(account), { ...readOf(account), gives: inputKinds }];
      else yield* answering(account, world);
    },
  });
});

const withoutPower = (account: string): SnapshotRecord => {
  const role = roleOf(account);
  return { ...role, data: { ...(role.data as object), AttachedManagedPolicies: [] } };
};

const collectAll = () => work(fleet, { ...drained, signal: new AbortController().signal });

const reported = async () => {
  await takeDeadLetters(fleet.database);
  const estate = await fleetEstate(fleet, await targetStates(fleet.database), newFolder());
  const result = await auditSources(estate.sources, fleet.settings);
  return { result, ages: estate.ages, stale: estate.staleScopes() };
};

/** All are due again; those that are named are not collected. */
const nextRound = async (without: readonly string[] = []) => {
  const keys = without.map((account) => `production/${account}`);
  await fleet.database.rows(
    `UPDATE ${schema}.target SET wanted_at = now() - interval '2 days', ended_at = now() - interval '2 days'
     WHERE NOT key = ANY($1::text[])`,
    [keys],
  );
  await planRound(fleet);
  await collectAll();
};

/** What a history says of the findings of each account, after each of the reports. */
const statesOf = async (reports: readonly Awaited<ReturnType<typeof reported>>[]) => {
  const file = join(newFolder(), 'history.db');
  const said: Record<string, string>[] = [];
  for (const { result, stale } of reports) {
    const store = await openHistory(historyTarget(file), true);
    const added = await addToHistory(store, result, (scope) => stale.has(scope));
    const rows = await store.engine.db
      .selectFrom('findings')
      .select(['scope', 'state'])
      .where('rule', '=', 'standing-privilege-short-lived-credential')
      .distinct()
      .orderBy('scope')
      .execute();
    await store.engine.close();
    expect(added).toBeDefined();
    said.push(Object.fromEntries(rows.map(({ scope, state }) => [scope, state])));
  }
  return said;
};

describe('a fleet', () => {
  test('finds, queues, collects and reports on all as one; nothing is collected twice', async () => {
    expect(await planRound(fleet)).toBe(3);
    expect(await planRound(fleet)).toBe(0);
    expect(await collectAll()).toEqual({ collected: 3, failed: 0 });
    expect(silent.toSorted()).toEqual(accounts);
    const { result, ages } = await reported();
    expect(result.estate.identities.map(({ id }) => id)).toEqual(
      accounts.map((account) => `arn:aws:iam::${account}:role/deploy`),
    );
    expect(ages.map(({ status, scope }) => [status, scope])).toEqual(
      accounts.map((account) => ['complete', account]),
    );
    expect(ages[0]!.detail).toMatch(/^data as of 20\d\d-.*Z, 0 h old$/);
  });

  test('one that always fails is given up after its tries; its last good snapshot stays, and coverage says since when', async () => {
    await planRound(fleet);
    await collectAll();
    failing.add('444455556666');
    await fleet.database.rows(
      `UPDATE ${schema}.target SET wanted_at = now() - interval '2 days', ended_at = now() - interval '2 days'`,
    );
    expect(await planRound(fleet)).toBe(3);
    expect(await collectAll()).toEqual({ collected: 2, failed: 2 });
    const { result, ages } = await reported();
    expect(result.estate.identities).toHaveLength(3);
    expect(ages[1]!.status).toBe('partial');
    expect(ages[1]!.detail).toMatch(
      /^data as of .*; it fails since .* \(2 tries\) and was given up at .*: nothing could be read: iam:GetAccountAuthorizationDetails in 444455556666: AccessDenied: not allowed$/,
    );
    failing.clear();
    await fleet.database.rows(
      `UPDATE ${schema}.target SET wanted_at = now() - interval '2 days', ended_at = now() - interval '2 days'`,
    );
    await planRound(fleet);
    await collectAll();
    expect((await reported()).ages[1]!.status).toBe('complete');
  });

  test('one that was never read is a gap in all that could have been known', async () => {
    failing.add('777788889999');
    await planRound(fleet);
    await collectAll();
    const { result, ages } = await reported();
    expect(result.estate.identities).toHaveLength(2);
    expect(ages[2]).toMatchObject({ status: 'denied', scope: '777788889999' });
    expect(ages[2]!.detail).toContain('it was never collected; it fails since');
    expect(ages[2]!.gives).toContain('inventory');
  });

  test('old facts are told as stale', async () => {
    await planRound(fleet);
    await collectAll();
    await fleet.database.rows(
      `UPDATE ${schema}.snapshot SET collected_at = collected_at - interval '5 days' WHERE target = 'production/111122223333'`,
    );
    expect((await reported()).ages.map(({ detail }) => detail.replace(/20\S+Z/, 'T'))).toEqual([
      'stale: data as of T, 5 d old',
      'data as of T, 0 h old',
      'data as of T, 0 h old',
    ]);
  });

  test('in a history what was found in a stale target is unseen, and what is gone from fresh facts is fixed', async () => {
    await planRound(fleet);
    await collectAll();
    const first = await reported();
    await fleet.database.rows(
      `UPDATE ${schema}.snapshot SET collected_at = collected_at - interval '5 days' WHERE target = 'production/111122223333'`,
    );
    harmless.add('444455556666');
    await nextRound(['111122223333']);
    const second = await reported();
    expect([...second.stale]).toEqual(['111122223333']);
    const judged = second.result.assessments.filter(({ scope }) => scope === '111122223333');
    expect(judged.map(({ status }) => status)).toContain('partial');
    expect(judged.map(({ status }) => status)).not.toContain('assessed');
    await nextRound();
    expect(await statesOf([first, second, await reported()])).toEqual([
      { 111122223333: 'new', 444455556666: 'new', 777788889999: 'new' },
      { 111122223333: 'unseen', 444455556666: 'fixed', 777788889999: 'open' },
      { 111122223333: 'open', 444455556666: 'fixed', 777788889999: 'open' },
    ]);
  });

  test('a finding that an older snapshot lacks, which is used because the newest is damaged, is not fixed', async () => {
    harmless.add('111122223333');
    await planRound(fleet);
    await collectAll();
    harmless.clear();
    await nextRound();
    const first = await reported();
    const [newest] = await fleet.database.rows<{ readonly object: string }>(
      `SELECT object FROM ${schema}.snapshot WHERE target = 'production/111122223333' ORDER BY collected_at DESC LIMIT 1`,
    );
    await nextRound(['111122223333']);
    writeFileSync(join(folder, newest!.object.slice(0, 2), newest!.object), 'something else');
    expect((await statesOf([first, await reported()]))[1]).toMatchObject({ 111122223333: 'unseen' });
  });

  test('a snapshot that was changed in the store is left out, the one before it is used, and both are told', async () => {
    await planRound(fleet);
    await collectAll();
    await fleet.database.rows(
      `UPDATE ${schema}.target SET wanted_at = now() - interval '2 days', ended_at = now() - interval '2 days'`,
    );
    await planRound(fleet);
    await collectAll();
    const [newest] = await fleet.database.rows<{ readonly object: string }>(
      `SELECT object FROM ${schema}.snapshot WHERE target = 'production/111122223333' ORDER BY collected_at DESC LIMIT 1`,
    );
    writeFileSync(join(folder, newest!.object.slice(0, 2), newest!.object), 'something else');
    const { result, ages } = await reported();
    expect(result.estate.identities).toHaveLength(3);
    expect(ages[0]!.status).toBe('partial');
    expect(ages[0]!.detail).toContain('it was changed, or damaged');
  });

  test('a worker whose clock is two days ahead writes down the time of the database', async () => {
    await planRound(fleet);
    const ahead = { ...fleet, now: () => new Date(Date.now() + 2 * 86_400_000) };
    const signal = new AbortController().signal;
    expect(await work(ahead, { ...drained, signal })).toEqual({ collected: 3, failed: 0 });
    const rows = await fleet.database.rows<{ readonly off: string }>(
      `SELECT abs(extract(epoch FROM now() - collected_at)) AS off FROM ${schema}.snapshot`,
    );
    expect(rows).toHaveLength(3);
    for (const { off } of rows) expect(Number(off)).toBeLessThan(600);
  });

  test('what another version stored, and this one does not know, is passed over for the snapshot before, and told', async () => {
    await planRound(fleet);
    await collectAll();
    const tool = { name: 'nhi-audit', version: '9.9.9' };
    const collectedAt = new Date(Date.now() + 1000).toISOString();
    const path = join(newFolder(), 'newer.ndjson');
    const writer = openSnapshotWriter(path, { tool, collectedAt });
    const role = roleOf('111122223333');
    writer.add({ ...role, record: 'aws.unheard-of' });
    writer.add({ ...readOf('111122223333'), gives: inputKinds });
    writer.seal(collectedAt);
    const object = await putFile(fleet.store, path);
    await succeeded(fleet.database, 'production/111122223333', {
      ...{ object, collectedAt, completedAt: collectedAt, bytes: 1, entries: 2, gaps: 0 },
      toolVersion: tool.version,
    });
    const { result, ages } = await reported();
    expect(result.estate.identities).toHaveLength(3);
    expect(ages[0]).toMatchObject({ status: 'partial', detail: expect.stringContaining('aws.unheard-of') });
  });

  describe('a store that is full', () => {
    const filling = (room: () => boolean): FakeFleet => ({
      ...fleet,
      store: {
        ...fleet.store,
        put: async (object, file, signal) => {
          if (!room()) throw storeAway('XMinioStorageFull: no space left (HTTP 507)', undefined);
          await fleet.store.put(object, file, signal);
        },
      },
    });
    const signal = new AbortController().signal;

    test('for a while: what was collected waits, and is not collected again', async () => {
      let refusals = 4;
      const full = filling(() => refusals-- <= 0);
      await planRound(full);
      expect(await work(full, { ...drained, signal })).toEqual({ collected: 3, failed: 0 });
      expect(silent.toSorted()).toEqual(accounts);
      expect(fleet.notes).toContain(
        'the store refuses: XMinioStorageFull: no space left (HTTP 507); trying again',
      );
      expect((await reported()).ages.map(({ status }) => status)).toEqual([
        'complete',
        'complete',
        'complete',
      ]);
    });

    test('for good: every try has failed, nothing is there, and each target says so', async () => {
      const full = filling(() => false);
      await planRound(full);
      expect(await work(full, { ...drained, signal })).toEqual({ collected: 0, failed: 6 });
      await takeDeadLetters(full.database);
      const states = await targetStates(full.database);
      expect(states.map(({ lastError }) => lastError)).toEqual(
        accounts.map(() => 'XMinioStorageFull: no space left (HTTP 507)'),
      );
      expect(states.every(({ deadAt }) => deadAt !== undefined)).toBe(true);
      expect(await full.database.rows(`SELECT 1 FROM ${schema}.snapshot`)).toEqual([]);
      await expect(reported()).rejects.toThrow('no target was collected yet');
    });
  });

  test('an account that is listed no more is reported no more, and one that comes back is', async () => {
    await planRound(fleet);
    await collectAll();
    listed = accounts.slice(0, 2);
    await planRound(fleet);
    expect((await reported()).result.estate.identities).toHaveLength(2);
    listed = accounts;
    await planRound(fleet);
    expect((await reported()).result.estate.identities).toHaveLength(3);
    listed = [];
    await planRound(fleet);
    expect((await reported()).result.estate.identities).toHaveLength(3);
    expect(fleet.notes).toContain('source production: source production: no target was found');
  });

  test('a secret in the words of an error is kept nowhere', async () => {
    const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
    const leaky = await fakeFleet({
      database,
      answer: async function* () {
        yield readOf('111122223333');
        throw new Error(`the proxy refused Bearer ${secret}`);
      },
    });
    await planRound(leaky);
    expect(await work(leaky, { ...drained, signal: new AbortController().signal })).toEqual({
      collected: 0,
      failed: 2,
    });
    const jobs = await database.rows('SELECT * FROM nhi_audit_queue.job');
    const kept = JSON.stringify([jobs, await targetStates(database), leaky.notes]);
    expect(kept).toContain('the proxy refused');
    expect(kept).not.toContain(secret);
    expect(JSON.stringify(jobs)).not.toContain('fake.ts');
  });

  test('snapshots older than they are kept go, but never the newest of a target', async () => {
    await planRound(fleet);
    await collectAll();
    await database.rows(
      `UPDATE ${schema}.target SET wanted_at = now() - interval '2 days', ended_at = now() - interval '2 days'`,
    );
    await planRound(fleet);
    await collectAll();
    await database.rows(`UPDATE ${schema}.snapshot SET collected_at = collected_at - interval '90 days'`);
    // An object of a worker that did not live to write it down, and all others a day old.
    const tomorrow = { ...fleet, now: () => new Date(Date.now() + 2 * 86_400_000) };
    expect(await prune(tomorrow)).toEqual({ snapshots: 3, targets: 0, orphans: 3 });
    expect((await reported()).result.estate.identities).toHaveLength(3);
    listed = accounts.slice(0, 2);
    await planRound(fleet);
    await database.rows(
      `UPDATE ${schema}.target SET gone_at = now() - interval '90 days' WHERE gone_at IS NOT NULL`,
    );
    expect(await prune(tomorrow)).toEqual({ snapshots: 0, targets: 1, orphans: 1 });
  });

  test('what is removed while a report is read, because something newer has come, is read anew', async () => {
    await planRound(fleet);
    await collectAll();
    const states = await targetStates(database);
    const [first] = accounts;
    let asked = 0;
    const store = {
      ...fleet.store,
      get: async (object: string, into: string) => {
        asked += 1;
        // Between the list of snapshots and the first of them: collected again, and pruned.
        if (asked === 1) {
          harmless.add(first!);
          await nextRound();
          await database.rows(
            `UPDATE ${schema}.snapshot SET collected_at = collected_at - interval '90 days' WHERE object = $1`,
            [object],
          );
          await prune({ ...fleet, now: () => new Date(Date.now() + 2 * 86_400_000) });
        }
        return fleet.store.get(object, into);
      },
    };
    const estate = await fleetEstate({ ...fleet, store }, states, newFolder());
    expect(estate.ages.map(({ status }) => status)).toEqual(['complete', 'complete', 'complete']);
    const { findings } = await auditSources(estate.sources, fleet.settings);
    const standing = findings.filter(({ rule }) => rule === 'standing-privilege-short-lived-credential');
    expect(standing.map(({ scope }) => scope).toSorted()).toEqual(accounts.slice(1));
  });

  test('an account under two names is counted once, as it was last seen, and a list that names it twice is a list', async () => {
    const [first = ''] = accounts;
    const each = { 'aws-role-arn': 'arn:aws:iam::{target}:role/nhi-audit' };
    listed = [first, first];
    const file = {
      sources: [
        { name: 'production', provider: 'aws', targets: 'discover', each },
        { name: 'shared', provider: 'aws', targets: [first, first], each },
      ],
    };
    const twice = await fakeFleet({
      folder,
      database,
      accounts: () => listed,
      answer: async function* (account, world) {
        if (harmless.has(account)) yield* [withoutPower(account), { ...readOf(account), gives: inputKinds }];
        else yield* answering(account, world);
      },
      file,
    });
    expect(await planRound(twice)).toBe(2);
    expect(twice.notes.join()).toContain(
      `listed by several sources, each of which collects them: production/${first} and shared/${first}; reports use the newest facts`,
    );
    const collect = () => work(twice, { ...drained, signal: new AbortController().signal });
    await collect();
    const reportOf = async () => {
      const estate = await fleetEstate(twice, await targetStates(database), newFolder());
      return { ...estate, result: await auditSources(estate.sources, twice.settings) };
    };
    expect((await reportOf()).result.findings.length).toBeGreaterThan(0);
    // The role has no power any more, which only one of both has seen.
    harmless.add(first);
    await database.rows(
      `UPDATE ${schema}.target SET wanted_at = now() - interval '2 days', ended_at = now() - interval '2 days'
       WHERE source = 'shared'`,
    );
    expect(await planRound(twice)).toBe(1);
    await collect();
    const { ages, result } = await reportOf();
    expect(ages.map(({ status, detail }) => `${status} ${detail.slice(0, 40)}`)).toEqual([
      'complete it is the same as shared/111122223333, w',
      expect.stringMatching(/^complete data as of 20/),
    ]);
    expect(result.estate.identities).toHaveLength(1);
    expect(result.findings.filter(({ rule }) => rule.startsWith('standing'))).toEqual([]);
  });

  test('neither the queue nor the tables hold more than keys, times and reasons', async () => {
    await planRound(fleet);
    const jobs = await fleet.database.rows<{ readonly data: unknown }>(
      'SELECT data FROM nhi_audit_queue.job',
    );
    expect(jobs.map(({ data }) => data)).toEqual(
      expect.arrayContaining(accounts.map((account) => ({ target: `production/${account}` }))),
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

const going = new AbortController().signal;

/** When each of the calls may be made, in milliseconds from now; nobody waits. */
const worker = (name: string, perMinute: number) => {
  const moments: number[] = [];
  const begun = performance.now();
  const now = () => performance.now() - begun;
  const budget = sharedBudget(database, {
    name,
    perMinute,
    now,
    sleep: async (milliseconds) => void moments.push(now() + milliseconds),
  });
  return { budget, moments };
};

describe('a budget that workers share', () => {
  test('two workers together ask no faster than one may', async () => {
    const workers = [worker('both', 60), worker('both', 60)];
    for (let call = 0; call < 5; call += 1) for (const { budget } of workers) await budget.turn(going);
    const moments = workers.flatMap((each) => each.moments).toSorted((a, b) => a - b);
    // One call a second: ten calls take nine seconds, less what the database took to answer.
    expect(moments.at(-1)).toBeGreaterThan(7000);
    expect(moments.at(-1)).toBeLessThan(11_000);
    const gaps = moments.slice(1).map((moment, index) => moment - moments[index]!);
    expect(Math.min(...gaps)).toBeGreaterThan(500);
  });

  test('budgets of two names do not know each other', async () => {
    const [one, other] = [worker('one', 60), worker('other', 60)];
    await one.budget.turn(going);
    await other.budget.turn(going);
    expect(other.moments).toEqual([]);
  });

  test('one that is throttled holds all of them', async () => {
    const [one, other] = [worker('held', 6000), worker('held', 6000)];
    await one.budget.turn(going);
    one.budget.throttled(30);
    await one.budget.turn(going);
    await other.budget.turn(going);
    expect(one.moments.at(-1)).toBeGreaterThan(29_000);
    expect(other.moments.at(-1)).toBeGreaterThan(29_000);
  });

  test('one that was told to end makes no call', async () => {
    const stop = new AbortController();
    const budget = sharedBudget(database, { name: 'ended', perMinute: 60 });
    stop.abort();
    await expect(budget.turn(stop.signal)).rejects.toThrow('aborted');
  });
});
