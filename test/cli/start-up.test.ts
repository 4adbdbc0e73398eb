import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { demoFiles } from '../../connectors/aws/demo/index.ts';
import { tool } from '../../src/version.ts';
import { cliProcess, temporaryFolder } from '../support/cli.ts';
import { once } from '../support/once.ts';

const folder = temporaryFolder();
let files = 0;

const importsOf = async (
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<readonly string[]> => {
  files += 1;
  const list = join(folder, `imports-${files}`);
  await cliProcess(args, {
    nodeFlags: ['--import', resolve('test/support/record-imports.ts')],
    env: { ...env, NHI_TEST_IMPORTS: list },
  });
  return readFileSync(list, 'utf8').trim().split('\n');
};

const packagesIn = (urls: readonly string[]): readonly string[] => [
  ...new Set(urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? [])),
];

const heavy = /^(@aws-sdk|@smithy|@aws|@cloud-copilot)\//;

test('--version loads the parser of the command line and nothing else of others', async () => {
  expect(packagesIn(await importsOf(['--version']))).toEqual(['commander']);
});

const ofDemo = once(() => importsOf(['scan', '--demo']));
const details = demoFiles.find((path) => path.includes('authorization-details'))!;

test('a scan of files loads no SDK', async () => {
  const urls = await ofDemo();
  expect(urls.some((url) => url.endsWith('src/reach/index.ts'))).toBe(true);
  expect(packagesIn(urls).filter((name) => heavy.test(name))).toEqual([]);
});

test('a history is opened by whoever asks for one, and by nobody else', async () => {
  const isHistory = (url: string): boolean => /^node:sqlite$|node_modules\/(kysely|pg)\//.test(url);
  expect((await ofDemo()).filter(isHistory)).toEqual([]);
  expect((await importsOf(['history', '--help'])).filter(isHistory)).toEqual([]);
  const asked = await importsOf(['scan', details, '--history', join(folder, 'history.db')]);
  expect(asked.filter(isHistory)).toContain('node:sqlite');
  expect(packagesIn(asked)).toContain('kysely');
  // The driver of the other database.
  expect(packagesIn(asked)).not.toContain('pg');
});

/** Connectors of which more than the head is loaded. */
const connectorsIn = (urls: readonly string[]): readonly string[] => [
  ...new Set(
    urls.flatMap((url) => /\/connectors\/([^/]+)\/(?!head\.ts|file-kinds\.ts)/.exec(url)?.[1] ?? []),
  ),
];

test('of a connector that a command does not need, the head alone is loaded', async () => {
  expect(connectorsIn(await importsOf(['scan', '--help']))).toEqual([]);
  expect(connectorsIn(await importsOf(['scan', details]))).toEqual(['aws']);
  expect(connectorsIn(await importsOf(['permissions', 'github']))).toEqual(['github']);
});

test('permissions are printed without an SDK', async () => {
  expect(packagesIn(await importsOf(['permissions', 'aws'])).filter((name) => heavy.test(name))).toEqual([]);
});

test('a live scan does load it: the check above can fail', async () => {
  const server = createServer((_, response) => response.writeHead(403).end());
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    const urls = await importsOf(['scan', '--aws'], {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
    });
    expect(packagesIn(urls)).toContain('@aws-sdk/client-iam');
  } finally {
    server.close();
  }
});

test('the version is that of the package', async () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(tool).toEqual({ name, version });
  expect((await cliProcess(['--version'])).stdout).toBe(`${version}\n`);
});
