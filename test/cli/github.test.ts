import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { githubPermissions } from '../../connectors/github/collect/permissions.ts';
import { cli, cliProcess, temporaryFolder } from '../support/cli.ts';
import { sampleOrganization } from '../support/github-estate.ts';
import { startGitHub } from '../support/github-loopback.ts';

const folder = temporaryFolder();
const permissions = Object.keys(githubPermissions().default_permissions);
const github = await startGitHub({
  organizations: [sampleOrganization()],
  tokens: [{ token: 'ghs_test', kind: 'app', permissions }],
  app: { id: '7', permissions },
});
afterAll(github.close);
const env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: 'ghs_test' };

describe('collect --github', () => {
  const target = join(folder, 'acme.ndjson');
  const journal = join(folder, 'journal.ndjson');

  it('writes a snapshot, and says with --verbose what was asked and what is left', async () => {
    const args = [
      'collect',
      '--github',
      'acme',
      '--snapshot',
      target,
      '--github-resume',
      journal,
      '--verbose',
    ];
    const { code, stderr } = await cli(args, { env });
    expect(code).toBe(0);
    expect(stderr).toMatch(/\d+ calls in all/);
    expect(stderr).toMatch(/GitHub core: 49\d\d of 5000 calls left until 20/);
    expect(stderr).toContain('OAuth apps');
    const text = readFileSync(target, 'utf8');
    expect(text).toContain('"record":"github.deploy-key"');
    expect(text).not.toMatch(/ghs_test|very-secret|plainly-written|spring-2019/);
    expect(existsSync(journal)).toBe(false);
  });

  it('takes a GitHub App before a token', async () => {
    const key = join(folder, 'app.pem');
    writeFileSync(key, github.privateKey);
    const { code } = await cli(
      ['collect', '--github', 'acme', '--github-app-id', '7', '--github-app-key', key, '--snapshot', target],
      { env },
    );
    expect(code).toBe(0);
    expect(readFileSync(target, 'utf8')).toContain('"record":"github.caller"');
  });

  it.each([
    ['no credential', ['--github', 'acme'], { GITHUB_TOKEN: '' }, 'there is no credential for GitHub'],
    ['half an App', ['--github', 'acme', '--github-app-id', '7'], {}, 'needs its private key as well'],
    ['no organisation', ['--github-codespaces'], {}, 'no organisation was given'],
    ['no name', ['--github', 'https://github.com/acme'], {}, 'not the name of an organisation'],
    ['no address', ['--github', 'acme'], { GITHUB_API_URL: 'http://github.acme.test' }, 'not the address'],
  ])('refuses %s', async (_name, args, more, says) => {
    const { code, stderr } = await cli(['scan', ...args], { env: { ...env, ...more } });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it('is not evaluated where nothing can be read', async () => {
    const { code, stderr } = await cli(['scan', '--github', 'acme'], {
      env: { ...env, GITHUB_TOKEN: 'ghp_wrong' },
    });
    expect(code).toBe(3);
    expect(stderr).not.toContain('ghp_wrong');
  });
});

describe('a checkout', () => {
  it('is read without a network and without Octokit', async () => {
    const root = join(folder, 'web');
    mkdirSync(join(root, '.github', 'workflows'), { recursive: true });
    writeFileSync(join(root, '.github', 'workflows', 'ci.yml'), 'on: push\njobs:\n  a:\n    runs-on: x\n');
    const imports = join(folder, 'imports');
    const target = join(folder, 'web.ndjson');
    const { code } = await cliProcess(['collect', root, '--snapshot', target], {
      nodeFlags: ['--import', resolve('test/support/record-imports.ts')],
      env: { NHI_TEST_IMPORTS: imports },
    });
    expect(code).toBe(0);
    expect(readFileSync(target, 'utf8')).toContain('"path":".github/workflows/ci.yml"');
    expect(readFileSync(imports, 'utf8')).not.toContain('@octokit');
  });
});

describe('permissions github', () => {
  it('prints those of an App, without Octokit', async () => {
    const imports = join(folder, 'imports-2');
    const { code, stdout } = await cliProcess(['permissions', 'github'], {
      nodeFlags: ['--import', resolve('test/support/record-imports.ts')],
      env: { NHI_TEST_IMPORTS: imports },
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      default_permissions: { administration: 'read', secrets: 'read' },
    });
    expect(readFileSync(imports, 'utf8')).not.toContain('@octokit');
  });
});
