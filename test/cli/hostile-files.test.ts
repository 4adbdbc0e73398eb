import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

/** Things in the place of files, and links: told with their place, never waited for, never followed out of a folder that was named. */
const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const file = (name: string, text: string): string => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return name;
};
execFileSync('mkfifo', [at('pipe')]);
symlinkSync('circle', at('circle'));
mkdirSync(at('a-folder'));
const workflow =
  'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps: [{ run: echo outside }]\n';

const app = { GITHUB_TOKEN: '' };

describe('each flag that names a file refuses by type', () => {
  const flags: readonly (readonly [what: string, args: (path: string) => readonly string[]])[] = [
    ['a source', (path) => ['scan', path]],
    ['--config', (path) => ['scan', '--demo', '--config', path]],
    ['--exceptions', (path) => ['scan', '--demo', '--exceptions', path]],
    ['--baseline of a scan', (path) => ['scan', '--demo', '--format', 'sarif', '--baseline', path]],
    ['--baseline of the gate', (path) => ['gate', '--demo', '--baseline', path]],
    ['--against', (path) => ['gate', '--demo', '--against', path]],
    ['--plan', (path) => ['gate', '--plan', path]],
    ['--template', (path) => ['gate', '--template', path]],
    ['--sign-key', (path) => ['evidence', '--demo', '--out', at('pack'), '--sign-key', path]],
    ['--public-key', (path) => ['evidence', 'verify', at('a-folder'), '--public-key', path]],
    [
      '--github-app-key',
      (path) => ['scan', '--github', 'acme', '--github-app-id', '1', '--github-app-key', path],
    ],
    ['analyze', (path) => ['analyze', path]],
    ['baseline check', (path) => ['baseline', 'check', path]],
    ['what-if --with', (path) => ['what-if', '--demo', '--with', path]],
    ['--history', (path) => ['scan', '--demo', '--history', path]],
    ['trend --history', (path) => ['trend', '--history', path]],
    ['--notify', (path) => ['scan', '--demo', '--notify', path]],
  ];
  const things: readonly (readonly [what: string, path: string, says: RegExp])[] = [
    ['a named pipe', 'pipe', /not a regular file/],
    ['a device', '/dev/zero', /not a regular file/],
    ['a circle of links', 'circle', /round in circles/],
    ['a name that is too long', 'x'.repeat(5_000), /too long/],
  ];

  test.each(
    flags.flatMap(([flag, args]) =>
      things.map(([what, path, says]) => [flag, what, args(path), says] as const),
    ),
  )('%s: %s', async (_, __, args, says) => {
    const { code, stderr, stdout } = await cli(args, { cwd: folder, env: app });
    expect(`${stderr}${stdout}`).toMatch(says);
    expect(stderr).not.toContain('unexpected error');
    expect([2, 3]).toContain(code);
  });
});

describe('.github and workflows as links', () => {
  file('outside/.github/workflows/xyzzy.yml', workflow);
  file('plain/.github/workflows/ci.yml', workflow);
  mkdirSync(at('linked'));
  symlinkSync('../outside/.github', at('linked/.github'));
  mkdirSync(at('half/.github'), { recursive: true });
  symlinkSync('../../outside/.github/workflows', at('half/.github/workflows'));
  mkdirSync(at('instead/.github'), { recursive: true });
  execFileSync('mkfifo', [at('instead/.github/workflows')]);

  test.each([
    ['.github', 'linked', 'symbolic link'],
    ['workflows', 'half', 'symbolic link'],
    ['a pipe in its place', 'instead', 'no folder'],
  ])('%s: told, and no pass', async (_, name, says) => {
    for (const args of [
      ['gate', '--workflows', name, '--base-workflows', 'plain'],
      ['gate', '--workflows', 'plain', '--base-workflows', name],
      ['scan', name],
    ]) {
      const { code, stdout, stderr } = await cli(args, { cwd: folder });
      expect(code).toBe(2);
      expect(stderr).toContain(says);
      expect(`${stdout}${stderr}`).not.toContain('xyzzy');
    }
    const beside = await cli(['scan', name, 'plain', '--format', 'json', '--fail-on', 'critical'], {
      cwd: folder,
    });
    expect(beside.code).toBe(3);
    expect(beside.stdout).not.toContain('xyzzy');
    expect(JSON.parse(beside.stdout).coverage).toContainEqual(
      expect.objectContaining({ source: name, status: 'denied', detail: expect.stringContaining(says) }),
    );
  });

  test('the plain one passes: the tests above can fail', async () => {
    expect(
      (await cli(['gate', '--workflows', 'plain', '--base-workflows', 'plain'], { cwd: folder })).code,
    ).toBe(0);
    expect((await cli(['scan', 'plain'], { cwd: folder })).code).toBe(0);
  });

  test('git kept behind a link names nothing', async () => {
    file('elsewhere/config', '[remote "origin"]\n  url = https://github.com/secret/name\n');
    file('checkout/.github/workflows/ci.yml', workflow);
    symlinkSync('../elsewhere', at('checkout/.git'));
    const { stdout } = await cli(['scan', 'checkout', '--format', 'json'], { cwd: folder });
    expect(stdout).not.toContain('secret/name');
  });
});

describe('files that are found by their names', () => {
  const key = 'key-of-somebody-else';
  file('outside/secret.yaml', `${key}: 1\n`);
  test.each([
    ['nhi-audit.yaml', ['scan', '--demo']],
    ['nhi-audit.exceptions.yaml', ['scan', '../plain']],
    ['nhi-audit.baseline.json', ['gate', '../plain']],
  ])('%s as a link is told, and what it leads to is not read', async (name, args) => {
    const own = `link-${name}`;
    mkdirSync(at(own));
    symlinkSync('../outside/secret.yaml', at(join(own, name)));
    const { code, stderr } = await cli(args, { cwd: at(own) });
    expect(code).toBe(2);
    expect(stderr).toContain('symbolic link');
    expect(stderr).not.toContain(key);
  });

  test('a flag may name a link', async () => {
    symlinkSync('outside/secret.yaml', at('named.yaml'));
    const { stderr } = await cli(['scan', '--demo', '--config', 'named.yaml'], { cwd: folder });
    expect(stderr).toContain(key);
  });
});

describe('nested stacks', () => {
  const stack = (url: string): string =>
    JSON.stringify({
      Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } } },
    });
  file('beyond.json', '{"Resources":{"Secret":{"Type":"AWS::IAM::User"}}}');
  mkdirSync(at('stacks'));
  symlinkSync('../beyond.json', at('stacks/link.json'));
  symlinkSync('round.json', at('stacks/round.json'));
  execFileSync('mkfifo', [at('stacks/pipe.json')]);

  test.each([['../beyond.json'], ['link.json'], ['round.json'], ['pipe.json'], ['x'.repeat(5_000)]])(
    '%s is not read, and nobody can tell what is in it',
    async (url) => {
      file('stacks/outer.json', stack(url));
      const { code, stdout, stderr } = await cli(
        ['gate', '--template', 'stacks/outer.json', '--format', 'json'],
        {
          cwd: folder,
        },
      );
      expect(stderr).not.toContain('unexpected error');
      expect(stdout).not.toContain('Secret');
      expect([1, 3]).toContain(code);
    },
  );
});
