import { assuming, type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Arranged } from '../identities/arrange.ts';
import { accountTechniques } from '../techniques/accounts.ts';
import {
  changeEntitlement,
  changeEntitlementNeed,
  moveNeeds,
  moveNode,
  ownScope,
  setPolicy,
  setPolicyOf,
  updateRole,
  updateRoleNeed,
  updateRoleOfAccount,
} from '../techniques/scopes.ts';
import { type Holder, type Permits, placesHeld } from './permits.ts';
import type { Target } from './targets.ts';

interface Parts {
  readonly permits: Permits;
  readonly controlOf: (node: string) => number | undefined;
  readonly accountAt: (place: string) => Target | undefined;
}

const isProject = (node: string): boolean => node.startsWith('projects/');

/** The node that a role of one's own is of. */
const homeOf = (role: string): string | undefined =>
  /^((?:projects|organizations)\/[^/]+)\/roles\//.exec(role)?.[1];

interface Controlled {
  readonly node: string;
  readonly details: EdgeDetails;
}
interface Movable {
  readonly node: string;
  readonly kind: keyof typeof moveNeeds;
}

/** Changes the role of an account that it becomes: each of both alone leads to nothing. */
const accountSteps = (
  { places, bindings }: Arranged,
  graph: GraphBuilder,
  { permits, controlOf, accountAt }: Parts,
): ((holder: Holder, from: number, isOwn: (place: string) => boolean) => void) => {
  /** Of roles of one's own that service accounts have. */
  const ownRoles = bindings.flatMap(({ role, place, term, member }) => {
    const home = homeOf(role.name);
    return home === undefined || member.is !== 'service-account' || term.duration === 'eligible'
      ? []
      : [{ home, place, term, id: member.id }];
  });
  return (holder, from, isOwn) => {
    for (const { home, place, term, id } of ownRoles) {
      const account = accountAt(places.accountOf(id));
      const control = controlOf(place);
      if (account === undefined || control === undefined || account.node === from || isOwn(place)) continue;
      const changing = permits(holder, [updateRoleNeed], places.nameOf(home));
      if (changing === undefined) continue;
      for (const technique of accountTechniques) {
        const becoming = permits(holder, technique.needs, account.place);
        if (becoming === undefined || technique.assumes !== undefined || technique.forbiddenBy !== undefined)
          continue;
        graph.edge(
          from,
          control,
          updateRoleOfAccount,
          [changing, becoming].reduce(together, { until: term.until, through: account.principal.id }),
        );
        break;
      }
    }
  };
};

/** Moves it below what it controls. */
const moveSteps = (
  { places }: Arranged,
  graph: GraphBuilder,
  { permits, controlOf }: Parts,
): ((holder: Holder, from: number, node: Movable, controlled: readonly Controlled[]) => void) => {
  return (holder, from, { node, kind }, controlled) => {
    const { itself, parents } = moveNeeds[kind];
    const [, parent] = places.chainOf(node);
    const out = parent === undefined ? undefined : permits(holder, [parents], parent);
    const changing = out === undefined ? undefined : permits(holder, itself, node);
    if (out === undefined || changing === undefined) return;
    for (const { node: goal, details } of controlled) {
      // Nothing is put into itself.
      if (places.chainOf(goal).includes(node)) continue;
      const into = permits(holder, [parents], goal);
      if (into === undefined) continue;
      graph.edge(from, controlOf(node)!, moveNode[kind], [out, into, details].reduce(together, changing));
      return;
    }
  };
};

/** Ways to control a node of the tree, and what a custom role of one's own can be made to give. */
export const scopeSteps = (
  arranged: Arranged,
  graph: GraphBuilder,
  parts: Parts,
): ((holder: Holder, from: number) => void) => {
  const { places } = arranged;
  const { permits, controlOf, accountAt } = parts;
  const throughAccounts = accountSteps(arranged, graph, parts);
  const moved = moveSteps(arranged, graph, parts);
  return (holder, from) => {
    /** What needs no way round: it is the holder's already. */
    const surely = new Set<string>();
    const isOwn = (place: string): boolean => places.chainOf(place).some((node) => surely.has(node));
    const controlled: Controlled[] = [];
    const others: Movable[] = [];
    for (const node of new Set([...placesHeld(holder)].flatMap(places.nodesBelow))) {
      const control = controlOf(node);
      const kind = node.slice(0, node.indexOf('/')) as keyof typeof setPolicyOf;
      if (control === undefined) continue;
      const set = permits(holder, [setPolicyOf[kind]], node);
      // Who owns it has it already.
      const owns = holder.bindings.some(
        ({ role, place: at, term, condition }) =>
          role.name === 'roles/owner' &&
          term.duration !== 'eligible' &&
          condition === undefined &&
          places.chainOf(node).includes(at),
      );
      if (set !== undefined) {
        graph.edge(from, control, owns ? ownScope : setPolicy, set);
        if (set.assumes?.length === 0) surely.add(node);
        if (!isProject(node)) controlled.push({ node, details: set });
        continue;
      }
      if (kind !== 'organizations') others.push({ node, kind });
      const entitled = permits(holder, [changeEntitlementNeed], node);
      if (entitled !== undefined)
        graph.edge(
          from,
          control,
          changeEntitlement,
          assuming(entitled, ['the agent of Privileged Access Manager may grant roles there']),
        );
    }
    for (const other of controlled.length === 0 ? [] : others) moved(holder, from, other, controlled);
    for (const { role, place, term } of holder.bindings) {
      const home = homeOf(role.name);
      const control = controlOf(place) ?? accountAt(place)?.node;
      if (home === undefined || control === undefined || control === from || term.duration === 'eligible')
        continue;
      if (isOwn(place)) continue;
      const details = permits(holder, [updateRoleNeed], places.nameOf(home));
      if (details !== undefined)
        graph.edge(from, control, updateRole, together(details, { until: term.until }));
    }
    if (holder.bindings.some(({ role }) => updateRoleNeed.some((permission) => role.has(permission))))
      throughAccounts(holder, from, isOwn);
  };
};
