import { accountAndType } from '../facts/workloads.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, denied, type PolicyLayers } from '../policy/evaluate.ts';
import { dependsOnTarget } from '../policy/request-context.ts';
import { compileWildcard } from '../policy/wildcard.ts';
import {
  type Need,
  type PassRoleTechnique,
  passRoleTechniques,
  type WorkloadTechnique,
  workloadTechniques,
} from '../techniques/index.ts';
import { aimAt, type Build, type Universe, universe, workloadsOf } from './build.ts';
import { detailsOf, type EdgeDetails, type GroupMember } from './graph-builder.ts';
import { ask, askNeed, askNeeds, askOnChosenResource, better, both, type Holder, mayDo } from './holder.ts';
import { associatedResource, bySource, needsOf } from './passed-role.ts';
import { type ServiceParty, serviceTrust } from './service-trust.ts';
import { limitedBy } from './session-limits.ts';
import { policyOfResource, resourceDenies } from './two-sides.ts';

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
  party: ServiceParty,
  inInstanceProfile: boolean,
): Universe =>
  universe(
    build,
    `roles of account ${account} for ${party.newResource ? 'something new of ' : ''}${party.service}${inInstanceProfile ? ' in an instance profile' : ''}`,
    () => {
      const members: GroupMember[] = [];
      for (const [trust, all] of rolesByTrust(build, account)) {
        const roles = inInstanceProfile
          ? all.filter((index) => build.principals[index]!.inInstanceProfile)
          : all;
        // Roles with the same trust policy get the same answer, unless the policy asks about the role itself.
        const own = asksAboutRole(build.inventory.store.documents[trust]!);
        let details: EdgeDetails | undefined;
        for (const [position, index] of roles.entries()) {
          if (own || position === 0) details = serviceTrust(build, build.principals[index]!, index, party);
          if (details !== undefined) members.push({ index, details });
          else if (!own) break;
        }
      }
      return members.sort((a, b) => a.index - b.index);
    },
  );

const asksAboutRole = (trust: PolicyDocument): boolean =>
  trust.statements.some((statement) => statement.conditions.some((clause) => dependsOnTarget(clause.key)));

/** Whom the roles of a technique trust. */
const partiesOf = ({
  services,
  identityProvider,
  newResource,
}: PassRoleTechnique | WorkloadTechnique): readonly ServiceParty[] =>
  identityProvider === undefined
    ? services.map((service) => ({ service, federated: false, newResource: newResource === true }))
    : [{ service: identityProvider, federated: true, newResource: newResource === true }];

const passRole = 'iam:PassRole';

/** `iam:PassRole`: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const addPassRoleEdges = (build: Build, holder: Holder): void => {
  if (!mayDo(holder, passRole)) return;
  for (const technique of passRoleTechniques) {
    if (!technique.needs.every((need) => mayDo(holder, need.action))) continue;
    const besides = askNeeds(holder, build, technique.needs);
    if (besides.verdict === 'denied') continue;
    for (const [position, party] of partiesOf(technique).entries()) {
      const service = technique.services[position]!;
      const more = new Map<string, KeyValue>([
        ['iam:passedtoservice', known(service)],
        ['iam:associatedresourcearn', associatedResource(technique, holder)],
      ]);
      for (const profile of profileWays(technique, holder, build)) {
        const all = rolesOfService(build, holder.account, party, profile.needed);
        for (const roles of bySource(build, all)) {
          const besidesOf = needsOf(build, holder, technique, roles);
          aimAt(build, holder, roles, {
            actions: [passRole],
            technique: { ...technique, mechanism: 'pass-to-service' },
            more,
            besides: profile.besides === undefined ? besides : both(besides, profile.besides),
            ...(besidesOf === undefined ? {} : { besidesOf }),
            ...(technique.assumes === undefined ? {} : { details: { assumes: [technique.assumes] } }),
          });
        }
      }
    }
  }
};

const profilesByAccount = new WeakMap<Build, Map<string, readonly string[]>>();

/** ARNs of the instance profiles of an account that have a role. */
const instanceProfilesOf = (build: Build, account: string): readonly string[] => {
  const byAccount = profilesByAccount.get(build) ?? new Map<string, readonly string[]>();
  profilesByAccount.set(build, byAccount);
  let found = byAccount.get(account);
  if (found === undefined) {
    found = (build.byAccount.get(account) ?? []).flatMap(
      (index) => build.principals[index]!.instanceProfiles ?? [],
    );
    byAccount.set(account, found);
  }
  return found;
};

const swaps = new WeakMap<PolicyLayers, Decision>();

/** A profile holds one role: whoever takes it out may put another in. */
const swapsRole = (build: Build, holder: Holder): Decision => {
  const actions = ['iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile'];
  if (!actions.every((action) => mayDo(holder, action))) return denied;
  let best = swaps.get(holder.layers);
  if (best === undefined) {
    best = denied;
    for (const resource of instanceProfilesOf(build, holder.account)) {
      best = better(best, actions.map((action) => ask(holder, build, { action, resource })).reduce(both));
      if (best.verdict === 'allowed') break;
    }
    swaps.set(holder.layers, best);
  }
  return best;
};

/**
 * EC2 takes roles only in instance profiles: one that exists, or one that the holder makes or empties.
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
  const besides = makes.verdict === 'allowed' ? makes : better(makes, swapsRole(build, holder));
  return besides.verdict === 'denied' ? [{ needed: true }] : [{ needed: true }, { needed: false, besides }];
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
  const decision = askNeeds(holder, build, technique.needs);
  if (decision.verdict === 'denied') return;
  for (const party of partiesOf(technique)) {
    const roles = rolesOfService(build, holder.account, party, party.service === 'ec2.amazonaws.com');
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
export const isAbout = (need: Need, arn: string): boolean => {
  const [, partition = '', , , account = ''] = arn.split(':');
  return (
    need.on !== '*' &&
    compileWildcard(need.on.replace('{partition}', partition).replace('{account}', account))(arn)
  );
};

/** By the holder's own policies; a policy of the workload may still deny. */
const askOnWorkload = (build: Build, holder: Holder, action: string, arn: string): Decision => {
  const decision = ask(holder, build, { action, resource: arn });
  const policy = decision.verdict === 'denied' ? undefined : policyOfResource(build.inventory, arn);
  if (policy === undefined) return decision;
  const document = build.inventory.store.documents[policy.document]!;
  const asked = { action: action.toLowerCase(), account: holder.account, resource: arn };
  return both(decision, resourceDenies(document, holder, build, asked));
};

const addKnownWorkloads = (build: Build, holder: Holder, technique: WorkloadTechnique): void => {
  for (const { data } of workloadsOf(build.inventory, holder.account, technique.resourceType)) {
    const { owner } = technique;
    const subject = owner === undefined ? data.Arn : data.Arn.replace(owner.of, owner.is);
    let decision: Decision | undefined;
    for (const need of technique.needs) {
      const answer = isAbout(need, subject)
        ? askOnWorkload(build, holder, need.action, subject)
        : askNeed(holder, build, need);
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
      if (role === undefined) continue;
      const trust = technique.newResource === true ? newTrust(build, role, technique) : {};
      if (trust === undefined) continue;
      const assumes = [...(details.assumes ?? []), ...(trust.assumes ?? [])];
      const to = limitedBy(build, role, data);
      build.graph.edge(holder.node, to, { ...technique, mechanism }, { ...trust, ...details, assumes });
    }
  }
};

/** Whether a role lets a new resource of the technique's service in. */
const newTrust = (build: Build, role: number, technique: WorkloadTechnique): EdgeDetails | undefined =>
  partiesOf(technique)
    .map((party) => serviceTrust(build, build.principals[role]!, role, party))
    .find((found) => found !== undefined);
