import type { BeyondBudgets } from '../../../src/identities/too-complex.ts';
import type { TakeoverGraph } from '../../../src/model/takeover.ts';
import { createGraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { createTargets } from '../../../src/takeover/targets.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import { guardrailsOf } from '../facts/organization.ts';
import type { RoleTrust } from '../identities/trust.ts';
import { membership } from '../techniques/index.ts';
import { addGroupJoining, addLimitedCreation, addPolicyAttaching } from './added-policies.ts';
import type { Asking } from './asking.ts';
import { addAssumeEdges } from './assume.ts';
import { addBoundaryRemoval } from './boundaries.ts';
import { addBoundaryRemovals, addCombinedWrites, addMediatedWrites } from './combined-writes.ts';
import { addCreationEdges } from './creation.ts';
import { addCredentialEdges } from './credentials.ts';
import { addDenyRemoval } from './deny-removal.ts';
import { type Directory, directoryOf } from './directory.ts';
import { addFullAccess } from './full-access.ts';
import { gatherHolders } from './gather-holders.ts';
import type { Holder } from './holder.ts';
import { createHypotheticalHolders, type HypotheticalHolders, type State } from './hypothetical.ts';
import { addOrganizationEdges } from './organization-paths.ts';
import type { AllowAll, Drawing, KnownWorkloadTypes, Trusts } from './parts.ts';
import { addPassRoleEdges } from './pass-role.ts';
import { addSelfEscalation, addVersionRollback } from './permissions.ts';
import { sameStatementIn, statementsIn } from './representative-policy.ts';
import { addResourceAccess } from './resource-access.ts';
import { addWorkloadPolicyEdges } from './workload-policies.ts';
import { addWorkloadEdges } from './workloads.ts';

export interface TakeoverInput {
  readonly inventory: Inventory;
  /** By index of `inventory.principals`. */
  readonly trusts: readonly (readonly RoleTrust[])[];
  readonly now: string;
  readonly scopeOf: (account: string) => number;
  /** Types of workloads, as `accountAndType`, of which all are known. */
  readonly workloadTypes: ReadonlySet<string>;
  /** Index of the interned profile of what a principal's policies and limits come to. */
  readonly profileOf: (principal: Principal) => number;
  /** Told of what is past a budget. Absent: nobody asks. */
  readonly beyond?: BeyondBudgets | undefined;
}

type Parts = Asking & AllowAll & Directory & Drawing & HypotheticalHolders & KnownWorkloadTypes & Trusts;

type Step = (parts: Parts, holder: Holder) => void;

/** What a holder can do by its own policies. */
const steps: readonly Step[] = [
  addSelfEscalation,
  addGroupJoining,
  addPolicyAttaching,
  addVersionRollback,
  addBoundaryRemoval,
  addDenyRemoval,
  addCreationEdges,
  addLimitedCreation,
  addCredentialEdges,
  addPassRoleEdges,
  addWorkloadEdges,
  addOrganizationEdges,
];

/** The same of a holder that only writing of permissions brought in: groups, boundaries and denies have had their turn. */
const laterSteps: readonly Step[] = [
  addSelfEscalation,
  addCreationEdges,
  addLimitedCreation,
  addCredentialEdges,
  addPassRoleEdges,
  addWorkloadEdges,
  addOrganizationEdges,
];

const addSteps = (parts: Parts, holder: Holder, list: readonly Step[]): void => {
  addFullAccess(parts, holder);
  if (holder.kind !== 'root') for (const add of list) add(parts, holder);
};

export interface Takeover {
  readonly graph: TakeoverGraph;
  /** What identities are after a step that they can take, at nodes of the graph. */
  readonly states: readonly State[];
}

export const buildTakeover = (input: TakeoverInput): Takeover => {
  const { inventory, trusts, now, scopeOf, workloadTypes, profileOf } = input;
  const { principals, store } = inventory;
  const guardrails = guardrailsOf(inventory);
  const graph = createGraphBuilder(principals.length, membership);
  const directory = directoryOf(principals);
  const allowAll =
    store.documents[
      store.intern({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
    ]!;
  const queue: Holder[] = [];
  const parts: Parts = {
    inventory,
    guardrails,
    now,
    meetsConditions: true,
    beyond: input.beyond,
    graph,
    targets: createTargets(graph),
    scopeOf,
    trusts,
    allowAll,
    workloadTypes,
    ...directory,
    ...createHypotheticalHolders({
      ...directory,
      inventory,
      guardrails,
      graph,
      allowAll,
      profileOf,
      made: (holder) => queue.push(holder),
    }),
  };

  const { holders, holderOf } = gatherHolders(parts);
  for (const holder of holders) queue.push(holder);
  for (let next = 0; next < queue.length; next += 1) addSteps(parts, queue[next]!, steps);
  const settled = queue.length;
  addAssumeEdges(parts, queue, holderOf);
  addWorkloadPolicyEdges(parts, queue, holderOf);
  addBoundaryRemovals(parts, queue.slice(0, settled));
  addCombinedWrites(parts, queue);
  addMediatedWrites(parts, queue);
  // These may have brought in new hypothetical holders: they get their own edges.
  for (let next = settled; next < queue.length; next += 1) addSteps(parts, queue[next]!, laterSteps);
  if (queue.length > settled) {
    addAssumeEdges(parts, queue.slice(settled), []);
    addWorkloadPolicyEdges(parts, queue.slice(settled), []);
  }
  addResourceAccess(parts, profileOf);
  return {
    graph: {
      ...graph.finish().takeover,
      sameStatement: sameStatementIn(inventory.store),
      statementsOf: statementsIn(inventory.store),
    },
    states: parts.states,
  };
};
