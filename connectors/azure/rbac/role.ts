import { isMatched } from './pattern.ts';

/**
 * What a role definition permits, by its actions and never by its name. An entry permits its actions less its notActions (which
 * take back and do not deny); a role permits what any of its entries does; actions on data are apart.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
export interface PermissionEntry {
  /** Patterns, lower case. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  /** Of this entry alone; built-in roles have it. */
  readonly condition?: string;
}

export type Plane = 'management' | 'data';

export interface Role {
  /** The guid at the end of its path, lower case. */
  readonly id: string;
  readonly name: string;
  readonly builtIn: boolean;
  readonly entries: readonly PermissionEntry[];
  /** Normal scopes; empty where they do not matter (a built-in role). */
  readonly assignableScopes: readonly string[];
}

/** @param action lower case; of a pattern: whether all of it is permitted */
export const entryPermits = (
  entry: PermissionEntry,
  action: string,
  plane: Plane = 'management',
): boolean => {
  const [patterns, except] =
    plane === 'management' ? [entry.actions, entry.notActions] : [entry.dataActions, entry.notDataActions];
  return (
    patterns.some((pattern) => isMatched(action, pattern)) &&
    !except.some((pattern) => isMatched(action, pattern))
  );
};

/** The entries of a role that permit an action: any is enough, each under its own condition. */
export const permittingEntries = (
  role: Role,
  action: string,
  plane: Plane = 'management',
): readonly PermissionEntry[] => role.entries.filter((entry) => entryPermits(entry, action, plane));

export const lowerAll = (patterns: readonly string[] | null | undefined): readonly string[] =>
  (patterns ?? []).map((pattern) => pattern.toLowerCase());

/** The guid at the end of a role definition's path, which is also how templates of all scopes are told apart. */
export const roleIdOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
