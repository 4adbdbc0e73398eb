import {
  accountTechniques,
  agentTechniques,
  changeAttestation,
  changeProvider,
  changeWorkforce,
  delegate,
  hmacKey,
  readApiKey,
  switchOnNeed,
  switchPoolOnNeed,
} from './accounts.ts';
import { carrierTechniques } from './carriers.ts';
import { codeTechniques } from './code.ts';
import { actAs, hostTechniques } from './hosts.ts';
import { clusterRights, podIdentity } from './pods.ts';
import { reuseTechniques } from './reuse.ts';
import {
  changeAccessPolicyNeed,
  changeEntitlementNeed,
  liftConstraintNeed,
  liftDenyNeed,
  moveNeeds,
  removeBoundaryNeed,
  setPolicyOf,
  tagsNeed,
  unbindAccessPolicyNeeds,
  unbindBoundaryNeeds,
  updateRoleNeed,
  useTagNeed,
  widenBoundaryNeed,
} from './scopes.ts';

/** Every permission that a technique asks for. */
export const powers: readonly string[] = [
  ...new Set(
    [
      ...[
        ...accountTechniques,
        ...agentTechniques,
        ...hostTechniques,
        ...reuseTechniques,
        ...carrierTechniques,
        ...codeTechniques,
        hmacKey,
        delegate,
        changeProvider,
        changeWorkforce,
        changeAttestation,
        podIdentity,
        readApiKey,
      ].flatMap(({ needs }) => needs),
      ...clusterRights.flat(),
      ...Object.values(moveNeeds).flatMap(({ itself, parents }) => [...itself, parents]),
      switchOnNeed,
      switchPoolOnNeed,
      actAs,
      updateRoleNeed,
      changeEntitlementNeed,
      liftConstraintNeed,
      liftDenyNeed,
      changeAccessPolicyNeed,
      ...unbindAccessPolicyNeeds.flatMap(({ needs }) => needs),
      widenBoundaryNeed,
      removeBoundaryNeed,
      ...unbindBoundaryNeeds.flatMap(({ needs }) => needs),
      useTagNeed,
      tagsNeed.map(({ permission }) => permission),
      ...Object.values(setPolicyOf),
    ].flat(),
  ),
];

/** Permissions each of which alone takes somebody over or changes what is permitted. */
export const controlPermissions: ReadonlySet<string> = new Set([
  ...[...accountTechniques, delegate].flatMap(({ needs, assumes }) =>
    needs.length === 1 && assumes === undefined ? needs[0] : [],
  ),
  ...actAs,
  ...updateRoleNeed,
  ...changeEntitlementNeed,
  ...Object.values(setPolicyOf).flat(),
]);
