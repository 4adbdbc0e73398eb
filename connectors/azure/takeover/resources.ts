import { type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { sharedHolder } from '../../../src/takeover/holders.ts';
import { addWayThroughWorkload } from '../../../src/takeover/workloads.ts';
import { permanent, type Term } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import type { Delegation } from '../rbac/condition/delegation.ts';
import { kindOfScope, normalScope, subscriptionOf } from '../rbac/scope.ts';
import { clusterAdministrator, replaceStoredCode, writeBlobs } from '../techniques/carriers/apps.ts';
import { type PushWay, pushWays } from '../techniques/carriers/images.ts';
import { carrierTechniques, hosts } from '../techniques/carriers.ts';
import {
  addIdentityFederation,
  assignIdentity,
  attachIdentity,
  federateIdentity,
  readKeys,
} from '../techniques/identities.ts';
import type { Need } from '../techniques/types.ts';
import { permitsAtAll } from './authorities.ts';
import type { Authorities, Authority } from './authority.ts';
import { type Carrier, carriersOf, unlistedCarriersOf } from './carriers.ts';
import { activationOf, type Nodes } from './nodes.ts';

/** Alternatives of one path to one resource, for whoever needs more than one authority. */
interface Held {
  readonly authority: Authority;
  readonly term: Term;
}

/** Undefined: somebody with these authorities may not; else what it rests on. */
const permitted = (
  held: readonly Held[],
  needs: readonly Need[],
  target: string,
  permits: Authorities['permits'],
  about?: Delegation,
): EdgeDetails | undefined => {
  let whole: EdgeDetails = {};
  for (const need of needs) {
    let best: EdgeDetails | undefined;
    for (const { authority, term } of held) {
      const assumes = permits(authority, need, target, about);
      if (assumes === undefined) continue;
      const all = [...assumes, ...activationOf(term, authority.role.name)];
      if (best === undefined || all.length < best.assumes!.length)
        best = {
          assumes: all,
          ...(term.duration === 'eligible' || term.until === undefined ? {} : { until: term.until }),
        };
    }
    if (best === undefined) return undefined;
    whole = together(whole, best);
  }
  return whole;
};

/** What is held at a place, in the order of the list: whoever is in many groups holds much, and little of it at any one place. */
const heldAt = (
  held: readonly Held[],
  { chain }: AzureScopes['tree'],
): ((place: string) => readonly Held[]) => {
  const byScope = Map.groupBy(held.keys(), (at) => held[at]!.authority.scope);
  return (place) => {
    // Paths above it that are no scopes of their own as well: whatever `covers` it.
    const parts = place.split('/').slice(1);
    const paths = parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`);
    return [...new Set([...chain(place), ...paths])]
      .flatMap((scope) => byScope.get(scope) ?? [])
      .sort((a, b) => a - b)
      .map((at) => held[at]!);
  };
};

/** Ways to run code with an identity of one's choice that somebody has: all needs of one host, at one place. */
const hostOf = (
  held: readonly Held[],
  permits: Authorities['permits'],
  tree: AzureScopes['tree'],
): EdgeDetails | undefined => {
  const at = heldAt(held, tree);
  let best: EdgeDetails | undefined;
  for (const place of new Set(held.map(({ authority }) => authority.scope))) {
    // Nothing rests on less than nothing.
    if (best?.assumes?.length === 0) break;
    const here = at(place);
    for (const host of hosts) {
      const kind = kindOfScope(place);
      // Below a resource nothing is created; on one of the host's own type it is the host.
      const type = host[0].action[0].slice(0, host[0].action[0].lastIndexOf('/'));
      if (kind === 'resource' && !place.includes(`/providers/${type}/`)) continue;
      const found = permitted(here, host, place, permits);
      if (found !== undefined && (best === undefined || found.assumes!.length < best.assumes!.length))
        best = found;
    }
  }
  return best;
};

const wayTo = ({ id, runsAs, evidence }: Carrier, assumes: readonly string[]) => ({
  id,
  runsAs: runsAs.map((node) => ({ node, details: {} })),
  details: { assumes, evidence: [evidence] },
});

const addAdministrators = (graph: GraphBuilder, carriers: readonly Carrier[], nodes: Nodes): void => {
  for (const carrier of carriers)
    for (const id of carrier.administrators ?? []) {
      const from = nodes.of(id);
      if (from !== undefined) addWayThroughWorkload(graph, from, clusterAdministrator, wayTo(carrier, []));
    }
};

/** Keys of the account open all that lies in it. */
const addKeysOfCode = (graph: GraphBuilder, carriers: readonly Carrier[], nodes: Nodes): void => {
  for (const carrier of carriers) {
    if (carrier.codeAt === undefined) continue;
    const { account, isTold } = carrier.codeAt;
    const keys = nodes.of(`${account}/keys`);
    const assumes = isTold ? [] : ['its code lies in the storage account that it is set to'];
    if (keys !== undefined) addWayThroughWorkload(graph, keys, replaceStoredCode, wayTo(carrier, assumes));
  }
};

/** Attributes by which conditions bound what is written. */
const containerName = 'microsoft.storage/storageaccounts/blobservices/containers:name';
const repositoryName = 'microsoft.containerregistry/registries/repositories:name';
const named = (attribute: string, value: string | undefined): Delegation =>
  value === undefined ? {} : { attributes: new Map([[attribute, value]]) };

interface Push extends Pick<PushWay, 'needs' | 'technique'> {
  readonly rests: readonly string[];
}

/** Ways to put an image into a registry, as far as its settings leave them open. */
const pushesInto = ({ inventory }: Arranged): ((registry: string) => readonly Push[]) => {
  const settingsOf = new Map(
    inventory
      .of('azure.resource')
      .map(({ data }) => [normalScope(data.id), data.settings] as const)
      .filter(([, settings]) => settings != null),
  );
  return (registry) =>
    pushWays.flatMap(({ needs, technique, asks }): readonly Push[] => {
      const told = asks === undefined ? undefined : settingsOf.get(registry)?.[asks.setting];
      if (asks === undefined || told === asks.is) return [{ needs, technique, rests: [] }];
      if (told != null) return [];
      return [{ needs, technique, rests: asks.otherwise === undefined ? [] : [asks.otherwise] }];
    });
};

/** What authorities reach among resources: identities that these carry, and managed identities themselves. */
export const addResourceSteps = (
  graph: GraphBuilder,
  arranged: Arranged,
  scopes: AzureScopes,
  authorities: Authorities,
  nodeOfAuthority: (authority: Authority) => number | undefined,
  nodes: Nodes,
): void => {
  const { principals } = arranged;
  const { permits } = authorities;
  const listed = carriersOf(arranged, nodes);
  const carriers = Map.groupBy(
    [...listed, ...unlistedCarriersOf(arranged, nodes)],
    ({ path }) => subscriptionOf(path) ?? '',
  );
  addAdministrators(graph, listed, nodes);
  const pushedTo = pushesInto(arranged);
  const stored = Map.groupBy(
    listed.flatMap((carrier) => [
      ...(carrier.codeAt?.isTold === true
        ? [
            {
              carrier,
              path: carrier.codeAt.account,
              needs: [writeBlobs],
              about: named(containerName, carrier.codeAt.container),
              technique: replaceStoredCode,
              rests: [],
            },
          ]
        : []),
      ...(carrier.images ?? []).flatMap(({ registry, repository, assumes }) =>
        pushedTo(registry).map(({ needs, technique, rests }) => ({
          carrier,
          path: registry,
          needs,
          about: named(repositoryName, repository),
          technique,
          rests: [...rests, ...assumes],
        })),
      ),
    ]),
    ({ path }) => subscriptionOf(path) ?? '',
  );
  addKeysOfCode(graph, listed, nodes);
  const identities = Map.groupBy(
    [...principals.all.values()].flatMap((principal) =>
      principal.assignedPath === undefined ? [] : [{ principal, path: principal.assignedPath }],
    ),
    ({ path }) => subscriptionOf(path) ?? '',
  );
  const keys = Map.groupBy(
    [...principals.all.values()].flatMap((principal) =>
      principal.keys === undefined || principal.place === undefined
        ? []
        : [{ principal, path: principal.place, need: { action: principal.keys.shownBy } }],
    ),
    ({ path }) => subscriptionOf(path) ?? '',
  );
  const lists = new Map<unknown, Map<Authority, readonly { readonly path: string }[]>>();
  const below = <Item extends { readonly path: string }>(
    from: ReadonlyMap<string, readonly Item[]>,
    authority: Authority,
  ): readonly Item[] => {
    if (from.size === 0) return [];
    let known = lists.get(from);
    if (known === undefined) {
      known = new Map();
      lists.set(from, known);
    }
    let found = known.get(authority) as readonly Item[] | undefined;
    if (found === undefined) {
      const { scope, tenant } = authority;
      found = scopes
        .subscriptionsBelow(scope, tenant)
        .flatMap((subscription) => from.get(subscription) ?? [])
        .filter(({ path }) => scopes.tree.covers(scope, path));
      known.set(authority, found);
    }
    return found;
  };
  const reach = (node: number, held: readonly Held[], isCombined: boolean): void => {
    const once = new Set<Carrier>();
    for (const { authority } of held)
      for (const carrier of below(carriers, authority)) {
        if (once.has(carrier)) continue;
        once.add(carrier);
        for (const technique of carrier.techniques) {
          if (isCombined && technique.needs.length < 2) continue;
          const details = permitted(held, technique.needs, carrier.path, permits);
          if (details === undefined) continue;
          addWayThroughWorkload(graph, node, technique, {
            id: carrier.id,
            runsAs: carrier.runsAs.map((to) => ({ node: to, details: {} })),
            details: {
              ...details,
              assumes: [...(details.assumes ?? []), ...(technique.assumes ?? [])],
              evidence: [carrier.evidence],
            },
          });
        }
      }
    let host: EdgeDetails | undefined | 'unasked' = 'unasked';
    const seen = new Set<string>();
    for (const { authority } of held)
      for (const { principal, path } of below(identities, authority)) {
        const to = nodes.of(principal.id);
        if (to === undefined || seen.has(path)) continue;
        seen.add(path);
        const evidence = [
          { ...principal.source, says: `${principal.name} is a managed identity at ${path}` },
        ];
        const federated = isCombined ? undefined : permitted(held, [federateIdentity], path, permits);
        if (federated !== undefined) graph.edge(node, to, addIdentityFederation, { ...federated, evidence });
        if (host === 'unasked') host = hostOf(held, permits, scopes.tree);
        const assigned = host === undefined ? undefined : permitted(held, [assignIdentity], path, permits);
        if (host !== undefined && assigned !== undefined)
          graph.edge(node, to, attachIdentity, { ...together(host, assigned), evidence });
      }
  };

  const showKeys = (node: number, authority: Authority): void => {
    for (const { principal, path, need } of below(keys, authority)) {
      const to = nodes.of(principal.id);
      const assumes = permits(authority, need, path);
      if (to === undefined || assumes === undefined) continue;
      graph.edge(
        node,
        to,
        { ...readKeys, source: principal.keys!.source },
        { assumes, evidence: [{ ...principal.source, says: `${principal.name} open it` }] },
      );
    }
  };

  /** Whoever writes where the code of a workload lies, or its image, decides what it runs. */
  const writeCode = (node: number, authority: Authority): void => {
    const held = [{ authority, term: permanent }];
    for (const { carrier, path, needs, about, technique, rests } of below(stored, authority)) {
      const details = permitted(held, needs, path, permits, about);
      if (details !== undefined)
        addWayThroughWorkload(graph, node, technique, wayTo(carrier, [...(details.assumes ?? []), ...rests]));
    }
  };

  for (const authority of authorities.all) {
    const node = nodeOfAuthority(authority);
    if (node !== undefined) showKeys(node, authority);
    if (node !== undefined) writeCode(node, authority);
    if (node !== undefined) reach(node, [{ authority, term: permanent }], false);
  }
  // Roles that add up: of one alone the node of the authority has the step already. Those who have the same share a node.
  const bySet = new Map<string, { readonly held: readonly Held[]; readonly members: number[] }>();
  for (const id of principals.all.keys()) {
    const held = authorities.of(id);
    const node = nodes.of(id);
    if (node === undefined || held.length < 2) continue;
    const key = held
      .map(({ authority, term }) => JSON.stringify([authority.key, term]))
      .sort()
      .join(' ');
    const set = bySet.get(key) ?? { held, members: [] };
    set.members.push(node);
    bySet.set(key, set);
  }
  for (const { held, members } of bySet.values())
    if (addUp(held))
      reach(
        sharedHolder(
          graph,
          members,
          () => `whoever has ${held.map(({ authority }) => authority.role.name).join(' and ')}`,
        ),
        held,
        true,
      );
};

const several: readonly (readonly Need[])[] = [
  ...carrierTechniques.flatMap(({ needs }) => (needs.length > 1 ? [needs] : [])),
  ...hosts.map((host) => [assignIdentity, ...host]),
];

/** Whether roles permit together what none of them permits alone, or each somewhere else. */
const addUp = (held: readonly Held[]): boolean => {
  const roles = [...new Set(held.map(({ authority }) => authority.role))];
  return several.some((needs) => needs.every((need) => roles.some((role) => permitsAtAll(role, need))));
};
