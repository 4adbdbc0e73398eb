import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readingProgress } from '../../src/cli/reading-progress.ts';
import { run } from '../../src/cli/run.ts';
import { openFiles } from '../../src/cli/source-options.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { cliProcess } from '../support/cli.ts';

const mebibyte = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (...events: readonly Parameters<ReturnType<typeof readingProgress>>[0][]): string[] => {
  const lines: string[] = [];
  const onRead = readingProgress((line) => lines.push(line));
  for (const event of events) onRead(event);
  return lines;
};

describe('the line', () => {
  const size = 1_700 * mebibyte;

  test('tells how much of a large file is read, and goes with the last of it', () => {
    expect(
      linesOf(
        { name: '/data/account.json', read: 4 * mebibyte, size, ended: false },
        { name: '/data/account.json', read: 1_360 * mebibyte, size, ended: false },
        { name: '/data/account.json', read: size, size, ended: true },
      ),
    ).toEqual([
      'reading account.json: 4 of 1,700 MiB (0 %)',
      'reading account.json: 1,360 of 1,700 MiB (80 %)',
      '',
    ]);
  });

  test.each([
    ['a file just below the limit', 64 * mebibyte - 1, []],
    ['one of the limit', 64 * mebibyte, ['reading a: 4 of 64 MiB (6 %)']],
  ])('%s', (_, bytes, lines) => {
    expect(linesOf({ name: 'a', read: 4 * mebibyte, size: bytes, ended: false })).toEqual(lines);
  });

  test('shows what a name would do to the terminal', () => {
    const [line] = linesOf({ name: 'a\u001b[2Jb', read: 0, size, ended: false });
    expect(line).not.toContain('\u001b');
  });
});

describe('several files', () => {
  test('are told where they are large together, and a small one alone is not', () => {
    const paths = ['a', 'b', 'c'].map((name) => join(folder, name));
    for (const path of paths) {
      writeFileSync(path, '');
      truncateSync(path, 22 * mebibyte);
    }
    const told = (files: readonly string[]): string[] => {
      const lines: string[] = [];
      const onRead = readingProgress((line) => lines.push(line), files);
      onRead({ name: files[0]!, read: 11 * mebibyte, size: 22 * mebibyte, ended: false });
      return lines;
    };
    expect(told(paths)).toEqual(['reading a: 11 of 22 MiB (50 %)']);
    expect(told(paths.slice(0, 2))).toEqual([]);
  });
});

describe('every command that reads a large file shows how far', () => {
  const beginning = JSON.stringify({
    record: 'header',
    schema: 'nhi-audit/snapshot/v2',
    tool: { name: 'nhi-audit', version: '0.1.0' },
    collectedAt: '2026-01-01T00:00:00.000Z',
  });
  const large = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    truncateSync(path, 65 * mebibyte);
    return path;
  };

  test.each([
    ['scan --compare-with', (file: string) => ['scan', '--demo', '--compare-with', file], 'snapshot'],
    ['analyze --compare-with', (file: string) => ['analyze', file, '--compare-with', file], 'snapshot'],
    [
      'scan --since',
      (file: string) => ['scan', '--demo', '--since', file, '--notify', join(folder, 'notices.yaml')],
      'snapshot',
    ],
    ['gate --against', (file: string) => ['gate', '--demo', '--against', file], 'snapshot'],
    ['what-if --with', (file: string) => ['what-if', '--demo', '--with', file], 'export'],
    [
      'gate --plan with an estate',
      (file: string) => ['gate', '--plan', resolve('test/fixtures/terraform-expressions/plan.json'), file],
      'export',
    ],
  ])('%s', async (_, args, kind) => {
    writeFileSync(
      join(folder, 'notices.yaml'),
      'targets:\n  chat: {type: slack, urlFrom: NHI_AUDIT_NOTIFY_CHAT}\n',
    );
    const file =
      kind === 'snapshot'
        ? large('large.ndjson', `${beginning}\n`)
        : large(
            'large.json',
            '{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}\n',
          );
    const lines: string[] = [];
    await run([...args(file), '--no-config'], {
      write: async () => {},
      note: () => {},
      progress: (line) => lines.push(line),
      colour: false,
      columns: 80,
      workingDirectory: folder,
      isCi: false,
      now: () => new Date('2026-04-01T00:00:00Z'),
    });
    expect(lines.filter((line) => line.startsWith('reading large.'))).not.toEqual([]);
  });
});

describe('a file of 65 MiB', () => {
  /** An empty list of the AWS CLI, and spaces: the disk holds none of them. */
  const path = join(folder, 'large.json');
  writeFileSync(path, `{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}\n`);

  test('is told as it is read, and the line is gone at its end', async () => {
    truncateSync(path, 65 * mebibyte);
    const lines: string[] = [];
    const sources = await openFiles([path], 0, { progress: (line) => lines.push(line) });
    // What stands behind the list is no JSON: the line goes all the same.
    await expect(gather(sources)).rejects.toThrow();
    expect(lines[0]).toMatch(/^reading large\.json: \d+ of 65 MiB/);
    expect(lines.at(-1)).toBe('');
  });

  test('says nothing of that where nobody watches', async () => {
    const { stderr } = await cliProcess(['scan', path, '--no-config'], {});
    expect(stderr).toContain('large.json');
    expect(stderr).not.toContain('MiB');
    expect(stderr).not.toContain('\r');
  });
});
