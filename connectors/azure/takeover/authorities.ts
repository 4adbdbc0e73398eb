import type { Evidence, FactRef } from '../../../src/model/evidence.ts';
import type { RoleAssignment } from '../facts/assignments.ts';
import { isEligible, type Term, through } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { permittingEntries, type Role } from '../rbac/role.ts';
import { assignRoles, changeRole, defineRoles } from '../techniques/identities.ts';
import type { Authorities, AuthorityStep, Holding } from './authority.ts';
import { type AuthorityBook, authorityBook } from './authority-book.ts';
import { authoritySteps, controlOrOwner, isOwner, type StepsInput } from './authority-steps.ts';
import type { Denies } from './denies.ts';
import { activationOf } from './nodes.ts';
import { permitsIn } from './permits.ts';
import { activatedBy } from './role-changes.ts';
import { hasPower } from './role-powers.ts';

const evidenceOf = (source: FactRef, role: Role, scope: string): Evidence => ({
  ...source,
  says: `${role.name} on ${scope}`,
});

const apartBy = ({ groups }: Arranged, denies: Denies): Authorities['apart'] => {
  const sameDenies = (a: string, b: string): boolean => denies.of(a).join(',') === denies.of(b).join(',');
  return (group, member) => denies.list.length > 0 && !groups.all.has(member) && !sameDenies(group, member);
};

/** Who has what: assignments that lead anywhere, and those of groups to members whom other denies are about. */
const holdingsOf = (
  { arm, groups, machines, principals }: Arranged,
  denies: Denies,
  book: AuthorityBook,
  apart: Authorities['apart'],
): readonly Holding[] => {
  const typeOf = (id: string): string | undefined => {
    if (groups.all.has(id)) return 'Group';
    const kind = principals.all.get(id)?.kind;
    if (kind === undefined || kind === 'principal') return undefined;
    return kind === 'user' || kind === 'agent-user' ? 'User' : 'ServicePrincipal';
  };
  const holdings: Holding[] = [];
  const hold = (assignment: RoleAssignment, holder: string, term: Term): void => {
    const { role, scope, tenant, condition, source } = assignment;
    const self = { id: holder, type: typeOf(holder) };
    holdings.push({
      holder,
      authority: book.of(role, scope, tenant, condition, denies.of(holder), self),
      term,
      evidence: evidenceOf(source, role, scope),
    });
  };
  // Where somebody redefines roles a custom one that gives nothing yet counts too.
  const redefined = arm.assignments.some(
    ({ role }) => !isOwner(role.id) && permittingEntries(role, defineRoles.action[0]).length > 0,
  );
  for (const assignment of arm.assignments) {
    const { role, term, principal } = assignment;
    if (hasPower(role) || term.duration === 'eligible' || (redefined && !role.builtIn))
      hold(assignment, principal, term);
  }
  if (denies.list.length === 0) return holdings;
  const byHolder = Map.groupBy(arm.assignments, ({ principal }) => principal);
  for (const id of principals.all.keys())
    for (const { group, term } of groups.of(id))
      if (apart(group.id, id))
        for (const assignment of byHolder.get(group.id) ?? []) {
          const whole = through(assignment.term, term);
          if (!isEligible(whole) || !machines.has(id)) hold(assignment, id, whole);
        }
  return holdings;
};

/** Authorities of somebody, own and of groups. */
const ofEach = (
  { groups, machines }: Arranged,
  holdings: readonly Holding[],
  apart: Authorities['apart'],
): Authorities['of'] => {
  const heldBy = Map.groupBy(holdings, ({ holder }) => holder);
  const known = new Map<string, ReturnType<Authorities['of']>>();
  return (principal) => {
    let found = known.get(principal);
    if (found === undefined) {
      found = [
        ...(heldBy.get(principal) ?? []).map(({ authority, term }) => ({ authority, term })),
        ...groups.of(principal).flatMap(({ group, term }) =>
          apart(group.id, principal)
            ? []
            : (heldBy.get(group.id) ?? []).map((held) => ({
                authority: held.authority,
                term: through(held.term, term),
              })),
        ),
      ].filter(({ term }) => !isEligible(term) || !machines.has(principal));
      known.set(principal, found);
    }
    return found;
  };
};

/** A role that somebody may redefine, and another of its own that is that role. */
const combinedOf = (input: StepsInput, of: Authorities['of']): Authorities['combined'] => {
  const { arranged, scopes, permits } = input;
  const control = controlOrOwner(input);
  const combined: Authorities['combined'][number][] = [];
  for (const id of arranged.principals.all.keys()) {
    const own = of(id);
    if (own.length < 2) continue;
    combined.push(...activatedBy(id, own, permits));
    const customs = own.filter(
      ({ authority: { role } }) => !role.builtIn && role.assignableScopes.length > 0,
    );
    if (customs.length === 0) continue;
    for (const writer of own) {
      const assumes = permits(writer.authority, defineRoles, writer.authority.scope);
      if (assumes === undefined) continue;
      // Whoever gives itself any role needs no change of one.
      if (permits(writer.authority, assignRoles, writer.authority.scope)?.length === 0) continue;
      for (const { authority: held, term } of customs) {
        const { role, scope } = held;
        if (held === writer.authority) continue;
        if (!role.assignableScopes.every((place) => scopes.tree.covers(writer.authority.scope, place)))
          continue;
        const whole = through(term, writer.term);
        combined.push({
          holder: id,
          to: control(held, scope),
          technique: changeRole,
          assumes: [
            ...assumes,
            ...activationOf(whole, term.duration === 'eligible' ? role.name : writer.authority.role.name),
          ],
          ...(whole.until === undefined ? {} : { until: whole.until }),
        });
      }
    }
  }
  return combined;
};

export const authoritiesOf = (arranged: Arranged, scopes: AzureScopes, denies: Denies): Authorities => {
  const book = authorityBook(denies);
  const permits = permitsIn(scopes.tree, arranged.now);
  const apart = apartBy(arranged, denies);
  const holdings = holdingsOf(arranged, denies, book, apart);
  const input: StepsInput = { arranged, scopes, permits, book, holdings };
  const stepsOf = authoritySteps(input);
  const steps: AuthorityStep[] = [];
  const follow = (): void => {
    for (let held = book.next(); held !== undefined; held = book.next()) steps.push(...stepsOf(held));
  };
  follow();
  const of = ofEach(arranged, holdings, apart);
  const combined = combinedOf(input, of);
  follow();
  return { all: book.all(), holdings, steps, combined, permits, of, apart };
};
