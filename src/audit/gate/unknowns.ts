import { byText } from '../../model/by-text.ts';
import type { InputKind } from '../../model/coverage.ts';
import type { GateInput, GateState } from '../../model/gate.ts';
import { ownMember } from '../../model/own-member.ts';
import type { Draft } from './draft.ts';
import { listed, short } from './wording.ts';

/** Beside what the gate needs: what limits identities, and what shows their ways. Once known, its loss hides changes. */
const limiting: readonly InputKind[] = ['guardrails', 'workloads'];

const draftOf = (scope: string, key: string, what: string): Draft => ({
  class: 'indeterminate',
  about: 'unknown',
  who: scope,
  scope,
  key: [key],
  what,
  where: scope,
  mayGive: true,
});

/** What the later state does not know, scope by scope. */
const unread = (before: GateState, after: GateState): readonly Draft[] => {
  const complete = new Set(after.complete);
  const scopes = new Set([...before.complete, ...after.identities.map(({ scope }) => scope)]);
  const missing = [...scopes].filter((scope) => !complete.has(scope)).sort(byText);
  const lost = before.complete
    .filter((scope) => complete.has(scope))
    .flatMap((scope) => {
      const now = new Set(ownMember(after.inputs ?? {}, scope));
      const kinds = (ownMember(before.inputs ?? {}, scope) ?? []).filter(
        (kind) => limiting.includes(kind) && after.inputs !== undefined && !now.has(kind),
      );
      return kinds.length === 0 ? [] : [{ scope, kinds }];
    });
  return [
    ...missing.map((scope) => {
      const gap = after.gaps.find((text) => text.startsWith(`${scope}: `))?.slice(scope.length + 2);
      const why = gap === undefined ? 'nothing of it was read' : short(gap);
      return draftOf(scope, 'unread', `Nobody can tell what changed in ${short(scope)}: ${why}.`);
    }),
    ...lost.map(({ scope, kinds }) =>
      draftOf(
        scope,
        `lost ${kinds.join(' ')}`,
        `Nobody can tell all that changed in ${short(scope)}: ${listed(kinds)} were read before and were not read now.`,
      ),
    ),
  ];
};

/** Computed values of a plan, and what the later state could not read. */
export const unknownDrafts = ({ before, after, indeterminate }: GateInput): readonly Draft[] => {
  const scopes = new Map([...before.identities, ...after.identities].map(({ id, scope }) => [id, scope]));
  return [
    ...indeterminate.map(({ identity, what, why, privileged }): Draft => {
      const scope = scopes.get(identity) ?? '';
      return {
        class: 'indeterminate',
        about: 'unknown',
        who: identity,
        scope,
        key: [JSON.stringify([what])],
        what: `Nobody can tell ${short(what)}: ${short(why)}.`,
        where: scope === '' ? short(identity) : scope,
        mayGive: privileged,
      };
    }),
    ...unread(before, after),
  ];
};
