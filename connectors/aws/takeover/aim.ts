import type { Technique } from '../../../src/model/takeover.ts';
import { type EdgeDetails, noDetails, together } from '../../../src/takeover/edge-details.ts';
import type { TargetSet } from '../../../src/takeover/targets.ts';
import type { Principal } from '../facts/inventory.ts';
import type { KeyValue } from '../policy/condition.ts';
import type { ResourcePattern } from '../policy/document.ts';
import { type Decision, denied, statementsFor } from '../policy/evaluate.ts';
import { dependsOnTarget } from '../policy/request-context.ts';
import { hasWildcard } from '../policy/wildcard.ts';
import { type Asking, ask } from './asking.ts';
import { both, detailsOf } from './decisions.ts';
import type { Directory } from './directory.ts';
import { documentsOf, type Holder, mayDo } from './holder.ts';
import type { Drawing } from './parts.ts';

type Parts = Asking & Directory & Drawing;

/** ARNs that the allowing statements name one by one; undefined: some name more than one at once. */
const namedOnly = (holder: Holder, action: string): ReadonlySet<string> | undefined => {
  const names = new Set<string>();
  for (const document of holder.layers.identity) {
    for (const statement of statementsFor(document, action.toLowerCase())) {
      if (!statement.allow) continue;
      if (
        statement.notResource ||
        statement.resources.some(({ text }) => hasWildcard(text) || text.includes('${'))
      ) {
        return undefined;
      }
      for (const { text } of statement.resources) names.add(text);
    }
  }
  return names;
};

/**
 * The members of a set in classes that the patterns of a holder's statements cannot tell apart. Where the statements ask
 * about the target itself (its tags, its account), each member is a case of its own.
 */
const classesOf = (
  { targets, principals, indexOf }: Parts,
  holder: Holder,
  actions: readonly string[],
  set: TargetSet,
): Iterable<TargetSet> => {
  const named = actions[0] === undefined ? undefined : namedOnly(holder, actions[0]);
  if (named !== undefined) return targets.only(set, [...named].map(indexOf));
  const patterns: ResourcePattern[] = [];
  for (const document of documentsOf(holder.layers)) {
    for (const action of actions) {
      for (const statement of statementsFor(document, action.toLowerCase())) {
        if (statement.conditions.some((clause) => dependsOnTarget(clause.key))) return targets.each(set);
        for (const pattern of statement.resources) {
          if (pattern.variable && statement.variables) return targets.each(set);
          if (pattern.text !== '*') patterns.push(pattern);
        }
      }
    }
  }
  return targets.apart(set, patterns, (node) => principals[node]!.arn);
};

export interface Aim {
  readonly actions: readonly string[];
  readonly technique: Technique;
  readonly more?: ReadonlyMap<string, KeyValue>;
  /** What is needed besides and does not depend on the target. */
  readonly besides?: Decision;
  /** The same where it depends on the target: each member is then a case of its own. */
  readonly besidesOf?: (target: Principal) => Decision;
  readonly details?: EdgeDetails;
  /** The step leads to something of the target, not to the target itself: a name for it, and its node. */
  readonly into?: { readonly key: string; readonly nodeOf: (target: number) => number };
}

/** What stands for the members of a set, in their order; `targetOf` learns for whom each stands. */
const led = (
  { targets }: Pick<Drawing, 'targets'>,
  set: TargetSet,
  { key, nodeOf }: NonNullable<Aim['into']>,
  targetOf: Map<number, number>,
): TargetSet => {
  const members = set.members.map(({ node, details }) => ({ node: nodeOf(node), details }));
  members.forEach(({ node }, place) => {
    targetOf.set(node, set.members[place]!.node);
  });
  return set.key === '' ? { key: '', members } : targets.set(`${set.key}, ${key}`, () => members);
};

/** Nothing is asked of the target itself: what is needed besides decides. */
const free: Decision = { verdict: 'allowed', by: [], assumes: [], until: undefined };

/** Edges from a holder to every member of a set on which it may do all actions. */
export const aimAt = (parts: Parts, holder: Holder, set: TargetSet, aim: Aim): void => {
  const { actions, technique, more, besides, besidesOf, details = noDetails, into } = aim;
  if (set.members.length === 0 || besides?.verdict === 'denied') return;
  if (!actions.every((action) => mayDo(holder, action))) return;
  const mayDoAll = (target: Principal): Decision => {
    let decision: Decision | undefined;
    for (const action of actions) {
      const answer = ask(holder, parts, { action, resource: target.arn, target, more });
      decision = decision === undefined ? answer : both(decision, answer);
      if (decision.verdict === 'denied') return denied;
    }
    return decision ?? free;
  };
  const decideFor = (target: Principal): Decision => {
    const own = mayDoAll(target);
    const decision = besides === undefined ? own : both(own, besides);
    return besidesOf === undefined || decision.verdict === 'denied'
      ? decision
      : both(decision, besidesOf(target));
  };
  const sets = besidesOf === undefined ? classesOf(parts, holder, actions, set) : parts.targets.each(set);
  const targetOf = new Map<number, number>();
  const aimed = into === undefined ? sets : [...sets].map((each) => led(parts, each, into, targetOf));
  parts.targets.aim(holder.node, aimed, technique, (node) => {
    const decision = decideFor(parts.principals[targetOf.get(node) ?? node]!);
    return decision.verdict === 'denied' ? undefined : together(detailsOf(decision), details);
  });
};
