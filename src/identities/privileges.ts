import type { ServicePrivilege } from '../model/grant.ts';

/** Without what a stronger and at least as broad privilege in the same service says already. */
const withoutDominated = (privileges: readonly ServicePrivilege[]): readonly ServicePrivilege[] =>
  privileges.filter((a) => !privileges.some((b) => b !== a && b.level > a.level && b.breadth >= a.breadth));

/** What some privileges come to together. Sorted by service, the strongest level first. */
export const strongestPrivileges = (privileges: Iterable<ServicePrivilege>): readonly ServicePrivilege[] => {
  /** By service and level. */
  const strongest = new Map<number, Map<number, ServicePrivilege>>();
  for (const privilege of privileges) {
    const { service, level, breadth } = privilege;
    let levels = strongest.get(service);
    if (levels === undefined) {
      levels = new Map();
      strongest.set(service, levels);
    }
    const known = levels.get(level);
    if (known === undefined || known.breadth < breadth || (!known.full && privilege.full))
      levels.set(level, privilege);
  }
  return [...strongest]
    .sort(([a], [b]) => a - b)
    .flatMap(([, levels]) => withoutDominated([...levels.values()]).toSorted((a, b) => b.level - a.level));
};
