import type { Term } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import { kindOfScope, rootScope, type ScopeTree } from '../rbac/scope.ts';
import {
  assignRoles,
  defineRoles,
  elevate,
  elevateAccess,
  loosenRoleActivation,
  makeEligible,
  makeItselfEligible,
  widenRole,
  writeActivation,
} from '../techniques/identities.ts';
import type { Authorities, Authority, AuthorityStep, Holding } from './authority.ts';
import { activationOf } from './nodes.ts';

interface RoleChangesInput {
  readonly arranged: Pick<Arranged, 'arm' | 'principals' | 'groups'>;
  readonly tree: ScopeTree;
  readonly permits: Authorities['permits'];
  /** What whoever controls a place has. */
  readonly controlOrOwner: (held: Authority, place: string) => AuthorityStep['to'];
  /** In force or eligible; complete when a step is asked for. */
  readonly holdings: readonly Holding[];
}

/** An eligible assignment that something is asked for before it is activated. */
const isAsked = ({ duration, activation = [] }: Term): boolean =>
  duration === 'eligible' && activation.length > 0;

/**
 * What an authority comes to by changing roles and what stands before them, where another one is needed for it: a custom role
 * that somebody has is widened for that one, who is eligible activates without what was asked, a user is made eligible. The
 * step rests on that other one. What somebody does with two authorities of its own is in {@link activatedBy}.
 */
export const roleChangesOf = ({
  arranged: { arm, principals, groups },
  tree,
  permits,
  controlOrOwner,
  holdings,
}: RoleChangesInput): ((held: Authority) => readonly AuthorityStep[]) => {
  const nameOf = (id: string): string => principals.all.get(id)?.name ?? groups.all.get(id)?.name ?? id;
  // Whoever holds it first stands for all who hold the same.
  const custom = new Map(
    arm.assignments
      .filter(
        ({ role, term }) => !role.builtIn && role.assignableScopes.length > 0 && term.duration !== 'eligible',
      )
      .toReversed()
      .map((assignment) => [`${assignment.role.id} ${assignment.scope}`, assignment] as const),
  );
  let asked: readonly Holding[] | undefined;
  return (held) => {
    const { scope, role } = held;
    const assigns = permits(held, assignRoles, scope);
    const steps: AuthorityStep[] = [];
    if (scope === rootScope && kindOfScope(scope) === 'root') {
      const elevates = permits(held, elevate, scope);
      if (elevates !== undefined)
        steps.push({
          from: held,
          to: controlOrOwner(held, scope),
          technique: elevateAccess,
          assumes: elevates,
        });
    }
    const eligible = permits(held, makeEligible, scope);
    if (assigns === undefined && eligible !== undefined)
      steps.push({
        from: held,
        to: controlOrOwner(held, scope),
        technique: makeItselfEligible,
        assumes: [...eligible, 'a user whom it controls activates what it makes eligible'],
      });
    const redefines = permits(held, defineRoles, scope);
    if (redefines !== undefined)
      for (const assignment of custom.values()) {
        const isOwn = assignment.role === role && assignment.scope === scope;
        if (isOwn || !assignment.role.assignableScopes.every((place) => tree.covers(scope, place))) continue;
        const { principal } = assignment;
        steps.push({
          from: held,
          to: controlOrOwner(held, assignment.scope),
          technique: widenRole,
          assumes: [...redefines, `it acts through ${nameOf(principal)}, who has ${assignment.role.name}`],
        });
      }
    asked ??= holdings.filter(({ term }) => isAsked(term));
    for (const { holder, authority } of asked) {
      const loosens = permits(held, writeActivation, authority.scope);
      if (loosens !== undefined && authority !== held)
        steps.push({
          from: held,
          to: authority,
          technique: {
            ...loosenRoleActivation,
            does: `take away what is asked before ${authority.role.name} is activated`,
          },
          assumes: [...loosens, `it acts through ${nameOf(holder)}, who can activate ${authority.role.name}`],
        });
    }
    return steps;
  };
};

/** Somebody who is eligible and itself writes what is asked before: it activates without. */
export const activatedBy = (
  holder: string,
  own: readonly { readonly authority: Authority; readonly term: Term }[],
  permits: Authorities['permits'],
): Authorities['combined'] =>
  own
    .filter(({ term }) => isAsked(term))
    .flatMap(({ authority, term }) => {
      const writers = own.filter((each) => each.term.duration !== 'eligible');
      const best = writers
        .flatMap((writer) => {
          const assumes = permits(writer.authority, writeActivation, authority.scope);
          return assumes === undefined ? [] : [{ assumes, until: writer.term.until }];
        })
        .toSorted((a, b) => a.assumes.length - b.assumes.length)[0];
      return best === undefined
        ? []
        : [
            {
              holder,
              to: authority,
              technique: loosenRoleActivation,
              assumes: [...best.assumes, ...activationOf({ ...term, activation: [] }, authority.role.name)],
              ...(best.until === undefined ? {} : { until: best.until }),
            },
          ];
    });
