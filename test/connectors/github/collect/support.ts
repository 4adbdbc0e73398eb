import { collectGitHub, type GitHubCollectOptions } from '../../../../connectors/github/collect/index.ts';
import { githubPermissions } from '../../../../connectors/github/collect/permissions.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import { type FakeGitHub, type FakeOptions, startGitHub } from '../../../support/github-loopback.ts';
import { withQuickTime } from '../../../support/quick-time.ts';

export interface Collected {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
  /** Id of each request, in order. */
  readonly calls: readonly string[];
  readonly waits: readonly number[];
  readonly github: FakeGitHub;
}

export const allPermissions = Object.keys(githubPermissions().default_permissions);
export const appToken = { token: 'ghs_test', kind: 'app', permissions: allPermissions } as const;

const quick = {
  spacing: 0,
  second: 1,
  now: () => new Date('2026-04-01T00:00:00Z'),
} satisfies Partial<GitHubCollectOptions>;

export const collectFrom = (
  fake: FakeOptions,
  options: Partial<GitHubCollectOptions> = {},
): Promise<Collected> => withQuickTime((sleep) => collectWith(fake, options, options.sleep ?? sleep));

const collectWith = async (
  fake: FakeOptions,
  options: Partial<GitHubCollectOptions>,
  sleep: NonNullable<GitHubCollectOptions['sleep']>,
): Promise<Collected> => {
  const github = await startGitHub({ tokens: [appToken], ...fake });
  const calls: string[] = [];
  const waits: number[] = [];
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  try {
    const all = collectGitHub({
      credential: { token: 'ghs_test' },
      organizations: ['acme'],
      apiUrl: github.url,
      onCall: (call) => calls.push(call),
      ...quick,
      ...options,
      sleep: (milliseconds, signal) => {
        waits.push(milliseconds);
        return sleep(milliseconds, signal);
      },
    });
    for await (const entry of all) {
      if (isCoverage(entry)) coverage.push(entry);
      else records.push(entry);
    }
    return { records, coverage, calls, waits, github };
  } finally {
    await github.close();
  }
};

export const ofKind = (collected: Collected, kind: string): readonly SnapshotRecord[] =>
  collected.records.filter(({ record }) => record === kind);

export const coverageOf = ({ coverage }: Collected, source: string): Coverage | undefined =>
  coverage.find((each) => each.source === source);
