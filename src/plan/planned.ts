import type { ChangeLocation } from '../model/gate.ts';

/** Marks a value that is only known once the change has been made. A symbol: no text of a plan can pretend to be it. */
export const unknownMark: unique symbol = Symbol('unknown');

/** Where a computed value comes from. */
export interface Reference {
  /** Addresses of the resource instances that may be meant; several where the plan does not say which. */
  readonly addresses: readonly string[];
  /** First attribute of the traversal: `arn`, `json`; absent: the whole resource. */
  readonly attribute?: string;
}

/** A value that nobody knows before the change is made. */
export interface Unknown {
  readonly [unknownMark]: true;
  /** What it is computed from. */
  readonly references: readonly Reference[];
  /** Whether it may hold more than the references: locals are not in a plan. */
  readonly opaque: boolean;
  /** `known after apply`, or why it cannot be worked out. */
  readonly why: string;
}

export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [key: string]: Value }
  | Unknown;

export type Values = Readonly<Record<string, Value>>;

export const isUnknown = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && unknownMark in value;

export const unknownValue = (
  why: string,
  references: readonly Reference[] = [],
  opaque = references.length === 0,
): Unknown => ({ [unknownMark]: true, references, opaque, why });

/** Whether any part of a value is not known. */
export const holdsUnknown = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return isUnknown(value) || Object.values(value).some(holdsUnknown);
};

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export const plannedActions = ['no-op', 'create', 'read', 'update', 'delete', 'forget'] as const;
export type PlannedAction = (typeof plannedActions)[number];

/** One resource of a plan or template, before and after. */
export interface PlannedResource {
  /** `module.ci["eu"].aws_iam_role.this[0]`; of a template: the logical id. */
  readonly address: string;
  /** Where it stood before: `moved` blocks. */
  readonly previousAddress?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  /** `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  /** Which configuration of the provider, and so which account: `aws`, `aws.prod`. */
  readonly configuration: string;
  /** Several with a replacement. */
  readonly actions: readonly PlannedAction[];
  /** Absent: was not there. */
  readonly before?: Values;
  /** Absent: will not be there. */
  readonly after?: Values;
  /** Arguments that the configuration writes; an unknown value of another one is chosen by the provider. */
  readonly configured: ReadonlySet<string>;
  readonly location: ChangeLocation;
}

/** Whether anything happens to it. Leaving the management of Terraform (`forget`) changes nothing in the cloud. */
export const isChanged = ({ actions }: PlannedResource): boolean =>
  actions.some((action) => action === 'create' || action === 'update' || action === 'delete');

/** How a provider is set up, as far as it is written as a constant. */
export interface ProviderConfiguration {
  /** `aws`, `aws.prod`. */
  readonly key: string;
  /** `aws`. */
  readonly name: string;
  /** Constants by argument; those of a nested block as `block.argument`. */
  readonly constants: ReadonlyMap<string, unknown>;
}

/** A plan in plain words. */
export interface Plan {
  /** As the user wrote it. */
  readonly file: string;
  /** When it was made, ISO 8601, UTC; absent: it does not say. */
  readonly madeAt?: string;
  /** Managed resources of the plan, in its order, and data sources with their last known values. */
  readonly resources: readonly PlannedResource[];
  readonly providers: readonly ProviderConfiguration[];
  /** Changes that the plan puts off, one sentence each. */
  readonly deferred: readonly { readonly address: string; readonly why: string }[];
}
