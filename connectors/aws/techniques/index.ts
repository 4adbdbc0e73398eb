export { creationTechniques, credentialTechniques, permissionTechniques } from './identity.ts';
export { organizationTechniques } from './organization.ts';
export { passRoleTechniques } from './pass-role.ts';
export { assumeRole, fullAccess, samlTechniques } from './steps.ts';
export type {
  Need,
  OrganizationTechnique,
  PassRoleTechnique,
  PermissionTechnique,
  UserFact,
  WorkloadTechnique,
} from './types.ts';
export { workloadTechniques } from './workload.ts';
