import { keyedTypes } from '../facts/account-keys.ts';
import { permittingEntries, type Role } from '../rbac/role.ts';
import { writeBlobs } from '../techniques/carriers/apps.ts';
import { pushWays } from '../techniques/carriers/images.ts';
import { carrierTechniques, hosts } from '../techniques/carriers.ts';
import {
  assignBlueprints,
  assignIdentity,
  assignRoles,
  defineRoles,
  delegateToOthers,
  deployFromVault,
  federateIdentity,
  makeEligible,
  readSecrets,
  writeActivation,
  writeVaultPolicies,
} from '../techniques/identities.ts';
import type { Need } from '../techniques/types.ts';

const needsOfPower: readonly Need[] = [
  makeEligible,
  writeActivation,
  ...keyedTypes.map(({ shownBy }) => ({ action: shownBy })),
  ...carrierTechniques.flatMap(({ needs }) => needs),
  ...hosts.flat(),
  writeBlobs,
  readSecrets,
  writeVaultPolicies,
  deployFromVault[0],
  ...pushWays.flatMap(({ needs }) => needs),
  assignRoles,
  defineRoles,
  assignBlueprints,
  delegateToOthers,
  assignIdentity,
  federateIdentity,
];

/** Whether a role permits an action anywhere. */
export const permitsAtAll = (role: Role, { action, plane }: Need): boolean =>
  action.some((each) => permittingEntries(role, each, plane).length > 0);

const powerOf = new WeakMap<Role, string>();

/** Which of the actions of techniques a role permits at all, as a text: equal texts, equal power. */
export const powerText = (role: Role): string => {
  let text = powerOf.get(role);
  if (text === undefined) {
    text = needsOfPower.map((need) => (permitsAtAll(role, need) ? '1' : '0')).join('');
    powerOf.set(role, text);
  }
  return text;
};
export const hasPower = (role: Role): boolean => powerText(role).includes('1');

/** Whether the powers of one are all among those of the other. */
export const isWithin = (one: string, other: string): boolean =>
  Array.from(one).every((flag, place) => flag === '0' || other[place] === '1');
