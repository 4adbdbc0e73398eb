import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { PageData } from '../../reports/html/page-data.ts';
import { pageBlocksIn } from '../reports/readers.ts';
import { cli, cliProcess, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
/** A part of the sample estate: all of it takes seconds. */
const tenant = join(import.meta.dirname, '../../connectors/azure/demo/nordlicht-tenant.ndjson');
const run = (...args: readonly string[]) => cli(args, { cwd: folder });

describe('a scan with --history', () => {
  test('tells new from old, and once more says the same', async () => {
    const first = await run('scan', '--demo', '--history', 'nhi.db', '--format', 'json');
    const again = await run('scan', '--demo', '--history', 'nhi.db', '--format', 'json');
    expect(first.code).toBe(0);
    expect(again.stdout).toBe(first.stdout);
    const { findings } = JSON.parse(first.stdout);
    expect(findings.length).toBeGreaterThan(100);
    for (const { state, age, firstSeen, status } of findings) {
      expect([state, age, firstSeen]).toEqual([
        status === 'accepted' ? 'accepted' : 'new',
        0,
        '2026-09-01T06:00:00.000Z',
      ]);
    }
    expect(statSync(join(folder, 'nhi.db')).mode & 0o777).toBe(0o600);
  });

  test('counts days from the first scan, fails on age, and keeps to deadlines', async () => {
    const lines = readFileSync(tenant, 'utf8');
    writeFileSync(join(folder, 'now.ndjson'), lines);
    writeFileSync(join(folder, 'deadlines.yaml'), 'deadlines:\n  critical: 7\n');
    const early = await run('analyze', 'now.ndjson', '--history', 'aged.db', '--fail-on-age', '30d');
    expect(early.code).toBe(0);
    expect(lines).toContain('"collectedAt":"2026-09-01T06:00:00.000Z"');
    // As if the first scan had been two months ago.
    const aged = new DatabaseSync(join(folder, 'aged.db'));
    aged.exec("update scans set collected_at = '2026-07-01T06:00:00.000Z', id = 'before'");
    aged.exec(
      "update findings set life = replace(life, '2026-09-01', '2026-07-01'), open_since = '2026-07-01T06:00:00.000Z'",
    );
    aged.close();
    const late = await run('analyze', 'now.ndjson', '--history', 'aged.db', '--fail-on-age', '30d');
    expect(late.code).toBe(1);
    expect(late.stderr).toMatch(/findings open for more than 30 days \(--fail-on-age\)/);
    const due = await run('analyze', 'now.ndjson', '--history', 'aged.db', '--fail-on-age', 'overdue');
    expect(due.code).toBe(0);
    const overdue = await run(
      'analyze',
      'now.ndjson',
      '--history',
      'aged.db',
      '--config',
      'deadlines.yaml',
      '--fail-on-age',
      'overdue',
    );
    expect(overdue.code).toBe(1);
    expect(overdue.stdout).toMatch(/ overdue/);
    const page = await run('analyze', 'now.ndjson', '--history', 'aged.db', '--format', 'html');
    const { trend } = pageBlocksIn(page.stdout).get('main') as PageData;
    expect(new Set(trend!.points.map(({ at }) => at.slice(0, 10)))).toEqual(
      new Set(['2026-07-01', '2026-09-01']),
    );
    expect(trend!.points[1]!.age).toBeGreaterThan(30);
    const show = await run('history', 'show', '--history', 'aged.db', '--config', 'deadlines.yaml');
    expect(show.stdout).toMatch(/open, overdue/);
  });

  test('keeps nothing that reports do not say', async () => {
    const { stdout } = await run('scan', '--demo', '--history', 'canary.db', '--format', 'json');
    const said = new Set<unknown>();
    JSON.parse(stdout, (_, value) => {
      said.add(value);
      return value;
    });
    const database = new DatabaseSync(join(folder, 'canary.db'));
    const texts = (table: string, ...columns: string[]): readonly unknown[] =>
      database
        .prepare(`select ${columns.join()} from ${table}`)
        .all()
        .flatMap((row) => Object.values(row))
        .filter((each) => each !== null);
    const kept = [
      ...texts('findings', 'fingerprint', 'rule', 'identity', 'scope', 'title', 'severity'),
      ...texts('identities', 'provider', 'id', 'kind', 'nature', 'name', 'scope', 'owner'),
      ...texts('scopes', 'id', 'provider', 'kind', 'name', 'environment'),
      ...texts('sources', 'connector', 'scope', 'source'),
      ...texts('source_spells', 'status', 'detail'),
      ...texts('judgements', 'rule', 'scope'),
    ];
    database.close();
    expect(kept.length).toBeGreaterThan(500);
    expect(kept.filter((each) => !said.has(each))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('canary.db'))).toEqual(['canary.db']);
  });

  test.each([
    [['scan', '--demo', '--fail-on-age', '30d'], /Add --history/],
    [['scan', '--demo', '--history', 'no/such/folder.db'], /the history cannot be made \(ENOENT\)/],
    [['scan', '--demo', '--history', 'deadlines.yaml'], /this is no history/],
    [
      ['scan', '--demo', '--history', 'nhi.db', '--fail-on-age', 'soon'],
      /Give days, for instance 30d, or overdue/,
    ],
    [['history', 'list'], /required option '--history <file\|url>' not specified/],
    [['history', 'list', '--history', 'none.db'], /there is no such history/],
    [['history', 'show', 'zzz', '--history', 'nhi.db'], /there is no such scan/],
    [['history', 'remove', 'zzz', '--history', 'nhi.db'], /there is no such scan/],
    [['history', 'finding', 'zzz', '--history', 'nhi.db'], /there is no such finding/],
    [['history', 'identity', 'zzz', '--history', 'nhi.db'], /there is no such identity/],
    [['history', 'prune', '--history', 'nhi.db', '--keep', 'all'], /Give days, for instance 400d/],
  ])('%j is refused', async (args, says) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
  });
});

describe('what a history tells', () => {
  test.each([
    [['history', 'list'], /^scan +collected/],
    [['history', 'show'], /findings +1\d\d new, 1 accepted/],
    [['history', 'diff', '2026-09', 'latest'], /findings +none/],
    [['trend'], /2026-09-01 +95.1%/],
    [['history', 'prune', '--keep', '400d'], /nothing is that old/],
  ])('%j', async (args, says) => {
    const { code, stdout, stderr } = await run(...args, '--history', 'nhi.db');
    expect(stderr).toBe('');
    expect(stdout).toMatch(says);
    expect(code).toBe(0);
    const json = await run(...args, '--history', 'nhi.db', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({ schema: 'nhi-audit/history/v1' });
  });

  test('of a finding and of an identity', async () => {
    const { stdout } = await run('history', 'show', '--history', 'nhi.db', '--format', 'json');
    const [{ fingerprint, identity }] = JSON.parse(stdout).findings;
    const finding = await run('history', 'finding', fingerprint.slice(0, 12), '--history', 'nhi.db');
    expect(finding.stdout).toContain(fingerprint);
    const told = await run('history', 'identity', identity, '--history', 'nhi.db');
    expect(told.stdout).toContain(fingerprint.slice(0, 8));
  });
});

test('a scan is taken out by its name, and what is known is what the others say', async () => {
  const scans = async (): Promise<readonly { readonly id: string }[]> =>
    JSON.parse((await run('history', 'list', '--history', 'aged.db', '--format', 'json')).stdout).scans;
  const before = await scans();
  const { id } = before.at(-1)!;
  expect(await run('history', 'remove', id, '--history', 'aged.db')).toMatchObject({
    code: 0,
    stdout: `removed the scan ${id.slice(0, 8)} of 2026-09-01T06:00:00.000Z\n`,
    stderr: '',
  });
  expect((await scans()).map((each) => each.id)).toEqual(before.slice(0, -1).map((each) => each.id));
});

test('two processes that add at once leave one truth, and Node says nothing of its SQLite', async () => {
  const both = await Promise.all(
    [0, 1].map(() => cliProcess(['analyze', tenant, '--history', 'both.db'], { cwd: folder })),
  );
  for (const { code, stderr } of both) {
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/experimental/i);
  }
  const { stdout } = await run('history', 'list', '--history', 'both.db', '--format', 'json');
  expect(JSON.parse(stdout).scans).toHaveLength(1);
});
