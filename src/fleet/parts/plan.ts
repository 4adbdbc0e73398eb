import { joinedBorders, keepersOfAll } from '../../pipeline/border.ts';
import type { Keeper } from '../../pipeline/keepers.ts';
import { sharedScopes, type Weighed } from './part.ts';
import { joinedSets, type KnownTarget, packed, type Split, sizeOf, type TargetSet } from './split.ts';

/** Weighs sets of targets, several of them in one job. @returns of all jobs, all that they weighed, in order */
type WeighAll = (jobs: readonly (readonly TargetSet[])[]) => Promise<readonly Weighed[]>;

export interface PlannedParts {
  readonly parts: readonly TargetSet[];
  readonly weighed: readonly Weighed[];
  /** Where the whole is of several providers. */
  readonly keepers?: readonly Keeper[];
}

const inOrder = (targets: TargetSet): TargetSet => targets.toSorted((a, b) => a - b);

/** Several sets as one, by their places. */
const merged = (sets: readonly TargetSet[], parts: readonly (readonly number[])[]): readonly TargetSet[] =>
  parts.map((places) => inOrder(places.flatMap((place) => sets[place]!)));

/** Where two parts have a scope in common they are one, and what is in it is weighed anew. */
const withoutShared = async (
  parts: readonly TargetSet[],
  weighed: readonly Weighed[],
  weighAll: WeighAll,
): Promise<Pick<PlannedParts, 'parts' | 'weighed'>> => {
  const shared = sharedScopes(weighed);
  if (shared.length === 0) return { parts, weighed };
  const fewer = merged(parts, joinedSets(parts.length, shared));
  return { parts: fewer, weighed: await weighAll(fewer.map((part) => [part])) };
};

/**
 * Which targets are judged together. Of one provider its facts say so; of several, tokens and stored keys join sets, which shows
 * when each set is interpreted.
 * @param most facts that several sets together may have
 */
export const plannedParts = async (
  targets: readonly KnownTarget[],
  { sets, providers }: Split,
  most: number,
  weighAll: WeighAll,
): Promise<PlannedParts> => {
  const sizesOf = (some: readonly TargetSet[]): readonly number[] => some.map((set) => sizeOf(targets, set));
  if (providers.length < 2 || sets.length === 1) {
    const parts = merged(sets, packed(sizesOf(sets), most));
    return withoutShared(parts, await weighAll(parts.map((part) => [part])), weighAll);
  }
  const jobs = packed(sizesOf(sets), most).map((places) => places.map((place) => sets[place]!));
  const each = await weighAll(jobs);
  const borders = each.map(({ border }) => border);
  const known = merged(sets, joinedSets(sets.length, [...joinedBorders(borders), ...sharedScopes(each)]));
  const parts = merged(known, packed(sizesOf(known), most));
  const places = new Map(sets.map((set, place) => [set[0]!, place]));
  const isSame = sharedScopes(each).length === 0;
  const weighed = isSame
    ? parts.map((part) =>
        ofSets(
          part.flatMap((target) => places.get(target) ?? []),
          each,
        ),
      )
    : await weighAll(parts.map((part) => [part]));
  return { parts, weighed, keepers: keepersOfAll(borders) };
};

/** What several sets have together, whose scopes are apart. */
const ofSets = (places: readonly number[], each: readonly Weighed[]): Weighed => ({
  scopes: places.flatMap((place) => each[place]!.scopes),
  border: each[places[0]!]!.border,
});
