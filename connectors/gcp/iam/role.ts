import type { GcpInventory } from '../facts/inventory.ts';
import { type PredefinedRole, predefinedRole } from './predefined-roles.ts';

/** What a role permits. */
export interface Role {
  /** `roles/storage.admin`, `projects/P/roles/R`, `organizations/N/roles/R`. */
  readonly name: string;
  readonly title: string;
  /** Google's own. */
  readonly predefined: boolean;
  /** Whether it is known what it permits. */
  readonly read: boolean;
  readonly has: (permission: string) => boolean;
  readonly permissions: () => readonly string[];
}

const empty = (name: string, read: boolean): Role => ({
  name,
  title: name,
  predefined: name.startsWith('roles/'),
  read,
  has: () => false,
  permissions: () => [],
});

const custom = (name: string, title: string, permissions: readonly string[]): Role => {
  const held = new Set(permissions);
  return {
    name,
    title,
    predefined: false,
    read: true,
    has: (permission) => held.has(permission),
    permissions: () => [...held].sort(),
  };
};

export interface Roles {
  readonly of: (name: string) => Role;
  /** Roles that were asked for and of which nobody knows what they permit; sorted. */
  readonly unread: () => readonly string[];
}

const fromCatalogue = ({ name, title, has, permissions }: PredefinedRole): Role => ({
  name,
  title,
  predefined: true,
  read: true,
  has,
  permissions,
});

/** Roles of the estate as they were read, else as Google publishes them. */
export const rolesOf = (inventory: GcpInventory): Roles => {
  const own = new Map(
    inventory.of('gcp.role').map(({ data }) => {
      const { name, title, includedPermissions, deleted, stage } = data;
      // Deleted or disabled it gives nothing. https://cloud.google.com/iam/docs/creating-custom-roles#disable-custom-role
      if (deleted === true || stage === 'DISABLED') return [name, empty(name, true)] as const;
      const role = includedPermissions == null ? undefined : custom(name, title ?? name, includedPermissions);
      return [name, role] as const;
    }),
  );
  const known = new Map<string, Role>();
  return {
    of: (name) => {
      let role = known.get(name);
      if (role === undefined) {
        // A policy that was asked for without its conditions writes roles so.
        const plain = name.replace(/_withcond_[0-9a-f]+$/, '');
        const published = plain.startsWith('roles/') ? predefinedRole(plain) : undefined;
        const read = own.get(plain);
        role = published === undefined ? (read ?? empty(plain, false)) : fromCatalogue(published);
        known.set(name, role);
      }
      return role;
    },
    unread: () =>
      [...known.values()]
        .filter(({ read }) => !read)
        .map(({ name }) => name)
        .sort(),
  };
};
