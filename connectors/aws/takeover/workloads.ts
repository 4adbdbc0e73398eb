import { type EdgeDetails, noDetails } from '../../../src/takeover/edge-details.ts';
import { addWayThroughWorkload } from '../../../src/takeover/workloads.ts';
import { accountAndType } from '../facts/workloads.ts';
import { type Decision, denied } from '../policy/evaluate.ts';
import { type Need, type WorkloadTechnique, workloadTechniques } from '../techniques/index.ts';
import { aimAt } from './aim.ts';
import { type Asking, askNeed, askNeeds } from './asking.ts';
import { better, both, detailsOf } from './decisions.ts';
import type { Directory } from './directory.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import { askOnWorkload, isAbout, workloadsOf } from './known-workloads.ts';
import type { Drawing, KnownWorkloadTypes, Trusts } from './parts.ts';
import { partiesOf, rolesOfService, someRole } from './service-roles.ts';
import { serviceTrust } from './service-trust.ts';
import { limitedBy, rolesWithinUse, withinUse } from './session-limits.ts';

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
  if (!someRole(parts, holder.account, technique)) return;
  const decision = askNeeds(holder, parts, technique.needs);
  if (decision.verdict === 'denied') return;
  for (const party of partiesOf(technique)) {
    const roles = rolesOfService(parts, holder.account, party, party.service === 'ec2.amazonaws.com');
    const assumes =
      technique.anyInstanceProfile === true
        ? [technique.assumes ?? '']
        : [`${technique.workload} that it may use runs with the role`];
    const aimed = technique.uses === undefined ? roles : rolesWithinUse(parts, roles, technique.uses);
    aimAt(parts, holder, aimed, {
      actions: [],
      technique,
      besides: decision,
      details: { ...detailsOf(decision), assumes: [...decision.assumes, ...assumes] },
    });
  }
};

/** Answers on names of the holder's choice: they are the same for all workloads. */
type Chosen = Map<Need, Decision>;

const decideOnWorkload = (
  parts: Parts,
  holder: Holder,
  { owner, needs }: WorkloadTechnique,
  workload: string,
  chosen: Chosen,
): Decision => {
  const subject = owner === undefined ? workload : workload.replace(owner.of, owner.is);
  const askedOn = (need: Need): Decision => {
    if (isAbout(need, subject)) return askOnWorkload(parts, holder, need.action, subject);
    const answer = chosen.get(need) ?? askNeed(holder, parts, need);
    chosen.set(need, answer);
    return answer;
  };
  let decision: Decision | undefined;
  for (const need of needs) {
    const answer = askedOn(need);
    decision = decision === undefined ? answer : both(decision, answer);
    if (decision.verdict === 'denied') return denied;
  }
  return decision ?? denied;
};

const addKnownWorkloads = (parts: Parts, holder: Holder, technique: WorkloadTechnique): void => {
  const known = workloadsOf(parts.inventory, holder.account, technique.resourceType);
  const open = technique.assumes === undefined ? [] : [technique.assumes];
  const chosen: Chosen = new Map();
  if (technique.anyInstanceProfile === true) {
    // Whichever of them it changes, it says as what it runs: one is enough.
    const changeable = known.map(({ data }) => ({
      arn: data.Arn,
      decision: decideOnWorkload(parts, holder, technique, data.Arn, chosen),
    }));
    const best = changeable.map(({ decision }) => decision).reduce(better, denied);
    const through = changeable.find(({ decision }) => decision === best)?.arn;
    if (best.verdict === 'denied' || through === undefined) return;
    for (const party of partiesOf(technique)) {
      const roles = rolesOfService(parts, holder.account, party, true);
      const details = { ...detailsOf(best), assumes: [...best.assumes, ...open], through };
      aimAt(parts, holder, roles, { actions: [], technique, details });
    }
    return;
  }
  for (const { data } of known) {
    const decision = decideOnWorkload(parts, holder, technique, data.Arn, chosen);
    if (decision.verdict === 'denied') continue;
    addWayThroughWorkload(parts.graph, holder.node, technique, {
      id: data.Arn,
      runsAs: data.RoleArns.flatMap((arn) => {
        const role = parts.indexOf(arn);
        if (role === undefined) return [];
        const trust = technique.newResource === true ? newTrust(parts, role, technique) : noDetails;
        if (trust === undefined) return [];
        const node =
          technique.uses === undefined
            ? limitedBy(parts, role, data)
            : withinUse(parts, role, technique.uses);
        return [{ node, details: trust }];
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
