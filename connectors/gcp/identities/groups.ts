import { type Nesting, nestingOf } from '../../../src/identities/nesting.ts';
import type { GcpInventory } from '../facts/inventory.ts';

/** Who is in a group, as far as members were read. */
export interface Groups {
  /** Addresses of the groups that somebody is in, directly or through others, and of a person the domain; sorted. */
  readonly of: (email: string) => readonly string[];
  readonly isRead: (group: string) => boolean;
  readonly nesting: Nesting;
}

/** `domain:` names all accounts of people there. https://cloud.google.com/iam/docs/principals-overview#workspace-account */
const domainOf = (email: string): string | undefined =>
  /^[^@:/]+@[^@:/]+$/.test(email) && !email.endsWith('.gserviceaccount.com')
    ? email.slice(email.indexOf('@') + 1)
    : undefined;

export const groupsOf = (inventory: GcpInventory): Groups => {
  const above = new Map<string, Set<string>>();
  const read = new Set<string>();
  for (const { data } of inventory.of('gcp.membership')) {
    const [group, member] = [data.group.toLowerCase(), data.member.toLowerCase()];
    read.add(group);
    above.set(member, (above.get(member) ?? new Set()).add(group));
  }
  // Of a group without members nothing else tells that it was read.
  for (const { data } of inventory.of('gcp.group'))
    if (data.whole === true) read.add(data.email.toLowerCase());
  const nesting = nestingOf(inventory.of('gcp.membership').length);
  /** Those of the direct ones, and of theirs; too many: the direct ones alone. */
  const throughGroups = (email: string, direct: ReadonlySet<string>): ReadonlySet<string> => {
    const found = new Set(direct);
    for (const group of found)
      for (const next of above.get(group) ?? []) {
        if (found.has(next)) continue;
        if (!nesting.step()) {
          nesting.giveUp(email);
          return direct;
        }
        found.add(next);
      }
    return found;
  };
  const known = new Map<string, readonly string[]>();
  return {
    nesting,
    of: (email) => {
      let groups = known.get(email);
      if (groups === undefined) {
        const found = new Set(throughGroups(email, above.get(email) ?? new Set()));
        const domain = domainOf(email);
        if (domain !== undefined) found.add(domain);
        groups = [...found].sort();
        known.set(email, groups);
      }
      return groups;
    },
    isRead: (group) => read.has(group),
  };
};
