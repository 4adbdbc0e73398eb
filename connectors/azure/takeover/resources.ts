import { type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { sharedHolder } from '../../../src/takeover/holders.ts';
import { addWayThroughWorkload } from '../../../src/takeover/workloads.ts';
import type { AccountKeys } from '../facts/account-keys.ts';
import { permanent, type Term } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import type { Delegation } from '../rbac/condition/delegation.ts';
import { kindOfScope, subscriptionOf } from '../rbac/scope.ts';
import { clusterAdministrator, replaceStoredCode } from '../techniques/carriers/apps.ts';
import { carrierTechniques, hosts } from '../techniques/carriers.ts';
import {
  addIdentityFederation,
  assignIdentity,
  attachIdentity,
  federateIdentity,
  readKeys,
} from '../techniques/identities.ts';
import type { Need } from '../techniques/types.ts';
import type { Authorities, Authority } from './authority.ts';
import { type Carrier, carriersOf, unlistedCarriersOf } from './carriers.ts';
import { activationOf, type Nodes } from './nodes.ts';
import { permitsAtAll } from './role-powers.ts';
import { type Located, type StoredCode, storedCodeOf } from './stored-code.ts';

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

const several: readonly (readonly Need[])[] = [
  ...carrierTechniques.flatMap(({ needs }) => (needs.length > 1 ? [needs] : [])),
  ...hosts.map((host) => [assignIdentity, ...host]),
];

/** Whether roles permit together what none of them permits alone, or each somewhere else. */
const addUp = (held: readonly Held[]): boolean => {
  const roles = [...new Set(held.map(({ authority }) => authority.role))];
  return several.some((needs) => needs.every((need) => roles.some((role) => permitsAtAll(role, need))));
};

/** Of things by their subscriptions, those below an authority. */
const belowIn = ({ subscriptionsBelow, tree }: AzureScopes) => {
  const lists = new Map<unknown, Map<Authority, readonly Located[]>>();
  return <Item extends Located>(
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
      found = subscriptionsBelow(scope, tenant)
        .flatMap((subscription) => from.get(subscription) ?? [])
        .filter(({ path }) => tree.covers(scope, path));
      known.set(authority, found);
    }
    return found;
  };
};

const bySubscription = <Item extends Located>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> =>
  Map.groupBy(items, ({ path }) => subscriptionOf(path) ?? '');

interface Field {
  readonly graph: GraphBuilder;
  readonly scopes: AzureScopes;
  readonly permits: Authorities['permits'];
  readonly nodes: Nodes;
  readonly below: ReturnType<typeof belowIn>;
  readonly carriers: ReadonlyMap<string, readonly Carrier[]>;
  /** Where code lies, or an image. */
  readonly stored: ReadonlyMap<string, readonly StoredCode[]>;
  /** Managed identities that are resources. */
  readonly identities: ReadonlyMap<string, readonly (Located & { readonly principal: Principal })[]>;
  readonly keys: ReadonlyMap<
    string,
    readonly (Located & { readonly principal: Principal; readonly keys: AccountKeys })[]
  >;
}

const fieldOf = (
  graph: GraphBuilder,
  arranged: Arranged,
  scopes: AzureScopes,
  permits: Authorities['permits'],
  nodes: Nodes,
  listed: readonly Carrier[],
): Field => {
  const principals = [...arranged.principals.all.values()];
  return {
    graph,
    scopes,
    permits,
    nodes,
    below: belowIn(scopes),
    carriers: bySubscription([...listed, ...unlistedCarriersOf(arranged, nodes)]),
    stored: bySubscription(storedCodeOf(arranged, listed)),
    identities: bySubscription(
      principals.flatMap((principal) =>
        principal.assignedPath === undefined ? [] : [{ principal, path: principal.assignedPath }],
      ),
    ),
    keys: bySubscription(
      principals.flatMap((principal) =>
        principal.keys === undefined || principal.place === undefined
          ? []
          : [{ principal, path: principal.place, keys: principal.keys }],
      ),
    ),
  };
};

/** Whoever runs code on a resource becomes what it carries. */
const reachCarriers = (field: Field, node: number, held: readonly Held[], isCombined: boolean): void => {
  const { graph, permits, below, carriers } = field;
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
};

/** Managed identities by federated credentials of their own, and by attaching them where code runs. */
const reachIdentities = (field: Field, node: number, held: readonly Held[], isCombined: boolean): void => {
  const { graph, scopes, permits, nodes, below, identities } = field;
  let host: EdgeDetails | undefined | 'unasked' = 'unasked';
  const seen = new Set<string>();
  for (const { authority } of held)
    for (const { principal, path } of below(identities, authority)) {
      const to = nodes.of(principal.id);
      if (to === undefined || seen.has(path)) continue;
      seen.add(path);
      const evidence = [{ ...principal.source, says: `${principal.name} is a managed identity at ${path}` }];
      const federated = isCombined ? undefined : permitted(held, [federateIdentity], path, permits);
      if (federated !== undefined) graph.edge(node, to, addIdentityFederation, { ...federated, evidence });
      if (host === 'unasked') host = hostOf(held, permits, scopes.tree);
      const assigned = host === undefined ? undefined : permitted(held, [assignIdentity], path, permits);
      if (host !== undefined && assigned !== undefined)
        graph.edge(node, to, attachIdentity, { ...together(host, assigned), evidence });
    }
};

const showKeys = (
  { graph, permits, nodes, below, keys }: Field,
  node: number,
  authority: Authority,
): void => {
  for (const { principal, path, keys: account } of below(keys, authority)) {
    const to = nodes.of(principal.id);
    const assumes = permits(authority, { action: account.shownBy }, path);
    if (to === undefined || assumes === undefined) continue;
    graph.edge(
      node,
      to,
      { ...readKeys, source: account.source },
      { assumes, evidence: [{ ...principal.source, says: `${principal.name} open it` }] },
    );
  }
};

/** Whoever writes where the code of a workload lies, or its image, decides what it runs. */
const writeCode = ({ graph, permits, below, stored }: Field, node: number, authority: Authority): void => {
  const held = [{ authority, term: permanent }];
  for (const { carrier, path, needs, about, technique, rests } of below(stored, authority)) {
    const details = permitted(held, needs, path, permits, about);
    if (details !== undefined)
      addWayThroughWorkload(graph, node, technique, wayTo(carrier, [...(details.assumes ?? []), ...rests]));
  }
};

/** Roles that add up: of one alone the node of the authority has the step already. Those who have the same share a node. */
const addSums = (field: Field, ids: Iterable<string>, of: Authorities['of']): void => {
  const { graph, nodes } = field;
  const bySet = new Map<string, { readonly held: readonly Held[]; readonly members: number[] }>();
  for (const id of ids) {
    const held = of(id);
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
  for (const { held, members } of bySet.values()) {
    if (!addUp(held)) continue;
    const name = (): string =>
      `whoever has ${held.map(({ authority }) => authority.role.name).join(' and ')}`;
    const node = sharedHolder(graph, members, name);
    reachCarriers(field, node, held, true);
    reachIdentities(field, node, held, true);
  }
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
  const listed = carriersOf(arranged, nodes);
  addAdministrators(graph, listed, nodes);
  addKeysOfCode(graph, listed, nodes);
  const field = fieldOf(graph, arranged, scopes, authorities.permits, nodes, listed);
  for (const authority of authorities.all) {
    const node = nodeOfAuthority(authority);
    if (node === undefined) continue;
    showKeys(field, node, authority);
    writeCode(field, node, authority);
    const held = [{ authority, term: permanent }];
    reachCarriers(field, node, held, false);
    reachIdentities(field, node, held, false);
  }
  addSums(field, arranged.principals.all.keys(), authorities.of);
};
