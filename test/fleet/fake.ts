import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveHead, LiveWorld } from '../../connectors/connector.ts';
import { type FleetDatabase, openFleetDatabase } from '../../src/fleet/database.ts';
import { fleetSchema } from '../../src/fleet/fleet-file.ts';
import { prepareQueues } from '../../src/fleet/queue.ts';
import { fileStore } from '../../src/fleet/store/file-store.ts';
import { schema } from '../../src/fleet/tables.ts';
import type { Fleet } from '../../src/fleet/world.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'nhi-audit-test-fleet-'));

/** One role in an account, as a live collection tells it. */
export const roleOf = (account: string, name = 'deploy'): SnapshotRecord => ({
  record: 'aws.role',
  scope: account,
  id: `arn:aws:iam::${account}:role/${name}`,
  data: {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${account}${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${account}:role/${name}`,
    CreateDate: '2026-01-01T00:00:00.000Z',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [
      { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ],
    Tags: [],
  },
});

export const readOf = (scope: string, status: Coverage['status'] = 'complete'): Coverage => ({
  connector: 'aws',
  scope,
  source: 'iam:GetAccountAuthorizationDetails',
  status,
  detail: status === 'complete' ? '' : 'AccessDenied: not allowed',
  gives: ['inventory', 'grants', 'trusts'],
});

export type Answer = (account: string, world: LiveWorld) => AsyncIterable<SnapshotRecord | Coverage>;

/** An account that answers. */
export const answering: Answer = async function* (account, { onCall }) {
  await onCall?.('iam:GetAccountAuthorizationDetails');
  yield roleOf(account);
  yield readOf(account);
};

/** A provider without a network, whose flags are those of AWS as far as a fleet needs them. */
export const fakeLive = (accounts: () => readonly string[], answer: Answer): LiveHead => ({
  flags: [
    { flags: '--aws', help: '' },
    { flags: '--aws-role-arn <arn>', help: '', takes: 'many', implies: ['aws'] },
    { flags: '--aws-usage-budget <calls>', help: '', takes: 'count' },
    { flags: '--aws-resume <file>', help: '' },
  ],
  askedBy: ['aws'],
  permissionFlags: [],
  load: async () => ({
    calls: { columns: [], rows: [] },
    permissions: () => ({}),
    targets: async function* () {
      for (const id of accounts()) yield { id, title: `account ${id}` };
    },
    open: (given, world) => {
      const [arn = ''] = (given.awsRoleArn ?? []) as readonly string[];
      const account = arn.split(':')[4] ?? '';
      return { collectedAt: world.now().toISOString(), entries: () => answer(account, world) };
    },
  }),
});

export interface FakeFleet extends Fleet {
  readonly notes: readonly string[];
}

/** Takes a second: tests of one file share it. */
export const inMemory = (): Promise<FleetDatabase> =>
  openFleetDatabase({ url: 'pglite:', supervise: true, note: () => undefined, watchSeconds: 1 });

const emptied = async ({ rows, boss }: FleetDatabase): Promise<void> => {
  await rows(`TRUNCATE ${schema}.target, ${schema}.snapshot, ${schema}.budget`);
  await boss.deleteAllJobs();
};

/** A fleet in memory, but for its store. */
export const fakeFleet = async ({
  accounts = () => ['111122223333'],
  answer = answering,
  file = {},
  folder = newFolder(),
  database: given,
  now = () => new Date(),
  isFirst = true,
}: {
  readonly accounts?: () => readonly string[];
  readonly answer?: Answer;
  readonly file?: object;
  readonly database?: FleetDatabase;
  readonly folder?: string;
  readonly now?: () => Date;
  /** Of its database: what others left there goes. */
  readonly isFirst?: boolean;
} = {}): Promise<FakeFleet> => {
  const parsed = fleetSchema.parse({
    version: 1,
    store: `file://${folder}`,
    tries: 2,
    sources: [
      {
        name: 'production',
        provider: 'aws',
        targets: 'discover',
        each: { 'aws-role-arn': 'arn:aws:iam::{target}:role/nhi-audit' },
      },
    ],
    ...file,
  });
  const notes: string[] = [];
  const note = (line: string): void => void notes.push(line);
  const database = given ?? (await inMemory());
  if (isFirst) await emptied(database);
  await prepareQueues(database, parsed, 0);
  return {
    file: parsed,
    database,
    store: fileStore(folder),
    connectors: new Map([['aws', { id: 'aws', live: fakeLive(accounts, answer) }]]),
    settings: defaultSettings,
    now,
    note,
    notes,
  };
};

/** Until nothing waits. */
export const drained = {
  concurrency: 2,
  untilEmpty: true,
  pollSeconds: 0.5,
  storePatience: [10, 10],
} as const;
