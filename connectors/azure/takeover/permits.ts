import { lets } from '../rbac/condition/delegation.ts';
import type { Answer } from '../rbac/condition/evaluate.ts';
import { permittingEntries } from '../rbac/role.ts';
import type { ScopeTree } from '../rbac/scope.ts';
import type { Authorities } from './authority.ts';
import { denied } from './denies.ts';

const short = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 157)}…`);

const both = (a: Answer, b: Answer): Answer =>
  a === 'no' || b === 'no' ? 'no' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes';

/** What an authority permits at a place, and what that rests on. */
export const permitsIn =
  (tree: ScopeTree, now: string): Authorities['permits'] =>
  (held, { action, plane = 'management' }, target, delegation) => {
    if (!tree.covers(held.scope, target)) return undefined;
    let best: readonly string[] | undefined;
    for (const each of action) {
      const { surely, perhaps } = denied(held.denies, each, plane, target, tree);
      if (surely) continue;
      for (const entry of permittingEntries(held.role, each, plane)) {
        const answer = both(
          lets(entry.condition, each, now, delegation),
          lets(held.condition, each, now, delegation),
        );
        if (answer === 'no') continue;
        const assumes = [
          ...perhaps,
          ...(answer === 'unknown'
            ? [
                `the condition of ${held.role.name} lets it: ${short(held.condition ?? entry.condition ?? '')}`,
              ]
            : []),
        ];
        if (best === undefined || assumes.length < best.length) best = assumes;
      }
    }
    return best;
  };
