import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fill } from '../../src/model/command-line.ts';
import { openSpool } from '../../src/notices/spool.ts';
import { account, administrator, trustingService } from '../support/aws-sketch.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

/** Attacks on what came after the scan itself: written commands, kept files, logs of use, a fleet's configuration. */

const accountWith = (names: readonly string[]): string =>
  JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: names.map((RoleName, index) => ({
      RoleName,
      Arn: `arn:aws:iam::${account}:role/${RoleName}`,
      Path: '/',
      RoleId: `AROA${index}`,
      AssumeRolePolicyDocument: trustingService('lambda.amazonaws.com'),
      RolePolicyList: [],
      AttachedManagedPolicies: [{ PolicyArn: administrator, PolicyName: 'AdministratorAccess' }],
      InstanceProfileList: [],
    })),
    Policies: [],
  });

const hostileNames = [
  '$(touch owned)',
  '`touch owned`',
  "'; touch owned; '",
  '"; touch owned; "',
  'x\ntouch owned\n',
  'x\rtouch owned',
  '-rf',
  '--generate-cli-skeleton',
  '@/etc/passwd',
  'file:///etc/passwd',
  '../../../outside',
  '&& touch owned',
  'ROLE; touch owned',
];

describe('what reduce writes', () => {
  test('names run nothing, lead nowhere and are no names of files to be read, whoever runs the scripts', async () => {
    const folder = temporaryFolder();
    const [file, patches, bin, calls] = ['account.json', 'in/patches', 'bin', 'calls'].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    writeFileSync(file, accountWith(hostileNames));
    const run = await cli(['reduce', file, '--write-patches', patches, '--no-config', '--most', '50']);
    expect(run.code, run.stderr).toBe(0);
    // Nothing beside the folder, and in it nothing but what has a name of ours.
    expect(readdirSync(folder).sort()).toEqual(['account.json', 'in']);
    expect(readdirSync(join(folder, 'in'))).toEqual(['patches']);
    const scripts = readdirSync(patches).filter((name) => name.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThanOrEqual(2);
    // Run, with an `aws` that only says what it was given.
    mkdirSync(bin);
    writeFileSync(join(bin, 'aws'), `#!/bin/bash\nprintf '%s\\n' "$@" -- >> ${calls}\n`);
    chmodSync(join(bin, 'aws'), 0o755);
    for (const script of scripts)
      spawnSync('bash', [join(patches, script)], {
        cwd: folder,
        env: { PATH: `${bin}${delimiter}${process.env.PATH}` },
      });
    expect(existsSync(join(folder, 'owned'))).toBe(false);
    const given = readFileSync(calls, 'utf8').split('\n');
    expect(given).toContain('$(touch owned)');
    expect(given.filter((word) => /^(?:@|fileb?:)/.test(word))).toEqual([]);
    expect(given).not.toContain('-rf');
  });

  test.each(['@/etc/passwd', 'file:///etc/passwd', 'FILEB://x'])(
    '%s is no value on a command line',
    (name) => {
      expect(fill({ template: 'az x --name {name}', values: { name } })).toBe('az x --name NAME');
      expect(fill({ template: 'az x --name {name}', values: { name: `a${name}` } })).toContain(`a${name}`);
    },
  );

  test.each([
    ['a plan of Terraform', 'plan.json', '{"format_version":"1.2"}'],
    ['notes with a number in front', '10-years.txt', 'mine'],
    ['a script of somebody', '01-deploy.sh', 'mine'],
    ['a sheet of somebody', 'owner-of-this.md', 'mine'],
  ])('%s in the folder is not replaced', async (_, name, text) => {
    const folder = temporaryFolder();
    const file = join(folder, 'account.json');
    writeFileSync(file, accountWith(['boss']));
    for (const flag of ['--write-patches', '--out']) {
      const foreign = join(folder, `foreign${flag}`);
      mkdirSync(foreign);
      writeFileSync(join(foreign, name), text);
      const run = await cli(['reduce', file, flag, foreign, '--no-config']);
      expect(run.code, run.stderr).toBe(2);
      expect(readFileSync(join(foreign, name), 'utf8')).toBe(text);
    }
  });
});

describe('the spool of notices', () => {
  test.each(['known.json', 'lock'])(
    'a pipe or a link in the place of %s is not waited for nor followed',
    async (name) => {
      const [pipes, links] = [temporaryFolder(), temporaryFolder()];
      execFileSync('mkfifo', [join(pipes, name)]);
      writeFileSync(join(links, 'outside'), 'of somebody');
      symlinkSync('outside', join(links, name));
      const opened = async (folder: string): Promise<unknown> => (await openSpool(folder, 0)).known();
      await expect(opened(pipes)).rejects.toThrow('not a regular file');
      await expect(opened(links)).rejects.toThrow('symbolic link');
    },
  );
});

describe('a history', () => {
  test('a link to something else is told, and what it leads to stays as it is', async () => {
    const folder = temporaryFolder();
    const outside = join(folder, 'outside.txt');
    writeFileSync(outside, 'of somebody, and longer than a header', { mode: 0o644 });
    chmodSync(outside, 0o644);
    symlinkSync('outside.txt', join(folder, 'history.db'));
    const run = await cli(['scan', '--demo', '--history', join(folder, 'history.db')], { cwd: folder });
    expect([2, 3]).toContain(run.code);
    expect(run.stderr).not.toContain('unexpected error');
    expect(readFileSync(outside, 'utf8')).toBe('of somebody, and longer than a header');
    expect(statSync(outside).mode & 0o777).toBe(0o644);
  });
});

describe('a folder of logs of use', () => {
  test('pipes, links out of it and packed bombs neither hold it up nor get in', async () => {
    const folder = temporaryFolder();
    const logs = join(folder, 'logs');
    mkdirSync(join(logs, 'AWSLogs'), { recursive: true });
    const event = (name: string): object => ({
      eventVersion: '1.11',
      eventTime: '2026-10-30T10:11:12Z',
      eventSource: 's3.amazonaws.com',
      eventName: name,
      eventID: 'x',
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/ci`, accountId: account },
      recipientAccountId: account,
    });
    writeFileSync(join(logs, 'AWSLogs', 'a.json'), JSON.stringify({ Records: [event('GetObject')] }));
    const outside = join(folder, 'outside.json');
    writeFileSync(outside, JSON.stringify({ Records: [event('DeleteBucket')] }));
    symlinkSync(outside, join(logs, 'AWSLogs', 'b.json'));
    symlinkSync('..', join(logs, 'AWSLogs', 'above'));
    execFileSync('mkfifo', [join(logs, 'AWSLogs', 'c.json')]);
    const bomb = `{"Records":[${' '.repeat(150_000_000)}${JSON.stringify(event('GetObject'))}]}`;
    writeFileSync(join(logs, 'AWSLogs', 'd.json.gz'), gzipSync(bomb, { level: 1 }));
    const [file, snapshot] = [join(folder, 'account.json'), join(folder, 'snapshot.ndjson')];
    writeFileSync(file, accountWith(['boss']));
    const run = await cli(['collect', logs, file, '--snapshot', snapshot]);
    expect(run.stderr).not.toContain('unexpected error');
    expect(run.code, run.stderr).toBe(0);
    const text = readFileSync(snapshot, 'utf8');
    expect(text.toLowerCase()).toContain('getobject');
    expect(text.toLowerCase()).not.toContain('deletebucket');
  });
});

describe('the configuration of a fleet', () => {
  const status = async (text: string) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'nhi-audit.fleet.yaml'), text);
    return cli(['fleet', 'status', '--database', 'postgres://nobody:hunter2@127.0.0.1:1/x'], { cwd: folder });
  };
  test.each([
    [
      'members of every object',
      'version: 1\nstore: file:///x\nsources:\n  - { name: a, provider: aws, flags: { __proto__: { aws: true } } }\n',
    ],
    [
      'a target that leads out',
      'version: 1\nstore: file:///x\nsources:\n  - { name: a, provider: aws, targets: ["../../etc"], each: { x: "{target}" } }\n',
    ],
    [
      'a target that is a flag',
      'version: 1\nstore: file:///x\nsources:\n  - { name: a, provider: aws, targets: ["--help"], each: { x: "{target}" } }\n',
    ],
    [
      'a source named to lead out',
      'version: 1\nstore: file:///x\nsources:\n  - { name: "../a", provider: aws }\n',
    ],
    [
      'aliases without end',
      `version: 1\nstore: file:///x\na: &a [x]\n${'b: [*a,*a]\n'.repeat(200)}sources: []\n`,
    ],
  ])('%s: told, and nothing printed of the password', async (_, text) => {
    const run = await status(text);
    expect([2, 3]).toContain(run.code);
    expect(`${run.stdout}${run.stderr}`).not.toMatch(/unexpected error|hunter2/);
  });
});
