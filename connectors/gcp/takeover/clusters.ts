import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { nodePerPlace } from '../../../src/takeover/holders.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import { clusterRights, podIdentity } from '../techniques/hosts.ts';
import type { Holder, Permits } from './permits.ts';

/** The project whose clusters' pool somebody is of: `P.svc.id.goog[ns/ksa]`, `principal://…/P.svc.id.goog/subject/ns/…`. */
const poolProject = (id: string): string | undefined =>
  /^([^[/]+)\.svc\.id\.goog\[/.exec(id)?.[1] ??
  /\/workloadIdentityPools\/([^/]+)\.svc\.id\.goog\//.exec(id)?.[1];

/**
 * Whoever decides what runs in a cluster is any service account of Kubernetes that its project knows: the pool is one for all
 * clusters of the project. https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#identity_sameness
 *
 *     ana ──► "whoever decides what pods of P run" ──► P.svc.id.goog[shop/web] ──► the account that trusts it
 */
export const clusterSteps = (
  arranged: Arranged,
  graph: GraphBuilder,
  nodeOf: ReadonlyMap<string, number>,
  permits: Permits,
): ((holder: Holder, from: number) => void) => {
  const { inventory, places, principals } = arranged;
  const clusters = Map.groupBy(
    inventory.of('gcp.resource').filter(({ data }) => data.assetType === 'container.googleapis.com/Cluster'),
    ({ data }) =>
      places.chainOf(places.nameOf(data.name)).find((each) => /^projects\/[^/]+$/.test(each)) ?? '',
  );
  const identities = Map.groupBy(
    [...principals.keys()].filter((id) => poolProject(id) !== undefined && nodeOf.has(id)),
    (id) => `projects/${places.naming.projectId(poolProject(id)!)}`,
  );
  const podsOf = nodePerPlace((project) => {
    const node = graph.holders(`whoever decides what pods of ${project} run`);
    const [cluster] = clusters.get(project) ?? [];
    for (const id of identities.get(project)!)
      graph.edge(node, nodeOf.get(id)!, podIdentity, {
        assumes: cluster === undefined ? ['the project has a cluster with workload identity'] : [],
        ...(cluster === undefined
          ? {}
          : { evidence: [{ ...sourceOf(cluster), says: 'is a cluster of it' }] }),
      });
    return node;
  });
  return (holder, from) => {
    for (const project of identities.keys()) {
      if (!holder.bindings.some(({ place }) => places.chainOf(project).includes(place))) continue;
      const details = [podIdentity.needs, ...clusterRights]
        .map((needs) => permits(holder, needs, project))
        .find((each) => each !== undefined);
      if (details !== undefined) graph.belongs(from, podsOf(project), details);
    }
  };
};
