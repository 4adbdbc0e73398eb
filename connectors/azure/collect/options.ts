import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import type { CollectionOptions } from '../../../src/collection/collecting.ts';
import type { Budget } from '../../../src/collection/pacing.ts';

export interface AzureCollectOptions extends CollectionOptions {
  /** Id or domain. Absent: that of the credential. */
  readonly tenant?: string | undefined;
  /** Ids. Absent: all that can be seen. */
  readonly subscriptions?: readonly string[] | undefined;
  /** Name: those below it. */
  readonly managementGroup?: string | undefined;
  /** Name of the cloud. */
  readonly cloud?: string | undefined;
  /** Absent: the default chain of `@azure/identity`. */
  readonly credential?: TokenCredential | undefined;
  readonly onCost?: ((cost: AzureCost) => void) | undefined;
  /** Told before a wait for a rate limit: until when (ISO 8601, UTC). */
  readonly onWait?: ((until: string) => void) | undefined;
  /** For tests: what sends, and milliseconds before what failed is asked again. */
  readonly httpClient?: HttpClient | undefined;
  readonly retryDelay?: number | undefined;
  /** For tests, with `sleep`: milliseconds since 1970, by which waits are measured. */
  readonly clock?: (() => number) | undefined;
}

/** What a collection cost. */
export interface AzureCost {
  readonly budgets: readonly Budget[];
  /** Requests inside those that carry several. */
  readonly inner: number;
  /** Service principals that expose app roles: each is asked who holds them. */
  readonly exposing: number;
}
