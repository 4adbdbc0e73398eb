import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedOrganization } from '../postgres/accounts.ts';
import { type Moto, startMoto } from './moto.ts';

/** A fleet whose store is a bucket, by the built command line. */
const cli = join(import.meta.dirname, '../../dist/src/cli/main.js');
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'emulator-secret' };

let moto: Moto;
let folder: string;
let s3: S3Client;
let accounts: readonly string[];

beforeAll(async () => {
  moto = await startMoto(false);
  folder = mkdtempSync(join(tmpdir(), 'nhi-audit-fleet-s3-'));
  accounts = await seedOrganization(moto.url, 3);
  s3 = new S3Client({ endpoint: moto.url, region: 'eu-west-1', credentials, forcePathStyle: true });
  await s3.send(
    new CreateBucketCommand({
      Bucket: 'facts',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  configure('facts');
});

afterAll(async () => {
  s3?.destroy();
  await moto?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const configure = (bucket: string): void =>
  writeFileSync(
    join(folder, 'nhi-audit.fleet.yaml'),
    `version: 1
store: s3://${bucket}/nightly?endpoint=${moto.url}&region=eu-west-1
sources:
  - name: all
    provider: aws
    targets: discover
    each: { aws-role-arn: 'arn:aws:iam::{target}:role/nhi-audit' }
`,
  );

const run = async (...args: readonly string[]) => {
  const child: ChildProcess = spawn(process.execPath, [cli, 'fleet', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NHI_AUDIT_FLEET_DATABASE: `pglite:${join(folder, 'database')}`,
      AWS_ENDPOINT_URL: moto.url,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
};

const keys = async (): Promise<readonly string[]> =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: 'facts' }))).Contents ?? []).map(({ Key = '' }) => Key);

interface Report {
  readonly identities: readonly object[];
  readonly coverage: readonly { readonly source: string; readonly status: string; readonly detail: string }[];
}

const ages = ({ coverage }: Report) => coverage.filter(({ source }) => source === 'fleet: newest snapshot');

test('collects into a bucket, reports from it, and tells what was changed, removed or refused there', async () => {
  expect(await run('schedule')).toMatchObject({ code: 0, stdout: '3 targets put into the queue\n' });
  expect(await run('work', '--until-empty')).toMatchObject({ code: 0 });
  const stored = await keys();
  expect(stored).toHaveLength(accounts.length);
  for (const key of stored) expect(key).toMatch(/^nightly\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.ndjson\.gz$/);

  const whole = await run('report', '--format', 'json');
  expect(whole.code).toBe(0);
  const report = JSON.parse(whole.stdout) as Report;
  expect(ages(report).map(({ status }) => status)).toEqual(['complete', 'complete', 'complete']);

  // Nothing is removed that a report may need.
  expect(await run('prune')).toMatchObject({
    code: 0,
    stdout: '0 snapshots and 0 targets forgotten, 0 objects removed from the store\n',
  });
  expect(await keys()).toEqual(stored);

  await s3.send(new PutObjectCommand({ Bucket: 'facts', Key: stored[0]!, Body: 'something else' }));
  await s3.send(new DeleteObjectCommand({ Bucket: 'facts', Key: stored[1]! }));
  const hurt = JSON.parse((await run('report', '--format', 'json')).stdout) as Report;
  const says = ages(hurt)
    .filter(({ status }) => status !== 'complete')
    .map(({ detail }) => detail)
    .join(' ');
  expect(says).toContain('it was changed, or damaged');
  expect(says).toContain('is not in the store any more');
  expect(ages(hurt).filter(({ status }) => status === 'denied')).toHaveLength(2);

  configure('not-there');
  const away = await run('report', '--format', 'json');
  expect(away).toMatchObject({ code: 3, stdout: '' });
  expect(away.stderr).toContain('the store of the fleet refuses: NoSuchBucket');
});
