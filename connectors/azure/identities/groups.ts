import { type Nesting, nestingOf } from '../../../src/identities/nesting.ts';
import { byText } from '../../../src/model/by-text.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import { policyAt } from '../facts/assignments.ts';
import { type AzureInventory, type Fact, sourceOf } from '../facts/inventory.ts';
import type { RolePolicies } from '../facts/policies.ts';
import { hasEnded, isEligible, permanent, type Term, termOfInstance, through } from '../facts/term.ts';

/** Who is in a group, or owns it, and for how long. */
export interface Belonging {
  /** Object id. */
  readonly id: string;
  readonly term: Term;
  readonly source: FactRef;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  /** Absent: only an assignment names it. */
  readonly fact?: Fact<'azure.group'>;
  /** Whether it may have roles of the directory: it says so, or it has one. */
  readonly mayHoldRoles: boolean;
  /** Direct ones. */
  readonly members: readonly Belonging[];
  readonly owners: readonly Belonging[];
  readonly source: FactRef;
}

export interface Groups {
  readonly all: ReadonlyMap<string, Group>;
  /** Groups that somebody is in, directly or through others, with the term of the best way. Sorted. */
  readonly of: (id: string) => readonly { readonly group: Group; readonly term: Term }[];
  readonly nesting: Nesting;
}

/** A group that only an assignment names. */
export interface NamedGroup {
  readonly id: string;
  readonly tenant: string;
  readonly source: FactRef;
}

const strength = ({ duration, until }: Term): string =>
  `${['permanent', 'time-bound', 'activated', 'unknown', 'eligible'].indexOf(duration)}${until === undefined ? '~' : until}`;

/** The one that lasts longer. */
const better = (a: Term, b: Term): Term => {
  const [first, second] = [strength(a), strength(b)];
  if (first[0] !== second[0]) return first < second ? a : b;
  return first >= second ? a : b;
};

type Belongings = Map<string, Map<string, Belonging>>;

const put = (into: Belongings, group: string, one: Belonging, replace: boolean): void => {
  let known = into.get(group);
  if (known === undefined) {
    known = new Map();
    into.set(group, known);
  }
  const before = known.get(one.id);
  if (before === undefined || replace) known.set(one.id, one);
  else known.set(one.id, { ...before, term: better(before.term, one.term) });
};

/** Who is in each group, and who owns it. */
const belongingsOf = (
  inventory: AzureInventory,
  policies: RolePolicies,
  machines: ReadonlySet<string>,
  now: string,
): { readonly members: Belongings; readonly owners: Belongings } => {
  const members: Belongings = new Map();
  const owners: Belongings = new Map();
  for (const fact of inventory.of('azure.membership'))
    put(members, fact.data.group, { id: fact.data.member, term: permanent, source: sourceOf(fact) }, false);
  for (const fact of inventory.of('azure.ownership'))
    if (fact.data.objectType === 'group')
      put(owners, fact.data.object, { id: fact.data.owner, term: permanent, source: sourceOf(fact) }, false);
  // An active instance says how long a membership that the list shows holds; an eligible one is none yet.
  const instances = inventory
    .of('azure.group-instance')
    .toSorted((a, b) => (a.data.is === b.data.is ? byText(a.id, b.id) : a.data.is === 'active' ? -1 : 1));
  const told = new Set<string>();
  const withActive = new Set(instances.flatMap(({ data }) => (data.is === 'active' ? [data.groupId] : [])));
  for (const fact of instances) {
    const { groupId, principalId, accessId, is, endDateTime } = fact.data;
    if (hasEnded(endDateTime, now) || (is === 'eligible' && machines.has(principalId))) continue;
    const key = `${groupId} ${principalId} ${accessId}`;
    const into = accessId === 'member' ? members : owners;
    // Listed as one, eligible, and nothing tells of anybody active: it may be activated.
    if (is === 'eligible' && !withActive.has(groupId) && into.get(groupId)?.has(principalId) === true) {
      put(into, groupId, { id: principalId, term: { duration: 'unknown' }, source: sourceOf(fact) }, true);
      continue;
    }
    const term = termOfInstance(fact.data, policyAt(policies, fact.tenant, groupId, accessId), now);
    put(into, groupId, { id: principalId, term, source: sourceOf(fact) }, is === 'active' && !told.has(key));
    if (is === 'active') told.add(key);
  }
  return { members, owners };
};

const listOf = (from: Belongings, id: string): readonly Belonging[] =>
  [...(from.get(id)?.values() ?? [])].sort((a, b) => byText(a.id, b.id));

/** Groups that were read, and those that only an assignment names; sorted. */
const allOf = (
  inventory: AzureInventory,
  named: Iterable<NamedGroup>,
  { members, owners }: ReturnType<typeof belongingsOf>,
): ReadonlyMap<string, Group> => {
  const withRoles = new Set(
    [
      ...inventory.of('azure.directory-role-assignment'),
      ...inventory.of('azure.directory-role-instance'),
    ].map(({ data }) => data.principalId),
  );
  const all = new Map<string, Group>();
  for (const fact of inventory.of('azure.group'))
    all.set(fact.data.id, {
      id: fact.data.id,
      name: fact.data.displayName ?? fact.data.id,
      tenant: fact.tenant,
      fact,
      mayHoldRoles: fact.data.isAssignableToRole === true || withRoles.has(fact.data.id),
      members: listOf(members, fact.data.id),
      owners: listOf(owners, fact.data.id),
      source: sourceOf(fact),
    });
  for (const { id, tenant, source } of named)
    if (!all.has(id))
      all.set(id, {
        id,
        name: id,
        tenant,
        mayHoldRoles: withRoles.has(id),
        members: listOf(members, id),
        owners: listOf(owners, id),
        source,
      });
  return new Map([...all].sort(([a], [b]) => byText(a, b)));
};

/** @param machines those who can activate nothing: what is eligible does not count for them */
export const groupsOf = (
  inventory: AzureInventory,
  named: Iterable<NamedGroup>,
  policies: RolePolicies,
  machines: ReadonlySet<string>,
  now: string,
): Groups => {
  const sorted = allOf(inventory, named, belongingsOf(inventory, policies, machines, now));
  const direct = new Map<string, { readonly group: Group; readonly term: Term }[]>();
  for (const group of sorted.values())
    for (const { id, term } of group.members) {
      const list = direct.get(id) ?? [];
      list.push({ group, term });
      direct.set(id, list);
    }
  const nesting = nestingOf([...direct.values()].reduce((sum, list) => sum + list.length, 0));
  /** The direct ones, and those that they are in; too many: the direct ones alone. */
  const throughGroups = (id: string): ReadonlyMap<string, Term> => {
    const reached = new Map(
      (direct.get(id) ?? []).map(({ group, term }) => [group.id, through(permanent, term)]),
    );
    const own = new Map(reached);
    const open = [...reached].map(([at, term]) => ({ at, term }));
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const { group, term } of direct.get(next.at) ?? []) {
        if (isEligible(term) && machines.has(id)) continue;
        const chained = through(next.term, term);
        const before = reached.get(group.id);
        if (before !== undefined && strength(better(before, chained)) === strength(before)) continue;
        if (!nesting.step()) {
          nesting.giveUp(id);
          return own;
        }
        reached.set(group.id, chained);
        open.push({ at: group.id, term: chained });
      }
    return reached;
  };
  const known = new Map<string, readonly { readonly group: Group; readonly term: Term }[]>();
  const of: Groups['of'] = (id) => {
    let found = known.get(id);
    if (found === undefined) {
      found = [...throughGroups(id)]
        .sort(([a], [b]) => byText(a, b))
        .map(([group, term]) => ({ group: sorted.get(group)!, term }));
      known.set(id, found);
    }
    return found;
  };
  return { all: sorted, of, nesting };
};
