import { assuming, type EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { Arranged } from '../identities/arrange.ts';
import { hostTechniques } from '../techniques/hosts.ts';
import { reuseTechniques } from '../techniques/reuse.ts';
import type { HostTechnique } from '../techniques/types.ts';
import { type Holder, type Permits, placesHeld } from './permits.ts';

export interface Host {
  readonly technique: HostTechnique;
  readonly details: EdgeDetails;
}

/** What a technique assumes and the holder cannot see to itself. @param places resource and project: where its own permission may be */
export const unproven = (
  holder: Holder,
  { assumes, proves }: Pick<HostTechnique, 'assumes' | 'proves'>,
  places: readonly string[],
  permits: Permits,
): readonly string[] =>
  assumes === undefined ||
  (proves !== undefined && places.some((place) => permits(holder, [proves], place)?.assumes?.length === 0))
    ? []
    : assumes;

/** So many resources of a type are tried in a project. */
const mostTried = 20;

/** The service by which somebody can most surely have something of its own run in a project; undefined: there is none. */
export const hostsOf = (
  { principals, runs }: Arranged,
  permits: Permits,
): ((holder: Holder, project: string) => Host | undefined) => {
  const accountsOf = Map.groupBy(principals.values(), ({ project }) => `projects/${project ?? ''}`);
  return (holder, project) => {
    let best: Host | undefined;
    const offer = (technique: HostTechnique, at: string, further: readonly string[] = []): void => {
      const details = permits(holder, technique.needs, at);
      if (details === undefined) return;
      const { shownBy = [], shownByAccount } = technique;
      const shown =
        shownBy.some((type) => runs.ofType(project, type).length > 0) ||
        (shownByAccount !== undefined &&
          (accountsOf.get(project) ?? []).some(({ id }) => shownByAccount.test(id)));
      const whole = assuming(details, [
        ...(shown ? [] : unproven(holder, technique, [at, project], permits)),
        ...further,
      ]);
      if (best === undefined || whole.assumes!.length < best.details.assumes!.length)
        best = { technique, details: whole };
    };
    for (const technique of hostTechniques) offer(technique, project);
    if (best !== undefined && (best as Host).details.assumes!.length === 0) return best;
    const own = placesHeld(holder);
    for (const technique of reuseTechniques) {
      const there = technique.at!.flatMap((type) => runs.ofType(project, type));
      // What it holds on one by itself may be more than what it holds on all of them.
      for (const at of [...there.filter((each) => own.has(each)), ...there].slice(0, mostTried))
        offer(technique, at);
      if (there.length === 0 && technique.at!.some((type) => !runs.isListed(project, type)))
        offer(technique, project, [`${technique.there} is there`]);
    }
    return best;
  };
};
