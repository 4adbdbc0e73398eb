import type { ChangeClass } from '../../model/gate.ts';
import type { Level } from '../../model/level.ts';

import type { ChangeSubject } from '../../model/remedy.ts';
import type { Weight } from './policy.ts';

/** What changed at one identity, before anybody says what follows from it. */
export interface Draft {
  readonly class: ChangeClass;
  readonly about: ChangeSubject;
  /** Id of the identity after the change; of the scope or address where there is none. */
  readonly who: string;
  readonly scope: string;
  /** What tells it apart from other changes of the class there; part of the fingerprint. */
  readonly key: readonly string[];
  /** Of a grant: what is new, in the provider's words. */
  readonly privileges?: readonly string[];
  /** Strongest privilege that it is about. Absent: it is not about one level. */
  readonly level?: Level;
  /** One sentence each. */
  readonly what: string;
  readonly where: string;
  /** Kind of the credential, mechanism of the trust: for the alternative. */
  readonly of?: string;
  /** How much it weighs for `gate.policy`. Absent: it fails under each. */
  readonly weight?: Weight;
  /** Of an `indeterminate` one: whether it may give privileges. */
  readonly mayGive?: boolean;
}
