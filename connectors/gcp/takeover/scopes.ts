import { assuming, type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Arranged } from '../identities/arrange.ts';
import {
  changeEntitlement,
  changeEntitlementNeed,
  moveProject,
  moveProjectNeeds,
  ownScope,
  setPolicy,
  setPolicyOf,
  updateRole,
  updateRoleNeed,
} from '../techniques/scopes.ts';
import type { Holder, Permits } from './permits.ts';
import type { Target } from './targets.ts';

interface Parts {
  readonly permits: Permits;
  readonly controlOf: (node: string) => number | undefined;
  readonly accountAt: (place: string) => Target | undefined;
}

const isProject = (node: string): boolean => node.startsWith('projects/');

/** Ways to control a node of the tree, and what a custom role of one's own can be made to give. */
export const scopeSteps = (
  { places }: Arranged,
  graph: GraphBuilder,
  { permits, controlOf, accountAt }: Parts,
): ((holder: Holder, from: number) => void) => {
  return (holder, from) => {
    const controlled: { readonly node: string; readonly details: EdgeDetails }[] = [];
    const others: string[] = [];
    for (const node of new Set(holder.bindings.flatMap(({ place }) => places.nodesBelow(place)))) {
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
        if (!isProject(node)) controlled.push({ node, details: set });
        continue;
      }
      if (isProject(node)) others.push(node);
      const entitled = permits(holder, [changeEntitlementNeed], node);
      if (entitled !== undefined)
        graph.edge(
          from,
          control,
          changeEntitlement,
          assuming(entitled, ['the agent of Privileged Access Manager may grant roles there']),
        );
    }
    for (const project of controlled.length === 0 ? [] : others) moved(holder, from, project, controlled);
    for (const { role, place, term } of holder.bindings) {
      const [, home] = /^((?:projects|organizations)\/[^/]+)\/roles\//.exec(role.name) ?? [];
      const control = controlOf(place) ?? accountAt(place)?.node;
      if (home === undefined || control === undefined || control === from || term.duration === 'eligible')
        continue;
      const details = permits(holder, [updateRoleNeed], places.nameOf(home));
      if (details !== undefined)
        graph.edge(from, control, updateRole, together(details, { until: term.until }));
    }
  };

  function moved(
    holder: Holder,
    from: number,
    project: string,
    controlled: readonly { readonly node: string; readonly details: EdgeDetails }[],
  ): void {
    const [change, move] = moveProjectNeeds;
    const [, parent] = places.chainOf(project);
    const out = parent === undefined ? undefined : permits(holder, [move], parent);
    const changing = out === undefined ? undefined : permits(holder, [change], project);
    if (out === undefined || changing === undefined) return;
    for (const { node, details } of controlled) {
      const into = permits(holder, [move], node);
      if (into === undefined) continue;
      graph.edge(from, controlOf(project)!, moveProject, [out, into, details].reduce(together, changing));
      return;
    }
  }
};
