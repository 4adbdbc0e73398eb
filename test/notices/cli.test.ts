import { existsSync, globSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { loggingProxy } from '../support/unreachable.ts';
import { loopback, status } from './loopback.ts';

/** By indentation: below `notify:` of a configuration, or a file of its own. */
const notify = (indent: string): string =>
  ['loopbackHttp: true', 'targets:', '  chat: {type: slack, urlFrom: NHI_AUDIT_NOTIFY_CHAT}']
    .map((line) => `${indent}${line}\n`)
    .join('');

const folderWith = (name: string, text: string): string => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), text);
  return folder;
};
const config = `notify:\n${notify('  ')}`;

const scan = ['scan', '--demo', '--top', '1'];

describe('who is told', () => {
  test('nobody by a configuration that was found by itself: a pull request may have brought it', async () => {
    const server = await loopback(status(200));
    const cwd = folderWith('nhi-audit.yaml', config);
    const env = { NHI_AUDIT_NOTIFY_CHAT: server.url };
    for (const args of [scan, ['gate', '--demo']]) {
      const { stderr } = await cli(args, { cwd, env });
      expect(stderr).toContain('nobody is told');
    }
    expect(server.received).toEqual([]);
    expect(readdirSync(cwd)).toEqual(['nhi-audit.yaml']);
  });

  test('by one that --config names: what is known first, then the gate that fails, once', async () => {
    const server = await loopback(status(200));
    const cwd = folderWith('nhi-audit.yaml', config);
    const options = { cwd, env: { NHI_AUDIT_NOTIFY_CHAT: server.url } };
    const first = await cli([...scan, '--config', 'nhi-audit.yaml'], options);
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('nothing to compare with yet')]);
    expect(server.received).toEqual([]);
    expect(existsSync(join(cwd, '.nhi-audit-notices', 'known.json'))).toBe(true);
    const gate = ['gate', '--demo', '--config', 'nhi-audit.yaml'];
    const { code } = await cli(gate, options);
    expect(code).toBe(1);
    expect(server.received.map(({ body }) => JSON.parse(body).text)).toEqual([
      'nhi-audit: gate failed on the live estate: 1',
    ]);
    await cli(gate, options);
    await cli([...scan, '--config', 'nhi-audit.yaml'], options);
    expect(server.received.length).toBe(1);
  });

  test('by --notify; a target that is down changes no exit code and no byte of the report', async () => {
    const server = await loopback(status(404));
    const cwd = folderWith('notices.yaml', notify(''));
    const options = { cwd, env: { NHI_AUDIT_NOTIFY_CHAT: server.url } };
    const args = ['gate', '--demo', '--notify', 'notices.yaml'];
    const [plain, told] = [await cli(['gate', '--demo'], options), await cli(args, options)];
    expect([told.code, told.stdout]).toEqual([plain.code, plain.stdout]);
    expect(told.stderr).toContain('chat could not be told: it answered with status 404');
    expect(readdirSync(join(cwd, '.nhi-audit-notices', 'waiting')).length).toBe(1);
    expect(told.stderr).not.toContain(server.url);
  });

  test('through the proxy of the environment, and around it to hosts of NO_PROXY', async () => {
    const server = await loopback(status(200));
    const proxy = await loggingProxy(Number(new URL(server.url).port));
    const args = ['gate', '--demo', '--notify', 'notices.yaml'];
    for (const noProxy of ['', '127.0.0.1'])
      await cli(args, {
        cwd: folderWith('notices.yaml', notify('')),
        env: { NHI_AUDIT_NOTIFY_CHAT: server.url, HTTP_PROXY: proxy.url, NO_PROXY: noProxy },
      });
    proxy.close();
    expect(server.received).toHaveLength(2);
    expect(proxy.asked).toEqual([new URL(server.url).host]);
  });

  test('notices that cannot be kept are exit code 3, and the report is there', async () => {
    const cwd = folderWith('notices.yaml', `${notify('')}spool: notices.yaml\n`);
    const { code, stdout, stderr } = await cli([...scan, '--notify', 'notices.yaml'], { cwd });
    expect([code, stdout.length > 500]).toEqual([3, true]);
    expect(stderr).toContain('Notices cannot be kept there');
  });

  test('--since: against a snapshot', async () => {
    const server = await loopback(status(200));
    const cwd = folderWith('notices.yaml', notify(''));
    const options = { cwd, env: { NHI_AUDIT_NOTIFY_CHAT: server.url } };
    const github = globSync(resolve('connectors/github/demo/*.ndjson'))[0]!;
    const made = await cli(['scan', github, '--snapshot', 'github.ndjson'], options);
    expect(made.code).toBe(0);
    // Of GitHub alone: what is in the clouds is new.
    const { stderr } = await cli([...scan, '--notify', 'notices.yaml', '--since', 'github.ndjson'], options);
    expect(server.received.map(({ body }) => JSON.parse(body).text)).toEqual([
      expect.stringMatching(/^nhi-audit: new critical paths: \d+, new standing administrators: \d+/),
    ]);
    expect(stderr).not.toContain('nothing to compare');
    await cli([...scan, '--notify', 'notices.yaml', '--since', 'github.ndjson'], options);
    expect(server.received.length).toBe(1);
  });
});

describe('what is refused', () => {
  test.each([
    ['a variable of somebody else', 'urlFrom: AWS_SECRET_ACCESS_KEY', 'NHI_AUDIT_NOTIFY_'],
    [
      'an address in the file',
      'urlFrom: NHI_AUDIT_NOTIFY_X, url: https://hooks.example/secret',
      'unknown key',
    ],
  ])('%s', async (_, target, says) => {
    const cwd = folderWith('notices.yaml', `targets:\n  chat: {type: slack, ${target}}\n`);
    const { code, stderr } = await cli([...scan, '--notify', 'notices.yaml'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  });

  test('--since without anybody to tell, --notify without a file', async () => {
    const cwd = temporaryFolder();
    for (const args of [
      ['--since', 'x.ndjson'],
      ['--notify', 'x.yaml'],
    ])
      expect((await cli([...scan, ...args], { cwd })).code).toBe(2);
  });
});

test('config show and config init are what they were: whom to tell is no default', async () => {
  const { stdout } = await cli(['config', 'show'], { cwd: temporaryFolder() });
  expect(stdout).not.toContain('notify');
});
