import type { Condition } from '../../../src/model/condition.ts';
import type { Credential } from '../../../src/model/credential.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { Duration } from '../../../src/model/grant.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { Trust } from '../../../src/model/trust.ts';
import type { Right } from './rights.ts';

/** A set of rights as it was given, before it is numbered. */
export interface DraftGrant {
  /** Organisation, or full name of a repository. Rights on repositories given for an organisation hold in all of them. */
  readonly scope: string;
  readonly name: string;
  readonly via: string;
  readonly duration: Duration;
  readonly until?: string;
  readonly rights: readonly Right[];
  /** What must hold and was not read. Absent: nothing. */
  readonly conditions?: readonly Condition[];
  readonly source: FactRef;
}

/** How an identity gets at code: what the takeover graph is built from. */
export interface Hold {
  /** Organisation, or full name of a repository. */
  readonly place: string;
  /**
   * `push`: branches, but no workflow files. `workflows`: these too. `administer`: administers the repository, or each
   * of the organisation's. `control`: of the place itself. `runners`: registers runners of the organisation and decides who
   * uses them. `requests`: lets tokens into the organisation that were asked for. `secrets`: decides which repositories use
   * the secrets of the organisation.
   */
  readonly strength: 'push' | 'workflows' | 'administer' | 'control' | 'runners' | 'requests' | 'secrets';
  readonly assumes: readonly string[];
}

/** Of code; the rest is about what an organisation lets others use. */
export const isOfCode = ({ strength }: Hold): boolean =>
  strength !== 'runners' && strength !== 'requests' && strength !== 'secrets';

export interface Draft {
  readonly id: string;
  readonly kind: string;
  readonly nature: Identity['nature'];
  readonly name: string;
  /** Id of the scope it lives in. */
  readonly scope: string;
  readonly owner?: string;
  readonly createdAt?: string;
  readonly lastUsedAt?: string | 'never';
  readonly observedSince?: string;
  readonly credentials: readonly Credential[];
  readonly grants: readonly DraftGrant[];
  readonly holds: readonly Hold[];
  /** Login of the user as whom it may approve deployments; slug of an app, behind `app `. */
  readonly approvesAs?: string;
  /** Absent: nobody but whoever has its credential. */
  readonly trusts?: readonly Trust[];
  readonly agent?: boolean;
  readonly scanner?: boolean;
  readonly source: FactRef;
}
