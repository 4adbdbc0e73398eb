import type {
  ChangeLocation,
  Indeterminate,
  NotJudged,
  StateCredential,
  StateIdentity,
  StateResource,
  StateTrust,
} from '../model/gate.ts';

import type { Provider } from '../model/scope.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import type { UnreadSort } from './type-table.ts';

/** Attributes of a resource, in the words of its provider. */
export type Values = Readonly<Record<string, unknown>>;

const mark = Symbol('computed');

/** Stands for a value that is known only after the change is applied. */
export interface Computed {
  readonly [mark]: true;
  /** What it is made of, where the configuration says so: each is an attribute of another resource of the plan. */
  readonly from: readonly Origin[];
  /** Whether `from` is all of it, and nothing but it. */
  readonly whole: boolean;
  /** Of several instances one was taken by its key: as a list it may be more of them. Absent: no. */
  readonly selected?: true;
  /** `from` is all that it may be made of, and likely not all of it is. Absent: no. */
  readonly guessed?: true;
  /** As written: `aws_s3_bucket.logs.arn`. */
  readonly written: readonly string[];
  /** The whole expression, as plain data: two computed values with different ones are not the same. Absent: `written` tells. */
  readonly source?: unknown;
}

/** An attribute; empty: the expression chooses among instances by a key, and the plan leaves out what it takes of the one. */
export interface Origin {
  readonly resource: PlannedResource;
  readonly attribute: string;
}

export const computed = (
  from: readonly Origin[] = [],
  whole = false,
  written: readonly string[] = [],
  source?: unknown,
  how: { readonly selected?: boolean; readonly guessed?: boolean } = {},
): Computed => ({
  [mark]: true,
  from,
  whole,
  written,
  ...(source === undefined ? {} : { source }),
  ...(how.selected === true ? { selected: true } : {}),
  ...(how.guessed === true ? { guessed: true } : {}),
});

export const isComputed = (value: unknown): value is Computed =>
  typeof value === 'object' && value !== null && mark in value;

/** One resource of a plan or template, before and after. */
export interface PlannedResource {
  /** `module.app.aws_iam_role.ci["x"]`, or a template's logical id. */
  readonly address: string;
  readonly type: string;
  /** `data`: read, not managed. */
  readonly mode: 'managed' | 'data';
  /** Short name of the Terraform provider (`aws`), or of the cloud that a template is for. */
  readonly provider: string;
  /** Which configuration of the provider: `aws`, `aws.eu`. Resources of one live in one account. */
  readonly providerKey: string;
  /** As planned: `create`, `update`, `delete`, `no-op`, `read`… */
  readonly actions: readonly string[];
  /** Absent: it is made by the change. */
  readonly before?: Values;
  /** Absent: it is gone after the change. Holds {@link Computed} where a value is not known yet. */
  readonly after?: Values;
  readonly location: ChangeLocation;
}

/** A plan, or two versions of a template, as resources. */
export interface Plan {
  readonly kind: 'terraform' | 'cloudformation';
  /** What coverage calls it: `Terraform plan`. */
  readonly source: string;
  /** ISO 8601, UTC: when it was made; the clock of its gate. */
  readonly madeAt: string;
  readonly resources: readonly PlannedResource[];
  /** Attributes of data sources that were read before the plan was made, by type. */
  readonly known: readonly { readonly type: string; readonly providerKey: string; readonly values: Values }[];
  /** What configurations of providers say of themselves, by their key; only what is known. Absent: nothing. */
  readonly providers?: ReadonlyMap<string, Values>;
  /** What could be anything, beside the resources: a nested stack, a macro. */
  readonly indeterminate: readonly Indeterminate[];
}

export type Side = 'before' | 'after';

/** One side of a plan as a provider's reader understands it. */
export interface PlanSide {
  /** To be interpreted like those of a snapshot. */
  readonly records: readonly SnapshotRecord[];
  /** Identities that the plan itself shows whole enough to compare, where there is no interpretation yet. */
  readonly identities: readonly StateIdentity[];
  /** Beside those that follow from the records, by identity id. Absent: none. */
  readonly credentials?: ReadonlyMap<string, readonly StateCredential[]>;
  /** The same of trusts: whoever owns an application. Absent: none. */
  readonly trusts?: ReadonlyMap<string, readonly StateTrust[]>;
  /** Resources whose own policies let others in. Absent: none is read. */
  readonly resources?: readonly StateResource[];
  /** Ids of the scopes that the plan tells all of, where records do not say them. Absent: they do. */
  readonly scopes?: readonly string[];
}

/** What a provider makes of a plan. */
export interface PlanReading {
  readonly before: PlanSide;
  readonly after: PlanSide;
  /** Identity id after the change to that before it. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly indeterminate: readonly Indeterminate[];
  /** Why nothing can be judged, and what to give: the plan could not be put on the estate. Absent: it can. */
  readonly cannotJudge?: NotJudged;
  /** Of identities by id: what of theirs the plan and the estate do not show. */
  readonly unseen?: ReadonlyMap<string, string>;
  /** By the id under which they are interpreted: those that stand for identities that nobody could list. */
  readonly standIns?: ReadonlyMap<string, StandIn>;
  /** Changed resources that bear on an identity, by identity id, in the order of the plan. */
  readonly changedBy: ReadonlyMap<string, readonly ChangedResource[]>;
}

/** What a resource says of an identity. */
export type ChangeAbout = 'grant' | 'trust' | 'credential';

/** Stands for identities that nobody could list: the members of a group, the holders of a policy. */
export interface StandIn {
  /** What they have in common: the id of the group or policy. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Whom it stands for, one sentence. */
  readonly says: string;
}

export interface ChangedResource {
  readonly resource: PlannedResource;
  /** Empty: the identity itself. */
  readonly about: readonly ChangeAbout[];
}

/** What one provider understands of plans. */
export interface PlanReader {
  readonly provider: Provider;
  /**
   * How a type of resource is sorted: `read`, or what it may give where it is not; `foreign`: it is another provider's,
   * although it stands in the same file.
   */
  readonly sortOf: (type: string, kind: Plan['kind']) => 'read' | 'foreign' | UnreadSort;
  /** Whether a value names an identity that the plan makes, or one that only the provider can use. */
  readonly isOwnIdentity: (value: unknown, plan: Plan) => boolean;
  /** Resource type to what is read from it, for the documentation. */
  readonly types: Readonly<Record<string, string>>;
  /** Of types that no table can list, a sentence for the documentation. */
  readonly otherTypes?: string;
  readonly read: (plan: Plan, context: PlanContext) => PlanReading;
}

export interface PlanContext {
  /** Records of a snapshot of the estate that the plan changes; empty: the plan stands by itself. */
  readonly records: readonly SnapshotRecord[];
  /** As the user gave them, where plans do not tell: `ID`, or `KEY=ID` of one configuration of the provider. Absent: none. */
  readonly accounts?: readonly string[];
  /** Short names of its providers of Terraform. */
  readonly terraform: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether the plan changes anything about it. */
export const isChanged = ({ mode, actions }: PlannedResource): boolean =>
  mode === 'managed' && actions.some((action) => action !== 'no-op' && action !== 'read');

/** `aws_iam_role.ci (update)`. */
export const changeName = ({ address, actions }: PlannedResource): string =>
  `${address} (${actions.join(' and ')})`;
