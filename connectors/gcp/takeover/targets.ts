import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Fact } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import { agentTechniques, switchOnNeed } from '../techniques/accounts.ts';

/** An account that can be taken over, and what runs as it. */
export interface Target {
  /** Of one that is switched off, what it is once somebody switches it on. */
  readonly node: number;
  readonly isOff: boolean;
  readonly principal: Principal;
  /** Canonical names. */
  readonly place: string;
  readonly project: string;
  readonly carriers: readonly Fact<'gcp.resource'>[];
  /** Keys whose bearer is the account. */
  readonly apiKeys: readonly Fact<'gcp.api-key'>[];
}

/**
 * Accounts that are switched off, as what they are once somebody who may switches them on: by themselves they do nothing.
 *
 *     ana ──token──► "old-bot, switched on" ──set-iam-policy──► control of P
 *                              └──member──► old-bot
 */
export const sleepersOf = (
  { bindings, principals }: Arranged,
  graph: GraphBuilder,
  nodeOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> => {
  if (!bindings.some(({ role }) => switchOnNeed.some((permission) => role.has(permission)))) return new Map();
  return new Map(
    [...principals.values()].flatMap(({ id, name, kind, fact }) => {
      const node = nodeOf.get(id);
      if (node === undefined || kind === 'service-agent' || fact?.data.disabled !== true) return [];
      const sleeper = graph.targets(`${name}, switched on`);
      graph.belongs(sleeper, node);
      return [[id, sleeper] as const];
    }),
  );
};

/** Accounts by canonical name: those of Google's only where something deploys by them. */
export const targetsOf = (
  arranged: Arranged,
  nodeOf: ReadonlyMap<string, number>,
  sleepers: ReadonlyMap<string, number>,
): readonly Target[] => {
  const carriers = Map.groupBy(
    arranged.inventory
      .of('gcp.resource')
      .flatMap((fact) =>
        (fact.data.serviceAccounts ?? []).map((email) => ({ fact, email: email.toLowerCase() })),
      ),
    ({ email }) => email,
  );
  const keys = Map.groupBy(
    arranged.inventory.of('gcp.api-key').filter(({ data }) => data.deleteTime == null),
    ({ data }) => (data.serviceAccountEmail ?? '').toLowerCase(),
  );
  return [...arranged.principals.values()].flatMap((principal): readonly Target[] => {
    const { id, place, project, kind, fact } = principal;
    const isOff = fact?.data.disabled === true;
    const node = (isOff ? sleepers : nodeOf).get(id);
    if (node === undefined || place === undefined || project === undefined) return [];
    if (!arranged.places.isOwnProject(project)) return [];
    if (kind === 'service-agent' && !agentTechniques.some(({ agent }) => agent.test(id))) return [];
    return [
      {
        node,
        isOff,
        principal,
        place,
        project: `projects/${project}`,
        carriers: (carriers.get(id) ?? []).map(({ fact: carrier }) => carrier),
        apiKeys: keys.get(id) ?? [],
      },
    ];
  });
};

/**
 * Accounts of a project that nothing tells apart for whoever holds nothing on one of them by itself: nothing runs as them, no
 * key is bound to them. What somebody may do to one by the project's policies it may do to all, so they share a node.
 */
export const alikeIn = (
  graph: GraphBuilder,
  byProject: ReadonlyMap<string, readonly Target[]>,
): ReadonlyMap<Target, number> => {
  const found = new Map<Target, number>();
  for (const [project, targets] of byProject) {
    const plain = targets.filter(
      ({ isOff, principal, place, carriers, apiKeys }) =>
        !isOff &&
        principal.kind === 'service-account' &&
        principal.fact !== undefined &&
        carriers.length === 0 &&
        apiKeys.length === 0 &&
        // What is granted on the project reaches it: of some the project is known, and not their name in it.
        place.startsWith(`${project}/`),
    );
    if (plain.length < 4) continue;
    const node = graph.targets(`service accounts of ${project}`);
    for (const target of plain) {
      graph.belongs(node, target.node);
      found.set(target, node);
    }
  }
  return found;
};
