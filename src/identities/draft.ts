import type { Condition } from '../model/condition.ts';
import type { FactRef } from '../model/evidence.ts';
import type { Duration } from '../model/grant.ts';
import type { Identity } from '../model/identity.ts';
import type { LevelRank } from '../model/level.ts';

/** What may be done in one service, in the neutral words and before services have numbers. */
export interface Right {
  /** Its name. */
  readonly service: string;
  readonly level: LevelRank;
  /** Share of the service's resources that is covered, up to 1. Absent: all of them. */
  readonly breadth?: number;
  /** Whether it is every action of the service. Absent: with `control` of all resources it is. */
  readonly full?: boolean;
}

/** A set of rights as it was given, from one source. */
export interface DraftGrant<OwnRight extends Right = Right> {
  /** Id of the scope that they were given on. */
  readonly scope: string;
  readonly name: string;
  readonly via: string;
  readonly duration: Duration;
  readonly until?: string;
  readonly rights: readonly OwnRight[];
  /** Absent: the provider does not maintain it. */
  readonly providerManaged?: boolean;
  /** What must hold and was not read. Absent: nothing. */
  readonly conditions?: readonly Condition[];
  readonly source: FactRef;
}

type Told = 'id' | 'kind' | 'nature' | 'name' | 'scope' | 'credentials' | 'source';
type Optional = Exclude<keyof Identity, Told | 'provider' | 'grants' | 'profile'>;

/**
 * An identity as a connector tells it: by names, before scopes, services and profiles have numbers. What is absent is as it
 * is for most: the environment is that of the scope, nobody is let in, nothing is known of its use.
 */
export interface Draft<OwnRight extends Right = Right>
  extends Pick<Identity, Told>,
    Partial<Pick<Identity, Optional>> {
  readonly grants: readonly DraftGrant<OwnRight>[];
}
