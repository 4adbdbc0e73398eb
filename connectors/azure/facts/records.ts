import type { z } from 'zod';
import { usageRecords } from '../../../src/usage/record.ts';
import {
  administrativeUnitSchema,
  applicationSchema,
  appManagementPolicySchema,
  appRoleAssignmentSchema,
  callerSchema,
  conditionalAccessPolicySchema,
  credentialSignInSchema,
  delegatedGrantSchema,
  directoryRoleAssignmentSchema,
  directoryRoleDefinitionSchema,
  directoryRoleInstanceSchema,
  federatedCredentialSchema,
  groupInstanceSchema,
  groupSchema,
  membershipSchema,
  ownershipSchema,
  riskSchema,
  rolePolicySchema,
  securityAttributesSchema,
  servicePrincipalSchema,
  signInSchema,
  sponsorshipSchema,
  tenantSchema,
  userSchema,
} from './records/directory.ts';
import { serviceConnectionSchema } from './records/pipelines.ts';
import {
  classicAdministratorSchema,
  denyAssignmentSchema,
  lockSchema,
  managedIdentitySchema,
  managementGroupSchema,
  resourceSchema,
  roleAssignmentSchema,
  roleDefinitionSchema,
  roleInstanceSchema,
  subscriptionSchema,
  vaultSecretSchema,
} from './records/resources.ts';

/**
 * What a snapshot of Azure may hold, one schema a record kind; unknown fields are dropped here, and no schema has a place for
 * a secret. Dates are ISO 8601, UTC. The scope of a record is the tenant's id, or {@link unnamedTenant}.
 */
export const azureRecords = {
  'azure.administrative-unit': { schema: administrativeUnitSchema },
  'azure.app-management-policy': { schema: appManagementPolicySchema },
  'azure.app-role-assignment': { schema: appRoleAssignmentSchema },
  'azure.application': { schema: applicationSchema },
  'azure.caller': { schema: callerSchema },
  'azure.classic-administrator': { schema: classicAdministratorSchema },
  'azure.conditional-access-policy': { schema: conditionalAccessPolicySchema },
  'azure.credential-sign-in': { schema: credentialSignInSchema },
  'azure.delegated-grant': { schema: delegatedGrantSchema },
  'azure.deny-assignment': { schema: denyAssignmentSchema },
  'azure.directory-role-assignment': { schema: directoryRoleAssignmentSchema },
  'azure.directory-role-definition': { schema: directoryRoleDefinitionSchema },
  'azure.directory-role-instance': { schema: directoryRoleInstanceSchema },
  'azure.federated-credential': { schema: federatedCredentialSchema },
  'azure.group': { schema: groupSchema },
  'azure.group-instance': { schema: groupInstanceSchema },
  'azure.lock': { schema: lockSchema },
  'azure.managed-identity': { schema: managedIdentitySchema },
  'azure.management-group': { schema: managementGroupSchema },
  'azure.membership': { schema: membershipSchema },
  'azure.ownership': { schema: ownershipSchema },
  'azure.resource': { schema: resourceSchema },
  'azure.risk': { schema: riskSchema },
  'azure.role-assignment': { schema: roleAssignmentSchema },
  'azure.role-definition': { schema: roleDefinitionSchema },
  'azure.role-instance': { schema: roleInstanceSchema },
  'azure.role-policy': { schema: rolePolicySchema },
  'azure.security-attributes': { schema: securityAttributesSchema },
  'azure.service-connection': { schema: serviceConnectionSchema },
  'azure.service-principal': { schema: servicePrincipalSchema },
  'azure.sign-in': { schema: signInSchema },
  'azure.sponsorship': { schema: sponsorshipSchema },
  'azure.subscription': { schema: subscriptionSchema },
  'azure.tenant': { schema: tenantSchema },
  'azure.use': { schema: usageRecords.use.schema },
  'azure.use-window': { schema: usageRecords.window.schema },
  'azure.user': { schema: userSchema },
  'azure.vault-secret': { schema: vaultSecretSchema },
} as const satisfies Readonly<Record<`azure.${string}`, { readonly schema: z.ZodType }>>;

export type AzureRecordKind = keyof typeof azureRecords;
export type AzureRecordData<Kind extends AzureRecordKind> = z.output<(typeof azureRecords)[Kind]['schema']>;
export type AzureRecordInput<Kind extends AzureRecordKind> = z.input<(typeof azureRecords)[Kind]['schema']>;

/**
 * Scope of records from files that do not say which tenant they are of: the one that the other files name, and where none
 * does, a tenant of this name.
 */
export const unnamedTenant = 'entra';
