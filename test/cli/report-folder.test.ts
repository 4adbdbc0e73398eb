import { spawn } from 'node:child_process';
import fs, { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reportFormats } from '../../reports/index.ts';
import { checkReportFolder, type ReportFileSystem, writeReportFolder } from '../../src/cli/report-folder.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { sampleResult } from '../reports/sample.ts';
import { temporaryFolder } from '../support/cli.ts';

const root = temporaryFolder();
let folders = 0;
const newParent = (): string => {
  folders += 1;
  const parent = join(root, String(folders));
  mkdirSync(parent);
  return parent;
};

const files = (version: string): readonly ReportFile[] => [
  { name: 'report.json', text: [`{"version":"${version}"`, '}'] },
  { name: 'findings.csv', text: [version] },
];

const contentOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

const whole = (version: string) => ({ 'report.json': `{"version":"${version}"}`, 'findings.csv': version });

const failure = (code: string): Error => Object.assign(new Error(code), { code });

describe('a report folder is whole', () => {
  test('a new one, with folders above it made', () => {
    const folder = join(newParent(), 'a', 'b');
    writeReportFolder(folder, files('1'));
    expect(contentOf(folder)).toEqual(whole('1'));
    expect(readdirSync(join(folder, '..'))).toEqual(['b']);
  });

  test.skipIf(process.platform === 'win32')('for the eyes of its owner only', () => {
    const folder = join(newParent(), 'out');
    writeReportFolder(folder, files('1'));
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('an earlier one is replaced, nothing of it stays', () => {
    const parent = newParent();
    writeReportFolder(join(parent, 'out'), files('1'));
    writeReportFolder(join(parent, 'out'), files('2'));
    expect(contentOf(join(parent, 'out'))).toEqual(whole('2'));
    expect(readdirSync(parent)).toEqual(['out']);
  });

  test('an empty folder is taken', () => {
    const folder = newParent();
    writeReportFolder(folder, files('1'));
    expect(contentOf(folder)).toEqual(whole('1'));
  });
});

describe('a folder of some formats only', () => {
  const junit = [{ name: 'junit.xml', text: ['<testsuites/>'] }];

  test('says whose it is, and is replaced like any other', () => {
    const folder = join(newParent(), 'out');
    writeReportFolder(folder, junit);
    expect(Object.keys(contentOf(folder))).toEqual(['.nhi-audit', 'junit.xml']);
    checkReportFolder(folder);
    writeReportFolder(folder, files('1'), { mayHold: ['junit.xml'] });
    expect(contentOf(folder)).toEqual(whole('1'));
    writeReportFolder(folder, junit, { mayHold: ['report.json', 'findings.csv'] });
    expect(Object.keys(contentOf(folder))).toEqual(['.nhi-audit', 'junit.xml']);
  });

  test('is refused where another program wrote a file of that name, or something was added', () => {
    const folder = newParent();
    writeFileSync(join(folder, 'junit.xml'), 'of others');
    expect(() => checkReportFolder(folder)).toThrow(InputError);
    expect(() => writeReportFolder(folder, junit)).toThrow(InputError);
    expect(contentOf(folder)).toEqual({ 'junit.xml': 'of others' });
    const ours = join(newParent(), 'out');
    writeReportFolder(ours, junit);
    writeFileSync(join(ours, 'notes.txt'), 'x');
    expect(() => writeReportFolder(ours, junit)).toThrow('notes.txt');
  });
});

describe('what is not ours is left as it is', () => {
  const cases: readonly [name: string, content: Readonly<Record<string, string>>][] = [
    ['a folder with something else', { 'thesis.txt': 'x' }],
    ['a report with something added', { 'report.json': '{}', 'notes.txt': 'x' }],
    ['a file that only has the name of one of ours', { 'findings.csv': 'x' }],
  ];
  test.each(cases)('%s', (_, content) => {
    const folder = newParent();
    for (const [name, text] of Object.entries(content)) writeFileSync(join(folder, name), text);
    expect(() => writeReportFolder(folder, files('1'))).toThrow(InputError);
    expect(contentOf(folder)).toEqual(content);
  });

  test('a file is refused, before and at the writing', () => {
    const path = join(newParent(), 'file');
    writeFileSync(path, 'x');
    expect(() => checkReportFolder(path)).toThrow('not a folder');
    expect(() => writeReportFolder(path, files('1'))).toThrow('not a folder');
    expect(readFileSync(path, 'utf8')).toBe('x');
  });
});

describe('a disk that fails', () => {
  /** Every call that changes or settles something on the disk, in turn. */
  const calls = ['mkdirSync', 'openSync', 'writeSync', 'fsyncSync', 'renameSync'] as const;

  const failingAt = (
    call: (typeof calls)[number],
    nth: number,
  ): { system: ReportFileSystem; failed: () => boolean } => {
    let count = 0;
    const real = fs[call] as (...args: unknown[]) => unknown;
    return {
      system: {
        ...fs,
        [call]: (...args: unknown[]) => {
          count += 1;
          if (count === nth) throw failure('ENOSPC');
          return real(...args);
        },
      },
      failed: () => count >= nth,
    };
  };

  test.each(calls)(
    'full at each %s in turn: the report of before, or the new one, and never a mixture',
    (call) => {
      let reached = 0;
      for (let nth = 1; nth < 20; nth += 1) {
        const parent = newParent();
        const folder = join(parent, 'out');
        writeReportFolder(folder, files('1'));
        const { system, failed } = failingAt(call, nth);
        let thrown: unknown;
        try {
          writeReportFolder(folder, files('2'), { system });
        } catch (error) {
          thrown = error;
        }
        expect([JSON.stringify(whole('1')), JSON.stringify(whole('2'))]).toContain(
          JSON.stringify({
            'report.json': contentOf(folder)['report.json'],
            'findings.csv': contentOf(folder)['findings.csv'],
          }),
        );
        if (!failed()) break;
        reached += 1;
        expect(thrown).toBeInstanceOf(InputError);
        expect((thrown as InputError).message).toBe('The disk is full');
        // What failed leaves nothing in the way of the next run.
        writeReportFolder(folder, files('3'));
        expect(contentOf(folder)).toEqual(whole('3'));
        expect(readdirSync(parent)).toEqual(['out']);
      }
      expect(reached).toBeGreaterThan(0);
    },
  );

  test('full in the middle of the reports of a scan: nothing of them is left, wherever it is', () => {
    // Made once: it is the folder that is tried, once for each write.
    const reports = reportFormats
      .flatMap(({ files: filesOf }) => filesOf(sampleResult(), { width: 80, colour: false }))
      .map(({ name, text }) => ({ name, text: [...text] }));
    let writes = 0;
    const counting = ((...args: Parameters<typeof fs.writeSync>) => {
      writes += 1;
      return fs.writeSync(...args);
    }) as typeof fs.writeSync;
    writeReportFolder(join(newParent(), 'out'), reports, { system: { ...fs, writeSync: counting } });
    expect(writes).toBeGreaterThanOrEqual(reports.length);
    for (let nth = 1; nth <= writes; nth += 1) {
      const parent = newParent();
      const { system } = failingAt('writeSync', nth);
      expect(() => writeReportFolder(join(parent, 'out'), reports, { system })).toThrow('The disk is full');
      expect(readdirSync(parent)).toEqual([]);
    }
  });

  test('a disk that takes a little at a time gets every byte, of text and of bytes', () => {
    const folder = join(newParent(), 'out');
    const slow = ((handle: number, bytes: Uint8Array, offset: number, length: number) =>
      fs.writeSync(handle, bytes, offset, Math.min(length, 3))) as typeof fs.writeSync;
    const text = 'häßlich → x'.repeat(50);
    writeReportFolder(
      folder,
      [
        { name: 'report.json', text: [text, text] },
        { name: 'findings.bin', text: [Uint8Array.of(0, 255, 13), 'x'] },
      ],
      { system: { ...fs, writeSync: slow } },
    );
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe(text + text);
    expect([...readFileSync(join(folder, 'findings.bin'))]).toEqual([0, 255, 13, 120]);
  });

  test('a report that breaks while it is made leaves the one of before', () => {
    const parent = newParent();
    const folder = join(parent, 'out');
    writeReportFolder(folder, files('1'));
    const broken = function* (): Generator<string> {
      yield 'half';
      throw new Error('broken');
    };
    expect(() =>
      writeReportFolder(folder, [files('2')[0]!, { name: 'findings.csv', text: broken() }]),
    ).toThrow('broken');
    expect(contentOf(folder)).toEqual(whole('1'));
    expect(readdirSync(parent)).toEqual(['out']);
  });
});

describe('a run that is killed', () => {
  test('between the two renames: the next run puts the report of before back first', () => {
    const parent = newParent();
    writeReportFolder(join(parent, '.out.previous'), files('1'));
    const refused = (): never => {
      throw failure('ENOSPC');
    };
    expect(() =>
      writeReportFolder(join(parent, 'out'), files('2'), { system: { ...fs, writeSync: refused } }),
    ).toThrow(InputError);
    expect(contentOf(join(parent, 'out'))).toEqual(whole('1'));
    expect(readdirSync(parent)).toEqual(['out']);
  });

  test('while it removes the report of before: the next run is not in its way', () => {
    const parent = newParent();
    writeReportFolder(join(parent, 'out'), files('1'));
    mkdirSync(join(parent, '.out.previous'));
    writeFileSync(join(parent, '.out.previous', 'findings.csv'), '0');
    writeReportFolder(join(parent, 'out'), files('2'));
    expect(contentOf(join(parent, 'out'))).toEqual(whole('2'));
    expect(readdirSync(parent)).toEqual(['out']);
  });

  test('at any moment: a whole report under the name, or none', async () => {
    const parent = newParent();
    const folder = join(parent, 'out');
    const program = `
      import { writeReportFolder } from ${JSON.stringify(resolve('src/cli/report-folder.ts'))};
      for (let n = 0; ; n += 1) {
        const text = String(n).repeat(20000);
        writeReportFolder(${JSON.stringify(folder)}, [{ name: 'report.json', text: [text] }, { name: 'findings.csv', text: [text] }]);
      }`;
    for (const milliseconds of [150, 250, 350, 450]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
      const ended = new Promise((done) => child.on('close', done));
      await wait(milliseconds);
      child.kill('SIGKILL');
      await ended;
      const there = [folder, join(parent, '.out.previous')].filter((path) => fs.existsSync(path));
      for (const path of there) {
        const content = contentOf(path);
        // The one of before may be half removed when the new one has its place.
        if (path === folder || !fs.existsSync(folder)) {
          expect(Object.keys(content).sort()).toEqual(['findings.csv', 'report.json']);
          expect(content['findings.csv']).toBe(content['report.json']);
        }
      }
    }
  });
});
