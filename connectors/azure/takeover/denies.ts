import type { Evidence } from '../../../src/model/evidence.ts';
import { type Fact, sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import { entryPermits, lowerAll, type PermissionEntry, type Plane } from '../rbac/role.ts';
import { normalScope, type ScopeTree } from '../rbac/scope.ts';

/**
 * A deny assignment: it wins over every role. Nobody writes one by hand; deployment stacks, managed applications and
 * blueprints do.
 * https://learn.microsoft.com/azure/role-based-access-control/deny-assignments
 */
export interface Deny {
  readonly name: string;
  readonly scope: string;
  readonly belowToo: boolean;
  readonly entries: readonly PermissionEntry[];
  readonly condition?: string;
  /** A lock, or a deny assignment; `protected`: the platform's, which nobody removes by itself. */
  readonly is: 'deny' | 'protected' | 'lock';
  readonly evidence: Evidence;
}

/** Of `principals`, everybody; type `SystemDefined`. */
const everyone = '00000000-0000-0000-0000-000000000000';

export interface Denies {
  readonly list: readonly Deny[];
  /** Places in the list of those that are about somebody, by its object id; sorted. */
  readonly of: (id: string) => readonly number[];
}

const denyOf = (fact: Fact<'azure.deny-assignment'>): Deny => {
  const { denyAssignmentName, scope, doNotApplyToChildScopes, permissions, condition } = fact.data;
  const name = denyAssignmentName ?? fact.id;
  return {
    name,
    scope: normalScope(scope),
    belowToo: doNotApplyToChildScopes !== true,
    is: fact.data.isSystemProtected === true ? 'protected' : 'deny',
    entries: (permissions ?? []).map((each) => ({
      actions: lowerAll(each.actions),
      notActions: lowerAll(each.notActions),
      dataActions: lowerAll(each.dataActions),
      notDataActions: lowerAll(each.notDataActions),
    })),
    ...(condition == null || condition.trim() === '' ? {} : { condition }),
    evidence: { ...sourceOf(fact), says: `deny assignment ${name}` },
  };
};

/**
 * A lock to read only denies everybody what is asked of Resource Manager beside reading: also what does not look like a change, as
 * to list keys or run a command. It is none for data, nor for attaching an identity, which is no request of its own.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources#considerations-before-applying-your-locks
 */
const readOnly: PermissionEntry = {
  actions: ['*'],
  notActions: [
    '*/read',
    'microsoft.authorization/locks/*',
    'microsoft.managedidentity/userassignedidentities/*/assign/action',
    'microsoft.managedidentity/userassignedidentities/assign/action',
  ],
  dataActions: [],
  notDataActions: [],
};

const lockOf = (fact: Fact<'azure.lock'>): readonly Deny[] => {
  const { id, name, level } = fact.data;
  const scope = normalScope(id).replace(/\/providers\/microsoft\.authorization\/locks\/[^/]+$/, '');
  const says = `lock ${name ?? id}`;
  return level?.toLowerCase() === 'readonly'
    ? [
        {
          name: says,
          scope,
          belowToo: true,
          is: 'lock',
          entries: [readOnly],
          evidence: { ...sourceOf(fact), says },
        },
      ]
    : [];
};

export const deniesOf = ({ inventory, groups }: Arranged): Denies => {
  const facts = inventory.of('azure.deny-assignment');
  const locks = inventory.of('azure.lock').flatMap(lockOf);
  if (facts.length + locks.length === 0) return { list: [], of: () => [] };
  const ofEverybody = locks.map((_, at) => facts.length + at);
  const known = new Map<string, readonly number[]>();
  return {
    list: [...facts.map(denyOf), ...locks],
    of: (id) => {
      let found = known.get(id);
      if (found === undefined) {
        const ids = new Set([id, ...groups.of(id).map(({ group }) => group.id)]);
        const own = facts.flatMap(({ data }, place) => {
          const about = (data.principals ?? []).some((party) => party.id === everyone || ids.has(party.id));
          const spared = (data.excludePrincipals ?? []).some((party) => ids.has(party.id));
          return about && !spared ? [place] : [];
        });
        found = [...own, ...ofEverybody];
        known.set(id, found);
      }
      return found;
    },
  };
};

/** What denies say of an action: whether one takes it away, or may. */
export const denied = (
  denies: readonly Deny[],
  action: string,
  plane: Plane,
  target: string,
  tree: ScopeTree,
): { readonly surely: boolean; readonly perhaps: readonly string[] } => {
  const speaking = denies.filter(
    ({ scope, belowToo, entries }) =>
      (scope === target || (belowToo && tree.covers(scope, target))) &&
      entries.some((entry) => entryPermits(entry, action, plane)),
  );
  return {
    surely: speaking.some(({ condition }) => condition === undefined),
    perhaps: speaking.map(({ name }) => `the condition of deny assignment ${name} is not met`),
  };
};
