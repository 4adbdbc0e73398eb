import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectGitHub } from '../../connectors/github/collect/index.ts';
import { githubPermissions } from '../../connectors/github/collect/permissions.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { isCoverage } from '../../src/snapshot/read.ts';
import { type FakeOrganization, patOf, sampleOrganization } from '../support/github-estate.ts';
import { type FakeGitHub, startGitHub } from '../support/github-loopback.ts';

const prism = '@stoplight/prism-cli@5.16.0';
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-contract-'));
const permissions = Object.keys(githubPermissions().default_permissions);

/** The description, with GraphQL let through: it has a schema of its own. */
const description = (): string => {
  const source = new URL('../fixtures/schemas/github/openapi.json', import.meta.url);
  const document = JSON.parse(readFileSync(source, 'utf8'));
  const content = { 'application/json': { schema: { type: 'object' } } };
  document.paths['/graphql'] = {
    post: { requestBody: { content }, responses: { 200: { description: '', content } } },
  };
  // Links name organisations and repositories by number, which the description does not tell.
  for (const [path, item] of Object.entries<Record<string, { parameters?: { $ref?: string }[] }>>(
    document.paths,
  )) {
    const byNumber = path
      .replace('/orgs/{org}', '/organizations/{org}')
      .replace('/repos/{owner}/', '/repositories/');
    if (byNumber === path) continue;
    document.paths[byNumber] = Object.fromEntries(
      Object.entries(item).map(([method, { parameters = [], ...rest }]) => [
        method,
        {
          ...rest,
          operationId: undefined,
          parameters: path.startsWith('/repos/')
            ? parameters.filter(({ $ref }) => $ref !== '#/components/parameters/owner')
            : parameters,
        },
      ]),
    );
  }
  const path = join(folder, 'openapi.json');
  writeFileSync(path, JSON.stringify(document));
  return path;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const started: ChildProcess[] = [];
const startPrism = async (port: number, upstream: string): Promise<void> => {
  const command = process.env.PRISM_BIN ?? 'npx';
  const before = command === 'npx' ? ['--yes', prism] : [];
  const args = [...before, 'proxy', '--errors', '--port', String(port), description(), upstream];
  // Only Prism itself is wanted: no scripts of packages on the way.
  const env = { ...process.env, npm_config_ignore_scripts: 'true', SCARF_ANALYTICS: 'false' };
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true, env });
  started.push(child);
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('Prism is listening')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`Prism ended with ${code}: ${said.slice(-500)}`)));
    child.on('error', reject);
  });
};

const collect = async (port: number) => {
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  for await (const entry of collectGitHub({
    credential: { token: 'ghs_test' },
    organizations: ['acme'],
    apiUrl: `http://127.0.0.1:${port}`,
    spacing: 0,
    second: 1,
  })) {
    if (isCoverage(entry)) coverage.push(entry);
    else records.push(entry);
  }
  return { records, coverage };
};

const fakes: FakeGitHub[] = [];
const behindPrism = async (organization: FakeOrganization): Promise<number> => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const tokens = [{ token: 'ghs_test', kind: 'app' as const, permissions }];
  const fake = await startGitHub({ organizations: [organization], tokens, publicUrl });
  fakes.push(fake);
  await startPrism(port, `http://127.0.0.1:${fake.port}`);
  return port;
};

let honest = 0;
let broken = 0;
beforeAll(async () => {
  const sample = sampleOrganization();
  honest = await behindPrism({ ...sample, patGrants: Array.from({ length: 130 }, (_, at) => patOf(at + 1)) });
  // A key whose `read_only` is no boolean: Prism must see it, or the check above proves nothing.
  const [web, ...rest] = sample.repositories;
  broken = await behindPrism({
    ...sample,
    repositories: [{ ...web!, keys: [{ ...web!.keys![0]!, read_only: 'yes' }] }, ...rest],
  });
});

afterAll(async () => {
  for (const { pid } of started) if (pid !== undefined) process.kill(-pid);
  await Promise.all(fakes.map(({ close }) => close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('a collection through Prism', () => {
  it('asks and is answered as GitHub describes it, pages by number among them', async () => {
    const { records, coverage } = await collect(honest);
    const lost = coverage.filter(({ status, gives }) => status !== 'complete' && gives.length > 0);
    expect(lost.filter(({ detail }) => !detail.startsWith('not asked')).map(({ source }) => source)).toEqual(
      [],
    );
    expect(records.filter(({ record }) => record === 'github.pat-grant')).toHaveLength(130);
  });

  it('is stopped by Prism where an answer is not as described', async () => {
    const { coverage } = await collect(broken);
    const keys = coverage.find(({ source }) => source === 'GET /repos/{owner}/{repo}/keys');
    expect(keys?.status).toBe('partial');
  });
});
