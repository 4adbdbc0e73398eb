import { type EdgeDetails, noDetails } from '../../../src/takeover/edge-details.ts';
import { addWayThroughWorkload } from '../../../src/takeover/workloads.ts';
import type { Inventory } from '../facts/inventory.ts';
import { accountAndType, type ScopedWorkload } from '../facts/workloads.ts';
import type { Decision } from '../policy/evaluate.ts';
import { compileWildcard } from '../policy/wildcard.ts';
import { type Need, type WorkloadTechnique, workloadTechniques } from '../techniques/index.ts';
import { aimAt } from './aim.ts';
import { type Asking, ask, askNeed, askNeeds } from './asking.ts';
import { both, detailsOf } from './decisions.ts';
import type { Directory } from './directory.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import type { Drawing, KnownWorkloadTypes, Trusts } from './parts.ts';
import { policyOfResource, resourceDenies } from './resource-based-policy.ts';
import { partiesOf, rolesOfService } from './service-roles.ts';
import { serviceTrust } from './service-trust.ts';
import { limitedBy } from './session-limits.ts';

type Parts = Asking &
  Directory &
  Drawing &
  KnownWorkloadTypes &
  Trusts &
  Pick<HypotheticalHolders, 'withinSessionPolicies'>;

/**
 * Roles that run somewhere, by type of workload: proven by those that were collected, and as an assumption unless all
 * of the type are known.
 */
export const addWorkloadEdges = (parts: Parts, holder: Holder): void => {
  for (const technique of workloadTechniques) {
    if (!technique.needs.every((need) => mayDo(holder, need.action))) continue;
    addKnownWorkloads(parts, holder, technique);
    if (!parts.workloadTypes.has(accountAndType(holder.account, technique.resourceType)))
      addAssumedWorkloads(parts, holder, technique);
  }
};

const addAssumedWorkloads = (parts: Parts, holder: Holder, technique: WorkloadTechnique): void => {
  const decision = askNeeds(holder, parts, technique.needs);
  if (decision.verdict === 'denied') return;
  for (const party of partiesOf(technique)) {
    const roles = rolesOfService(parts, holder.account, party, party.service === 'ec2.amazonaws.com');
    const assumes = [`${technique.workload} that it may use runs with the role`];
    aimAt(parts, holder, roles, {
      actions: [],
      technique,
      besides: decision,
      details: { ...detailsOf(decision), assumes: [...decision.assumes, ...assumes] },
    });
  }
};

/** A need on the workload itself is checked against its ARN; any other on a name of the holder's choice. */
export const isAbout = (need: Need, arn: string): boolean => {
  const [, partition = '', , , account = ''] = arn.split(':');
  return (
    need.on !== '*' &&
    compileWildcard(need.on.replace('{partition}', partition).replace('{account}', account))(arn)
  );
};

/** By the holder's own policies; a policy of the workload may still deny. */
const askOnWorkload = (parts: Parts, holder: Holder, action: string, arn: string): Decision => {
  const decision = ask(holder, parts, { action, resource: arn });
  const policy = decision.verdict === 'denied' ? undefined : policyOfResource(parts.inventory, arn);
  if (policy === undefined) return decision;
  const document = parts.inventory.store.documents[policy.document]!;
  const asked = { action: action.toLowerCase(), account: holder.account, resource: arn };
  return both(decision, resourceDenies(document, holder, parts, asked));
};

const addKnownWorkloads = (parts: Parts, holder: Holder, technique: WorkloadTechnique): void => {
  for (const { data } of workloadsOf(parts.inventory, holder.account, technique.resourceType)) {
    const { owner } = technique;
    const subject = owner === undefined ? data.Arn : data.Arn.replace(owner.of, owner.is);
    let decision: Decision | undefined;
    for (const need of technique.needs) {
      const answer = isAbout(need, subject)
        ? askOnWorkload(parts, holder, need.action, subject)
        : askNeed(holder, parts, need);
      decision = decision === undefined ? answer : both(decision, answer);
    }
    if (decision === undefined || decision.verdict === 'denied') continue;
    const open = technique.assumes === undefined ? [] : [technique.assumes];
    addWayThroughWorkload(parts.graph, holder.node, technique, {
      id: data.Arn,
      runsAs: data.RoleArns.flatMap((arn) => {
        const role = parts.indexOf(arn);
        if (role === undefined) return [];
        const trust = technique.newResource === true ? newTrust(parts, role, technique) : noDetails;
        return trust === undefined ? [] : [{ node: limitedBy(parts, role, data), details: trust }];
      }),
      details: { ...detailsOf(decision), assumes: [...decision.assumes, ...open] },
    });
  }
};

/** Whether a role lets a new resource of the technique's service in. */
const newTrust = (parts: Parts, role: number, technique: WorkloadTechnique): EdgeDetails | undefined =>
  partiesOf(technique)
    .map((party) => serviceTrust(parts, parts.principals[role]!, role, party))
    .find((found) => found !== undefined);

const workloadIndex = new WeakMap<Inventory, ReadonlyMap<string, readonly ScopedWorkload[]>>();

/** Collected workloads of one account and type. */
const workloadsOf = (
  inventory: Inventory,
  account: string,
  resourceType: string,
): readonly ScopedWorkload[] => {
  let index = workloadIndex.get(inventory);
  if (index === undefined) {
    index = Map.groupBy(inventory.workloads, ({ scope, data }) => accountAndType(scope, data.ResourceType));
    workloadIndex.set(inventory, index);
  }
  return index.get(accountAndType(account, resourceType)) ?? [];
};
