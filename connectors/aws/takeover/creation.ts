import { type KeyValue, known } from '../policy/condition.ts';
import { denied, statementsFor } from '../policy/evaluate.ts';
import { compileWildcard } from '../policy/wildcard.ts';
import { creationTechniques } from '../techniques/index.ts';
import { type Asking, ask } from './asking.ts';
import { rewritesPolicy, takesBoundaryOff } from './boundaries.ts';
import { controlPolicies } from './control-policies.ts';
import { better, both, detailsOf } from './decisions.ts';
import { documentsOf, type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import { namesForAny } from './names.ts';
import type { Drawing } from './parts.ts';

type Parts = Asking & Pick<Drawing, 'graph'> & Pick<HypotheticalHolders, 'anyone'>;

/** A new user or role of the holder's own, with the boundary that its permission asks for, or none. */
export const addCreationEdges = (parts: Parts, holder: Holder): void => {
  for (const technique of creationTechniques) {
    if (!mayDo(holder, technique.create)) continue;
    if (!technique.oneOf.every((actions) => actions.some((action) => mayDo(holder, action)))) continue;
    const pattern = `arn:{partition}:iam::{account}:${technique.principal}/?*`;
    const policyArn = controlPolicies(parts, holder);
    for (const boundary of [undefined, ...boundariesAskedFor(parts, holder, technique.create)]) {
      let best = denied;
      // A boundary that it may take off again, or rewrite, is none.
      let freed = denied;
      for (const resource of namesForAny(holder, [technique.create, ...technique.oneOf.flat()], pattern)) {
        const more = new Map<string, KeyValue>([
          ['iam:permissionsboundary', boundary === undefined ? { is: 'absent' } : known(boundary)],
          ['iam:policyarn', policyArn],
        ]);
        const decision = technique.oneOf
          .map((actions) =>
            actions.map((action) => ask(holder, parts, { action, resource, more })).reduce(better),
          )
          .reduce(both, ask(holder, parts, { action: technique.create, resource, more }));
        best = better(best, decision);
        if (boundary === undefined) continue;
        const off = takesBoundaryOff(parts, holder, technique.principal, { resource, boundary });
        const rid = better(off, rewritesPolicy(parts, holder, boundary, holder.account));
        freed = better(freed, both(decision, rid));
      }
      if (best.verdict === 'denied') continue;
      const free = freed.verdict === 'allowed';
      if (free) best = freed;
      const gained = parts.anyone(holder.account, free ? undefined : boundary);
      parts.graph.edge(holder.node, gained.node, technique, detailsOf(best));
      if (best.verdict === 'allowed') break;
    }
  }
};

/** Boundaries that the holder's policies and limits speak of, where the text is a pattern the policies that fit it. */
const boundariesAskedFor = (asking: Asking, holder: Holder, action: string): readonly string[] => [
  ...new Set(
    documentsOf(holder.layers).flatMap((document) =>
      statementsFor(document, action.toLowerCase()).flatMap(({ conditions }) =>
        conditions
          .filter(({ key }) => key === 'iam:permissionsboundary')
          .flatMap(({ values }) => values.filter((value) => value.startsWith('arn:')))
          .flatMap((value) => {
            const fits = compileWildcard(value);
            const policies = [...asking.inventory.policies.values()].filter(({ arn }) => fits(arn));
            return policies.length === 0 ? [value] : policies.map(({ arn }) => arn);
          }),
      ),
    ),
  ),
];
