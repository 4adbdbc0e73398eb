import type { Role } from '../rbac/role.ts';
import type { Authority } from './authority.ts';
import type { Denies } from './denies.ts';

/** Every authority once, whoever comes to it. */
export interface AuthorityBook {
  readonly of: (
    role: Role,
    scope: string,
    tenant: string,
    condition: string | undefined,
    about: readonly number[],
    self?: Authority['self'],
  ) => Authority;
  readonly all: () => readonly Authority[];
  /** One whose steps nobody asked for yet. */
  readonly next: () => Authority | undefined;
}

const asksWho = (condition: string | undefined): boolean =>
  condition !== undefined && /roleassignments:principal(id|type)/i.test(condition);

export const authorityBook = (denies: Denies): AuthorityBook => {
  const all = new Map<string, Authority>();
  const open: Authority[] = [];
  return {
    of: (role, scope, tenant, condition, about, self) => {
      const own =
        asksWho(condition) || role.entries.some((entry) => asksWho(entry.condition)) ? self : undefined;
      const key = [role.id, scope, condition ?? '', about.join(','), own?.id ?? ''].join(' ');
      let found = all.get(key);
      if (found === undefined) {
        found = {
          key,
          role,
          scope,
          tenant,
          ...(condition === undefined ? {} : { condition }),
          denies: about.map((place) => denies.list[place]!),
          about,
          ...(own === undefined ? {} : { self: own }),
        };
        all.set(key, found);
        open.push(found);
      }
      return found;
    },
    all: () => [...all.values()],
    next: () => open.pop(),
  };
};
