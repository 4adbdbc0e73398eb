import { byText } from '../../model/by-text.ts';
import type { Identity, Workload } from '../../model/identity.ts';
import type { Proposal } from '../../model/reduce.ts';
import type { Use } from '../../model/usage.ts';
import { usedBy } from './used-by.ts';

type Split = Extract<Proposal, { readonly kind: 'split-identity' }>;

/** More are no change that anybody makes at once. */
const mostParts = 12;

/** What a session of a workload is called where its platform gives it the name: its own, or the last part of its id. */
const sessionsOf = ({ name, id }: Workload): readonly string[] => [name, id.slice(id.search(/[^:/]*$/))];

/** Whose sessions made a use. `others`: somebody else's as well, or nobody knows whose. */
const usersOf = (
  { sessions = [], otherSessions }: Use,
  workloads: ReadonlyMap<string, Workload>,
): { readonly known: readonly Workload[]; readonly others: boolean } => {
  const known = sessions.flatMap((session) => workloads.get(session) ?? []);
  return { known, others: otherSessions === true || sessions.length === 0 || known.length < sessions.length };
};

/**
 * One identity for each workload of one that several share, where logs tell them apart and they used different things. What the
 * provider tells to be used and no log shows may be anybody's: each part has it.
 */
export const splitsOf = (identity: Identity): readonly Split[] => {
  const { workloads = [], uses = [] } = identity;
  if (workloads.length < 2 || uses.length === 0) return [];
  const bySession = new Map(workloads.flatMap((each) => sessionsOf(each).map((session) => [session, each])));
  // A name of the log that is no privilege stands for its service.
  const privilegeOf = ({ action, service }: Use): string =>
    Object.hasOwn(identity.actionsLastUsed ?? {}, action) ? action : `${service}:*`;
  const own = new Map<Workload, Set<string>>();
  const others = new Set<string>();
  for (const use of uses) {
    const { known, others: further } = usersOf(use, bySession);
    for (const workload of known) own.set(workload, (own.get(workload) ?? new Set()).add(privilegeOf(use)));
    if (further) others.add(privilegeOf(use));
  }
  const logged = new Set(uses.map(({ action }) => action));
  const services = new Set(uses.map(({ service }) => `${service}:*`));
  const anybodys = (usedBy(identity) ?? []).filter(
    (privilege) => !logged.has(privilege) && !services.has(privilege),
  );
  const parts = [...own]
    .map(([workload, used]) => ({ workload, used: [...used, ...anybodys].sort() }))
    .sort((a, b) => byText(a.workload.id, b.workload.id));
  const differ = new Set(parts.map(({ used }) => JSON.stringify(used))).size > 1;
  if (parts.length < 2 || parts.length > mostParts || !differ) return [];
  return [
    {
      kind: 'split-identity',
      identity,
      parts,
      rest: others.size === 0 ? [] : [...others, ...anybodys].sort(),
    },
  ];
};
