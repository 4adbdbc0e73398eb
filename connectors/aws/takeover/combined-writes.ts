import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Principal } from '../facts/inventory.ts';
import { addAttachingThrough } from './added-policies.ts';
import type { Asking } from './asking.ts';
import { addBoundaryRemovalThrough, removesAnyBoundary } from './boundaries.ts';
import type { Directory } from './directory.ts';
import type { Holder } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import type { Drawing } from './parts.ts';
import { addWriteThrough, writesAnyPermissions, writesPermissionsOf } from './permissions.ts';

type Parts = Asking & Directory & Drawing & HypotheticalHolders;

/**
 * Writing the permissions of another identity is worth something only to who can become it. So for each holder that
 * writes any: search what it can become, and look there for an identity whose permissions it writes. New edges can
 * open new ways, therefore until nothing changes.
 */
export const addCombinedWrites = (parts: Parts, holders: readonly Holder[]): void => {
  const writers = holders.filter((holder) => holder.kind !== 'root' && writesAnyPermissions(holder));
  const done = new Set<Holder>();
  for (let changed = true, round = 0; changed && round < 8; round += 1) {
    changed = false;
    for (const holder of writers) {
      if (done.has(holder)) continue;
      // Members with ways of their own (a trust policy that names them) are searched one by one.
      const own = holder.members.filter(
        (member) => member !== holder.node && [...parts.graph.out(member)].length > 1,
      );
      for (const start of [holder.node, ...own]) {
        for (const provenOnly of [true, false]) {
          const found = firstWritable(parts, holder, start, provenOnly);
          if (found.added) changed = true;
          if (!found.all) continue;
          if (provenOnly && start === holder.node) done.add(holder);
          break;
        }
      }
    }
  }
};

/** The same for boundaries: all identities that the holder can become, because each is worth something else. */
export const addBoundaryRemovals = (parts: Parts, holders: readonly Holder[]): void => {
  const { principals } = parts;
  for (const holder of holders) {
    if (holder.kind === 'root' || !removesAnyBoundary(holder)) continue;
    const done = new Set<number>(holder.members);
    for (const provenOnly of [true, false]) {
      const reached = reachableFrom(
        parts,
        [holder.node, ...holder.members],
        provenOnly,
        parts.scopeOf(holder.account),
      );
      // Full control is within reach already: nothing is to be gained.
      if (reached === undefined) break;
      for (const node of reached) {
        const target = principals[node];
        if (target?.boundaryArn === undefined || target.account !== holder.account || done.has(node))
          continue;
        done.add(node);
        addBoundaryRemovalThrough(parts, holder.node, holder, node, provenOnly ? [] : [becoming]);
      }
    }
  }
};

/** Nodes that some nodes lead to; undefined: one of them is full control of the scope. */
const reachableFrom = (
  { graph }: Pick<Drawing, 'graph'>,
  starts: readonly number[],
  provenOnly: boolean,
  scope: number,
): readonly number[] | undefined => {
  const control = graph.control(scope);
  const known = leadingToControl(graph, scope, provenOnly);
  if (starts.some((start) => known.has(start))) return undefined;
  const seen = new Set(starts);
  const queue = [...seen];
  const stepTo = queue.map(() => -1);
  for (let next = 0; next < queue.length; next += 1) {
    for (const { to, proven } of graph.out(queue[next]!)) {
      if ((provenOnly && !proven) || seen.has(to)) continue;
      if (to === control || known.has(to)) {
        for (let step = next; step >= 0; step = stepTo[step]!) known.add(queue[step]!);
        return undefined;
      }
      seen.add(to);
      if (to < 0) continue;
      queue.push(to);
      stepTo.push(next);
    }
  }
  return queue;
};

/** Who can become both the writer and the identity that is written to has what neither of the two has alone. */
export const addMediatedWrites = (parts: Parts, holders: readonly Holder[]): void => {
  const { graph } = parts;
  const origins = graph.origins();
  for (const holder of holders) {
    if (holder.kind === 'root' || holder.kind === 'anyone' || !writesAnyPermissions(holder)) continue;
    const seen = new Set<number>([holder.node, ...holder.members]);
    const queue = [...seen];
    for (let next = 0; next < queue.length; next += 1) {
      const node = queue[next]!;
      const found =
        next < holder.members.length || node === holder.node
          ? false
          : firstWritable(parts, holder, node, true, true).all ||
            firstWritable(parts, holder, node, false, true).all;
      // Whoever can become this one has the same way already.
      if (found) continue;
      for (const origin of origins(node)) {
        if (origin < 0 || seen.has(origin)) continue;
        seen.add(origin);
        queue.push(origin);
      }
    }
  }
};

const becoming = 'it can become that identity, which rests on an assumption of its own';

/** What limits whoever writes the permissions of an identity and acts as it: its boundary, and denies of its own. */
const limitsOf = ({ inventory }: Asking, { boundaryArn, policies }: Principal): string => {
  const denying = policies
    .map(({ document }) => document)
    .filter((document) => inventory.store.documents[document]!.statements.some(({ allow }) => !allow));
  return boundaryArn === undefined && denying.length === 0
    ? ''
    : JSON.stringify([boundaryArn ?? '', ...new Set(denying.sort((a, b) => a - b))]);
};

interface Found {
  /** Nothing more is to be gained: full control was within reach already, or is by a write that is certain and unlimited. */
  readonly all: boolean;
  readonly added: boolean;
}

/**
 * Nodes from which full control of a scope is known to be within reach. Edges are only ever added, so that it stays so;
 * searches that come past one of them are over, and do not walk again through all that it reaches.
 */
const leadingToControl = (graph: GraphBuilder, scope: number, provenOnly: boolean): Set<number> => {
  const known = nodesLeadingToControl.get(graph) ?? new Map<string, Set<number>>();
  nodesLeadingToControl.set(graph, known);
  const key = `${scope} ${provenOnly}`;
  const nodes = known.get(key) ?? new Set();
  known.set(key, nodes);
  return nodes;
};

const nodesLeadingToControl = new WeakMap<GraphBuilder, Map<string, Set<number>>>();

/**
 * Adds an edge for the nearest reachable identity whose permissions the holder writes without any limit, and on the way to it
 * one for each set of limits: what is nearest may be worth nothing.
 */
const firstWritable = (
  parts: Parts,
  holder: Holder,
  start: number,
  provenOnly: boolean,
  /** The start has to become the holder first. */
  mediated = false,
): Found => {
  const { principals } = parts;
  const own = new Set(holder.members);
  const queue = reachableFrom(parts, [start], provenOnly, parts.scopeOf(holder.account));
  if (queue === undefined) return { all: true, added: false };
  if (mediated && provenOnly && !queue.includes(holder.node)) return { all: false, added: false };
  const assumes = provenOnly ? [] : [becoming];
  const certain = new Set<string>();
  const perhaps = new Set<string>();
  let added = false;
  for (const node of queue) {
    const target = own.has(node) ? undefined : principals[node];
    if (target === undefined || target.account !== holder.account) continue;
    const limits = limitsOf(parts, target);
    if (certain.has(limits)) continue;
    const way = writesPermissionsOf(parts, holder, target);
    if (way === undefined) {
      if (!mediated && addAttachingThrough(parts, start, holder, node, assumes)) added = true;
      continue;
    }
    const isCertain = way.decision.verdict === 'allowed';
    if (!isCertain && perhaps.has(limits)) continue;
    (isCertain ? certain : perhaps).add(limits);
    if (addWriteThrough(parts, start, holder, target, way, assumes, mediated)) added = true;
    if (isCertain && limits === '') return { all: true, added };
  }
  return { all: false, added };
};
