import { type GcpPart, gcpCalls } from './calls.ts';

/**
 * A custom role of least privilege, as `gcloud iam roles create --file` takes it.
 * https://cloud.google.com/iam/docs/creating-custom-roles
 */
export interface GcpRole {
  readonly title: string;
  readonly description: string;
  readonly stage: 'GA';
  readonly includedPermissions: readonly string[];
}

export interface PermissionOptions {
  /** What is needed where Cloud Asset Inventory is refused. */
  readonly single?: boolean;
  readonly recommendations?: boolean;
}

/** Of the credential that impersonates, on that account alone; and of no resource that a role is held on. */
const elsewhere = new Set(['iam.serviceAccounts.getAccessToken']);

export const gcpPermissions = ({ single, recommendations }: PermissionOptions = {}): GcpRole => {
  const parts = new Set<GcpPart>(['session', 'inventory', 'node', 'groups', 'agents']);
  if (single === true) parts.add('single');
  if (recommendations === true) parts.add('recommendations');
  const needed = gcpCalls
    .filter(({ part }) => parts.has(part))
    .flatMap(({ permissions }) => permissions)
    .filter((permission) => !elsewhere.has(permission));
  return {
    title: 'nhi-audit',
    description: 'Reads identities and what they may do; no key, no secret, no data.',
    stage: 'GA',
    // Of the project whose quota is used.
    includedPermissions: [...new Set([...needed, 'serviceusage.services.use'])].sort(),
  };
};
