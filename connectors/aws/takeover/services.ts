import { dependsOnTarget } from '../context.ts';
import { known } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, denied } from '../policy/evaluate.ts';
import { compileWildcard } from '../policy/wildcard.ts';
import {
  type Need,
  type PassRoleTechnique,
  passRoleTechniques,
  type WorkloadTechnique,
  workloadTechniques,
} from '../techniques/index.ts';
import { accountAndType } from '../workloads.ts';
import { serviceTrust } from './assume.ts';
import { aimAt, type Build, type Universe, type UniverseMember, universe, workloadsOf } from './build.ts';
import { detailsOf, type EdgeDetails } from './graph-builder.ts';
import { ask, askOnChosenResource, both, type Holder, mayDo } from './holder.ts';

/** Roles of an account that a service could act as, by trust policy; in order of identity within each. */
const rolesByTrust = (build: Build, account: string): ReadonlyMap<number, readonly number[]> => {
  let byTrust = build.rolesByTrust.get(account);
  if (byTrust === undefined) {
    const found = new Map<number, number[]>();
    for (const index of build.byAccount.get(account) ?? []) {
      const role = build.principals[index]!;
      if (role.kind !== 'role' || role.serviceLinked || role.trust === undefined) continue;
      const roles = found.get(role.trust);
      if (roles === undefined) found.set(role.trust, [index]);
      else roles.push(index);
    }
    byTrust = found;
    build.rolesByTrust.set(account, byTrust);
  }
  return byTrust;
};

/** Roles of an account that a service may act as. */
const rolesOfService = (
  build: Build,
  account: string,
  service: string,
  inInstanceProfile: boolean,
): Universe =>
  universe(
    build,
    `roles of account ${account} for ${service}${inInstanceProfile ? ' in an instance profile' : ''}`,
    () => {
      const members: UniverseMember[] = [];
      for (const [trust, all] of rolesByTrust(build, account)) {
        const roles = inInstanceProfile
          ? all.filter((index) => build.principals[index]!.inInstanceProfile)
          : all;
        // Roles with the same trust policy get the same answer, unless the policy asks about the role itself.
        const own = asksAboutRole(build.inventory.store.documents[trust]!);
        let details: EdgeDetails | undefined;
        for (const [position, index] of roles.entries()) {
          if (own || position === 0) details = serviceTrust(build, build.principals[index]!, index, service);
          if (details !== undefined) members.push({ index, details });
          else if (!own) break;
        }
      }
      return members.sort((a, b) => a.index - b.index);
    },
  );

const asksAboutRole = (trust: PolicyDocument): boolean =>
  trust.statements.some((statement) => statement.conditions.some((clause) => dependsOnTarget(clause.key)));

const askAll = (holder: Holder, build: Build, needs: readonly Need[]): Decision => {
  let result: Decision | undefined;
  for (const need of needs) {
    const decision = askOnChosenResource(holder, build, need.action, need.on);
    if (decision.verdict === 'denied') return denied;
    result = result === undefined ? decision : both(result, decision);
  }
  return result ?? denied;
};

const passRole = 'iam:PassRole';

/** `iam:PassRole`: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const addPassRoleEdges = (build: Build, holder: Holder): void => {
  if (!mayDo(holder, passRole)) return;
  for (const technique of passRoleTechniques) {
    if (!technique.needs.every((need) => mayDo(holder, need.action))) continue;
    const besides = askAll(holder, build, technique.needs);
    if (besides.verdict === 'denied') continue;
    for (const service of technique.services) {
      for (const profile of profileWays(technique, holder, build)) {
        aimAt(build, holder, rolesOfService(build, holder.account, service, profile.needed), {
          actions: [passRole],
          technique: { ...technique, mechanism: 'pass-to-service' },
          more: new Map([['iam:passedtoservice', known(service)]]),
          besides: profile.besides === undefined ? besides : both(besides, profile.besides),
          ...(technique.assumes === undefined ? {} : { details: { assumes: [technique.assumes] } }),
        });
      }
    }
  }
};

/**
 * EC2 takes roles only in instance profiles: one that exists, or one that the holder makes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
const profileWays = (
  technique: PassRoleTechnique,
  holder: Holder,
  build: Build,
): readonly { needed: boolean; besides?: Decision }[] => {
  if (technique.instanceProfile !== true) return [{ needed: false }];
  const pattern = 'arn:{partition}:iam::{account}:instance-profile/?*' as const;
  const makes = ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile']
    .map((action) => askOnChosenResource(holder, build, action, pattern))
    .reduce(both);
  return makes.verdict === 'denied'
    ? [{ needed: true }]
    : [{ needed: true }, { needed: false, besides: makes }];
};

/**
 * Roles that run somewhere, by type of workload: proven by those that were collected, and as an assumption unless all
 * of the type are known.
 */
export const addWorkloadEdges = (build: Build, holder: Holder): void => {
  for (const technique of workloadTechniques) {
    if (!technique.needs.every((need) => mayDo(holder, need.action))) continue;
    addKnownWorkloads(build, holder, technique);
    if (!build.workloadTypes.has(accountAndType(holder.account, technique.resourceType)))
      addAssumedWorkloads(build, holder, technique);
  }
};

const mechanism = 'write-code' as const;

const addAssumedWorkloads = (build: Build, holder: Holder, technique: WorkloadTechnique): void => {
  const decision = askAll(holder, build, technique.needs);
  if (decision.verdict === 'denied') return;
  for (const service of technique.services) {
    const roles = rolesOfService(build, holder.account, service, service === 'ec2.amazonaws.com');
    const assumes = [`${technique.workload} that it may use runs with the role`];
    aimAt(build, holder, roles, {
      actions: [],
      technique: { ...technique, mechanism },
      besides: decision,
      details: { ...detailsOf(decision), assumes: [...decision.assumes, ...assumes] },
    });
  }
};

/** A need on the workload itself is checked against its ARN; any other on a name of the holder's choice. */
const isAbout = (need: Need, arn: string, holder: Holder): boolean =>
  need.on !== '*' &&
  compileWildcard(need.on.replace('{partition}', holder.partition).replace('{account}', holder.account))(arn);

const addKnownWorkloads = (build: Build, holder: Holder, technique: WorkloadTechnique): void => {
  for (const { data } of workloadsOf(build.inventory, holder.account, technique.resourceType)) {
    let decision: Decision | undefined;
    for (const need of technique.needs) {
      const answer = isAbout(need, data.Arn, holder)
        ? ask(holder, build, { action: need.action, resource: data.Arn })
        : askOnChosenResource(holder, build, need.action, need.on);
      decision = decision === undefined ? answer : both(decision, answer);
    }
    if (decision === undefined || decision.verdict === 'denied') continue;
    const open = technique.assumes === undefined ? [] : [technique.assumes];
    const details: EdgeDetails = {
      ...detailsOf(decision),
      assumes: [...decision.assumes, ...open],
      through: data.Arn,
    };
    for (const roleArn of data.RoleArns) {
      const role = build.indexOf(roleArn);
      if (role !== undefined) build.graph.edge(holder.node, role, { ...technique, mechanism }, details);
    }
  }
};
