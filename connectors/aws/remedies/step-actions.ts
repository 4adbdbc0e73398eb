import { denyRemovers } from '../takeover/deny-removal.ts';
import {
  assumeRole,
  creationTechniques,
  credentialTechniques,
  organizationTechniques,
  passRoleTechniques,
  permissionTechniques,
  samlTechniques,
  workloadTechniques,
} from '../techniques/index.ts';

/** Actions that write permissions. */
export const writers: readonly string[] = permissionTechniques.map(({ action }) => action);

/** On ids of techniques that are used on an identity which is to be become first. */
const mediated = /-and-become$/;

/**
 * The action without which a step cannot be taken, by technique: of several that it needs the one that says the most (to pass
 * the role, before to create the function).
 */
const actions: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  [assumeRole.id, ['sts:AssumeRole']],
  ...passRoleTechniques.map(({ id }) => [id, ['iam:PassRole']] as const),
  // The graph tells the best of them alone: whoever loses that one writes permissions by the next.
  ...permissionTechniques.map(({ id }) => [id, writers] as const),
  ...credentialTechniques.map(({ id, needs }) => [id, [needs[0]!.action]] as const),
  ...workloadTechniques.map(({ id, needs }) => [id, [needs[0]!.action]] as const),
  ...organizationTechniques.map(({ id, needs }) => [id, [needs[0]!.action]] as const),
  ...samlTechniques.map(({ id, actions: all }) => [id, [all[0]!]] as const),
  ...creationTechniques.map(({ id, create }) => [id, [create]] as const),
  ['remove-permissions-boundary', ['iam:DeleteUserPermissionsBoundary', 'iam:DeleteRolePermissionsBoundary']],
  ['remove-own-denies', denyRemovers],
  ['attach-own-policies', ['iam:AttachUserPolicy', 'iam:AttachRolePolicy']],
  ['attach-group-policies', ['iam:AttachGroupPolicy']],
  ['create-user-with-some-policies', ['iam:CreateUser']],
  ['create-role-with-some-policies', ['iam:CreateRole']],
]);

/** Actions that have to go so that none of the steps can be taken. Undefined: the statements as a whole, which is full control. */
export const actionsOfSteps = (techniques: readonly string[]): readonly string[] | undefined => {
  const found = techniques.map((id) => actions.get(id.replace(mediated, '')));
  return found.every((each) => each !== undefined) ? [...new Set(found.flat())].sort() : undefined;
};
