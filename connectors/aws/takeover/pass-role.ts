import type { TargetSet } from '../../../src/takeover/targets.ts';
import type { Principal } from '../facts/inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import { type Decision, denied, type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import { type PassRoleTechnique, passRoleTechniques } from '../techniques/index.ts';
import { type Aim, aimAt } from './aim.ts';
import { type Asking, ask, askNeeds, askOnChosenResource } from './asking.ts';
import { better, both } from './decisions.ts';
import { type Directory, oncePerAccount } from './directory.ts';
import { onWhatExists } from './existing-resources.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import { layersOf } from './layers.ts';
import type { Drawing, KnownWorkloadTypes, Trusts } from './parts.ts';
import { associatedResource, bySource, needsOf } from './pass-role-conditions.ts';
import { partiesOf, rolesOfService, someRole } from './service-roles.ts';
import { withinUse } from './session-limits.ts';

type Parts = Asking &
  Directory &
  Drawing &
  KnownWorkloadTypes &
  Trusts &
  Pick<HypotheticalHolders, 'withinSessionPolicies'>;

const passRole = 'iam:PassRole';

/** `iam:PassRole`: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const addPassRoleEdges = (parts: Parts, holder: Holder): void => {
  if (!mayDo(holder, passRole)) return;
  for (const row of passRoleTechniques) {
    if (!row.needs.every((need) => mayDo(holder, need.action))) continue;
    if (!someRole(parts, holder.account, row)) continue;
    const technique = onWhatExists(parts, holder, row);
    const besides = technique === undefined ? denied : askNeeds(holder, parts, technique.needs);
    if (technique === undefined || besides.verdict === 'denied') continue;
    for (const [position, party] of partiesOf(technique).entries()) {
      const service = technique.services[position]!;
      const more = new Map<string, KeyValue>([
        ['iam:passedtoservice', known(service)],
        ['iam:associatedresourcearn', associatedResource(technique, holder)],
      ]);
      for (const profile of profileWays(technique, holder, parts)) {
        const all = rolesOfService(parts, holder.account, party, profile.needed);
        for (const roles of bySource(parts, all)) {
          const besidesOf = needsOf(parts, holder, technique, roles);
          const aim = {
            actions: [passRole],
            technique,
            more,
            besides: profile.besides === undefined ? besides : both(besides, profile.besides),
            ...(besidesOf === undefined ? {} : { besidesOf }),
            ...(technique.assumes === undefined ? {} : { details: { assumes: [technique.assumes] } }),
          };
          if (technique.uses === undefined) aimAt(parts, holder, roles, aim);
          else aimAtUse(parts, holder, roles, aim, technique.uses);
        }
      }
    }
  }
};

/** The service does some things with the role and no others; all of it can be had where one of them leads there. */
const aimAtUse = (
  parts: Parts,
  holder: Holder,
  roles: TargetSet,
  aim: Aim,
  use: NonNullable<PassRoleTechnique['uses']>,
): void => {
  const nodeOf = (role: number): number => withinUse(parts, role, use);
  aimAt(parts, holder, roles, { ...aim, into: { key: `for ${use.actions.join(', ')}`, nodeOf } });
  if (use.allThrough === undefined) return;
  const { action, assumes } = use.allThrough;
  const able = parts.targets.set(`${roles.key}, which may do ${action}`, () =>
    roles.members.filter(({ node }) => mayDoIt(parts, parts.principals[node]!, action)),
  );
  const details = { assumes: [...(aim.details?.assumes ?? []), assumes] };
  aimAt(parts, holder, able, { ...aim, details });
};

const mayDoIt = (asking: Asking & Directory, role: Principal, action: string): boolean =>
  layersOf(asking, role).identity.some((document) =>
    statementsFor(document, action.toLowerCase()).some(({ allow }) => allow),
  );

/** ARNs of the instance profiles of an account that have a role. */
const instanceProfilesOf = oncePerAccount(
  ({ principals, byAccount }: Directory, account): readonly string[] =>
    (byAccount.get(account) ?? []).flatMap((index) => principals[index]!.instanceProfiles ?? []),
);

const swaps = new WeakMap<PolicyLayers, Decision>();

/** A profile holds one role: whoever takes it out may put another in. */
const swapsRole = (parts: Asking & Directory, holder: Holder): Decision => {
  const actions = ['iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile'];
  if (!actions.every((action) => mayDo(holder, action))) return denied;
  let best = swaps.get(holder.layers);
  if (best === undefined) {
    best = denied;
    for (const resource of instanceProfilesOf(parts, holder.account)) {
      best = better(best, actions.map((action) => ask(holder, parts, { action, resource })).reduce(both));
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
  parts: Asking & Directory,
): readonly { needed: boolean; besides?: Decision }[] => {
  if (technique.instanceProfile !== true) return [{ needed: false }];
  const pattern = 'arn:{partition}:iam::{account}:instance-profile/?*' as const;
  const makes = ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile']
    .map((action) => askOnChosenResource(holder, parts, action, pattern))
    .reduce(both);
  const besides = makes.verdict === 'allowed' ? makes : better(makes, swapsRole(parts, holder));
  return besides.verdict === 'denied' ? [{ needed: true }] : [{ needed: true }, { needed: false, besides }];
};
