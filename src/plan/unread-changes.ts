import { byText } from '../model/by-text.ts';
import type { UnreadChange, UnreadEffect } from '../model/gate.ts';
import { whyAnyContent, withoutPrivileges } from './foreign-resources.ts';
import {
  isChanged,
  isComputed,
  type Plan,
  type PlannedResource,
  type PlanReader,
  type Values,
} from './planned-resource.ts';
import { isAside, type PrivilegeField, privilegeFieldsOf } from './privilege-fields.ts';
import type { UnreadSort } from './type-table.ts';
import { visibleIn, visibleInText } from './visible-privilege.ts';

/** What of a plan is not evaluated: resources of a type that no reader reads and that may give privileges. */

type Reader = Pick<PlanReader, 'sortOf' | 'isOwnIdentity'> & { readonly terraform: readonly string[] };

const plain = (value: unknown): unknown => {
  if (isComputed(value)) return { computed: value.source ?? value.written };
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    try {
      return plain(JSON.parse(value));
    } catch {
      // No JSON: the text is compared as it stands.
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => byText(a, b))
      .map(([key, each]) => [key, plain(each)]),
  );
};

/** The same for values that say the same: neither the order of members nor the spaces of a text in JSON count. */
const keyOf = (value: unknown): string => JSON.stringify(plain(value)) ?? 'undefined';

/** A list that only lost elements gives nothing new. */
const isLess = (before: unknown, after: unknown): boolean => {
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  const known = new Set(before.map(keyOf));
  return after.every((item) => known.has(keyOf(item)));
};

const changedFields = (
  before: readonly PrivilegeField[],
  after: readonly PrivilegeField[],
): readonly PrivilegeField[] => {
  const old = new Map(before.map((field) => [field.path, field]));
  const kept = new Set(after.map(({ path }) => path));
  return [
    ...after.filter(({ path, value }) => {
      const was = old.get(path);
      return was === undefined || (keyOf(was.value) !== keyOf(value) && !isLess(was.value, value));
    }),
    // A condition that goes limits nobody any more.
    ...before.filter(({ path, meaning }) => meaning === 'condition' && !kept.has(path)),
  ];
};

/** Arguments of the resource itself that are others than before, whatever they are about. */
const changedArguments = (before: Values, after: Values): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !isAside(name) && keyOf(before[name] ?? null) !== keyOf(after[name] ?? null))
    .sort(byText);

const changeOf = ({ before, after }: PlannedResource): UnreadChange['change'] =>
  before === undefined ? 'create' : after === undefined ? 'delete' : 'update';

interface Found {
  readonly effect: UnreadEffect;
  readonly fields: readonly string[];
  readonly shows?: string | undefined;
}

const pathsOf = (fields: readonly PrivilegeField[]): readonly string[] =>
  [...new Set(fields.map(({ path }) => path))].sort(byText);

const showsOf = (fields: readonly PrivilegeField[]): string | undefined =>
  fields.flatMap(({ value, path }) => visibleIn(value, path.slice(path.lastIndexOf('.') + 1)) ?? [])[0];

const namesIdentity = ({ meaning, path }: PrivilegeField): boolean =>
  meaning === 'runs-as' || /(?:^|\.)roles?(?:\[\d+\])?$/i.test(path);

/** What a change of a resource that gives something by its arguments comes to. */
const byArguments = (
  resource: PlannedResource,
  sort: UnreadSort,
  isOwnIdentity: (value: unknown) => boolean,
): Found => {
  const { before, after } = resource;
  if (after === undefined) return { effect: 'sets-nothing', fields: [] };
  const now = privilegeFieldsOf(after);
  const fields = before === undefined ? now : changedFields(privilegeFieldsOf(before), now);
  // A condition by itself gives nothing; it counts where it changes.
  const telling = before === undefined ? fields.filter(({ meaning }) => meaning !== 'condition') : fields;
  const isRole = (field: PrivilegeField): boolean => namesIdentity(field) && isOwnIdentity(field.value);
  if (telling.some((field) => !isRole(field)))
    return { effect: 'may-give', fields: pathsOf(fields), shows: showsOf(fields) };
  if (sort !== 'may' && before === undefined) return { effect: 'may-give', fields: pathsOf(fields) };
  if (telling.length > 0) return { effect: 'known-identity', fields: pathsOf(fields) };
  // What such a type is about may stand in arguments of any name: a key, a level, a flag.
  if (sort !== 'may' && before !== undefined && now.length === 0) {
    const changed = changedArguments(before, after);
    if (changed.length > 0) return { effect: 'may-give', fields: changed };
  }
  return { effect: 'sets-nothing', fields: [] };
};

/** What runs as an identity counts where that is one that nothing here shows. */
const byIdentity = (
  { before, after }: PlannedResource,
  isOwnIdentity: (value: unknown) => boolean,
): Found => {
  if (after === undefined) return { effect: 'sets-nothing', fields: [] };
  const now = privilegeFieldsOf(after);
  const fields = (before === undefined ? now : changedFields(privilegeFieldsOf(before), now)).filter(
    (field) => namesIdentity(field) && !isOwnIdentity(field.value),
  );
  return fields.length > 0
    ? { effect: 'may-give', fields: pathsOf(fields) }
    : { effect: 'sets-nothing', fields: [] };
};

/** What keeps others from something counts where it changes or goes. */
const byLoss = ({ before, after }: PlannedResource): Found => {
  if (before === undefined) return { effect: 'sets-nothing', fields: [] };
  if (after === undefined) return { effect: 'may-give', fields: [] };
  // What is switched on keeps others from more.
  const fields = changedArguments(before, after).filter((name) => after[name] !== true);
  return { effect: fields.length > 0 ? 'may-give' : 'sets-nothing', fields };
};

const whys: Readonly<Record<Exclude<UnreadSort, 'cannot'>, string>> = {
  grants: 'resources of this type say who may do what, and are not evaluated',
  may: 'its arguments may say who may do what, and resources of this type are not evaluated',
  limits: 'it keeps others from something, and resources of this type are not evaluated',
  workload: 'it runs as an identity of which nothing here shows what it holds',
  unknown: 'this type is in no list of the provider’s types, so nobody knows what it gives',
};

const entry = (
  resource: PlannedResource,
  provider: string,
  why: string,
  { effect, fields, shows }: Found,
): UnreadChange => ({
  address: resource.address,
  type: resource.type,
  provider,
  change: changeOf(resource),
  why,
  fields,
  ...(shows === undefined ? {} : { shows }),
  effect,
  location: resource.location,
});

/** Of a provider that is understood. */
const understood = (
  resource: PlannedResource,
  sort: Exclude<UnreadSort, 'cannot'>,
  isOwnIdentity: (value: unknown) => boolean,
): readonly UnreadChange[] => {
  const found =
    sort === 'limits'
      ? byLoss(resource)
      : sort === 'workload'
        ? byIdentity(resource, isOwnIdentity)
        : byArguments(resource, sort, isOwnIdentity);
  // What goes gives nobody anything, and what runs as an identity that is judged is read.
  if ((resource.after === undefined || sort === 'workload') && found.effect !== 'may-give') return [];
  return [entry(resource, resource.provider, whys[sort], found)];
};

/** Of any other: what it means is not known here, so that only what is plain to see counts. */
const foreign = (resource: PlannedResource): readonly UnreadChange[] => {
  const { before, after, provider, type } = resource;
  if (after === undefined || withoutPrivileges.has(provider)) return [];
  const now = privilegeFieldsOf(after, 'any');
  const fields = before === undefined ? now : changedFields(privilegeFieldsOf(before, 'any'), now);
  const content = whyAnyContent(type);
  const changed = content === undefined ? [] : changedArguments(before ?? {}, after);
  if (fields.length + changed.length === 0) return [];
  const shows =
    showsOf(fields) ?? changed.flatMap((name) => visibleInText(JSON.stringify(plain(after[name]))) ?? [])[0];
  const why = content ?? 'it says who may do what, and nothing here evaluates resources of its provider';
  const paths = fields.length > 0 ? pathsOf(fields) : changed;
  return [
    entry(resource, provider, why, {
      effect: shows === undefined ? 'shows-nothing' : 'may-give',
      fields: paths,
      shows,
    }),
  ];
};

/** Whose provider is named by its registry where a template names the type: `Vendor::Service::Thing`. */
const vendorOf = ({ type, provider }: PlannedResource): string =>
  type.includes('::') ? type.slice(0, type.indexOf('::')) : provider;

export const unreadChangesOf = (plan: Plan, readers: readonly Reader[]): readonly UnreadChange[] =>
  plan.resources.filter(isChanged).flatMap((resource) => {
    const reader = readers.find(({ terraform }) => terraform.includes(resource.provider));
    const sort = reader?.sortOf(resource.type, plan.kind) ?? 'foreign';
    switch (sort) {
      case 'read':
      case 'cannot':
        return [];
      case 'foreign':
        return foreign({ ...resource, provider: vendorOf(resource) });
      default:
        return understood(resource, sort, (value) => reader!.isOwnIdentity(value, plan));
    }
  });
