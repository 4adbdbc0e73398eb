import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collectAzure } from '../../connectors/azure/collect/index.ts';
import { formatIds } from '../../reports/formats.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { snapshotText } from '../../src/snapshot/write.ts';
import { credential } from '../connectors/azure/collect/support.ts';
import { type FakeOptions, fakeAzure } from '../support/azure-fake.ts';
import { canaries } from '../support/canaries.ts';
import { type CliRun, cli, temporaryFolder } from '../support/cli.ts';
import { refusal, startGoogle } from '../support/gcp-loopback.ts';
import { fakeOrganization } from '../support/gcp-organization.ts';
import { withPlanted } from '../support/planted-answers.ts';

/** Secrets in all that somebody may write at a provider, on their way through a live scan: none may come out anywhere. */
const planted = canaries.map(([, text]) => text).join('\n');
const at = '2026-04-01T00:00:00.000Z';

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());

/** The forms of which the secret is in what was printed or lies in the folder. */
const foundIn = (folder: string, runs: readonly CliRun[]): readonly string[] => {
  const all = [
    ...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]),
    ...filesIn(folder).map((path) => readFileSync(path, 'latin1')),
  ];
  return canaries.filter(([, , secret]) => all.some((text) => text.includes(secret))).map(([form]) => form);
};

/** Of a snapshot every report, and what is said on the way. */
const reportsOf = (snapshot: string, folder: string): Promise<CliRun> =>
  cli([
    'scan',
    snapshot,
    '--out',
    join(folder, 'reports'),
    '--out-formats',
    formatIds.join(','),
    '--verbose',
  ]);

const openGoogle = async (fake: Partial<Parameters<typeof startGoogle>[0]>) => {
  const google = await startGoogle({
    organization: fakeOrganization(),
    subject: 'token-of-the-job',
    ...fake,
  });
  afterAll(google.close);
  const folder = temporaryFolder();
  const outside = temporaryFolder();
  const subject = join(outside, 'subject.txt');
  writeFileSync(subject, 'token-of-the-job');
  const file = join(outside, 'credential.json');
  writeFileSync(
    file,
    JSON.stringify({
      type: 'external_account',
      audience:
        '//iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci/providers/github',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${google.url}/sts/v1/token`,
      credential_source: { file: subject },
    }),
  );
  const collect = (...more: readonly string[]): Promise<CliRun> =>
    cli(
      [
        'collect',
        '--gcp-organization',
        '1',
        '--gcp-endpoint',
        google.endpoint,
        '--snapshot',
        join(folder, 'snapshot.ndjson'),
        '--verbose',
        ...more,
      ],
      { env: { GOOGLE_APPLICATION_CREDENTIALS: file, GOOGLE_CLOUD_PROJECT: '' } },
    );
  return { folder, collect };
};

test('Google Cloud: in no snapshot, report or message', async () => {
  const names = new Set<string>();
  const { folder, collect } = await openGoogle({
    change: (body) => withPlanted(body, planted, (name) => names.add(name)),
  });
  const collected = await collect();
  expect(collected.code, collected.stderr).toBe(0);
  const scanned = await reportsOf(join(folder, 'snapshot.ndjson'), folder);
  expect(scanned.code, scanned.stderr).toBe(0);
  expect([...names].sort()).toEqual(expect.arrayContaining(['expression', 'labels', 'noteOfNobody']));
  expect(readFileSync(join(folder, 'snapshot.ndjson'), 'utf8')).toContain('"record":"gcp.service-account"');
  expect(foundIn(folder, [collected, scanned])).toEqual([]);
});

test('Google Cloud: in no journal of a collection that broke off', async () => {
  let asked = 0;
  const { folder, collect } = await openGoogle({
    change: (body) => withPlanted(body, planted),
    interject: ({ api }) => {
      asked += api === 'sts' ? 0 : 1;
      return asked > 12 ? refusal(401, 'UNAUTHENTICATED', `expired: ${planted}`) : undefined;
    },
  });
  const journal = join(folder, 'journal.ndjson');
  const run = await collect('--gcp-resume', journal);
  expect(readFileSync(journal, 'utf8').split('\n').length).toBeGreaterThan(3);
  expect(foundIn(folder, [run])).toEqual([]);
});

test('Google Cloud: in nothing that is said of refusals', async () => {
  const { folder, collect } = await openGoogle({
    interject: ({ api }) => (api === 'sts' ? undefined : refusal(403, 'PERMISSION_DENIED', `no: ${planted}`)),
  });
  const run = await collect();
  expect(run.code).toBe(3);
  expect(run.stderr).toContain('403');
  expect(foundIn(folder, [run])).toEqual([]);
});

/** The command line has no way to another network: what it does with a collection is done here. */
const azureSnapshot = async (
  fake: FakeOptions,
  folder: string,
  journal?: string,
  signal?: AbortSignal,
): Promise<string> => {
  const { httpClient } = fakeAzure(fake);
  const entries = () =>
    collectAzure({
      credential,
      httpClient,
      retryDelay: 0,
      now: () => new Date(at),
      sleep: async () => {},
      ...(journal === undefined ? {} : { journal }),
      ...(signal === undefined ? {} : { signal }),
    });
  const facts = await gather([{ collectedAt: at, entries }]);
  const path = join(folder, 'snapshot.ndjson');
  writeFileSync(
    path,
    [...snapshotText({ tool: { name: 'x', version: '1' }, collectedAt: at }, facts, at)].join(''),
  );
  return path;
};

test('Azure: in no snapshot, report or message', async () => {
  const names = new Set<string>();
  const folder = temporaryFolder();
  const change = (body: unknown): unknown => withPlanted(body, planted, (name) => names.add(name));
  const snapshot = await azureSnapshot({ change }, folder);
  const scanned = await reportsOf(snapshot, folder);
  expect(scanned.code, scanned.stderr).toBe(0);
  expect([...names].sort()).toEqual(expect.arrayContaining(['displayName', 'noteOfNobody', 'tags']));
  expect(readFileSync(snapshot, 'utf8')).toContain('"record":"azure.service-principal"');
  expect(foundIn(folder, [scanned])).toEqual([]);
});

test('Azure: in no journal of a collection that broke off', async () => {
  const folder = temporaryFolder();
  const journal = join(folder, 'journal.ndjson');
  const stop = new AbortController();
  let asked = 0;
  const collected = azureSnapshot(
    {
      change: (body) => withPlanted(body, planted),
      interject: ({ call }) => {
        asked += 1;
        if (asked === 45) stop.abort(new Error('interrupted'));
        // A refusal is a last word, and kept with what it says.
        return asked % 7 === 3 && call !== 'POST $batch'
          ? { status: 403, body: { error: { code: 'Denied', message: `no: ${planted}` } } }
          : undefined;
      },
    },
    folder,
    journal,
    stop.signal,
  );
  await expect(collected).rejects.toThrow('interrupted');
  expect(readFileSync(journal, 'utf8').split('\n').length).toBeGreaterThan(3);
  expect(foundIn(folder, [])).toEqual([]);
});

test('Azure: in nothing that is said of refusals', async () => {
  const folder = temporaryFolder();
  const snapshot = await azureSnapshot(
    {
      interject: ({ call }) =>
        call === 'POST $batch'
          ? undefined
          : { status: 403, body: { error: { code: `Denied ${planted}`, message: `no: ${planted}` } } },
    },
    folder,
  );
  const scanned = await reportsOf(snapshot, folder);
  expect(scanned.stderr + readFileSync(snapshot, 'utf8')).toContain('403');
  expect(foundIn(folder, [scanned])).toEqual([]);
});
