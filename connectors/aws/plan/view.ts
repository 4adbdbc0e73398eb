import type { PlannedResource, Side, Values } from '../../../src/plan/planned-resource.ts';
import type { Account } from './account.ts';

/** A policy text of the plan. */
export type Document =
  | { readonly is: 'known'; readonly document: unknown }
  | { readonly is: 'computed'; readonly why: string };

/** One side of a plan: values of resources, and what they are called there. */
export interface View {
  readonly side: Side;
  readonly accountOf: (providerKey: string) => Account;
  /** Attributes of a resource on this side; absent: it is not there. */
  readonly valuesOf: (resource: PlannedResource) => Values | undefined;
  /** What a `data "aws_iam_policy_document"` comes to. */
  readonly documentOf: (resource: PlannedResource, view: View) => Document;
}
