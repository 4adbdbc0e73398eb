import { accountTechniques, delegate } from './accounts.ts';
import { actAs } from './hosts.ts';
import { changeEntitlementNeed, setPolicyOf, updateRoleNeed } from './scopes.ts';

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
