import { assuming, type EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { Arranged } from '../identities/arrange.ts';
import { liftConstraintNeed } from '../techniques/scopes.ts';
import type { Holder, Permits } from './permits.ts';

/** Whether a constraint is in force on a project: the nearest policy that sets it decides; undefined: none does. */
export const constraintsOf = ({
  inventory,
  places,
}: Arranged): ((constraint: string, project: string) => boolean | undefined) => {
  const set = new Map(
    inventory
      .of('gcp.org-policy')
      .map(({ data }) => [
        `${places.nameOf(data.resource)} ${data.constraint.replace(/^constraints\//, '').replace(/^iam\.managed\./, 'iam.')}`,
        data.enforced === true,
      ]),
  );
  return (constraint, project) => {
    const chain = places.chainOf(project);
    for (const node of chain) {
      const enforced = set.get(`${node} ${constraint}`);
      // What is only taken to hold there settles nothing.
      if (enforced !== undefined) return places.supposed(chain, node).length > 0 ? undefined : enforced;
    }
    return undefined;
  };
};

/** What it rests on that somebody switches off a constraint of a project; undefined: it may not. */
export const liftsConstraints =
  (permits: Permits) =>
  (holder: Holder, project: string): EdgeDetails | undefined => {
    const lifted = permits(holder, [liftConstraintNeed], project);
    return lifted === undefined ? undefined : assuming(lifted, ['it switches the constraint off first']);
  };
