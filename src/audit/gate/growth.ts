import type { GateState, StateReach } from '../../model/gate.ts';
import type { Draft } from './draft.ts';
import type { Pair } from './renames.ts';
import { listed } from './wording.ts';

const nothing: StateReach = { blastRadius: 0, admin: [], adminIf: [] };

const controlled = ({ admin, adminIf }: StateReach): readonly string[] => [...admin, ...adminIf];

/** Scopes that a state knows of; `undefined`: it does not say. */
const scopesOf = ({ inputs }: GateState): ReadonlySet<string> | undefined =>
  inputs === undefined ? undefined : new Set(Object.keys(inputs));

/**
 * How an identity's lasting reach grew between two states: in points of the later estate, and in scopes under control.
 * An estate that grew or shrank by itself is no growth of anybody: a share of the earlier estate is first turned into
 * one of the later, and a scope that is new is not counted for those who control it as they controlled the others.
 */
export const growthBetween = (before: GateState, after: GateState) => {
  const known = scopesOf(before);
  const come = known === undefined ? [] : [...(scopesOf(after) ?? [])].filter((scope) => !known.has(scope));
  const [was, is] = [before.totalValue, after.totalValue];
  const comparable = was !== undefined && is !== undefined && is > 0;
  const ratio = comparable ? was / is : 1;
  const shareOfNew = comparable && is > was ? 100 * (1 - ratio) : 0;

  return (pair: Pair): { readonly points: number; readonly scopes: readonly string[] } => {
    const old = pair.before === undefined ? nothing : (pair.before.lasting ?? pair.before);
    const now = pair.after.lasting ?? pair.after;
    const control = new Set(controlled(now));
    const had = new Set(controlled(old));
    const holdsNew =
      pair.before !== undefined && come.length > 0 && come.every((scope) => control.has(scope));
    return {
      points: now.blastRadius - old.blastRadius * ratio - (holdsNew ? shareOfNew : 0),
      scopes: [...control].filter(
        (scope) => !had.has(scope) && (pair.before === undefined || known === undefined || known.has(scope)),
      ),
    };
  };
};

/** Rounded scores of two states differ by this much without any change. */
const rounding = 0.05;

export const growthDraft = (
  { after }: Pair,
  { points, scopes }: ReturnType<ReturnType<typeof growthBetween>>,
  threshold: number,
): readonly Draft[] => {
  if (scopes.length === 0 && (points < threshold || points <= rounding)) return [];
  const control = scopes.length === 0 ? '' : ` It now reaches full control of ${listed(scopes)}.`;
  const grew =
    points > rounding
      ? ` ${Math.round(points * 10) / 10} percentage points more of the estate are compromised if it leaks.`
      : '';
  return [
    {
      class: 'blast-radius-grown',
      weight: scopes.length === 0 ? 'growth' : 'growth-to-control',
      about: 'chain',
      who: after.id,
      scope: after.scope,
      key: scopes.length === 0 ? [] : [...scopes].sort(),
      what: `None of its own grants, trusts or credentials fails, and yet it reaches more through others.${control}${grew}`,
      where: scopes.length === 0 ? after.scope : listed(scopes),
    },
  ];
};
