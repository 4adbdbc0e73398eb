import type { TokenOffer } from '../../../src/model/federation.ts';
import { assuming, type EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { nodePerPlace } from '../../../src/takeover/holders.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import { clusterRights, configuresFleet, ofFleet, podIdentity } from '../techniques/pods.ts';
import type { Holder, Permits } from './permits.ts';

/** The project whose clusters' pool somebody is of: `P.svc.id.goog[ns/ksa]`, `principal://…/P.svc.id.goog/subject/ns/…`. */
const poolProject = (id: string): string | undefined =>
  /^([^[/]+)\.svc\.id\.goog\[/.exec(id)?.[1] ??
  /\/workloadIdentityPools\/([^/]+)\.svc\.id\.goog\//.exec(id)?.[1];

/** `system:serviceaccount:NAMESPACE:NAME` of a member of a pool of clusters. */
const subjectOf = (id: string): string | undefined => {
  const [, namespace, name] =
    /\.svc\.id\.goog\[([^/\]]+)\/([^\]]+)\]$/.exec(id) ??
    /\/subject\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(id) ??
    [];
  return name === undefined ? undefined : `system:serviceaccount:${namespace}:${name}`;
};

/** A cluster vouches for its pods towards others as well. https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity */
const issuerOf = (cluster: string, project: string): string | undefined => {
  const [, location, name] = /\/(?:locations|zones|regions)\/([^/]+)\/clusters\/([^/]+)$/.exec(cluster) ?? [];
  return name === undefined
    ? undefined
    : `container.googleapis.com/v1/${project}/locations/${location}/clusters/${name}`;
};

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
): {
  readonly steps: (holder: Holder, from: number) => void;
  /** Tokens that pods present to others, once all steps were made. */
  readonly offers: () => readonly TokenOffer[];
} => {
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
    for (const id of identities.get(project) ?? [])
      graph.edge(node, nodeOf.get(id)!, podIdentity, {
        assumes: cluster === undefined ? ['the project has a cluster with workload identity'] : [],
        ...(cluster === undefined
          ? {}
          : { evidence: [{ ...sourceOf(cluster), says: 'is a cluster of it' }] }),
      });
    return node;
  });
  const projects = [...new Set([...identities.keys(), ...clusters.keys()])].filter(
    (project) => project !== '',
  );
  const throughFleet = (holder: Holder, project: string): EdgeDetails | undefined => {
    const found = permits(holder, [configuresFleet], project);
    return found === undefined ? undefined : assuming(found, ofFleet);
  };
  const deciders = new Map<string, number>();
  const steps = (holder: Holder, from: number): void => {
    for (const project of projects) {
      if (!holder.bindings.some(({ place }) => places.chainOf(project).includes(place))) continue;
      const details =
        [podIdentity.needs, ...clusterRights]
          .map((needs) => permits(holder, needs, project))
          .find((each) => each !== undefined) ?? throughFleet(holder, project);
      if (details === undefined) continue;
      const node = podsOf(project);
      deciders.set(project, node);
      graph.belongs(from, node, details);
    }
  };
  return {
    steps,
    offers: () =>
      [...clusters].flatMap(([project, own]) => {
        const known = (identities.get(project) ?? []).map((id) => ({
          node: nodeOf.get(id)!,
          subject: subjectOf(id),
        }));
        const decider = deciders.get(project);
        const bearers = [
          ...(decider === undefined ? [] : [{ node: decider, subject: 'system:serviceaccount:*:*' }]),
          ...known.flatMap(({ node, subject }) => (subject === undefined ? [] : [{ node, subject }])),
        ];
        return own.flatMap(({ data }) => {
          const issuer = issuerOf(data.name, project);
          return issuer === undefined
            ? []
            : bearers.map(
                ({ node, subject }): TokenOffer => ({
                  node,
                  issuer,
                  claims: { sub: { like: [subject] }, aud: { like: ['*'] } },
                  assumes: [],
                  within: true,
                }),
              );
        });
      }),
  };
};
