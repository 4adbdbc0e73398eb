import type { Technique } from '../../../src/model/takeover.ts';

/** Any of these permissions is enough. */
export type Need = readonly [string, ...string[]];

/** What somebody does to a service account by a permission on the account itself, which its project and what is above give. */
export interface AccountTechnique extends Technique {
  readonly needs: readonly [Need, ...Need[]];
  /** A boolean constraint of the organisation that forbids it. */
  readonly forbiddenBy?: string;
  /** Id of a technique that needs the same: told only where that one is forbidden. */
  readonly otherwise?: string;
  readonly assumes?: readonly string[];
}

/** What runs as a service account of one's choice in the account's project; `actAs` on the account comes on top. */
export interface HostTechnique extends Technique {
  /** All of them, on the project; with `at`, on the resource. */
  readonly needs: readonly [Need, ...Need[]];
  /**
   * Types of Cloud Asset Inventory: a resource that is there already is given the account, and code of the holder's. Absent: it
   * is made anew.
   */
  readonly at?: readonly [string, ...string[]];
  readonly assumes?: readonly string[];
  /** By which the holder sees to it itself that what is assumed is so; on the project. */
  readonly proves?: Need;
  /** Types of which one in the project shows that what is assumed is so. */
  readonly shownBy?: readonly string[];
  /** Address of an account of the project that shows the same. */
  readonly shownByAccount?: RegExp;
  /** With `at`: what there must be where nobody listed it. */
  readonly there?: string;
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

/** What somebody does to the place where a resource that runs as a service account has its code from. */
export interface CodeTechnique extends Technique {
  /** Types of Cloud Asset Inventory that run the code. */
  readonly on: readonly [string, ...string[]];
  /** Service of the place that holds it. */
  readonly from: 'storage.googleapis.com' | 'artifactregistry.googleapis.com';
  /** All of them, on that place. */
  readonly needs: readonly [Need, ...Need[]];
  readonly assumes?: readonly string[];
  /** On the project of the resource. */
  readonly proves?: Need;
}
