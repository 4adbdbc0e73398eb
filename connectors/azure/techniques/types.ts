import type { Technique } from '../../../src/model/takeover.ts';
import type { Plane } from '../rbac/role.ts';

/** An action that a step needs; of several spellings any will do. Lower case. */
export interface Need {
  readonly action: readonly [string, ...string[]];
  /** Absent: management. */
  readonly plane?: Plane;
}

/** Whoever runs code on a resource becomes the identities that it carries. */
export interface CarrierTechnique extends Technique {
  /** Type of the resource, lower case: `microsoft.compute/virtualmachines`. */
  readonly on: string;
  /** All of them, on the resource. */
  readonly needs: readonly Need[];
  /** What else it rests on that no snapshot shows. */
  readonly assumes?: readonly string[];
  /** It leads on by what nobody can see, and is no control of the service by itself. */
  readonly indirect?: true;
  /** Setting of the resource that closes the way. */
  readonly closedBy?: 'localAccountsDisabled';
  /** Setting of the resource that tells whether what it assumes is so. */
  readonly decidedBy?: 'clusterRoles';
}
