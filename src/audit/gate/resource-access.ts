import { byText } from '../../model/by-text.ts';
import type { GateState, StateAccess, StateResource } from '../../model/gate.ts';
import { levelRank } from '../../model/level.ts';
import type { Draft } from './draft.ts';
import { contains } from './glob.ts';
import type { Comparison } from './grants.ts';
import { allAspects, candidates, durationOf, isLasting, type Line, uncovered } from './lines.ts';
import { sentence } from './reason.ts';
import { conditionsText, partyText } from './trusts.ts';
import { listed, short } from './wording.ts';

/** Whom else an older entry lets in. */
const holdsParty = (older: StateAccess, access: StateAccess): boolean =>
  older.party === 'everyone' ||
  (older.party === access.party && contains(older.principal, access.principal)) ||
  (older.party === 'scope' && access.party === 'identity' && older.principal === access.scope);

interface New {
  readonly line: Line;
  readonly privileges: readonly string[];
}

const draftOf = (
  { id, kind, scope }: StateResource,
  access: StateAccess,
  found: readonly New[],
  { after }: Comparison,
): Draft => {
  const privileges = [...new Set(found.flatMap((each) => each.privileges))].sort(byText);
  const [{ line }] = found as [New];
  const level = found
    .map((each) => each.line.level)
    .reduce((strongest, each) => (levelRank[each] > levelRank[strongest] ? each : strongest));
  const lasts = found.some((each) => isLasting(durationOf(each.line, after)));
  const what = `${partyText(access)} may ${listed(privileges)} on it, ${conditionsText(line)}; before that was not so.`;
  return {
    class: lasts ? 'trust-widened' : 'time-bound-grant',
    about: 'trust',
    who: id,
    scope,
    key: [
      JSON.stringify([
        access.party,
        access.principal,
        privileges,
        [...new Set(found.flatMap((each) => each.line.resources))].sort(byText),
        line.conditions.map(({ operator, key, values }) => [operator, key, values]),
      ]),
    ],
    privileges,
    level,
    what: sentence(what),
    where: `${scope}: who may use the ${kind} ${short(id)}`,
    mayGive: access.party === 'everyone',
    weight: access.party === 'everyone' ? 'everyone' : access.party === 'scope' ? 'whole-scope' : 'outsider',
  };
};

const conditionsKey = ({ conditions }: Line): string =>
  JSON.stringify(conditions.map(({ operator, key, values }) => [operator, key, values]));

/** Whom resources let in now, or let do more, by their own policies. */
export const resourceDrafts = (
  before: GateState,
  after: GateState,
  comparison: Comparison,
): readonly Draft[] => {
  const known = Map.groupBy(before.resources ?? [], ({ id }) => id);
  return (after.resources ?? []).flatMap((resource) =>
    resource.access.flatMap((access) => {
      const older = (known.get(resource.id) ?? [])
        .flatMap((other) => other.access)
        .filter((other) => holdsParty(other, access));
      const lines = older.flatMap((other) => other.lines);
      const found = access.lines.flatMap((line): readonly New[] => {
        if (durationOf(line, comparison.after) === 'ended') return [];
        const among = candidates(line, lines, allAspects, comparison.after.now);
        const privileges = line.privileges.filter(
          (privilege) => uncovered(line, privilege, among, allAspects).length > 0,
        );
        return privileges.length === 0 ? [] : [{ line, privileges }];
      });
      return [...Map.groupBy(found, ({ line }) => conditionsKey(line)).values()].map((same) =>
        draftOf(resource, access, same, comparison),
      );
    }),
  );
};
