import fc from 'fast-check';
import type { Estate } from '../../src/model/estate.ts';
import type { Cell } from '../../src/model/grant.ts';
import type { Environment } from '../../src/model/scope.ts';
import type { EdgeReason, TakeoverGraph, TakeoverGroup, Technique } from '../../src/model/takeover.ts';
import { sketchEstate } from '../support/estate.ts';

/** An estate small enough for the slow reference, by numbers, so that a test can change it and compare. */
export interface Plan {
  readonly scopes: readonly Environment[];
  readonly identities: readonly {
    readonly scope: number;
    readonly providerOwned: boolean;
    readonly cells: readonly Cell[];
  }[];
  readonly groups: readonly TakeoverGroup['kind'][];
  readonly edges: readonly PlannedEdge[];
}

/** Nodes as in {@link TakeoverGraph}. */
export interface PlannedEdge {
  readonly from: number;
  readonly to: number;
  readonly technique: number;
  readonly assumes: readonly string[];
}

const techniques: readonly Technique[] = ['assume-role', 'pass-role', 'put-policy'].map((id) => ({
  id,
  mechanism: 'assume',
  does: `use ${id}`,
  source: 'https://example.test',
}));

const letters = (count: number): string[] => Array.from({ length: count }, (_, n) => `i${n}`);

export const estateOf = ({ scopes, identities, groups, edges }: Plan): Estate => {
  const estate = sketchEstate({
    scopes: scopes.map((environment, n) => ({ id: `s${n}`, environment })),
    identities: letters(identities.length).map((id, n) => ({
      id,
      scope: `s${identities[n]!.scope}`,
      providerOwned: identities[n]!.providerOwned,
      cells: identities[n]!.cells,
    })),
  });
  const takeover: TakeoverGraph = {
    groups: groups.map((kind, n) => ({ kind, label: `group ${n}` })),
    from: Uint32Array.from(edges, ({ from }) => from),
    to: Uint32Array.from(edges, ({ to }) => to),
    technique: Uint16Array.from(edges, ({ technique }) => technique),
    reason: Uint32Array.from(edges, (_, n) => n),
    techniques,
    reasons: edges.map(({ assumes }): EdgeReason => ({ allowedBy: [], assumes })),
  };
  return { ...estate, takeover };
};

const cell = (scopes: number): fc.Arbitrary<Cell> =>
  fc.record({
    scope: fc.nat({ max: scopes - 1 }),
    service: fc.nat({ max: 4 }),
    level: fc.constantFrom(1, 2, 3, 4),
    breadth: fc.constantFrom(0.01, 0.1, 1 / 3, 1),
  });

const edge = (nodes: number): fc.Arbitrary<PlannedEdge> =>
  fc.record({
    from: fc.nat({ max: nodes - 1 }),
    to: fc.nat({ max: nodes - 1 }),
    technique: fc.nat({ max: 2 }),
    assumes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(['a function runs', 'the caller has MFA', 'a tag is set']) },
    ),
  });

/** Plans, each with an edge and a cell that fit into it and are not part of it. */
export const planned = fc
  .record({
    scopes: fc.array(fc.constantFrom<Environment>('production', 'development', 'unknown'), {
      minLength: 1,
      maxLength: 3,
    }),
    identities: fc.integer({ min: 1, max: 7 }),
    groups: fc.array(fc.constantFrom<TakeoverGroup['kind']>('holders', 'targets'), { maxLength: 3 }),
  })
  .chain(({ scopes, identities, groups }) => {
    const nodes = identities + groups.length + scopes.length;
    return fc.record({
      plan: fc.record({
        scopes: fc.constant(scopes),
        identities: fc.array(
          fc.record({
            scope: fc.nat({ max: scopes.length - 1 }),
            providerOwned: fc.boolean(),
            cells: fc.array(cell(scopes.length), { maxLength: 4 }),
          }),
          { minLength: identities, maxLength: identities },
        ),
        groups: fc.constant(groups),
        edges: fc.array(edge(nodes), { maxLength: 14 }),
      }),
      moreEdge: edge(nodes),
      moreCell: cell(scopes.length),
      holder: fc.nat({ max: identities - 1 }),
      shuffle: fc.infiniteStream(fc.nat({ max: 1_000_000 })),
    });
  });
