import { assuming, type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Arranged } from '../identities/arrange.ts';
import { carrierTechniques } from '../techniques/carriers.ts';
import { type DefaultAccount, thingOf } from '../techniques/things.ts';
import type { CarrierTechnique } from '../techniques/types.ts';
import { unproven } from './hosts.ts';
import type { Holder, Permits } from './permits.ts';
import type { Target } from './targets.ts';

const defaults: Readonly<Record<DefaultAccount, RegExp>> = {
  compute: /^\d+-compute@developer\.gserviceaccount\.com$/,
  app: /@appspot\.gserviceaccount\.com$/,
};

/**
 * Where nobody listed what runs in a project, somebody who may change what does becomes whom it may act as, or, where that is
 * not asked, the account that such a thing has by default: if there is such a thing. One step an account is told.
 */
export const unlistedSteps = (
  { runs, places }: Arranged,
  graph: GraphBuilder,
  permits: Permits,
): ((
  holder: Holder,
  from: number,
  target: Target,
  acting: EdgeDetails | undefined,
  hosted: boolean,
) => void) => {
  const mayBe = (
    { actsAs }: CarrierTechnique,
    type: string,
    { principal }: Target,
    acts: boolean,
  ): boolean => {
    if (actsAs) return acts;
    const own = thingOf(type)?.byDefault;
    return own !== undefined && defaults[own].test(principal.id);
  };
  return (holder, from, target, acting, hosted) => {
    const { node, project, place } = target;
    for (const technique of carrierTechniques) {
      // What is made anew needs nothing to be there.
      if (technique.actsAs && hosted) continue;
      for (const type of technique.on) {
        const thing = thingOf(type);
        if (thing === undefined || runs.isListed(project, type)) continue;
        if (!mayBe(technique, type, target, acting !== undefined)) continue;
        for (const at of [project, ...runs.ofType(project, type)]) {
          const changing = permits(holder, technique.needs, at);
          if (changing === undefined) continue;
          const further = unproven(holder, technique, [at, project], permits);
          // That there is one is enough to suppose of a thing that nobody points to.
          if (!technique.actsAs && further.length > 0) continue;
          graph.edge(
            from,
            node,
            technique,
            assuming(technique.actsAs ? together(changing, acting!) : changing, [
              `${thing.is} of ${project.slice('projects/'.length)} runs as the service account`,
              ...(technique.actsAs ? [] : places.supposed(places.chainOf(place), project)),
              ...further,
            ]),
          );
          return;
        }
      }
    }
  };
};
