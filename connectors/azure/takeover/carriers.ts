import type { Evidence } from '../../../src/model/evidence.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import { federatedCredentialsOf, issuerOf } from '../identities/trusts.ts';
import { byWorldName } from '../identities/world-names.ts';
import { entryPermits, type Role } from '../rbac/role.ts';
import { normalScope, typeOfResource } from '../rbac/scope.ts';
import { createPods } from '../techniques/carriers/apps.ts';
import { carrierTechniques } from '../techniques/carriers.ts';
import type { CarrierTechnique } from '../techniques/types.ts';
import type { Nodes } from './nodes.ts';

/** A resource that carries identities, and the nodes of those that code on it becomes. */
export interface Carrier {
  /** As it is written. */
  readonly id: string;
  readonly path: string;
  readonly evidence: Evidence;
  readonly techniques: readonly CarrierTechnique[];
  readonly runsAs: readonly number[];
  /** Object ids of those who administer what is within by its own word. */
  readonly administrators?: readonly string[];
  /** Normal path of the storage account in which its code lies, and whether that is sure. */
  readonly codeAt?: { readonly account: string; readonly isTold: boolean; readonly container?: string };
  /** Registries from which it pulls what it runs, with what that rests on. */
  readonly images?: readonly {
    readonly registry: string;
    /** Absent: any. */
    readonly repository?: string;
    readonly assumes: readonly string[];
  }[];
}

const cluster = 'microsoft.containerservice/managedclusters';
const storage = 'microsoft.storage/storageaccounts';

const techniquesByType: ReadonlyMap<string, readonly CarrierTechnique[]> = Map.groupBy(
  carrierTechniques,
  ({ on }) => on,
);

/**
 * Whom code on a resource becomes: the identities that it carries. Of a Kubernetes cluster those of its nodes, not that of its
 * control plane, whose tokens no pod gets.
 */
export const carriersOf = (arranged: Arranged, nodes: Nodes): readonly Carrier[] => {
  const { inventory, principals } = arranged;
  const registries = byWorldName(arranged, 'microsoft.containerregistry/registries');
  const podsOf = podIdentities(arranged);
  const namespaces = namespacesOf(arranged);
  // Names of storage accounts are taken once in the world.
  const accounts = new Map(
    inventory.of('azure.resource').flatMap(({ data }) => {
      const path = normalScope(data.id);
      return data.type.toLowerCase() === storage ? [[path.slice(path.lastIndexOf('/') + 1), path]] : [];
    }),
  );
  return inventory.of('azure.resource').flatMap((fact): readonly Carrier[] => {
    const { id, type, identity, kubeletIdentity, settings } = fact.data;
    const techniques = (techniquesByType.get(type.toLowerCase()) ?? []).flatMap(
      (technique): readonly CarrierTechnique[] => {
        const { closedBy, decidedBy } = technique;
        if (closedBy !== undefined && settings?.[closedBy] === true) return [];
        const decided = decidedBy === undefined ? undefined : settings?.[decidedBy];
        if (decided == null) return [technique];
        return decided ? [{ ...technique, assumes: [] }] : [];
      },
    );
    const isCluster = type.toLowerCase() === cluster;
    const byPath = (path: string | null | undefined): string | undefined =>
      path == null ? undefined : principals.byPath.get(normalScope(path))?.id;
    const ids = isCluster
      ? [
          kubeletIdentity?.objectId ?? byPath(kubeletIdentity?.resourceId),
          ...(settings?.addonIdentities ?? []).map(({ objectId }) => objectId),
          settings?.nodesClientId == null ? undefined : principals.byAppId.get(settings.nodesClientId)?.id,
        ]
      : [
          identity?.principalId ?? undefined,
          ...Object.entries(identity?.userAssignedIdentities ?? {}).map(
            ([path, each]) => each?.principalId ?? byPath(path),
          ),
        ];
    const nodesOf = (some: readonly (string | null | undefined)[]): readonly number[] =>
      [...new Set(some)].flatMap((each) => (each == null ? [] : (nodes.of(each) ?? [])));
    const pods = isCluster ? podsOf(settings?.issuer) : [];
    const runsAs = nodesOf([...ids, ...pods.map((pod) => pod.principal)]);
    const parts = isCluster ? (namespaces.get(normalScope(id)) ?? []) : [];
    return runsAs.length === 0 || techniques.length === 0
      ? []
      : [
          // Whoever runs pods in one of its namespaces alone runs them on the same nodes, with the accounts of that one.
          ...parts.map((namespace) => ({
            id,
            path: `${normalScope(id)}/namespaces/${namespace}`,
            evidence: { ...sourceOf(fact), says: `pods of namespace ${namespace} run on its nodes` },
            techniques: techniques.filter(({ id: technique }) => technique === createPods.id),
            runsAs: nodesOf([...ids, ...pods.flatMap((pod) => (pod.isIn(namespace) ? [pod.principal] : []))]),
          })),
          {
            id,
            path: normalScope(id),
            evidence: {
              ...sourceOf(fact),
              says: `${fact.data.name ?? normalScope(id)} carries the identity`,
            },
            techniques,
            runsAs,
            ...(settings?.administrators == null ? {} : { administrators: settings.administrators }),
            ...codeOf(settings?.codeAt, accounts),
            images: [
              ...pulledBy(settings?.images ?? [], registries),
              ...(isCluster ? pulledByNodes(ids[0] ?? undefined, arranged, registries) : []),
            ],
          },
        ];
  });
};

interface PodIdentity {
  /** Object id. */
  readonly principal: string;
  readonly isIn: (namespace: string) => boolean;
}

/**
 * Principals that accept tokens of pods of a cluster, by who signs these: whoever runs pods there runs them with whichever
 * service account it likes.
 * https://learn.microsoft.com/azure/aks/workload-identity-overview
 */
const podIdentities = ({
  inventory,
  principals,
}: Arranged): ((issuer: string | null | undefined) => readonly PodIdentity[]) => {
  const isAsked = inventory.of('azure.resource').some(({ data }) => data.settings?.issuer != null);
  if (!isAsked) return () => [];
  const federated = federatedCredentialsOf(inventory);
  const byIssuer = Map.groupBy(
    [...principals.all.values()].flatMap((principal) =>
      federated(principal).map((fact) => ({
        principal: principal.id,
        fact,
        issuer: issuerOf(fact.data.issuer),
      })),
    ),
    ({ issuer }) => issuer,
  );
  return (issuer) =>
    (issuer == null ? [] : (byIssuer.get(issuerOf(issuer)) ?? [])).map(({ principal, fact }) => ({
      principal,
      isIn: (namespace) =>
        fact.data.subject?.toLowerCase().startsWith(`system:serviceaccount:${namespace}:`) === true,
    }));
};

/** Of clusters, by path, the namespaces at which roles are assigned. */
const namespacesOf = ({ arm }: Arranged): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>();
  for (const { scope } of arm.assignments) {
    const [, path, namespace] =
      /^(.*\/providers\/microsoft\.containerservice\/managedclusters\/[^/]+)\/namespaces\/([^/]+)$/.exec(
        scope,
      ) ?? [];
    if (path !== undefined && namespace !== undefined)
      found.set(path, (found.get(path) ?? new Set()).add(namespace));
  }
  return new Map([...found].map(([path, names]) => [path, [...names].sort()]));
};

/**
 * Images by their tags, which can be moved; by digest they are what they are.
 * https://learn.microsoft.com/azure/container-registry/container-registry-image-tag-version
 */
const pulledBy = (
  images: readonly string[],
  registries: ReadonlyMap<string, string>,
): NonNullable<Carrier['images']> =>
  images.flatMap((image) => {
    const [, name, repository] =
      /^(?:docker\|)?([a-z0-9]+)(?:-[a-z0-9]+)?\.azurecr\.(?:io|cn|us)\/([^:@]+)/i.exec(image) ?? [];
    const registry = registries.get((name ?? '').toLowerCase());
    return registry === undefined || image.includes('@sha256:')
      ? []
      : [
          {
            registry,
            ...(repository === undefined ? {} : { repository }),
            assumes: [`it pulls ${image.replace(/^docker\|/i, '').slice(0, 120)} anew by its tag`],
          },
        ];
  });

const pulls = ({ entries }: Role): boolean =>
  entries.some(
    (entry) =>
      entryPermits(entry, 'microsoft.containerregistry/registries/pull/read', 'management') ||
      entryPermits(entry, 'microsoft.containerregistry/registries/repositories/content/read', 'data'),
  );
/** What pods run is not read; what the nodes of their cluster may pull from is. */
const pulledByNodes = (
  kubelet: string | undefined,
  { arm }: Arranged,
  registries: ReadonlyMap<string, string>,
): NonNullable<Carrier['images']> => {
  const own = arm.assignments.filter(({ principal, role }) => principal === kubelet && pulls(role));
  return own.length === 0
    ? []
    : [...registries.values()]
        .filter((path) => own.some(({ scope }) => path === scope || path.startsWith(`${scope}/`)))
        .map((registry) => ({
          registry,
          assumes: ['a pod of the cluster runs an image of the registry by its tag'],
        }));
};

/** Of an address the account is its first label; a plan names the account alone, and not what lies where in it. */
const codeOf = (
  at: string | null | undefined,
  accounts: ReadonlyMap<string, string>,
): Pick<Carrier, 'codeAt'> => {
  const [, host, container] = /^https:\/\/([^./]+)\.blob\.[^/]+(?:\/([^/?]+))?/i.exec(at ?? '') ?? [];
  const account = accounts.get((host ?? at ?? '').toLowerCase());
  return account === undefined
    ? {}
    : { codeAt: { account, isTold: host !== undefined, ...(container === undefined ? {} : { container }) } };
};

/** Of a system-assigned identity the directory tells the resource that it lives and dies with, whoever listed no resources. */
export const unlistedCarriersOf = ({ inventory, principals }: Arranged, nodes: Nodes): readonly Carrier[] => {
  const listed = new Set(inventory.of('azure.resource').map(({ data }) => normalScope(data.id)));
  return [...principals.all.values()].flatMap((principal): readonly Carrier[] => {
    const { id, kind, place, assignedPath, source } = principal;
    if (kind !== 'managed-identity' || place === undefined || assignedPath !== undefined) return [];
    const type = typeOfResource(place);
    const node = nodes.of(id);
    // Of a cluster it is the identity of the control plane.
    if (type === undefined || type === cluster || listed.has(place) || node === undefined) return [];
    const techniques = techniquesByType.get(type) ?? [];
    const evidence = { ...source, says: `it is the identity of ${place}` };
    return techniques.length === 0 ? [] : [{ id: place, path: place, evidence, techniques, runsAs: [node] }];
  });
};
