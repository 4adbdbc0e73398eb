import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { lawRuns } from '../support/law-runs.ts';

const file = 'nhi-audit.exceptions.yaml';
const demoIdentity = 'arn:aws:iam::111122223333:role/lambda-shared-default';

const added = [
  ...['exceptions', 'add', '--id', 'shared', '--identity', demoIdentity, '--rule', 'no-owner'],
  ...['--reason', 'Nine functions are split up.', '--owner', 'shop', '--approver', 'ciso'],
];
const summer = ['--created', '2026-08-01', '--expires', '2026-10-01'];
const addedWith = (flag: string, value: string): readonly string[] =>
  added.with(added.indexOf(flag) + 1, value);

const entry = (changes: readonly string[] = []): string =>
  `exceptions:
  - id: shared
    covers: { identity: '${demoIdentity}', rule: no-owner }
    reason: Nine functions are split up.
    owner: shop
    approver: ciso
    created: 2026-08-01
    expires: 2026-10-01
${changes.map((line) => `    ${line}\n`).join('')}`;

const emptyFolder = (text?: string): string => {
  const folder = temporaryFolder();
  if (text !== undefined) writeFileSync(join(folder, file), text);
  return folder;
};

describe('nhi-audit exceptions check', () => {
  const at = ['--at', '2026-09-01'];
  test.each([
    ['in force', entry(), at, 0, ''],
    ['about to end', entry(), ['--at', '2026-09-20'], 0, 'expires-soon'],
    ['ended', entry(), ['--at', '2026-10-02'], 1, 'expired'],
    ['not reviewed in time', entry(['reviewEveryDays: 7']), at, 1, 'review-overdue'],
    ['invalid', entry(['expires: 2027-01-01']), at, 1, 'expires is there twice'],
    ['no YAML', 'exceptions: [', at, 2, ''],
    ['none there', undefined, at, 2, ''],
  ])('%s ends with the right code', async (_, text, args, code, says) => {
    const run = await cli(['exceptions', 'check', ...args], { cwd: emptyFolder(text) });
    expect(run.code).toBe(code);
    expect(run.stdout).toContain(says);
    if (code === 0 && says === '') expect(run.stdout).toBe('');
  });

  test('a source tells what is covered: the sample estate has one of each', async () => {
    const { code, stdout, stderr } = await cli(['exceptions', 'check', '--demo'], { cwd: emptyFolder() });
    expect(code).toBe(1);
    expect(stdout).toMatchSnapshot();
    expect(stderr).toBe('nhi-audit: 3 exceptions: 2 not in force, 0 with a warning\n');
  });
});

describe('nhi-audit exceptions list', () => {
  test('prints all, as a table or as JSON', async () => {
    const table = await cli(['exceptions', 'list', '--demo'], { cwd: emptyFolder() });
    expect(table.stdout).toMatch(/^break-glass-standing-admin {2,}valid {2,}2026-12-31$/m);
    const json = await cli(['exceptions', 'list', '--demo', '--format', 'json'], { cwd: emptyFolder() });
    expect(JSON.parse(json.stdout).map(({ id, status }: Record<string, string>) => [id, status])).toEqual([
      ['break-glass-standing-admin', 'valid'],
      ['hotfix-role-until-migration', 'expired'],
      ['data-center-key', 'invalid'],
    ]);
  });
});

describe('nhi-audit exceptions add', () => {
  test('makes a file that is in force, and adds to it', async () => {
    const folder = emptyFolder();
    expect(await cli([...added, ...summer, '--demo'], { cwd: folder })).toMatchObject({ code: 0 });
    const more = added.map((word) => (word === 'shared' ? 'second' : word));
    expect((await cli([...more, ...summer, '--demo'], { cwd: folder })).code).toBe(0);
    const listed = await cli(['exceptions', 'list', '--demo', '--exceptions', file, '--format', 'json'], {
      cwd: folder,
    });
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { id: 'shared', status: 'valid', owner: 'shop', covered: ['c18890820c97cf6db909a2a9bf0ab2de'] },
      { id: 'second', status: 'valid' },
    ]);
    expect(readdirSync(folder)).toEqual([file]);
  });

  test('without a date of its own it begins today', async () => {
    const folder = emptyFolder();
    await cli([...added, '--expires', '2026-09-10', '--at', '2026-09-01T23:30:00Z'], { cwd: folder });
    expect(readFileSync(join(folder, file), 'utf8')).toContain('created: 2026-09-01\n');
  });

  test.each([
    ['without an end', added, 'expires is missing'],
    ['approved by its owner', [...addedWith('--approver', 'SHOP'), ...summer], 'approver is the owner'],
    ['of a name that is there', [...addedWith('--id', 'Shared'), ...summer], 'the id is there again'],
    ['too long', [...added, '--created', '2026-08-01', '--expires', '2027-08-01'], 'it lasts 365 days'],
    ['that has ended', [...added, '--created', '2026-07-01', '--expires', '2026-08-01'], 'it ended'],
  ])('%s is refused, and the file stays as it is', async (_, args, says) => {
    const text = entry().replace('id: shared', says.includes('again') ? 'id: shared' : 'id: other');
    const folder = emptyFolder(text);
    const { code, stderr } = await cli([...args, '--at', '2026-09-01'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual([file]);
  });

  test('longer than what the source says it covers may last is refused', async () => {
    const args = [...added, '--created', '2026-08-20', '--expires', '2026-10-01', '--demo'].map((word) =>
      word === 'no-owner'
        ? 'standing-administrator'
        : word === demoIdentity
          ? 'arn:aws:iam::111122223333:user/datacenter-move'
          : word,
    );
    const { code, stderr } = await cli(args, { cwd: emptyFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain('it lasts 42 days, and an exception of something critical may last 14 days');
  });

  test('longer than something critical may last is refused where no source says what it covers', async () => {
    const folder = emptyFolder();
    const { code, stderr } = await cli([...added, ...summer, '--at', '2026-09-01'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('Name what was scanned');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of older facts it begins on their day, so that the next scan of them accepts it', async () => {
    const folder = emptyFolder();
    const { code } = await cli([...added, '--expires', '2026-10-01', '--demo'], { cwd: folder });
    expect(code).toBe(0);
    expect(readFileSync(join(folder, file), 'utf8')).toContain('created: 2026-09-01\n');
  });

  test('what it writes, a scan of the same facts has in force, whatever was asked for', async () => {
    const found = ['no-owner', 'standing-administrator', 'two-active-keys', 'gate:new-standing-grant'];
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          identity: fc.constantFrom(
            demoIdentity,
            '*',
            'nobody',
            'arn:aws:iam::111122223333:user/datacenter-move',
          ),
          rule: fc.constantFrom(...found),
          expires: fc.constantFrom('2026-09-02', '2026-09-14', '2026-10-01', '2027-03-01'),
          created: fc.constantFrom(undefined, '2026-08-20', '2026-09-30'),
          reason: fc.constantFrom('yes', '0123', 'a: b # c', "it's\nso", ' "quoted" ', '2026-01-01', '-'),
        }),
        async ({ identity, rule, expires, created, reason }) => {
          const folder = emptyFolder();
          const asked = ['--id', 'x', '--identity', identity, '--rule', rule, '--reason', reason];
          const by = ['--owner', 'shop', '--approver', 'mona', '--expires', expires];
          const from = created === undefined ? [] : ['--created', created];
          const { code } = await cli(['exceptions', 'add', ...asked, ...by, ...from, '--demo'], {
            cwd: folder,
          });
          const listed = await cli(
            [
              'exceptions',
              'list',
              '--demo',
              '--format',
              'json',
              ...(code === 0 ? ['--exceptions', file] : []),
            ],
            { cwd: folder },
          );
          const mine = JSON.parse(listed.stdout).find(({ id }: { id: string }) => id === 'x');
          if (code !== 0) expect(mine).toBeUndefined();
          else {
            expect(mine.reason).toBe(reason.trim());
            expect(['valid', 'expires-soon', 'unmatched']).toContain(mine.status);
          }
        },
      ),
      // Each is two runs of the command: more would take CI ten minutes.
      { numRuns: Math.min(40, lawRuns(5, 40)) },
    );
  });

  test('a file keeps its mode, and a link stays a link', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'real.yaml'), entry().replace('shared', 'other'));
    chmodSync(join(folder, 'real.yaml'), 0o640);
    symlinkSync('real.yaml', join(folder, file));
    expect((await cli([...added, ...summer, '--demo'], { cwd: folder })).code).toBe(0);
    expect(statSync(join(folder, 'real.yaml')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, 'real.yaml'), 'utf8')).toContain('id: shared');
    expect(readdirSync(folder).sort()).toEqual([file, 'real.yaml']);
  });
});

describe('a scan', () => {
  const json = async (args: readonly string[], cwd: string) =>
    JSON.parse((await cli(['scan', '--demo', '--format', 'json', ...args], { cwd })).stdout);

  test('shows accepted findings with their exception, and what has ended', async () => {
    const { findings, exceptions } = await json([], emptyFolder());
    const with_ = findings.filter(({ exception }: { exception: string | null }) => exception !== null);
    expect(with_.map(({ status, exception }: Record<string, string>) => [exception, status])).toEqual([
      ['break-glass-standing-admin', 'accepted'],
      ['hotfix-role-until-migration', 'expired-exception'],
    ]);
    expect(exceptions).toHaveLength(3);
  });

  test('--exceptions is read in place of those of the sample estate', async () => {
    const { exceptions } = await json(['--exceptions', file], emptyFolder(entry()));
    expect(exceptions.map(({ id }: { id: string }) => id)).toEqual(['shared']);
  });

  test('the file in the working directory is read where there is one', async () => {
    const folder = emptyFolder(entry());
    await cli(['collect', '--demo', '--snapshot', 'demo.ndjson'], { cwd: folder });
    const { stdout } = await cli(['analyze', 'demo.ndjson', '--format', 'json'], { cwd: folder });
    const accepted = JSON.parse(stdout).findings.filter(
      ({ status }: { status: string }) => status === 'accepted',
    );
    expect(accepted).toMatchObject([{ identity: demoIdentity, rule: 'no-owner', exception: 'shared' }]);
  });

  test('a file that is no YAML ends it, before anything is collected', async () => {
    const { code, stderr } = await cli(['scan', '--demo', '--exceptions', file], { cwd: emptyFolder('{') });
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}:1`);
  });

  test('--fail-on lets accepted findings pass, and nothing else', async () => {
    const folder = emptyFolder();
    const wanted = async (changes: readonly string[], extra = '') => {
      writeFileSync(join(folder, file), entry(changes) + extra);
      // One identity of one rule: all else is turned off.
      const rules = ['no-owner', 'invalid-exception'];
      const all = JSON.parse((await cli(['rules', '--format', 'json'])).stdout) as { id: string }[];
      const off = all
        .filter(({ id }) => !rules.includes(id))
        .map(({ id }) => `  ${id}: { enabled: false }\n`);
      writeFileSync(join(folder, 'nhi-audit.yaml'), `ownerTagKeys: [owner, team]\nrules:\n${off.join('')}`);
      return (await cli(['scan', '--demo', '--exceptions', file, '--fail-on', 'medium'], { cwd: folder }))
        .code;
    };
    // Four privileged identities without an owner are medium, as is an organisation where none has one; not accepted here.
    expect(await wanted([])).toBe(1);
    const privileged = [
      '/vendor-fleetpulse',
      '/contractor-temporary',
      '/jonas.brandt',
      '/runners/8001',
      ':organizations/482910573311',
    ].map(
      (name, index) =>
        `  - id: privileged-${index}\n    covers: { identity: '*${name}', rule: no-owner }\n    reason: Owners are being looked for.\n    owner: shop\n    approver: ciso\n    created: 2026-08-01\n    expires: 2026-10-01\n`,
    );
    expect(await wanted([], privileged.join(''))).toBe(0);
    expect(await wanted(['reviewEveryDays: 1'], privileged.join(''))).toBe(0);
    // An entry that means nobody is no finding, and counts all the same.
    expect(await wanted([], `${privileged.join('')}  - id: lost\n`)).toBe(1);
  });

  test('explain names who accepted a finding, and until when', async () => {
    const { stdout } = await cli(['explain', 'break-glass-admin', '--demo'], { cwd: emptyFolder() });
    expect(stdout).toMatch(/accepted, confidence/);
    expect(stdout).toContain('break-glass-standing-admin, valid, until 2026-12-31');
    expect(stdout).toContain('Ingrid Falk, CISO');
  });
});
