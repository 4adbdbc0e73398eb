import { ownMember } from '../../../src/model/own-member.ts';
import type { Origin, PlannedResource, Side, Values } from '../../../src/plan/planned-resource.ts';
import { type Text, textsOf as textsWith, textOf as textWith } from '../../../src/plan/text.ts';
import type { Account } from './account.ts';
import { plannedAttribute } from './planned-arn.ts';

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

/** Part of the ARN behind the account, by type; `%` stands for path and name. */
const iamKinds: Readonly<Record<string, string>> = {
  aws_iam_role: 'role',
  aws_iam_user: 'user',
  aws_iam_group: 'group',
  aws_iam_policy: 'policy',
  aws_iam_instance_profile: 'instance-profile',
};

/** A name that is computed stands as its address: it stays the same from plan to plan. */
export const nameOf = (resource: PlannedResource, view: View): string => {
  const values = view.valuesOf(resource) ?? {};
  if (typeof values.name === 'string') return values.name;
  const prefix = typeof values.name_prefix === 'string' ? values.name_prefix : '';
  return `${prefix}{${resource.address}}`;
};

/** ARN of a resource that IAM holds. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const iamArn = (resource: PlannedResource, view: View): string | undefined => {
  const values = view.valuesOf(resource) ?? {};
  if (typeof values.arn === 'string' && values.arn !== '') return values.arn;
  const { id, partition } = view.accountOf(resource.providerKey);
  const kind = ownMember(iamKinds, resource.type);
  if (kind !== undefined) {
    const path = typeof values.path === 'string' ? values.path : '/';
    return `arn:${partition}:iam::${id}:${kind}${path}${nameOf(resource, view)}`;
  }
  if (resource.type === 'aws_iam_openid_connect_provider' && typeof values.url === 'string') {
    return `arn:${partition}:iam::${id}:oidc-provider/${values.url.replace(/^https:\/\//, '')}`;
  }
  if (resource.type === 'aws_iam_saml_provider')
    return `arn:${partition}:iam::${id}:saml-provider/${nameOf(resource, view)}`;
  if (resource.type === 'aws_s3_bucket' && typeof values.bucket === 'string')
    return `arn:${partition}:s3:::${values.bucket}`;
  return undefined;
};

/** What an attribute of another resource of the plan will be. */
const attributeOf = ({ resource, attribute }: Origin, view: View): string | undefined => {
  const values = view.valuesOf(resource) ?? {};
  const value = values[attribute];
  if (typeof value === 'string' && value !== '') return value;
  if (attribute === 'json' || attribute === 'minified_json') {
    const document = view.documentOf(resource, view);
    return document.is === 'known' ? JSON.stringify(document.document) : undefined;
  }
  if (attribute === 'arn' || (attribute === 'id' && resource.type === 'aws_iam_policy'))
    return iamArn(resource, view) ?? plannedAttribute(resource, attribute, view);
  if ((attribute === 'name' || attribute === 'id') && resource.type in iamKinds)
    return nameOf(resource, view);
  if (attribute === 'id' && resource.type === 'aws_iam_openid_connect_provider')
    return iamArn(resource, view);
  return plannedAttribute(resource, attribute, view);
};

/** A value as text, computed ones from what they are made of. */
export const textOf = (value: unknown, view: View): Text =>
  textWith(value, (origin) => attributeOf(origin, view));

/** All texts of a list or set; one that is computed as a whole counts once. */
export const textsOf = (value: unknown, view: View): readonly Text[] =>
  textsWith(value, (origin) => attributeOf(origin, view));
