import { journalStart } from '../../connectors/aws/collect/journal.ts';
import { aws } from '../../connectors/aws/index.ts';
import { isPrivileged } from '../audit/run-rules.ts';
import { loadOptional } from '../collection/optional-packages.ts';
import type { Settings } from '../model/settings.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { reachOf } from '../reach/index.ts';
import type { Source } from './facts.ts';

export interface AwsSourceOptions {
  readonly profile?: string;
  readonly roles?: readonly { readonly arn: string; readonly externalId?: string }[];
  readonly organization?: boolean;
  readonly organizationRoleName?: string;
  /** Calls that may be spent on service last-accessed data. Absent: none is asked for. */
  readonly usageBudget?: number;
  /** Ask what runs as which role: in these regions, or in all that are enabled. Absent: not at all. */
  readonly workloads?: { readonly regions?: readonly string[] };
  /** File that an interrupted collection goes on from. */
  readonly journal?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly connector: string;
    readonly scope: string;
    readonly source: string;
    readonly count: number;
  }) => void;
  /** For each request sent, repeated ones included: `iam:ListAccessKeys`. */
  readonly onCall?: (operation: string) => void;
  readonly now: () => Date;
  readonly settings: Settings;
}

/** ARNs of the privileged identities, the largest blast radius first: where unused services matter most. */
const privilegedFirst =
  (collectedAt: string, settings: Settings) =>
  (records: readonly SnapshotRecord[]): readonly string[] => {
    const estate = aws.interpret(records, { collectedAt, coverage: [], settings });
    const reach = reachOf(estate, settings);
    return estate.identities
      .map(({ id, kind }, index) => ({ id, kind, radius: reach.radius(index) }))
      .filter(({ kind, radius }) => kind !== 'root' && isPrivileged(radius, settings))
      .sort((a, b) => b.radius.score - a.radius.score || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
  };

/** Live AWS accounts. The SDK is loaded when the first entry is asked for. */
export const awsSource = (options: AwsSourceOptions): Source => {
  const { usageBudget, settings, ...rest } = options;
  // A resumed collection is as old as its first facts.
  const begun = options.journal === undefined ? undefined : journalStart(options.journal);
  const collectedAt = begun ?? options.now().toISOString();
  const usage =
    usageBudget === undefined
      ? {}
      : { usage: { budget: usageBudget, choose: privilegedFirst(collectedAt, settings) } };
  return {
    collectedAt,
    entries: async function* () {
      const { collectAws } = await loadOptional(
        'a live scan of AWS',
        () => import('../../connectors/aws/collect/index.ts'),
      );
      yield* collectAws({ ...rest, ...usage });
    },
  };
};
