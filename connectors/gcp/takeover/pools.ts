import type { FactRef } from '../../../src/model/evidence.ts';
import { assuming } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { nodePerPlace } from '../../../src/takeover/holders.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import {
  accessToken,
  changeAttestation,
  changeProvider,
  changeWorkforce,
  switchPoolOnNeed,
} from '../techniques/accounts.ts';
import type { AccountTechnique } from '../techniques/types.ts';
import type { Holder, Permits } from './permits.ts';

const workload: readonly AccountTechnique[] = [changeProvider, changeAttestation];
const workforce: readonly AccountTechnique[] = [changeWorkforce];

/** Whom a pool gives: accounts that trust its members for certain, and members that have roles of their own. */
const membersOf = (
  { bindings, principals, places }: Arranged,
  nodeOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, ReadonlySet<number>> => {
  const members = new Map<string, Set<number>>();
  const put = (pool: string, node: number | undefined): void => {
    if (node === undefined) return;
    const name = places.nameOf(`//iam.googleapis.com/${pool}`);
    members.set(name, (members.get(name) ?? new Set()).add(node));
  };
  const accounts = new Map([...principals.values()].map(({ place, id }) => [place, id]));
  for (const { member, place, role, term, condition } of bindings) {
    if (member.is !== 'federated' || term.duration === 'eligible' || condition !== undefined) continue;
    if (!accessToken.some((permission) => role.has(permission))) continue;
    const account = accounts.get(place);
    if (account !== undefined && principals.get(account)?.fact?.data.disabled !== true)
      put(member.pool, nodeOf.get(account));
  }
  for (const { member, id } of principals.values())
    if (member !== undefined) put(member.pool, nodeOf.get(id));
  return members;
};

/** Where pools live, which are off, and what tells their providers. */
const poolsOf = ({
  inventory,
  places,
}: Arranged): {
  readonly homeOf: (pool: string) => string | undefined;
  readonly off: ReadonlySet<string>;
  readonly sources: ReadonlyMap<string, FactRef>;
} => {
  /** Pools of a workforce hang below their organisation, and their names do not say which. */
  const organizations = places.nodes.filter((node) => node.startsWith('organizations/'));
  const told = new Map(
    inventory
      .of('gcp.pool')
      .flatMap(({ data }) =>
        data.parent == null
          ? []
          : [[places.nameOf(`//iam.googleapis.com/${data.name}`), places.nameOf(data.parent)] as const],
      ),
  );
  /** Whose tokens Google takes no more, until they are switched on again. */
  const off = new Set(
    inventory
      .of('gcp.pool')
      .flatMap(({ data }) =>
        data.disabled === true || data.state === 'DELETED'
          ? [places.nameOf(`//iam.googleapis.com/${data.name}`)]
          : [],
      ),
  );
  const homeOf = (pool: string): string | undefined =>
    pool.includes('/workforcePools/')
      ? (told.get(pool) ?? (organizations.length === 1 ? organizations[0] : undefined))
      : pool;
  const sources = new Map(
    inventory
      .of('gcp.pool-provider')
      .map((fact) => [
        places.nameOf(`//iam.googleapis.com/${fact.data.name.replace(/\/providers\/[^/]+$/, '')}`),
        sourceOf(fact),
      ]),
  );
  return { homeOf, off, sources };
};

/**
 * Whoever decides whose tokens a pool takes is any member of it: the accounts that trust members for certain, and members that
 * have roles of their own.
 *
 *     ana ──► "whoever decides whom pool P takes" ─┬──► the account that trusts P
 *                                                 └──► principalSet://…/P/*
 */
export const poolSteps = (
  arranged: Arranged,
  graph: GraphBuilder,
  nodeOf: ReadonlyMap<string, number>,
  permits: Permits,
): ((holder: Holder, from: number) => void) => {
  const { places } = arranged;
  const members = membersOf(arranged, nodeOf);
  const { homeOf, off, sources } = poolsOf(arranged);
  const deciding = nodePerPlace((key) => {
    const [id, pool] = key.split(' ') as [string, string];
    const technique = [...workload, ...workforce].find((each) => each.id === id)!;
    const node = graph.holders(`whoever decides whom ${pool.slice(pool.indexOf('/') + 1)} takes`);
    const source = sources.get(pool);
    for (const to of members.get(pool)!)
      graph.edge(node, to, technique, {
        assumes: technique.assumes ?? [],
        ...(source === undefined ? {} : { evidence: [{ ...source, says: 'is a provider of the pool' }] }),
      });
    return node;
  });
  return (holder, from) => {
    for (const pool of members.keys()) {
      const home = homeOf(pool);
      if (home === undefined) continue;
      const [, number] = /^iam\.googleapis\.com\/projects\/(\d+)\//.exec(pool) ?? [];
      const project = number === undefined ? undefined : places.supposedProject(number);
      if (project !== undefined) {
        for (const technique of workload) {
          const details = permits(holder, technique.needs, `projects/${project}`);
          if (details !== undefined)
            graph.belongs(
              from,
              deciding(`${technique.id} ${pool}`),
              assuming(details, [`the project of number ${number} is ${project}`]),
            );
        }
        continue;
      }
      const chain = new Set([pool, ...places.chainOf(home)]);
      if (!holder.bindings.some(({ place }) => chain.has(place))) continue;
      if (off.has(pool) && permits(holder, [switchPoolOnNeed], home) === undefined) continue;
      for (const technique of home === pool ? workload : workforce) {
        const details = permits(holder, technique.needs, home);
        if (details !== undefined)
          graph.belongs(from, deciding(`${technique.id} ${pool}`), assuming(details));
      }
    }
  };
};
