import { assuming, type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { addWayThroughWorkload } from '../../../src/takeover/workloads.ts';
import { type Fact, sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import { carrierTechniques } from '../techniques/carriers.ts';
import { codeTechniques, isStateBucket, terraformState } from '../techniques/code.ts';
import { clusterRights } from '../techniques/pods.ts';
import type { CarrierTechnique, CodeTechnique, Need } from '../techniques/types.ts';
import { unproven } from './hosts.ts';
import type { Holder, Permits } from './permits.ts';
import type { Target } from './targets.ts';

const carriersOf = Map.groupBy(
  carrierTechniques.flatMap((technique) => technique.on.map((type) => ({ type, technique }))),
  ({ type }) => type,
);
const codeOf = Map.groupBy(
  codeTechniques.flatMap((technique) => technique.on.map((type) => ({ type, technique }))),
  ({ type }) => type,
);

/** The steps to an account by what runs as it: by changing that, or what it has its code from. */
export const workloadSteps = (
  { places }: Arranged,
  graph: GraphBuilder,
  permits: Permits,
): ((holder: Holder, from: number, target: Target, acting: EdgeDetails | undefined) => void) => {
  const changing = (
    holder: Holder,
    { id, needs }: CarrierTechnique,
    name: string,
  ): EdgeDetails | undefined => {
    const alternatives: readonly (readonly Need[])[] =
      id === 'gke-run-pods' ? [needs, ...clusterRights] : [needs];
    for (const each of alternatives) {
      const found = permits(holder, each, name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return (holder, from, { node, principal, carriers }, acting) => {
    const add = (
      fact: Fact<'gcp.resource'>,
      technique: CarrierTechnique | CodeTechnique,
      whole: EdgeDetails,
      at: readonly string[],
    ): void =>
      addWayThroughWorkload(graph, from, technique, {
        id: fact.data.name,
        runsAs: [{ node, details: {} }],
        details: {
          ...assuming(whole, unproven(holder, technique, at, permits)),
          evidence: [...(whole.evidence ?? []), { ...sourceOf(fact), says: `it runs as ${principal.name}` }],
        },
      });
    for (const fact of carriers) {
      const { assetType, workloadIdentity, narrowTokens } = fact.data;
      if (narrowTokens === true) continue;
      const name = places.nameOf(fact.data.name);
      for (const { technique } of carriersOf.get(assetType) ?? []) {
        if (technique.closedByWorkloadIdentity === true && workloadIdentity === true) continue;
        if (technique.actsAs && acting === undefined) continue;
        const found = changing(holder, technique, name);
        if (found !== undefined)
          add(fact, technique, technique.actsAs ? together(found, acting!) : found, [name]);
      }
      for (const { technique } of codeOf.get(assetType) ?? [])
        for (const written of fact.data.code ?? []) {
          if (!written.startsWith(`//${technique.from}/`)) continue;
          const found = permits(holder, technique.needs, places.nameOf(written));
          if (found !== undefined) add(fact, technique, found, [name]);
        }
    }
  };
};

/**
 * Buckets that by their names hold the state of Terraform: who writes there runs as whatever works with it. Of that it is known
 * which accounts may write there by the bucket's own policy.
 */
export const stateSteps = (
  { bindings }: Arranged,
  graph: GraphBuilder,
  targets: readonly Target[],
  permits: Permits,
): ((holder: Holder, from: number) => void) => {
  const [writes] = terraformState.needs[0];
  const byId = new Map(targets.map((target) => [target.principal.id, target]));
  const users = Map.groupBy(
    bindings.flatMap(({ place, role, member }) => {
      const [, bucket] = /^storage\.googleapis\.com\/([^/]+)$/.exec(place) ?? [];
      const target = 'id' in member ? byId.get(member.id) : undefined;
      return bucket !== undefined && isStateBucket(bucket) && target !== undefined && role.has(writes)
        ? [{ place, target }]
        : [];
    }),
    ({ place }) => place,
  );
  return (holder, from) => {
    for (const [bucket, writers] of users) {
      const details = permits(holder, terraformState.needs, bucket);
      if (details === undefined) continue;
      for (const { target } of writers)
        if (target.node !== from)
          graph.edge(
            from,
            target.node,
            terraformState,
            assuming(details, [`Terraform runs as ${target.principal.name} with state in ${bucket}`]),
          );
    }
  };
};
