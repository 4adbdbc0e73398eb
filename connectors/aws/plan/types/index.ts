import type { PlanType } from '../reading.ts';
import { resourceTypes } from '../resources/types.ts';
import { credentialTypes } from './credentials.ts';
import { policyTypes } from './policies.ts';
import { principalTypes } from './principals.ts';
import { workloadTypes } from './workloads.ts';

/** Resource types of Terraform's AWS provider that bear on identities, in the order of their documentation. */
export const planTypes: Readonly<Record<string, PlanType>> = {
  ...principalTypes,
  ...policyTypes,
  ...credentialTypes,
  ...workloadTypes,
  ...resourceTypes,
};
