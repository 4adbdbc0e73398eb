import type { AccessQuestion } from '../../../src/model/access.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { nearest } from '../../../src/model/nearest.ts';
import { predefinedRole } from '../iam/predefined-roles.ts';
import type { Arranged } from '../identities/arrange.ts';

/** Roles that between them have what Google has: of projects, and what belongs to organisations. */
const widest = [
  'roles/owner',
  'roles/iam.securityAdmin',
  'roles/iam.denyAdmin',
  'roles/orgpolicy.policyAdmin',
  'roles/resourcemanager.organizationAdmin',
  'roles/privilegedaccessmanager.admin',
  'roles/iam.serviceAccountTokenCreator',
  'roles/iam.serviceAccountApiKeyBindingAdmin',
  'roles/iam.organizationRoleAdmin',
  'roles/iam.principalAccessBoundaryAdmin',
  'roles/container.admin',
  'roles/storage.admin',
];

const suggested = 5;

export interface Asked {
  readonly permission: string;
  /** Canonical name. Absent: anywhere. */
  readonly place?: string | undefined;
}

/** @throws InputError when Google has no such permission, or the resource is no name */
export const readQuestion = ({ privilege, resource }: AccessQuestion, arranged: Arranged): Asked => {
  const { places, bindings } = arranged;
  const roles = widest.flatMap((name) => predefinedRole(name) ?? []);
  const isKnown = [...roles, ...bindings.map(({ role }) => role)].some((role) => role.has(privilege));
  if (!isKnown) {
    const all = [...new Set(roles.flatMap((role) => role.permissions()))];
    const service = `${privilege.split('.')[0]}.`;
    const near = nearest(
      privilege,
      all.filter((each) => each.startsWith(service)),
    ).slice(0, suggested);
    throw new InputError(
      'Google Cloud has no such permission',
      privilege,
      near.length === 0
        ? 'Give a permission as roles have it: iam.serviceAccounts.getAccessToken.'
        : `Did you mean one of these?${near.map((each) => `\n  ${each}`).join('')}`,
    );
  }
  if (resource === undefined || resource === '*') return { permission: privilege };
  if (/^[^/@]+@[^/@]+$/.test(resource))
    return { permission: privilege, place: places.accountOf(resource.toLowerCase()) };
  if (!resource.includes('/') || /[*?]/.test(resource))
    throw new InputError(
      'this is no resource of Google Cloud',
      resource,
      'Give a name: projects/ID, folders/NUMBER, organizations/NUMBER, projects/ID/serviceAccounts/EMAIL, //storage.googleapis.com/projects/_/buckets/NAME.',
    );
  return { permission: privilege, place: places.nameOf(resource) };
};
