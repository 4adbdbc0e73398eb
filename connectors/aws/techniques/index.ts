import type { Mechanism } from '../../../src/model/trust.ts';
import { automationTechniques } from './automation.ts';
import { buildAndDeployTechniques } from './build-and-deploy.ts';
import { computeTechniques } from './compute.ts';
import { containerTechniques } from './containers.ts';
import { dataTechniques } from './data.ts';
import { federationTechniques } from './federation.ts';
import { identityTechniques } from './identity.ts';
import { machineLearningTechniques } from './machine-learning.ts';
import { inOrder } from './order.ts';
import { organizationTechniques as organizationTable } from './organization.ts';
import type { AwsRow } from './types.ts';
import { workerTechniques } from './workers.ts';

/** Every table, by family of services. */
const all = inOrder([
  ...identityTechniques,
  ...computeTechniques,
  ...containerTechniques,
  ...machineLearningTechniques,
  ...buildAndDeployTechniques,
  ...dataTechniques,
  ...automationTechniques,
  ...federationTechniques,
  ...workerTechniques,
  ...organizationTable,
]);

type Kind = AwsRow['kind'];
type Row<Of extends Kind> = Extract<AwsRow, { readonly kind: Of }>;

/** What kind of step a row is; a credential's row says so itself. */
const mechanisms: Readonly<Record<Exclude<Kind, 'credential'>, Mechanism>> = {
  permission: 'write-permission',
  creation: 'write-permission',
  'pass-role': 'pass-to-service',
  workload: 'write-code',
  saml: 'write-trust',
  organization: 'control',
};

type Step<Of extends Kind> = Row<Of> & { readonly mechanism: Mechanism };

const rowsOf = <Of extends Exclude<Kind, 'credential'>>(kind: Of): readonly Step<Of>[] =>
  all
    .filter((row): row is Row<Of> => row.kind === kind)
    .map((row) => ({ ...row, mechanism: mechanisms[kind] }));

export type PermissionTechnique = Step<'permission'>;
export type PassRoleTechnique = Step<'pass-role'>;
export type WorkloadTechnique = Step<'workload'>;
export type OrganizationTechnique = Step<'organization'>;

export const credentialTechniques = all.filter((row) => row.kind === 'credential');
export const permissionTechniques = rowsOf('permission');
export const creationTechniques = rowsOf('creation');
export const passRoleTechniques = rowsOf('pass-role');
export const workloadTechniques = rowsOf('workload');
export const samlTechniques = rowsOf('saml');
export const organizationTechniques = rowsOf('organization');
export {
  assumeRole,
  attachGroupPolicies,
  attachOwnPolicies,
  fullAccess,
  joinGroups,
  limitedCreation,
  membership,
  removeBoundary,
  removeDenies,
} from './steps.ts';
export type { Need, ServiceUse, UserFact } from './types.ts';
