import { collectAzure } from '../../../../connectors/azure/collect/index.ts';
import type { AzureCollectOptions } from '../../../../connectors/azure/collect/options.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import { type FakeAzure, type FakeOptions, fakeAzure } from '../../../support/azure-fake.ts';

export interface Collected {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
  /** Id of each request sent, in order; not those inside others. */
  readonly calls: readonly string[];
  readonly waits: readonly number[];
  readonly azure: FakeAzure;
  readonly inner: number;
  readonly exposing: number;
}

/** A token that says nothing of itself. */
export const credential = {
  getToken: async () => ({ token: 'fake-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

export const collectFrom = async (
  fake: FakeOptions = {},
  options: Partial<AzureCollectOptions> = {},
): Promise<Collected> => {
  const azure = fakeAzure(fake);
  const calls: string[] = [];
  const waits: number[] = [];
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  let cost = { inner: 0, exposing: 0 };
  let time = Date.parse('2026-04-01T00:00:00Z');
  for await (const entry of collectAzure({
    credential,
    httpClient: azure.httpClient,
    onCall: (call) => calls.push(call),
    onCost: (given) => {
      cost = given;
    },
    retryDelay: 0,
    now: () => new Date('2026-04-01T00:00:00Z'),
    clock: () => time,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
    ...options,
  })) {
    if (isCoverage(entry)) coverage.push(entry);
    else records.push(entry);
  }
  return { records, coverage, calls, waits, azure, ...cost };
};

export const ofKind = (collected: Collected, kind: string): readonly SnapshotRecord[] =>
  collected.records.filter(({ record }) => record === kind);

export const coverageOf = ({ coverage }: Collected, source: string): Coverage | undefined =>
  coverage.find((each) => each.source === source);
