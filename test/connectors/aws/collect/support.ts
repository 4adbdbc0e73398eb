import { setImmediate as pause } from 'node:timers/promises';
import type { AwsCollectOptions } from '../../../../connectors/aws/collect/index.ts';
import { collectAws } from '../../../../connectors/aws/collect/index.ts';
import type { RetryStrategy } from '../../../../connectors/aws/collect/session.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import type { Loopback, LoopbackOptions } from '../../../support/aws-loopback.ts';
import { startLoopback } from '../../../support/aws-loopback.ts';

/** The SDK's standard strategy without its waits. */
export const retryAtOnce = (attempts: number): RetryStrategy => {
  const token = (count: number) => ({
    getRetryCount: () => count,
    getRetryDelay: () => 0,
    getRetryCost: () => 0,
    isLongPoll: () => false,
  });
  return {
    mode: 'standard',
    acquireInitialRetryToken: async () => token(0),
    refreshRetryTokenForRetry: async (last, { errorType }) => {
      const worthIt = errorType === 'THROTTLING' || errorType === 'TRANSIENT';
      if (!worthIt || last.getRetryCount() + 1 >= attempts) throw new Error('no more attempts');
      return token(last.getRetryCount() + 1);
    },
    recordSuccess: () => {},
  };
};

/** What the SDK's credential chain sees: these keys and no file, no metadata service. */
export const actAs = (account: string, url: string): void => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: `AKIA${account}`,
    AWS_SECRET_ACCESS_KEY: 'loopback',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
};

export interface Collected {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
  readonly loopback: Loopback;
  /** Requests by call, as the collector counted them. */
  readonly calls: Readonly<Record<string, number>>;
}

/** Collects from a loopback AWS as the first of its accounts. */
export const collectFrom = async (
  server: LoopbackOptions,
  options: AwsCollectOptions = {},
): Promise<Collected> => {
  const loopback = await startLoopback(server);
  actAs(server.accounts[0]!.id, loopback.url);
  const calls: Record<string, number> = {};
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  try {
    const items = collectAws({
      now: () => new Date('2026-01-01T00:00:00Z'),
      sleep: () => pause(),
      retryStrategy: retryAtOnce(8),
      onCall: (call) => {
        calls[call] = (calls[call] ?? 0) + 1;
      },
      ...options,
    });
    for await (const item of items) {
      if ('status' in item) coverage.push(item);
      else records.push(item);
    }
  } finally {
    await loopback.close();
  }
  return { records, coverage, loopback, calls };
};

export const ofKind = (collected: Collected, kind: string): readonly SnapshotRecord[] =>
  collected.records.filter(({ record }) => record === kind);

/** Statuses of a source, in all scopes or in one. */
export const statusOf = (collected: Collected, source: string, scope?: string): readonly string[] =>
  collected.coverage
    .filter((entry) => entry.source === source && (scope === undefined || entry.scope === scope))
    .map(({ status }) => status);
