import type { Estate } from '../../src/model/estate.ts';
import type { Settings } from '../../src/model/settings.ts';

/** Cost of the best way between two nodes. */
interface Way {
  readonly assumptions: number;
  readonly steps: number;
}

const better = (a: Way | undefined, b: Way | undefined): Way | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a.assumptions < b.assumptions || (a.assumptions === b.assumptions && a.steps <= b.steps) ? a : b;
};

/** Floyd and Warshall: all pairs, by trying every node in between. Slow, and plainly what is meant. */
const waysOf = (estate: Estate): (Way | undefined)[][] => {
  const { identities, scopes, takeover } = estate;
  const firstControl = identities.length + takeover.groups.length;
  const nodes = firstControl + scopes.length;
  const ways: (Way | undefined)[][] = Array.from({ length: nodes }, () => new Array(nodes).fill(undefined));
  const add = (from: number, to: number, assumptions: number): void => {
    const steps = to >= identities.length && to < firstControl ? 0 : 1;
    ways[from]![to] = better(ways[from]![to], { assumptions, steps });
  };
  takeover.from.forEach((from, edge) => {
    const { assumes } = takeover.reasons[takeover.reason[edge]!]!;
    add(from, takeover.to[edge]!, assumes.length > 0 ? 1 : 0);
  });
  identities.forEach(({ scope, providerOwned }, index) => {
    const control = firstControl + scopes.findIndex(({ id }) => id === scope);
    if (!providerOwned) add(control, index, 0);
  });
  for (let between = 0; between < nodes; between++) {
    for (let from = 0; from < nodes; from++) {
      for (let to = 0; to < nodes; to++) {
        const first = ways[from]![between];
        const second = ways[between]![to];
        if (first === undefined || second === undefined) continue;
        ways[from]![to] = better(ways[from]![to], {
          assumptions: first.assumptions + second.assumptions,
          steps: first.steps + second.steps,
        });
      }
    }
  }
  return ways;
};

const strength = [0, 0.1, 0.4, 0.7, 1];

/** What `reachOf` must find, by the definitions in DESIGN.md, one identity and one cell at a time. */
export const referenceOf = (estate: Estate, settings: Settings) => {
  const { identities, scopes, services, takeover } = estate;
  const ways = waysOf(estate);
  const firstControl = identities.length + takeover.groups.length;
  const isProven = (way: Way | undefined): boolean => way?.assumptions === 0;
  const { weights } = settings;
  const cells = scopes.flatMap((scope, s) =>
    scope.services.map((service) => ({
      scope: s,
      service,
      value:
        (weights.scopes[scope.id] ?? weights.environment[scope.environment]) *
        weights.sensitivity[services[service]!.sensitivity],
    })),
  );
  const total = cells.reduce((sum, { value }) => sum + value, 0);

  return identities.map((_, i) => {
    const way = (node: number): Way | undefined => ways[i]![node];
    const others = identities.map((_, j) => j).filter((j) => j !== i);
    const controlled = scopes.map((_, s) => s).filter((s) => way(firstControl + s) !== undefined);
    const heldBy = (counts: (way: Way | undefined) => boolean): number =>
      cells.reduce((sum, { scope, service, value }) => {
        const fallen = [i, ...others.filter((j) => counts(way(j)))];
        const shares = fallen.flatMap((j) =>
          estate.profiles[identities[j]!.profile]!.cells.filter(
            (cell) => cell.scope === scope && cell.service === service,
          ).map((cell) => strength[cell.level]! * cell.breadth),
        );
        return sum + value * (counts(way(firstControl + scope)) ? 1 : Math.max(0, ...shares));
      }, 0);
    return {
      score: (100 * heldBy((each) => each !== undefined)) / total,
      proven: (100 * heldBy(isProven)) / total,
      becomableBy: others.filter((j) => ways[j]![i] !== undefined).length,
      admin: controlled.filter((s) => isProven(way(firstControl + s))),
      adminIf: controlled.filter((s) => !isProven(way(firstControl + s))),
      identities: others.filter((j) => isProven(way(j))).length,
      identitiesIf: others.filter((j) => way(j) !== undefined).length,
      wayToControl: scopes.map((_, s) => way(firstControl + s)),
      wayToIdentity: identities.map((_, j) => way(j)),
    };
  });
};
