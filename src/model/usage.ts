import type { FactRef } from './evidence.ts';
import type { Provider } from './scope.ts';

/** At most so many resources are kept of a use, and the same of networks, of sessions and of clients. */
export const keptOfUse = { resources: 24, networks: 12, sessions: 24, clients: 8 } as const;

/**
 * Who sits at the client that made a request, as far as its name tells: a `console` or an `interactive` command line is a
 * person's, an `sdk`, a `tool` (Terraform, a pipeline) and a `service` of the provider are not. All of it can be forged.
 */
export const clientKinds = [
  'console',
  'browser',
  'interactive',
  'tool',
  'sdk',
  'service',
  'unknown',
] as const;
export type ClientKind = (typeof clientKinds)[number];

/** What the logs of use show of one identity and one privilege: many events in one. */
export interface Use {
  /** As the estate names the service (`s3`, `Microsoft.KeyVault`, `storage`); where it is none of those, as the log does. */
  readonly service: string;
  /** The privilege as policies name it: `s3:GetObject`, `Microsoft.KeyVault/vaults/write`, `storage.objects.get`. */
  readonly action: string;
  /** The first by text, {@link keptOfUse} at most, sorted; those within one (objects of a bucket) as a pattern. */
  readonly resources: readonly string[];
  /** There were more resources than `resources` holds, or events that name none. */
  readonly otherResources: boolean;
  /** ISO 8601, UTC. */
  readonly first: string;
  readonly last: string;
  /** Events, refused ones left out. One that was delivered twice counts twice. */
  readonly count: number;
  /** Source networks (`203.0.113.0/24`, `2001:db8::/48`), the provider's own services by name; sorted. */
  readonly from: readonly string[];
  /**
   * Names of its sessions, where its platform gives them the name of the workload (a function, a machine); sorted. Absent: the log
   * names none.
   */
  readonly sessions?: readonly string[];
  /** There were more sessions than `sessions` holds, or events that do not tell which. */
  readonly otherSessions?: true;
  /** Sorted. */
  readonly clients: readonly ClientKind[];
  /** Id of the long-lived credential (an access key) that was shown. Absent: a session, or the log does not tell. */
  readonly credential?: string;
  /** The fold in the snapshot. */
  readonly source: FactRef;
}

/** What time the logs of use of one scope cover: only within it does absence of a use say something. */
export interface UsageWindow {
  readonly provider: Provider;
  /** Id of the scope: an account, a subscription or tenant, a project, an organisation. */
  readonly scope: string;
  /** The log, as people call it: `CloudTrail`. */
  readonly log: string;
  /** First and last event of the scope, ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** Days (UTC) between without one event of the scope: on these nobody knows whether anything was used. */
  readonly emptyDays: number;
  /** Begin of the days at its end that have events without a gap: absence of a use says something from here to `to`. */
  readonly unbrokenSince: string;
  /** Whether the logs show reads at all; where not, only writes can be proven unused. */
  readonly reads: boolean;
  /**
   * Services whose uses of data (objects, keys, items) the logs were seen to show, sorted. Uses of data of all others are
   * not logged, as far as anybody can tell.
   */
  readonly dataOf: readonly string[];
}

/** What the logs of an identity's own scope cover. Undefined: none were given, and absence of a use says nothing. */
export const usageWindowOf = (
  windows: readonly UsageWindow[] | undefined,
  { provider, scope }: { readonly provider: Provider; readonly scope: string },
): UsageWindow | undefined =>
  windows?.find((window) => window.provider === provider && window.scope === scope);

/** Since when absence of a use says something: whole days, and no earlier than the first event. */
export const seenSince = ({ from, unbrokenSince }: Pick<UsageWindow, 'from' | 'unbrokenSince'>): string =>
  [from, unbrokenSince].sort()[1]!;
