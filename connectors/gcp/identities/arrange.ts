import type { Coverage } from '../../../src/model/coverage.ts';
import type { GcpInventory } from '../facts/inventory.ts';
import { type Roles, rolesOf } from '../iam/role.ts';
import { type AccessPolicies, accessPoliciesOf, allowedByRules } from './access-policies.ts';
import { type Binding, bindingsOf, type Ended, withoutConvenience } from './bindings.ts';
import { type Groups, groupsOf } from './groups.ts';
import { accountSetsOf, agentSetsOf } from './members.ts';
import { type Named, namedIn, standsFor } from './named.ts';
import { type Places, placesOf } from './places.ts';
import { type Principal, principalsOf } from './principals.ts';
import type { Products } from './products.ts';
import { type Runs, runsOf } from './runs.ts';
import { type Pools, poolsOf } from './trusts.ts';

/** The facts, each where the others find it. */
export interface Arranged {
  readonly inventory: GcpInventory;
  readonly places: Places;
  readonly roles: Roles;
  readonly bindings: readonly Binding[];
  readonly ended: readonly Ended[];
  readonly accessPolicies: AccessPolicies;
  readonly products: Products;
  readonly groups: Groups;
  readonly pools: Pools;
  readonly principals: ReadonlyMap<string, Principal>;
  /** What somebody has, and through which group; absent: by itself. */
  readonly heldBy: (id: string) => readonly { readonly binding: Binding; readonly group?: string }[];
  readonly runs: Runs;
  /** ISO 8601. */
  readonly now: string;
}

export const arrange = (
  inventory: GcpInventory,
  now: string,
  coverage: readonly Coverage[] = [],
): Arranged => {
  const places = placesOf(inventory);
  const roles = rolesOf(inventory);
  const { bindings: written, ended, products } = bindingsOf(inventory, places, roles, now);
  const groups = groupsOf(inventory);
  const accessPolicies = accessPoliciesOf(inventory, places, now);
  const bindings = [...withoutConvenience(written, places, products), ...allowedByRules(accessPolicies)];
  // Who is no more holds nothing.
  const byHolder = Map.groupBy(bindings, ({ member }) =>
    'id' in member && member.is !== 'deleted' ? member.id : '',
  );
  const principals = principalsOf(inventory, places, groups, bindings);
  const excepted = new Map<readonly string[], Named>();
  const isExcepted = (written: readonly string[], principal: Principal): boolean => {
    const named = excepted.get(written) ?? namedIn(written, { places, groups });
    excepted.set(written, named);
    return standsFor(named, principal, { places, groups }) === 'yes';
  };
  /** Sets that somebody is in, of those that hold anything. */
  const setsOf = ({ id, kind, place, project }: Principal): readonly string[] => {
    if (kind === 'agent') return agentSetsOf(id).filter((set) => set !== id && byHolder.has(set));
    if (place === undefined || project === undefined) return [];
    return places
      .chainOf(`projects/${project}`)
      .flatMap((node) => [
        node,
        ...(node.startsWith('projects/')
          ? places.numbersOf(node.slice('projects/'.length)).map((number) => `projects/${number}`)
          : []),
      ])
      .flatMap((node) => accountSetsOf(node, kind === 'service-agent'))
      .filter((set) => byHolder.has(set));
  };
  return {
    inventory,
    places,
    roles,
    bindings,
    ended,
    accessPolicies,
    products,
    groups,
    pools: poolsOf(inventory, places),
    principals,
    heldBy: (id) => {
      const principal = principals.get(id);
      const isGroup = principal?.kind === 'group' || principal?.kind === 'outside-group';
      const through = [
        // What is given to a domain its people have, and none of its groups.
        ...groups.of(id).filter((group) => !isGroup || group.includes('@')),
        ...(principal === undefined ? [] : setsOf(principal)),
      ];
      const held = [
        ...(byHolder.get(id) ?? []).map((binding) => ({ binding })),
        ...through.flatMap((group) => (byHolder.get(group) ?? []).map((binding) => ({ binding, group }))),
      ];
      return held.filter(
        ({ binding: { except } }) =>
          except === undefined || principal === undefined || !isExcepted(except, principal),
      );
    },
    runs: runsOf(inventory, places, coverage),
    now,
  };
};
