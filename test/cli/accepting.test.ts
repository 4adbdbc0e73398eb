import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Snapshot, type SnapshotRecord, snapshotSchema } from '../../src/model/snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { account, allow, role, trustingService } from '../support/aws-sketch.ts';
import { type CliOptions, cli, temporaryFolder } from '../support/cli.ts';

const root = temporaryFolder();
const list = 'nhi-audit.exceptions.yaml';
const ci = { env: { CI: 'true' } };

const entry = (rule: string, expires: string = '2026-06-05'): string => `  - id: ${rule.replaceAll(':', '-')}
    covers: { identity: 'arn:aws:iam::${account}:role/app', rule: '${rule}' }
    reason: It is needed until the migration is over.
    owner: somebody@nordlicht.example
    approver: Ingrid Falk, CISO
    created: 2026-05-25
    expires: ${expires}
    reviewEveryDays: 10
    lastReviewed: 2026-05-30
    compensatingControls: [An alarm at each use of the role]
`;
const listOf = (...entries: readonly string[]): string => `version: 1\nexceptions:\n${entries.join('')}`;

const stored = (folder: string, name: string, records: readonly SnapshotRecord[]): string => {
  const path = join(folder, name);
  const time = '2026-06-01T12:00:00.000Z';
  const snapshot: Snapshot = {
    header: {
      record: 'header',
      schema: snapshotSchema,
      tool: { name: 'test', version: '0' },
      collectedAt: time,
    },
    records,
    coverage: [
      {
        connector: 'aws',
        scope: account,
        source: 'test',
        status: 'complete',
        detail: '',
        gives: ['inventory', 'grants', 'trusts', 'credentials', 'owners'],
      },
    ],
  };
  writeSnapshot(path, snapshot, time);
  return name;
};

const estate = (text: string | undefined): string => {
  const folder = mkdtempSync(join(root, 'in-'));
  const trust = trustingService('lambda.amazonaws.com');
  const other = role('other', trust, { inline: [[allow('s3:GetObject')]] });
  stored(folder, 'before.ndjson', [other]);
  stored(folder, 'after.ndjson', [other, role('app', trust, { inline: [[allow('*')]] })]);
  if (text !== undefined) writeFileSync(join(folder, list), text);
  return folder;
};

const gate = (cwd: string, options: CliOptions, ...args: readonly string[]) =>
  cli(['gate', 'after.ndjson', '--against', 'before.ndjson', ...args], { cwd, ...options });

describe('a gate that exceptions nobody named would open', () => {
  const accepting = estate(listOf(entry('gate:new-standing-grant')));
  const told = `exceptions accept 1 change: ${list}, found in the working directory (severity high)`;

  test('does not pass with CI=true, and says what is accepted', async () => {
    const { code, stderr } = await gate(accepting, ci);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(told) });
  });
  test('passes elsewhere, and says the same', async () => {
    const { code, stderr } = await gate(accepting, {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(told) });
  });
  test('passes where a flag allows or names it', async () => {
    expect((await gate(accepting, ci, '--allow-loosened-config')).code).toBe(0);
    const { code, stderr } = await gate(accepting, ci, '--exceptions', list);
    expect(code).toBe(0);
    expect(stderr).toContain(`exceptions accept 1 change: ${list}, named by a flag\n`);
  });
  test('has the same bytes in CI and elsewhere', async () => {
    const [inCi, elsewhere] = [await gate(accepting, ci), await gate(accepting, {})];
    expect(inCi.stdout).toBe(elsewhere.stdout);
  });
  test.each([
    ['none', undefined],
    ['one that ended', listOf(entry('gate:new-standing-grant', '2026-05-31'))],
    ['one that is invalid', listOf(entry('gate:new-standing-grant', 'soon'))],
  ])('%s accepts nothing: the change itself fails', async (_, text) => {
    const { code, stderr } = await gate(estate(text), ci);
    expect(code).toBe(1);
    expect(stderr).not.toContain('exceptions accept');
  });
  test('one about something else is no matter where nothing else fails', async () => {
    const cwd = estate(listOf(entry('gate:new-standing-grant')));
    const { code, stderr } = await cli(['gate', 'after.ndjson', '--against', 'after.ndjson'], { cwd, ...ci });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('a scan whose findings are accepted by a list that nobody named', () => {
  const cwd = estate(listOf(entry('standing-privilege-short-lived-credential')));
  const one = (options: CliOptions, ...args: readonly string[]) =>
    cli(['scan', 'after.ndjson', ...args], { cwd, ...options });
  const told = `exceptions accept 1 finding: ${list}, found in the working directory (severity high)`;

  test('counts for any --fail-on with CI=true', async () => {
    const { code, stderr } = await one(ci, '--fail-on', 'critical');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(told) });
    expect(stderr).toContain('as this is CI (CI=true)');
  });
  test('is told without --fail-on, and elsewhere', async () => {
    for (const options of [ci, {}]) {
      const { code, stderr } = await one(options);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(told) });
    }
  });
  test('is the matter of --fail-on alone where the list is named or allowed', async () => {
    for (const flags of [['--exceptions', list], ['--allow-loosened-config']])
      expect((await one(ci, '--fail-on', 'critical', ...flags)).stderr).not.toContain('CI=true');
  });
});
