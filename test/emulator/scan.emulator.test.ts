import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Moto } from './moto.ts';
import { startMoto } from './moto.ts';
import { account, arnOf, roles, seed, users } from './seed.ts';

const cli = join(import.meta.dirname, '../../dist/src/cli/main.js');

interface Report {
  readonly coverage: readonly { readonly source: string; readonly status: string; readonly detail: string }[];
  readonly identities: readonly {
    readonly id: string;
    readonly kind: string;
    readonly credentials: readonly { readonly id: string; readonly kind: string; readonly status: string }[];
    readonly blastRadius: { readonly score: number; readonly admin: readonly string[] };
  }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly identity: string;
    readonly about?: readonly string[];
  }[];
}

const environment = (url: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'emulator-secret',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});

const start = (args: readonly string[], url: string) =>
  spawn(process.execPath, [cli, ...args], { env: environment(url), stdio: ['ignore', 'pipe', 'pipe'] });

const run = async (args: readonly string[], url: string) => {
  const child = start(args, url);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
};

let moto: Moto;
let folder: string;

beforeAll(async () => {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: npm run build makes it`);
  folder = mkdtempSync(join(tmpdir(), 'nhi-audit-emulator-'));
  moto = await startMoto();
  await seed(moto.url);
});

afterAll(async () => {
  await moto?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

describe('nhi-audit scan --aws against moto', () => {
  let result: Awaited<ReturnType<typeof run>>;
  let report: Report;

  beforeAll(async () => {
    const out = join(folder, 'report');
    result = await run(['scan', '--aws', '--verbose', '--out', out], moto.url);
    if (result.code !== 0) throw new Error(`the scan ended with ${result.code}: ${result.stderr}`);
    report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
  });

  const statusesOf = (source: string) =>
    report.coverage.filter((one) => one.source === source).map(({ status }) => status);

  test('finds every identity', () => {
    const ids = report.identities.map(({ id }) => id);
    expect(ids.filter((id) => id.includes(':role/'))).toHaveLength(roles);
    for (const user of users) expect(ids).toContain(arnOf(`user/${user}`));
  });

  test('knows who falls with whom', () => {
    const admins = report.identities
      .filter(({ blastRadius }) => blastRadius.admin.includes(account))
      .map(({ id }) => id);
    expect(admins).toEqual(
      expect.arrayContaining([arnOf('user/ci'), arnOf('role/open-deploy'), arnOf('role/escalator')]),
    );
    for (const harmless of ['role/vendor', 'role/service-0001', 'role/service-0005', 'user/clerk']) {
      expect(admins).not.toContain(arnOf(harmless));
    }
  });

  test('lists the credentials that the seed made, with ids', () => {
    const kinds = (user: string) =>
      report.identities.find(({ id }) => id === arnOf(`user/${user}`))?.credentials.map(({ kind }) => kind);
    expect(kinds('dormant')).toEqual(['access-key', 'access-key']);
    expect(kinds('clerk')).toContain('console-password');
    expect(kinds('git')).toContain('ssh-public-key');
    const [key] = report.identities.find(({ id }) => id === arnOf('user/ci'))?.credentials ?? [];
    expect(key?.id).toMatch(/^[A-Z0-9]{16,}$/);
  });

  test('reports what is wrong', () => {
    const rulesOf = (identity: string) =>
      new Set(
        report.findings.filter((finding) => finding.identity === arnOf(identity)).map(({ rule }) => rule),
      );
    expect(rulesOf('user/ci')).toContain('standing-administrator');
    // Nobody in the account names an owner: one finding of all of them.
    const unowned = report.findings.find(({ rule }) => rule === 'no-owner');
    expect(unowned?.about).toContain(arnOf('user/dormant'));
    expect(rulesOf('role/open-deploy')).toContain('federated-trust-too-wide');
    expect(rulesOf('role/vendor')).toContain('external-trust-without-condition');
    expect(rulesOf('role/escalator')).toContain('privilege-escalation-path');
  });

  test('says what moto does not answer, and takes the rest as complete', () => {
    for (const call of [
      'ListServiceSpecificCredentials',
      'ListDelegationRequests',
      'GetOutboundWebIdentityFederationInfo',
    ]) {
      // It answers with a page, which is no answer of AWS: not understood.
      expect(statusesOf(`iam:${call}`), call).toEqual(['partial']);
    }
    for (const call of [
      'GetAccountAuthorizationDetails',
      'GetCredentialReport',
      'ListAccessKeys',
      'ListOpenIDConnectProviders',
      'GetOpenIDConnectProvider',
      'ListSAMLProviders',
      'GetAccountSummary',
    ]) {
      expect(statusesOf(`iam:${call}`), call).toEqual(['complete']);
    }
    expect(statusesOf('iam:ListSSHPublicKeys')).toContain('complete');
    for (const { status, detail } of report.coverage) if (status !== 'complete') expect(detail).not.toBe('');
  });

  test('makes a few calls for 2,504 identities, and prints their number', () => {
    const total = Number(/(\d+) calls in all/.exec(result.stderr)?.[1]);
    // 14 for the account, and one or two for each of the three users with a key or with CodeCommit.
    expect(total).toBeGreaterThan(10);
    expect(total).toBeLessThanOrEqual(24);
  });

  test('writes no secret anywhere', () => {
    const out = join(folder, 'report');
    const text = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
    for (const written of [...text, result.stdout, result.stderr]) {
      expect(written).not.toContain('emulator-secret');
      expect(written).not.toContain('Emulator-only-1');
    }
  });
});

describe('other ways to collect', () => {
  test('usage that moto does not offer is said, once, not once for each identity', async () => {
    const out = join(folder, 'usage');
    const { code, stderr } = await run(['scan', '--aws', '--aws-usage', '--verbose', '--out', out], moto.url);
    expect(code).toBe(0);
    const { coverage } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    const told = coverage.find(({ source }) => source === 'iam:GetServiceLastAccessedDetails');
    expect(told?.status).toBe('partial');
    expect(told?.detail).toContain('does not offer this call');
    expect(stderr).toMatch(/ 1 {2}iam:GenerateServiceLastAccessedDetails/);
  });

  test('a role of another account is entered', async () => {
    const out = join(folder, 'role');
    const role = 'arn:aws:iam::222233334444:role/audit';
    const { code } = await run(['scan', '--aws-role-arn', role, '--out', out], moto.url);
    expect(code).toBe(0);
    const { coverage } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    expect(coverage).toContainEqual(
      expect.objectContaining({ source: 'sts:AssumeRole', scope: '222233334444', status: 'complete' }),
    );
  });

  test.each(['SIGINT', 'SIGKILL'] as const)(
    'a collection ended by %s leaves no snapshot behind',
    async (signal) => {
      const snapshot = join(folder, `${signal}.ndjson`);
      const child = { current: undefined as ReturnType<typeof start> | undefined };
      // Hands on to moto until the policies are asked for; then the process is ended while it waits.
      const proxy = createServer(async (request, response) => {
        const pieces: Buffer[] = [];
        for await (const piece of request) pieces.push(piece as Buffer);
        const body = Buffer.concat(pieces);
        if (body.includes('GetAccountAuthorizationDetails')) {
          child.current?.kill(signal);
          return;
        }
        const headers = Object.fromEntries(
          Object.entries(request.headers).filter(
            ([name]) => !['connection', 'host', 'content-length'].includes(name),
          ),
        ) as Record<string, string>;
        const answer = await fetch(`${moto.url}${request.url ?? '/'}`, {
          method: request.method ?? 'POST',
          headers,
          body,
        });
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? 'text/xml',
        });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const { port } = proxy.address() as AddressInfo;
      child.current = start(['collect', '--aws', '--snapshot', snapshot], `http://127.0.0.1:${port}`);
      const [code] = (await once(child.current, 'close')) as [number | null];
      proxy.closeAllConnections();
      proxy.close();
      expect(code).not.toBe(0);
      expect(existsSync(snapshot)).toBe(false);
    },
  );
});
