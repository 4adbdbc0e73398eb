import type { Coverage } from '../../../src/model/coverage.ts';
import type { GcpInventory } from '../facts/inventory.ts';
import { type Roles, rolesOf } from '../iam/role.ts';
import { type Binding, bindingsOf, withoutConvenience } from './bindings.ts';
import { type Groups, groupsOf } from './groups.ts';
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
  const { bindings: written, products } = bindingsOf(inventory, places, roles, now);
  const bindings = withoutConvenience(written, places, products);
  const groups = groupsOf(inventory);
  // Who is no more holds nothing.
  const byHolder = Map.groupBy(bindings, ({ member }) =>
    'id' in member && member.is !== 'deleted' ? member.id : '',
  );
  return {
    inventory,
    places,
    roles,
    bindings,
    products,
    groups,
    pools: poolsOf(inventory, places),
    principals: principalsOf(inventory, places, bindings),
    heldBy: (id) => [
      ...(byHolder.get(id) ?? []).map((binding) => ({ binding })),
      ...groups.of(id).flatMap((group) => (byHolder.get(group) ?? []).map((binding) => ({ binding, group }))),
    ],
    runs: runsOf(inventory, places, coverage),
    now,
  };
};
