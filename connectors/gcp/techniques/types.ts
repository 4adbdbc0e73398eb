import type { Technique } from '../../../src/model/takeover.ts';

/** Any of these permissions is enough. */
export type Need = readonly [string, ...string[]];

/** What somebody does to a service account by a permission on the account itself, which its project and what is above give. */
export interface AccountTechnique extends Technique {
  readonly needs: readonly [Need, ...Need[]];
  /** A boolean constraint of the organisation that forbids it. */
  readonly forbiddenBy?: string;
  readonly assumes?: readonly string[];
}

/** What runs as a service account of one's choice, made anew in the account's project; `actAs` on the account comes on top. */
export interface HostTechnique extends Technique {
  /** All of them, on the project. */
  readonly needs: readonly [Need, ...Need[]];
  readonly assumes?: readonly string[];
  /** By which the holder sees to it itself that what is assumed is so; on the project. */
  readonly proves?: Need;
}

/** What somebody does to a resource that runs as a service account. */
export interface CarrierTechnique extends Technique {
  /** Types of Cloud Asset Inventory. */
  readonly on: readonly [string, ...string[]];
  readonly needs: readonly [Need, ...Need[]];
  /** Whether it takes `actAs` on the account as well. */
  readonly actsAs: boolean;
  /** Not where pods get tokens of their own accounts only. */
  readonly closedByWorkloadIdentity?: true;
  readonly assumes?: readonly string[];
  readonly proves?: Need;
}
