import type { Arranged } from '../identities/arrange.ts';

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
