import { createGuard } from '../../../../connectors/gcp/collect/guard.ts';
import { collectGcp, type GcpCollectOptions } from '../../../../connectors/gcp/collect/index.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import {
  type FakeGoogle,
  type FakeOptions,
  goodToken,
  type Seen,
  startGoogle,
} from '../../../support/gcp-loopback.ts';
import { fakeOrganization } from '../../../support/gcp-organization.ts';

export interface Collected {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
  /** Id of each request, in order. */
  readonly calls: readonly string[];
  /** Milliseconds. */
  readonly waits: readonly number[];
  readonly google: FakeGoogle;
}

const guard = createGuard('https://{name}.googleapis.com');

/** Id of the call that a request is. */
export const callOf = ({ method, url, body }: Seen): string =>
  guard({ method, url, body: body === '' ? undefined : body }).id;

export const collectFrom = async (
  fake: Partial<FakeOptions> = {},
  options: Partial<GcpCollectOptions> = {},
): Promise<Collected> => {
  const google = await startGoogle({ organization: fakeOrganization(), ...fake });
  const calls: string[] = [];
  const waits: number[] = [];
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  // Nobody waits: the clock goes on by what would have been waited.
  let now = Date.parse('2026-04-01T00:00:00Z');
  try {
    const all = collectGcp({
      nodes: ['organizations/1'],
      endpoint: google.endpoint,
      login: async () => ({
        authorization: async () => `Bearer ${goodToken}`,
        type: 'service_account',
        principal: 'audit@acme-p0000.iam.gserviceaccount.com',
      }),
      onCall: (call) => calls.push(call),
      clock: () => now,
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        now += milliseconds;
      },
      now: () => new Date('2026-04-01T00:00:00Z'),
      ...options,
    });
    for await (const entry of all) {
      if (isCoverage(entry)) coverage.push(entry);
      else records.push(entry);
    }
    return { records, coverage, calls, waits, google };
  } finally {
    await google.close();
  }
};

export const kindsOf = ({ records }: Collected): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { record } of records) counts[record] = (counts[record] ?? 0) + 1;
  return counts;
};

export const keysIn = ({ records }: Collected): readonly string[] =>
  records.map(({ record, id }) => `${record} ${id}`).sort();

export const lineOf = ({ coverage }: Collected, source: string): Coverage | undefined =>
  coverage.find((each) => each.source === source);
