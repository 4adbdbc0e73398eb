import type { Evidence } from '../../../src/model/evidence.ts';
import type { Technique } from '../../../src/model/takeover.ts';
import type { Term } from '../facts/term.ts';
import type { Delegation } from '../rbac/condition/delegation.ts';
import type { Role } from '../rbac/role.ts';
import type { Need } from '../techniques/types.ts';
import type { Deny } from './denies.ts';

/** A role at a scope, under a condition, as those hold it whom the same denies are about. */
export interface Authority {
  readonly key: string;
  readonly role: Role;
  /** Normal. */
  readonly scope: string;
  readonly tenant: string;
  readonly condition?: string;
  /** Those about its holders, and their places in the list of all. */
  readonly denies: readonly Deny[];
  readonly about: readonly number[];
  /** Where its condition asks who is given a role: the one that holds it. */
  readonly self?: { readonly id: string; readonly type: string | undefined };
}

/** Somebody has an authority. */
export interface Holding {
  /** Object id of a principal or a group. */
  readonly holder: string;
  readonly authority: Authority;
  readonly term: Term;
  readonly evidence: Evidence;
}

/** Whoever has the first has, by a step, the second; or controls a scope of the estate. */
export interface AuthorityStep {
  readonly from: Authority;
  readonly to: Authority | { readonly controls: string };
  readonly technique: Technique;
  readonly assumes: readonly string[];
}

export interface Authorities {
  readonly all: readonly Authority[];
  readonly holdings: readonly Holding[];
  readonly steps: readonly AuthorityStep[];
  /** Steps of somebody who needs several authorities for them. */
  readonly combined: readonly {
    readonly holder: string;
    readonly to: Authority | { readonly controls: string };
    readonly technique: Technique;
    readonly assumes: readonly string[];
    readonly until?: string;
  }[];
  /** What an authority permits at a place: undefined, or what that rests on. */
  readonly permits: (
    authority: Authority,
    need: Need,
    target: string,
    delegation?: Delegation,
  ) => readonly string[] | undefined;
  /** Authorities of somebody, own and of groups. */
  readonly of: (principal: string) => readonly { readonly authority: Authority; readonly term: Term }[];
  /** Members that do not share the node of a group, because other denies are about them. */
  readonly apart: (group: string, member: string) => boolean;
}
