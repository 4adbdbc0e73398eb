/**
 * A slow evaluator of Azure RBAC, written from Microsoft's pages and from nothing of the product, to hold the product against.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 * https://learn.microsoft.com/azure/role-based-access-control/deny-assignments
 */
export interface ReferencePermission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}
export interface ReferenceAssignment {
  readonly principal: string;
  readonly scope: string;
  readonly permissions: readonly ReferencePermission[];
}
export interface ReferenceDeny {
  readonly principals: readonly string[];
  readonly excluded: readonly string[];
  readonly scope: string;
  readonly childScopes: boolean;
  readonly permissions: readonly ReferencePermission[];
}

/** "A wildcard (*) grants permission to everything that matches": a regular expression says so in one line. */
const matches = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(action);

const included = (permissions: readonly ReferencePermission[], action: string, data: boolean): boolean =>
  permissions.some((permission) => {
    const yes = data ? permission.dataActions : permission.actions;
    const no = data ? permission.notDataActions : permission.notActions;
    return (
      yes.filter((each) => matches(each, action)).length > 0 &&
      no.filter((each) => matches(each, action)).length === 0
    );
  });

/** Of management groups and subscriptions: the management group above; lower case. */
export type ReferenceHierarchy = ReadonlyMap<string, string>;

const segmentsOf = (scope: string): readonly string[] => scope.toLowerCase().split('/').filter(Boolean);

/**
 * "Azure RBAC is an additive model", "scopes are structured in a parent-child relationship": "management group, subscription,
 * resource group, and resource".
 * https://learn.microsoft.com/azure/governance/management-groups/overview
 */
const isAtOrBelow = (place: string, scope: string, hierarchy: ReferenceHierarchy): boolean => {
  const [inner, outer] = [segmentsOf(place), segmentsOf(scope)];
  if (outer.every((segment, index) => inner[index] === segment)) return true;
  // What holds a subscription holds what is in it.
  const holder = inner[0] === 'subscriptions' ? `/${inner.slice(0, 2).join('/')}` : `/${inner.join('/')}`;
  let above = hierarchy.get(holder);
  while (above !== undefined) {
    if (segmentsOf(above).join('/') === outer.join('/')) return true;
    above = hierarchy.get(above);
  }
  return false;
};

export const referenceAllows = (
  who: readonly string[],
  action: string,
  data: boolean,
  place: string,
  assignments: readonly ReferenceAssignment[],
  denies: readonly ReferenceDeny[],
  hierarchy: ReferenceHierarchy = new Map(),
): boolean => {
  const isDenied = denies.some(
    (deny) =>
      who.some((each) => deny.principals.includes(each)) &&
      !who.some((each) => deny.excluded.includes(each)) &&
      (deny.childScopes
        ? isAtOrBelow(place, deny.scope, hierarchy)
        : segmentsOf(place).join('/') === segmentsOf(deny.scope).join('/')) &&
      included(deny.permissions, action, data),
  );
  if (isDenied) return false;
  return assignments.some(
    (assignment) =>
      who.includes(assignment.principal) &&
      isAtOrBelow(place, assignment.scope, hierarchy) &&
      included(assignment.permissions, action, data),
  );
};
