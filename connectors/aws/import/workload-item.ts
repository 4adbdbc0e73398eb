import { isObject } from '../../../src/exports/checked.ts';

import { isLiteralSecret } from '../facts/literals.ts';
import { type FoundInSettings, foundInSettings } from './setting-literals.ts';
import type { WorkloadRoles } from './workload-roles.ts';

/** A resource that may run as a role, with the fields that a workload record is made from. */
export interface WorkloadItem {
  readonly arn: string;
  readonly account: string;
  readonly resourceType: string;
  readonly name: string | undefined;
  readonly region: string | undefined;
  readonly configuration: unknown;
  /** What was found in its settings where these were read; absent: they are in `configuration`. */
  readonly found?: FoundInSettings | undefined;
  /** Absent: not told. */
  readonly tags?: readonly Tag[] | undefined;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A value that looks like a secret is not kept; the tag is. */
const tagOf = (Key: string, Value: string): Tag => ({
  Key,
  Value: isLiteralSecret(Key, Value) ? '[blanked]' : Value,
});

/** Tags as AWS Config and the services write them: `{"key": "value"}`, `[{"key": …, "value": …}]`, `[{"Key": …, "Value": …}]`. */
export const tagsIn = (value: unknown): readonly Tag[] | undefined => {
  if (Array.isArray(value)) {
    return value.flatMap((tag): Tag[] => {
      if (!isObject(tag)) return [];
      const [key, text] = [tag.Key ?? tag.key, tag.Value ?? tag.value ?? ''];
      return typeof key === 'string' && typeof text === 'string' ? [tagOf(key, text)] : [];
    });
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([Key, Value]) => (typeof Value === 'string' ? [tagOf(Key, Value)] : []))
    : undefined;
};

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Config wraps some values in an object: `{"arn": …, "id": …}`, `{"value": …}`, `{"Name": …}`. */
const wrappers = ['arn', 'Arn', 'value', 'name', 'Name'] as const;

const unwrap = (value: unknown): string | undefined =>
  isObject(value)
    ? wrappers.map((key) => textOf(value[key])).find((text) => text !== undefined)
    : textOf(value);

/** All values at a path; a step through a list goes to each of its elements. */
const valuesAt = (value: unknown, path: string): readonly string[] => {
  let reached: unknown[] = [value];
  for (const step of path.split('.')) {
    reached = reached
      .flat()
      .flatMap((holder) => (isObject(holder) && Object.hasOwn(holder, step) ? [holder[step]] : []));
  }
  return reached.flat().flatMap((found) => unwrap(found) ?? []);
};

const allValues = (value: unknown, paths: readonly string[] | undefined): readonly string[] =>
  [...new Set((paths ?? []).flatMap((path) => valuesAt(value, path)))].sort();

/** Policies at the paths, as objects or as JSON in text. */
const policiesAt = (value: unknown, paths: readonly string[]): readonly unknown[] =>
  paths.flatMap((path) => {
    const found = path
      .split('.')
      .reduce<unknown>((holder, step) => (isObject(holder) ? holder[step] : undefined), value);
    return isObject(found) || textOf(found) !== undefined ? [found] : [];
  });

const isOff = (value: unknown, path: string | undefined): boolean =>
  path !== undefined && isObject(value) && value[path] === false;

/** Some services accept the name of a role, without its path, for its ARN. */
const asIamArn = (reference: string, kind: 'role' | 'instance-profile', item: WorkloadItem): string =>
  reference.startsWith('arn:')
    ? reference
    : `arn:${item.arn.split(':')[1] || 'aws'}:iam::${item.account}:${kind}/${reference}`;

/** The data of a workload record; `undefined` where the resource runs as no role and is good for nothing without. Takes the named fields and no others. */
export const workloadOf = (
  item: WorkloadItem,
  fields: WorkloadRoles,
): Readonly<Record<string, unknown>> | undefined => {
  const paths = fields.roles ?? [];
  const roles =
    fields.firstOnly === true
      ? (paths.map((path) => valuesAt(item.configuration, path)).find((found) => found.length > 0) ?? [])
      : allValues(item.configuration, paths);
  const [profile] = allValues(item.configuration, fields.profiles);
  const hasRole = roles.length > 0 || profile !== undefined || fields.withoutRole === true;
  if (!hasRole || isOff(item.configuration, fields.enabled)) return;
  const inline = policiesAt(item.configuration, fields.sessionPolicies?.inline ?? []);
  const managed = allValues(item.configuration, fields.sessionPolicies?.managed);
  const state = fields.state === undefined ? undefined : valuesAt(item.configuration, fields.state)[0];
  return {
    Arn: item.arn,
    ResourceType: item.resourceType,
    ...(item.name === undefined ? {} : { Name: item.name }),
    ...(item.region === undefined ? {} : { Region: item.region }),
    RoleArns: roles.map((role) => asIamArn(role, 'role', item)),
    ...(profile === undefined ? {} : { InstanceProfileArn: asIamArn(profile, 'instance-profile', item) }),
    ...(state === undefined ? {} : { State: state }),
    ...(item.found ?? foundInSettings(item.resourceType, item.configuration)),
    ...(item.tags === undefined ? {} : { Tags: item.tags }),
    ...(inline.length === 0 ? {} : { SessionPolicies: inline }),
    ...(managed.length === 0 ? {} : { SessionPolicyArns: managed }),
  };
};
