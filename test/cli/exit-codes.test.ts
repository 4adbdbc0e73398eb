import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliRun, cli, cliProcess, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

beforeAll(async () => {
  await cli(['collect', '--demo', '--snapshot', 'demo.ndjson'], { cwd: folder });
  const lines = readFileSync(join(folder, 'demo.ndjson'), 'utf8').split('\n');
  file('cut.ndjson', lines.slice(0, 40).join('\n'));
  file('newer.ndjson', `${lines[0]!.replace('snapshot/v2', 'snapshot/v9')}\n`);
  file('notes.txt', 'hello\n');
  file('empty.json', '');
  file('wrong.yaml', 'thresholds:\n  secretAgeDays: soon\n');
  file('strict.yaml', 'thresholds:\n  secretAgeDays: 1\n');
  mkdirSync(join(folder, 'mine'));
  file('mine/thesis.txt', 'do not lose\n');
});

describe('exit code by case', () => {
  const cases: readonly [name: string, args: readonly string[], code: number, says: RegExp][] = [
    ['a scan with findings and no gate passes', ['scan', '--demo'], 0, /could not be read in full/],
    [
      'a gate that nothing reaches passes',
      ['analyze', 'demo.ndjson', '--fail-on', 'critical', '--config', 'off.yaml'],
      0,
      /./,
    ],
    [
      'a gate that findings reach fails',
      ['scan', '--demo', '--fail-on', 'high'],
      1,
      /open findings of severity high or above/,
    ],
    ['the same on a snapshot', ['analyze', 'demo.ndjson', '--fail-on', 'high'], 1, /--fail-on/],
    ['the version', ['--version'], 0, /^$/],
    ['help', ['--help'], 0, /^$/],
    ['help of a command', ['scan', '--help'], 0, /^$/],
    ['no command', [], 2, /Usage: nhi-audit/],
    ['an unknown command', ['scna'], 2, /unknown command 'scna'/],
    ['an unknown flag', ['scan', '--demoo'], 2, /Did you mean --demo/],
    [
      'a severity that is none',
      ['scan', '--demo', '--fail-on', 'urgent'],
      2,
      /Allowed choices are info, low/,
    ],
    ['a count that is none', ['scan', '--demo', '--top', '0'], 2, /whole number/],
    ['a local time', ['scan', '--demo', '--collected-at', '2026-01-01T08:00'], 2, /2026-03-01T08:00:00Z/],
    ['no source', ['scan'], 2, /nhi-audit scan --demo/],
    ['no source to collect', ['collect', '--snapshot', 'x.ndjson'], 2, /nothing to scan was given/],
    ['no file to collect into', ['collect', '--demo'], 2, /--snapshot/],
    ['a missing file', ['scan', 'nowhere.json'], 2, /no such file[\s\S]*nowhere.json/],
    [
      'a file of no known kind',
      ['scan', 'notes.txt'],
      2,
      /notes.txt[\s\S]*get-account-authorization-details/,
    ],
    ['an empty file', ['scan', 'empty.json'], 2, /empty/],
    [
      'a snapshot that was cut short',
      ['analyze', 'cut.ndjson'],
      2,
      /cut.ndjson, line 40[\s\S]*[Cc]ollect again/,
    ],
    ['a snapshot of a newer version', ['analyze', 'newer.ndjson'], 2, /newer version[\s\S]*Update nhi-audit/],
    ['an export where a snapshot is asked for', ['analyze', 'notes.txt'], 2, /not a snapshot/],
    [
      'a wrong configuration',
      ['scan', '--demo', '--config', 'wrong.yaml'],
      2,
      /secretAgeDays[\s\S]*wrong.yaml:2/,
    ],
    [
      'a missing configuration',
      ['scan', '--demo', '--config', 'none.yaml'],
      2,
      /No such file[\s\S]*none.yaml/,
    ],
    [
      'a report folder that is not ours',
      ['scan', '--demo', '--out', 'mine'],
      2,
      /mine[\s\S]*Name a new folder/,
    ],
    ['a report folder that is a file', ['scan', '--demo', '--out', 'notes.txt'], 2, /not a folder/],
    ['a snapshot over something else', ['scan', '--demo', '--snapshot', 'notes.txt'], 2, /not a snapshot/],
    [
      'an unknown identity',
      ['explain', 'nobody-of-that-name', 'demo.ndjson'],
      2,
      /no identity has this id or name/,
    ],
    [
      'a name that is in several accounts',
      ['explain', 'root', 'demo.ndjson'],
      2,
      /2 identities have this name[\s\S]*:root/,
    ],
    ['an unknown rule', ['rules', 'no-rule'], 2, /nhi-audit rules/],
    ['an unknown provider', ['permissions', 'ibm'], 2, /Allowed choices are aws/],
    ['more external ids than roles', ['scan', '--aws', '--aws-external-id', 'x'], 2, /--aws-role-arn/],
    ['a role that is no ARN', ['scan', '--aws-role-arn', 'audit'], 2, /not the ARN of an IAM role/],
  ];
  beforeAll(async () => {
    const { stdout } = await cli(['rules', '--format', 'json']);
    const ids: readonly string[] = JSON.parse(stdout).map(({ id }: { readonly id: string }) => id);
    file('off.yaml', `rules:\n${ids.map((id) => `  ${id}: { enabled: false }\n`).join('')}`);
  });
  const expectRun = (run: CliRun, code: number, says: RegExp): void => {
    expect(run.stderr).toMatch(says);
    expect(run.code).toBe(code);
    // A message for a person, never a stack.
    expect(run.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
    if (code === 2) expect(run.stdout).toBe('');
  };
  test.each(cases)('%s', async (_, args, code, says) => {
    expectRun(await cli(args, { cwd: folder }), code, says);
  });

  const asProcesses = ['the version', 'a gate that findings reach fails', 'no command', 'a missing file'];
  test.each(cases.filter(([name]) => asProcesses.includes(name)))(
    'of a process: %s',
    async (_, args, code, says) => {
      expectRun(await cliProcess(args, { cwd: folder }), code, says);
    },
  );

  test('what was refused is left as it was', () => {
    expect(readFileSync(join(folder, 'mine/thesis.txt'), 'utf8')).toBe('do not lose\n');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('hello\n');
    expect(existsSync(join(folder, 'x.ndjson'))).toBe(false);
  });
});

describe('when a provider answers nothing', () => {
  const server = createServer((_, response) =>
    response
      .writeHead(403, { 'content-type': 'text/xml' })
      .end('<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>'),
  );
  let env: Record<string, string>;
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    env = {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
    };
  });
  afterAll(() => server.close());

  test('a scan says so and gives no verdict: 3', async () => {
    const run = await cliProcess(['scan', '--aws'], { cwd: folder, env });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('nothing could be read');
  });

  test('a scan that reaches nobody gives no verdict: 3', async () => {
    // A port that nothing listens on: the connection is refused at once.
    const away = { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const run = await cli(['scan', '--aws'], { cwd: folder, env: away });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('nothing could be read');
  }, 120_000);

  test('a collection writes no snapshot: 3', async () => {
    const run = await cli(['collect', '--aws', '--snapshot', 'denied.ndjson'], { cwd: folder, env });
    expect(run.code).toBe(3);
    expect(existsSync(join(folder, 'denied.ndjson'))).toBe(false);
  });

  test('beside a file that could be read, the verdict is that of the file, and coverage says what is missing', async () => {
    const run = await cli(['scan', 'demo.ndjson', '--aws', '--format', 'json'], { cwd: folder, env });
    expect(run.code).toBe(0);
    const { coverage } = JSON.parse(run.stdout);
    expect(coverage.some(({ status }: { readonly status: string }) => status === 'denied')).toBe(true);
  });
});

describe('when the result cannot be handed over', () => {
  test.skipIf(!existsSync('/dev/full'))('a full disk behind standard output is no pass: 3', () => {
    const run = spawnToFile(['scan', '--demo', '--format', 'json'], '/dev/full');
    expect(run.stderr).toContain('cannot be written');
    expect(run.status).toBe(3);
  });

  test('a reader that goes away ends the run without a word', async () => {
    const child = spawn(
      process.execPath,
      [resolve('src/cli/main.ts'), 'scan', '--demo', '--format', 'json'],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      stderr += piece;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(3);
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });
});

const spawnToFile = (
  args: readonly string[],
  path: string,
): { readonly status: number; readonly stderr: string } => {
  try {
    execFileSync(
      '/bin/sh',
      ['-c', `exec "$0" "$@" > ${path}`, process.execPath, resolve('src/cli/main.ts'), ...args],
      {
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
    return { status: 0, stderr: '' };
  } catch (error) {
    return error as { readonly status: number; readonly stderr: string };
  }
};
