import { isObject } from './element.ts';
import type { WorkloadRoles } from './workload-roles.ts';

/** A resource that may run as a role, with the fields that a workload record is made from. */
export interface WorkloadItem {
  readonly arn: string;
  readonly account: string;
  readonly resourceType: string;
  readonly name: string | undefined;
  readonly region: string | undefined;
  readonly configuration: unknown;
}

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

/** Some services accept the name of a role, without its path, for its ARN. */
const asIamArn = (reference: string, kind: 'role' | 'instance-profile', item: WorkloadItem): string =>
  reference.startsWith('arn:')
    ? reference
    : `arn:${item.arn.split(':')[1] || 'aws'}:iam::${item.account}:${kind}/${reference}`;

/** The data of a workload record; `undefined` where the resource runs as no role. Takes the named fields and no others. */
export const workloadOf = (
  item: WorkloadItem,
  fields: WorkloadRoles,
): Readonly<Record<string, unknown>> | undefined => {
  const roles = allValues(item.configuration, fields.roles);
  const [profile] = allValues(item.configuration, fields.profiles);
  if (roles.length === 0 && profile === undefined) return;
  const state = fields.state === undefined ? undefined : valuesAt(item.configuration, fields.state)[0];
  return {
    Arn: item.arn,
    ResourceType: item.resourceType,
    ...(item.name === undefined ? {} : { Name: item.name }),
    ...(item.region === undefined ? {} : { Region: item.region }),
    RoleArns: roles.map((role) => asIamArn(role, 'role', item)),
    ...(profile === undefined ? {} : { InstanceProfileArn: asIamArn(profile, 'instance-profile', item) }),
    ...(state === undefined ? {} : { State: state }),
  };
};
