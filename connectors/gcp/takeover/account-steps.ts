import type { Technique } from '../../../src/model/takeover.ts';
import { assuming, type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Arranged } from '../identities/arrange.ts';
import {
  accountTechniques,
  agentTechniques,
  hmacKey,
  readApiKey,
  switchOnNeed,
} from '../techniques/accounts.ts';
import { actAs } from '../techniques/hosts.ts';
import { constraintsOf, liftsConstraints } from './constraints.ts';
import type { Host } from './hosts.ts';
import type { Holder, Permits } from './permits.ts';
import type { Target } from './targets.ts';
import { unlistedSteps } from './unlisted.ts';
import { workloadSteps } from './workloads.ts';

/** The service by which the holder has something run in the account's project; undefined: there is none. */
type HostFor = () => Host | undefined;

/** All steps of one holder to one service account. */
export const accountStepsOf = (
  arranged: Arranged,
  graph: GraphBuilder,
  permits: Permits,
): ((holder: Holder, from: number, target: Target, hostFor: HostFor) => void) => {
  const { places } = arranged;
  const forbids = constraintsOf(arranged);
  const liftConstraint = liftsConstraints(permits);
  const throughWorkloads = workloadSteps(arranged, graph, permits);
  const throughUnlisted = unlistedSteps(arranged, graph, permits);

  /** By what deploys as an agent of Google's. */
  const agentSteps = (holder: Holder, from: number, target: Target, supposed: readonly string[]): void => {
    for (const technique of agentTechniques) {
      const details = technique.agent.test(target.principal.id)
        ? permits(holder, technique.needs, target.project)
        : undefined;
      if (details !== undefined)
        graph.edge(
          from,
          target.node,
          technique,
          assuming(details, [...supposed, ...(technique.assumes ?? [])]),
        );
    }
  };

  /** By tokens, keys and the policy of the account itself. */
  const ownSteps = (holder: Holder, { place, project }: Target, add: Add): void => {
    const open = new Set<string>();
    for (const technique of accountTechniques) {
      if (technique.otherwise !== undefined && open.has(technique.otherwise)) continue;
      let details = permits(holder, technique.needs, place);
      if (details === undefined) continue;
      if (technique.forbiddenBy !== undefined && forbids(technique.forbiddenBy, project) === true) {
        const lifted = liftConstraint(holder, project);
        if (lifted === undefined) continue;
        details = together(details, lifted);
      }
      open.add(technique.id);
      add(technique, assuming(details, technique.assumes));
    }
  };

  const keySteps = (
    holder: Holder,
    { project, apiKeys }: Target,
    supposed: readonly string[],
    add: Add,
  ): void => {
    const hmac = permits(holder, hmacKey.needs, project);
    if (hmac !== undefined) add(hmacKey, assuming(hmac, [...supposed, ...hmacKey.assumes!]));
    for (const { data } of apiKeys) {
      const reading = permits(
        holder,
        readApiKey.needs,
        places.nameOf(`//apikeys.googleapis.com/${data.name}`),
      );
      if (reading !== undefined) add(readApiKey, assuming(reading, readApiKey.assumes));
    }
  };

  return (holder, from, target, hostFor) => {
    const { node, isOff, principal, place, project } = target;
    // Of an account that is only taken to be the project's.
    const supposed = places.supposed(places.chainOf(place), project);
    agentSteps(holder, from, target, supposed);
    if (principal.kind === 'service-agent') return;
    const switching = isOff ? permits(holder, [switchOnNeed], place) : undefined;
    if (isOff && switching === undefined) return;
    const before =
      switching === undefined ? undefined : assuming(switching, ['it switches the account on first']);
    const add: Add = (technique, details) =>
      graph.edge(from, node, technique, before === undefined ? details : together(before, details));
    ownSteps(holder, target, add);
    keySteps(holder, target, supposed, add);
    const acting = permits(holder, [actAs], place);
    const host = acting === undefined ? undefined : hostFor();
    if (acting !== undefined && host !== undefined) add(host.technique, together(acting, host.details));
    // What runs as an account that is off gets no tokens before it is started anew.
    if (isOff) return;
    throughWorkloads(holder, from, target, acting);
    throughUnlisted(holder, from, target, acting, host !== undefined);
  };
};

type Add = (technique: Technique, details: EdgeDetails) => void;
