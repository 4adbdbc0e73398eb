import { ownMember } from '../../../src/model/own-member.ts';
import type { Origin, PlannedResource } from '../../../src/plan/planned-resource.ts';
import { type Means, type Text, textsOf as textsWith, textOf as textWith } from '../../../src/plan/text.ts';
import { plannedAttribute } from './planned-arn.ts';
import type { View } from './view.ts';

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

/** What an expression takes where it chooses an instance by a key: the plan leaves out which attribute. */
const takenOf: Readonly<Record<string, string>> = { aws_iam_policy_document: 'json', aws_s3_bucket: 'arn' };

/** What an attribute of another resource of the plan will be. */
const attributeOf = ({ resource, attribute: written }: Origin, view: View): string | undefined => {
  const values = view.valuesOf(resource) ?? {};
  const attribute = written === '' ? (ownMember(takenOf, resource.type) ?? 'arn') : written;
  const value = values[attribute];
  if (typeof value === 'string' && value !== '') return value;
  if (attribute === 'json' || attribute === 'minified_json') {
    const document = view.documentOf(resource, view);
    return document.is === 'known' ? JSON.stringify(document.document) : undefined;
  }
  // One that is looked up by its name may be AWS's own.
  if (resource.mode === 'data' && resource.type === 'aws_iam_policy') return undefined;
  if (attribute === 'arn' || (attribute === 'id' && resource.type === 'aws_iam_policy'))
    return iamArn(resource, view) ?? plannedAttribute(resource, attribute, view);
  if ((attribute === 'name' || attribute === 'id') && Object.hasOwn(iamKinds, resource.type))
    return nameOf(resource, view);
  if (attribute === 'id' && resource.type === 'aws_iam_openid_connect_provider')
    return iamArn(resource, view);
  return plannedAttribute(resource, attribute, view);
};

/** What an argument may be made of: the type of its resource. */
export type Wanted =
  | 'aws_iam_policy'
  | 'aws_iam_role'
  | 'aws_iam_user'
  | 'aws_iam_group'
  | 'aws_iam_policy_document';

/** Beside readings that wait for the change, what may give any text. */
const anyText: ReadonlySet<string> = new Set([
  'aws_cloudformation_stack',
  'aws_lambda_invocation',
  'aws_ssm_parameter',
]);
const mayGiveAnything = ({ resource: { provider, mode, type } }: Origin): boolean =>
  provider !== 'aws' || (mode === 'data' && type !== 'aws_iam_policy_document') || anyText.has(type);

/**
 * Of all that an expression is made of, what can be its value: outputs of a module and local values are known by name only,
 * and only one of the wanted type, that is computed itself, is meant.
 */
const meansOf =
  (wanted: Wanted | undefined, view: View): Means =>
  ({ from, guessed }) => {
    if (wanted === undefined) return guessed === true ? [] : from;
    if (from.length === 1 || from.some(mayGiveAnything)) return guessed === true ? [] : from;
    const fitting = Map.groupBy(
      from.filter(({ resource }) => resource.type === wanted),
      ({ resource }) => resource,
    );
    if (guessed !== true && fitting.size !== 1) return from;
    return [...fitting]
      .filter(([resource]) => typeof view.valuesOf(resource)?.[taken(wanted)] !== 'string')
      .map(([resource, same]) => (same.length === 1 ? same[0]! : { resource, attribute: '' }));
  };
const taken = (wanted: Wanted): string => ownMember(takenOf, wanted) ?? 'arn';

/** A value as text, computed ones from what they are made of. */
export const textOf = (value: unknown, view: View, wanted?: Wanted): Text =>
  textWith(value, (origin) => attributeOf(origin, view), meansOf(wanted, view));

/** All texts of a list or set; one that is computed as a whole counts once. */
export const textsOf = (value: unknown, view: View, wanted?: Wanted): readonly Text[] =>
  textsWith(value, (origin) => attributeOf(origin, view), meansOf(wanted, view));
